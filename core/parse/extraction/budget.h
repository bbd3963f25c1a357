#pragma once

#include "parse/regex.h"
#include "parse/steps.h"

#include <chrono>

namespace creel {

/// What a recipe may cost on one page, all fields together; the defaults end within about a second each.
struct ExtractionBudget {
    qint64 steps = 50'000'000; ///< of selectors (SelectorBudget), half of it; and of walks over the page for values
    qsizetype bytes = qsizetype(64) << 20;          ///< of values, with what each record takes
    std::stop_token stop = {};                      ///< requested: the steps are spent at once
    std::chrono::milliseconds expressionTime{1000}; ///< CPU time after which no regular expression and no XPath begins
};

/// What is left of it, as one page is read.
struct ExtractionLeft {
    explicit ExtractionLeft(const ExtractionBudget &budget)
        : steps(budget.steps / 2, budget.stop), bytes(budget.bytes), expressionTime(budget.expressionTime)
    {
    }

    /// False: the bytes are spent.
    bool spendBytes(qsizetype size) { return (bytes -= size) >= 0; }

    Steps steps;
    qsizetype bytes;
    RegexTime expressionTime;
};

} // namespace creel
