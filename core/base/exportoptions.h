#pragma once

#include "base/record.h"

namespace creel {

/// What a person may choose about an export.
struct ExportOptions {
    bool utf8Bom = false;     ///< a BOM, for spreadsheet programs that need one to see UTF-8
    bool formulaGuard = true; ///< cells that begin with = + - @, tab or CR get a leading apostrophe (CSV injection)
    int columns = listColumnCount; ///< so many, from the first; an export takes those that its run has
};

} // namespace creel
