#pragma once

#include "parse/json/document.h"
#include "parse/jsonpath/iregexp.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

/// A compiled JSONPath, by the names of RFC 9535. Names and strings are UTF-8.
namespace creel::jsonpath {

struct LogicalExpr;

struct NameSelector {
    QByteArray name;
};
struct WildcardSelector {
};
struct IndexSelector {
    qint64 index = 0;
};
struct SliceSelector {
    std::optional<qint64> start, end;
    qint64 step = 1;
};
struct FilterSelector {
    std::shared_ptr<const LogicalExpr> test;
};
using Selector = std::variant<NameSelector, WildcardSelector, IndexSelector, SliceSelector, FilterSelector>;

struct Segment {
    bool isDescendant = false;
    std::vector<Selector> selectors;
};

struct Query {
    bool isRelative = false; ///< begins with @
    std::vector<Segment> segments;
};

struct Literal {
    JsonKind kind = JsonKind::Null; ///< a scalar's
    QByteArray text;                ///< of a String its characters, of a Number its spelling
};

enum class Function : quint8 { Length, Count, Match, Search, Value };

struct Operand;

/// A function expression that is well-typed (§2.4.3).
struct FunctionCall {
    Function function = Function::Length;
    std::vector<Operand> arguments;
    std::optional<IRegexp> pattern; ///< the second argument of match and search, when it is a literal and an I-Regexp
};

/// What is compared, or an argument of a function.
struct Operand {
    std::variant<Literal, Query, FunctionCall> expression;
};

enum class Comparator : quint8 { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

struct Comparison {
    Operand left; ///< never a query that could give more than one value
    Comparator comparator = Comparator::Equal;
    Operand right;
};
struct Existence {
    Query query;
};
struct AnyOf {
    std::vector<LogicalExpr> operands;
};
struct AllOf {
    std::vector<LogicalExpr> operands;
};
struct Negation {
    std::vector<LogicalExpr> operand; ///< one
};
struct LogicalExpr {
    std::variant<AnyOf, AllOf, Negation, Existence, Comparison, FunctionCall> expression;
};

} // namespace creel::jsonpath
