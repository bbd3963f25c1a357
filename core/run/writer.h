#pragma once

#include "async/channel.h"
#include "base/ledger.h"
#include "base/rowquery.h"
#include "parse/extraction/compiledrecipe.h"
#include "run/serialthread.h"
#include "store/runstore.h"

#include <QFuture>
#include <QObject>

#include <memory>
#include <stop_token>

namespace creel {

class Engine;
class Reextraction;

/// The store thread of a run: the only one that writes the run file. Methods are called on the owner's thread and never
/// block; signals arrive there queued.
class Writer : public QObject
{
    Q_OBJECT
public:
    ~Writer() override;

    QFuture<Expected<bool, FileError>> create(QString path, Ledger ledger, CrawlOptions options, Recipe recipe);
    QFuture<Expected<bool, FileError>> open(QString path);

    /// The run file keeps these from now on.
    QFuture<Expected<bool, FileError>> setOptions(CrawlOptions options);
    QFuture<Expected<bool, FileError>> setRecipe(Recipe recipe);
    QFuture<Expected<qint64, FileError>> setEncoding(RowQuery query, QString name);
    /// Reads the stored pages that the newest recipe, which is `recipe`, has not read, or that have another encoding now; `reextracting` tells how far it is, and is
    /// told once more at the end. Rows change as they are `committed`. Not while draining. The future has the number of pages
    /// that were read; a stop ends it early.
    QFuture<Expected<qint64, FileError>> reextract(std::optional<CompiledRecipe> recipe, CrawlOptions options,
                                                   std::stop_token stop);
    /// Queues rows again (RunStore::requeue); the future has the counts of the states that they had. While
    /// draining only once the crawl is over.
    QFuture<Expected<StateCounts, FileError>> requeue(RowQuery query);

    /// Feeds the engine with the rows of the run, then commits what comes out of `records` in batches until it is
    /// closed and empty. After a failed commit the rest is taken and dropped, so that nobody waits for room; `drained` says
    /// how many rows were lost. `engine` must live until `drained`.
    void drain(Engine *engine, std::shared_ptr<Channel<StoredRecord>> records);

Q_SIGNALS:
    void requeued(); ///< rows that an earlier stop had cut off wait again
    /// Rows [first, last) changed, or are new, and are committed; `change` is what the counts gained and lost.
    void committed(qint64 first, qint64 last, const creel::StateCounts &change);
    void failed(const QString &message); ///< once: the first error of the run file
    void drained(qint64 lost);
    void reextracting(qint64 done, qint64 total);

private:
    /// What is written while the crawl goes on.
    struct Draining {
        std::shared_ptr<Channel<StoredRecord>> records;
        bool well = true;
        qint64 lost = 0;
    };
    struct Reading;
    void drainSome(std::shared_ptr<Draining> draining);
    void reextractSome(std::shared_ptr<Reading> reading);
    void close();
    bool feed(Engine &engine, const Channel<StoredRecord> &records);
    bool commit(const std::vector<StoredRecord> &batch);

    qint64 m_lastId = 0;     ///< of the run file's rows, while draining
    std::stop_source m_stop; ///< the destructor's, for what need not be done now
    bool m_draining = false; ///< touched on the thread only, as all from here on
    bool m_reading = false;
    std::unique_ptr<RunStore> m_store; ///< made, used and destroyed on the thread
    SerialThread m_thread;
};

} // namespace creel
