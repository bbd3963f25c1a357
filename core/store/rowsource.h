#pragma once

#include "base/crawloptions.h"
#include "base/expected.h"
#include "base/fileerror.h"
#include "base/rowquery.h"
#include "store/extractionsql.h"

#include <functional>
#include <memory>
#include <vector>

namespace creel {

class SqlConnection;
class RowOrder;

/// Reads a run file, also while another thread or program writes it. A connection of its own, so: made, used and
/// destroyed on one thread; one per reader. Never changes the file.
class RowSource
{
public:
    static Expected<std::unique_ptr<RowSource>, FileError> open(const QString &path);
    ~RowSource();

    /// The query that `window` and `positionOf` answer for. A plain one costs nothing; any other one writes the order of its
    /// rows into a temporary table on disk (nothing per row is held in memory), which takes about a second for a million
    /// rows. Returns the number of rows. `cancelled` is asked now and then; true ends it with an error.
    Expected<qint64, FileError> setQuery(const RowQuery &query, const std::function<bool()> &cancelled = {});
    /// Runs the same query again: rows have changed.
    Expected<qint64, FileError> refresh(const std::function<bool()> &cancelled = {});
    /// Rows [first, first + count) of the current query, as they stand now.
    Expected<RowWindow, FileError> window(qint64 first, qint64 count);
    /// Where a row stands in the current query's order; nullopt when it is filtered out.
    std::optional<qint64> positionOf(qint64 id);

    Expected<CrawlOptions, FileError> options();
    Expected<Recipe, FileError> recipe(); ///< the newest; empty: there is none
    Expected<StateCounts, FileError> counts();
    Expected<Record, FileError> record(qint64 id);
    /// The query's rows that may be tried again (retryCondition()).
    Expected<std::vector<KnownRow>, FileError> retryable(const RowQuery &query);
    /// Head, hops, timings and the decompressed body of one row; empty for rows that were never fetched.
    Expected<RecordDetails, FileError> details(qint64 id);
    /// The pasted text, user info left out.
    Expected<QString, FileError> inputLine(qint64 line);
    /// All pasted lines as one text: what a window shows in its editor when it opens the run.
    Expected<QString, FileError> inputText();

    /// Every row of one read snapshot in the order of ids (lines, then what they led to), streamed with constant memory; false
    /// from `take` ends it.
    Expected<qint64, FileError> forEach(const std::function<bool(const Record &)> &take, RowsPer per = RowsPer::Page);

private:
    explicit RowSource(std::unique_ptr<SqlConnection> connection);
    Expected<qint64, FileError> countRows(); ///< and looks whether the recipe is still the same
    QString columns() const;
    Record readRow(const QSqlQuery &query) const;
    Expected<qint64, FileError> reorder(const RowQuery &query, const std::function<bool()> &cancelled);
    std::unique_ptr<SqlConnection> m_connection;
    qint64 m_rows = 0; // of the whole run, as of the last look: a crawl adds some
    RowQuery m_query;
    RunRecipe m_recipe;
    std::unique_ptr<RowOrder> m_order; // null: by line, all of them. Goes before the connection.
};

} // namespace creel
