#include "rowwalk.h"

#include "run/run.h"
#include "run/whendone.h"

#include <algorithm>

namespace creel {

namespace {
constexpr int pieceRows = 1000;
}

qint64 RowWalk::rowsOf(const Ranges &ranges)
{
    qint64 rows = 0;
    for (const auto &[first, last] : ranges)
        rows += last - first;
    return rows;
}

void RowWalk::start(Run &run, Ranges ranges, int most)
{
    ++m_generation;
    m_ranges = std::move(ranges);
    m_left = most;
    readNext(run);
}

void RowWalk::readNext(Run &run)
{
    if (m_ranges.isEmpty() || m_left == 0) {
        Q_EMIT ended();
        return;
    }
    auto &[first, last] = m_ranges.first();
    const int from = first;
    const int count = std::min({last - first, pieceRows, m_left});
    m_left -= count;
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
                 Q_EMIT read(window->rows);
                 readNext(run);
             });
}

} // namespace creel
