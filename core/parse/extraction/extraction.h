#pragma once

#include "base/url.h"
#include "parse/document.h"
#include "parse/extraction/budget.h"
#include "parse/extraction/compiledrecipe.h"

#include <QList>
#include <QString>

#include <vector>

namespace creel {

/// A value of a record.
struct ExtractedValue {
    bool isFound = false; ///< there is one; it may be an empty text
    QString text;         ///< numbers as JSON writes them, truths "true" and "false"
    SourceRange source =
        {}; ///< the bytes of Document::source() that it came from: of an attribute its value, of a regex its group, of
    ///< outer HTML the element, else what is between its tags; joined ones: from the first to the last. Empty: none
    QString error; ///< why there is no value where there should be one; a sentence that says what to do
};

struct ExtractedRecord {
    std::vector<ExtractedValue> values; ///< as CompiledRecipe::names() has them
    SourceRange source = {};            ///< of its innermost container; empty without one
};

struct Extraction {
    std::vector<ExtractedRecord> records;
    QString error; ///< the budget was spent: records from some place on are missing
};

/// What a recipe looks at.
struct ExtractionPage {
    const Document &document;                         ///< of a page that is no HTML: empty, but with its source
    QByteArray url;                                   ///< final; empty: not known
    QList<std::pair<QByteArray, QByteArray>> headers; ///< of the answer
    Url base = {};        ///< what references resolve against (HTML §2.4.3); invalid: it is looked for in the page
    QString charset = {}; ///< what the bytes were decoded from, by its WHATWG name; empty: not known
    QString charsetReason = {}; ///< who said so: Charset::reason
};

/// Reads a page as a recipe says. Without a container it is one record, or as many as its field with the most "rows" has. Pure, any
/// thread, bounded in time and memory on any page: a value that the budget did not reach has an error that says so.
Extraction extract(const CompiledRecipe &recipe, const ExtractionPage &page, const ExtractionBudget &budget = {});

} // namespace creel
