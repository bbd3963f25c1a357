#pragma once

#include "base/recipe.h"
#include "parse/detect/recordslots.h"

#include <vector>

namespace creel {

/// A field for each value that the records have: texts, links, pictures, times, attributes. What is the same in all records is
/// none, and of values that are the same as another field's only one is. Selectors are relative to the record; they give the slot's
/// elements in the records looked at, or nothing where a record has none, in all of these but for one in twenty. 24 at most.
std::vector<Field> proposeFields(const Document &document, const RecordSlots &slots, const PageShape &shape,
                                 Steps &steps);

} // namespace creel
