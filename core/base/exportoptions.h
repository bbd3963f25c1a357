#pragma once

#include "base/rowquery.h"

#include <optional>

namespace creel {

/// What a person may choose about an export.
struct ExportOptions {
    bool utf8Bom = false;       ///< a BOM, for spreadsheet programs that need one to see UTF-8
    bool formulaGuard = true;   ///< cells that begin with = + - @, tab or CR get a leading apostrophe (CSV injection)
    std::optional<RowsPer> per; ///< nullopt: a row each record where the run's recipe can find several on a page
};

} // namespace creel
