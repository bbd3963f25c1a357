#include "crawl/discovery.h"

#include "crawl/canonical.h"
#include "crawl/page.h"
#include "parse/selector.h"

#include <QHash>

namespace creel {

namespace {

using Kind = FetchError::Kind;

/// Where a URL is remembered: two of a million have the same one once in thirty million crawls.
quint64 fingerprint(QByteArrayView canonical) { return qHashBits(canonical.data(), size_t(canonical.size()), 1); }

bool isFetched(RowState state) { return state != RowState::Skipped; }

} // namespace

Discovery::Discovery(const FollowOptions &options, int year) : m_options(options), m_year(year)
{
    Expected<ScopeRules, QString> scope = ScopeRules::make(options);
    Q_ASSERT(scope); // problem() was asked
    if (scope)
        m_scope = std::move(*scope);
}

std::optional<QString> Discovery::problem(const FollowOptions &options)
{
    if (const Expected<ScopeRules, QString> scope = ScopeRules::make(options); !scope)
        return scope.error();
    if (options.selector.isEmpty())
        return std::nullopt;
    const Expected<Selector, SelectorError> selector = Selector::parse(options.selector);
    if (selector)
        return std::nullopt;
    return QStringLiteral("--select: \"%1\" is no CSS selector: %2 (character %3)")
        .arg(options.selector, selector.error().message, QString::number(selector.error().offset + 1));
}

std::optional<QString> Discovery::setOptions(const FollowOptions &options)
{
    Expected<ScopeRules, QString> scope = m_scope->withOptions(options);
    if (!scope)
        return scope.error();
    m_scope = std::move(*scope);
    m_options = options;
    return std::nullopt;
}

std::optional<ScopeRules> Discovery::scopeUnder(const FollowOptions &options) const
{
    Expected<ScopeRules, QString> scope = m_scope->withOptions(options);
    return scope ? std::optional(std::move(*scope)) : std::nullopt;
}

bool Discovery::know(const KnownRow &row)
{
    if (!m_options.any())
        return false;
    const Expected<Url, UrlError> parsed = Url::parse(QByteArrayView(row.url));
    if (!parsed)
        return false;
    const Url url = canonicalUrl(*parsed, m_options.dropTracking);
    const quint64 print = fingerprint(url.display());
    m_seen.insert(print);
    if (row.isPasted()) {
        addSeed(url, row.line);
        if (const auto last = Url::parse(QByteArrayView(row.finalUrl)); !row.finalUrl.isEmpty() && last)
            addSeed(*last, row.line);
    }
    // One that was left out for where its redirect led was asked for, too; to ask again would lead there again.
    if (isFetched(row.state) || !row.finalUrl.isEmpty()) {
        count(url);
        if (!row.isPasted() && m_options.guardTraps)
            m_traps.check(url, m_year); // it passed, and is part of the evidence against those to come
        return false;
    }
    const bool nofollow = row.errorKind == Kind::Nofollow;
    switch (row.errorKind) {
    case Kind::OutOfScope:
    case Kind::TooDeep:
    case Kind::PageLimit:
    case Kind::Nofollow:
    case Kind::Trap:
        break;
    default: // robots.txt, a person: not our decision
        return false;
    }
    if (!judgeUrl(url, row.depth, nofollow))
        return true;
    leave(print, row.id, row.line, row.errorKind);
    return false;
}

std::vector<Record> Discovery::judge(const Visit &page, const QByteArray &pageUrl, const QList<PageLink> &links)
{
    std::vector<Record> rows;
    const int depth = page.depth + 1;
    for (const PageLink &link : links) {
        const quint64 print = fingerprint(link.url);
        const bool seen = m_seen.contains(print);
        const auto left = seen ? m_left.constFind(print) : m_left.constEnd();
        if (seen && left == m_left.constEnd())
            continue;
        const Expected<Url, UrlError> url = Url::parse(QByteArrayView(link.url));
        if (!url)
            continue;
        const std::optional<FetchError> refusal = judgeUrl(*url, depth, link.nofollow);
        if (seen && refusal)
            continue; // this way is no better
        m_seen.insert(print);
        Record row;
        row.id = seen ? left->id : 0;
        row.line = seen ? left->line : page.line;
        row.url = link.url;
        row.depth = depth;
        row.foundOn = pageUrl;
        row.state = refusal ? RowState::Skipped : RowState::Queued;
        if (refusal) {
            row.errorKind = refusal->kind;
            row.error = errorText(*refusal);
        }
        if (seen)
            m_left.remove(print);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<Record> Discovery::judgeSitemaps(const QByteArray &host, const QByteArray &robotsUrl,
                                             const QList<QByteArray> &sitemaps)
{
    const qint64 line = m_lines.value(host);
    if (line == 0)
        return {}; // not a host of the list
    QList<PageLink> links;
    for (const QByteArray &sitemap : sitemaps) {
        const Expected<Url, UrlError> url = Url::parse(QByteArrayView(sitemap));
        if (url && url->isHttp())
            links.append({canonicalUrl(*url, m_options.dropTracking).display(), PageLink::Kind::Sitemap, false});
    }
    Visit robots;
    robots.line = line;
    robots.depth = 0;
    return judge(robots, robotsUrl, links);
}

void Discovery::landed(const Record &row)
{
    if (row.state == RowState::Skipped)
        leave(fingerprint(row.url), row.id, row.line, row.errorKind);
}

void Discovery::leave(quint64 print, qint64 id, qint64 line, FetchError::Kind why)
{
    if (why == Kind::TooDeep || why == Kind::Nofollow)
        m_left.insert(print, {id, line});
}

std::optional<FetchError> Discovery::refusal(const Url &url, int depth) const { return refusal(*m_scope, url, depth); }

std::optional<FetchError> Discovery::refusal(const ScopeRules &scope, const Url &url, int depth)
{
    FetchError verdict = scope.check(url, depth);
    return verdict.kind == Kind::None ? std::nullopt : std::optional(std::move(verdict));
}

/// The whole judgement of a found URL; counts it as a page when nothing is said against it.
std::optional<FetchError> Discovery::judgeUrl(const Url &url, int depth, bool nofollow)
{
    if (nofollow && m_options.obeyNofollow)
        return FetchError{Kind::Nofollow, QStringLiteral("The page that links to it asks crawlers not to follow")};
    if (std::optional<FetchError> outside = refusal(url, depth))
        return outside;
    if (m_options.guardTraps) {
        if (FetchError trap = m_traps.check(url, m_year); trap.kind != Kind::None)
            return trap;
    }
    if (m_siteRefusal) {
        if (std::optional<FetchError> refused = m_siteRefusal(url))
            return refused;
    }
    const QByteArray host = url.origin();
    if (m_options.maxPages > 0 && m_pages >= m_options.maxPages)
        return FetchError{
            Kind::PageLimit,
            QStringLiteral("%1 pages were found before it, and that is the limit").arg(m_options.maxPages)};
    if (m_options.maxPagesPerHost > 0 && m_pagesOfHost.value(host) >= m_options.maxPagesPerHost)
        return FetchError{Kind::PageLimit,
                          QStringLiteral("%1 pages of %2 were found before it, and that is the limit")
                              .arg(m_options.maxPagesPerHost)
                              .arg(QString::fromUtf8(host))};
    count(url);
    return std::nullopt;
}

void Discovery::addSeed(const Url &url, qint64 line)
{
    if (!m_options.any())
        return;
    m_scope->addSeed(url);
    qint64 &first = m_lines[url.origin()];
    if (first == 0)
        first = line;
}

void Discovery::count(const Url &url)
{
    ++m_pages;
    if (m_options.maxPagesPerHost > 0)
        ++m_pagesOfHost[url.origin()];
}

void Discovery::dropped(const QByteArray &host)
{
    --m_pages;
    if (const auto pages = m_pagesOfHost.find(host); pages != m_pagesOfHost.end())
        --*pages;
}

} // namespace creel
