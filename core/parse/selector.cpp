#include "parse/selector.h"

#include "parse/css/matchwalk.h"
#include "parse/css/selectorparser.h"

#include <algorithm>

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
    : m_document(&document), m_compiled(selector.m_compiled),
      m_matcher(std::make_unique<css::Matcher>(*m_compiled, document, Steps(budget.steps, budget.stop)))
{
}

SelectorMatcher::~SelectorMatcher() = default;
SelectorMatcher::SelectorMatcher(SelectorMatcher &&) noexcept = default;
SelectorMatcher &SelectorMatcher::operator=(SelectorMatcher &&) noexcept = default;

bool SelectorMatcher::matches(Node element, Node scope) { return m_matcher->matches(element, scope); }

std::vector<Node> SelectorMatcher::select(Node root)
{
    if (!m_walk) {
        m_walk = std::make_unique<css::MatchWalk>(*m_document, m_matcher->steps());
        m_walk->add(*m_matcher);
    }
    m_walk->run(root);
    std::vector<Node> elements;
    elements.reserve(m_walk->found(0).size());
    for (const NodeIndex index : m_walk->found(0))
        elements.emplace_back(*m_document, index);
    return elements;
}

bool SelectorMatcher::tooComplex() const { return m_matcher->isSpent(); }

struct SelectorGroup::Parts {
    Parts(const Document &document, Steps walkingSteps) : steps(std::move(walkingSteps)), walk(document, steps) { }

    Steps steps;
    std::vector<std::shared_ptr<const css::CompiledSelector>> compiled;
    std::vector<std::unique_ptr<css::Matcher>> matchers;
    css::MatchWalk walk;
};

SelectorGroup::SelectorGroup(const std::vector<Member> &members, const Document &document, const SelectorBudget &budget)
    : m_parts(std::make_unique<Parts>(document, Steps(budget.steps / 2, budget.stop)))
{
    const qint64 share = budget.steps / 2 / std::max<qint64>(1, qint64(members.size()));
    for (const Member &member : members) {
        m_parts->compiled.push_back(member.selector.m_compiled);
        m_parts->matchers.push_back(
            std::make_unique<css::Matcher>(*m_parts->compiled.back(), document, Steps(share, budget.stop)));
        m_parts->walk.add(*m_parts->matchers.back(), member.onlyFirst);
    }
}

SelectorGroup::~SelectorGroup() = default;
SelectorGroup::SelectorGroup(SelectorGroup &&) noexcept = default;

void SelectorGroup::select(Node root) { m_parts->walk.run(root); }

const std::vector<NodeIndex> &SelectorGroup::selected(size_t member) const { return m_parts->walk.found(member); }

bool SelectorGroup::tooComplex(size_t member) const { return m_parts->walk.isSpent(member); }

} // namespace creel
