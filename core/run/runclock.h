#pragma once

#include "base/crawloptions.h"

#include <QElapsedTimer>
#include <QtGlobal>

#include <deque>
#include <utility>

namespace creel {

/// How long a run has gone on, pauses left out, and how fast it is. A value; the time comes from QElapsedTimer.
class RunClock
{
public:
    void start()
    {
        m_elapsedMs = 0;
        m_marks = {{0, 0}};
        m_running.start();
    }
    void pause()
    {
        m_elapsedMs = elapsedMs();
        m_running.invalidate();
    }
    void unpause() { m_running.start(); }
    qint64 elapsedMs() const { return m_elapsedMs + (m_running.isValid() ? m_running.elapsed() : 0); }

    /// `done` rows have been finished so far.
    void mark(qint64 done)
    {
        m_marks.emplace_back(elapsedMs(), done);
        while (m_marks.size() > 2 && m_marks.back().first - m_marks[1].first > windowMs)
            m_marks.pop_front();
    }
    /// Over the last few seconds.
    double rowsPerSecond() const
    {
        if (m_marks.size() < 2 || m_marks.back().first == m_marks.front().first)
            return 0;
        return double(m_marks.back().second - m_marks.front().second) * 1000
            / double(m_marks.back().first - m_marks.front().first);
    }

private:
    static constexpr qint64 windowMs = 5'000;
    qint64 m_elapsedMs = 0;
    QElapsedTimer m_running;
    std::deque<std::pair<qint64, qint64>> m_marks; ///< (when, rows done by then)
};

} // namespace creel
