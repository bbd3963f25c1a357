#pragma once

#include "base/rowquery.h"

#include <QList>
#include <QTableView>

#include <optional>
#include <utility>

namespace creel {

class RecordModel;

/// The live table's view: fixed row heights, and a third click on a header goes back to the order of lines. When the order
/// is renewed, the current row, the selected ones and the place on the screen are found again by their ids.
class RecordTable : public QTableView
{
    Q_OBJECT
public:
    explicit RecordTable(RecordModel &model, QWidget *parent = nullptr);

    std::optional<qint64> currentId() const { return m_currentId; }
    /// Positions [first, last) of each stretch of selected rows, in order: a million rows may be selected.
    QList<std::pair<int, int>> selectedRanges() const;

Q_SIGNALS:
    void currentIdChanged(std::optional<qint64> id);
    void currentRecordChanged(); ///< same row, other cells
    void copyRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// What was selected and seen before the order changed, by ids.
    struct Bearings {
        QList<qint64> selected;
        bool all = false;             ///< every row was selected
        std::optional<qint64> anchor; ///< the row that keeps its place on the screen
        int anchorY = 0;
    };

    void reportVisibleRows();
    void noteCurrentId();
    void takeBearings();
    void findAgain();
    void place(const QHash<qint64, int> &positions);
    void showColumnMenu(const QPoint &at);
    void arrangeColumns(); ///< the recipe's stand where they are seen

    RecordModel &m_model;
    RowQuery m_shownQuery;
    std::optional<qint64> m_currentId;
    Bearings m_bearings;
    bool m_placing = false; ///< the selection follows its rows, not the user's hand
    int m_generation = 0;
};

} // namespace creel
