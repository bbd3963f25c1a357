#pragma once

#include "base/expected.h"
#include "base/fileerror.h"
#include "base/recipe.h"
#include "base/rowquery.h"

#include <functional>
#include <memory>

namespace creel {

class SqlConnection;

/// The order of one query's rows: a temporary table on disk that gives each position (from 1, its rowid) a record id, and which one
/// (`item`, from 1) of the records that the run's recipe found on that page.
/// Belongs to its connection, and goes before it.
class RowOrder
{
public:
    /// Does the query need none, being in the order of lines with nothing left out?
    static bool isNatural(const RowQuery &query);
    /// Reads `rows` records in one snapshot; `recipe` is the run's. `cancelled` is asked between pieces of work of about 0.1 s, and once more
    /// after the sort, which is one piece (some tenths of a second for a million rows).
    static Expected<std::unique_ptr<RowOrder>, FileError> make(SqlConnection &connection, const RowQuery &query,
                                                               const Recipe &recipe, qint64 rows,
                                                               const std::function<bool()> &cancelled);
    ~RowOrder();
    Q_DISABLE_COPY_MOVE(RowOrder)

    const QString &table() const { return m_table; }
    qint64 size() const { return m_size; }

private:
    explicit RowOrder(SqlConnection &connection);
    bool isThere() const { return m_isThere; }
    SqlConnection &m_connection;
    QString m_table;
    bool m_isThere = false;
    qint64 m_size = 0;
};

} // namespace creel
