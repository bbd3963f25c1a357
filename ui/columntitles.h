#pragma once

#include "base/record.h"

#include <QString>

namespace creel {

QString columnTitle(Column column); ///< for the table's header: "Final URL"
QString columnHint(Column column);  ///< what it means and its name in exports
bool isNumeric(Column column);      ///< right-aligned
int columnWidth(Column column);     ///< at first, in average characters

} // namespace creel
