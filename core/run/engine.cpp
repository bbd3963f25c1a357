#include "run/engine.h"

#include "net/addressguard.h"
#include "net/connectionpool.h"
#include "net/fetcher.h"
#include "net/filelimit.h"
#include "net/resolver.h"
#include "store/runstore.h"

#include <QPromise>

#include <algorithm>

namespace creel {

/// The part of the engine that lives on its thread.
class Engine::Worker : public QObject
{
public:
    Worker(const CrawlOptions &options, std::optional<CompiledRecipe> recipe,
           std::shared_ptr<Channel<StoredRecord>> records, Engine *engine, qint64 fileLimit)
        : m_engine(engine), m_fileLimit(fileLimit), m_recipe(std::move(recipe)), m_records(std::move(records)),
          m_fetcher(m_connections, m_resolver, FetchLimits(options)),
          m_crawler(options, m_fetcher, m_pool, *m_records, pageOptions(options))
    {
        m_ticks.setInterval(100);
        connect(&m_ticks, &QTimer::timeout, this, &Worker::tell);
        guardNetwork(options.guardNetwork);
    }

    QCoro::Task<> crawl()
    {
        m_ticks.start();
        co_await m_crawler.run(m_stop.get_token());
        m_ticks.stop();
        Q_EMIT m_engine->ended(m_crawler.counts()); // before the channel closes: who drains it has the counts by then
        m_records->close();
        m_over = true;
        if (m_quitWhenOver)
            thread()->quit();
    }

    void start() { m_crawling = crawl(); }
    void add(std::vector<KnownRow> rows)
    {
        for (const KnownRow &row : rows) {
            const Expected<Url, UrlError> url = Url::parse(QByteArrayView(row.url));
            if (row.isPasted() && url)
                m_guard.allow(*url);
        }
        m_crawler.add(std::move(rows));
    }
    void setOptions(CrawlOptions options)
    {
        options.concurrency = affordableConnections(options.concurrency, m_fileLimit);
        guardNetwork(options.guardNetwork);
        m_crawler.setOptions(options, pageOptions(options));
    }
    Crawler &crawler() { return m_crawler; }
    void stop() { m_stop.request_stop(); }
    void quit()
    {
        stop();
        m_quitWhenOver = true;
        if (m_over)
            thread()->quit();
    }

private:
    void tell()
    {
        CrawlCounts counts = m_crawler.counts();
        const TimePoint now = std::chrono::steady_clock::now();
        if (now >= m_nextEstimate) { // a simulation of all lanes: for a million of them half a second, so at times only
            m_timeLeft = m_crawler.frontier().timeLeft(now);
            const auto took = std::chrono::steady_clock::now() - now;
            m_nextEstimate = now + std::max<TimePoint::duration>(std::chrono::seconds(1), 50 * took);
        }
        counts.timeLeft = m_timeLeft;
        Q_EMIT m_engine->progressed(counts);
    }
    void guardNetwork(bool guarded) { m_connections.connector().setGuard(guarded ? &m_guard : nullptr); }
    PageOptions pageOptions(const CrawlOptions &options) const
    {
        PageOptions pages;
        pages.maxBodyBytes = options.maxBodyBytes;
        pages.keepBody = options.keepBodies;
        pages.compressBody = &compressBody;
        pages.htmlParser = options.htmlParser;
        pages.links = options.follow.links;
        pages.sitemaps = options.follow.sitemaps;
        if (const auto selector = Selector::parse(options.follow.selector);
            selector && !options.follow.selector.isEmpty())
            pages.linkSelector = *selector;
        pages.obeyNofollow = options.follow.obeyNofollow;
        pages.dropTracking = options.follow.dropTracking;
        pages.recipe = m_recipe;
        pages.agent = productToken(options.userAgent);
        return pages;
    }

    Engine *m_engine;
    const qint64 m_fileLimit;
    const std::optional<CompiledRecipe> m_recipe;
    std::shared_ptr<Channel<StoredRecord>> m_records;
    QThreadPool m_pool;
    Resolver m_resolver;
    AddressGuard m_guard;
    ConnectionPool m_connections;
    Fetcher m_fetcher;
    Crawler m_crawler;
    std::stop_source m_stop;
    QTimer m_ticks;
    QCoro::Task<> m_crawling;
    std::optional<milliseconds> m_timeLeft;
    TimePoint m_nextEstimate{};
    bool m_over = false;
    bool m_quitWhenOver = false;
};

Engine::Engine(const CrawlOptions &options, std::optional<CompiledRecipe> recipe,
               std::shared_ptr<Channel<StoredRecord>> records)
{
    const qint64 fileLimit = raiseFileLimit();
    CrawlOptions affordable = options;
    affordable.concurrency = affordableConnections(options.concurrency, fileLimit);
    m_thread.setObjectName(QStringLiteral("engine"));
    QObject *birthplace = new QObject; // runs the constructor on the engine's thread, where sockets and timers belong
    birthplace->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        birthplace,
        [&] {
            m_worker = new Worker(affordable, std::move(recipe), std::move(records), this, fileLimit);
            connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
            delete birthplace;
        },
        Qt::BlockingQueuedConnection);
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->start(); });
}

Engine::~Engine()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->quit(); });
    m_thread.wait();
}

/// Runs `question(crawler)` on the engine's thread.
template <class T, class Question>
QFuture<T> Engine::ask(Question question)
{
    /// Answers in any case: also when the engine ends before it is asked, and this goes with the call.
    struct Answer {
        QPromise<T> promise;
        T value{};
        Answer() { promise.start(); }
        ~Answer()
        {
            promise.addResult(std::move(value));
            promise.finish();
        }
        Q_DISABLE_COPY_MOVE(Answer)
    };
    auto answer = std::make_shared<Answer>();
    QFuture<T> future = answer->promise.future();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, answer = std::move(answer), question = std::move(question)]() mutable {
            answer->value = question(worker->crawler());
            answer.reset();
        });
    return future;
}

QFuture<QList<HostLane>> Engine::lanes(qsizetype most)
{
    return ask<QList<HostLane>>(
        [most](const Crawler &crawler) { return crawler.frontier().lanes(std::chrono::steady_clock::now(), most); });
}

QFuture<qint64> Engine::wouldDrop(const FollowOptions &follow)
{
    return ask<qint64>([follow](const Crawler &crawler) { return crawler.wouldDrop(follow); });
}

void Engine::add(std::vector<KnownRow> rows)
{
    QMetaObject::invokeMethod(m_worker,
                              [worker = m_worker, rows = std::move(rows)]() mutable { worker->add(std::move(rows)); });
}

void Engine::noMoreRows(qint64 lastId)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, lastId] { worker->crawler().noMoreRows(lastId); });
}

void Engine::setHostPaused(const QByteArray &host, bool paused)
{
    QMetaObject::invokeMethod(m_worker,
                              [worker = m_worker, host, paused] { worker->crawler().setHostPaused(host, paused); });
}

void Engine::unparkHost(const QByteArray &host)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, host] { worker->crawler().unparkHost(host); });
}

void Engine::skip(const QSet<qint64> &ids)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, ids] { worker->crawler().skip(ids); });
}

QFuture<bool> Engine::retry(std::vector<KnownRow> rows)
{
    return ask<bool>([rows = std::move(rows)](Crawler &crawler) mutable { return crawler.retry(std::move(rows)); });
}

void Engine::setOptions(const CrawlOptions &options)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, options] { worker->setOptions(options); });
}

void Engine::setPaused(bool paused)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, paused] { worker->crawler().setPaused(paused); });
}

void Engine::stop()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->stop(); });
}

} // namespace creel
