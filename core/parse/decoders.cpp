#include "parse/decoders.h"

#include "parse/encodingindex.h"
#include "parse/utf8.h"

namespace creel {

void decodeSingleByte(QByteArrayView in, const Encoding &encoding, QByteArray &out)
{
    const std::array<char32_t, 128> index = singleByteIndex(encoding);
    for (const char c : in) {
        const auto byte = uchar(c);
        if (byte < 0x80)
            out.append(c);
        else
            appendUtf8(out, index[byte - 0x80u] ? index[byte - 0x80u] : 0xFFFD);
    }
}

void decodeUtf16(QByteArrayView in, ByteOrder order, QByteArray &out)
{
    const auto unitAt = [&](qsizetype i) {
        const auto first = uchar(in[i]), second = uchar(in[i + 1]);
        return char32_t(order == ByteOrder::BigEndian ? first << 8 | second : second << 8 | first);
    };
    bool cutPair = false; // the input ends within a pair of surrogates: one error, not two
    qsizetype i = 0;
    for (; i + 1 < in.size(); i += 2) {
        char32_t c = unitAt(i);
        cutPair = c >= 0xD800 && c <= 0xDBFF;
        if (cutPair && i + 3 < in.size()) {
            const char32_t low = unitAt(i + 2);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
                cutPair = false;
            }
        }
        appendUtf8(out, c); // a surrogate without its other half becomes U+FFFD
    }
    if (i < in.size() && !cutPair)
        appendUtf8(out, 0xFFFD); // an odd byte at the end
}

QByteArray decode(const QByteArray &bytes, const Encoding &encoding)
{
    if (encoding.decoder == Decoder::Utf8)
        return repairedUtf8(bytes);

    QByteArray out;
    out.reserve(bytes.size() + bytes.size() / 2);
    switch (encoding.decoder) {
    case Decoder::Utf8:
        break;
    case Decoder::SingleByte:
        decodeSingleByte(bytes, encoding, out);
        break;
    case Decoder::Gb18030:
        decodeGb18030(bytes, out);
        break;
    case Decoder::Big5:
        decodeBig5(bytes, out);
        break;
    case Decoder::EucJp:
        decodeEucJp(bytes, out);
        break;
    case Decoder::Iso2022Jp:
        decodeIso2022Jp(bytes, out);
        break;
    case Decoder::ShiftJis:
        decodeShiftJis(bytes, out);
        break;
    case Decoder::EucKr:
        decodeEucKr(bytes, out);
        break;
    case Decoder::Utf16Be:
        decodeUtf16(bytes, ByteOrder::BigEndian, out);
        break;
    case Decoder::Utf16Le:
        decodeUtf16(bytes, ByteOrder::LittleEndian, out);
        break;
    case Decoder::Replacement: // §14.1.1: one error for all of it, so that no script hides in an unsafe encoding
        if (!bytes.isEmpty())
            appendUtf8(out, 0xFFFD);
        break;
    case Decoder::XUserDefined: // §14.5.1
        for (const char c : bytes)
            appendUtf8(out, uchar(c) < 0x80 ? char32_t(c) : 0xF780 + uchar(c) - 0x80u);
        break;
    }
    return out;
}

} // namespace creel
