#pragma once

#include "base/fetcherror.h"
#include "base/url.h"
#include "crawl/robots.h"

#include <QByteArray>
#include <QHash>
#include <QList>

#include <chrono>
#include <optional>

namespace creel {

/// What was learnt from the attempt to get a host's robots.txt.
struct RobotsFinding {
    RobotsAccess access = RobotsAccess::AllowAll;
    FetchError why;  ///< DisallowAll: what went wrong
    QByteArray url;  ///< where the rules came from, after redirects
    QByteArray body; ///< Parse: decoded, at least RobotsTxt::maxBytes + 1 bytes of it
};

/// The rules of each host, for as long as a run goes on. Pure; one thread. That a host is asked once, and again after a day, is the
/// frontier's matter.
class RobotsCache
{
public:
    static constexpr std::chrono::hours validFor{24};    ///< RFC 9309 §2.4
    static constexpr std::chrono::minutes closedFor{10}; ///< where it could not be had, which may pass

    /// `userAgent` is the one that we send: its product token finds our groups.
    explicit RobotsCache(const QByteArray &userAgent) : m_token(productToken(userAgent)) { }

    /// For the hosts that are asked from now on.
    void setUserAgent(const QByteArray &userAgent) { m_token = productToken(userAgent); }
    void set(const QByteArray &host, const RobotsFinding &finding);
    bool knows(const QByteArray &host) const { return m_hosts.contains(host); }
    /// Its robots.txt could not be had, which forbids all (RFC 9309 §2.3.1.4).
    bool isClosed(const QByteArray &host) const;
    std::optional<milliseconds> crawlDelay(const QByteArray &host) const;
    /// The Sitemap lines of a host, as they stand there.
    QList<QByteArray> sitemaps(const QByteArray &host) const;

    /// Why the URL must not be fetched; nullopt: it may, or nothing is known yet. The kind is Robots where the site says so; where
    /// robots.txt could not be had it is the kind of that failure.
    std::optional<FetchError> refusal(const QByteArray &host, const Url &url) const;

private:
    struct Entry {
        RobotsRules rules;
        QList<QByteArray> sitemaps;
        QByteArray url;
        std::optional<FetchError> closed; ///< the whole host is, and why
    };
    QByteArray m_token;
    QHash<QByteArray, Entry> m_hosts;
};

} // namespace creel
