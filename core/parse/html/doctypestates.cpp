// The DOCTYPE (§13.2.5.53–68).

#include "parse/ascii.h"
#include "parse/html/characterclasses.h"
#include "parse/html/scan.h"
#include "parse/html/tokenizer.h"

namespace creel::html {

bool Tokenizer::readDoctype()
{
    const char *at = m_at + 9; // behind <!DOCTYPE
    const char *begin = at;
    unsigned classes = 0;
    const auto skipSpace = [&at, this] {
        while (at != m_end && isAsciiSpace(*at))
            ++at;
    };
    const auto isAtEnd = [&at, this] { return at == m_end || *at == '>'; };
    const auto isQuote = [&at, this] { return at != m_end && (*at == '"' || *at == '\''); };
    const auto isKeyword = [&at, this](QByteArrayView word) {
        return m_end - at >= word.size() && equalsIgnoringAsciiCase({at, word.size()}, word);
    };
    /// The quoted states: up to the same quote; '>' ends the DOCTYPE all the same.
    const auto readIdentifier = [&at, this](TextRef &identifier) {
        const char quote = *at++;
        const char *first = at;
        at = quote == '"' ? findAny<'"', '>'>(at, m_end) : findAny<'\'', '>'>(at, m_end);
        identifier = normalized(first, at);
        if (at == m_end || *at != quote)
            return false;
        ++at;
        return true;
    };
    m_token.hasName = m_token.hasPublicId = m_token.hasSystemId = false;
    m_token.text = m_token.publicId = m_token.systemId = {};
    m_token.forceQuirks = true; // until it is seen to be whole

    // §13.2.5.53 DOCTYPE, .54 Before DOCTYPE name
    skipSpace();
    if (isAtEnd())
        goto emitDoctype;

    // §13.2.5.55 DOCTYPE name
    for (begin = at; !isAtEnd() && !isAsciiSpace(*at); ++at)
        classes |= classOf(*at);
    m_token.hasName = true;
    m_token.text = lowerCased(begin, at, classes);

    // §13.2.5.56 After DOCTYPE name
    skipSpace();
    if (isAtEnd()) {
        m_token.forceQuirks = at == m_end;
        goto emitDoctype;
    }
    if (isKeyword("system"))
        goto afterDoctypeSystemKeyword;
    if (!isKeyword("public"))
        goto bogusDoctype;

    // §13.2.5.57 After DOCTYPE public keyword, .58 Before DOCTYPE public identifier
    at += 6;
    skipSpace();
    if (!isQuote())
        goto bogusDoctype;

    // §13.2.5.59 DOCTYPE public identifier (double-quoted), .60 (single-quoted)
    m_token.hasPublicId = true;
    if (!readIdentifier(m_token.publicId))
        goto emitDoctype;

    // §13.2.5.61 After DOCTYPE public identifier, .62 Between DOCTYPE public and system identifiers
    skipSpace();
    if (isAtEnd()) {
        m_token.forceQuirks = at == m_end;
        goto emitDoctype;
    }
    goto systemIdentifier;

afterDoctypeSystemKeyword: // §13.2.5.63, .64 Before DOCTYPE system identifier
    at += 6;
    skipSpace();

systemIdentifier: // §13.2.5.65 DOCTYPE system identifier (double-quoted), .66 (single-quoted)
    if (!isQuote())
        goto bogusDoctype;
    m_token.hasSystemId = true;
    if (!readIdentifier(m_token.systemId))
        goto emitDoctype;

    // §13.2.5.67 After DOCTYPE system identifier
    skipSpace();
    m_token.forceQuirks = at == m_end;

bogusDoctype: // §13.2.5.68
    at = findAny<'>'>(at, m_end);

emitDoctype:
    emit(Token::Type::Doctype, m_at, at == m_end ? at : at + 1);
    return true;
}

} // namespace creel::html
