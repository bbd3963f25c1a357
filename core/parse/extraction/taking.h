#pragma once

#include "base/recipe.h"
#include "parse/extraction/extraction.h"

#include <optional>

namespace creel {

/// The bytes of the page that an element came from, its tags included. One that no end tag closes ends where its last descendant
/// does. Empty: the parser put it in by itself.
SourceRange sourceOf(Node element, Steps &steps);
/// What is between its tags.
SourceRange innerSourceOf(Node element, Steps &steps);

/// What a field takes of one element, of Take::AbsoluteUrl as it is written; nullopt where the element has none. Not for
/// Take::Count and Take::Exists.
std::optional<ExtractedValue> take(Node element, const Field &field, ExtractionLeft &left);

} // namespace creel
