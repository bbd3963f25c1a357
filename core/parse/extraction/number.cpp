#include "parse/extraction/number.h"

#include <QStringList>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

bool isGroupSign(QChar c) { return isSpaceOrMark(c) || c == u'\'' || c == u'’'; }

Unexpected<QString> noNumber(QStringView text)
{
    const QString shown = text.size() > 40 ? text.first(40).toString() + u'…' : text.toString();
    return Unexpected(u"\"%1\" is no number. Cut the number out first with a step \"replace\"."_s.arg(shown));
}

bool areDigits(QStringView text)
{
    for (const QChar c : text) {
        if (c.digitValue() < 0)
            return false;
    }
    return !text.isEmpty();
}

/// Digits with groups between them: 1-3 digits, then groups of three; of two where one more follows.
std::optional<QString> joinedGroups(const QStringList &groups)
{
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const qsizetype size = groups[i].size();
        const bool isLast = i + 1 == groups.size();
        const bool fits = i == 0 ? size <= 3 || groups.size() == 1 : size == 3 || (size == 2 && !isLast);
        if (!fits || !areDigits(groups[i]))
            return std::nullopt;
    }
    return groups.join(QString());
}

QString canonical(bool isNegative, const QString &whole, const QString &decimals)
{
    QString out;
    for (const QChar c : whole) {
        if (!out.isEmpty() || c.digitValue() > 0)
            out += QChar(u'0' + c.digitValue());
    }
    if (out.isEmpty())
        out = u"0"_s;
    if (!decimals.isEmpty()) {
        out += u'.';
        for (const QChar c : decimals)
            out += QChar(u'0' + c.digitValue());
    }
    return isNegative ? u'-' + out : out;
}

} // namespace

bool isSpaceOrMark(QChar c)
{
    return c.isSpace() || (c >= u'\u200B' && c <= u'\u200F') || c == u'\u2060' || c == u'\uFEFF' || c == u'\u061C';
}

QStringView trimmedOfMarks(QStringView text)
{
    while (!text.isEmpty() && isSpaceOrMark(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpaceOrMark(text.back()))
        text.chop(1);
    return text;
}

Expected<QString, QString> parseNumber(QStringView text, QChar decimal)
{
    return parseNumber(text, decimal, LoneGroup::Ambiguous);
}

Expected<QString, QString> parseNumber(QStringView text, QChar decimal, LoneGroup loneGroup)
{
    const QStringView written = text;
    text = trimmedOfMarks(text);
    if (!text.isEmpty() && (text.back() == u'%' || text.back() == u'‰'))
        text = trimmedOfMarks(text.chopped(1));
    bool isNegative = false;
    if (!text.isEmpty() && u"+-\u2212"_s.contains(text.front())) {
        isNegative = text.front() != u'+';
        text = trimmedOfMarks(text.sliced(1));
    }

    // The decimal sign is found first; then what stands before it is groups of one and the same sign.
    const qsizetype points = text.count(u'.'), commas = text.count(u',');
    qsizetype decimalAt = -1;
    if (!decimal.isNull()) {
        decimalAt = text.lastIndexOf(decimal);
    } else if (points > 0 && commas > 0) {
        decimalAt = std::max(text.lastIndexOf(u'.'), text.lastIndexOf(u','));
    } else if (points + commas == 1) {
        decimalAt = std::max(text.indexOf(u'.'), text.indexOf(u','));
        const QStringView before = text.first(decimalAt), behind = text.sliced(decimalAt + 1);
        const bool couldBeGroup =
            areDigits(before) && before.size() <= 3 && before.front().digitValue() != 0 && behind.size() == 3;
        if (couldBeGroup && loneGroup == LoneGroup::Ambiguous)
            return Unexpected(u"\"%1\" can mean %2%3 and %2.%3. Give the step a \"decimal\": \".\" or \",\"."_s.arg(
                text.toString(), before.toString(), behind.toString()));
        if (couldBeGroup && loneGroup == LoneGroup::IsGroup)
            decimalAt = -1;
    }
    const QString decimals = decimalAt < 0 ? QString() : text.sliced(decimalAt + 1).toString();
    const QStringView whole = decimalAt < 0 ? text : text.first(decimalAt);
    if (decimalAt >= 0 && !areDigits(decimals))
        return noNumber(written);

    QStringList groups{QString()};
    QChar sign;
    for (const QChar c : whole) {
        if (c.digitValue() >= 0) {
            groups.back() += c;
            continue;
        }
        const QChar kind = isGroupSign(c) ? (c == u'\'' || c == u'’' ? u'\'' : u' ') : c;
        const bool fits = (isGroupSign(c) || c == u'.' || c == u',') && (sign.isNull() || sign == kind)
            && (decimalAt < 0 || c != text[decimalAt]);
        if (!fits)
            return noNumber(written);
        sign = kind;
        groups << QString();
    }
    if (groups.size() == 1 && groups.front().isEmpty() && !decimals.isEmpty())
        return canonical(isNegative, {}, decimals); // .5
    const std::optional<QString> joined = joinedGroups(groups);
    if (!joined)
        return noNumber(written);
    return canonical(isNegative, *joined, decimals);
}

} // namespace creel
