#include "rowcopy.h"

#include "run/run.h"
#include "run/whendone.h"
#include "wording.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace creel {

namespace {
constexpr int pieceRows = 1000;

/// A cell may hold no tab and no line end, or the paste would fall apart.
QString plainCell(const Record &record, Column column) { return cellText(record, column).simplified(); }

void appendRow(QString &text, const Record &record)
{
    for (int column = 0; column < columnCount; ++column) {
        if (column > 0)
            text += u'\t';
        text += plainCell(record, Column(column));
    }
    text += u'\n';
}
} // namespace

void RowCopy::start(Run &run, QList<std::pair<int, int>> ranges)
{
    ++m_generation;
    m_ranges = std::move(ranges);
    m_copied = 0;
    m_wanted = 0;
    for (const auto &[first, last] : std::as_const(m_ranges))
        m_wanted += last - first;
    m_text.clear();
    for (const char *name : columnNames) {
        m_text += QLatin1StringView(name);
        m_text += u'\t';
    }
    m_text.back() = u'\n';
    if (m_wanted > 0)
        copyNext(run);
}

void RowCopy::copyNext(Run &run)
{
    if (m_ranges.isEmpty() || m_copied >= limit) {
        finish();
        return;
    }
    auto &[first, last] = m_ranges.first();
    const int count = std::min({last - first, pieceRows, limit - m_copied});
    const int from = first;
    first += count;
    if (first >= last)
        m_ranges.removeFirst();
    whenDone(run.window(from, count), this,
             [this, generation = m_generation, &run](const Expected<RowWindow, FileError> &window) {
                 if (generation != m_generation)
                     return;
                 if (!window) {
                     Q_EMIT failed(window.error().message);
                     return;
                 }
                 for (const Record &record : window->rows)
                     appendRow(m_text, record);
                 m_copied += int(window->rows.size());
                 copyNext(run);
             });
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
