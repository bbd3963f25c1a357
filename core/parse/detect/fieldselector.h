#pragma once

#include "parse/detect/recordslots.h"

#include <QString>

namespace creel {

/// A CSS selector, relative to a record, whose first match is the slot's first element of that record, and that matches nothing in
/// records without one; with `wantsAll`, all of the slot's elements. Of what is tried, the first that is right in all records, if
/// possible with one match in each; else one that is right in 95 of 100. Empty: there is none, or the steps are spent.
QString fieldSelector(const Document &document, const RecordSlots &slots, const Slot &slot, bool wantsAll,
                      Steps &steps);

} // namespace creel
