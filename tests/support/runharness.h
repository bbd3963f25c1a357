#pragma once

#include "base/rowquery.h"
#include "run/run.h"

#include <QEventLoop>
#include <QFutureWatcher>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace creel::test {

/// Waits for a future on the event loop, as a window would.
template <class T>
T await(QFuture<T> future)
{
    QFutureWatcher<T> watcher;
    QEventLoop loop;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    return future.result();
}

/// Options for a server on the next desk: no delay, quick clocks.
inline CrawlOptions hastyOptions()
{
    CrawlOptions options;
    options.concurrency = 64;
    options.perHost = 64;
    options.delay = milliseconds(0);
    options.retries = 0;
    options.obeyRobots = false; // or each server would be asked for one more file
    return options;
}

/// A run of its own in a folder of its own, started and followed to its end.
class RunHarness
{
public:
    explicit RunHarness(const QString &paste, const CrawlOptions &options = hastyOptions(), const Recipe &recipe = {})
    {
        const Run::OpenResult made = await(Run::create(path(), Ledger::fromText(paste), options, recipe));
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        m_run = *made;
        QObject::connect(m_run.get(), &Run::finished, m_run.get(), [this](const StopReceipt &receipt) {
            m_receipt = receipt;
            ++m_finishes;
        });
    }

    QString path() const { return m_folder.filePath(QStringLiteral("test.creel")); }
    Run &run() { return *m_run; }
    void close() { m_run.reset(); }
    const StopReceipt &receipt() const { return m_receipt; }
    int finishes() const { return m_finishes; }

    /// Starts, if nobody has, and waits for the end. False: it took longer than `limit`.
    [[nodiscard]] bool finish(int limitMs = 30'000)
    {
        const int before = m_finishes;
        if (m_run->state() == Run::State::Idle || m_run->state() == Run::State::Finished)
            m_run->start();
        return QTest::qWaitFor([&] { return m_finishes > before; }, limitMs);
    }

    QList<Record> rows()
    {
        const Expected<RowWindow, FileError> window = await(m_run->window(0, 1'000'000));
        return window ? window->rows : QList<Record>();
    }
    RecordDetails details(qint64 line)
    {
        const auto found = await(m_run->details(line));
        return found ? *found : RecordDetails();
    }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<Run> m_run;
    StopReceipt m_receipt;
    int m_finishes = 0;
};

} // namespace creel::test
