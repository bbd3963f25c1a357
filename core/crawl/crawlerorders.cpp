// What people order while the crawl goes on.
#include "crawl/crawler.h"

namespace creel {

namespace {

QByteArray originOf(const Visit &visit)
{
    const Expected<Url, UrlError> url = Url::parse(QByteArrayView(visit.url));
    return url ? url->origin() : QByteArray();
}

/// Why a queued page is out of the scope; never a pasted one: a list is a list.
std::optional<FetchError> refusalOf(const Visit &visit, const ScopeRules &scope)
{
    if (visit.depth <= 0)
        return std::nullopt;
    const Expected<Url, UrlError> url = Url::parse(QByteArrayView(visit.url));
    return url ? Discovery::refusal(scope, *url, visit.depth) : std::nullopt;
}

} // namespace

bool Crawler::retry(std::vector<KnownRow> rows)
{
    if (m_dispatcher.isClosed())
        return false;
    std::vector<Record> queued;
    std::vector<Visit> visits;
    for (KnownRow &row : rows) {
        if (m_retrying.contains(row.id))
            continue; // somebody clicked twice
        m_retrying.insert(row.id);
        visits.push_back(visitOf(std::move(row)));
        queued.push_back(queuedRecord(visits.back()));
    }
    if (!queued.empty())
        land(std::move(queued));
    for (Visit &visit : visits) {
        askRobotsAgain(originOf(visit));
        admit(std::move(visit));
    }
    return true;
}

/// A person wants to try again: that goes for a robots.txt that could not be had, too.
void Crawler::askRobotsAgain(const QByteArray &host)
{
    if (m_dispatcher.isOpen(host) && m_robots.isClosed(host))
        m_dispatcher.openHost(host, milliseconds(0), milliseconds(0));
}

void Crawler::skip(const QSet<qint64> &ids)
{
    const auto named = [&ids](const Visit &visit, const QByteArray &) { return ids.contains(visit.id); };
    for (Visit &visit : m_dispatcher.remove(named))
        settle(std::move(visit), skippedByUser());
    for (const qint64 id : ids) {
        if (const auto visit = m_visits.find(id); visit != m_visits.end()) {
            m_skips.insert(id);
            visit->second.request_stop();
        }
    }
}

std::optional<QString> Crawler::setOptions(CrawlOptions options, PageOptions pages)
{
    if (!m_options.follow.any())
        options.follow = m_options.follow; // the rows of a list are not known by their URLs
    if (const std::optional<QString> problem = m_discovery.setOptions(options.follow))
        return problem;
    const bool scopeChanged = options.follow != m_options.follow;
    const bool robotsCount = options.obeyRobots && !m_options.obeyRobots;
    m_options = options;
    m_pages = std::move(pages);
    m_robots.setUserAgent(options.userAgent);
    m_fetcher.setLimits(FetchLimits(options));
    if (scopeChanged || robotsCount) {
        const ScopeRules &scope = m_discovery.scope();
        const auto refusal = [&](const Visit &visit) {
            std::optional<FetchError> outside = refusalOf(visit, scope);
            return outside ? outside : robotsRefusal(visit);
        };
        const auto refused = [&](const Visit &visit, const QByteArray &) { return refusal(visit).has_value(); };
        for (Visit &visit : m_dispatcher.remove(refused)) {
            FetchError why = *refusal(visit);
            refuse(std::move(visit), std::move(why));
        }
    }
    m_dispatcher.setLimits(frontierLimits(options)); // now that what must not be fetched is out
    hire();
    return std::nullopt;
}

qint64 Crawler::wouldDrop(const FollowOptions &follow) const
{
    const std::optional<ScopeRules> scope = m_discovery.scopeUnder(follow);
    if (!scope)
        return 0;
    return m_dispatcher.frontier().count(
        [&scope](const Visit &visit, const QByteArray &) { return refusalOf(visit, *scope).has_value(); });
}

} // namespace creel
