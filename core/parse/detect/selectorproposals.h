#pragma once

#include "parse/document.h"
#include "parse/selector.h"

#include <QString>

#include <vector>

namespace creel {

/// A CSS selector that was tried on the page, and matched.
struct SelectorProposal {
    QString text;
    qsizetype count = 0;  ///< elements it matches on the page, or in the container; at least 1
    bool isFirst = false; ///< the element is the first of these: what Many::First takes
    friend bool operator==(const SelectorProposal &, const SelectorProposal &) = default;
};

struct SelectorProposals {
    std::vector<SelectorProposal> alone; ///< match the element and no other
    std::vector<SelectorProposal> alike; ///< match its like, too: more of them the further behind
};

/// CSS selectors for one element, those first that are short and likely to outlast the page's next version: ids, attributes that
/// say what it is, classes, these below a landmark; paths by :nth-child() after them, and what looks generated (generatednames.h)
/// last. At most 12 of each kind. With a `container` above it, they are relative to that, as a recipe's fields are;
/// of the container itself that is ":scope". Every one was run, and selects the element. None where `element` is no element, and where
/// the budget, which is for all together, was spent before one was found. Pure; no recursion over the page.
SelectorProposals proposeSelectors(const Document &document, Node element, Node container = {},
                                   const SelectorBudget &budget = {20'000'000});

} // namespace creel
