#pragma once

#include "base/crawloptions.h"
#include "base/expected.h"
#include "base/fileerror.h"
#include "base/ledger.h"
#include "base/recipe.h"
#include "base/record.h"
#include "base/rowquery.h"
#include "store/extractionsql.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace creel {

class SqlConnection;
class WriterLock;

/// A page whose body the run file has.
struct UnreadPage {
    qint64 id = 0;
    QByteArray url; ///< final
    QByteArray head;
    QByteArray body;        ///< compressed
    QString encoding;       ///< that a person chose; empty: none
    bool isRecoded = false; ///< the choice is new: its cells are those of another encoding
};

/// A stored page that was read again.
struct ReadPage {
    qint64 id = 0;
    std::optional<PageRecords> records; ///< where the run has a recipe
    std::optional<Record> cells;        ///< of a page with a new encoding: what the page itself tells
};

/// The run file (*.creel), open for writing: SQLite in WAL mode, reached through Qt SQL. One writer at a time: a second one
/// is refused while the first lives (an exclusive lock that dies with its process). Lives on the thread that made it.
/// Closed by itself it leaves a single file behind; readers that outlive it leave a -wal beside it until the next open.
class RunStore
{
public:
    /// Makes a new run file with all lines of the ledger, the options and the recipe, committed. Refuses an existing file.
    static Expected<std::unique_ptr<RunStore>, FileError>
    create(const QString &path, const Ledger &ledger, const CrawlOptions &options, const Recipe &recipe = {});
    /// Opens an existing run file. A file that is no run file, has a newer schema, is damaged or not writable is an error and
    /// stays untouched.
    static Expected<std::unique_ptr<RunStore>, FileError> open(const QString &path);
    ~RunStore();

    const QString &path() const { return m_path; }
    Expected<CrawlOptions, FileError> options() const;
    /// A run that goes on goes on with these.
    Expected<bool, FileError> setOptions(const CrawlOptions &options);
    /// What is found from now on is found by this one; what others found stays in the file, out of sight. An empty one is none.
    Expected<bool, FileError> setRecipe(const Recipe &recipe);

    /// Reads the query's stored pages in this encoding, a WHATWG name, from now on; empty: as they say themselves. Returns how many
    /// these are. They are unread until they are committed again.
    Expected<qint64, FileError> setEncoding(const RowQuery &query, const QString &name);

    /// Pages with a body that the newest recipe has not read, or that are to be read in another encoding: how many, and up to `most` of those behind `afterId`, by id.
    Expected<qint64, FileError> unreadPages() const;
    Expected<std::vector<UnreadPage>, FileError> unreadPages(qint64 afterId, int most) const;
    /// Commits what was read on stored pages: all of it or nothing.
    Expected<bool, FileError> commit(const std::vector<ReadPage> &pages);

    /// Makes Stopped rows Queued again: a run that goes on has none. Returns how many there were.
    Expected<qint64, FileError> requeueStopped();
    /// Makes the query's rows that may be tried again (retryCondition()) Queued, their cells empty as before they were fetched.
    /// Returns their counts by the states that they had.
    Expected<StateCounts, FileError> requeue(const RowQuery &query);
    /// Calls `take` for each row that has a URL (duplicates of earlier lines left out), in the order of ids; false from it
    /// ends the walk. Constant memory.
    Expected<qint64, FileError> rows(const std::function<bool(KnownRow)> &take) const;

    Expected<qint64, FileError> lastId() const; ///< of all rows
    Expected<RowState, FileError> stateOf(qint64 id) const;

    /// Writes the batch in one transaction. On return it is committed, or nothing of it is (disk full, I/O error).
    Expected<qint64, FileError> commit(const std::vector<StoredRecord> &batch);

private:
    RunStore(QString path, WriterLock lock, std::unique_ptr<SqlConnection> connection, RunRecipe recipe);
    QSqlError writeCells(qint64 id, const Record &cells);
    QString isUnread() const; ///< a condition on a page of `bodies b`
    static Expected<std::unique_ptr<RunStore>, FileError> openLocked(const QString &path, WriterLock lock);
    QString m_path;
    std::unique_ptr<WriterLock> m_lock; // outlives the connection
    std::unique_ptr<SqlConnection> m_connection;
    RunRecipe m_recipe;
};

/// zstd, level 3: what the run file keeps of a body. Pure; any thread.
QByteArray compressBody(const QByteArray &body);
/// The inverse; null for what compressBody never made.
QByteArray decompressBody(const QByteArray &compressed);

} // namespace creel
