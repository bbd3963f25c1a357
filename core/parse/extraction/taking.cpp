#include "parse/extraction/taking.h"

#include "parse/serializer.h"
#include "parse/visibletext.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

ExtractedValue tooComplex()
{
    ExtractedValue value;
    value.error = u"too complex: the page's budget was spent before this value. Take less, or fewer fields."_s;
    return value;
}

} // namespace

bool appendText(Node root, bool onlyVisible, QByteArray &text, ExtractionLeft &left)
{
    const Node child = root.firstChild();
    if (!onlyVisible && child.isText() && !child.nextSibling()) { // most are so
        text = QByteArray::fromRawData(child.characters().data(), child.characters().size());
        return left.steps.spend(2);
    }
    for (TreeWalk walk(root); walk; walk.advance()) {
        if (!left.steps.spend() || text.size() > left.bytes)
            return false;
        const Node node = walk.node();
        if (node.isText()) {
            if (walk.entering())
                text += node.characters();
        } else if (onlyVisible && node.isElement()) {
            if (separatesWords(node))
                text += ' ';
            if (walk.entering() && hidesText(node))
                walk.skipChildren();
        }
    }
    return true;
}

SourceRange sourceOf(Node element, Steps &steps)
{
    const SourceRange start = element.startTag();
    if (start.isEmpty())
        return {};
    quint32 end = start.end;
    for (Node node = element; node; node = node.lastChild()) {
        if (!steps.spend())
            break;
        const quint32 own =
            node.isElement() ? std::max(node.startTag().end, node.endTag().end) : node.characterSource().end;
        end = std::max(end, own);
        if (!node.endTag().isEmpty())
            break;
    }
    return {start.begin, end};
}

SourceRange innerSourceOf(Node element, Steps &steps)
{
    const SourceRange whole = sourceOf(element, steps);
    if (whole.isEmpty())
        return {};
    const quint32 begin = element.startTag().end;
    return {begin, std::max(begin, element.endTag().isEmpty() ? whole.end : element.endTag().begin)};
}

Taking::Taking(const Field &field, const Document &document) : m_field(field)
{
    if (field.attribute.isEmpty())
        return;
    const QByteArray name = field.attribute.toUtf8();
    m_elsewhere = document.findName(name);
    m_inHtml = document.findName(name.toLower());
}

/// The attribute that a field means; of a URL, when it says none, the first of those that hold one.
std::optional<Attribute> Taking::wantedAttribute(Node element) const
{
    if (!m_field.attribute.isEmpty()) {
        const Name name = element.ns() == Namespace::Html ? m_inHtml : m_elsewhere;
        return name == Name::None ? std::nullopt : element.findAttribute(name);
    }
    for (const Name name : {Name::Href, Name::Src, Name::Data, Name::Action, Name::Poster, Name::Cite, Name::Content}) {
        if (const std::optional<Attribute> found = element.findAttribute(name))
            return found;
    }
    return std::nullopt;
}

std::optional<ExtractedValue> Taking::take(Node element, ExtractionLeft &left) const
{
    ExtractedValue value{true, {}, {}, {}};
    QByteArray utf8;
    bool isWhole = true;
    switch (m_field.take) {
    case Take::Text:
    case Take::VisibleText:
        isWhole = appendText(element, m_field.take == Take::VisibleText, utf8, left);
        value.source = innerSourceOf(element, left.steps);
        break;
    case Take::InnerHtml:
        isWhole = serialize(element, Serialized::Inner, utf8, left.steps, left.bytes);
        value.source = innerSourceOf(element, left.steps);
        break;
    case Take::OuterHtml:
        isWhole = serialize(element, Serialized::Outer, utf8, left.steps, left.bytes);
        value.source = sourceOf(element, left.steps);
        break;
    case Take::Attribute:
    case Take::AbsoluteUrl: {
        const std::optional<Attribute> attribute = wantedAttribute(element);
        if (!attribute)
            return std::nullopt;
        value.text = QString::fromUtf8(attribute->value());
        value.source = attribute->valueSource();
        break;
    }
    case Take::Count:
    case Take::Exists:
        Q_UNREACHABLE();
    }
    if (!isWhole || left.steps.areSpent())
        return tooComplex();
    if (!utf8.isEmpty())
        value.text = m_field.take == Take::VisibleText ? collapsed(utf8) : QString::fromUtf8(utf8);
    return value;
}

} // namespace creel
