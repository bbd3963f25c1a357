#include "parse/structured/reading.h"

#include "parse/ascii.h"

#include <algorithm>

namespace creel::structured {

quint32 Reading::addItem(StructuredSyntax syntax, SourceRange source)
{
    data.items.push_back({.syntax = syntax, .source = source});
    return quint32(data.items.size() - 1);
}

void Reading::add(quint32 item, QByteArrayView name, QByteArray text, SourceRange source)
{
    data.items[item].properties.push_back({name.toByteArray(), std::move(text), source});
}

void Reading::addNested(quint32 item, QByteArrayView name, quint32 nested)
{
    data.items[item].properties.push_back({name.toByteArray(), {}, data.items[nested].source, nested});
}

QByteArray Reading::resolved(QByteArrayView reference) const
{
    const auto url = Url::parse(reference, base.isValid() ? &base : nullptr);
    return url ? QByteArray(url->href()) : reference.toByteArray();
}

QByteArray Reading::textOf(Node element)
{
    QByteArray text;
    for (Node node = element; node; node = node.nextInDocument(element)) {
        const bool isText = node.isText();
        if (!steps.spend() || (isText && !steps.spendForText(node.characters().size())))
            return {};
        if (isText)
            text += node.characters();
    }
    return text;
}

Found findAttribute(Node element, QByteArrayView name)
{
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute attribute = element.attributeAt(i);
        if (attribute.ns() == AttributeNamespace::None && attribute.name() == name)
            return {attribute.value(), attribute.valueSource()};
    }
    return {};
}

SourceRange innerRange(Node element)
{
    const quint32 begin = element.startTag().end;
    if (!element.endTag().isEmpty())
        return {begin, element.endTag().begin};
    quint32 end = begin;          // its end is implied: it ends with the last thing in it
    constexpr int deepest = 1024; // our parser's trees are not that deep; gumbo's can be
    Node last = element.lastChild();
    for (int depth = 0; last && depth < deepest; last = last.lastChild(), ++depth) {
        const SourceRange tags = last.endTag().isEmpty() ? last.startTag() : last.endTag();
        end = std::max(end, last.isElement() ? tags.end : last.characterSource().end);
        if (!last.endTag().isEmpty())
            break;
    }
    return {begin, end};
}

SourceRange outerRange(Node element)
{
    return {element.startTag().begin, std::max(innerRange(element).end, element.endTag().end)};
}

std::vector<QByteArrayView> tokens(QByteArrayView text)
{
    std::vector<QByteArrayView> words;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = at;
        while (end < text.size() && !isAsciiSpace(text[end]))
            ++end;
        const QByteArrayView word = text.sliced(at, end - at);
        // Microdata's property names are an ordered set; a list so long that this is slow has none of a page's sense.
        if (!word.isEmpty() && words.size() < 64 && std::find(words.begin(), words.end(), word) == words.end())
            words.push_back(word);
        at = end + 1;
    }
    return words;
}

} // namespace creel::structured
