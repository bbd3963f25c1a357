#pragma once

#include <QtGlobal>

namespace creel::css {

/// What is left of a SelectorBudget.
class Steps
{
public:
    explicit Steps(qint64 steps) : m_left(steps) { }

    /// False once the budget is spent: answers are worth nothing from then on, and loops end.
    bool spend(qint64 steps = 1) { return (m_left -= steps) >= 0; }
    bool spendForText(qsizetype bytes) { return spend(bytes / 16); }
    bool areSpent() const { return m_left < 0; }

private:
    qint64 m_left;
};

} // namespace creel::css
