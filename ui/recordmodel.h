#pragma once

#include "base/fileerror.h"
#include "base/recipe.h"
#include "base/rowquery.h"

#include <QAbstractTableModel>
#include <QFuture>

#include <map>
#include <optional>

namespace creel {

class Run;

/// The table over a run file. Holds a few pages of rows around what is visible and nothing per row besides; sorting and
/// filtering are the run's. One page is asked for at a time, the one that is needed most at that moment.
class RecordModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int pageRows = 128;
    static constexpr int keptPages = 8;

    using QAbstractTableModel::QAbstractTableModel;

    /// Borrows the run, which outlives its time here; null shows an empty table. The query stays.
    void setRun(Run *run);
    void setQuery(RowQuery query);
    const RowQuery &query() const { return m_query; }
    /// What the run finds on pages: its fields are the columns behind the standard ones (Column).
    const Recipe &recipe() const { return m_recipe; }
    QString title(int column) const;
    bool isNumeric(int column) const;
    /// What the view shows: these rows' pages are loaded first and kept fresh.
    void setVisibleRows(int first, int last);

    /// The row, or null while its page is loading.
    const Record *record(int row) const;
    /// The id of the record at a row, where it is known.
    std::optional<qint64> idAt(int row) const;
    /// Where a record stands in the order of the moment; nullopt when it is filtered out.
    QFuture<std::optional<qint64>> positionOf(qint64 id) const;
    bool isBusy() const { return m_busy; } ///< sorting or filtering

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// A column of -1 goes back to the order of lines.
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void columnsChanged(); ///< another recipe
    void busyChanged(bool busy);
    void aboutToReorder();
    void reordered();                     ///< rows stand at other positions now: find them again by their ids
    void rowsLoaded(int first, int last); ///< both included
    void failed(const creel::FileError &error);

private:
    struct Page {
        QList<Record> rows;
        bool stale = false; ///< shown, but to be fetched again
    };

    void takeRecipe();
    void applyQuery();
    void renew(qint64 total);
    void setTotal(qint64 total);
    void markStale(qint64 first, qint64 last);
    void setBusy(bool busy);
    void fetch();
    std::optional<int> nextPage() const;
    void take(int page, RowWindow window);
    void dropDistantPages();
    QVariant decoration(const Record &record) const;

    Run *m_run = nullptr;
    Recipe m_recipe;
    QList<Field> m_fields; ///< all of it
    RowQuery m_query;
    bool m_inLineOrder = true; ///< what is shown now, while the query may be newer: record n stands at n - 1
    int m_total = 0;
    int m_firstVisible = 0, m_lastVisible = 0;
    std::map<int, Page> m_pages;
    bool m_busy = false;
    bool m_fetching = false;
    int m_generation = 0; ///< answers to questions of an older one are dropped
};

} // namespace creel
