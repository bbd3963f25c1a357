#include "parse/selector.h"

#include "parse/css/matcher.h"
#include "parse/css/selectorparser.h"

namespace creel {

Expected<Selector, SelectorError> Selector::parse(QStringView text)
{
    auto compiled = css::parseSelector(text);
    if (!compiled)
        return Unexpected(compiled.error());
    return Selector(std::make_shared<const css::CompiledSelector>(std::move(*compiled)));
}

Selection Selector::select(const Document &document, Node root, const SelectorBudget &budget) const
{
    SelectorMatcher matcher(*this, document, budget);
    Selection selection;
    selection.elements = matcher.select(root);
    selection.tooComplex = matcher.tooComplex();
    return selection;
}

SelectorMatcher::SelectorMatcher(const Selector &selector, const Document &document, const SelectorBudget &budget)
    : m_compiled(selector.m_compiled), m_matcher(std::make_unique<css::Matcher>(*m_compiled, document, budget.steps))
{
}

SelectorMatcher::~SelectorMatcher() = default;
SelectorMatcher::SelectorMatcher(SelectorMatcher &&) noexcept = default;
SelectorMatcher &SelectorMatcher::operator=(SelectorMatcher &&) noexcept = default;

bool SelectorMatcher::matches(Node element, Node scope) { return m_matcher->matches(element, scope); }

std::vector<Node> SelectorMatcher::select(Node root) { return m_matcher->select(root); }

bool SelectorMatcher::tooComplex() const { return m_matcher->isSpent(); }

} // namespace creel
