#pragma once

#include "parse/document.h"
#include "parse/json/document.h"

namespace creel {

/// What fields are relative to: the page as a whole, an element of it, or a value of its JSON.
struct Scope {
    Node element = {};
    JsonNode json = {};
    SourceRange jsonSource = {}; ///< of the whole text that `json` is in

    bool isPage() const { return !element && !json; }
};

} // namespace creel
