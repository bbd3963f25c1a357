#include "parse/jsonpath/parser.h"

#include "parse/jsonpath.h"

using namespace Qt::StringLiterals;

namespace creel::jsonpath {
namespace {

struct FunctionType { // §2.4.4 – §2.4.8
    QLatin1StringView name;
    Function function;
    size_t arguments;
    bool takesNodes; ///< NodesType; else ValueType, each
    bool givesValue; ///< ValueType; else LogicalType
};

constexpr FunctionType functions[] = {
    {"length"_L1, Function::Length, 1, false, true}, {"count"_L1, Function::Count, 1, true, true},
    {"match"_L1, Function::Match, 2, false, false},  {"search"_L1, Function::Search, 2, false, false},
    {"value"_L1, Function::Value, 1, true, true},
};

const FunctionType &typeOf(Function function)
{
    for (const FunctionType &type : functions)
        if (type.function == function)
            return type;
    Q_UNREACHABLE();
}

const FunctionType &typeOf(const FunctionCall &call) { return typeOf(call.function); }

bool isLower(char16_t c) { return c >= u'a' && c <= u'z'; }
bool isDigit(char16_t c) { return c >= u'0' && c <= u'9'; }
bool beginsComparator(char16_t c) { return c == u'=' || c == u'!' || c == u'<' || c == u'>'; }

} // namespace

/// logical-or-expr
bool Parser::parseLogical(LogicalExpr &expr)
{
    AnyOf any;
    for (;;) {
        if (!parseAnd(any.operands.emplace_back()))
            return false;
        const qsizetype end = m_at;
        skipBlanks();
        if (here() == u'|' && peek(1) != u'|')
            return fail(m_at + 1, u"expected ||"_s);
        if (here() != u'|') {
            m_at = end;
            break;
        }
        m_at += 2;
        skipBlanks();
    }
    if (any.operands.size() == 1) {
        LogicalExpr only = std::move(any.operands.front());
        expr = std::move(only);
    } else {
        expr.expression = std::move(any);
    }
    return true;
}

/// logical-and-expr
bool Parser::parseAnd(LogicalExpr &expr)
{
    AllOf all;
    for (;;) {
        if (!parseBasic(all.operands.emplace_back()))
            return false;
        const qsizetype end = m_at;
        skipBlanks();
        if (here() == u'&' && peek(1) != u'&')
            return fail(m_at + 1, u"expected &&"_s);
        if (here() != u'&') {
            m_at = end;
            break;
        }
        m_at += 2;
        skipBlanks();
    }
    if (all.operands.size() == 1) {
        LogicalExpr only = std::move(all.operands.front());
        expr = std::move(only);
    } else {
        expr.expression = std::move(all);
    }
    return true;
}

/// basic-expr
bool Parser::parseBasic(LogicalExpr &expr)
{
    if (here() == u'(')
        return parseParenthesized(expr);
    if (!takeIf(u'!'))
        return parseTest(expr, false);
    skipBlanks();
    Negation negation;
    LogicalExpr &operand = negation.operand.emplace_back();
    if (here() == u'(' ? !parseParenthesized(operand) : !parseTest(operand, true))
        return false;
    expr.expression = std::move(negation);
    return true;
}

bool Parser::parseParenthesized(LogicalExpr &expr)
{
    if (!enter())
        return false;
    ++m_at;
    skipBlanks();
    if (!parseLogical(expr))
        return false;
    skipBlanks();
    if (!takeIf(u')'))
        return failHere(u"expected && or || or )"_s);
    const qsizetype end = m_at;
    skipBlanks();
    if (beginsComparator(here()))
        return failHere(u"expected no comparison: what is in ( ) is true or false, and no value"_s);
    m_at = end;
    --m_depth;
    return true;
}

/// comparison-expr or test-expr
bool Parser::parseTest(LogicalExpr &expr, bool isNegated)
{
    ParsedOperand parsed;
    if (!parseOperand(parsed))
        return false;
    const qsizetype end = m_at;
    skipBlanks();
    if (beginsComparator(here())) {
        if (isNegated)
            return failHere(u"expected no comparison behind !: put it in ( )"_s);
        return parseComparison(std::move(parsed), expr);
    }
    auto *call = std::get_if<FunctionCall>(&parsed.operand.expression);
    if (std::holds_alternative<Literal>(parsed.operand.expression) || (call && typeOf(*call).givesValue))
        return failHere(isNegated ? u"expected a test behind !, and no value"_s
                                  : u"expected a comparison (== != < <= > >=): a value alone is no test"_s);
    m_at = end;
    if (call)
        expr.expression = std::move(*call);
    else
        expr.expression = Existence{std::get<Query>(std::move(parsed.operand.expression))};
    return true;
}

bool Parser::parseComparison(ParsedOperand left, LogicalExpr &expr)
{
    if (!checkValue(left))
        return false;
    const char16_t first = here();
    const bool withEqual = peek(1) == u'=';
    if ((first == u'=' || first == u'!') && !withEqual)
        return fail(m_at + 1, u"expected %1="_s.arg(QChar(first)));
    Comparator comparator = Comparator::Equal;
    if (first == u'!')
        comparator = Comparator::NotEqual;
    else if (first == u'<')
        comparator = withEqual ? Comparator::LessOrEqual : Comparator::Less;
    else if (first == u'>')
        comparator = withEqual ? Comparator::GreaterOrEqual : Comparator::Greater;
    m_at += withEqual ? 2 : 1;
    skipBlanks();
    ParsedOperand right;
    if (!parseOperand(right) || !checkValue(right))
        return false;
    expr.expression = Comparison{std::move(left.operand), comparator, std::move(right.operand)};
    return true;
}

/// §2.3.5.1, comparable, and §2.4.3, an argument of ValueType.
bool Parser::checkValue(const ParsedOperand &parsed)
{
    if (parsed.manyAt >= 0)
        return fail(
            parsed.manyAt,
            u"expected a query for one value here: each of its segments is one name or one index, without blanks in its brackets"_s);
    const auto *call = std::get_if<FunctionCall>(&parsed.operand.expression);
    if (call && !typeOf(*call).givesValue)
        return fail(parsed.begin, u"expected a value: %1() is true or false, and no value"_s.arg(typeOf(*call).name));
    return true;
}

bool Parser::parseOperand(ParsedOperand &parsed)
{
    parsed.begin = m_at;
    const char16_t c = here();
    if (c == u'@' || c == u'$')
        return parseQuery(parsed.operand.expression.emplace<Query>(), parsed.manyAt);
    if (isLower(c))
        return parseWord(parsed);
    Literal literal;
    if (c == u'"' || c == u'\'') {
        literal.kind = JsonKind::String;
        if (!parseString(literal.text))
            return false;
    } else if (c == u'-' || isDigit(c)) {
        literal.kind = JsonKind::Number;
        if (!parseNumber(literal.text))
            return false;
    } else {
        return failHere(u"expected @, $, a literal or a function"_s);
    }
    parsed.operand.expression = std::move(literal);
    return true;
}

/// true, false, null or a function expression
bool Parser::parseWord(ParsedOperand &parsed)
{
    while (isLower(here()) || isDigit(here()) || here() == u'_')
        ++m_at;
    const QString word = m_text.sliced(parsed.begin, m_at - parsed.begin).toString();
    if (here() == u'(')
        return parseCall(word, parsed.operand.expression.emplace<FunctionCall>());
    for (const FunctionType &type : functions)
        if (word == type.name)
            return failHere(u"expected ( right behind %1"_s.arg(word));
    Literal literal;
    if (word == "true"_L1)
        literal.kind = JsonKind::True;
    else if (word == "false"_L1)
        literal.kind = JsonKind::False;
    else if (word != "null"_L1)
        return fail(parsed.begin, u"expected true, false, null or a function: there is no %1"_s.arg(word));
    parsed.operand.expression = std::move(literal);
    return true;
}

/// function-expr, from its bracket on
bool Parser::parseCall(const QString &name, FunctionCall &call)
{
    const FunctionType *found = nullptr;
    for (const FunctionType &type : functions)
        if (name == type.name)
            found = &type;
    if (!found)
        return fail(m_at - name.size(),
                    u"expected length, count, match, search or value: there is no function %1"_s.arg(name));
    call.function = found->function;
    if (!enter())
        return false;
    ++m_at;
    std::vector<ParsedOperand> arguments;
    for (skipBlanks(); arguments.empty() || takeIf(u','); skipBlanks()) {
        skipBlanks();
        if (arguments.size() == found->arguments)
            return failHere(u"expected no more than %1 for %2()"_s.arg(
                found->arguments == 1 ? u"one argument"_s : u"two arguments"_s, name));
        if (here() == u')' || here() == u'!' || here() == u'(')
            return failHere(
                u"expected %1 as an argument of %2()"_s.arg(found->takesNodes ? u"a query"_s : u"a value"_s, name));
        if (!parseOperand(arguments.emplace_back()))
            return false;
    }
    if (arguments.size() < found->arguments)
        return failHere(u"expected , and a second argument for %1()"_s.arg(name));
    if (!takeIf(u')'))
        return failHere(u"expected )"_s);
    --m_depth;
    return checkArguments(arguments, call);
}

bool Parser::checkArguments(const std::vector<ParsedOperand> &arguments, FunctionCall &call)
{
    for (const ParsedOperand &argument : arguments) {
        if (!typeOf(call).takesNodes && !checkValue(argument))
            return false;
        if (typeOf(call).takesNodes && !std::holds_alternative<Query>(argument.operand.expression))
            return fail(argument.begin, u"expected a query as the argument of %1()"_s.arg(typeOf(call).name));
        call.arguments.push_back(argument.operand);
    }
    if (typeOf(call).givesValue)
        return true;
    const auto *pattern = std::get_if<Literal>(&call.arguments[1].expression);
    if (!pattern || pattern->kind != JsonKind::String)
        return true;
    const auto compiled = IRegexp::compile(pattern->text);
    if (compiled)
        call.pattern = *compiled;
    else if (compiled.error() == IRegexp::Problem::TooLarge)
        return fail(arguments[1].begin,
                    u"expected a smaller pattern: this one takes too much memory, or counts above 1000"_s);
    return true;
}

} // namespace creel::jsonpath
