#pragma once

#include "parse/detect/recordslots.h"

#include <QString>

namespace creel {

/// A CSS selector that selects the group's elements on the page and nothing else: by what they have in common, below a landmark, or
/// without those that differ; the shortest stable one that was found. It was run. Empty: there is none, or the steps are spent.
QString containerSelector(const Document &document, const RecordGroup &group, const RecordSlots &slots, Steps &steps);

} // namespace creel
