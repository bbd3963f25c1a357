#include "base/ipaddress.h"

#include "base/percentencoding.h"

#include <algorithm>
#include <array>

namespace creel {

namespace {

// §3.5 the IPv4 number parser. Numbers too large for any address are clamped, which is as wrong as they are.
std::optional<quint64> ipv4Number(QByteArrayView text)
{
    if (text.isEmpty())
        return std::nullopt;
    unsigned radix = 10;
    if (text.startsWith("0x") || text.startsWith("0X")) {
        radix = 16;
        text = text.sliced(2);
    } else if (text.size() > 1 && text.startsWith('0')) {
        radix = 8;
        text = text.sliced(1);
    }
    quint64 number = 0; // "0x" alone is zero
    for (const char c : text) {
        const int digit = hexDigitValue(c);
        if (digit < 0 || unsigned(digit) >= radix)
            return std::nullopt;
        number = qMin<quint64>(number * radix + unsigned(digit), quint64(1) << 32);
    }
    return number;
}

// What stands behind the last dot; a single dot at the very end does not count.
QByteArrayView lastLabel(QByteArrayView host)
{
    if (host.endsWith('.'))
        host.chop(1);
    return host.sliced(host.lastIndexOf('.') + 1);
}

bool isAllDigits(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

bool endsInANumber(QByteArrayView host)
{
    const QByteArrayView last = lastLabel(host);
    return !last.isEmpty() && (isAllDigits(last) || ipv4Number(last));
}

QByteArray canonicalIpv4(QByteArrayView host)
{
    if (host.endsWith('.'))
        host.chop(1);
    std::array<quint64, 4> numbers{};
    size_t count = 0;
    for (bool more = true; more;) {
        const qsizetype dot = host.indexOf('.');
        more = dot >= 0;
        const auto number = ipv4Number(more ? host.first(dot) : host);
        if (!number || count == numbers.size())
            return {};
        numbers[count++] = *number;
        if (more)
            host = host.sliced(dot + 1);
    }

    // The last number fills all the bytes that the others leave: 127.1 is 127.0.0.1.
    const quint64 last = numbers[count - 1];
    if (last >= quint64(1) << (8 * (5 - count)))
        return {};
    quint64 address = last;
    for (size_t i = 0; i + 1 < count; ++i) {
        if (numbers[i] > 255)
            return {};
        address += numbers[i] << (8 * (3 - i));
    }

    QByteArray out;
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += QByteArray::number(address >> shift & 0xff);
        if (shift > 0)
            out += '.';
    }
    return out;
}

namespace {

using Pieces = std::array<quint16, 8>;

// §3.5 the IPv6 parser, step 6.5: the dotted IPv4 form in the last two pieces. Strictly decimal, four parts.
bool parseEmbeddedIpv4(QByteArrayView text, Pieces &pieces, size_t at)
{
    std::array<unsigned, 4> bytes{};
    for (size_t i = 0; i < bytes.size(); ++i) {
        const qsizetype dot = text.indexOf('.');
        if ((i < 3) != (dot >= 0))
            return false;
        const QByteArrayView part = i < 3 ? text.first(dot) : text;
        if (part.isEmpty() || part.size() > 3 || !isAllDigits(part) || (part.size() > 1 && part.startsWith('0')))
            return false;
        for (const char c : part)
            bytes[i] = bytes[i] * 10 + unsigned(c - '0');
        if (bytes[i] > 255)
            return false;
        if (i < 3)
            text = text.sliced(dot + 1);
    }
    pieces[at] = quint16(bytes[0] << 8 | bytes[1]);
    pieces[at + 1] = quint16(bytes[2] << 8 | bytes[3]);
    return true;
}

// §3.5 the IPv6 parser
std::optional<Pieces> parseIpv6(QByteArrayView text)
{
    Pieces pieces{};
    size_t index = 0;
    std::optional<size_t> compress;
    if (text.startsWith(':')) {
        if (!text.startsWith("::"))
            return std::nullopt;
        text = text.sliced(2);
        compress = ++index; // "::" stands for one zero at least
    }
    while (!text.isEmpty()) {
        if (index == pieces.size())
            return std::nullopt;
        if (text.startsWith(':')) { // the second colon of a "::"
            if (compress)
                return std::nullopt;
            text = text.sliced(1);
            compress = ++index;
            continue;
        }
        qsizetype length = 0;
        unsigned value = 0;
        while (length < 4 && length < text.size() && hexDigitValue(text[length]) >= 0)
            value = value * 16 + unsigned(hexDigitValue(text[length++]));
        if (length < text.size() && text[length] == '.') {
            if (length == 0 || index > pieces.size() - 2 || !parseEmbeddedIpv4(text, pieces, index))
                return std::nullopt;
            index += 2;
            break;
        }
        text = text.sliced(length);
        if (text.startsWith(':')) {
            text = text.sliced(1);
            if (text.isEmpty())
                return std::nullopt;
        } else if (!text.isEmpty()) {
            return std::nullopt;
        }
        pieces[index++] = quint16(value);
    }
    if (compress) { // move what stands behind the "::" to the end; zeros take its place
        std::rotate(pieces.begin() + *compress, pieces.begin() + index, pieces.end());
    } else if (index != pieces.size()) {
        return std::nullopt;
    }
    return pieces;
}

struct Run {
    size_t first = 0;
    size_t length = 0;
};

// §3.6: the first of the longest runs of more than one zero piece
Run longestZeroRun(const Pieces &pieces)
{
    Run longest;
    Run current;
    for (size_t i = 0; i < pieces.size(); ++i) {
        current = pieces[i] != 0 ? Run{i + 1, 0} : Run{current.first, current.length + 1};
        if (current.length > longest.length)
            longest = current;
    }
    return longest.length > 1 ? longest : Run{};
}

} // namespace

QByteArray canonicalIpv6(QByteArrayView host)
{
    const auto pieces = parseIpv6(host);
    if (!pieces)
        return {};
    const Run zeros = longestZeroRun(*pieces);
    QByteArray out;
    for (size_t i = 0; i < pieces->size(); ++i) {
        if (zeros.length > 0 && i == zeros.first) {
            out += i == 0 ? "::" : ":";
            i += zeros.length - 1;
            continue;
        }
        out += QByteArray::number((*pieces)[i], 16);
        if (i + 1 < pieces->size())
            out += ':';
    }
    return out;
}

} // namespace creel
