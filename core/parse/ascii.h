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

} // namespace creel
