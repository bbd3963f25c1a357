#include "store/rowsource.h"

#include "store/knownrows.h"
#include "store/optionsjson.h"
#include "store/recorddetails.h"
#include "store/recordsql.h"
#include "store/rowfilter.h"
#include "store/roworder.h"
#include "store/schema.h"
#include "store/sqlconnection.h"

#include <QFile>
#include <QFileInfo>
#include <QVariant>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

SqlConnection::Access accessFor(const QString &path)
{
    const QString file = QFileInfo(path).canonicalFilePath();
    // A writer was killed just when it changed the journal mode: the next one to open the file has to roll that back.
    if (QFile::exists(file + "-journal"_L1))
        return SqlConnection::Access::ReadWrite;
    // A run file in WAL mode whose folder can't be written, on a medium say, has no place for the -shm that readers need. Where no
    // -wal is either nobody is writing it, and nothing in it can change.
    const bool frozen = !QFileInfo(QFileInfo(file).path()).isWritable() && !QFile::exists(file + "-wal"_L1);
    return frozen ? SqlConnection::Access::Immutable : SqlConnection::Access::ReadOnly;
}

} // namespace

Expected<std::unique_ptr<RowSource>, FileError> RowSource::open(const QString &path)
{
    if (const std::optional<FileError> error = checkRunFile(path, false))
        return Unexpected(*error);
    auto connection = std::make_unique<SqlConnection>(path, accessFor(path));
    if (!connection->isOpen() || !connection->run(u"PRAGMA temp_store = FILE"_s)
        || !connection->run(u"PRAGMA cache_size = -8192"_s)) // KiB; sorting works in pieces of this size, too
        return Unexpected(connection->lastFileError(u"read"));
    std::unique_ptr<RowSource> source(new RowSource(std::move(connection)));
    if (const Expected<qint64, FileError> rows = source->countRows(); !rows)
        return Unexpected(rows.error());
    return source;
}

RowSource::RowSource(std::unique_ptr<SqlConnection> connection) : m_connection(std::move(connection)) { }

RowSource::~RowSource() = default;

Expected<qint64, FileError> RowSource::setQuery(const RowQuery &query, const std::function<bool()> &cancelled)
{
    return reorder(query, cancelled);
}

Expected<qint64, FileError> RowSource::refresh(const std::function<bool()> &cancelled)
{
    return reorder(m_query, cancelled);
}

Expected<qint64, FileError> RowSource::countRows()
{
    const std::optional<QVariant> rows = m_connection->valueOf(u"SELECT max(id) FROM records"_s); // ids have no gaps
    if (!rows)
        return Unexpected(m_connection->lastFileError(u"read"));
    const std::optional<QVariant> recipe = m_connection->valueOf(u"SELECT ifnull(max(id), 0) FROM recipes"_s);
    if (!recipe)
        return Unexpected(m_connection->lastFileError(u"read"));
    if (recipe->toLongLong() != m_recipe.id) {
        Expected<RunRecipe, FileError> newest = readRecipe(*m_connection);
        if (!newest)
            return Unexpected(newest.error());
        m_recipe = std::move(*newest);
    }
    return m_rows = rows->toLongLong();
}

/// Of `records r`, and what the recipe found: a run without one is spared the join.
QString RowSource::columns() const
{
    return recordColumns("r."_L1) + (m_recipe.id == 0 ? QString() : ", "_L1 + extractionColumns(m_recipe.recipe));
}

Record RowSource::readRow(const QSqlQuery &query) const
{
    Record record = readRecord(query);
    if (m_recipe.id != 0)
        readExtraction(query, columnCount + 1, m_recipe.recipe, record);
    return record;
}

Expected<qint64, FileError> RowSource::reorder(const RowQuery &query, const std::function<bool()> &cancelled)
{
    if (const Expected<qint64, FileError> rows = countRows(); !rows)
        return rows;
    std::unique_ptr<RowOrder> order;
    if (!RowOrder::isNatural(query)) {
        auto made = RowOrder::make(*m_connection, query, m_recipe.recipe, m_rows, cancelled);
        if (!made)
            return Unexpected(made.error()); // the order before stays
        order = std::move(*made);
    }
    m_query = query;
    m_order = std::move(order);
    return m_order ? m_order->size() : m_rows;
}

Expected<RowWindow, FileError> RowSource::window(qint64 first, qint64 count)
{
    RowWindow window;
    if (!m_order && count > m_rows - first) {
        if (const Expected<qint64, FileError> rows = countRows(); !rows)
            return Unexpected(rows.error());
    }
    window.first = std::max<qint64>(first, 0);
    window.total = m_order ? m_order->size() : m_rows;
    const qint64 last = count < window.total - first ? first + count : window.total;
    if (last <= window.first)
        return window;
    const auto joined = [this](QStringView position) {
        return m_recipe.id == 0 ? QString() : extractionJoin(position);
    };
    QSqlQuery query = m_connection->prepare(
        m_order ? u"SELECT %1 FROM temp.%2 o JOIN main.records r ON r.id = o.id%3 WHERE o.position BETWEEN ? AND ? "
                  "ORDER BY o.position"_s.arg(columns(), m_order->table(), joined(u"o.item"))
                : u"SELECT %1 FROM main.records r%2 WHERE r.id BETWEEN ? AND ? ORDER BY r.id"_s.arg(columns(),
                                                                                                    joined(u"1")));
    query.addBindValue(window.first + 1);
    query.addBindValue(last);
    window.rows.reserve(last - window.first);
    if (query.exec()) {
        while (query.next())
            window.rows.append(readRow(query));
    }
    if (query.lastError().isValid())
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    return window;
}

std::optional<qint64> RowSource::positionOf(qint64 id)
{
    if (!m_order)
        return id >= 1 && id <= m_rows ? std::optional(id - 1) : std::nullopt;
    QSqlQuery query = m_connection->prepare(u"SELECT min(position) FROM temp.%1 WHERE id = ?"_s.arg(m_order->table()));
    query.addBindValue(id);
    return query.exec() && query.next() && !query.isNull(0) ? std::optional(query.value(0).toLongLong() - 1)
                                                            : std::nullopt;
}

Expected<CrawlOptions, FileError> RowSource::options() { return readOptions(*m_connection); }

Expected<Recipe, FileError> RowSource::recipe()
{
    const Expected<RunRecipe, FileError> newest = readRecipe(*m_connection);
    return newest ? Expected<Recipe, FileError>(newest->recipe) : Unexpected(newest.error());
}

Expected<StateCounts, FileError> RowSource::counts()
{
    QSqlQuery query = m_connection->query();
    StateCounts counts;
    if (query.exec(u"SELECT state, count(*) FROM records GROUP BY state"_s)) {
        while (query.next())
            counts[rowStateFromName(query.value(0).toString()).value_or(RowState::Failed)] +=
                query.value(1).toLongLong();
    }
    if (query.lastError().isValid())
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    if (const std::optional<QVariant> lines = m_connection->valueOf(u"SELECT max(line) FROM lines"_s))
        counts.found = counts.total() - lines->toLongLong();
    return counts;
}

Expected<Record, FileError> RowSource::record(qint64 id)
{
    QSqlQuery query = m_connection->prepare(u"SELECT %1 FROM main.records r%2 WHERE r.id = ?"_s.arg(
        columns(), m_recipe.id == 0 ? QString() : extractionJoin(u"1")));
    query.addBindValue(id);
    if (!query.exec())
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    if (!query.next())
        return Unexpected(FileError{u"\"%1\" has no row %2."_s.arg(m_connection->path()).arg(id)});
    return readRow(query);
}

Expected<std::vector<KnownRow>, FileError> RowSource::retryable(const RowQuery &query)
{
    QSqlQuery select = m_connection->prepare(selectKnownRows(retryCondition(query)));
    bindFilter(select, query);
    std::vector<KnownRow> rows;
    if (select.exec()) {
        while (select.next())
            rows.push_back(readKnownRow(select));
    }
    if (select.lastError().isValid())
        return Unexpected(m_connection->fileError(select.lastError(), u"read"));
    return rows;
}

Expected<RecordDetails, FileError> RowSource::details(qint64 id) { return readDetails(*m_connection, id); }

Expected<QString, FileError> RowSource::inputLine(qint64 line)
{
    QSqlQuery query = m_connection->prepare(u"SELECT text FROM lines WHERE line = ?"_s);
    query.addBindValue(line);
    if (!query.exec())
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    if (!query.next())
        return Unexpected(FileError{u"\"%1\" has no line %2."_s.arg(m_connection->path()).arg(line)});
    return query.value(0).toString();
}

Expected<QString, FileError> RowSource::inputText()
{
    QSqlQuery query = m_connection->query();
    QString text;
    if (query.exec(u"SELECT text FROM lines ORDER BY line"_s)) {
        while (query.next())
            text += query.value(0).toString() + u'\n';
    }
    if (query.lastError().isValid())
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    return text;
}

Expected<qint64, FileError> RowSource::forEach(const std::function<bool(const Record &)> &take, RowsPer per)
{
    if (const Expected<qint64, FileError> rows = countRows(); !rows)
        return rows;
    QSqlQuery query = m_connection->query(); // one statement is one snapshot
    qint64 taken = 0;
    const QString sql = m_recipe.id == 0
        ? u"SELECT %1 FROM records r ORDER BY r.id"_s.arg(columns())
        : u"SELECT %1 FROM records r%2 ORDER BY r.id, e.position"_s.arg(
              columns(), per == RowsPer::Record ? extractionJoin() : extractionJoin(u"1"));
    if (query.exec(sql)) {
        while (query.next()) {
            ++taken;
            if (!take(readRow(query)))
                return taken;
        }
    }
    if (query.lastError().isValid())
        return Unexpected(m_connection->fileError(query.lastError(), u"read"));
    return taken;
}

} // namespace creel
