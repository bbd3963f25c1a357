#include "pagetreemodel.h"

#include <QFontDatabase>

namespace creel {

void PageTreeModel::setPage(std::shared_ptr<const PreviewPage> page)
{
    beginResetModel();
    m_page = std::move(page);
    m_known.clear();
    const quint32 root = m_page ? m_page->root() : 0;
    Known above;
    above.isWhole = true;
    if (root) {
        above.children = {root};
        m_known.insert(root, Known());
    }
    m_known.insert(0, above);
    endResetModel();
}

QModelIndex PageTreeModel::knownIndex(quint32 element) const
{
    const auto known = m_known.constFind(element);
    return element == 0 || known == m_known.constEnd() ? QModelIndex() : createIndex(known->row, 0, element);
}

QModelIndex PageTreeModel::indexOf(quint32 element)
{
    std::vector<quint32> way; // upwards
    for (quint32 at = element; m_page && at != 0; at = m_page->parent(at))
        way.push_back(at);
    QModelIndex index;
    for (auto step = way.rbegin(); step != way.rend(); ++step) {
        while (!m_known.contains(*step) && canFetchMore(index) && rowCount(index) < searchedRows)
            fetchMore(index);
        index = knownIndex(*step);
        if (!index.isValid())
            return {};
    }
    return index;
}

QModelIndex PageTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const auto known = m_known.constFind(element(parent));
    if (known == m_known.constEnd() || row < 0 || row >= int(known->children.size()) || column < 0
        || column >= ColumnCount)
        return {};
    return createIndex(row, column, known->children[size_t(row)]);
}

QModelIndex PageTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? knownIndex(m_known.value(element(index)).parent) : QModelIndex();
}

int PageTreeModel::rowCount(const QModelIndex &parent) const
{
    const auto known = m_known.constFind(element(parent));
    return parent.column() > 0 || known == m_known.constEnd() ? 0 : int(known->children.size());
}

int PageTreeModel::columnCount(const QModelIndex &) const { return ColumnCount; }

bool PageTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return rowCount() > 0;
    return parent.column() == 0 && m_page && m_page->element(element(parent)).hasChildren;
}

bool PageTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const auto known = m_known.constFind(element(parent));
    return m_page && parent.isValid() && known != m_known.constEnd() && !known->isWhole;
}

void PageTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const quint32 above = element(parent);
    const std::vector<quint32> &before = m_known[above].children;
    const int first = int(before.size());
    const QList<quint32> more = m_page->children(above, before.empty() ? 0 : before.back(), fetchedRows);
    m_known[above].isWhole = more.size() < fetchedRows;
    if (more.isEmpty())
        return;
    beginInsertRows(parent.siblingAtColumn(0), first, first + int(more.size()) - 1);
    for (const quint32 child : more) {
        Known &siblings = m_known[above];
        Known known;
        known.parent = above;
        known.row = int(siblings.children.size());
        siblings.children.push_back(child);
        m_known.insert(child, known);
    }
    endInsertRows();
}

QVariant PageTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_page)
        return {};
    if (role == Qt::FontRole && index.column() == Element)
        return QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const PageElement shown = m_page->element(element(index));
    return index.column() == Element ? shown.label : shown.text;
}

QVariant PageTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Element ? tr("Element") : tr("Text");
}

} // namespace creel
