#pragma once

#include "parse/detect/pageshape.h"

#include <vector>

namespace creel {

/// Elements that may be records of one kind, in document order. One may stand within another (a comment that answers one).
using RecordGroup = std::vector<Node>;

/// The groups of a page worth a closer look, the likeliest first, at most `most`, each of three elements or more: elements that share
/// a class, their path of names from the root, both of these, or parent and name, and rows with as many cells. The same elements are one group only.
std::vector<RecordGroup> recordGroups(const Document &document, const PageShape &shape, size_t most, Steps &steps);

/// How much of the group stands in the page's content, in (0, 1]: lists of links in its furniture come to little.
double contentShare(const RecordGroup &group, const PageShape &shape);

} // namespace creel
