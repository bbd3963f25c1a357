#include "recordlist.h"

#include "statelook.h"
#include "wording.h"

#include <QGuiApplication>

#include <algorithm>

namespace creel {

namespace {
constexpr qsizetype shownLetters = 300;
}

void RecordList::setPreview(const PagePreview &preview)
{
    // While a recipe is typed it is mostly the same columns: then the view keeps its widths and its place.
    if (preview.names == m_preview.names && preview.records.records.size() == m_preview.records.records.size()) {
        m_preview = preview;
        if (rowCount() > 0 && columnCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_preview = preview;
    endResetModel();
}

const PageValue *RecordList::value(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const QList<PageValue> &values = m_preview.records.records[index.row()].values;
    return index.column() < values.size() ? &values[index.column()] : nullptr;
}

int RecordList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(std::min<qsizetype>(m_preview.records.records.size(), shownRecords));
}

int RecordList::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_preview.names.size());
}

QVariant RecordList::data(const QModelIndex &index, int role) const
{
    const PageValue *value = this->value(index);
    if (!value)
        return {};
    const bool isWrong = !value->error.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        if (isWrong)
            return value->error;
        return value->isFound ? value->text.left(shownLetters).simplified() : QStringLiteral("–");
    case Qt::ToolTipRole:
        return isWrong ? value->error : value->isFound ? value->text.left(4 * shownLetters) : tr("Not found");
    case Qt::AccessibleTextRole:
        return isWrong ? value->error : value->isFound ? value->text.left(shownLetters) : tr("Not found");
    case Qt::ForegroundRole:
        if (isWrong || !value->isFound)
            return toneColor(isWrong ? Tone::Bad : Tone::Quiet, QGuiApplication::palette());
        return {};
    default:
        return {};
    }
}

QVariant RecordList::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Horizontal ? m_preview.names.value(section) : grouped(section + 1);
}

} // namespace creel
