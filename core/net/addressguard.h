#pragma once

#include "base/url.h"

#include <QByteArray>
#include <QHostAddress>
#include <QSet>

namespace creel {

/// Is it an address of the internet at large, by IANA's special-purpose address registries (RFC 6890, RFC 8190)? What is
/// loopback, private, link-local, multicast, documentation or reserved is not; nor are the addresses where clouds keep a
/// machine's credentials. An IPv6 address with an IPv4 address inside is judged by that one. Pure; any thread.
bool isPublicAddress(const QHostAddress &address);

/// Can this name only mean a machine of one's own network? localhost, a single label, *.local and their like.
/// `host` as Url has it; never an IP literal.
bool isLocalName(QByteArray host);

/// Guards the user's network from the pages of a crawl: an address that is not public may be connected to only when the
/// user's list names it. It is the address that counts, not what a name promised: a name of the internet may resolve to
/// anything, to 127.0.0.1 too. A value; one thread at a time.
class AddressGuard
{
public:
    /// A line of the user's list. An IP literal allows that address, at any port; a local name allows, for itself alone,
    /// whatever it resolves to; any other name allows nothing, as its answer is the internet's to give.
    void allow(const Url &pasted);

    /// May `address` be connected to, that `host` resolved to or is?
    bool permits(const QByteArray &host, const QHostAddress &address) const;
    /// The same for a proxy, which looks the name up itself: literals and local names can be judged, and no other.
    bool permitsUnresolved(const QByteArray &host) const;

private:
    QSet<QHostAddress> m_addresses; ///< not public, and listed
    QSet<QByteArray> m_names;       ///< local, and listed
};

} // namespace creel
