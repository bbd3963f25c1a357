#pragma once

#include "base/crawloptions.h"
#include "base/expected.h"
#include "base/fileerror.h"
#include "base/ledger.h"
#include "base/record.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

class QSqlDatabase;

namespace creel {

/// The run file (*.creel), open for writing: SQLite in WAL mode, reached through Qt SQL. One writer at a time: a second one
/// is refused while the first lives (an exclusive lock that dies with its process). Lives on the thread that made it.
class RunStore
{
public:
    /// Makes a new run file with all lines of the ledger and the options, committed. Refuses an existing file.
    static Expected<std::unique_ptr<RunStore>, FileError> create(const QString &path, const Ledger &ledger,
                                                                 const CrawlOptions &options);
    /// Opens an existing run file. A file that is no run file, has a newer schema, is damaged or not writable is an error and
    /// stays untouched.
    static Expected<std::unique_ptr<RunStore>, FileError> open(const QString &path);
    ~RunStore();

    const QString &path() const { return m_path; }
    Expected<CrawlOptions, FileError> options() const;
    /// Calls `take` for each Queued or Stopped row, in order of lines; false from it ends the walk.
    Expected<qint64, FileError> pending(const std::function<bool(PendingLine)> &take) const;

    /// Writes the batch in one transaction. On return it is committed, or nothing of it is (disk full, I/O error).
    Expected<qint64, FileError> commit(const std::vector<StoredRecord> &batch);

private:
    explicit RunStore(QString path);
    QString m_path;
    QString m_connectionName;
};

/// zstd, level 3: what the run file keeps of a body. Pure; any thread.
QByteArray compressBody(const QByteArray &body);
QByteArray decompressBody(const QByteArray &compressed);

} // namespace creel
