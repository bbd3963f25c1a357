#pragma once

#include "base/url.h"
#include "parse/extraction/extraction.h"

#include <optional>
#include <vector>

namespace creel {

/// Reads the fields of a recipe on one page: what selectors found out about it is kept from one container to the next.
class FieldReader
{
public:
    FieldReader(const CompiledRecipe &recipe, const ExtractionPage &page, const ExtractionBudget &budget);

    /// The values of a field within `scope`, after all its steps: one, but of Many::Rows any number. A null scope is the page.
    std::vector<ExtractedValue> read(const CompiledField &field, Node scope);
    /// The elements that a rule finds within `scope`; nullopt: the budget was spent.
    std::optional<std::vector<Node>> elements(const Rule &rule, Node scope);

    ExtractionLeft left;

private:
    std::vector<ExtractedValue> takeAll(const CompiledField &field, Node scope);
    std::vector<ExtractedValue> takeOfElements(const CompiledField &field, Node scope);
    std::vector<ExtractedValue> takeOfMatches(const CompiledField &field, const RegexRule &rule, Node scope);
    std::vector<ExtractedValue> takeOfTexts(const CompiledField &field, const QString &expression);
    const Url &base();

    const CompiledRecipe m_recipe;
    const ExtractionPage &m_page;
    const SelectorBudget m_selectorBudget; ///< of each
    std::vector<std::optional<SelectorMatcher>> m_matchers;
    std::optional<Url> m_base;
};

} // namespace creel
