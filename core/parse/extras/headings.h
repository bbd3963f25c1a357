#pragma once

#include "parse/extraction/extraction.h"

#include <vector>

namespace creel {

/// The visible texts of h1 … h6 in document order, with the bytes between their tags; those that a browser does not show are
/// left out. `level` 1 … 6: of that one alone; 0: of all, with "h2: " in front. Once the budget is spent some are missing.
std::vector<ExtractedValue> headings(const Document &document, int level, ExtractionLeft &left);

} // namespace creel
