#pragma once

#include "async/channel.h"
#include "async/taskgroup.h"
#include "base/crawloptions.h"
#include "base/record.h"
#include "crawl/discovery.h"
#include "crawl/dispatcher.h"
#include "crawl/page.h"
#include "crawl/retry.h"
#include "crawl/robotscache.h"
#include "crawl/settling.h"
#include "net/fetcher.h"

#include <QCoroTask>
#include <QRandomGenerator>
#include <QThreadPool>

#include <map>
#include <optional>
#include <stop_token>
#include <vector>

namespace creel {

/// What the crawler has done since run(): for progress and the receipt.
struct CrawlCounts {
    int inFlight = 0;                     ///< requests on the wire
    int aborted = 0;                      ///< rows that the stop cut off: on the wire, or fetched and not read yet
    qint64 pages = 0;                     ///< finished rows
    qint64 wireBytes = 0;                 ///< received
    std::optional<milliseconds> timeLeft; ///< if all goes on as it does now
};

/// Takes visits from the dispatcher, fetches, follows redirects and retries through the frontier, reads the pages on the
/// pool, and puts finished rows into the channel; the links of a page go back into the frontier. No page is fetched before its
/// host's robots.txt, where that is obeyed. Event-loop thread only.
class Crawler
{
public:
    /// Borrows all three; they must outlive run(). The patterns in `options` can be read: see Discovery::problem(). `records`
    /// is neither opened nor closed here. Rows come out of it in the order of their ids where they are new.
    Crawler(const CrawlOptions &options, Fetcher &fetcher, QThreadPool &pool, Channel<StoredRecord> &records,
            PageOptions pages, QRandomGenerator random = QRandomGenerator::securelySeeded());
    ~Crawler();

    /// Rows of the run, at any time before noMoreRows() or while it runs: Queued ones are fetched, the others are known when they
    /// are found again. Nothing that pages lead to is judged before noMoreRows(), so that it isn't taken for new.
    void add(std::vector<KnownRow> rows);
    /// `lastId` is the highest id that the run file has.
    void noMoreRows(qint64 lastId);

    /// Ends after its last worker: when all rows have ended, or `stop` is requested. Every row that was in flight then
    /// has a Stopped row; the others are left as they are. Once.
    [[nodiscard]] QCoro::Task<> run(std::stop_token stop);

    // --- while it runs; each takes effect at once ---
    void setPaused(bool paused) { m_dispatcher.setPaused(paused); }
    void setHostPaused(const QByteArray &host, bool paused) { m_dispatcher.setHostPaused(host, paused); }
    void unparkHost(const QByteArray &host) { m_dispatcher.unparkHost(host); }
    /// Ends these rows as Skipped, be they queued or in flight.
    void skip(const QSet<qint64> &ids);
    /// Fetches rows again that have ended; they become Queued in the run file first. False: the crawl is over, and nothing was done.
    bool retry(std::vector<KnownRow> rows);
    /// Limits, politeness and scope. Queued rows that are out of scope now end as Skipped; what is in flight goes on. A problem
    /// with a pattern is told, and nothing changes. A list does not become a crawl while it runs.
    std::optional<QString> setOptions(CrawlOptions options, PageOptions pages);
    /// How many queued rows setOptions() with this scope would end.
    qint64 wouldDrop(const FollowOptions &follow) const;

    const CrawlCounts &counts() const { return m_counts; }
    const Frontier &frontier() const { return m_dispatcher.frontier(); }

private:
    void hire();
    QCoro::Task<> work();
    QCoro::Task<> visitPage(Lease lease);
    QCoro::Task<> visitRobots(Lease lease);
    QCoro::Task<FetchResult> fetch(const Lease *lease, Url url);

    Visit visitOf(KnownRow row) const;
    void admit(Visit visit, milliseconds wait = milliseconds(0));
    std::optional<FetchError> validRefusal(const Url &url) const;
    std::optional<FetchError> robotsRefusal(const Visit &visit) const;
    void refuse(Visit visit, FetchError why);
    void askRobotsAgain(const QByteArray &host);
    void settle(Visit visit, FetchError why);
    void learnRobots(const QByteArray &host, const RobotsFinding &finding);
    void report(const QByteArray &host, const FetchResult &result);
    std::vector<Record> discover(const Visit &visit, const Page &page);
    void number(std::vector<Record> &found);
    void land(std::vector<Record> found);

    /// The two steps back into the frontier: true when the visit went there, and is none of the caller's business any more.
    bool followRedirect(Lease &lease, const Url &url, FetchResult &result);
    bool retryLater(Lease &lease, const Url &url, const FetchResult &result);

    CrawlOptions m_options;
    PageOptions m_pages;
    Discovery m_discovery;
    RobotsCache m_robots;
    Fetcher &m_fetcher;
    QThreadPool &m_pool;
    Channel<StoredRecord> &m_records;
    QRandomGenerator m_random;
    QSet<QByteArray> m_listedHosts;
    Dispatcher m_dispatcher;
    Settling m_settling;
    std::optional<Dispatcher::Expectation> m_moreRows;
    std::stop_token m_stop;
    TaskGroup m_workers;
    TaskGroup m_pushes;                          ///< of rows that no page brings along
    std::map<qint64, std::stop_source> m_visits; ///< rows on the wire, each with a stop of its own
    QSet<qint64> m_skips;                        ///< rows that are to end as Skipped when their worker gets to them
    QSet<qint64> m_retrying;                     ///< rows that had ended before, and have not again
    qint64 m_lastId = 0;
    CrawlCounts m_counts;
    int m_alive = 0;
    bool m_over = false;
};

} // namespace creel
