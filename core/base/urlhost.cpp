#include "base/urlhost.h"

#include "base/idna.h"
#include "base/ipaddress.h"
#include "base/percentencoding.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace creel {

namespace {

// A set of ASCII characters, to be looked up once per byte of every host.
struct CharacterSet {
    std::array<bool, 256> contained{};
    constexpr CharacterSet with(std::string_view more) const
    {
        CharacterSet set = *this;
        for (const char c : more)
            set.contained[uchar(c)] = true;
        return set;
    }
    constexpr bool operator()(char c) const { return contained[uchar(c)]; }
};

using namespace std::string_view_literals;
// §3.1 the forbidden host code points
constexpr CharacterSet isForbiddenInHost = CharacterSet().with("\0\t\n\r #/:<>?@[\\]^|"sv);
// §3.1 the forbidden domain code points: those, % and the control characters
constexpr CharacterSet isForbiddenInDomain =
    isForbiddenInHost.with("%\x7f"sv)
        .with("\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f"sv)
        .with("\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f"sv);

UrlError forbiddenCharacter(char c)
{
    if (c == ' ')
        return UrlError{QStringLiteral("The host name contains a space.")};
    if (uchar(c) <= 0x1f || c == '\x7f')
        return UrlError{QStringLiteral("The host name contains an invisible control character.")};
    return UrlError{
        QStringLiteral("The host name contains the character %1, which no host name may have.").arg(QLatin1Char(c))};
}

// §3.5 the opaque-host parser
Expected<QByteArray, UrlError> parseOpaqueHost(QByteArrayView input)
{
    const auto forbidden = std::find_if(input.begin(), input.end(), isForbiddenInHost);
    if (forbidden != input.end())
        return Unexpected(forbiddenCharacter(*forbidden));
    QByteArray host;
    appendPercentEncoded(host, input, c0ControlSet);
    return host;
}

} // namespace

Expected<QByteArray, UrlError> parseHost(QByteArrayView input, bool isOpaque)
{
    if (input.startsWith('[')) {
        const QByteArray address = input.endsWith(']') ? canonicalIpv6(input.sliced(1).chopped(1)) : QByteArray();
        if (address.isEmpty())
            return Unexpected(UrlError{QStringLiteral("What stands in square brackets is not an IPv6 address.")});
        return '[' + address + ']';
    }
    if (isOpaque)
        return parseOpaqueHost(input);

    const bool encoded = input.contains('%');
    const QByteArray decoded = encoded ? percentDecoded(input) : QByteArray();
    const QByteArrayView domain = encoded ? QByteArrayView(decoded) : input;
    QByteArray host = domainToAscii(domain);
    if (host.isEmpty())
        return Unexpected(UrlError{QStringLiteral("The host name is not valid as an internationalised domain name.")});
    const auto forbidden = std::find_if(host.cbegin(), host.cend(), isForbiddenInDomain);
    if (forbidden != host.cend())
        return Unexpected(forbiddenCharacter(*forbidden));
    if (endsInANumber(host)) {
        host = canonicalIpv4(host);
        if (host.isEmpty())
            return Unexpected(UrlError{
                QStringLiteral("The host name ends in a number, but it is not an IPv4 address such as 192.0.2.1.")});
    }
    return host;
}

} // namespace creel
