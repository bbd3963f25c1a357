#pragma once

#include "base/recipe.h"
#include "parse/detect/recordslots.h"

#include <QSet>
#include <QString>

namespace creel {

/// What people wrote, as a column's name: "Net time (h)" is "net_time_h". Lower case, words with _ between them, 40 characters at most.
QString columnName(const QString &text);

/// A name for what a field takes of a slot's elements, from what the page says of them (itemprop, labels, table heads, classes) or from
/// what they are (headings, links, pictures, times). Empty: nothing says it. `header` is what stands over the table's column.
QString fieldName(const RecordSlots &slots, const Slot &slot, const Field &field, const QString &header);

/// The name, with a number where it is taken already; takes it.
QString uniqueName(const QString &name, QSet<QString> &taken);

/// What stands over the column of a table's cell in its head, or in a first row that is none of the records; empty: nothing.
QString headerOf(Node cell, const RecordSlots &slots);

} // namespace creel
