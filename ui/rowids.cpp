#include "rowids.h"

#include "run/run.h"
#include "run/whendone.h"
#include "wording.h"

#include <algorithm>

namespace creel {

namespace {
constexpr int pieceRows = 1000;
}

void RowIds::find(Run &run, QList<std::pair<int, int>> ranges)
{
    ++m_generation;
    m_ranges = std::move(ranges);
    m_ids.clear();
    qint64 wanted = 0;
    for (const auto &[first, last] : std::as_const(m_ranges))
        wanted += last - first;
    if (wanted > limit)
        Q_EMIT failed(tr("%1 are selected. For more than %2 at once, filter the table and take the filtered rows.")
                          .arg(rowsText(wanted), grouped(limit)));
    else if (wanted > 0)
        findNext(run);
}

void RowIds::findNext(Run &run)
{
    if (m_ranges.isEmpty()) {
        if (!m_ids.isEmpty())
            Q_EMIT found(m_ids);
        return;
    }
    auto &[first, last] = m_ranges.first();
    const int from = first;
    const int count = std::min(last - first, pieceRows);
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
                     m_ids.append(record.id);
                 findNext(run);
             });
}

} // namespace creel
