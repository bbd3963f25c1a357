#include "store/runstore.h"

#include "store/newrun.h"
#include "store/optionsjson.h"
#include "store/recordsql.h"
#include "store/schema.h"
#include "store/sqlconnection.h"
#include "store/writerlock.h"

#include <QVariant>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// The statements of one commit.
class BatchWriter
{
public:
    explicit BatchWriter(const SqlConnection &connection)
        : m_update(connection.prepare(u"UPDATE records SET (%1) = (%2) WHERE id = ?"_s.arg(
              recordColumns(), QStringList(columnCount, u"?"_s).join(u',')))),
          m_response(
              connection.prepare(u"INSERT OR REPLACE INTO responses (record, head, peer, attempts, dns_ms, connect_ms, "
                                 "tls_ms, first_byte_ms, total_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)),
          m_noHops(connection.prepare(u"DELETE FROM hops WHERE record = ?"_s)),
          m_hop(connection.prepare(u"INSERT INTO hops (record, hop, url, status, location) VALUES (?, ?, ?, ?, ?)"_s)),
          m_noBody(connection.prepare(u"DELETE FROM bodies WHERE record = ?"_s)),
          m_body(connection.prepare(u"INSERT OR REPLACE INTO bodies (record, body) VALUES (?, ?)"_s))
    {
    }

    bool write(const StoredRecord &row)
    {
        return writeRecord(row.record) && writeResponse(row.record.line, row.details)
            && writeHops(row.record.line, row.details.hops) && writeBody(row.record.line, row.details.body);
    }
    const QSqlError &error() const { return m_error; }

private:
    bool exec(QSqlQuery &query)
    {
        const bool ok = query.exec();
        if (!ok)
            m_error = query.lastError();
        return ok;
    }

    bool writeRecord(const Record &record)
    {
        bindRecord(m_update, record, 0);
        m_update.bindValue(columnCount, record.line);
        if (!exec(m_update))
            return false;
        if (m_update.numRowsAffected() == 1)
            return true;
        m_error = QSqlError({}, u"it has no line %1"_s.arg(record.line), QSqlError::StatementError);
        return false;
    }

    bool writeResponse(qint64 id, const RecordDetails &details)
    {
        const auto phase = [](int ms) { return ms < 0 ? QVariant() : QVariant(ms); };
        m_response.bindValue(0, id);
        m_response.bindValue(1, details.head);
        m_response.bindValue(2, details.peer);
        m_response.bindValue(3, details.attempts);
        m_response.bindValue(4, phase(details.timings.dns));
        m_response.bindValue(5, phase(details.timings.connect));
        m_response.bindValue(6, phase(details.timings.tls));
        m_response.bindValue(7, phase(details.timings.firstByte));
        m_response.bindValue(8, phase(details.timings.total));
        return exec(m_response);
    }

    bool writeHops(qint64 id, const QList<Hop> &hops)
    {
        m_noHops.bindValue(0, id);
        if (!exec(m_noHops)) // those of an earlier attempt
            return false;
        int number = 0;
        for (const Hop &hop : hops) {
            m_hop.bindValue(0, id);
            m_hop.bindValue(1, ++number);
            m_hop.bindValue(2, QString::fromUtf8(hop.url));
            m_hop.bindValue(3, hop.status);
            m_hop.bindValue(4, QString::fromUtf8(hop.location));
            if (!exec(m_hop))
                return false;
        }
        return true;
    }

    bool writeBody(qint64 id, const QByteArray &compressed)
    {
        QSqlQuery &statement = compressed.isEmpty() ? m_noBody : m_body;
        statement.bindValue(0, id);
        if (!compressed.isEmpty())
            statement.bindValue(1, compressed);
        return exec(statement);
    }

    QSqlQuery m_update, m_response, m_noHops, m_hop, m_noBody, m_body;
    QSqlError m_error;
};

} // namespace

Expected<std::unique_ptr<RunStore>, FileError> RunStore::create(const QString &path, const Ledger &ledger,
                                                                const CrawlOptions &options)
{
    Expected<WriterLock, FileError> lock = WriterLock::acquire(path);
    if (!lock)
        return Unexpected(lock.error());
    if (const std::optional<FileError> error = makeRunFile(path, ledger, options))
        return Unexpected(*error);
    return openLocked(path, std::move(*lock));
}

Expected<std::unique_ptr<RunStore>, FileError> RunStore::open(const QString &path)
{
    // Before the lock, which puts a file beside it: beside a file that isn't ours nothing is put.
    if (const std::optional<FileError> error = checkRunFile(path, true))
        return Unexpected(*error);
    Expected<WriterLock, FileError> lock = WriterLock::acquire(path);
    if (!lock)
        return Unexpected(lock.error());
    return openLocked(path, std::move(*lock));
}

Expected<std::unique_ptr<RunStore>, FileError> RunStore::openLocked(const QString &path, WriterLock lock)
{
    auto connection = std::make_unique<SqlConnection>(path, SqlConnection::Access::ReadWrite);
    // The empty immediate transaction finds out now, and not at the first commit, that a file is write-protected.
    const bool usable = connection->isOpen() && connection->run(u"BEGIN IMMEDIATE"_s) && connection->run(u"ROLLBACK"_s)
        && connection->run(u"PRAGMA journal_mode = WAL"_s) && connection->run(u"PRAGMA synchronous = NORMAL"_s)
        && connection->run(u"PRAGMA journal_size_limit = 67108864"_s); // a long-lived reader may let the -wal grow
    if (!usable)
        return Unexpected(connection->lastFileError(u"written"));
    if (std::optional<FileError> error = migrate(*connection))
        return Unexpected(*error);
    Expected<CrawlOptions, FileError> options = readOptions(*connection);
    if (!options)
        return Unexpected(options.error());
    return std::unique_ptr<RunStore>(new RunStore(path, std::move(lock), std::move(connection)));
}

RunStore::RunStore(QString path, WriterLock lock, std::unique_ptr<SqlConnection> connection)
    : m_path(std::move(path)), m_lock(std::make_unique<WriterLock>(std::move(lock))),
      m_connection(std::move(connection))
{
}

RunStore::~RunStore()
{
    // At rest a run is one plain file: it can be copied, mailed, and read from a medium that can't be written. Where a reader is
    // still there it stays in WAL mode, which is as good.
    m_connection->run(u"PRAGMA busy_timeout = 0"_s);
    m_connection->run(u"PRAGMA journal_mode = DELETE"_s);
}

Expected<CrawlOptions, FileError> RunStore::options() const { return readOptions(*m_connection); }

Expected<qint64, FileError> RunStore::pending(const std::function<bool(PendingLine)> &take) const
{
    // The plus keeps SQLite from the index on state, which would make it sort: this way the walk streams.
    QSqlQuery query = m_connection->query();
    if (!query.exec(u"SELECT r.line, r.url, l.credentials FROM records r JOIN lines l ON l.line = r.line "
                    "WHERE +r.state IN ('queued', 'stopped') ORDER BY r.id"_s))
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    qint64 taken = 0;
    while (query.next()) {
        ++taken;
        if (!take({query.value(0).toLongLong(), query.value(1).toString().toUtf8(), query.value(2).toByteArray()}))
            return taken;
    }
    if (query.lastError().isValid())
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    return taken;
}

Expected<qint64, FileError> RunStore::commit(const std::vector<StoredRecord> &batch)
{
    Transaction transaction(*m_connection);
    if (!transaction.isOpen())
        return Unexpected(m_connection->lastFileError(u"written"));
    BatchWriter writer(*m_connection);
    for (const StoredRecord &row : batch) {
        if (!writer.write(row))
            return Unexpected(m_connection->fileError(writer.error(), u"written"));
    }
    if (!transaction.commit())
        return Unexpected(m_connection->lastFileError(u"written"));
    return qint64(batch.size());
}

} // namespace creel
