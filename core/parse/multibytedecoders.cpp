#include "parse/decoders.h"
#include "parse/encodingindex.h"
#include "parse/utf8.h"

namespace creel {
namespace {

constexpr bool between(uchar byte, uchar low, uchar high) { return byte >= low && byte <= high; }

char32_t at(EncodingIndex index, int pointer)
{
    return pointer >= 0 && std::size_t(pointer) < index.size() ? index[std::size_t(pointer)] : 0;
}

bool append(QByteArray &out, char32_t codePoint)
{
    if (codePoint)
        appendUtf8(out, codePoint);
    return codePoint;
}

/// Appends the ASCII bytes that `in` begins with and returns how many they are.
qsizetype appendAsciiRun(QByteArrayView in, QByteArray &out)
{
    qsizetype length = 0;
    while (length < in.size() && uchar(in[length]) < 0x80)
        ++length;
    out.append(in.first(length));
    return length;
}

/// The decoders of two-byte encodings differ in three things: which bytes stand alone, which lead, and what a pair means.
/// `single(byte)` gives the code point of a byte that stands alone, 0 for a lead byte, 0xFFFD for an error; `pair(lead, trail)`
/// appends its text, or returns false. An ASCII byte that spoils a pair is not eaten with it.
template <class Single, class Pair>
void decodePairs(QByteArrayView in, QByteArray &out, Single single, Pair pair)
{
    for (qsizetype i = 0; i < in.size(); ++i) {
        const auto byte = uchar(in[i]);
        if (byte < 0x80) {
            i += appendAsciiRun(in.sliced(i), out) - 1;
        } else if (const char32_t c = single(byte)) {
            appendUtf8(out, c);
        } else if (i + 1 == in.size()) {
            appendUtf8(out, 0xFFFD);
        } else if (const auto trail = uchar(in[i + 1]); pair(byte, trail)) {
            ++i;
        } else {
            appendUtf8(out, 0xFFFD);
            if (trail >= 0x80)
                ++i;
        }
    }
}

} // namespace

void decodeBig5(QByteArrayView in, QByteArray &out)
{
    const EncodingIndex index = big5Index();
    const auto single = [](uchar byte) { return between(byte, 0x81, 0xFE) ? 0 : 0xFFFD; };
    const auto pair = [&](uchar lead, uchar trail) {
        if (!between(trail, 0x40, 0x7E) && !between(trail, 0xA1, 0xFE))
            return false;
        const int pointer = (lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62);
        switch (pointer) { // the four that are two code points: a letter and its accent
        case 1133:
            return append(out, 0xCA) && append(out, 0x304);
        case 1135:
            return append(out, 0xCA) && append(out, 0x30C);
        case 1164:
            return append(out, 0xEA) && append(out, 0x304);
        case 1166:
            return append(out, 0xEA) && append(out, 0x30C);
        default:
            return append(out, at(index, pointer));
        }
    };
    decodePairs(in, out, single, pair);
}

void decodeEucKr(QByteArrayView in, QByteArray &out)
{
    const EncodingIndex index = eucKrIndex();
    const auto single = [](uchar byte) { return between(byte, 0x81, 0xFE) ? 0 : 0xFFFD; };
    const auto pair = [&](uchar lead, uchar trail) {
        return between(trail, 0x41, 0xFE) && append(out, at(index, (lead - 0x81) * 190 + trail - 0x41));
    };
    decodePairs(in, out, single, pair);
}

void decodeShiftJis(QByteArrayView in, QByteArray &out)
{
    const EncodingIndex index = jis0208Index();
    const auto single = [](uchar byte) -> char32_t {
        if (between(byte, 0xA1, 0xDF))
            return 0xFF61 + byte - 0xA1u; // half-width katakana
        if (byte == 0x80)
            return 0x80;
        return between(byte, 0x81, 0x9F) || between(byte, 0xE0, 0xFC) ? 0 : 0xFFFD;
    };
    const auto pair = [&](uchar lead, uchar trail) {
        if (!between(trail, 0x40, 0x7E) && !between(trail, 0x80, 0xFC))
            return false;
        const int pointer = (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + trail - (trail < 0x7F ? 0x40 : 0x41);
        if (pointer >= 8836 && pointer <= 10715)
            return append(out, char32_t(0xE000 - 8836 + pointer)); // end-user-defined characters
        return append(out, at(index, pointer));
    };
    decodePairs(in, out, single, pair);
}

void decodeEucJp(QByteArrayView in, QByteArray &out)
{
    const EncodingIndex jis0208 = jis0208Index();
    const EncodingIndex jis0212 = jis0212Index();
    for (qsizetype i = 0; i < in.size(); ++i) {
        if (uchar(in[i]) < 0x80) {
            i += appendAsciiRun(in.sliced(i), out) - 1;
            continue;
        }
        // 0x8F says that the pair after it is of JIS X 0212.
        const bool threeBytes = uchar(in[i]) == 0x8F && i + 1 < in.size() && between(uchar(in[i + 1]), 0xA1, 0xFE);
        i += threeBytes;
        const auto lead = uchar(in[i]);
        const bool leads = lead == 0x8E || lead == 0x8F || between(lead, 0xA1, 0xFE);
        const auto trail = uchar(leads && i + 1 < in.size() ? in[i + 1] : 0);
        char32_t c = 0;
        if (lead == 0x8E && between(trail, 0xA1, 0xDF))
            c = 0xFF61 + trail - 0xA1u;
        else if (between(lead, 0xA1, 0xFE) && between(trail, 0xA1, 0xFE))
            c = at(threeBytes ? jis0212 : jis0208, (lead - 0xA1) * 94 + trail - 0xA1);
        appendUtf8(out, c ? c : 0xFFFD);
        i += trail >= 0x80;
    }
}

void decodeGb18030(QByteArrayView in, QByteArray &out)
{
    const EncodingIndex index = gb18030Index();
    const auto byteAt = [&](qsizetype i) { return uchar(i < in.size() ? in[i] : 0); };
    for (qsizetype i = 0; i < in.size(); ++i) {
        const uchar first = byteAt(i), second = byteAt(i + 1);
        if (first < 0x80) {
            i += appendAsciiRun(in.sliced(i), out) - 1;
        } else if (first == 0x80) {
            appendUtf8(out, 0x20AC);
        } else if (first == 0xFF) {
            appendUtf8(out, 0xFFFD);
        } else if (between(second, 0x30, 0x39)) {
            const uchar third = byteAt(i + 2), fourth = byteAt(i + 3);
            const bool whole = between(third, 0x81, 0xFE) && between(fourth, 0x30, 0x39);
            const int pointer = ((first - 0x81) * 10 + second - 0x30) * 1260 + (third - 0x81) * 10 + fourth - 0x30;
            char32_t c = 0;
            if (whole && pointer < 39420)
                c = at(gb18030FourByteIndex(), pointer);
            else if (whole && pointer >= 189000 && pointer <= 1237575)
                c = char32_t(0x10000 + pointer - 189000);
            appendUtf8(out, c ? c : 0xFFFD);
            if (whole)
                i += 3; // of a broken sequence only the first byte is gone; unless the input ends within it
            else if (i + 2 >= in.size() || (i + 3 >= in.size() && between(third, 0x81, 0xFE)))
                return;
        } else {
            const bool isTrail = between(second, 0x40, 0x7E) || between(second, 0x80, 0xFE);
            const int pointer = (first - 0x81) * 190 + second - (second < 0x7F ? 0x40 : 0x41);
            const char32_t c = isTrail ? at(index, pointer) : 0;
            appendUtf8(out, c ? c : 0xFFFD);
            i += c || second >= 0x80;
        }
    }
}

} // namespace creel
