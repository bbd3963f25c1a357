#pragma once

#include "parse/document.h"

#include <chrono>
#include <stop_token>

namespace creel {

/// What parsing one page may cost. Time is CPU time of the thread, so that a busy machine makes no page "too complex".
struct ParseBudget {
    std::chrono::milliseconds time{1000};
    qsizetype memory = qsizetype(256) << 20; ///< beside the source: of the Document, or of gumbo's own tree
    std::stop_token stop = {}; ///< once it is requested the budget is spent: nobody waits for the page any more
};

struct ParsedDocument {
    Document document;
    bool tooComplex = false; ///< the budget was spent: `document` has only the beginning of the page, or nothing
};

} // namespace creel
