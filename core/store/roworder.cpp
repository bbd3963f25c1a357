#include "store/roworder.h"

#include "base/pageextra.h"
#include "base/tablecolumns.h"
#include "store/extractionsql.h"
#include "store/rowfilter.h"
#include "store/sqlconnection.h"

#include <QVariant>

#include <algorithm>
#include <atomic>
#include <optional>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 rowsPerStep = 20'000;

bool isSorted(const RowQuery &query) { return query.descending || query.sortBy.value_or(Column::Line) != Column::Line; }

/// What the query's column is in the joined tables.
QString sortKey(Column column, const Recipe &recipe)
{
    if (column == recordsColumn)
        return u"x.found"_s;
    const QList<TableColumn> columns = tableColumns(true, recipe);
    const auto found = std::ranges::find(columns, column, &TableColumn::column);
    const bool isNumber = found != columns.end() && found->isNumber;
    if (isStandard(column)) {
        const QString name = "r."_L1 + QLatin1StringView(columnNames[size_t(column)]);
        return isNumber ? name : u"nullif(%1, '') COLLATE NOCASE"_s.arg(name);
    }
    if (const qsizetype inlinks = inlinksField(recipe); inlinks >= 0 && column == fieldColumn(inlinks))
        return inlinksOf();
    const QString value = u"e.cells ->> %1"_s.arg(int(column) - int(fieldColumn(0)));
    return isNumber ? u"CAST(%1 AS REAL)"_s.arg(value) : u"nullif(%1, '') COLLATE NOCASE"_s.arg(value);
}

/// Empty cells are last in both directions; ties stay by line.
QString orderBy(const RowQuery &query, const Recipe &recipe)
{
    const QLatin1StringView direction = query.descending ? " DESC"_L1 : ""_L1;
    const Column column = query.sortBy.value_or(Column::Line);
    if (column == Column::Line)
        return query.per == RowsPer::Page ? "r.id"_L1 + direction : u"r.id%1, e.position%1"_s.arg(direction);
    const QLatin1StringView ties = query.per == RowsPer::Page ? ", r.id"_L1 : ", r.id, e.position"_L1;
    return sortKey(column, recipe) + direction + " NULLS LAST"_L1 + ties;
}

/// The records of a page that are rows of their own: all of them, or the first.
QString extractionJoin(const RowQuery &query)
{
    return query.per == RowsPer::Record ? creel::extractionJoin() : creel::extractionJoin(u"1");
}

/// One statement prepared for all steps: adds the matching ones of the records [:from, :to] to `table`.
QSqlQuery prepareFilter(const SqlConnection &connection, const RowQuery &query, const QString &table)
{
    const bool isPerRecord = query.per == RowsPer::Record;
    QString where = u"r.id BETWEEN :from AND :to"_s;
    if (const QString condition = filterCondition(query); !condition.isEmpty())
        where += " AND "_L1 + condition;
    QSqlQuery filter = connection.prepare(
        u"INSERT INTO temp.%1 (id, item) SELECT r.id, %2 FROM main.records r%3 WHERE %4 ORDER BY %5"_s.arg(
            table, isPerRecord ? u"ifnull(e.position, 1)"_s : u"1"_s, isPerRecord ? creel::extractionJoin() : QString(),
            where, isPerRecord ? u"r.id, e.position"_s : u"r.id"_s));
    bindFilter(filter, query);
    return filter;
}

} // namespace

bool RowOrder::isNatural(const RowQuery &query)
{
    return !query.isFiltered() && !isSorted(query) && query.per == RowsPer::Page;
}

Expected<std::unique_ptr<RowOrder>, FileError> RowOrder::make(SqlConnection &connection, const RowQuery &query,
                                                              const Recipe &recipe, qint64 rows,
                                                              const std::function<bool()> &cancelled)
{
    const auto failed = [&connection](const QSqlError &error) {
        return Unexpected(connection.fileError(error, u"sorted"));
    };
    const auto overtaken = [&connection, &cancelled]() -> std::optional<FileError> {
        if (!cancelled || !cancelled())
            return std::nullopt;
        return FileError{u"The sorting of \"%1\" was cancelled."_s.arg(connection.path())};
    };

    Transaction snapshot(connection);
    std::unique_ptr<RowOrder> order(new RowOrder(connection));
    if (!order->isThere())
        return Unexpected(connection.lastFileError(u"sorted"));
    // A column of the run's recipe is asked for, or records that it found.
    const bool isJoined = query.per == RowsPer::Record || !isStandard(query.sortBy.value_or(Column::Line));
    QString source = "main.records r"_L1 + (isJoined ? extractionJoin(query) : QString());
    if (query.isFiltered() || (query.per == RowsPer::Record && !isSorted(query))) {
        QSqlQuery filter = prepareFilter(connection, query, order->m_table);
        for (qint64 from = 1; from <= rows; from += rowsPerStep) {
            if (const std::optional<FileError> error = overtaken())
                return Unexpected(*error);
            filter.bindValue(u":from"_s, from);
            filter.bindValue(u":to"_s, from + rowsPerStep - 1);
            if (!filter.exec())
                return failed(filter.lastError());
            order->m_size += filter.numRowsAffected();
        }
        source = u"temp.%1 o CROSS JOIN main.records r ON r.id = o.id%2"_s.arg( // in this order
            order->m_table, isJoined ? creel::extractionJoin(u"o.item") : QString());
    }
    if (isSorted(query)) {
        std::unique_ptr<RowOrder> sorted(new RowOrder(connection));
        QSqlQuery sort = connection.query();
        if (!sorted->isThere()
            || !sort.exec(u"INSERT INTO temp.%1 (id, item) SELECT r.id, %2 FROM %3 ORDER BY %4"_s.arg(
                sorted->m_table, isJoined ? u"ifnull(e.position, 1)"_s : u"1"_s, source, orderBy(query, recipe))))
            return failed(sort.lastError());
        sorted->m_size = sort.numRowsAffected();
        order = std::move(sorted);
    }
    if (const std::optional<FileError> error = overtaken())
        return Unexpected(*error);
    if (!snapshot.commit())
        return Unexpected(connection.lastFileError(u"sorted"));
    return order;
}

RowOrder::RowOrder(SqlConnection &connection) : m_connection(connection)
{
    static std::atomic<quint64> count{0}; // the new order is made while the old one still answers
    m_table = u"order_%1"_s.arg(++count);
    m_isThere = connection.run(u"CREATE TEMP TABLE %1 (position INTEGER PRIMARY KEY, id INTEGER NOT NULL, "
                               "item INTEGER NOT NULL)"_s.arg(m_table));
}

RowOrder::~RowOrder() { m_connection.run(u"DROP TABLE IF EXISTS temp.%1"_s.arg(m_table)); }

} // namespace creel
