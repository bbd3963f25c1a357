#include "parse/xpath/cost.h"

#include <algorithm>

namespace creel::xpath {

namespace {

// Beside a node's visit: what it takes to put it into a set, and to take duplicates out; and to sort a set.
constexpr double holding = 3, deduplicating = 16, sorting = 20;

/// The nodes that an expression has in all of its evaluations together; or the nodes that it is evaluated for.
struct Set {
    double total = 1;
    double inOne = 1; ///< of them in one evaluation, without duplicates
    double times = 1; ///< in how many evaluations a node can be
    bool isAttributes = false;
};

/// An axis by numbers.
struct Reach {
    double ofOne; ///< how many nodes it reaches from one node
    double ofAll; ///< from each node of the tree once, together
    double back;  ///< from how many nodes it reaches the same one
};

class Estimate
{
public:
    explicit Estimate(const Extent &extent) : m_extent(extent) { }

    Cost cost() const { return m_cost; }

    /// Evaluates for each node of `context`.
    Set visit(const Expression &expression, const Set &context)
    {
        m_cost.steps += context.total;
        switch (expression.kind) {
        case Expression::Kind::Leaf:
            return {};
        case Expression::Kind::Operation:
            operation(expression, context);
            return {};
        case Expression::Kind::Function:
            if (expression.readsStrings && expression.operands.empty())
                readText(context);
            for (const Expression &argument : expression.operands)
                evaluate(argument, context, expression.readsStrings);
            return {};
        case Expression::Kind::Union:
            return unionOf(expression, context);
        case Expression::Kind::Path:
            return path(expression, context);
        }
        return {};
    }

private:
    Set evaluate(const Expression &operand, const Set &context, bool readsText)
    {
        const Set set = visit(operand, context);
        if (readsText && operand.isNodes())
            readText(set);
        return set;
    }

    /// XPath §3.4: node-sets are compared node by node, each with each.
    void operation(const Expression &expression, const Set &context)
    {
        std::vector<Set> sets;
        for (const Expression &operand : expression.operands)
            sets.push_back(visit(operand, context));
        for (size_t i = 0; i < expression.operators.size(); ++i) {
            if (expression.operators[i] == Expression::Operator::Logical)
                continue;
            const bool left = expression.operands[i].isNodes(), right = expression.operands[i + 1].isNodes();
            if (left)
                readText(sets[i]);
            if (right)
                readText(sets[i + 1]);
            if (left && right)
                m_cost.steps += sets[i].total * textInOne(sets[i + 1]);
        }
    }

    Set unionOf(const Expression &expression, const Set &context)
    {
        Set all{0, 0, 0, true};
        for (const Expression &operand : expression.operands) {
            const Set set = visit(operand, context);
            all = {all.total + set.total, all.inOne + set.inOne, all.times + set.times,
                   all.isAttributes && set.isAttributes};
        }
        hold(all.inOne);
        m_cost.steps += all.total * deduplicating;
        all.times = std::min(all.times, context.total);
        return all;
    }

    Set path(const Expression &path, const Set &context)
    {
        Set set{context.total, 1, context.times, context.isAttributes};
        if (path.fromRoot)
            set = {context.total, 1, context.total, false};
        if (!path.operands.empty()) {
            set = visit(path.operands.front(), context);
            for (const Expression &predicate : path.predicates) {
                m_cost.steps += set.total * sorting;
                evaluatePredicate(predicate, set);
            }
        }
        for (const Expression::Step &step : path.steps)
            set = this->step(step, set, context.total);
        return set;
    }

    Set step(const Expression::Step &step, const Set &from, double evaluations)
    {
        const Reach reach = reachOf(step.axis);
        const double visited = std::min(from.total * reach.ofOne, from.times * reach.ofAll);
        const double visitedInOne = std::min(from.inOne * reach.ofOne, reach.ofAll);
        const bool isAttributes = step.axis == Axis::Attribute || (step.axis == Axis::Self && from.isAttributes);
        const double most = named(step.name, isAttributes); // distinct nodes
        const double times = from.times * reach.back;
        const double taken = std::min(visited, most * times);
        m_cost.steps += visited + taken * (from.inOne > 1 && reach.back > 1 ? deduplicating : holding);
        hold(std::min(visitedInOne, most * reach.back));

        for (const Expression &predicate : step.predicates)
            evaluatePredicate(predicate, {taken, std::min(visitedInOne, most), times, isAttributes});
        const double inOne = std::min(visitedInOne, most);
        const double total = std::min(taken, evaluations * inOne);
        return {total, inOne, std::min({times, evaluations, total}), isAttributes};
    }

    void evaluatePredicate(const Expression &predicate, const Set &candidates)
    {
        visit(predicate, {candidates.total, 1, std::min(candidates.times, candidates.total), candidates.isAttributes});
    }

    double named(const QString &name, bool isAttributes) const
    {
        if (!name.isEmpty())
            return (isAttributes ? m_extent.attributesNamed : m_extent.elementsNamed).value(name.toUtf8(), 0);
        return isAttributes ? m_extent.attributes : m_extent.nodes + m_extent.attributes;
    }

    /// One character string for each node of the set: string-value, §5.
    void readText(const Set &set)
    {
        const Extent &e = m_extent;
        m_cost.steps += set.total
            + (set.isAttributes ? set.times * e.attributeText
                                : std::min(set.total * (e.nodes + e.text), set.times * (e.subtreeNodes + e.subtreeText))
                       + set.times * e.attributeText);
    }

    /// What it takes to read the strings of one evaluation's set.
    double textInOne(const Set &set) const
    {
        const Extent &e = m_extent;
        return set.inOne + e.attributeText
            + (set.isAttributes ? 0 : std::min(set.inOne * (e.nodes + e.text), e.subtreeNodes + e.subtreeText));
    }

    Reach reachOf(Axis axis) const
    {
        const Extent &e = m_extent;
        switch (axis) {
        case Axis::Self:
            return {1, e.nodes + e.attributes, 1};
        case Axis::Parent:
            return {1, e.nodes + e.attributes, e.mostChildren + e.mostAttributes};
        case Axis::Child:
            return {e.mostChildren, e.nodes, 1};
        case Axis::Attribute:
            return {e.mostAttributes, e.attributes, 1};
        case Axis::Descendant:
        case Axis::DescendantOrSelf:
            return {e.nodes, e.subtreeNodes, e.depth + 1};
        case Axis::Ancestor:
        case Axis::AncestorOrSelf:
            return {e.depth + 1, e.subtreeNodes + (e.depth + 1) * e.attributes, e.nodes + e.attributes};
        case Axis::FollowingSibling:
        case Axis::PrecedingSibling:
            return {e.mostChildren, e.siblingPairs, e.mostChildren};
        case Axis::Following:
        case Axis::Preceding:
            return {e.nodes, e.nodes * (e.nodes + e.attributes), e.nodes + e.attributes};
        }
        Q_UNREACHABLE();
    }

    void hold(double nodes) { m_cost.held = std::max(m_cost.held, nodes); }

    const Extent &m_extent;
    Cost m_cost;
};

} // namespace

Cost costOf(const Expression &expression, const Extent &extent)
{
    Estimate estimate(extent);
    estimate.visit(expression, {});
    return estimate.cost();
}

} // namespace creel::xpath
