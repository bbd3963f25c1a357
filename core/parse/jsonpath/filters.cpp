#include "parse/jsonpath/evaluator.h"

#include <algorithm>

namespace creel::jsonpath {
namespace {

Value numberValue(qint64 number) { return {JsonKind::Number, QByteArray::number(number), {}}; }

/// In Unicode scalar values (§2.4.4).
qint64 lengthOf(const QByteArray &utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (uchar(c) & 0xC0) != 0x80; });
}

} // namespace

bool Evaluator::test(const LogicalExpr &expr, JsonIndex current)
{
    if (!m_steps.spend())
        return false;
    const auto holds = [&](const LogicalExpr &operand) { return test(operand, current); };
    if (const auto *any = std::get_if<AnyOf>(&expr.expression))
        return std::any_of(any->operands.begin(), any->operands.end(), holds);
    if (const auto *all = std::get_if<AllOf>(&expr.expression))
        return std::all_of(all->operands.begin(), all->operands.end(), holds);
    if (const auto *negation = std::get_if<Negation>(&expr.expression))
        return !test(negation->operand.front(), current) && !m_steps.areSpent();
    if (const auto *existence = std::get_if<Existence>(&expr.expression))
        return !evaluate(existence->query, current, 1).empty();
    if (const auto *comparison = std::get_if<Comparison>(&expr.expression))
        return test(*comparison, current);
    return testPattern(std::get<FunctionCall>(expr.expression), current);
}

/// §2.3.5.2.2
bool Evaluator::test(const Comparison &comparison, JsonIndex current)
{
    const Value left = valueOf(comparison.left, current), right = valueOf(comparison.right, current);
    switch (comparison.comparator) {
    case Comparator::Equal:
        return areEqual(left, right, m_steps);
    case Comparator::NotEqual:
        return !areEqual(left, right, m_steps) && !m_steps.areSpent();
    case Comparator::Less:
        return isLess(left, right, m_steps);
    case Comparator::LessOrEqual:
        return isLess(left, right, m_steps) || areEqual(left, right, m_steps);
    case Comparator::Greater:
        return isLess(right, left, m_steps);
    case Comparator::GreaterOrEqual:
        return isLess(right, left, m_steps) || areEqual(left, right, m_steps);
    }
    Q_UNREACHABLE();
}

/// match() and search(), §2.4.6 and §2.4.7
bool Evaluator::testPattern(const FunctionCall &call, JsonIndex current)
{
    const Value text = valueOf(call.arguments[0], current);
    if (text.kind != JsonKind::String)
        return false;
    const bool isLiteral = std::holds_alternative<Literal>(call.arguments[1].expression);
    const Value pattern = isLiteral ? Value() : valueOf(call.arguments[1], current);
    if (!isLiteral && pattern.kind != JsonKind::String)
        return false;
    const std::optional<IRegexp> &regexp = isLiteral ? call.pattern : patternOf(pattern.text);
    if (!regexp || !m_steps.spend(regexp->cost(text.text.size())))
        return false;
    return call.function == Function::Match ? regexp->matchesAll(text.text) : regexp->isFoundIn(text.text);
}

/// A reference that is good until the next call.
const std::optional<IRegexp> &Evaluator::patternOf(const QByteArray &text)
{
    constexpr qsizetype mostKept = 64;
    const auto known = m_patterns.constFind(text);
    if (known != m_patterns.constEnd())
        return *known;
    if (m_patterns.size() == mostKept)
        m_patterns.clear();
    std::optional<IRegexp> compiled;
    if (m_steps.spendForText(text.size() * 64)) {
        const auto regexp = IRegexp::compile(text);
        if (regexp && m_steps.spend(regexp->compilingCost()))
            compiled = *regexp;
        else if (!regexp && regexp.error() == IRegexp::Problem::TooLarge)
            m_steps.exhaust(); // it would match, or not: nobody can tell within bounds
    }
    return *m_patterns.insert(text, compiled);
}

Value Evaluator::valueOf(const Operand &operand, JsonIndex current)
{
    if (const auto *literal = std::get_if<Literal>(&operand.expression))
        return {literal->kind, literal->text, {}};
    if (const auto *call = std::get_if<FunctionCall>(&operand.expression))
        return valueOf(*call, current);
    const Nodelist nodes = evaluate(std::get<Query>(operand.expression), current, 1);
    return nodes.empty() ? Value() : valueOfNode(nodes.front());
}

Value Evaluator::valueOfNode(JsonIndex node) { return jsonpath::valueOf(nodeAt(node), m_steps); }

Value Evaluator::valueOf(const FunctionCall &call, JsonIndex current)
{
    const Operand &argument = call.arguments.front();
    if (call.function == Function::Length) { // §2.4.4
        const Value value = valueOf(argument, current);
        if (value.kind == JsonKind::String)
            return numberValue(lengthOf(value.text));
        return value.node ? numberValue(countChildren(value.node.index())) : Value();
    }
    const auto &query = std::get<Query>(argument.expression);
    if (call.function == Function::Count) // §2.4.5
        return numberValue(qint64(evaluate(query, current).size()));
    const Nodelist nodes = evaluate(query, current, 2); // §2.4.8, value(): of one node its value
    return nodes.size() == 1 ? valueOfNode(nodes.front()) : Value();
}

} // namespace creel::jsonpath
