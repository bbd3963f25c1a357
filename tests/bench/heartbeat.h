#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <vector>

namespace creel::bench {

/// Beats every millisecond on the event loop of its thread: the time between two beats is how long the loop was held up.
class Heartbeat : public QObject
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this,
                [this] { m_gapsUs.push_back(m_clock.nsecsElapsed() / 1000), m_clock.start(); });
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
    size_t beats() const { return m_gapsUs.size(); }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<qint64> m_gapsUs;
};

} // namespace creel::bench
