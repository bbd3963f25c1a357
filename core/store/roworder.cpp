#include "store/roworder.h"

#include "store/rowfilter.h"
#include "store/sqlconnection.h"

#include <QVariant>

#include <atomic>
#include <optional>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 rowsPerStep = 20'000;

bool isNumber(Column column)
{
    switch (column) {
    case Column::Line:
    case Column::Status:
    case Column::Bytes:
    case Column::Words:
    case Column::Links:
    case Column::Redirects:
    case Column::ElapsedMs:
    case Column::FetchedAt:
    case Column::Depth:
        return true;
    default:
        return false;
    }
}

bool isSorted(const RowQuery &query) { return query.descending || query.sortBy.value_or(Column::Line) != Column::Line; }

QString orderBy(const RowQuery &query)
{
    const QLatin1StringView direction = query.descending ? " DESC"_L1 : ""_L1;
    const Column column = query.sortBy.value_or(Column::Line);
    if (column == Column::Line)
        return "r.id"_L1 + direction;
    const QString name = "r."_L1 + QLatin1StringView(columnNames[size_t(column)]);
    const QString key = isNumber(column) ? name : u"nullif(%1, '') COLLATE NOCASE"_s.arg(name);
    return key + direction + " NULLS LAST, r.id"_L1; // empty cells are last in both directions; ties stay by line
}

/// One statement prepared for all steps: adds the matching ones of the records [:from, :to] to `table`.
QSqlQuery prepareFilter(const SqlConnection &connection, const RowQuery &query, const QString &table)
{
    const QString where = u"id BETWEEN :from AND :to AND %1"_s.arg(filterCondition(query));
    QSqlQuery filter = connection.prepare(
        u"INSERT INTO temp.%1 (id) SELECT id FROM main.records WHERE %2 ORDER BY id"_s.arg(table, where));
    bindFilter(filter, query);
    return filter;
}

} // namespace

bool RowOrder::isNatural(const RowQuery &query) { return !query.isFiltered() && !isSorted(query); }

Expected<std::unique_ptr<RowOrder>, FileError> RowOrder::make(SqlConnection &connection, const RowQuery &query,
                                                              qint64 rows, const std::function<bool()> &cancelled)
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
    QString source = u"main.records r"_s;
    if (query.isFiltered()) {
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
        source = u"temp.%1 o CROSS JOIN main.records r ON r.id = o.id"_s.arg(order->m_table); // in this order
    }
    if (isSorted(query)) {
        std::unique_ptr<RowOrder> sorted(new RowOrder(connection));
        QSqlQuery sort = connection.query();
        if (!sorted->isThere()
            || !sort.exec(u"INSERT INTO temp.%1 (id) SELECT r.id FROM %2 ORDER BY %3"_s.arg(sorted->m_table, source,
                                                                                            orderBy(query))))
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
    m_isThere =
        connection.run(u"CREATE TEMP TABLE %1 (position INTEGER PRIMARY KEY, id INTEGER NOT NULL)"_s.arg(m_table));
}

RowOrder::~RowOrder() { m_connection.run(u"DROP TABLE IF EXISTS temp.%1"_s.arg(m_table)); }

} // namespace creel
