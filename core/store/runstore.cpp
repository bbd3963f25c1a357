#include "store/runstore.h"

#include "store/batchwriter.h"
#include "store/knownrows.h"
#include "store/newrun.h"
#include "store/optionsjson.h"
#include "store/rowfilter.h"
#include "store/schema.h"
#include "store/sqlconnection.h"
#include "store/writerlock.h"

#include <QFileInfo>
#include <QVariant>

namespace creel {

using namespace Qt::StringLiterals;

Expected<std::unique_ptr<RunStore>, FileError> RunStore::create(const QString &path, const Ledger &ledger,
                                                                const CrawlOptions &options, const Recipe &recipe)
{
    Expected<WriterLock, FileError> lock = WriterLock::acquire(path);
    if (!lock)
        return Unexpected(lock.error());
    if (const std::optional<FileError> error = makeRunFile(path, ledger, options, recipe))
        return Unexpected(*error);
    return openLocked(path, std::move(*lock));
}

Expected<std::unique_ptr<RunStore>, FileError> RunStore::open(const QString &path)
{
    // Before the lock, which puts a file beside it: beside a file that isn't ours nothing is put.
    if (const std::optional<FileError> error = checkRunFile(path, true))
        return Unexpected(*error);
    if (!QFileInfo(path).isWritable()) // SQLite would open it all the same, and fail at the first commit
        return Unexpected(
            FileError{u"\"%1\" can't be written: it is write-protected. Change its permissions, or work on a "
                      "copy in a folder of your own."_s.arg(path)});
    Expected<WriterLock, FileError> lock = WriterLock::acquire(path);
    if (!lock)
        return Unexpected(lock.error());
    return openLocked(path, std::move(*lock));
}

Expected<std::unique_ptr<RunStore>, FileError> RunStore::openLocked(const QString &path, WriterLock lock)
{
    auto connection = std::make_unique<SqlConnection>(path, SqlConnection::Access::ReadWrite);
    if (!connection->isOpen())
        return Unexpected(connection->lastFileError(u"written"));
    const Expected<CrawlOptions, FileError> options = readOptions(*connection);
    if (!options)
        return Unexpected(options.error());
    if (!connection->run(u"PRAGMA journal_mode = WAL"_s) || !connection->run(u"PRAGMA synchronous = NORMAL"_s)
        || !connection->run(u"PRAGMA journal_size_limit = 67108864"_s)) // a long read lets the -wal grow
        return Unexpected(connection->lastFileError(u"written"));
    if (const std::optional<FileError> error = migrate(*connection))
        return Unexpected(*error);
    Expected<RunRecipe, FileError> recipe = readRecipe(*connection);
    if (!recipe)
        return Unexpected(recipe.error());
    return std::unique_ptr<RunStore>(new RunStore(path, std::move(lock), std::move(connection), std::move(*recipe)));
}

RunStore::RunStore(QString path, WriterLock lock, std::unique_ptr<SqlConnection> connection, RunRecipe recipe)
    : m_path(std::move(path)), m_lock(std::make_unique<WriterLock>(std::move(lock))),
      m_connection(std::move(connection)), m_recipe(std::move(recipe))
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

Expected<qint64, FileError> RunStore::requeueStopped()
{
    QSqlQuery query = m_connection->query();
    if (!query.exec(u"UPDATE records SET state = 'queued', redirects = NULL WHERE state = 'stopped'"_s))
        return Unexpected(m_connection->fileError(query.lastError(), u"written"));
    return query.numRowsAffected();
}

Expected<bool, FileError> RunStore::setOptions(const CrawlOptions &options)
{
    QSqlQuery update = m_connection->prepare(u"UPDATE run SET options = ?"_s);
    update.addBindValue(QString::fromUtf8(toJson(options)));
    if (!update.exec())
        return Unexpected(m_connection->fileError(update.lastError(), u"written"));
    return true;
}

Expected<bool, FileError> RunStore::setRecipe(const Recipe &recipe)
{
    if (recipe == m_recipe.recipe)
        return true;
    QSqlError error;
    if (!insertRecipe(*m_connection, recipe, error))
        return Unexpected(m_connection->fileError(error, u"written"));
    Expected<RunRecipe, FileError> kept = readRecipe(*m_connection);
    if (!kept)
        return Unexpected(kept.error());
    m_recipe = std::move(*kept);
    return true;
}

Expected<qint64, FileError> RunStore::setEncoding(const RowQuery &query, const QString &name)
{
    RowQuery ofPages = query;
    ofPages.per = RowsPer::Page;
    const QString filter = filterCondition(ofPages);
    QSqlQuery insert = m_connection->prepare(
        u"INSERT OR REPLACE INTO encodings (record, name, is_read) SELECT r.id, :name, 0 FROM records r "
        "WHERE EXISTS (SELECT 1 FROM bodies b WHERE b.record = r.id) AND r.charset IS NOT NULL%1"_s.arg(
            filter.isEmpty() ? QString() : " AND "_L1 + filter));
    insert.bindValue(u":name"_s, name.isEmpty() ? u""_s : name);
    bindFilter(insert, ofPages);
    if (!insert.exec())
        return Unexpected(m_connection->fileError(insert.lastError(), u"written"));
    return insert.numRowsAffected();
}

QString RunStore::isUnread() const
{
    const QString isRecoded = u"EXISTS (SELECT 1 FROM encodings c WHERE c.record = b.record AND c.is_read = 0)"_s;
    return m_recipe.recipe.isEmpty()
        ? isRecoded
        : u"(%1 OR NOT EXISTS (SELECT 1 FROM extractions x WHERE x.record = b.record AND x.recipe = %2))"_s.arg(
              isRecoded, QString::number(m_recipe.id));
}

Expected<qint64, FileError> RunStore::unreadPages() const
{
    const std::optional<QVariant> pages =
        m_connection->valueOf(u"SELECT count(*) FROM bodies b WHERE %1"_s.arg(isUnread()));
    if (!pages)
        return Unexpected(m_connection->lastFileError(u"read"));
    return pages->toLongLong();
}

Expected<std::vector<UnreadPage>, FileError> RunStore::unreadPages(qint64 afterId, int most) const
{
    QSqlQuery query = m_connection->prepare(
        u"SELECT b.record, r.final_url, p.head, b.body, c.name, c.is_read = 0 FROM bodies b "
        "JOIN records r ON r.id = b.record JOIN responses p ON p.record = b.record "
        "LEFT JOIN encodings c ON c.record = b.record WHERE b.record > ? AND %1 ORDER BY b.record LIMIT ?"_s.arg(
            isUnread()));
    query.addBindValue(afterId);
    query.addBindValue(most);
    std::vector<UnreadPage> pages;
    if (query.exec()) {
        while (query.next())
            pages.push_back({query.value(0).toLongLong(), query.value(1).toString().toUtf8(),
                             query.value(2).toByteArray(), query.value(3).toByteArray(), query.value(4).toString(),
                             query.value(5).toBool()});
    }
    if (query.lastError().isValid())
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    return pages;
}

/// The cells that a page tells by itself, in the encoding that was chosen for it.
QSqlError RunStore::writeCells(qint64 id, const Record &cells)
{
    QSqlQuery update = m_connection->prepare(u"UPDATE records SET (title, description, h1, canonical, lang, charset, "
                                             u"words, links) = (?, ?, ?, ?, ?, ?, ?, ?) "
                                             "WHERE id = ?"_s);
    const auto number = [](std::optional<int> value) { return value ? QVariant(*value) : QVariant(); };
    for (const QVariant &value :
         {QVariant(cells.title), QVariant(cells.description), QVariant(cells.h1), QVariant(cells.canonical),
          QVariant(cells.lang), QVariant(cells.charset), number(cells.words), number(cells.links), QVariant(id)})
        update.addBindValue(value);
    if (!update.exec())
        return update.lastError();
    QSqlQuery read = m_connection->prepare(u"UPDATE encodings SET is_read = 1 WHERE record = ?"_s);
    read.addBindValue(id);
    if (!read.exec())
        return read.lastError();
    QSqlQuery none = m_connection->prepare(u"DELETE FROM encodings WHERE record = ? AND name = ''"_s);
    none.addBindValue(id);
    none.exec();
    return none.lastError();
}

Expected<bool, FileError> RunStore::commit(const std::vector<ReadPage> &pages)
{
    Transaction transaction(*m_connection);
    if (!transaction.isOpen())
        return Unexpected(m_connection->lastFileError(u"written"));
    ExtractionWriter writer(*m_connection, m_recipe);
    for (const ReadPage &page : pages) {
        if (page.records && !writer.write(page.id, *page.records))
            return Unexpected(m_connection->fileError(writer.error(), u"written"));
        if (const QSqlError error = page.cells ? writeCells(page.id, *page.cells) : QSqlError(); error.isValid())
            return Unexpected(m_connection->fileError(error, u"written"));
    }
    if (!transaction.commit())
        return Unexpected(m_connection->lastFileError(u"written"));
    return true;
}

Expected<StateCounts, FileError> RunStore::requeue(const RowQuery &query)
{
    Transaction transaction(*m_connection);
    // Chosen once: what goes out of sight with their cells is looked at by the choice.
    QSqlQuery choose = m_connection->prepare(
        u"CREATE TEMP TABLE requeued AS SELECT r.id FROM main.records r WHERE %1"_s.arg(retryCondition(query)));
    bindFilter(choose, query);
    if (!choose.exec())
        return Unexpected(m_connection->fileError(choose.lastError(), u"read"));
    choose.finish();
    StateCounts counts;
    QSqlQuery states = m_connection->query();
    if (states.exec(u"SELECT state, count(*) FROM requeued JOIN main.records USING (id) GROUP BY state"_s)) {
        while (states.next())
            counts[rowStateFromName(states.value(0).toString()).value_or(RowState::Failed)] +=
                states.value(1).toLongLong();
    }
    if (states.lastError().isValid())
        return Unexpected(m_connection->fileError(states.lastError(), u"read"));
    states.finish();
    QStringList cleared;
    for (int column = int(Column::Status); column < int(Column::Depth); ++column)
        cleared << QLatin1StringView(columnNames[size_t(column)]) + " = NULL"_L1;
    for (const QString &change :
         {u"DELETE FROM main.extracted WHERE record IN (SELECT id FROM requeued)"_s,
          u"DELETE FROM main.extractions WHERE record IN (SELECT id FROM requeued)"_s,
          u"UPDATE main.records SET state = 'queued', %1 WHERE id IN (SELECT id FROM requeued)"_s.arg(
              cleared.join(", "_L1)),
          u"DROP TABLE temp.requeued"_s}) {
        if (!m_connection->run(change))
            return Unexpected(m_connection->lastFileError(u"written"));
    }
    if (!transaction.commit())
        return Unexpected(m_connection->lastFileError(u"written"));
    return counts;
}

Expected<qint64, FileError> RunStore::rows(const std::function<bool(KnownRow)> &take) const
{
    QSqlQuery query = m_connection->query();
    if (!query.exec(selectKnownRows(u"state NOT IN ('blank', 'invalid', 'duplicate')"_s)))
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    qint64 taken = 0;
    while (query.next()) {
        ++taken;
        if (!take(readKnownRow(query)))
            return taken;
    }
    if (query.lastError().isValid())
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    return taken;
}

Expected<RowState, FileError> RunStore::stateOf(qint64 id) const
{
    const std::optional<QVariant> state = m_connection->valueOf(u"SELECT state FROM records WHERE id = %1"_s.arg(id));
    if (!state)
        return Unexpected(m_connection->lastFileError(u"read"));
    return rowStateFromName(state->toString()).value_or(RowState::Failed);
}

Expected<qint64, FileError> RunStore::lastId() const
{
    const std::optional<QVariant> id = m_connection->valueOf(u"SELECT max(id) FROM records"_s);
    if (!id)
        return Unexpected(m_connection->lastFileError(u"read"));
    return id->toLongLong();
}

Expected<qint64, FileError> RunStore::commit(const std::vector<StoredRecord> &batch)
{
    Transaction transaction(*m_connection);
    if (!transaction.isOpen())
        return Unexpected(m_connection->lastFileError(u"written"));
    BatchWriter writer(*m_connection, m_recipe);
    for (const StoredRecord &row : batch) {
        if (!writer.write(row))
            return Unexpected(m_connection->fileError(writer.error(), u"written"));
    }
    if (!transaction.commit())
        return Unexpected(m_connection->lastFileError(u"written"));
    return qint64(batch.size());
}

} // namespace creel
