#include "crawl/crawler.h"

#include "async/background.h"
#include "async/onpool.h"
#include "crawl/redirect.h"

#include <QDateTime>

namespace creel {

namespace {

/// What the way of a line adds to its row.
void describe(StoredRecord &row, const Visit &visit)
{
    row.record.line = visit.line;
    row.record.url = visit.pastedUrl;
    row.details.attempts = 1;
    if (row.record.state != RowState::Stopped)
        row.record.redirects = 0;
    if (const auto &journey = visit.journey) {
        row.details.attempts += journey->attempts;
        row.record.redirects = int(journey->hops.size());
        row.details.hops = journey->hops;
    }
}

} // namespace

Crawler::Crawler(const CrawlOptions &options, Fetcher &fetcher, QThreadPool &pool, Channel<StoredRecord> &records,
                 PageOptions pages, QRandomGenerator random)
    : m_options(options), m_pages(pages), m_retries{.retries = options.retries}, m_fetcher(fetcher), m_pool(pool),
      m_records(records), m_random(random),
      m_dispatcher(FrontierLimits{options.concurrency, options.perHost, options.delay})
{
    m_dispatcher.setExpectingMore(true);
}

Crawler::~Crawler() { Q_ASSERT_X(m_workers == 0, "Crawler", "run() is awaited before its crawler goes"); }

void Crawler::add(std::vector<PendingLine> lines)
{
    for (PendingLine &line : lines) {
        const Expected<Url, UrlError> url = Url::parse(QByteArrayView(line.url));
        Visit visit{line.line, line.url, std::move(line.credentials), line.url, nullptr};
        m_dispatcher.push(std::move(visit), url ? url->origin() : QByteArray());
    }
}

void Crawler::noMoreLines() { m_dispatcher.setExpectingMore(false); }

QCoro::Task<> Crawler::run(std::stop_token stop)
{
    auto close = [this] { m_dispatcher.close(); };
    std::stop_callback closeOnStop{stop, close};
    std::vector<QCoro::Task<>> workers; // the only place workers are born
    for (int i = 0; i < m_options.concurrency; ++i)
        workers.push_back(work(stop));
    for (auto &worker : workers)
        co_await worker;
}

QCoro::Task<> Crawler::work(std::stop_token stop)
{
    ++m_workers;
    for (;;) {
        std::optional<Lease> lease = co_await m_dispatcher.next();
        if (!lease || stop.stop_requested())
            break; // closed: stopped, or nothing left anywhere
        co_await visit(std::move(*lease), stop);
    }
    --m_workers;
}

QCoro::Task<> Crawler::visit(Lease lease, std::stop_token stop)
{
    Expected<Url, UrlError> url = Url::parse(QByteArrayView(lease.visit.url));
    StoredRecord row;
    const qint64 fetchedAt = QDateTime::currentMSecsSinceEpoch();
    if (url) {
        HttpRequest request = requestFor(lease.visit, *url);
        ++m_counts.inFlight;
        FetchResult result = co_await m_fetcher.fetch(std::move(request), stop);
        --m_counts.inFlight;
        m_counts.wireBytes += result.response.wireBytes;

        bool aborted = result.error.kind == FetchError::Kind::Cancelled;
        if (!aborted) {
            if (followRedirect(lease, *url, result) || retryLater(lease, *url, result))
                co_return;
            lease.release(); // the host need not wait while we read
            auto read = [result = std::move(result), address = url->display(), options = m_pages, stop]() mutable {
                std::optional<StoredRecord> page;
                giveWay();
                if (!stop.stop_requested()) // Stop waits for the pages that are being read, not for those in line
                    page = readPage(std::move(result), address, options);
                return page;
            };
            OnPool reading(m_pool, std::move(read));
            std::optional<StoredRecord> page = co_await reading;
            aborted = !page;
            if (page)
                row = std::move(*page);
        }
        if (aborted) {
            ++m_counts.aborted;
            row.record.state = RowState::Stopped;
        } else {
            row.record.fetchedAtMs = fetchedAt;
            if (row.details.timings.total >= 0)
                row.record.elapsedMs = row.details.timings.total;
        }
    } else {
        row.record.state = RowState::Failed;
        row.record.errorKind = FetchError::Kind::Invalid;
        row.record.error = errorText({FetchError::Kind::Invalid, url.error().reason});
    }

    describe(row, lease.visit);
    if (row.record.state != RowState::Stopped)
        ++m_counts.pages;
    co_await m_records.push(std::move(row));
}

HttpRequest Crawler::requestFor(const Visit &visit, Url url) const
{
    HttpRequest request(std::move(url));
    request.userAgent = m_options.userAgent;
    request.extraHeaders = m_options.headers;
    request.credentials = visit.credentials;
    return request;
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

    if (!visit.journey)
        visit.journey = std::make_unique<Journey>();
    visit.journey->hops.append({url.display(), result.response.status, (*target)->display()});
    visit.journey->attempt = 1;
    ++visit.journey->attempts;
    if ((*target)->origin() != url.origin())
        visit.credentials.clear(); // they were written for the origin of the pasted URL, and for no other
    visit.url = (*target)->display();
    const QByteArray host = (*target)->origin();
    m_dispatcher.push(std::move(visit), host);
    return true;
}

bool Crawler::retryLater(Lease &lease, const Url &url, const FetchResult &result)
{
    Visit &visit = lease.visit;
    AttemptOutcome outcome{result.error.kind, result.response.status, std::nullopt};
    if (result.ok() || outcome.status >= 400) {
        if (const auto header = result.response.headers.value("Retry-After"))
            outcome.retryAfter = parseRetryAfter(*header, QDateTime::currentMSecsSinceEpoch());
    }
    const int attempt = visit.journey ? visit.journey->attempt : 1;
    const std::optional<milliseconds> delay = retryDelay(outcome, attempt, m_retries, m_random.generateDouble());
    if (!delay)
        return false;

    if (!visit.journey)
        visit.journey = std::make_unique<Journey>();
    ++visit.journey->attempt;
    ++visit.journey->attempts;
    if (outcome.retryAfter)
        m_dispatcher.holdHost(url.origin(), *delay); // the server asked for patience, not only for this page
    m_dispatcher.push(std::move(visit), url.origin(), *delay);
    return true;
}

} // namespace creel
