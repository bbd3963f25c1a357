#pragma once

#include <QByteArray>

#include <array>
#include <string_view>

namespace creel {

/// The bytes that must be percent-encoded in one place of a URL (URL standard §1.3). A set always holds the C0
/// controls, DEL and everything beyond ASCII, whose UTF-8 bytes are encoded one by one.
class PercentEncodeSet
{
public:
    constexpr PercentEncodeSet() // "the C0 control percent-encode set"
    {
        for (size_t byte = 0; byte < m_contains.size(); ++byte)
            m_contains[byte] = byte <= 0x1f || byte > '~';
    }
    /// This set and the characters of `more`: the standard builds each set on a smaller one.
    constexpr PercentEncodeSet with(std::string_view more) const
    {
        PercentEncodeSet set = *this;
        for (const char c : more)
            set.m_contains[uchar(c)] = true;
        return set;
    }
    constexpr bool contains(char byte) const { return m_contains[uchar(byte)]; }

private:
    std::array<bool, 256> m_contains{};
};

inline constexpr PercentEncodeSet c0ControlSet;
inline constexpr PercentEncodeSet fragmentSet = c0ControlSet.with(" \"<>`");
inline constexpr PercentEncodeSet querySet = c0ControlSet.with(" \"#<>");
inline constexpr PercentEncodeSet specialQuerySet = querySet.with("'");
inline constexpr PercentEncodeSet pathSet = querySet.with("?^`{}");
inline constexpr PercentEncodeSet userinfoSet = pathSet.with("/:;=@[\\]|");

/// §1.3 UTF-8 percent-encode: appends `utf8` to `out`, the bytes in `set` as %XX.
void appendPercentEncoded(QByteArray &out, QByteArrayView utf8, const PercentEncodeSet &set);

/// §1.3 percent-decode: a % without two hex digits behind it stands for itself.
QByteArray percentDecoded(QByteArrayView bytes);

/// The value of a hex digit, or -1.
constexpr int hexDigitValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace creel
