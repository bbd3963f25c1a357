// SelectorParser: what begins with a colon.
#include "parse/css/selectorparser.h"

#include "parse/css/anplusb.h"
#include "parse/css/selectornames.h"

using namespace Qt::StringLiterals;

#include <utility>

namespace creel::css {
namespace {

using Type = Token::Type;

constexpr NthPattern firstPlace{0, 1};

bool isFunctionName(QByteArrayView name)
{
    for (const QByteArrayView known : {"not", "is", "where", "has", "nth-child", "nth-last-child", "nth-of-type",
                                       "nth-last-of-type", "lang", "dir", "contains"})
        if (known == name)
            return true;
    return false;
}

} // namespace

bool SelectorParser::parsePseudo(Compound &compound)
{
    const qsizetype colon = m_tokens.take().begin;
    const bool isElement = m_tokens.takeDelim(':');
    const Token &token = m_tokens.peek();
    if (token.type != Type::Ident && token.type != Type::Function)
        return m_tokens.failHere(u"expected the name of a pseudo-class, not %1"_s.arg(shown(token)));
    if (isElement)
        return m_tokens.fail(colon, whyUnsupported("before"));
    const Token name = m_tokens.take();
    return name.type == Type::Ident ? parsePlainPseudo(compound, name, colon) : parseFunction(compound, name, colon);
}

bool SelectorParser::parsePlainPseudo(Compound &compound, const Token &name, qsizetype colon)
{
    const QByteArray lower = name.value.toLower();
    if (const auto pseudoClass = pseudoClassByName(lower)) {
        m_out.usesScope |= *pseudoClass == PseudoClass::Scope;
        compound.tests.emplace_back(*pseudoClass);
        return true;
    }
    const bool only = lower == "only-of-type";
    if (only || lower == "first-of-type" || lower == "last-of-type") {
        if (only || lower == "first-of-type")
            compound.tests.emplace_back(nth(firstPlace, false, true));
        if (only || lower == "last-of-type")
            compound.tests.emplace_back(nth(firstPlace, true, true));
        return true;
    }
    if (isFunctionName(lower))
        return m_tokens.fail(colon, u":%1 needs something in parentheses"_s.arg(QLatin1String(lower)));
    const QString why = whyUnsupported(lower);
    return m_tokens.fail(colon,
                         why.isNull() ? u"there is no pseudo-class :%1"_s.arg(QString::fromUtf8(name.value)) : why);
}

bool SelectorParser::parseFunction(Compound &compound, const Token &name, qsizetype colon)
{
    const QByteArray lower = name.value.toLower();
    if (!isFunctionName(lower)) {
        const QString why = whyUnsupported(lower);
        if (pseudoClassByName(lower))
            return m_tokens.fail(name.end - 1, u":%1 takes no argument"_s.arg(QLatin1String(lower)));
        return m_tokens.fail(
            colon, why.isNull() ? u"there is no pseudo-class :%1()"_s.arg(QString::fromUtf8(name.value)) : why);
    }
    if (!goDeeper(colon) || !parseArgument(compound, lower, colon))
        return false;
    --m_depth;
    m_tokens.skipSpace();
    if (m_tokens.peek().type == Type::End)
        return m_tokens.fail(colon, u"the parenthesis of :%1 is not closed"_s.arg(QLatin1String(lower)));
    if (!m_tokens.takeDelim(')'))
        return m_tokens.failHere(u"expected \")\", not %1"_s.arg(shown(m_tokens.peek())));
    return true;
}

bool SelectorParser::parseArgument(Compound &compound, const QByteArray &name, qsizetype colon)
{
    if (name == "not" || name == "is" || name == "where") {
        LogicalTest test{name == "not", {}};
        if (!parseComplexList(test.list))
            return false;
        compound.tests.emplace_back(std::move(test));
        return true;
    }
    if (name == "has")
        return parseHas(compound, colon);
    if (name.startsWith("nth-"))
        return parseNth(compound, name.startsWith("nth-last"), name.endsWith("of-type"));
    if (name == "dir")
        return parseDirection(compound);
    QByteArrayList texts;
    if (!parseTexts(texts))
        return false;
    if (name == "lang")
        compound.tests.emplace_back(LangTest{std::move(texts)});
    else
        compound.tests.emplace_back(ContainsTest{std::move(texts)});
    return true;
}

bool SelectorParser::parseHas(Compound &compound, qsizetype colon)
{
    if (m_inHas) // Selectors 4, :has()
        return m_tokens.fail(colon, u":has() can't stand inside of :has()"_s);
    m_inHas = true;
    HasTest test;
    test.anchors = newTable();
    const bool usedScope = std::exchange(m_out.usesScope, false);
    if (!parseComplexList(test.relative, true))
        return false;
    test.usesScope = m_out.usesScope;
    m_out.usesScope |= usedScope;
    m_inHas = false;
    compound.tests.emplace_back(std::move(test));
    return true;
}

bool SelectorParser::parseNth(Compound &compound, bool fromEnd, bool sameType)
{
    NthPattern pattern;
    if (!parseAnPlusB(m_tokens, pattern))
        return false;
    const Token &token = m_tokens.peek();
    if (sameType || token.type != Type::Ident || token.value.toLower() != "of") {
        compound.tests.emplace_back(nth(pattern, fromEnd, sameType));
        return true;
    }
    m_tokens.take();
    NthTest test{pattern, fromEnd, false, {}, newTable(), newTable()};
    if (!parseComplexList(test.of))
        return false;
    compound.tests.emplace_back(std::move(test));
    return true;
}

/// Tests that count the same elements share what they have counted.
NthTest SelectorParser::nth(NthPattern pattern, bool fromEnd, bool sameType)
{
    auto &tables = m_nthTables[fromEnd][sameType];
    if (!tables)
        tables = {newTable(), newTable()};
    return {pattern, fromEnd, sameType, {}, tables->first, tables->second};
}

/// Names or strings with commas between.
bool SelectorParser::parseTexts(QByteArrayList &texts)
{
    do {
        m_tokens.skipSpace();
        if (m_tokens.peek().type != Type::String && m_tokens.peek().type != Type::Ident)
            return m_tokens.failHere(u"expected a name or a string in quotes, not %1"_s.arg(shown(m_tokens.peek())));
        texts.append(m_tokens.take().value);
        m_tokens.skipSpace();
    } while (m_tokens.takeDelim(','));
    return true;
}

bool SelectorParser::parseDirection(Compound &compound)
{
    m_tokens.skipSpace();
    const Token &token = m_tokens.peek();
    const QByteArray direction = token.value.toLower();
    if (token.type != Type::Ident || (direction != "ltr" && direction != "rtl"))
        return m_tokens.failHere(u"expected ltr or rtl, not %1"_s.arg(shown(token)));
    m_tokens.take();
    compound.tests.emplace_back(DirTest{direction == "rtl"});
    return true;
}

} // namespace creel::css
