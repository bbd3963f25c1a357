#pragma once

#include "async/channel.h"
#include "base/crawloptions.h"
#include "base/record.h"
#include "crawl/dispatcher.h"
#include "crawl/page.h"
#include "crawl/retry.h"
#include "net/fetcher.h"

#include <QCoroTask>
#include <QRandomGenerator>
#include <QThreadPool>

#include <functional>
#include <stop_token>
#include <vector>

namespace creel {

/// What the crawler has done since run(): for progress and the receipt.
struct CrawlCounts {
    int inFlight = 0;     ///< requests on the wire
    int aborted = 0;      ///< lines that the stop cut off: on the wire, or fetched and not read yet
    qint64 pages = 0;     ///< finished rows
    qint64 wireBytes = 0; ///< received
};

/// Takes visits from the dispatcher, fetches, follows redirects and retries through the frontier, reads the pages on the
/// pool, and puts finished rows into the channel. Event-loop thread only.
class Crawler
{
public:
    /// Borrows all three; they must outlive run(). `records` is neither opened nor closed here.
    Crawler(const CrawlOptions &options, Fetcher &fetcher, QThreadPool &pool, Channel<StoredRecord> &records,
            PageOptions pages, QRandomGenerator random = QRandomGenerator::securelySeeded());
    ~Crawler();

    /// Lines to fetch, at any time before noMoreLines(). What is no http(s) URL becomes a failed row.
    void add(std::vector<PendingLine> lines);
    void noMoreLines();

    /// Ends after its last worker: when all lines have their row, or `stop` is requested. Every line that was in flight then
    /// has a Stopped row; the others are left as they are. Once.
    [[nodiscard]] QCoro::Task<> run(std::stop_token stop);
    void setPaused(bool paused) { m_dispatcher.setPaused(paused); }

    const CrawlCounts &counts() const { return m_counts; }

private:
    QCoro::Task<> work(std::stop_token stop);
    QCoro::Task<> visit(Lease lease, std::stop_token stop);
    HttpRequest requestFor(const Visit &visit, Url url) const;

    /// The two steps back into the frontier: true when the visit went there, and is none of the caller's business any more.
    bool followRedirect(Lease &lease, const Url &url, FetchResult &result);
    bool retryLater(Lease &lease, const Url &url, const FetchResult &result);

    const CrawlOptions m_options;
    const PageOptions m_pages;
    const RetryPolicy m_retries;
    Fetcher &m_fetcher;
    QThreadPool &m_pool;
    Channel<StoredRecord> &m_records;
    QRandomGenerator m_random;
    Dispatcher m_dispatcher;
    CrawlCounts m_counts;
    int m_workers = 0;
};

} // namespace creel
