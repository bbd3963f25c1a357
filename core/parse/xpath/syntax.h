#pragma once

#include "base/expected.h"
#include "parse/expressionerror.h"

#include <vector>

namespace creel::xpath {

enum class Axis : quint8 {
    Self,
    Child,
    Parent,
    Attribute,
    Descendant,
    DescendantOrSelf,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
};

/// An expression's shape: as much of it as tells what evaluating it costs. pugixml has the rest.
struct Expression {
    enum class Kind : quint8 {
        Leaf,      ///< a literal, a number
        Operation, ///< operands with operators between them
        Function,  ///< its operands are the arguments
        Union,     ///< of its operands
        Path,      ///< steps from the context, the root, or its one operand
    };
    enum class Operator : quint8 { Logical, Comparison, Arithmetic };
    struct Step {
        Axis axis = Axis::Child;
        QString name = {}; ///< that the nodes must have; empty for `*` and the like
        std::vector<Expression> predicates = {};
    };

    Kind kind = Kind::Leaf;
    bool fromRoot = false;     ///< of a Path
    bool readsStrings = false; ///< of a Function: it asks for the text of its arguments, or of the context
    std::vector<Expression> operands = {};
    std::vector<Operator> operators = {};    ///< of an Operation: [i] stands between operands i and i + 1
    std::vector<Expression> predicates = {}; ///< of a Path: those on its operand
    std::vector<Step> steps = {};            ///< of a Path

    /// Whether it is a node-set, as far as can be seen here.
    bool isNodes() const { return kind == Kind::Union || kind == Kind::Path; }
};

struct Syntax {
    Expression expression;
    bool countsCharacters = false; ///< with string-length(), substring() or translate(): bytes won't do for characters
};

inline constexpr qsizetype maxLength = 1 << 16; ///< of an expression
inline constexpr int maxDepth = 64;             ///< of brackets in brackets

/// Reads XPath 1.0, without what has no meaning here: variables, the namespace axis, id() and lang().
Expected<Syntax, ExpressionError> readSyntax(QStringView text);

} // namespace creel::xpath
