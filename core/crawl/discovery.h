#pragma once

#include "base/followoptions.h"
#include "base/record.h"
#include "base/url.h"
#include "crawl/scope.h"
#include "crawl/trap.h"
#include "crawl/visit.h"
#include "parse/links.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace creel {

/// Decides which of the URLs that pages lead to become rows, and which of these are fetched. Every URL becomes a row once; one
/// that is not fetched says why. Pure, no clock, no network; one thread. Holds eight bytes a URL, and not the URL.
class Discovery
{
public:
    /// The options have no problem(). `year` is the current one: calendars end somewhere behind it.
    Discovery(const FollowOptions &options, int year);
    /// Why these options can't be obeyed: a pattern that can't be read, and where. nullopt: they can.
    static std::optional<QString> problem(const FollowOptions &options);

    const FollowOptions &options() const { return m_options; }
    /// Changes the options, and keeps what is known. A problem changes nothing.
    std::optional<QString> setOptions(const FollowOptions &options);
    const ScopeRules &scope() const { return *m_scope; }
    /// The scope under other options: what would be out of it? nullopt: they have a problem.
    std::optional<ScopeRules> scopeUnder(const FollowOptions &options) const;

    /// Why the site itself refuses a found URL, as far as that is known: asked before the URL is counted as a page.
    using SiteRefusal = std::function<std::optional<FetchError>(const Url &)>;
    void setSiteRefusal(SiteRefusal refusal) { m_siteRefusal = std::move(refusal); }

    /// A row of the run file: it is no news when it is found again, counts where pages are counted, and, if pasted, widens the
    /// scope. A row that was left out by us is judged again, as options change: true when it may be fetched now.
    bool know(const KnownRow &row);
    /// Where the redirects of a pasted line led: its site is in scope, too.
    void addSeed(const Url &url, qint64 line);

    /// The rows that a page leads to: new ones with id 0, and Skipped ones (with their id) that may be fetched after all, as this
    /// way to them is shorter or has no nofollow. `links` in canonical form.
    std::vector<Record> judge(const Visit &page, const QByteArray &pageUrl, const QList<PageLink> &links);
    /// The same for the Sitemap lines of a robots.txt; none for a host that isn't in the list.
    std::vector<Record> judgeSitemaps(const QByteArray &host, const QByteArray &robotsUrl,
                                      const QList<QByteArray> &sitemaps);
    /// A row of judge() has its id now. To be told before the next call of judge().
    void landed(const Record &row);

    /// Why a URL that was found must not be fetched: scope, patterns, depth.
    std::optional<FetchError> refusal(const Url &url, int depth) const;
    static std::optional<FetchError> refusal(const ScopeRules &scope, const Url &url, int depth);
    /// A page of the host that was to be fetched is not, after all: another one may.
    void dropped(const QByteArray &host);

private:
    std::optional<FetchError> judgeUrl(const Url &url, int depth, bool nofollow);
    void count(const Url &url);
    void leave(quint64 print, qint64 id, qint64 line, FetchError::Kind why);

    /// A Skipped row that a better way to it would revive.
    struct Left {
        qint64 id = 0;
        qint64 line = 0;
    };
    SiteRefusal m_siteRefusal;
    FollowOptions m_options;
    std::optional<ScopeRules> m_scope; ///< always there
    TrapGuard m_traps;
    int m_year;
    QSet<quint64> m_seen;                    ///< fingerprints of canonical URLs
    QHash<quint64, Left> m_left;             ///< for their depth or a nofollow
    QHash<QByteArray, qint64> m_lines;       ///< hosts of the list, with the first of their lines
    qint64 m_pages = 0;                      ///< that were or will be fetched
    QHash<QByteArray, qint64> m_pagesOfHost; ///< only where these are limited
};

} // namespace creel
