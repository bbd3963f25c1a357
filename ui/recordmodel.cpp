#include "recordmodel.h"

#include "columntitles.h"
#include "icons.h"
#include "run/run.h"
#include "run/whendone.h"
#include "statelook.h"

#include <QFontMetrics>
#include <QGuiApplication>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace creel {

namespace {

constexpr qsizetype mostShown = 1000; ///< letters of a value; all of it is in the summary

QString hint(const Field &field)
{
    return QStringLiteral("%1: %2").arg(ruleKindName(field.kind), field.expression).toHtmlEscaped();
}

} // namespace

void RecordModel::setRun(Run *run)
{
    if (m_run)
        m_run->disconnect(this);
    beginResetModel();
    m_run = run;
    m_total = 0;
    m_inLineOrder = true;
    m_pages.clear();
    m_firstVisible = m_lastVisible = 0;
    ++m_generation;
    m_fetching = false;
    takeRecipe();
    endResetModel();
    Q_EMIT columnsChanged();
    setBusy(false);
    if (!run)
        return;
    connect(run, &Run::recipeChanged, this, [this] {
        beginResetModel();
        m_pages.clear();
        takeRecipe();
        endResetModel();
        Q_EMIT columnsChanged();
        applyQuery();
    });
    connect(run, &Run::rowsChanged, this, &RecordModel::markStale);
    connect(run, &Run::rowsReordered, this, [this](qint64 total) {
        if (!m_busy) // else it speaks of a query that is being replaced
            renew(total);
    });
    applyQuery();
}

/// The query follows: a column that is no more sorts nothing, and many records a page are rows of their own.
void RecordModel::takeRecipe()
{
    m_recipe = m_run ? m_run->recipe() : Recipe();
    m_fields = m_recipe.allFields();
    if (int(m_query.sortBy.value_or(Column::Line)) >= columnCount()
        || !isStandard(m_query.sortBy.value_or(Column::Line))) {
        m_query.sortBy.reset();
        m_query.descending = false;
    }
    m_query.per = m_recipe.givesManyRecords() ? RowsPer::Record : RowsPer::Page;
}

void RecordModel::setQuery(RowQuery query)
{
    if (query == m_query)
        return;
    m_query = std::move(query);
    if (m_run)
        applyQuery();
}

void RecordModel::sort(int column, Qt::SortOrder order)
{
    RowQuery query = m_query;
    query.descending = column >= 0 && order == Qt::DescendingOrder;
    query.sortBy.reset();
    if (column > 0 || query.descending)
        query.sortBy = Column(column);
    setQuery(query);
}

void RecordModel::applyQuery()
{
    const int generation = ++m_generation;
    m_fetching = false;
    setBusy(true);
    whenDone(m_run->setQuery(m_query), this, [this, generation](Expected<qint64, FileError> total) {
        if (generation != m_generation)
            return;
        setBusy(false);
        if (total)
            renew(*total);
        else
            Q_EMIT failed(total.error());
    });
}

void RecordModel::renew(qint64 total)
{
    ++m_generation;
    m_fetching = false;
    Q_EMIT aboutToReorder();
    m_inLineOrder = m_query.isPlain();
    setTotal(total);
    for (auto &[number, page] : m_pages)
        page.stale = true;
    Q_EMIT reordered(); // asks where rows stand, before the pages are asked for
    fetch();
}

void RecordModel::setTotal(qint64 total)
{
    const int rows = int(std::min<qint64>(total, std::numeric_limits<int>::max()));
    if (rows > m_total) {
        beginInsertRows({}, m_total, rows - 1);
        m_total = rows;
        endInsertRows();
    } else if (rows < m_total) {
        beginRemoveRows({}, rows, m_total - 1);
        m_total = rows;
        m_pages.erase(m_pages.lower_bound((rows + pageRows - 1) / pageRows), m_pages.end());
        endRemoveRows();
    }
}

void RecordModel::markStale(qint64 first, qint64 last)
{
    if (m_inLineOrder) {
        setTotal(std::max<qint64>(m_total, last - 1)); // a crawl adds rows
        const auto end = m_pages.lower_bound(int((last - 1 + pageRows - 1) / pageRows));
        for (auto page = m_pages.lower_bound(int((first - 1) / pageRows)); page != end; ++page)
            page->second.stale = true;
    } else {
        for (auto &[number, page] : m_pages) {
            const auto changed = [&](const Record &row) { return row.id >= first && row.id < last; };
            page.stale |= page.rows.isEmpty() || std::any_of(page.rows.cbegin(), page.rows.cend(), changed);
        }
    }
    fetch();
}

void RecordModel::setVisibleRows(int first, int last)
{
    m_firstVisible = std::max(0, first);
    m_lastVisible = std::max(m_firstVisible, last);
    fetch();
}

/// Visible pages that are missing or stale, then the neighbours for scrolling on.
std::optional<int> RecordModel::nextPage() const
{
    if (m_total == 0)
        return {};
    const int lastPage = (m_total - 1) / pageRows;
    const int first = std::min(m_firstVisible / pageRows, lastPage);
    const int last = std::min(m_lastVisible / pageRows, lastPage);
    for (int page = first; page <= last; ++page) {
        const auto it = m_pages.find(page);
        if (it == m_pages.end() || it->second.stale)
            return page;
    }
    for (const int page : {last + 1, first - 1}) {
        if (page >= 0 && page <= lastPage && !m_pages.contains(page))
            return page;
    }
    return {};
}

void RecordModel::fetch()
{
    if (!m_run || m_fetching || m_busy)
        return;
    const std::optional<int> page = nextPage();
    if (!page)
        return;
    m_fetching = true;
    m_pages[*page].stale = false; // what changes from now on makes it stale again
    const int generation = m_generation;
    whenDone(m_run->window(qint64(*page) * pageRows, pageRows), this,
             [this, generation, number = *page](Expected<RowWindow, FileError> window) {
                 if (generation != m_generation)
                     return;
                 m_fetching = false;
                 if (!window) { // asked again when something changes
                     m_pages[number].stale = true;
                     Q_EMIT failed(window.error());
                     return;
                 }
                 take(number, std::move(*window));
                 fetch();
             });
}

void RecordModel::take(int number, RowWindow window)
{
    // In the order of ids rows are only ever added, and a window knows of no more of them than it needed to.
    setTotal(m_inLineOrder ? std::max<qint64>(m_total, window.total) : window.total);
    const int first = number * pageRows;
    const int last = std::min(first + int(window.rows.size()), m_total) - 1;
    Page &page = m_pages[number]; // stays stale where it turned so while it was asked for
    int firstNew = first, lastNew = last;
    if (page.rows.size() == window.rows.size()) { // tell the view only of rows that differ
        const auto differs = [&](int row) { return page.rows[row - first] != window.rows[row - first]; };
        while (firstNew <= lastNew && !differs(firstNew))
            ++firstNew;
        while (lastNew >= firstNew && !differs(lastNew))
            --lastNew;
    }
    page.rows = std::move(window.rows);
    dropDistantPages();
    if (last < first)
        return;
    if (firstNew <= lastNew)
        Q_EMIT dataChanged(index(firstNew, 0), index(lastNew, columnCount() - 1));
    Q_EMIT rowsLoaded(first, last);
}

void RecordModel::dropDistantPages()
{
    const int middle = (m_firstVisible + m_lastVisible) / 2 / pageRows;
    while (m_pages.size() > keptPages) {
        const auto lowest = m_pages.begin();
        const auto highest = std::prev(m_pages.end());
        m_pages.erase(middle - lowest->first > highest->first - middle ? lowest : highest);
    }
}

void RecordModel::setBusy(bool busy)
{
    if (std::exchange(m_busy, busy) != busy)
        Q_EMIT busyChanged(busy);
}

const Record *RecordModel::record(int row) const
{
    const auto page = m_pages.find(row / pageRows);
    const int offset = row % pageRows;
    return page != m_pages.end() && offset < page->second.rows.size() ? &page->second.rows[offset] : nullptr;
}

std::optional<qint64> RecordModel::idAt(int row) const
{
    if (row < 0 || row >= m_total)
        return {};
    if (m_inLineOrder)
        return row + 1;
    const Record *found = record(row);
    return found ? std::optional(found->id) : std::nullopt;
}

QFuture<std::optional<qint64>> RecordModel::positionOf(qint64 id) const
{
    return m_run ? m_run->positionOf(id) : QtFuture::makeReadyFuture(std::optional<qint64>());
}

int RecordModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_total; }

int RecordModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return m_fields.isEmpty() ? creel::columnCount : int(fieldColumn(m_fields.size()));
}

QString RecordModel::title(int column) const
{
    if (isStandard(Column(column)))
        return columnTitle(Column(column));
    return Column(column) == recordsColumn ? tr("Records") : m_fields.value(column - int(fieldColumn(0))).name;
}

bool RecordModel::isNumeric(int column) const
{
    if (isStandard(Column(column)))
        return creel::isNumeric(Column(column));
    return Column(column) == recordsColumn
        || m_fields.value(column - int(fieldColumn(0))).valueType() == FieldType::Number;
}

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    const Record *row = record(index.row());
    if (!row)
        return role == Qt::DisplayRole ? QVariant(column == Column::Url ? QStringLiteral("…") : QString()) : QVariant();
    switch (role) {
    case Qt::DisplayRole: // a page's text begins with line ends as it likes, and a cell is one line
        return isStandard(column) ? cellText(*row, column) : cellText(*row, column).left(mostShown).simplified();
    case Qt::ToolTipRole: // long cells are cut short in the table
        return column == Column::Error || column == Column::Url || column == Column::Title
                || column == Column::Description || !isStandard(column)
            ? QVariant(cellText(*row, column).toHtmlEscaped())
            : QVariant();
    case Qt::DecorationRole:
        return column == Column::State ? decoration(*row) : QVariant();
    case Qt::ForegroundRole:
        if (column == Column::State || column == Column::ErrorKind)
            return toneColor(stateTone(row->state), QGuiApplication::palette());
        return {};
    default:
        return {};
    }
}

QVariant RecordModel::decoration(const Record &record) const
{
    return glyphIcon(stateGlyph(record.state), toneColor(stateTone(record.state), QGuiApplication::palette()));
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return QAbstractTableModel::headerData(section, orientation, role);
    const auto column = Column(section);
    if (role == Qt::DisplayRole)
        return title(section);
    if (role == Qt::ToolTipRole)
        return isStandard(column)     ? columnHint(column)
            : column == recordsColumn ? tr("Records that the recipe found on the page")
                                      : hint(m_fields.value(section - int(fieldColumn(0))));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

} // namespace creel
