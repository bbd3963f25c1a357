#pragma once

#include "run/previewpage.h"

#include <QAbstractItemModel>
#include <QHash>

#include <memory>
#include <vector>

namespace creel {

/// The elements of a page. Only those that were looked at are known: a page of a million opens at once.
class PageTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Element, Text, ColumnCount };
    static constexpr int fetchedRows = 500;      ///< at a time
    static constexpr int searchedRows = 100'000; ///< of one element's children, on the way to one of them

    using QAbstractItemModel::QAbstractItemModel;

    void setPage(std::shared_ptr<const PreviewPage> page);
    quint32 element(const QModelIndex &index) const { return quint32(index.internalId()); } ///< 0: none
    /// Where an element stands, with what leads to it made known; invalid: it is one of too many.
    QModelIndex indexOf(quint32 element);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Known {
        quint32 parent = 0;
        int row = 0;
        std::vector<quint32> children;
        bool isWhole = false; ///< all children are known
    };
    QModelIndex knownIndex(quint32 element) const;

    std::shared_ptr<const PreviewPage> m_page;
    QHash<quint32, Known> m_known; ///< 0 stands above the root
};

} // namespace creel
