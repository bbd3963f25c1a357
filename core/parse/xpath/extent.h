#pragma once

#include "parse/document.h"
#include "parse/xpath/cost.h"

namespace creel::xpath {

/// Measures what XPath sees of a document: all but doctypes, namespace declarations and what templates hold.
Extent measure(const Document &document);

} // namespace creel::xpath
