#pragma once

#include <QByteArray>

#include <optional>

namespace creel {

/// URL standard §3.5, the ends-in-a-number checker: such a host is an IPv4 address or an error, never a name.
bool endsInANumber(QByteArrayView host);
/// §3.5 the IPv4 parser (decimal, 0octal, 0xhex; one to four parts) and §3.6 its serializer: "127.0.0.1". Null on failure.
QByteArray canonicalIpv4(QByteArrayView host);
/// §3.5 the IPv6 parser and §3.6 its serializer with the longest run of zeros compressed; no brackets. Null on failure.
QByteArray canonicalIpv6(QByteArrayView host);

} // namespace creel
