#include "parse/utf8.h"

#include <cstring>

namespace creel {
namespace {

using Byte = unsigned char;

/// Most pages are ASCII in long runs: sixteen bytes are looked at together.
const Byte *skipAscii(const Byte *p, const Byte *end)
{
    constexpr quint64 highBits = 0x8080808080808080;
    while (end - p >= 16) {
        quint64 words[2];
        std::memcpy(words, p, sizeof words);
        if ((words[0] | words[1]) & highBits)
            break;
        p += 16;
    }
    while (p != end && *p < 0x80)
        ++p;
    return p;
}

struct Sequence {
    qsizetype length; ///< of the sequence, or of the part before the byte that spoils it (at least 1)
    bool valid;
};

/// Looks at the sequence whose lead byte, not ASCII, is `*p`. Bounds: Unicode, table 3-7.
Sequence sequenceAt(const Byte *p, const Byte *end)
{
    const Byte lead = *p;
    qsizetype size = 0;
    Byte low = 0x80, high = 0xBF; // of the second byte: no overlong form, no surrogate, nothing beyond U+10FFFF
    if (lead >= 0xC2 && lead <= 0xDF) {
        size = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        size = 3;
        low = lead == 0xE0 ? 0xA0 : 0x80;
        high = lead == 0xED ? 0x9F : 0xBF;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        size = 4;
        low = lead == 0xF0 ? 0x90 : 0x80;
        high = lead == 0xF4 ? 0x8F : 0xBF;
    } else {
        return {1, false};
    }
    for (qsizetype i = 1; i < size; ++i) {
        if (p + i == end || p[i] < low || p[i] > high)
            return {i, false};
        low = 0x80;
        high = 0xBF;
    }
    return {size, true};
}

} // namespace

qsizetype validUtf8Length(QByteArrayView bytes)
{
    const auto *begin = reinterpret_cast<const Byte *>(bytes.data());
    const auto *end = begin + bytes.size();
    const Byte *p = begin;
    while ((p = skipAscii(p, end)) != end) {
        const Sequence sequence = sequenceAt(p, end);
        if (!sequence.valid)
            break;
        p += sequence.length;
    }
    return p - begin;
}

QByteArray repairedUtf8(const QByteArray &bytes)
{
    qsizetype valid = validUtf8Length(bytes);
    if (valid == bytes.size())
        return bytes;

    QByteArray out;
    out.reserve(bytes.size() + bytes.size() / 8);
    const auto *begin = reinterpret_cast<const Byte *>(bytes.constData());
    qsizetype at = 0;
    for (;;) {
        out.append(bytes.constData() + at, valid);
        at += valid;
        if (at == bytes.size())
            return out;
        out.append("\xEF\xBF\xBD", 3);
        at += sequenceAt(begin + at, begin + bytes.size()).length;
        valid = validUtf8Length(QByteArrayView(bytes).sliced(at));
    }
}

void appendUtf8(QByteArray &out, char32_t codePoint)
{
    if (codePoint > 0x10FFFF || (codePoint >= 0xD800 && codePoint <= 0xDFFF))
        codePoint = 0xFFFD;
    if (codePoint < 0x80) {
        out.append(char(codePoint));
    } else if (codePoint < 0x800) {
        const char bytes[] = {char(0xC0 | codePoint >> 6), char(0x80 | (codePoint & 0x3F))};
        out.append(bytes, sizeof bytes);
    } else if (codePoint < 0x10000) {
        const char bytes[] = {char(0xE0 | codePoint >> 12), char(0x80 | (codePoint >> 6 & 0x3F)),
                              char(0x80 | (codePoint & 0x3F))};
        out.append(bytes, sizeof bytes);
    } else {
        const char bytes[] = {char(0xF0 | codePoint >> 18), char(0x80 | (codePoint >> 12 & 0x3F)),
                              char(0x80 | (codePoint >> 6 & 0x3F)), char(0x80 | (codePoint & 0x3F))};
        out.append(bytes, sizeof bytes);
    }
}

} // namespace creel
