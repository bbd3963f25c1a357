#include "recordtable.h"

#include "columntitles.h"
#include "recordmodel.h"
#include "roomycells.h"
#include "run/whendone.h"

#include <QHash>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <memory>

namespace creel {

namespace {
constexpr int followedRows = 100; // of a larger selection only the current row is found again
}

RecordTable::RecordTable(RecordModel &model, QWidget *parent) : QTableView(parent), m_model(model)
{
    setAccessibleName(tr("Results"));
    setModel(&model);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the table
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);

    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // rows are never measured
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    verticalScrollBar()->setSingleStep(verticalHeader()->defaultSectionSize());

    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setSortIndicatorClearable(true);
    header->setHighlightSections(false);
    // One that nothing is ever selected in: asked whether a column is, the table's own would go through a million rows.
    header->setSelectionModel(new QItemSelectionModel(&model, header));
    header->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    auto *style = new RoomyCells;
    style->setParent(this);
    setStyle(style);
    header->setStyle(style);
    const int letter = fontMetrics().averageCharWidth();
    for (int column = 0; column < creel::columnCount; ++column)
        setColumnWidth(column, creel::columnWidth(Column(column)) * letter);
    connect(&model, &RecordModel::columnsChanged, this, &RecordTable::arrangeColumns);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &RecordTable::showColumnMenu);

    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RecordTable::reportVisibleRows);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &RecordTable::reportVisibleRows);
    connect(&model, &RecordModel::aboutToReorder, this, &RecordTable::takeBearings);
    connect(&model, &RecordModel::reordered, this, &RecordTable::findAgain);
    connect(&model, &RecordModel::rowsLoaded, this, &RecordTable::noteCurrentId);
    connect(&model, &RecordModel::modelReset, this, [this] {
        ++m_generation;
        m_placing = false;
        noteCurrentId();
    });
    connect(&model, &RecordModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        if (currentIndex().row() >= first.row() && currentIndex().row() <= last.row())
            Q_EMIT currentRecordChanged();
    });
}

QList<std::pair<int, int>> RecordTable::selectedRanges() const
{
    QList<std::pair<int, int>> ranges;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        ranges.emplaceBack(range.top(), range.bottom() + 1);
    std::sort(ranges.begin(), ranges.end());
    return ranges;
}

void RecordTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    reportVisibleRows();
}

void RecordTable::reportVisibleRows()
{
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    m_model.setVisibleRows(std::max(0, first), last >= 0 ? last : m_model.rowCount() - 1);
}

void RecordTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    const std::optional<qint64> before = m_currentId;
    noteCurrentId();
    if (!m_placing && m_currentId && m_currentId == before && current.row() != previous.row())
        Q_EMIT currentRecordChanged(); // another record of the same page
}

void RecordTable::noteCurrentId()
{
    if (m_placing)
        return;
    const int row = currentIndex().row();
    const std::optional<qint64> id = m_model.idAt(row);
    if (id == m_currentId || (row >= 0 && !id)) // else its page is still on its way
        return;
    m_currentId = id;
    Q_EMIT currentIdChanged(id);
}

void RecordTable::takeBearings()
{
    if (m_placing)
        return; // not placed yet since the last time
    m_bearings = {};
    const QList<std::pair<int, int>> ranges = selectedRanges();
    const int rows = m_model.rowCount();
    m_bearings.all = rows > 1 && ranges.size() == 1 && ranges.first() == std::pair(0, rows);
    int selected = 0;
    for (const auto &[first, last] : ranges)
        selected += last - first;
    if (!m_bearings.all && selected <= followedRows) {
        for (const auto &[first, last] : ranges) {
            for (int row = first; row < last; ++row) {
                if (const std::optional<qint64> id = m_model.idAt(row))
                    m_bearings.selected.append(*id);
            }
        }
    } else if (!m_bearings.all && m_currentId) {
        m_bearings.selected.append(*m_currentId);
    }

    const int current = currentIndex().row();
    const int top = rowAt(0);
    const int y = current >= 0 ? rowViewportPosition(current) : -1;
    if (m_currentId && y >= 0 && y < viewport()->height()) {
        m_bearings.anchor = m_currentId;
        m_bearings.anchorY = y;
    } else if (const std::optional<qint64> id = m_model.idAt(top); id && verticalScrollBar()->value() > 0) {
        m_bearings.anchor = id;
        m_bearings.anchorY = rowViewportPosition(top);
    }
    m_placing = true;
}

void RecordTable::findAgain()
{
    const int generation = ++m_generation;
    if (m_shownQuery
        != m_model.query()) { // asked for by the user: the first rows matter, unless one is being looked at
        if (m_bearings.anchor != m_currentId)
            m_bearings.anchor.reset();
        if (!m_bearings.anchor)
            verticalScrollBar()->setValue(0);
        m_shownQuery = m_model.query();
    }
    QList<qint64> ids = m_bearings.selected;
    for (const std::optional<qint64> id : {m_currentId, m_bearings.anchor}) {
        if (id && !ids.contains(*id))
            ids.append(*id);
    }
    if (ids.isEmpty()) {
        place({});
        return;
    }
    struct Search {
        qsizetype open;
        QHash<qint64, int> found;
    };
    auto search = std::make_shared<Search>(Search{ids.size(), {}});
    for (const qint64 id : std::as_const(ids)) {
        whenDone(m_model.positionOf(id), this, [this, generation, search, id](std::optional<qint64> position) {
            if (position)
                search->found.insert(id, int(*position));
            if (--search->open == 0 && generation == m_generation)
                place(search->found);
        });
    }
}

void RecordTable::place(const QHash<qint64, int> &positions)
{
    const int rows = m_model.rowCount();
    const auto rowOf = [&](qint64 id) {
        const int row = positions.value(id, -1);
        return row < rows ? row : -1;
    };
    QItemSelection selection;
    const int lastColumn = m_model.columnCount() - 1;
    if (m_bearings.all && rows > 0)
        selection.select(m_model.index(0, 0), m_model.index(rows - 1, lastColumn));
    for (const qint64 id : std::as_const(m_bearings.selected)) {
        if (const int row = rowOf(id); row >= 0)
            selection.select(m_model.index(row, 0), m_model.index(row, lastColumn));
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    const int current = m_currentId ? rowOf(*m_currentId) : -1;
    const int column = std::max(0, currentIndex().column());
    const bool scrolls = hasAutoScroll();
    setAutoScroll(false); // the place on the screen is ours to keep
    selectionModel()->setCurrentIndex(current >= 0 ? m_model.index(current, column) : QModelIndex(),
                                      QItemSelectionModel::NoUpdate);
    setAutoScroll(scrolls);
    if (m_bearings.anchor) {
        if (const int row = rowOf(*m_bearings.anchor); row >= 0)
            verticalScrollBar()->setValue(row * verticalHeader()->defaultSectionSize() - m_bearings.anchorY);
    }
    m_placing = false;
    reportVisibleRows();
    noteCurrentId();
}

void RecordTable::arrangeColumns()
{
    constexpr int characters = 24, mostCharacters = 40;
    QHeaderView *header = horizontalHeader();
    int place = header->visualIndex(int(Column::Status)) + 1;
    for (int column = int(recordsColumn); column < m_model.columnCount(); ++column) {
        const qsizetype name = m_model.title(column).size() + 4;
        const qsizetype wanted =
            m_model.isNumeric(column) ? qMax<qsizetype>(8, name) : qMax<qsizetype>(characters, name);
        setColumnWidth(column, int(qMin<qsizetype>(mostCharacters, wanted)) * fontMetrics().averageCharWidth());
        setColumnHidden(column, Column(column) == recordsColumn && !m_model.recipe().givesManyRecords());
        header->moveSection(header->visualIndex(column), place++);
    }
    if (!m_model.query().sortBy)
        header->setSortIndicator(-1, Qt::AscendingOrder);
}

void RecordTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    const RowQuery &query = m_model.query();
    if (m_model.rowCount() > 0 || m_model.isBusy() || (query.text.isEmpty() && !query.state))
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport()->rect(), int(Qt::AlignCenter | Qt::TextWordWrap),
                     tr("No row passes the filter.\nEsc in the filter shows all rows again."));
}

void RecordTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested(); // QTableView would copy one cell
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void RecordTable::showColumnMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 1; column < m_model.columnCount(); ++column) {
        QAction *action = menu->addAction(m_model.title(column));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
    menu->popup(horizontalHeader()->mapToGlobal(at));
}

} // namespace creel
