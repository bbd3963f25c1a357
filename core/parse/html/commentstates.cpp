// Comments and what else begins with `<!` (§13.2.5.41–52).

#include "parse/ascii.h"
#include "parse/html/scan.h"
#include "parse/html/tokenizer.h"

namespace creel::html {

/// §13.2.5.41 Bogus comment
bool Tokenizer::readBogusComment(const char *data)
{
    const char *end = findAny<'>'>(data, m_end);
    m_token.text = normalized(data, end);
    emit(Token::Type::Comment, m_at, end == m_end ? end : end + 1);
    return true;
}

/// §13.2.5.42 Markup declaration open
bool Tokenizer::readMarkupDeclaration()
{
    const QByteArrayView rest(m_at + 2, m_end);
    if (rest.startsWith("--"))
        return readComment(rest.data() + 2);
    if (rest.size() >= 7 && equalsIgnoringAsciiCase(rest.first(7), "doctype"))
        return readDoctype();
    if (!m_isCdataAllowed || !rest.startsWith("[CDATA["))
        return readBogusComment(rest.data());
    m_at += 9;
    setState(State::CdataSection);
    return false;
}

/// The data is what stands between the delimiters, so that only its end is looked for.
bool Tokenizer::readComment(const char *data)
{
    const char *at = data;
    const char *dataEnd = data;
    const auto is = [&at, this](char c) { return at != m_end && *at == c; };

    // §13.2.5.43 Comment start
    if (is('>'))
        goto emitComment;
    if (!is('-'))
        goto comment;
    ++at;

    // §13.2.5.44 Comment start dash
    if (is('>') || at == m_end)
        goto emitComment;
    if (is('-'))
        goto commentEndDash;

comment: // §13.2.5.45; .46 to .49, the less-than sign states, tell a parse error only
    at = dataEnd = findAny<'-'>(at, m_end);
    if (at == m_end)
        goto emitComment;
    ++at;

commentEndDash: // §13.2.5.50
    if (at == m_end)
        goto emitComment;
    if (!is('-'))
        goto comment;
    ++at;

commentEnd: // §13.2.5.51
    dataEnd = at - 2;
    if (is('>') || at == m_end)
        goto emitComment;
    if (is('-')) {
        ++at;
        goto commentEnd;
    }
    if (!is('!'))
        goto comment;
    ++at;

    // §13.2.5.52 Comment end bang
    if (is('-')) {
        dataEnd = at++;
        goto commentEndDash;
    }
    if (!is('>') && at != m_end)
        goto comment;

emitComment:
    m_token.text = normalized(data, dataEnd);
    emit(Token::Type::Comment, m_at, at == m_end ? at : at + 1);
    return true;
}

} // namespace creel::html
