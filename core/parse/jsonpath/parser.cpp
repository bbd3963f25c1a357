#include "parse/jsonpath/parser.h"

#include "parse/jsonpath.h"
#include "parse/utf8.h"

using namespace Qt::StringLiterals;

namespace creel::jsonpath {
namespace {

constexpr qint64 maxInteger = (qint64(1) << 53) - 1; // §2.1: I-JSON's

bool isDigit(char16_t c) { return c >= u'0' && c <= u'9'; }

/// name-first
bool beginsName(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 0x80 && !(c >= 0xD800 && c <= 0xDFFF));
}

} // namespace

bool Parser::fail(qsizetype offset, QString message)
{
    if (!m_error)
        m_error = ExpressionError{offset, std::move(message)};
    return false;
}

bool Parser::takeIf(char16_t c)
{
    if (m_at >= m_text.size() || here() != c)
        return false;
    ++m_at;
    return true;
}

void Parser::skipBlanks()
{
    while (here() == u' ' || here() == u'\t' || here() == u'\n' || here() == u'\r')
        ++m_at;
}

/// A code point of 1 or 2 code units; a surrogate when it has no other half.
char32_t Parser::characterHere(qsizetype &size) const
{
    size = 1;
    if (!QChar::isHighSurrogate(here()) || !QChar::isLowSurrogate(peek(1)))
        return here();
    size = 2;
    return QChar::surrogateToUcs4(here(), peek(1));
}

bool Parser::enter()
{
    return ++m_depth <= JsonPath::maxDepth
        || failHere(u"nested too deep: %1 levels are the most"_s.arg(JsonPath::maxDepth));
}

Expected<Query, ExpressionError> Parser::parse()
{
    Query query;
    qsizetype manyAt = -1;
    bool good = true;
    if (m_text.size() > JsonPath::maxLength)
        good = fail(JsonPath::maxLength, u"a path has %1 characters at most"_s.arg(JsonPath::maxLength));
    else if (here() != u'$')
        good = failHere(u"expected $, the root, with nothing before it"_s);
    good = good && parseQuery(query, manyAt);
    if (good && m_at < m_text.size()) {
        const qsizetype end = m_at;
        skipBlanks();
        if (m_at == m_text.size())
            good = fail(end, u"expected nothing behind the path, not even blanks"_s);
        else
            good = failHere(u"expected . or [ or the end of the path"_s);
    }
    if (!good)
        return Unexpected(*m_error);
    return query;
}

bool Parser::parseQuery(Query &query, qsizetype &manyAt)
{
    query.isRelative = here() == u'@';
    ++m_at;
    return parseSegments(query, manyAt);
}

/// `manyAt` becomes the place of the first segment that no singular query may have; it is left alone when there is none.
bool Parser::parseSegments(Query &query, qsizetype &manyAt)
{
    for (;;) {
        const qsizetype end = m_at;
        skipBlanks();
        if (here() != u'.' && here() != u'[') {
            m_at = end;
            return true;
        }
        const qsizetype begin = m_at;
        Segment segment;
        bool isLoose = false;
        if (!parseSegment(segment, isLoose))
            return false;
        const Selector &first = segment.selectors.front();
        const bool isSingular = !segment.isDescendant && segment.selectors.size() == 1 && !isLoose
            && (std::holds_alternative<NameSelector>(first) || std::holds_alternative<IndexSelector>(first));
        if (!isSingular && manyAt < 0)
            manyAt = begin;
        query.segments.push_back(std::move(segment));
    }
}

bool Parser::parseSegment(Segment &segment, bool &isLoose)
{
    if (here() == u'[')
        return parseBracketed(segment, isLoose);
    ++m_at;
    segment.isDescendant = takeIf(u'.');
    if (segment.isDescendant && here() == u'[')
        return parseBracketed(segment, isLoose);
    if (takeIf(u'*')) {
        segment.selectors.push_back(WildcardSelector{});
        return true;
    }
    qsizetype size = 0;
    if (!beginsName(characterHere(size)))
        return failHere(segment.isDescendant ? u"expected a name, * or [ right behind .."_s
                                             : u"expected a name or * right behind the dot"_s);
    NameSelector selector;
    if (!parseShorthand(selector.name))
        return false;
    segment.selectors.push_back(std::move(selector));
    return true;
}

bool Parser::parseShorthand(QByteArray &name)
{
    for (;;) {
        qsizetype size = 0;
        const char32_t c = characterHere(size);
        if (!beginsName(c) && !isDigit(here()))
            return true;
        appendUtf8(name, c);
        m_at += size;
    }
}

/// bracketed-selection. `isLoose`: with blanks, which singular queries may not have.
bool Parser::parseBracketed(Segment &segment, bool &isLoose)
{
    ++m_at;
    for (;;) {
        const qsizetype begin = m_at;
        skipBlanks();
        const qsizetype selector = m_at;
        if (!parseSelector(segment))
            return false;
        const qsizetype end = m_at;
        skipBlanks();
        isLoose = isLoose || selector != begin || end != m_at;
        if (takeIf(u']'))
            return true;
        if (!takeIf(u','))
            return failHere(u"expected , or ]"_s);
    }
}

bool Parser::parseSelector(Segment &segment)
{
    const char16_t c = here();
    if (c == u'"' || c == u'\'') {
        NameSelector selector;
        if (!parseString(selector.name))
            return false;
        segment.selectors.push_back(std::move(selector));
        return true;
    }
    if (takeIf(u'*')) {
        segment.selectors.push_back(WildcardSelector{});
        return true;
    }
    if (c == u'-' || c == u':' || isDigit(c))
        return parsePlaces(segment);
    if (!takeIf(u'?'))
        return failHere(u"expected a name in quotes, an index, a slice, * or ?"_s);
    auto test = std::make_shared<LogicalExpr>();
    skipBlanks();
    if (!enter() || !parseLogical(*test))
        return false;
    --m_depth;
    segment.selectors.push_back(FilterSelector{std::move(test)});
    return true;
}

/// index-selector or slice-selector
bool Parser::parsePlaces(Segment &segment)
{
    SliceSelector slice;
    if (!parseOptionalInteger(slice.start))
        return false;
    const qsizetype end = m_at;
    skipBlanks();
    if (!takeIf(u':')) {
        m_at = end;
        segment.selectors.push_back(IndexSelector{*slice.start});
        return true;
    }
    std::optional<qint64> step;
    skipBlanks();
    if (!parseOptionalInteger(slice.end))
        return false;
    skipBlanks();
    if (takeIf(u':')) {
        skipBlanks();
        if (!parseOptionalInteger(step))
            return false;
    }
    slice.step = step.value_or(1);
    segment.selectors.push_back(slice);
    return true;
}

bool Parser::parseOptionalInteger(std::optional<qint64> &value)
{
    if (here() != u'-' && !isDigit(here()))
        return true;
    return parseInteger(value.emplace());
}

bool Parser::parseInteger(qint64 &value)
{
    const qsizetype begin = m_at;
    const bool isNegative = takeIf(u'-');
    if (!isDigit(here()))
        return failHere(u"expected a digit"_s);
    if (here() == u'0' && isNegative)
        return failHere(u"expected a digit from 1 to 9: there is no -0"_s);
    if (here() == u'0' && isDigit(peek(1)))
        return fail(m_at + 1, u"expected no digit behind a leading zero"_s);
    value = 0;
    for (; isDigit(here()); ++m_at) {
        value = value * 10 + (here() - u'0');
        if (value > maxInteger)
            return fail(begin, u"expected an integer from -(2^53 - 1) to 2^53 - 1"_s);
    }
    if (isNegative)
        value = -value;
    return true;
}

} // namespace creel::jsonpath
