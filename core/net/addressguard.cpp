#include "net/addressguard.h"

#include <QtEndian>

#include <algorithm>
#include <iterator>

namespace creel {

namespace {

/// The first `length` bits of an address, as of its first four bytes.
struct Block {
    quint32 prefix;
    int length;
    bool contains(quint32 address) const { return (address ^ prefix) >> (32 - length) == 0; }
};

constexpr quint32 ipv4(quint32 a, quint32 b, quint32 c, quint32 d) { return a << 24 | b << 16 | c << 8 | d; }

constexpr Block specialIpv4[] = {
    {ipv4(0, 0, 0, 0), 8},        // "this network", RFC 791 §3.2; Linux takes 0.0.0.0 for itself
    {ipv4(10, 0, 0, 0), 8},       // private, RFC 1918
    {ipv4(100, 64, 0, 0), 10},    // shared by the customers of a carrier, RFC 6598
    {ipv4(127, 0, 0, 0), 8},      // loopback, RFC 1122 §3.2.1.3
    {ipv4(168, 63, 129, 16), 32}, // no registry has it: metadata of Azure's machines
    {ipv4(169, 254, 0, 0), 16},   // link-local, RFC 3927; 169.254.169.254 is the metadata of most clouds
    {ipv4(172, 16, 0, 0), 12},    // private, RFC 1918
    {ipv4(192, 0, 0, 0), 24},     // protocol assignments, RFC 6890 §2.1; its two anycast addresses serve no pages
    {ipv4(192, 0, 2, 0), 24},     // documentation, RFC 5737
    {ipv4(192, 88, 99, 0), 24},   // 6to4 relays, ended by RFC 7526
    {ipv4(192, 168, 0, 0), 16},   // private, RFC 1918
    {ipv4(198, 18, 0, 0), 15},    // benchmarks, RFC 2544
    {ipv4(198, 51, 100, 0), 24},  // documentation, RFC 5737
    {ipv4(203, 0, 113, 0), 24},   // documentation, RFC 5737
    {ipv4(224, 0, 0, 0), 4},      // multicast, RFC 5771
    {ipv4(240, 0, 0, 0), 4},      // reserved, RFC 1112 §4; 255.255.255.255 is everybody, RFC 919 §7
};

// Within 2000::/3.
constexpr Block specialIpv6[] = {
    {0x20010000, 23}, // protocol assignments, RFC 2928; its few global parts serve no pages
    {0x20010db8, 32}, // documentation, RFC 3849
    {0x3fff0000, 20}, // documentation, RFC 9637
};

template <class Blocks>
bool isIn(const Blocks &blocks, quint32 address)
{
    return std::any_of(std::begin(blocks), std::end(blocks),
                       [address](const Block &block) { return block.contains(address); });
}

bool isPublicIpv4(quint32 address) { return !isIn(specialIpv4, address); }

bool isPublicIpv6(const Q_IPV6ADDR &address)
{
    const auto word = [&address](int at) { return qFromBigEndian<quint32>(&address.c[4 * at]); };
    const quint32 last = word(3);
    if (word(0) == 0 && word(1) == 0 && (word(2) == 0 || word(2) == 0xffff))
        return isPublicIpv4(last); // RFC 4291 §2.5.5: IPv4-compatible (with :: and ::1) and IPv4-mapped
    if (word(0) == 0x0064ff9b && word(1) == 0 && word(2) == 0)
        return isPublicIpv4(last); // RFC 6052 §2.1: translated by NAT64
    if (word(0) >> 16 == 0x2002)
        return isPublicIpv4(word(0) << 16 | word(1) >> 16); // RFC 3056 §2: 6to4
    if (word(0) == 0x20010000)
        return isPublicIpv4(word(1)) && isPublicIpv4(~last); // RFC 4380 §4: Teredo's server and, inverted, its client
    // RFC 4291 §2.4 and IANA: global unicast is 2000::/3. What is outside is unassigned, or fc00::/7 (private, RFC 4193),
    // fe80::/10 (link-local), fec0::/10 (site-local, RFC 3879), ff00::/8 (multicast), 64:ff9b:1::/48 (RFC 8215),
    // 100::/64 (RFC 6666), 5f00::/16 (RFC 9602).
    return word(0) >> 29 == 1 && !isIn(specialIpv6, word(0));
}

/// The literal's address, or a null one for a name. IPv4-mapped ones count as the IPv4 address that they are.
QHostAddress literal(const QByteArray &host)
{
    const bool bracketed = host.startsWith('[') && host.endsWith(']');
    return QHostAddress(QString::fromLatin1(bracketed ? host.sliced(1, host.size() - 2) : host));
}

QHostAddress plain(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 inside = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(inside) : address;
}

QByteArray withoutFinalDot(QByteArray host)
{
    if (host.endsWith('.'))
        host.chop(1);
    return host;
}

} // namespace

bool isPublicAddress(const QHostAddress &address)
{
    switch (address.protocol()) {
    case QAbstractSocket::IPv4Protocol:
        return isPublicIpv4(address.toIPv4Address());
    case QAbstractSocket::IPv6Protocol:
        return isPublicIpv6(address.toIPv6Address());
    default:
        return false;
    }
}

bool isLocalName(QByteArray host)
{
    static constexpr const char *domains[] = {
        "localhost", "test",                                       // RFC 6761 §6.3, §6.2
        "local",     "intranet", "private", "corp", "home", "lan", // RFC 6762 §3, appendix G
        "internal",                                                // set aside by ICANN, 2024-07-29
        "mail",      // with corp and home never to be delegated, ICANN 2018-02-04
        "home.arpa", // RFC 8375 §3
    };
    host = withoutFinalDot(std::move(host)).toLower();
    return !host.contains('.') || std::any_of(std::begin(domains), std::end(domains), [&host](const char *domain) {
        return host == domain || host.endsWith('.' + QByteArray(domain));
    });
}

void AddressGuard::allow(const Url &pasted)
{
    const QHostAddress address = literal(pasted.host());
    if (!address.isNull()) {
        if (!isPublicAddress(address))
            m_addresses.insert(plain(address));
    } else if (isLocalName(pasted.host())) {
        m_names.insert(withoutFinalDot(pasted.host()));
    }
}

bool AddressGuard::permits(const QByteArray &host, const QHostAddress &address) const
{
    return isPublicAddress(address) || m_addresses.contains(plain(address)) || m_names.contains(withoutFinalDot(host));
}

bool AddressGuard::permitsUnresolved(const QByteArray &host) const
{
    const QHostAddress address = literal(host);
    return address.isNull() ? !isLocalName(host) || m_names.contains(withoutFinalDot(host)) : permits(host, address);
}

} // namespace creel
