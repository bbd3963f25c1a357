#pragma once

#include "parse/detect/recordslots.h"

namespace creel {

/// The slots of these records, which are some of the group's: elements get the same key in all of them, by their itemprop, label, class, or
/// place in the record. The first slot is the record itself.
std::vector<Slot> findSlots(const RecordGroup &group, const PageShape &shape, const std::vector<Node> &records,
                            Steps &steps);

QByteArrayView ownText(Node element); ///< the first text that stands in it directly; null: there is none
/// Whether it has a value by itself, without any text: pictures, links, attributes for machines and for screen readers.
bool carriesValue(Node element);
bool carries(Node element); ///< or a text

} // namespace creel
