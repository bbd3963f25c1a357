#pragma once

#include <QtGlobal>

namespace creel {

/// What is left of a budget of steps. A step is a small unit of work, about 20 ns: one test tried on one node, one hop in a
/// tree, 16 bytes compared.
class Steps
{
public:
    explicit Steps(qint64 steps) : m_left(steps) { }

    /// False once the budget is spent: answers are worth nothing from then on, and loops end.
    bool spend(qint64 steps = 1) { return (m_left -= steps) >= 0; }
    bool spendForText(qsizetype bytes) { return spend(bytes / 16); }
    void exhaust() { m_left = -1; } ///< for what can't be done within any budget
    bool areSpent() const { return m_left < 0; }

private:
    qint64 m_left;
};

} // namespace creel
