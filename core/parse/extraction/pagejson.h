#pragma once

#include "parse/document.h"
#include "parse/json/document.h"

#include <vector>

namespace creel {

/// A JSON text that stands in a page. A value's bytes are JsonNode::written(), views into the page where the text is as the
/// source has it.
struct EmbeddedJson {
    JsonDocument json;
    SourceRange source; ///< of the whole text, in the page
};

/// The JSON of a page: all of it where it is a JSON answer, else the text of each <script type="application/json">, or of another
/// JSON type (MIME Sniffing §4.6: ld+json and its like), in the order of the page.
struct PageJson {
    struct Error {
        QString message; ///< what was expected
        SourceRange source;
    };
    std::vector<EmbeddedJson> texts;
    std::vector<Error> errors; ///< texts that are no JSON
};

/// A page with elements is HTML, but for one that is JSON from its first character to its last: servers call that text/html, too.
/// Linear; no recursion. The document outlives what is made of it.
PageJson readPageJson(const Document &document);

} // namespace creel
