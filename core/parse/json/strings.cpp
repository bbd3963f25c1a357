#include "parse/json/strings.h"

#include "parse/utf8.h"

#include <cstring>

namespace creel::json {
namespace {

/// Of four digits that are known to be hexadecimal.
char32_t hexValue(QByteArrayView digits) { return char32_t(digits.first(4).toUInt(nullptr, 16)); }

char unescaped(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c; // " \ /
    }
}

} // namespace

qsizetype stringLength(QByteArrayView text)
{
    const char *end = text.data() + 1;
    for (;;) {
        end = static_cast<const char *>(std::memchr(end, '"', size_t(text.end() - end)));
        const char *backslash = end;
        while (backslash[-1] == '\\')
            --backslash;
        ++end;
        if ((end - 1 - backslash) % 2 == 0) // else the quote itself is escaped
            return end - text.data();
    }
}

QByteArray decodedString(QByteArrayView inQuotes)
{
    QByteArray out;
    out.reserve(inQuotes.size());
    while (!inQuotes.isEmpty()) {
        const qsizetype escape = inQuotes.indexOf('\\');
        const QByteArrayView plain = escape < 0 ? inQuotes : inQuotes.first(escape);
        out += plain;
        inQuotes = inQuotes.sliced(plain.size());
        if (inQuotes.isEmpty())
            break;
        const char kind = inQuotes[1];
        inQuotes = inQuotes.sliced(2);
        if (kind != 'u') {
            out += unescaped(kind);
            continue;
        }
        char32_t codePoint = hexValue(inQuotes);
        inQuotes = inQuotes.sliced(4);
        if (codePoint >= 0xD800 && codePoint < 0xDC00 && inQuotes.startsWith("\\u")) {
            const char32_t low = hexValue(inQuotes.sliced(2));
            if (low >= 0xDC00 && low < 0xE000) {
                codePoint = 0x10000 + ((codePoint - 0xD800) << 10) + (low - 0xDC00);
                inQuotes = inQuotes.sliced(6);
            }
        }
        appendUtf8(out, codePoint);
    }
    return repairedUtf8(out);
}

} // namespace creel::json
