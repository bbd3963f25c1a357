#pragma once

#include "parse/document.h"
#include "parse/steps.h"

#include <optional>

namespace creel {

/// Number of characters (Unicode code points) of the first <title>, and of the content of the first meta[name=description], white
/// space collapsed. nullopt: the page has none.
std::optional<qsizetype> titleLength(const Document &document, Steps &steps);
std::optional<qsizetype> descriptionLength(const Document &document, Steps &steps);

} // namespace creel
