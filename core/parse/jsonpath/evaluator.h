#pragma once

#include "parse/jsonpath/query.h"
#include "parse/jsonpath/value.h"
#include "parse/steps.h"

#include <QHash>

#include <limits>

namespace creel::jsonpath {

/// A nodelist (§1.1): in order, with nodes as often as they were selected.
using Nodelist = std::vector<JsonIndex>;

/// One query at work on one document. Its recursion is the expression's, never the document's; one thread.
class Evaluator
{
public:
    static constexpr size_t noLimit = std::numeric_limits<size_t>::max();

    /// `root` is what $ means.
    Evaluator(const JsonDocument &document, JsonNode root, Steps &steps)
        : m_document(document), m_root(root.index()), m_steps(steps)
    {
    }

    /// The first nodes of the result, as many as `limit`. `current` is what @ means.
    Nodelist evaluate(const Query &query, JsonIndex current, size_t limit = noLimit);

private:
    /// A list that one segment makes, in a row.
    struct Sink {
        Nodelist &nodes;
        size_t limit;
        bool isFull() const { return nodes.size() >= limit; }
    };

    // §2.3, §2.5: nodes.
    void apply(const Segment &segment, JsonIndex node, Sink &out);
    void applyAll(const std::vector<Selector> &selectors, JsonIndex node, Sink &out);
    void select(const NameSelector &selector, JsonIndex object, Sink &out);
    void select(const WildcardSelector &selector, JsonIndex node, Sink &out);
    void select(const IndexSelector &selector, JsonIndex array, Sink &out);
    void select(const SliceSelector &selector, JsonIndex array, Sink &out);
    void select(const FilterSelector &selector, JsonIndex node, Sink &out);
    void push(JsonIndex node, Sink &out);

    JsonNode nodeAt(JsonIndex index) const { return {m_document, index}; }
    JsonIndex firstChild(JsonIndex node) const { return node + 1; } ///< childrenEnd() when there is none
    JsonIndex childrenEnd(JsonIndex node) const { return m_document.node(node).next; }
    JsonIndex nextChild(JsonIndex child) const { return m_document.node(child).next; }
    qint64 countChildren(JsonIndex node);

    // §2.3.5: filters.
    bool test(const LogicalExpr &expr, JsonIndex current);
    bool test(const Comparison &comparison, JsonIndex current);
    bool testPattern(const FunctionCall &call, JsonIndex current);
    Value valueOf(const Operand &operand, JsonIndex current);
    Value valueOf(const FunctionCall &call, JsonIndex current);
    Value valueOfNode(JsonIndex node);
    const std::optional<IRegexp> &patternOf(const QByteArray &text);

    const JsonDocument &m_document;
    const JsonIndex m_root;
    Steps &m_steps;
    QHash<QByteArray, std::optional<IRegexp>> m_patterns; ///< of those that the document has
};

} // namespace creel::jsonpath
