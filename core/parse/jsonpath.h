#pragma once

#include "base/expected.h"
#include "parse/expressionerror.h"
#include "parse/json/document.h"
#include "parse/steps.h"

#include <QByteArray>
#include <QStringView>

#include <memory>
#include <vector>

namespace creel {

namespace jsonpath {
struct Query;
}

/// A JSONPath query, RFC 9535 whole, compiled: an immutable value, cheap to copy, for any thread. Texts that are not well-formed
/// or not valid by the RFC are errors, its functions' types and the range of its integers included.
///
/// What the RFC leaves open: a repeated name is its last member to name selectors and comparisons, wildcards and
/// descendant segments see each. Numbers are compared by their exact value. An invalid pattern matches nothing (§2.4.6); a
/// pattern that is valid but too large to be run within bounds is an error, or spends the steps when it comes from the document.
class JsonPath
{
public:
    static constexpr qsizetype maxLength = 1 << 16;    ///< of the text
    static constexpr int maxDepth = 100;               ///< levels of brackets, filters and calls in one another
    static constexpr qint64 defaultSteps = 50'000'000; ///< ends within about a second, and 256 MB, on any document

    static Expected<JsonPath, ExpressionError> compile(QStringView text);

    /// The nodelist of this query on `document`, in the RFC's order, with nodes as often as they are selected. Incomplete once
    /// `steps` are spent.
    std::vector<JsonNode> select(const JsonDocument &document, Steps &steps) const;
    /// The same, with `current` as what `$` and `@` mean: for fields that are relative to a row's value.
    std::vector<JsonNode> select(const JsonDocument &document, JsonNode current, Steps &steps) const;

private:
    explicit JsonPath(std::shared_ptr<const jsonpath::Query> query) : m_query(std::move(query)) { }

    std::shared_ptr<const jsonpath::Query> m_query;
};

/// RFC 9535 §2.7: the one normalized path to `node`, as UTF-8: $['store']['book'][0]. Linear in its depth, which counts as
/// steps; null once they are spent.
QByteArray normalizedPath(const JsonNode &node, Steps &steps);

} // namespace creel
