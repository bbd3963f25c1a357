#pragma once

#include "async/channel.h"
#include "base/ledger.h"
#include "base/rowquery.h"
#include "run/serialthread.h"
#include "store/runstore.h"

#include <QFuture>
#include <QObject>

#include <memory>

namespace creel {

class Engine;

/// The store thread of a run: the only one that writes the run file. Methods are called on the owner's thread and never
/// block; signals arrive there queued.
class Writer : public QObject
{
    Q_OBJECT
public:
    ~Writer() override;

    QFuture<Expected<bool, FileError>> create(QString path, Ledger ledger, CrawlOptions options);
    QFuture<Expected<bool, FileError>> open(QString path);

    /// Feeds the engine with the rows that are to be fetched, then commits what comes out of `records` in batches until it is
    /// closed and empty. After a failed commit the rest is taken and dropped, so that nobody waits for room; `drained` says
    /// how many rows were lost. `engine` must live until `drained`.
    void drain(Engine *engine, std::shared_ptr<Channel<StoredRecord>> records);

Q_SIGNALS:
    void requeued(); ///< rows that an earlier stop had cut off wait again
    /// Lines [first, last) changed and are committed; `gained` counts the rows by their new state.
    void committed(qint64 first, qint64 last, const creel::StateCounts &gained);
    void failed(const QString &message); ///< once: the first error of the run file
    void drained(qint64 lost);

private:
    bool feed(Engine &engine);
    bool commit(const std::vector<StoredRecord> &batch);

    std::unique_ptr<RunStore> m_store; ///< made, used and destroyed on the thread
    SerialThread m_thread;
};

} // namespace creel
