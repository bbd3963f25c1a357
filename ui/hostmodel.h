#pragma once

#include "base/hostlane.h"

#include <QAbstractTableModel>
#include <QList>

namespace creel {

/// The hosts of a run, as of the last answer. A host keeps its row, and what is selected, from one answer to the next: never
/// reset. In the order of their coming, or of a column.
class HostModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Host,
        State,
        InFlight,
        Queued,
        Done,
        Errors,
        Rate,
        P50,
        P95,
        Delay,
        NextStart,
        Reason,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setLanes(const QList<HostLane> &lanes);
    const HostLane &lane(int row) const { return m_lanes[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// A column of -1: as they came.
    void sort(int column, Qt::SortOrder order) override;

private:
    void putInOrder();

    QList<HostLane> m_lanes;
    int m_sortBy = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace creel
