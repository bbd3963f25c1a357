#include "run/writer.h"

#include "run/engine.h"
#include "run/reextraction.h"

#include <QHash>
#include <QPromise>

#include <algorithm>
#include <limits>

namespace creel {

namespace {

constexpr milliseconds batchTime{100};  // the table is told at most ten times a second
constexpr std::size_t batchRows = 2000; // and a batch stays small enough to commit at once
constexpr std::size_t feedRows = 5000;

} // namespace

/// Stored pages that are being read again.
struct Writer::Reading {
    Reading(RunStore &store, std::optional<CompiledRecipe> recipe, CrawlOptions options, std::stop_token stopped)
        : reextraction(store, std::move(recipe), std::move(options)), stop(std::move(stopped))
    {
    }

    Reextraction reextraction;
    std::stop_token stop;
    std::shared_ptr<QPromise<Expected<qint64, FileError>>> promise;
    qint64 done = 0, total = 0;
};

Writer::~Writer()
{
    m_stop.request_stop();
    m_thread.run([this] { close(); }); // its thread's end, which the destructor of m_thread waits for
}

void Writer::close()
{
    if (m_draining || m_reading)
        m_thread.run([this] { close(); }); // after what is left
    else
        m_store.reset();
}

QFuture<Expected<bool, FileError>> Writer::create(QString path, Ledger ledger, CrawlOptions options, Recipe recipe)
{
    auto make = [this, path, ledger = std::move(ledger), options, recipe]() -> Expected<bool, FileError> {
        Expected<std::unique_ptr<RunStore>, FileError> store = RunStore::create(path, ledger, options, recipe);
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

QFuture<Expected<bool, FileError>> Writer::setOptions(CrawlOptions options)
{
    return m_thread.run([this, options = std::move(options)] { return m_store->setOptions(options); });
}

QFuture<Expected<bool, FileError>> Writer::setRecipe(Recipe recipe)
{
    return m_thread.run([this, recipe = std::move(recipe)] { return m_store->setRecipe(recipe); });
}

QFuture<Expected<qint64, FileError>> Writer::setEncoding(RowQuery query, QString name)
{
    return m_thread.run(
        [this, query = std::move(query), name = std::move(name)] { return m_store->setEncoding(query, name); });
}

QFuture<Expected<qint64, FileError>> Writer::reextract(std::optional<CompiledRecipe> recipe, CrawlOptions options,
                                                       std::stop_token stop)
{
    auto promise = std::make_shared<QPromise<Expected<qint64, FileError>>>();
    promise->start();
    m_thread.run([this, promise, recipe = std::move(recipe), options = std::move(options), stop = std::move(stop)]() {
        auto reading = std::make_shared<Reading>(*m_store, recipe, options, stop);
        reading->promise = promise;
        const Expected<qint64, FileError> total = m_store->unreadPages();
        reading->total = total ? *total : 0;
        m_reading = true;
        reextractSome(std::move(reading));
    });
    return promise->future();
}

/// One step, and then the thread's other jobs have their turn.
void Writer::reextractSome(std::shared_ptr<Reading> reading)
{
    const bool isStopped = reading->stop.stop_requested() || m_stop.stop_requested();
    const Expected<Reextraction::Step, FileError> step =
        isStopped ? Reextraction::Step{0, 0, reading->done, true} : reading->reextraction.step();
    if (step) {
        reading->done = step->done;
        Q_EMIT reextracting(step->done, reading->total);
        if (step->first != step->last)
            Q_EMIT committed(step->first, step->last, {});
    }
    if (step && !step->isOver) {
        m_thread.run([this, reading = std::move(reading)]() mutable { reextractSome(std::move(reading)); });
        return;
    }
    m_reading = false;
    reading->promise->addResult(step ? Expected<qint64, FileError>(reading->done) : Unexpected(step.error()));
    reading->promise->finish();
}

QFuture<Expected<StateCounts, FileError>> Writer::requeue(RowQuery query)
{
    return m_thread.run([this, query = std::move(query)] { return m_store->requeue(query); });
}

void Writer::drain(Engine *engine, std::shared_ptr<Channel<StoredRecord>> records)
{
    m_thread.run([this, engine, records] {
        m_draining = true;
        auto draining = std::make_shared<Draining>();
        draining->records = records;
        draining->well = feed(*engine, *records);
        drainSome(std::move(draining));
    });
}

/// One batch, and then the thread's other jobs have their turn.
void Writer::drainSome(std::shared_ptr<Draining> draining)
{
    if (draining->records->waitForValues(batchTime)) {
        const std::vector<StoredRecord> batch = draining->records->takeBatch(batchTime, batchRows);
        if (batch.empty()) {
            m_draining = false;
            Q_EMIT drained(draining->lost);
            return;
        }
        draining->well = draining->well && commit(batch);
        if (!draining->well)
            draining->lost += std::ranges::count_if(batch, [](const StoredRecord &row) { return row.record.id != 0; });
    }
    m_thread.run([this, draining = std::move(draining)]() mutable { drainSome(std::move(draining)); });
}

bool Writer::feed(Engine &engine, const Channel<StoredRecord> &records)
{
    std::vector<KnownRow> rows;
    m_lastId = 0;
    auto take = [&](KnownRow row) {
        rows.push_back(std::move(row));
        if (rows.size() == feedRows)
            engine.add(std::exchange(rows, {}));
        return !records.isClosed(); // a stop need not wait for a million rows
    };
    const Expected<qint64, FileError> again = m_store->requeueStopped();
    if (again && *again > 0)
        Q_EMIT requeued();
    const Expected<qint64, FileError> fed = again ? m_store->rows(take) : again;
    const Expected<qint64, FileError> last = fed ? m_store->lastId() : fed;
    if (last)
        m_lastId = *last;
    engine.add(std::move(rows));
    engine.noMoreRows(m_lastId);
    if (!last)
        Q_EMIT failed(last.error().message);
    return last.hasValue();
}

bool Writer::commit(const std::vector<StoredRecord> &batch)
{
    qint64 first = std::numeric_limits<qint64>::max(), last = 0;
    StateCounts change;
    QHash<qint64, RowState> states; // of the rows so far: the run file does not have them yet
    const auto take = [&](const Record &row) {
        first = std::min(first, row.id);
        last = std::max(last, row.id);
        ++change[row.state];
        states.insert(row.id, row.state);
    };
    for (const StoredRecord &row : batch) {
        if (row.record.id != 0) {
            take(row.record);
            --change[RowState::Queued];
        }
        for (const Record &found : row.found) {
            if (found.id > std::exchange(m_lastId, std::max(m_lastId, found.id)))
                ++change.found;
            else if (const auto before = states.constFind(found.id); before != states.constEnd())
                --change[*before];
            else if (const auto stored = m_store->stateOf(found.id))
                --change[*stored];
            take(found);
        }
    }
    const Expected<qint64, FileError> rows = m_store->commit(batch);
    if (!rows) {
        Q_EMIT failed(rows.error().message);
        return false;
    }
    Q_EMIT committed(first, last + 1, change);
    return true;
}

} // namespace creel
