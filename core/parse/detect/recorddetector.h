#pragma once

#include "base/recipe.h"
#include "parse/document.h"

#include <vector>

namespace creel {

/// What looking for records may cost. A step is a node looked at once (steps.h); the default ends within a second on any page.
struct DetectionBudget {
    qint64 steps = 30'000'000;
};

/// A structure that the page repeats: product cards, rows, hits, teasers.
struct RecordProposal {
    Container container;   ///< CSS, with a field for each value that the records have; the fields' names are unique
    qsizetype records = 0; ///< that the container's expression selects on the page
    std::vector<double> coverage; ///< of each field: the share of the records that have it, above 0
    double score = 0;             ///< the larger, the better; comparable on one page
};

/// The repeating structures of a page, best first: what it is about before menus, and no more than `most`. Elements are records of
/// one kind when they share a class, or their place in the tree, and what they hold repeats from one to the next; parts may miss, and
/// what stands between them (advertisements, table heads) is left out. None: the page repeats nothing, or the budget was spent.
/// Pure, any thread, no recursion over the page, n log n in it.
std::vector<RecordProposal> detectRecords(const Document &document, const DetectionBudget &budget = {},
                                          size_t most = 5);

} // namespace creel
