#include "parse/structured/structuredpath.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

bool isOfType(const StructuredItem &item, QByteArrayView type)
{
    if (type == "*" || (type == "OpenGraph" && item.syntax == StructuredSyntax::OpenGraph)
        || (type == "Twitter" && item.syntax == StructuredSyntax::Twitter))
        return true;
    return std::any_of(item.types.begin(), item.types.end(),
                       [type](const QByteArray &t) { return t == type || shortName(t) == type; });
}

bool isNamed(const StructuredProperty &property, QByteArrayView name)
{
    const QByteArrayView full = property.name;
    if (full == name || shortName(full) == name)
        return true;
    const qsizetype colon = full.indexOf(':'); // og:image:width is image:width
    return colon >= 0 && full.sliced(colon + 1) == name;
}

} // namespace

Expected<StructuredPath, ExpressionError> StructuredPath::compile(QStringView text,
                                                                  std::optional<StructuredSyntax> syntax)
{
    const auto wrong = [](qsizetype offset, const QString &message) {
        return Unexpected(ExpressionError{offset, message});
    };
    if (text.size() > maxLength)
        return wrong(maxLength, u"The path has more than %1 characters."_s.arg(maxLength));
    std::vector<QByteArray> parts;
    for (qsizetype at = 0;; ++at) {
        const bool isQuoted = at < text.size() && text[at] == u'"';
        const qsizetype begin = at + (isQuoted ? 1 : 0);
        qsizetype end = text.indexOf(isQuoted ? u'"' : u'.', begin);
        if (isQuoted && end < 0)
            return wrong(at, u"The quotes that open here are never closed."_s);
        if (end < 0)
            end = text.size();
        const QStringView part = text.sliced(begin, end - begin);
        if (part.isEmpty())
            return wrong(at,
                         parts.empty() ? u"The type of an item should stand here, as in Product.name."_s
                                       : u"The name of a property should stand here."_s);
        const auto space = std::find_if(part.begin(), part.end(), [](QChar c) { return c.isSpace() || c == u'"'; });
        if (space != part.end())
            return wrong(begin + (space - part.begin()), u"A name has no white space and no quotes in it."_s);
        parts.push_back(part.toUtf8());
        at = end + (isQuoted ? 1 : 0);
        if (at == text.size())
            break;
        if (text[at] != u'.')
            return wrong(at, u"A dot should stand behind the quotes."_s);
    }
    const bool isOneItem = syntax == StructuredSyntax::OpenGraph || syntax == StructuredSyntax::Twitter;
    if (parts.size() < 2 && isOneItem)
        parts.insert(parts.begin(), "*");
    if (parts.size() < 2)
        return wrong(text.size(), u"A dot and the name of a property should follow the type."_s);
    return StructuredPath(std::move(parts), syntax);
}

std::vector<StructuredProperty> StructuredPath::select(const StructuredData &data) const
{
    std::vector<quint32> items;
    for (quint32 i = 0; i < data.items.size(); ++i)
        if ((!m_syntax || data.items[i].syntax == *m_syntax) && isOfType(data.items[i], m_parts.front()))
            items.push_back(i);
    for (size_t part = 1; part + 1 < m_parts.size(); ++part) {
        std::vector<bool> isNext(data.items.size());
        std::vector<quint32> next;
        for (const quint32 item : items) {
            for (const StructuredProperty &property : data.items[item].properties) {
                if (property.item == StructuredProperty::noItem || isNext[property.item]
                    || !isNamed(property, m_parts[part]))
                    continue;
                isNext[property.item] = true;
                next.push_back(property.item);
            }
        }
        items = std::move(next);
    }
    std::vector<StructuredProperty> values;
    for (const quint32 item : items)
        for (const StructuredProperty &property : data.items[item].properties)
            if (isNamed(property, m_parts.back()))
                values.push_back(property);
    return values;
}

} // namespace creel
