#include "run/writer.h"

#include "run/engine.h"

#include <algorithm>

namespace creel {

namespace {

constexpr milliseconds batchTime{100};  // the table is told at most ten times a second
constexpr std::size_t batchRows = 2000; // and a batch stays small enough to commit at once
constexpr std::size_t feedRows = 5000;

} // namespace

Writer::~Writer()
{
    auto close = [this] { m_store.reset(); };
    m_thread.run(close); // its thread's end, which the destructor of m_thread waits for
}

QFuture<Expected<bool, FileError>> Writer::create(QString path, Ledger ledger, CrawlOptions options)
{
    auto make = [this, path, ledger = std::move(ledger), options]() -> Expected<bool, FileError> {
        Expected<std::unique_ptr<RunStore>, FileError> store = RunStore::create(path, ledger, options);
        if (!store)
            return Unexpected(store.error());
        m_store = std::move(*store);
        return true;
    };
    return m_thread.run(std::move(make));
}

QFuture<Expected<bool, FileError>> Writer::open(QString path)
{
    return m_thread.run([this, path]() -> Expected<bool, FileError> {
        Expected<std::unique_ptr<RunStore>, FileError> store = RunStore::open(path);
        if (!store)
            return Unexpected(store.error());
        m_store = std::move(*store);
        return true;
    });
}

void Writer::drain(Engine *engine, std::shared_ptr<Channel<StoredRecord>> records)
{
    m_thread.run([this, engine, records] {
        qint64 lost = 0;
        bool well = feed(*engine);
        for (;;) {
            const std::vector<StoredRecord> batch = records->takeBatch(batchTime, batchRows);
            if (batch.empty())
                break;
            well = well && commit(batch);
            if (!well)
                lost += qint64(batch.size());
        }
        Q_EMIT drained(lost);
    });
}

bool Writer::feed(Engine &engine)
{
    std::vector<PendingLine> lines;
    auto take = [&](PendingLine line) {
        lines.push_back(std::move(line));
        if (lines.size() == feedRows)
            engine.add(std::exchange(lines, {}));
        return true;
    };
    const Expected<qint64, FileError> again = m_store->requeueStopped();
    if (again && *again > 0)
        Q_EMIT requeued();
    const Expected<qint64, FileError> fed = again ? m_store->pending(take) : again;
    engine.add(std::move(lines));
    engine.noMoreLines();
    if (!fed)
        Q_EMIT failed(fed.error().message);
    return fed.hasValue();
}

bool Writer::commit(const std::vector<StoredRecord> &batch)
{
    const Expected<qint64, FileError> rows = m_store->commit(batch);
    if (!rows) {
        Q_EMIT failed(rows.error().message);
        return false;
    }
    qint64 first = batch.front().record.line;
    qint64 last = first;
    StateCounts gained;
    for (const StoredRecord &row : batch) {
        first = std::min(first, row.record.line);
        last = std::max(last, row.record.line);
        ++gained[row.record.state];
    }
    Q_EMIT committed(first, last + 1, gained);
    return true;
}

} // namespace creel
