#pragma once

// What holds of every Document that html::parse() gives, whatever the page.

#include "parse/document.h"

#include <cstring>
#include <vector>

namespace creel::test {

inline QByteArray bytesAt(const Document &document, SourceRange range)
{
    return document.source().mid(range.begin, qsizetype(range.end) - range.begin);
}

inline bool isInside(SourceRange inner, SourceRange outer)
{
    return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

/// Whether the standard leaves these bytes as they are.
inline bool isUnchanged(const QByteArray &bytes)
{
    return !bytes.contains('&') && !bytes.contains('\r') && !bytes.contains('\0');
}

inline bool isSubsequence(QByteArrayView part, QByteArrayView whole)
{
    qsizetype at = 0;
    for (const char c : part) {
        at = whole.indexOf(c, at) + 1;
        if (at == 0)
            return false;
    }
    return true;
}

/// Whether `tag` is "<name …>" or "</name …>".
inline bool isTagOf(const QByteArray &tag, const QByteArray &opening, const QByteArray &name)
{
    const qsizetype size = opening.size() + name.size();
    return tag.startsWith(opening) && tag.endsWith('>') && tag.size() > size
        && tag.mid(opening.size(), name.size()).toLower() == name.toLower() && strchr(" \t\n\f\r/>", tag[size]);
}

inline QByteArray brokenAttribute(const Document &document, Node element)
{
    // A second <html> or <body> tag adds its attributes to the first one's element.
    const bool mayBeElsewhere = element.isHtml(Name::Html) || element.isHtml(Name::Body);
    const SourceRange all{0, quint32(document.source().size())};
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute attribute = element.attributeAt(i);
        const SourceRange place = mayBeElsewhere ? all : element.startTag();
        const QByteArray name = attribute.name().toByteArray();
        const QByteArray nameBytes = bytesAt(document, attribute.nameSource());
        const QByteArray valueBytes = bytesAt(document, attribute.valueSource());
        const bool hasNoPlace = nameBytes.isEmpty() && name.contains("\xEF\xBF\xBD"); // shorter in the source
        if (!hasNoPlace && !isInside(attribute.nameSource(), place))
            return name + "'s name is outside of its tag";
        if (!attribute.valueSource().isEmpty() && !isInside(attribute.valueSource(), place))
            return name + "'s value is outside of its tag";
        if (!hasNoPlace && nameBytes.toLower() != name.toLower())
            return "an attribute's name is " + name + " and in the source " + nameBytes;
        if (isUnchanged(valueBytes) && valueBytes != attribute.value())
            return name + "'s value is " + attribute.value().toByteArray() + " and in the source " + valueBytes;
    }
    return {};
}

inline QByteArray brokenElement(const Document &document, Node element)
{
    const QByteArray name = element.name().toByteArray();
    const QByteArray startTag = bytesAt(document, element.startTag());
    const QByteArray endTag = bytesAt(document, element.endTag());
    const bool isRenamed = name.contains("\xEF\xBF\xBD") || isTagOf(startTag, "<", "image");
    if (!startTag.isEmpty() && !isTagOf(startTag, "<", name) && !isRenamed)
        return name + "'s start tag is " + startTag;
    if (!endTag.isEmpty() && !isTagOf(endTag, "</", name) && !isRenamed)
        return name + "'s end tag is " + endTag;
    if (!startTag.isEmpty() && !endTag.isEmpty() && element.startTag().end > element.endTag().begin)
        return name + "'s end tag is before its start tag";
    return brokenAttribute(document, element);
}

inline QByteArray brokenText(const Document &document, Node text)
{
    const QByteArray characters = text.characters().toByteArray();
    const QByteArray bytes = bytesAt(document, text.characterSource());
    if (bytes.isEmpty() || characters.isEmpty())
        return "a text out of nothing";
    if (!isUnchanged(bytes) || bytes == characters)
        return {};
    // A run goes on behind a tag of which nothing came; around framesets and columns all but white space falls out of it.
    const Node parent = text.parent();
    const bool hasGaps = bytes.contains('<') || parent.isHtml(Name::Frameset) || parent.isHtml(Name::Html)
        || parent.kind() == NodeKind::TemplateContents;
    if (!hasGaps || !isSubsequence(characters, bytes))
        return "a text is " + characters + " and in the source " + bytes;
    return {};
}

inline QByteArray brokenComment(const Document &document, Node comment)
{
    const QByteArray bytes = bytesAt(document, comment.characterSource());
    if (!bytes.startsWith('<'))
        return "a comment is " + bytes;
    const bool isWhole = bytes.size() >= 7 && bytes.startsWith("<!--") && bytes.endsWith("-->") && isUnchanged(bytes);
    if (isWhole && comment.characters() != bytes.sliced(4, bytes.size() - 7))
        return "a comment of " + bytes + " is " + comment.characters().toByteArray();
    return {};
}

/// What is wrong with where the nodes are said to stand in the source; empty if nothing is.
inline QByteArray brokenRange(const Document &document)
{
    const SourceRange all{0, quint32(document.source().size())};
    for (NodeIndex index = 1; index <= NodeIndex(document.nodeCount()); ++index) {
        const Node node(document, index);
        for (const SourceRange range : {node.startTag(), node.endTag(), node.characterSource()})
            if (!isInside(range, all))
                return "a range is outside of the source";
        const QByteArray broken = node.isElement() ? brokenElement(document, node)
            : node.isText()                        ? brokenText(document, node)
            : node.kind() == NodeKind::Comment     ? brokenComment(document, node)
                                                   : QByteArray();
        if (!broken.isEmpty())
            return broken;
    }
    return {};
}

/// What is wrong with the links between the nodes of the tree; empty if nothing is.
inline QByteArray brokenLink(const Document &document)
{
    std::vector<Node> open{document.root()};
    qsizetype met = 0;
    while (!open.empty()) {
        const Node parent = open.back();
        open.pop_back();
        if (++met > document.nodeCount())
            return "a node stands in two places";
        Node previous;
        for (Node child = parent.firstChild(); child; previous = child, child = child.nextSibling()) {
            if (child.parent() != parent || child.previousSibling() != previous)
                return child.name().toByteArray() + " knows other neighbours than they know it";
            open.push_back(child);
        }
        if (parent.lastChild() != previous)
            return parent.name().toByteArray() + " has another last child";
        if (const Node contents = parent.templateContents())
            open.push_back(contents);
    }
    return {};
}

} // namespace creel::test
