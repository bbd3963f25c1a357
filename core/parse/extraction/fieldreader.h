#pragma once

#include "parse/extraction/foundvalues.h"
#include "parse/extraction/lazypage.h"
#include "parse/extraction/scope.h"
#include "parse/extras/extrareader.h"

#include <optional>
#include <vector>

namespace creel {

/// Reads the fields of a recipe on one page: what is found out about it is kept from one container to the next.
class FieldReader
{
public:
    FieldReader(const CompiledRecipe &recipe, const ExtractionPage &page, const ExtractionBudget &budget);

    /// The values of a field within `scope`, after all its steps: one, but of Many::Rows any number.
    std::vector<ExtractedValue> read(const CompiledField &field, const Scope &scope);
    /// What a container's rule finds within `scope`; the error is for people.
    Expected<std::vector<Scope>, QString> containers(const Rule &rule, const Scope &scope);
    SourceRange sourceOf(const Scope &scope);

    ExtractionLeft left;

private:
    // One for each kind of rule.
    void find(FoundValues &found, const Field &field, const ScopeItself &rule, const Scope &scope);
    void find(FoundValues &found, const Field &field, const SelectorRule &rule, const Scope &scope);
    void find(FoundValues &found, const Field &field, const XPath &rule, const Scope &scope);
    void find(FoundValues &found, const Field &field, const JsonPath &rule, const Scope &scope);
    void find(FoundValues &found, const Field &field, const StructuredRule &rule, const Scope &scope);
    void find(FoundValues &found, const Field &field, const RegexRule &rule, const Scope &scope);
    void find(FoundValues &found, const Field &field, PageExtra extra, const Scope &scope);
    void find(FoundValues &found, const Field &field, const QString &expression, const Scope &scope);

    static bool addXPathNode(FoundValues &found, const XPathNode &node);
    /// The elements that a selector selects within `scope`; nullptr: its budget was spent.
    const std::vector<NodeIndex> *select(const SelectorRule &rule, const Scope &scope);
    Expected<XPathResult, QString> evaluate(const XPath &xpath, const Scope &scope);
    /// Hands the values that a path finds within `scope` to `use`, until that returns false. An error for people otherwise.
    template <class Use>
    QString eachJsonValue(const JsonPath &path, const Scope &scope, Use use);
    std::vector<StructuredProperty> structuredValues(const StructuredRule &rule, const Scope &scope);
    /// Where a piece of text stands in the page; `otherwise` of one that the parser had to change.
    SourceRange placeOf(QByteArrayView text, SourceRange otherwise) const;

    const CompiledRecipe m_recipe;
    const ExtractionBudget m_budget;
    LazyPage m_page;
    std::optional<ExtraReader> m_extras;
    /// The selectors of one level, and the scope that they were asked for last.
    struct Level {
        std::optional<SelectorGroup> selectors;
        Node root = {};
    };
    std::vector<Level> m_levels;
    /// What a path of structured data finds in the page.
    struct PathValues {
        std::vector<StructuredProperty> inOrder;
        std::vector<SourceRange> places; ///< of each
        std::vector<quint32> byPlace;    ///< their numbers, in the order of the page
    };
    std::vector<std::optional<PathValues>> m_structured; ///< by the rule's number
};

} // namespace creel
