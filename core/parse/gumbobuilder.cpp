#include "parse/gumbobuilder.h"

#include "parse/ascii.h"
#include "parse/documentbuilder.h"
#include "parse/gumboarena.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace creel {
namespace {

Namespace toNamespace(GumboNamespaceEnum ns)
{
    return ns == GUMBO_NAMESPACE_SVG   ? Namespace::Svg
        : ns == GUMBO_NAMESPACE_MATHML ? Namespace::MathMl
                                       : Namespace::Html;
}

AttributeNamespace toNamespace(GumboAttributeNamespaceEnum ns)
{
    switch (ns) {
    case GUMBO_ATTR_NAMESPACE_XLINK:
        return AttributeNamespace::XLink;
    case GUMBO_ATTR_NAMESPACE_XML:
        return AttributeNamespace::Xml;
    case GUMBO_ATTR_NAMESPACE_XMLNS:
        return AttributeNamespace::Xmlns;
    default:
        return AttributeNamespace::None;
    }
}

QuirksMode toQuirksMode(GumboQuirksModeEnum mode)
{
    return mode == GUMBO_DOCTYPE_QUIRKS   ? QuirksMode::Quirks
        : mode == GUMBO_DOCTYPE_NO_QUIRKS ? QuirksMode::NoQuirks
                                          : QuirksMode::LimitedQuirks;
}

/// The name in "<name …>" or "</name …>"; empty where there is no tag.
QByteArrayView nameInTag(GumboStringPiece tag)
{
    const QByteArrayView text(tag.data, qsizetype(tag.length));
    const qsizetype begin = text.startsWith("</") ? 2 : text.isEmpty() ? 0 : 1;
    qsizetype end = begin;
    while (end < text.size() && !isAsciiSpace(text[end]) && text[end] != '/' && text[end] != '>')
        ++end;
    return text.sliced(begin, end - begin);
}

/// gumbo gives an element the end tag at which it was closed, which may be another's: the </ul> behind an open <li>.
bool isClosedByOwnTag(const GumboElement &element)
{
    const QByteArrayView start = nameInTag(element.original_tag);
    return start.isEmpty() || equalsIgnoringAsciiCase(start, nameInTag(element.original_end_tag));
}

/// Copies gumbo's tree into a Document: nodes in document order, texts as views into the source where they are equal.
class GumboTreeCopy
{
public:
    explicit GumboTreeCopy(const QByteArray &utf8) : m_source(utf8), m_builder(utf8) { }

    Document copy(const GumboDocument &document);

private:
    struct Level {
        const GumboVector *children;
        unsigned next;
        NodeIndex parent;
    };

    void copyNode(const GumboNode &node, NodeIndex parent);
    void copyElement(const GumboNode &node, NodeIndex parent);
    void copyAttribute(NodeIndex element, const GumboAttribute &attribute);
    Name nameOf(const GumboElement &element);
    std::optional<quint32> offsetOf(const char *place) const;
    SourceRange rangeOf(GumboStringPiece piece) const;

    QByteArrayView m_source;
    DocumentBuilder m_builder;
    std::vector<Level> m_open; // our own stack: pages may nest deeper than a thread's
};

Document GumboTreeCopy::copy(const GumboDocument &document)
{
    m_builder.setQuirksMode(toQuirksMode(document.doc_type_quirks_mode));
    if (document.has_doctype)
        m_builder.append(
            m_builder.documentNode(),
            m_builder.createDoctype({document.name, document.public_identifier, document.system_identifier}));

    m_open.push_back({&document.children, 0, m_builder.documentNode()});
    while (!m_open.empty()) {
        Level &level = m_open.back();
        if (level.next == level.children->length) {
            m_open.pop_back();
            continue;
        }
        const auto *child = static_cast<const GumboNode *>(level.children->data[level.next++]);
        copyNode(*child, level.parent);
    }
    return m_builder.take();
}

void GumboTreeCopy::copyNode(const GumboNode &node, NodeIndex parent)
{
    if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) {
        copyElement(node, parent);
        return;
    }
    if (node.type == GUMBO_NODE_DOCUMENT)
        return;

    const GumboText &text = node.v.text;
    const SourceRange source = rangeOf(text.original_text);
    if (node.type == GUMBO_NODE_COMMENT) {
        const quint32 afterDelimiter = source.begin + 4; // "<!--"; a bogus comment's text is copied
        m_builder.append(parent, m_builder.createComment(m_builder.hold(text.text, afterDelimiter), source));
    } else {
        m_builder.appendText(parent, m_builder.hold(text.text, source.begin), source);
    }
}

void GumboTreeCopy::copyElement(const GumboNode &node, NodeIndex parent)
{
    const GumboElement &element = node.v.element;
    const SourceRange startTag = rangeOf(element.original_tag);
    const NodeIndex index = m_builder.createElement(nameOf(element), toNamespace(element.tag_namespace), startTag);
    if (isClosedByOwnTag(element))
        m_builder.setEndTag(index, rangeOf(element.original_end_tag));
    for (unsigned i = 0; i < element.attributes.length; ++i)
        copyAttribute(index, *static_cast<const GumboAttribute *>(element.attributes.data[i]));
    m_builder.append(parent, index);

    const bool isTemplate = node.type == GUMBO_NODE_TEMPLATE && element.tag_namespace == GUMBO_NAMESPACE_HTML;
    m_open.push_back({&element.children, 0, isTemplate ? m_builder.createTemplateContents(index) : index});
}

void GumboTreeCopy::copyAttribute(NodeIndex element, const GumboAttribute &attribute)
{
    AttributeData data(m_builder.intern(attribute.name), toNamespace(attribute.attr_namespace));
    if (const auto name = offsetOf(attribute.original_name.data))
        data.nameBegin = *name;
    SourceRange value = rangeOf(attribute.original_value);
    if (value.begin == data.nameBegin) // an attribute without "=": gumbo gives its name again
        value.begin = value.end;
    const bool quoted = value.end - value.begin >= 2 && (m_source[value.begin] == '"' || m_source[value.begin] == '\'');
    if (quoted) {
        ++value.begin;
        --value.end;
    }
    data.valueSource = value;
    data.value = m_builder.hold(attribute.value, value.begin);
    m_builder.addAttribute(element, data);
}

Name GumboTreeCopy::nameOf(const GumboElement &element)
{
    GumboStringPiece original = element.original_tag;
    gumbo_tag_from_original_text(&original);
    if (element.tag_namespace == GUMBO_NAMESPACE_SVG)
        if (const char *mixedCase = gumbo_normalize_svg_tagname(&original))
            return m_builder.intern(mixedCase);
    if (element.tag != GUMBO_TAG_UNKNOWN)
        return m_builder.intern(gumbo_normalized_tagname(element.tag));

    // HTML §13.2.5.8, tag name state: lower case, and U+FFFD for NUL.
    QByteArray name(original.data, qsizetype(original.length));
    std::transform(name.begin(), name.end(), name.begin(), toAsciiLower);
    name.replace('\0', "\xEF\xBF\xBD");
    return m_builder.intern(name);
}

std::optional<quint32> GumboTreeCopy::offsetOf(const char *place) const
{
    // Elements that gumbo makes up have pieces of its own strings, or none.
    const std::less<const char *> before;
    if (!place || before(place, m_source.begin()) || before(m_source.end(), place))
        return std::nullopt;
    return quint32(place - m_source.begin());
}

SourceRange GumboTreeCopy::rangeOf(GumboStringPiece piece) const
{
    const auto begin = offsetOf(piece.data);
    const auto end = begin ? offsetOf(piece.data + piece.length) : std::nullopt;
    return end ? SourceRange{*begin, *end} : SourceRange();
}

std::optional<Document> build(const QByteArray &utf8, const ParseBudget &budget)
{
    if (utf8.size() > DocumentBuilder::maxSourceBytes)
        return std::nullopt;
    GumboArena arena(budget);
    const GumboOutput *output = arena.parse(utf8);
    if (!output)
        return std::nullopt;
    return GumboTreeCopy(utf8).copy(output->document->v.document);
}

/// The first `size` bytes, and no broken character at the end.
QByteArray beginning(const QByteArray &utf8, qsizetype size)
{
    while (size > 0 && (uchar(utf8[size]) & 0xC0) == 0x80)
        --size;
    return utf8.first(size);
}

} // namespace

ParsedDocument buildWithGumbo(const QByteArray &utf8, const ParseBudget &budget)
{
    if (std::optional<Document> whole = build(utf8, budget))
        return {std::move(*whole), false};
    for (const qsizetype size : {qsizetype(64) << 10, qsizetype(8) << 10}) {
        if (size >= utf8.size() || budget.stop.stop_requested())
            continue;
        if (std::optional<Document> part =
                build(beginning(utf8, size), {budget.time / 4, budget.memory / 4, budget.stop}))
            return {std::move(*part), true};
    }
    return {Document(), true};
}

} // namespace creel
