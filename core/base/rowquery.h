#pragma once

#include "base/record.h"

#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace creel {

/// What a row of the table stands for, where a recipe finds several records on a page.
enum class RowsPer : quint8 {
    Page,   ///< a row each, with the values of its first record
    Record, ///< as many rows as it has records; one where it has none
};

/// Which rows of a run, in which order. The default: all, in the order of their lines.
struct RowQuery {
    std::optional<Column> sortBy; ///< nullopt: by line
    bool descending = false;
    QString
        text; ///< rows that contain it in url, final_url, title, description, h1, canonical, error or a value of the recipe; case ignored
    std::optional<RowState> state; ///< rows in this state only
    QList<qint64> ids;             ///< these rows only; empty: all
    QString origin;                ///< rows whose final URL is of this "https://host:port/" only; empty: all
    RowsPer per = RowsPer::Page;
    bool isFiltered() const { return state || !text.isEmpty() || !ids.isEmpty() || !origin.isEmpty(); }
    bool isPlain() const { return !sortBy && !descending && !isFiltered() && per == RowsPer::Page; }
    friend bool operator==(const RowQuery &, const RowQuery &) = default;
};

/// A window of rows: `rows[i]` stands at position `first + i` of the query's result, which has `total` rows.
struct RowWindow {
    qint64 first = 0;
    qint64 total = 0;
    QList<Record> rows;
};

/// How many rows are in each state; always sums up to the number of rows.
struct StateCounts {
    std::array<qint64, rowStateCount> byState{};
    qint64 found = 0; ///< of all rows: those that are no pasted line
    qint64 &operator[](RowState state) { return byState[size_t(state)]; }
    qint64 operator[](RowState state) const { return byState[size_t(state)]; }
    qint64 total() const;
    StateCounts &operator+=(const StateCounts &change);
    /// "10,000 lines = 9,412 ok + 31 failed + 12 invalid + 45 duplicate + 500 not started": states without rows are left out.
    /// After a crawl "2 lines + 1,104 found = …".
    QString sum() const;
};

} // namespace creel
