#pragma once

#include <QByteArrayView>

namespace creel {

/// ASCII white space as HTML has it (Infra §4.6): tab, LF, FF, CR, space.
constexpr bool isAsciiSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

constexpr bool isAsciiAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr char toAsciiLower(char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; }

constexpr QByteArrayView trimAsciiSpace(QByteArrayView text)
{
    while (!text.isEmpty() && isAsciiSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isAsciiSpace(text.back()))
        text.chop(1);
    return text;
}

/// ASCII letters alone lose their case, unlike Qt's own comparison, which folds Latin-1's too.
constexpr bool equalsIgnoringAsciiCase(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i)
        if (toAsciiLower(a[i]) != toAsciiLower(b[i]))
            return false;
    return true;
}

/// Whether `word` is one of the words between white space (HTML §2.3.7 sets of space-separated tokens), in any case.
constexpr bool hasToken(QByteArrayView set, QByteArrayView word)
{
    while (!(set = trimAsciiSpace(set)).isEmpty()) {
        qsizetype end = 0;
        while (end < set.size() && !isAsciiSpace(set[end]))
            ++end;
        if (equalsIgnoringAsciiCase(set.first(end), word))
            return true;
        set = set.sliced(end);
    }
    return false;
}

} // namespace creel
