#pragma once

#include "base/fetcherror.h"
#include "base/url.h"
#include "crawl/robotspattern.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <optional>

namespace creel {

using std::chrono::milliseconds;

/// The name by which groups are found (RFC 9309 §2.2.1): "creel" of "Creel/1.0 (+https://…)", in lower case. Digits are taken,
/// too: the RFC's tokens have none, but real ones do. Empty when `text` does not begin with a name.
QByteArray productToken(QByteArrayView text);

/// Whether a URL may be fetched, and which line says so.
struct RobotsVerdict {
    bool allowed = true;
    int line = 0;    ///< of the deciding rule, from 1; 0: no rule matches
    QByteArray text; ///< that line as it stands in the file, without white space around it
};

/// One Allow or Disallow line.
struct RobotsRule {
    RobotsPattern pattern;
    bool allows;
    int line;
    QByteArray text;
};

/// What a robots.txt says to one crawler: the rules of all its groups as one (RFC 9309 §2.2.1). A value; any thread.
class RobotsRules
{
public:
    RobotsRules() = default; ///< allows everything
    RobotsRules(QList<RobotsRule> rules, std::optional<milliseconds> crawlDelay);

    /// RFC 9309 §2.2.2: the match with the most octets decides, Allow before Disallow, the earlier line before a later one.
    /// Without any the URL is allowed; /robots.txt always is. The URL's path and query count, in the RFC's percent-encoding.
    RobotsVerdict check(const Url &url) const;
    /// Crawl-delay, an "other record" (§2.2.4): the longest of the groups'. At most a day, after which a robots.txt is read anew.
    std::optional<milliseconds> crawlDelay() const { return m_crawlDelay; }

private:
    QList<RobotsRule> m_rules; ///< the more specific ones first
    std::optional<milliseconds> m_crawlDelay;
};

/// A robots.txt, parsed once (RFC 9309). A value; any thread.
class RobotsTxt
{
public:
    /// §2.5: what is behind it is ignored, and so is the line that it cuts.
    static constexpr qsizetype maxBytes = 500 * 1024;

    /// Never fails: a line that is none of the RFC's, of Sitemap or of Crawl-delay means nothing (§2.2.4, §2.3.1.5). Names of
    /// fields are taken in any case, but not misspelt; lines end with CR, LF or both; a byte order mark is skipped.
    static RobotsTxt parse(QByteArrayView file);

    /// The groups for the crawler that calls itself `token` (see productToken()). As Google's crawlers do it, "foo-news" obeys
    /// the groups for "foo" where there is none of its own: of all names that fit, the longest. Without any it obeys `*`.
    RobotsRules rulesFor(QByteArrayView token) const;
    /// Values of the Sitemap lines, of no group, in their order and as they stand there.
    const QList<QByteArray> &sitemaps() const { return m_sitemaps; }

private:
    struct CrawlDelay {
        qsizetype agents; ///< how many of the group's are named above it: for these it is
        milliseconds delay;
    };
    struct Group {
        QList<QByteArray> agents; ///< tokens in lower case, "*"; an empty one is nobody's
        QList<RobotsRule> rules;
        QList<CrawlDelay> delays;
    };
    QList<Group> m_groups;
    QList<QByteArray> m_sitemaps;
};

/// What the answer to a request for /robots.txt means (RFC 9309 §2.3.1).
enum class RobotsAccess {
    Parse,       ///< §2.3.1.1: the rules are in the body
    Follow,      ///< §2.3.1.2: they are where the redirect leads, and hold for the host that was asked first
    AllowAll,    ///< §2.3.1.3: "unavailable"
    DisallowAll, ///< §2.3.1.4: "unreachable"
};

/// `status` is that of the last answer, 0 when there was none; `redirects` were followed until then, of which the fifth is the
/// last (§2.3.1.2). A body over a cap is parsed as far as it goes (§2.5); one that broke off tells nothing for certain.
RobotsAccess robotsAccess(FetchError::Kind error, int status, int redirects);

} // namespace creel
