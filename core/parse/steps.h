#pragma once

#include <QtGlobal>

#include <limits>
#include <stop_token>
#include <utility>

namespace creel {

/// What is left of a budget of steps. A step is a small unit of work, about 20 ns: one test tried on one node, one hop in a
/// tree, 16 bytes compared. A requested `stop` spends the rest within a few milliseconds.
class Steps
{
public:
    explicit Steps(qint64 steps, std::stop_token stop = {}) : m_left(steps), m_stop(std::move(stop))
    {
        if (m_stop.stop_possible())
            m_nextLook = m_left;
    }

    /// False once the budget is spent: answers are worth nothing from then on, and loops end.
    bool spend(qint64 steps = 1)
    {
        m_left -= steps;
        if (m_left < m_nextLook)
            look();
        return m_left >= 0;
    }
    bool spendForText(qsizetype bytes) { return spend(bytes / 16); }
    void exhaust() { m_left = -1; } ///< for what can't be done within any budget
    bool areSpent() const { return m_left < 0; }

private:
    static constexpr qint64 stepsBetweenLooks = 100'000;

    void look()
    {
        m_nextLook = m_left - stepsBetweenLooks;
        if (m_stop.stop_requested())
            exhaust();
    }

    qint64 m_left;
    qint64 m_nextLook = std::numeric_limits<qint64>::min();
    std::stop_token m_stop;
};

} // namespace creel
