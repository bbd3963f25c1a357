#include "parse/xpath/syntax.h"

#include "parse/xpath/functions.h"
#include "parse/xpath/token.h"

#include <algorithm>
#include <array>
#include <optional>

namespace creel::xpath {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<QLatin1StringView, Axis>, 12> axes{{
    {"self"_L1, Axis::Self},
    {"child"_L1, Axis::Child},
    {"parent"_L1, Axis::Parent},
    {"attribute"_L1, Axis::Attribute},
    {"descendant"_L1, Axis::Descendant},
    {"descendant-or-self"_L1, Axis::DescendantOrSelf},
    {"ancestor"_L1, Axis::Ancestor},
    {"ancestor-or-self"_L1, Axis::AncestorOrSelf},
    {"following-sibling"_L1, Axis::FollowingSibling},
    {"preceding-sibling"_L1, Axis::PrecedingSibling},
    {"following"_L1, Axis::Following},
    {"preceding"_L1, Axis::Preceding},
}};

bool isNodeType(QStringView name)
{
    return name == u"comment" || name == u"text" || name == u"processing-instruction" || name == u"node";
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

/// A recursive descent over §2 and §3, in its productions' order. After the first error all of it returns at once.
class Reader
{
public:
    explicit Reader(QStringView text) : m_text(text) { advance(); }

    Expected<Syntax, ExpressionError> read()
    {
        if (m_token.kind == Token::Kind::End)
            fail(u"The expression is empty."_s, m_token.offset);
        m_syntax.expression = expression();
        if (m_token.kind != Token::Kind::End)
            failHere(u"The expression should end here, or go on with an operator"_s);
        if (m_error)
            return Unexpected(*m_error);
        return std::move(m_syntax);
    }

private:
    void advance()
    {
        const Token previous = m_token;
        m_token = nextToken(m_text, endOf(previous), previous);
    }

    Token peek() const { return nextToken(m_text, endOf(m_token), m_token); }

    void fail(const QString &message, qsizetype offset)
    {
        if (!m_error)
            m_error = ExpressionError{offset, message};
        m_token = {Token::Kind::End, {}, m_text.size()};
    }

    void failHere(const QString &message)
    {
        if (m_token.kind == Token::Kind::End)
            fail(message + u", but the expression ends."_s, m_token.offset);
        else if (m_token.kind == Token::Kind::Unterminated)
            fail(u"The string that begins here has no end."_s, m_token.offset);
        else
            fail(message + u", not \"%1\"."_s.arg(m_token.text), m_token.offset);
    }

    bool take(QLatin1StringView punctuation)
    {
        const bool isIt = m_token.is(punctuation);
        if (isIt)
            advance();
        return isIt;
    }

    /// The bracket that closes the one at `opened`.
    void close(QLatin1StringView bracket, qsizetype opened)
    {
        if (take(bracket))
            return;
        if (m_token.kind == Token::Kind::End)
            fail(u"The bracket that opens here is never closed."_s, opened);
        else
            failHere(u"A \"%1\" or an operator should stand here"_s.arg(bracket));
    }

    /// Operators by rank don't matter here: pugixml knows them.
    Expression expression()
    {
        if (++m_depth > maxDepth)
            fail(u"More than %1 brackets are open here."_s.arg(maxDepth), m_token.offset);
        Expression whole{.kind = Expression::Kind::Operation};
        whole.operands.push_back(operand());
        while (m_token.kind == Token::Kind::Operator && !m_token.isOperator("|"_L1)) {
            whole.operators.push_back(operatorOf(m_token.text));
            advance();
            whole.operands.push_back(operand());
        }
        --m_depth;
        return whole.operators.empty() ? std::move(whole.operands.front()) : std::move(whole);
    }

    static Expression::Operator operatorOf(QStringView text)
    {
        if (text == u"and" || text == u"or")
            return Expression::Operator::Logical;
        return text[0] == u'=' || text[0] == u'!' || text[0] == u'<' || text[0] == u'>'
            ? Expression::Operator::Comparison
            : Expression::Operator::Arithmetic;
    }

    /// UnaryExpr and UnionExpr
    Expression operand()
    {
        bool isNegated = false;
        for (; m_token.isOperator("-"_L1); isNegated = true)
            advance();
        Expression all{.kind = Expression::Kind::Union};
        all.operands.push_back(path());
        while (m_token.isOperator("|"_L1)) {
            advance();
            all.operands.push_back(path());
        }
        Expression read = all.operands.size() == 1 ? std::move(all.operands.front()) : std::move(all);
        if (!isNegated)
            return read;
        Expression negated{.kind = Expression::Kind::Function, .readsStrings = true};
        negated.operands.push_back(std::move(read));
        return negated;
    }

    Expression path()
    {
        Expression path{.kind = Expression::Kind::Path};
        if (m_token.is("/"_L1)) {
            advance();
            path.fromRoot = true;
            if (beginsStep())
                steps(path);
            return path;
        }
        if (m_token.is("//"_L1)) {
            path.fromRoot = true;
        } else if (beginsPrimary()) {
            Expression start = primary();
            if (!m_token.is("["_L1) && !m_token.is("/"_L1) && !m_token.is("//"_L1))
                return start;
            path.operands.push_back(std::move(start));
            predicates(path.predicates);
            if (!m_token.is("/"_L1) && !m_token.is("//"_L1))
                return path;
            if (take("/"_L1)) {
                steps(path);
                return path;
            }
        }
        steps(path);
        return path;
    }

    bool beginsStep() const
    {
        return m_token.kind == Token::Kind::Name || m_token.kind == Token::Kind::Star || m_token.is("@"_L1)
            || m_token.is("."_L1) || m_token.is(".."_L1);
    }

    bool beginsPrimary() const
    {
        switch (m_token.kind) {
        case Token::Kind::Literal:
        case Token::Kind::Number:
        case Token::Kind::Variable:
            return true;
        case Token::Kind::Name:
            return !isNodeType(m_token.text) && peek().is("("_L1);
        default:
            return m_token.is("("_L1);
        }
    }

    /// PrimaryExpr
    Expression primary()
    {
        if (m_token.kind == Token::Kind::Variable)
            fail(u"There are no variables here: nothing gives \"%1\" a value."_s.arg(m_token.text), m_token.offset);
        if (m_token.kind == Token::Kind::Name)
            return function();
        const qsizetype opened = m_token.offset;
        if (!take("("_L1)) {
            advance();
            return {};
        }
        Expression inner = expression();
        close(")"_L1, opened);
        return inner;
    }

    Expression function()
    {
        const Token name = m_token;
        const Function *known = findFunction(name.text);
        if (!known) {
            const QString hint = insteadOf(name.text);
            fail(hint.isEmpty() ? u"XPath 1.0 has no function %1()."_s.arg(name.text) : hint, name.offset);
            return {};
        }
        advance();
        const qsizetype opened = m_token.offset;
        advance();
        Expression call{.kind = Expression::Kind::Function, .readsStrings = known->readsStrings};
        const bool isTranslate = name.text == u"translate";
        bool isPlain = isTranslate; // bytes of ASCII are characters, whatever stands around them
        while (!m_token.is(")"_L1) && !m_error) {
            isPlain =
                isPlain && (call.operands.empty() || (m_token.kind == Token::Kind::Literal && isAscii(m_token.text)));
            call.operands.push_back(expression());
            if (!take(","_L1))
                break;
            if (m_token.is(")"_L1))
                failHere(u"Another argument should stand here"_s);
        }
        close(")"_L1, opened);
        const auto count = int(call.operands.size());
        if (count < known->least || count > known->most)
            fail(u"%1() takes %2, not %3."_s.arg(name.text, arguments(*known)).arg(count), name.offset);
        m_syntax.countsCharacters |= known->countsCharacters && !isPlain;
        return call;
    }

    static QString arguments(const Function &function)
    {
        const auto many = [](int n) { return u"%1 argument%2"_s.arg(n).arg(n == 1 ? QString() : u"s"_s); };
        if (function.most == anyNumber)
            return u"at least "_s + many(function.least);
        return function.least == function.most ? many(function.least)
                                               : u"%1 or %2"_s.arg(function.least).arg(many(function.most));
    }

    /// Step, "/" and "//" between them; the first may begin with "//".
    void steps(Expression &path)
    {
        do {
            if (take("//"_L1))
                path.steps.push_back({Axis::DescendantOrSelf, {}, {}});
            step(path);
        } while (!m_error && (m_token.is("//"_L1) || take("/"_L1)));
    }

    void step(Expression &path)
    {
        Expression::Step step;
        if (take("."_L1)) {
            step.axis = Axis::Self;
        } else if (take(".."_L1)) {
            step.axis = Axis::Parent;
        } else {
            if (take("@"_L1))
                step.axis = Axis::Attribute;
            else if (m_token.kind == Token::Kind::Name && peek().is("::"_L1))
                step.axis = axis();
            nodeTest(step);
            predicates(step.predicates);
        }
        path.steps.push_back(std::move(step));
    }

    Axis axis()
    {
        const Token name = m_token;
        const auto *const found =
            std::find_if(axes.begin(), axes.end(), [&](const auto &axis) { return name.text == axis.first; });
        advance();
        advance();
        if (found != axes.end())
            return found->second;
        fail(name.text == u"namespace" ? u"The namespace axis is not there: HTML has no namespace nodes."_s
                                       : u"There is no axis \"%1\"."_s.arg(name.text),
             name.offset);
        return Axis::Self;
    }

    void nodeTest(Expression::Step &step)
    {
        if (m_token.kind != Token::Kind::Name && m_token.kind != Token::Kind::Star)
            return failHere(u"A name, \"*\", \"@\", \".\" or a function should stand here"_s);
        const Token name = m_token;
        advance();
        const qsizetype opened = m_token.offset;
        if (!take("("_L1)) {
            if (name.kind == Token::Kind::Name && !name.text.endsWith(u'*'))
                step.name = name.text.toString();
            return;
        }
        if (!isNodeType(name.text))
            return fail(u"A function can't be a step: %1()."_s.arg(name.text), name.offset);
        if (name.text == u"processing-instruction" && m_token.kind == Token::Kind::Literal)
            advance();
        close(")"_L1, opened);
    }

    void predicates(std::vector<Expression> &all)
    {
        for (qsizetype opened = m_token.offset; take("["_L1); opened = m_token.offset) {
            all.push_back(expression());
            close("]"_L1, opened);
        }
    }

    QStringView m_text;
    Token m_token;
    int m_depth = 0;
    Syntax m_syntax;
    std::optional<ExpressionError> m_error;
};

} // namespace

Expected<Syntax, ExpressionError> readSyntax(QStringView text)
{
    if (text.size() > maxLength)
        return Unexpected(ExpressionError{maxLength, u"The expression has more than %1 characters."_s.arg(maxLength)});
    return Reader(text).read();
}

} // namespace creel::xpath
