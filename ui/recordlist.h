#pragma once

#include "run/recipepreview.h"

#include <QAbstractTableModel>

namespace creel {

/// The records of one page, as a run would have them.
class RecordList : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int shownRecords = 1000;

    using QAbstractTableModel::QAbstractTableModel;

    void setPreview(const PagePreview &preview);
    const PageRecords &records() const { return m_preview.records; }
    const PageValue *value(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    PagePreview m_preview;
};

} // namespace creel
