#include "crawl/crawler.h"

#include "async/background.h"
#include "async/onpool.h"
#include "crawl/outcome.h"
#include "crawl/redirect.h"
#include "crawl/robotsstep.h"

#include <QDateTime>

namespace creel {

namespace {

/// Workers beyond those that fetch: as many pages may be read, or stand in line for it, while the requests in flight stay as
/// many as the user set. Bounds the bodies in memory.
int readersFor(int concurrency) { return std::max(16, concurrency / 4); }

RobotsFinding unreachableRobots(const Visit &robots, const QByteArray &host)
{
    RobotsFinding finding;
    finding.access = RobotsAccess::DisallowAll;
    finding.why = {FetchError::Kind::HostParked,
                   QStringLiteral("%1 comes before any page, and %2 answers errors only")
                       .arg(QString::fromUtf8(robots.url), QString::fromUtf8(host))};
    finding.url = robots.url;
    return finding;
}

} // namespace

Crawler::Crawler(const CrawlOptions &options, Fetcher &fetcher, QThreadPool &pool, Channel<StoredRecord> &records,
                 PageOptions pages, QRandomGenerator random)
    : m_options(options), m_pages(std::move(pages)), m_discovery(options.follow, QDate::currentDate().year()),
      m_robots(options.userAgent), m_fetcher(fetcher), m_pool(pool), m_records(records), m_random(random),
      m_dispatcher(frontierLimits(options)), m_settling(records), m_moreRows(m_dispatcher)
{
    m_dispatcher.setHeld(m_options.follow.any()); // until all rows are known
    m_discovery.setSiteRefusal([this](const Url &url) { return validRefusal(url); });
}

Crawler::~Crawler() { Q_ASSERT_X(m_alive == 0, "Crawler", "run() is awaited before its crawler goes"); }

void Crawler::add(std::vector<KnownRow> rows)
{
    std::vector<KnownRow> revived;
    for (KnownRow &row : rows) {
        if (const auto url = Url::parse(QByteArrayView(row.url)); row.isPasted() && url)
            m_listedHosts.insert(url->origin());
        if (m_discovery.know(row))
            revived.push_back(std::move(row)); // a changed scope lets it in
        else if (row.state == RowState::Queued)
            admit(visitOf(std::move(row)));
    }
    if (!revived.empty())
        retry(std::move(revived));
}

Visit Crawler::visitOf(KnownRow row) const
{
    Visit visit;
    visit.id = row.id;
    visit.line = row.line;
    visit.depth = m_options.follow.any() ? row.depth : -1;
    visit.url = visit.startUrl = std::move(row.url);
    visit.credentials = std::move(row.credentials);
    visit.foundOn = std::move(row.foundOn);
    return visit;
}

void Crawler::noMoreRows(qint64 lastId)
{
    m_lastId = std::max(m_lastId, lastId);
    m_dispatcher.setHeld(false);
    m_moreRows.reset();
}

QCoro::Task<> Crawler::run(std::stop_token stop)
{
    m_stop = stop;
    auto close = [this] { m_dispatcher.close(); };
    std::stop_callback closeOnStop{stop, close};
    QCoro::Task<> settling = m_settling.run(stop);
    hire();
    co_await m_workers.join();
    m_over = true;
    if (!stop.stop_requested()) {
        for (auto &[visit, reason] : m_dispatcher.removeParked())
            settle(std::move(visit), {FetchError::Kind::HostParked, reason});
        const FetchError late{FetchError::Kind::HostParked, QStringLiteral("Its host was parked until the end")};
        for (Visit &visit : m_dispatcher.remove([](const Visit &, const QByteArray &) { return true; }))
            settle(std::move(visit), late);
    }
    m_settling.close();
    co_await settling;
    co_await m_pushes.join();
}

void Crawler::hire()
{
    const int wanted = m_options.concurrency + readersFor(m_options.concurrency);
    while (m_alive < wanted && !m_dispatcher.isClosed()) // the only place workers are born
        m_workers.start(work());
}

QCoro::Task<> Crawler::work()
{
    ++m_alive;
    for (;;) {
        std::optional<Lease> lease = co_await m_dispatcher.next();
        if (!lease || m_stop.stop_requested())
            break; // closed: stopped, or nothing left anywhere
        if (lease->visit.isRobots())
            co_await visitRobots(std::move(*lease));
        else
            co_await visitPage(std::move(*lease));
    }
    --m_alive;
}

QCoro::Task<FetchResult> Crawler::fetch(const Lease *lease, Url url)
{
    HttpRequest request(std::move(url));
    request.userAgent = m_options.userAgent;
    request.extraHeaders = m_options.headers;
    request.credentials = lease->visit.credentials;
    request.sent = [lease] { lease->started(); };
    if (!m_listedHosts.contains(request.url.origin()))
        request.removeCredentials(); // cookies and the like were meant for the hosts of the list

    std::stop_source own; // for a person who skips this row
    auto relay = [&own] { own.request_stop(); };
    std::stop_callback onStop{m_stop, relay};
    std::stop_token stop = own.get_token();
    const qint64 id = lease->visit.id;
    if (id != 0)
        m_visits.insert_or_assign(id, own);
    ++m_counts.inFlight;
    FetchResult result = co_await m_fetcher.fetch(std::move(request), stop);
    --m_counts.inFlight;
    m_counts.wireBytes += result.response.wireBytes;
    if (id != 0)
        m_visits.erase(id);
    co_return result;
}

QCoro::Task<> Crawler::visitPage(Lease lease)
{
    const Expected<Url, UrlError> url = Url::parse(QByteArrayView(lease.visit.url));
    Q_ASSERT(url); // add() and followRedirect() let nothing else in
    const qint64 fetchedAt = QDateTime::currentMSecsSinceEpoch();
    FetchResult result = co_await fetch(&lease, *url);

    bool aborted = result.error.kind == FetchError::Kind::Cancelled;
    if (m_skips.remove(lease.visit.id) && !m_stop.stop_requested()) { // also where the answer was a little faster
        settle(std::move(lease.visit), skippedByUser());
        co_return;
    }
    Page page;
    const Dispatcher::Expectation reading(m_dispatcher); // it may lead to more
    if (!aborted) {
        report(lease.host(), result);
        if (followRedirect(lease, *url, result) || retryLater(lease, *url, result))
            co_return;
        lease.release(); // the host need not wait while we read
        auto read = [result = std::move(result), address = url->display(), options = m_pages, stop = m_stop]() mutable {
            std::optional<Page> done;
            giveWay();
            if (!stop.stop_requested()) // Stop waits neither for the pages in line nor for those that are being read
                done = readPage(std::move(result), address, options, stop);
            if (stop.stop_requested())
                done.reset();
            return done;
        };
        OnPool working(m_pool, std::move(read));
        std::optional<Page> done = co_await working;
        aborted = !done;
        if (done)
            page = std::move(*done);
    }
    Record &record = page.row.record;
    if (aborted) {
        ++m_counts.aborted;
        record.state = RowState::Stopped;
    } else {
        ++m_counts.pages;
        record.fetchedAtMs = fetchedAt;
        if (page.row.details.timings.total >= 0)
            record.elapsedMs = page.row.details.timings.total;
        page.row.found = discover(lease.visit, page);
    }
    describe(page.row, lease.visit);
    m_retrying.remove(lease.visit.id);
    co_await m_records.push(std::move(page.row));
}

QCoro::Task<> Crawler::visitRobots(Lease lease)
{
    const QByteArray host = lease.visit.robotsFor;
    const Expected<Url, UrlError> url = Url::parse(QByteArrayView(lease.visit.url));
    Q_ASSERT(url);
    const FetchResult result = co_await fetch(&lease, *url);
    if (result.error.kind == FetchError::Kind::Cancelled)
        co_return;
    report(lease.host(), result);
    if (retryLater(lease, *url, result))
        co_return;
    const int redirects = lease.visit.journey ? int(lease.visit.journey->hops.size()) : 0;
    const RobotsStep step = robotsStep(*url, result, redirects);
    if (!step.next) {
        learnRobots(host, step.finding);
        co_return;
    }
    Visit &visit = lease.visit;
    if (!visit.journey)
        visit.journey = std::make_unique<Journey>();
    visit.journey->hops.append({url->display(), result.response.status, step.next->display()});
    visit.journey->attempt = 1;
    visit.url = step.next->display();
    const QByteArray next = step.next->origin();
    if (m_dispatcher.frontier().isParked(next))
        learnRobots(host, unreachableRobots(visit, next));
    else
        m_dispatcher.push(std::move(visit), next);
}

/// Every page goes this way into the frontier, also for the second time: what robots.txt says may have changed.
void Crawler::admit(Visit visit, milliseconds wait)
{
    const Expected<Url, UrlError> url = Url::parse(QByteArrayView(visit.url));
    if (!url) {
        settle(std::move(visit), {FetchError::Kind::Invalid, url.error().reason});
        return;
    }
    const QByteArray host = url->origin();
    if (std::optional<FetchError> refusal = validRefusal(*url))
        refuse(std::move(visit), std::move(*refusal));
    else
        m_dispatcher.push(std::move(visit), host, wait);
}

/// Rules that have expired judge nothing: the host is asked again before the page.
std::optional<FetchError> Crawler::validRefusal(const Url &url) const
{
    const QByteArray host = url.origin();
    return m_options.obeyRobots && m_dispatcher.isOpen(host) ? m_robots.refusal(host, url) : std::nullopt;
}

std::optional<FetchError> Crawler::robotsRefusal(const Visit &visit) const
{
    const Expected<Url, UrlError> url = Url::parse(QByteArrayView(visit.url));
    return url && m_options.obeyRobots ? m_robots.refusal(url->origin(), *url) : std::nullopt;
}

/// Ends a page that was to be fetched. It leaves its place to another one where pages are counted, unless it was asked for.
void Crawler::refuse(Visit visit, FetchError why)
{
    const Expected<Url, UrlError> url = Url::parse(QByteArrayView(visit.startUrl));
    if (url && !visit.journey)
        m_discovery.dropped(url->origin());
    settle(std::move(visit), std::move(why));
}

/// The rows that a page leads to get their ids, and are queued. Their ids are in the order of the pushes: the caller puts them
/// into the channel before it does anything else.
std::vector<Record> Crawler::discover(const Visit &visit, const Page &page)
{
    if (page.links.isEmpty() || visit.depth < 0)
        return {};
    std::vector<Record> found = m_discovery.judge(visit, page.row.record.finalUrl, page.links);
    number(found);
    return found;
}

void Crawler::number(std::vector<Record> &found)
{
    for (Record &record : found) {
        if (record.id == 0)
            record.id = ++m_lastId;
        m_discovery.landed(record);
        if (record.state == RowState::Queued)
            admit(foundVisit(record));
    }
}

/// Rows that no page of theirs brings along.
void Crawler::land(std::vector<Record> found)
{
    if (m_over)
        return; // an order that came too late
    StoredRecord rows;
    rows.found = std::move(found);
    m_pushes.start(m_records.push(std::move(rows)));
}

/// A row that ends without a fetch.
void Crawler::settle(Visit visit, FetchError why)
{
    m_retrying.remove(visit.id);
    m_settling.add(std::move(visit), std::move(why));
}

void Crawler::learnRobots(const QByteArray &host, const RobotsFinding &finding)
{
    m_robots.set(host, finding);
    const auto refused = [this](const Visit &visit) { return robotsRefusal(visit).has_value(); };
    for (Visit &visit : m_dispatcher.removeOf(host, refused)) {
        FetchError why = *robotsRefusal(visit);
        refuse(std::move(visit), std::move(why));
    }
    const milliseconds validFor = m_robots.isClosed(host) ? RobotsCache::closedFor : RobotsCache::validFor;
    m_dispatcher.openHost(host, validFor, m_robots.crawlDelay(host).value_or(milliseconds(0)));
    if (m_discovery.options().sitemaps) {
        std::vector<Record> found = m_discovery.judgeSitemaps(host, finding.url, m_robots.sitemaps(host));
        number(found);
        if (!found.empty())
            land(std::move(found));
    }
}

void Crawler::report(const QByteArray &host, const FetchResult &result)
{
    if (result.error.kind == FetchError::Kind::PrivateAddress)
        return; // nobody was asked
    const std::optional<QString> reason = m_dispatcher.report(host, laneReport(result));
    if (!reason)
        return;
    for (Visit &robots : m_dispatcher.parkHost(host, *reason))
        learnRobots(robots.robotsFor, unreachableRobots(robots, host));
}

bool Crawler::followRedirect(Lease &lease, const Url &url, FetchResult &result)
{
    if (!result.ok())
        return false;
    Visit &visit = lease.visit;
    const QList<Hop> hops = visit.journey ? visit.journey->hops : QList<Hop>();
    Expected<std::optional<Url>, FetchError> target =
        redirectTarget(url, result.response, hops, m_options.redirectLimit);
    if (!target) {
        result.error = target.error(); // the chain ends here, as a failed row
        return false;
    }
    if (!*target)
        return false;
    const Url &next = **target;
    if (visit.depth > 0) { // a pasted page may lead anywhere: its site is what the user meant
        if (std::optional<FetchError> refusal = m_discovery.refusal(next, visit.depth)) {
            refusal->message = QStringLiteral("It redirects, but ") + refusal->message;
            result.error = *refusal;
            return false;
        }
    } else if (visit.depth == 0) {
        m_discovery.addSeed(next, visit.line);
    }

    if (!visit.journey)
        visit.journey = std::make_unique<Journey>();
    visit.journey->hops.append({url.display(), result.response.status, next.display()});
    visit.journey->attempt = 1;
    visit.journey->waits = 0;
    ++visit.journey->attempts;
    if (next.origin() != url.origin())
        visit.credentials.clear(); // they were written for the origin of the pasted URL, and for no other
    visit.url = next.display();
    admit(std::move(visit));
    return true;
}

bool Crawler::retryLater(Lease &lease, const Url &url, const FetchResult &result)
{
    Visit &visit = lease.visit;
    const RetryPolicy policy{.retries = m_options.retries};
    const AttemptOutcome outcome = attemptOutcome(result);
    const bool throttled = isThrottled(outcome);
    if (throttled
        && *outcome.retryAfter <= policy.longestRetryAfter) // for all of the host, whatever becomes of this row
        m_dispatcher.holdHost(url.origin(), *outcome.retryAfter,
                              QStringLiteral("It answered %1 and asked for %2 seconds of patience")
                                  .arg(outcome.status)
                                  .arg(outcome.retryAfter->count() / 1000));
    const bool free = throttled && policy.retries > 0 && (!visit.journey || visit.journey->waits < policy.mostWaits);
    const int attempt = free ? 1 : visit.journey ? visit.journey->attempt : 1;
    const std::optional<milliseconds> delay = retryDelay(outcome, attempt, policy, m_random.generateDouble());
    if (!delay || (visit.isRobots() && m_dispatcher.frontier().isParked(url.origin())))
        return false; // no robots.txt waits in a parked lane, or the pages behind it would wait for ever

    if (!visit.journey)
        visit.journey = std::make_unique<Journey>();
    visit.journey->attempt += !free;
    visit.journey->waits += free;
    ++visit.journey->attempts;
    if (visit.isRobots())
        m_dispatcher.push(std::move(visit), url.origin(), *delay);
    else
        admit(std::move(visit), *delay);
    return true;
}

} // namespace creel
