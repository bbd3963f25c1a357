#pragma once

#include "parse/document.h"

namespace creel::fuzz {

/// Requires of a Document what holds for any that a parser built: links agree, every node of the tree is met once, nodes stand
/// where nodes of their kind may, names and texts are none that the standard doesn't make, places are in the source. Iterative.
/// `maxDepth` counts elements.
void checkDocument(const Document &document, qsizetype maxDepth);

} // namespace creel::fuzz
