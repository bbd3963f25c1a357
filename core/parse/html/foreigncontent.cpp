// The rules for parsing tokens in foreign content (§13.2.6.5).

#include "parse/ascii.h"
#include "parse/html/foreignnames.h"
#include "parse/html/treebuilder.h"

#include <algorithm>

namespace creel::html {

using enum Name;

namespace {

/// Start tags that no SVG or MathML can mean.
bool breaksOut(const Token &token, std::span<const Attribute> attributes)
{
    switch (token.name) {
    case B:
    case Big:
    case Blockquote:
    case Body:
    case Br:
    case Center:
    case Code:
    case Dd:
    case Div:
    case Dl:
    case Dt:
    case Em:
    case Embed:
    case H1:
    case H2:
    case H3:
    case H4:
    case H5:
    case H6:
    case Head:
    case Hr:
    case I:
    case Img:
    case Li:
    case Listing:
    case Menu:
    case Meta:
    case Nobr:
    case Ol:
    case P:
    case Pre:
    case Ruby:
    case S:
    case Small:
    case Span:
    case Strong:
    case Strike:
    case Sub:
    case Sup:
    case Table:
    case Tt:
    case U:
    case Ul:
    case Var:
        return true;
    case Font:
        return std::ranges::any_of(attributes, [](const Attribute &attribute) {
            return attribute.name == Color || attribute.name == Face || attribute.name == Size;
        });
    default:
        return false;
    }
}

} // namespace

TreeBuilder::Then TreeBuilder::foreignContent(Token &token)
{
    switch (token.type) {
    case Token::Type::NullCharacters: {
        QByteArray replaced;
        replaced.reserve(3 * qsizetype(token.text.size));
        for (quint32 i = 0; i < token.text.size; ++i)
            replaced.append("\xEF\xBF\xBD");
        const Place place = appropriatePlace();
        m_builder.insertText(place.parent, place.before, m_builder.store(replaced), token.source);
        break;
    }
    case Token::Type::Characters:
        insertCharacters(token);
        if (m_isFramesetOk && !isSpace(token))
            m_isFramesetOk = false;
        break;
    case Token::Type::Comment:
        insertComment(token);
        break;
    case Token::Type::Doctype:
    case Token::Type::EndOfFile: // never here
        break;
    case Token::Type::StartTag:
        if (breaksOut(token, m_tokenizer.attributes()))
            return breakOutOfForeignContent(token);
        insertForeignElement(token, adjustedCurrentNode().ns);
        break;
    case Token::Type::EndTag:
        if (token.name == Br || token.name == P)
            return breakOutOfForeignContent(token);
        return foreignEndTag(token);
    }
    return Then::NextToken;
}

TreeBuilder::Then TreeBuilder::breakOutOfForeignContent(Token &token)
{
    while (m_open.top().ns != Namespace::Html && !m_open.top().is(ElementClass(MathTextIntegration | HtmlIntegration)))
        pop();
    return byMode(token);
}

/// The nearest element of that name, in lower case, ends, unless one of HTML lies between: then HTML's rules take the tag.
TreeBuilder::Then TreeBuilder::foreignEndTag(Token &token)
{
    int i = m_open.lastForeign(token.name);
    if (const QByteArrayView adjusted = adjustedSvgElement(m_tokenizer.text(token.text)); !adjusted.isNull())
        i = std::max(i, m_open.lastForeign(m_builder.document().findName(adjusted)));
    const int html = m_open.top().html;
    if (i > html) {
        m_builder.setEndTag(m_open.at(i).node, token.source);
        popTo(i - 1);
        return Then::NextToken;
    }
    const bool isFragmentRoot = m_open.size() == 1;
    return isFragmentRoot ? Then::NextToken : byMode(token);
}

void TreeBuilder::insertForeignElement(const Token &tag, Namespace ns)
{
    limitDepth(tag.name);
    auto name = tag.name;
    if (ns == Namespace::Svg && name >= KnownCount) { // the known ones in lower case are right as they are
        if (const QByteArrayView adjusted = adjustedSvgElement(m_tokenizer.text(tag.text)); !adjusted.isNull())
            name = m_builder.intern(adjusted);
    }
    const NodeIndex element = m_builder.createElement(name, ns, tag.source);
    quint16 classes = classesOf(ns, name);
    for (const Attribute &attribute : m_tokenizer.attributes()) {
        addForeignAttribute(element, ns, attribute);
        if (ns == Namespace::MathMl && name == AnnotationXml
            && m_builder.document().nameText(attribute.name) == "encoding") {
            const QByteArrayView encoding = m_tokenizer.text(attribute.value);
            if (equalsIgnoringAsciiCase(encoding, "text/html")
                || equalsIgnoringAsciiCase(encoding, "application/xhtml+xml"))
                classes |= HtmlIntegration;
        }
    }
    openElement(element, ns, name, classes);
    if (tag.isSelfClosing)
        pop();
}

void TreeBuilder::addForeignAttribute(NodeIndex element, Namespace ns, const Attribute &attribute)
{
    AttributeData data = dataOf(attribute);
    if (attribute.name >= KnownCount) { // the known ones in lower case are right as they are
        const QByteArray text = m_builder.document().nameText(attribute.name).toByteArray();
        if (const auto foreign = foreignAttribute(text)) {
            data.setName(m_builder.intern(QByteArrayView(text).sliced(foreign->prefixLength)), foreign->ns);
            data.nameBegin += data.nameBegin == AttributeData::unknownPlace ? 0 : quint32(foreign->prefixLength);
        } else if (ns == Namespace::MathMl && text == "definitionurl") {
            data.setName(m_builder.intern("definitionURL"), AttributeNamespace::None);
        } else if (ns == Namespace::Svg) {
            if (const QByteArrayView adjusted = adjustedSvgAttribute(text); !adjusted.isNull())
                data.setName(m_builder.intern(adjusted), AttributeNamespace::None);
        }
    }
    m_builder.addAttribute(element, data);
}

} // namespace creel::html
