#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <numeric>
#include <vector>

namespace creel::bench {

/// Beats every millisecond on the event loop of its thread: the time between two beats is how long the loop was held up.
class Heartbeat : public QObject
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
        restart();
    }

    void restart()
    {
        m_gapsUs.clear();
        m_clock.start();
        m_timer.start(1);
    }

    double longestMs() const { return percentileMs(100); }
    double percentileMs(double percent) const
    {
        if (m_gapsUs.empty())
            return 0;
        std::vector<qint64> sorted = m_gapsUs;
        std::sort(sorted.begin(), sorted.end());
        return double(sorted[size_t(percent / 100 * double(sorted.size() - 1))]) / 1000;
    }
    /// When the longest gap ended, seconds after the restart: what happened then?
    double longestAt() const
    {
        const auto longest = std::max_element(m_gapsUs.cbegin(), m_gapsUs.cend());
        return longest == m_gapsUs.cend() ? 0
                                          : double(std::accumulate(m_gapsUs.cbegin(), longest + 1, qint64(0))) / 1e6;
    }

private:
    void beat()
    {
        m_gapsUs.push_back(m_clock.nsecsElapsed() / 1000);
        m_clock.start();
    }

    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<qint64> m_gapsUs;
};

} // namespace creel::bench
