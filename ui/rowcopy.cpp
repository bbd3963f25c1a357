#include "rowcopy.h"

#include "run/run.h"
#include "wording.h"

#include <QClipboard>
#include <QGuiApplication>

namespace creel {

namespace {
/// A cell may hold no tab and no line end, or the paste would fall apart.
QString plainCell(const Record &record, Column column) { return cellText(record, column).simplified(); }

void appendRow(QString &text, const Record &record, const QList<TableColumn> &columns)
{
    for (const TableColumn &column : columns)
        text += plainCell(record, column.column) + u'\t';
    text.back() = u'\n';
}
} // namespace

RowCopy::RowCopy(QObject *parent) : QObject(parent)
{
    connect(&m_walk, &RowWalk::failed, this, &RowCopy::failed);
    connect(&m_walk, &RowWalk::ended, this, &RowCopy::finish);
    connect(&m_walk, &RowWalk::read, this, [this](const QList<Record> &rows) {
        for (const Record &record : rows)
            appendRow(m_text, record, m_columns);
        m_copied += rows.size();
    });
}

void RowCopy::start(Run &run, RowWalk::Ranges ranges)
{
    m_copied = 0;
    m_wanted = RowWalk::rowsOf(ranges);
    m_text.clear();
    m_columns = tableColumns(true, run.recipe());
    for (const TableColumn &column : std::as_const(m_columns))
        m_text += column.name + u'\t';
    m_text.back() = u'\n';
    m_walk.cancel();
    if (m_wanted > 0)
        m_walk.start(run, std::move(ranges), limit);
}

void RowCopy::finish()
{
    QGuiApplication::clipboard()->setText(m_text);
    m_text.clear();
    m_text.squeeze();
    Q_EMIT finished(m_copied < m_wanted ? tr("Copied the first %1 of %2. Export (Ctrl+E) takes them all.")
                                              .arg(grouped(m_copied), rowsText(m_wanted))
                                        : tr("Copied %1.").arg(rowsText(m_copied)));
}

} // namespace creel
