#include "parse/serializer.h"

#include <vector>

namespace creel {
namespace {

/// HTML §13.1.2, and the obsolete ones that §13.3 names.
bool isVoid(Node element)
{
    if (element.ns() != Namespace::Html)
        return false;
    switch (element.nameId()) {
    case Name::Area:
    case Name::Base:
    case Name::Basefont:
    case Name::Bgsound:
    case Name::Br:
    case Name::Col:
    case Name::Embed:
    case Name::Frame:
    case Name::Hr:
    case Name::Img:
    case Name::Input:
    case Name::Keygen:
    case Name::Link:
    case Name::Meta:
    case Name::Param:
    case Name::Source:
    case Name::Track:
    case Name::Wbr:
        return true;
    default:
        return false;
    }
}

/// Elements whose text stands as it is. (noscript is one only with scripting.)
bool isLiteral(Node element)
{
    for (const Name name :
         {Name::Style, Name::Script, Name::Xmp, Name::Iframe, Name::Noembed, Name::Noframes, Name::Plaintext}) {
        if (element.isHtml(name))
            return true;
    }
    return false;
}

enum class Mode : quint8 { Text, Attribute };

void appendEscaped(QByteArray &out, QByteArrayView text, Mode mode)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"' && mode == Mode::Attribute)
            out += "&quot;";
        else if (c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0')
            out += "&nbsp;", ++i;
        else
            out += c;
    }
}

void appendStartTag(QByteArray &out, Node element)
{
    out += '<';
    out += element.name();
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute attribute = element.attributeAt(i);
        out += ' ';
        if (attribute.ns() == AttributeNamespace::XLink)
            out += "xlink:";
        else if (attribute.ns() == AttributeNamespace::Xml)
            out += "xml:";
        else if (attribute.ns() == AttributeNamespace::Xmlns && attribute.name() != "xmlns")
            out += "xmlns:";
        out += attribute.name();
        out += "=\"";
        appendEscaped(out, attribute.value(), Mode::Attribute);
        out += '"';
    }
    out += '>';
}

void appendEndTag(QByteArray &out, Node element)
{
    if (isVoid(element))
        return;
    out += "</";
    out += element.name();
    out += '>';
}

void appendCharacters(QByteArray &out, Node node, Node parent)
{
    if (node.kind() == NodeKind::Comment) {
        out += "<!--";
        out += node.characters();
        out += "-->";
    } else if (isLiteral(parent)) {
        out += node.characters();
    } else {
        appendEscaped(out, node.characters(), Mode::Text);
    }
}

/// The first of what stands between an element's tags.
Node firstInside(Node element)
{
    const Node contents = element.templateContents();
    return contents ? contents.firstChild() : element.firstChild();
}

} // namespace

bool serialize(Node element, Serialized what, QByteArray &out, Steps &steps, qsizetype mostBytes)
{
    std::vector<Node> templates; // that we are inside of: the way out of their contents
    if (what == Serialized::Outer)
        appendStartTag(out, element);
    Node parent = element;
    Node node = isVoid(element) ? Node() : firstInside(element);
    if (element.templateContents())
        templates.push_back(element);
    for (;;) {
        if (!steps.spend() || out.size() > mostBytes)
            return false;
        if (node) {
            if (!node.isElement()) {
                appendCharacters(out, node, parent);
                node = node.nextSibling();
                continue;
            }
            appendStartTag(out, node);
            if (node.templateContents())
                templates.push_back(node);
            parent = node;
            node = isVoid(node) ? Node() : firstInside(node);
            continue;
        }
        // Behind the last child of `parent`.
        if (!templates.empty() && templates.back() == parent)
            templates.pop_back();
        if (parent == element)
            break;
        appendEndTag(out, parent);
        node = parent.nextSibling();
        parent = parent.parent();
        if (parent.kind() == NodeKind::TemplateContents)
            parent = templates.back();
    }
    if (what == Serialized::Outer)
        appendEndTag(out, element);
    return out.size() <= mostBytes;
}

} // namespace creel
