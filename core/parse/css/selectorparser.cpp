#include "parse/css/selectorparser.h"

#include "parse/ascii.h"
#include "parse/css/anplusb.h"
#include "parse/css/selectornames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel::css {

using Type = Token::Type;

Expected<CompiledSelector, SelectorError> SelectorParser::parse()
{
    if (parseComplexList(m_out.list) && m_tokens.peek().type != Type::End)
        m_tokens.failHere(u"unexpected %1"_s.arg(shown(m_tokens.peek())));
    if (m_tokens.error())
        return Unexpected(*m_tokens.error());
    return std::move(m_out);
}

bool SelectorParser::parseComplexList(ComplexList &list, bool relative)
{
    do {
        if (!parseComplex(list.emplace_back(), relative))
            return false;
    } while (m_tokens.takeDelim(','));
    return true;
}

bool SelectorParser::parseComplex(Complex &complex, bool relative)
{
    const int depth = m_depth;
    m_tokens.skipSpace();
    Combinator combinator = Combinator::None;
    bool goesOn = true;
    if (relative) { // <relative-selector>: a combinator may come first
        if (!parseCombinator(combinator, goesOn))
            return false;
        if (combinator == Combinator::None)
            combinator = Combinator::Descendant;
    }
    do {
        Compound &compound = complex.compounds.emplace_back();
        compound.combinator = combinator;
        if (combinator == Combinator::Descendant || combinator == Combinator::SubsequentSibling)
            compound.reach = newTable();
        if (!goDeeper(m_tokens.peek().begin) || !parseCompound(compound) || !parseCombinator(combinator, goesOn))
            return false;
    } while (goesOn);
    m_depth = depth;
    return true;
}

/// `goesOn`: another compound is to follow.
bool SelectorParser::parseCombinator(Combinator &combinator, bool &goesOn)
{
    const bool space = m_tokens.skipSpace();
    const Token &token = m_tokens.peek();
    combinator = token.is('>') ? Combinator::Child
        : token.is('+')        ? Combinator::NextSibling
        : token.is('~')        ? Combinator::SubsequentSibling
        : space                ? Combinator::Descendant
                               : Combinator::None;
    if (token.is('>') || token.is('+') || token.is('~')) {
        m_tokens.take();
        m_tokens.skipSpace();
        goesOn = true;
        return true;
    }
    goesOn = space && token.type != Type::End && !token.is(',') && !token.is(')');
    if (token.is('|') && m_tokens.peekNext().is('|'))
        return m_tokens.failHere(u"the column combinator || is not supported"_s);
    return true;
}

bool SelectorParser::parseCompound(Compound &compound)
{
    bool found = false;
    if (!parseType(compound, found))
        return false;
    for (;;) {
        const Token &token = m_tokens.peek();
        if (token.type == Type::Hash) {
            if (!token.isId)
                return m_tokens.failHere(
                    u"an id can't begin like %1; escape it, or write [id=\"…\"]"_s.arg(shown(token)));
            compound.tests.emplace_back(IdTest{m_tokens.take().value});
        } else if (m_tokens.takeDelim('.')) {
            if (m_tokens.peek().type != Type::Ident)
                return m_tokens.failHere(u"expected a class name after \".\", not %1"_s.arg(shown(m_tokens.peek())));
            compound.tests.emplace_back(ClassTest{m_tokens.take().value});
        } else if (token.is('[')) {
            if (!parseAttribute(compound))
                return false;
        } else if (token.is(':')) {
            if (!parsePseudo(compound))
                return false;
        } else {
            break;
        }
        found = true;
    }
    const Token &next = m_tokens.peek();
    if (!found)
        return m_tokens.failHere(u"expected a selector, not %1"_s.arg(shown(next)));
    if (next.type == Type::Ident || next.is('*'))
        return m_tokens.failHere(u"the element name %1 must come first, or after a combinator"_s.arg(shown(next)));
    const bool ends = next.type == Type::Space || next.type == Type::End || next.is(',') || next.is(')') || next.is('>')
        || next.is('+') || next.is('~') || next.is('|');
    if (!ends)
        return m_tokens.failHere(u"unexpected %1"_s.arg(shown(next)));
    std::sort(compound.tests.begin(), compound.tests.end(),
              [](const SimpleTest &a, const SimpleTest &b) { return a.index() < b.index(); });
    return true;
}

/// <type-selector>, `found` if there is one.
bool SelectorParser::parseType(Compound &compound, bool &found)
{
    const auto isName = [](const Token &token) { return token.type == Type::Ident || token.is('*'); };
    const bool noPrefix = m_tokens.peek().is('|') && isName(m_tokens.peekNext());
    if (!isName(m_tokens.peek()) && !noPrefix)
        return true;
    found = true;
    Token name = m_tokens.take();
    if (noPrefix || (m_tokens.peek().is('|') && !m_tokens.peekNext().is('|'))) {
        if (!parseNamespace(compound, noPrefix ? nullptr : &name))
            return false;
        if (!noPrefix)
            m_tokens.take();
        if (!isName(m_tokens.peek()))
            return m_tokens.failHere(u"expected an element name after \"|\", not %1"_s.arg(shown(m_tokens.peek())));
        name = m_tokens.take();
    }
    if (name.type == Type::Ident)
        compound.tests.emplace_back(TypeTest{intern(name.value)});
    return true;
}

bool SelectorParser::parseNamespace(Compound &compound, const Token *prefix)
{
    if (!prefix || prefix->value == "xlink" || prefix->value == "xml") // no element of a page is in these
        compound.tests.emplace_back(NamespaceTest{});
    else if (prefix->value == "html")
        compound.tests.emplace_back(NamespaceTest{Namespace::Html});
    else if (prefix->value == "svg")
        compound.tests.emplace_back(NamespaceTest{Namespace::Svg});
    else if (prefix->value == "math")
        compound.tests.emplace_back(NamespaceTest{Namespace::MathMl});
    else if (prefix->type == Type::Ident)
        return m_tokens.fail(prefix->begin, u"unknown namespace prefix %1"_s.arg(shown(*prefix)));
    return true;
}

bool SelectorParser::parseAttribute(Compound &compound)
{
    const qsizetype bracket = m_tokens.take().begin;
    AttributeTest test;
    m_tokens.skipSpace();
    if (!parseAttributeName(test))
        return false;
    m_tokens.skipSpace();
    if (!m_tokens.peek().is(']') && m_tokens.peek().type != Type::End && !parseAttributeValue(test))
        return false;
    m_tokens.skipSpace();
    if (m_tokens.peek().type == Type::End)
        return m_tokens.fail(bracket, u"this bracket is not closed"_s);
    if (!m_tokens.takeDelim(']'))
        return m_tokens.failHere(u"expected \"]\", not %1"_s.arg(shown(m_tokens.peek())));
    compound.tests.emplace_back(std::move(test));
    return true;
}

/// <wq-name>, and `*|name`.
bool SelectorParser::parseAttributeName(AttributeTest &test)
{
    Token name = m_tokens.peek();
    const bool isPrefix = name.is('*') || (name.type == Type::Ident && m_tokens.peekNext().is('|'));
    if (isPrefix || name.is('|')) {
        const Token prefix = m_tokens.take();
        const Token bar = isPrefix ? m_tokens.peek() : prefix;
        if (!bar.is('|'))
            return m_tokens.failHere(u"expected \"|\" and an attribute name, not %1"_s.arg(shown(bar)));
        const bool isOperator = isPrefix && m_tokens.peekNext().is('='); // [a|=b]
        if (!isOperator || prefix.is('*')) {
            if (isPrefix)
                m_tokens.take();
            name = m_tokens.peek();
            if (prefix.is('*'))
                test.ns = std::nullopt;
            else if (prefix.value == "xlink")
                test.ns = AttributeNamespace::XLink;
            else if (prefix.value == "xml")
                test.ns = AttributeNamespace::Xml;
            else if (isPrefix)
                return m_tokens.fail(prefix.begin, u"no attribute is in the namespace of %1"_s.arg(shown(prefix)));
        } else {
            test.name = intern(prefix.value);
            test.ignoresCaseInHtml = hasCaselessValues(prefix.value.toLower());
            return true;
        }
    }
    if (name.type != Type::Ident)
        return m_tokens.failHere(u"expected an attribute name, not %1"_s.arg(shown(name)));
    m_tokens.take();
    test.name = intern(name.value);
    test.ignoresCaseInHtml = hasCaselessValues(name.value.toLower());
    return true;
}

bool SelectorParser::parseAttributeValue(AttributeTest &test)
{
    const Token &token = m_tokens.peek();
    const AttributeOperator op = token.is('=') ? AttributeOperator::Equals
        : token.is('~')                        ? AttributeOperator::Includes
        : token.is('|')                        ? AttributeOperator::DashMatch
        : token.is('^')                        ? AttributeOperator::Prefix
        : token.is('$')                        ? AttributeOperator::Suffix
        : token.is('*')                        ? AttributeOperator::Substring
                                               : AttributeOperator::Exists;
    if (op == AttributeOperator::Exists)
        return m_tokens.failHere(u"expected \"]\" or an operator like \"=\", not %1"_s.arg(shown(token)));
    m_tokens.take();
    if (op != AttributeOperator::Equals && !m_tokens.takeDelim('='))
        return m_tokens.failHere(u"expected \"=\", not %1"_s.arg(shown(m_tokens.peek())));
    test.op = op;
    m_tokens.skipSpace();
    if (m_tokens.peek().type != Type::String && m_tokens.peek().type != Type::Ident)
        return m_tokens.failHere(u"expected a name or a string in quotes, not %1"_s.arg(shown(m_tokens.peek())));
    test.value = m_tokens.take().value;
    m_tokens.skipSpace();
    if (m_tokens.peek().type == Type::Ident) {
        const Token flag = m_tokens.take();
        if (!equalsIgnoringAsciiCase(flag.value, "i") && !equalsIgnoringAsciiCase(flag.value, "s"))
            return m_tokens.fail(flag.begin, u"expected the flag i or s, or \"]\", not %1"_s.arg(shown(flag)));
        test.caseRule = equalsIgnoringAsciiCase(flag.value, "i") ? CaseRule::Ignore : CaseRule::Keep;
    }
    return true;
}

NameRef SelectorParser::intern(const QByteArray &name)
{
    auto &names = m_out.names;
    const auto known = std::find_if(names.begin(), names.end(), [&](const NameTest &n) { return n.exact == name; });
    if (known != names.end())
        return NameRef(known - names.begin());
    QByteArray lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), toAsciiLower);
    names.push_back({lower, name});
    return NameRef(names.size() - 1);
}

QString SelectorParser::shown(const Token &token) const
{
    if (token.type == Type::End)
        return u"the end"_s;
    return u"\"%1\""_s.arg(m_text.sliced(token.begin, token.end - token.begin));
}

/// What is matched by recursion is bounded here.
bool SelectorParser::goDeeper(qsizetype offset)
{
    return ++m_depth <= Selector::maxDepth || m_tokens.fail(offset, u"this selector is too deep"_s);
}

Expected<CompiledSelector, SelectorError> parseSelector(QStringView text)
{
    if (text.size() > Selector::maxLength)
        return Unexpected(SelectorError{Selector::maxLength, u"a selector ends after 65,536 characters"_s});
    auto tokens = tokenize(text);
    if (!tokens)
        return Unexpected(tokens.error());
    return SelectorParser(text, std::move(*tokens)).parse();
}

} // namespace creel::css
