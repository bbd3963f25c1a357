#include "run/engine.h"

#include "net/connectionpool.h"
#include "net/fetcher.h"
#include "net/filelimit.h"
#include "net/resolver.h"
#include "store/runstore.h"

namespace creel {

/// The part of the engine that lives on its thread.
class Engine::Worker : public QObject
{
public:
    Worker(const CrawlOptions &options, std::shared_ptr<Channel<StoredRecord>> records, Engine *engine)
        : m_records(std::move(records)), m_fetcher(m_connections, m_resolver, FetchLimits(options)),
          m_crawler(options, m_fetcher, m_pool, *m_records, pageOptions(options))
    {
        m_ticks.setInterval(100);
        connect(&m_ticks, &QTimer::timeout, this, [this, engine] { Q_EMIT engine->progressed(m_crawler.counts()); });
        m_engine = engine;
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
    void add(std::vector<PendingLine> lines) { m_crawler.add(std::move(lines)); }
    void noMoreLines() { m_crawler.noMoreLines(); }
    void setPaused(bool paused) { m_crawler.setPaused(paused); }
    void stop() { m_stop.request_stop(); }
    void quit()
    {
        stop();
        m_quitWhenOver = true;
        if (m_over)
            thread()->quit();
    }

private:
    static PageOptions pageOptions(const CrawlOptions &options)
    {
        PageOptions pages;
        pages.maxBodyBytes = options.maxBodyBytes;
        pages.keepBody = options.keepBodies;
        pages.compressBody = &compressBody;
        return pages;
    }

    Engine *m_engine = nullptr;
    std::shared_ptr<Channel<StoredRecord>> m_records;
    QThreadPool m_pool;
    Resolver m_resolver;
    ConnectionPool m_connections;
    Fetcher m_fetcher;
    Crawler m_crawler;
    std::stop_source m_stop;
    QTimer m_ticks;
    QCoro::Task<> m_crawling;
    bool m_over = false;
    bool m_quitWhenOver = false;
};

Engine::Engine(const CrawlOptions &options, std::shared_ptr<Channel<StoredRecord>> records)
{
    raiseFileLimit();
    m_thread.setObjectName(QStringLiteral("engine"));
    QObject *birthplace = new QObject; // runs the constructor on the engine's thread, where sockets and timers belong
    birthplace->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        birthplace,
        [&] {
            m_worker = new Worker(options, std::move(records), this);
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

void Engine::add(std::vector<PendingLine> lines)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, lines = std::move(lines)]() mutable { worker->add(std::move(lines)); });
}

void Engine::noMoreLines()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->noMoreLines(); });
}

void Engine::setPaused(bool paused)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, paused] { worker->setPaused(paused); });
}

void Engine::stop()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->stop(); });
}

} // namespace creel
