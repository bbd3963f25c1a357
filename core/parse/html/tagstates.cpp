// Tags (§13.2.5.6–8 and .32–40).

#include "parse/ascii.h"
#include "parse/html/characterclasses.h"
#include "parse/html/scan.h"
#include "parse/html/tokenizer.h"

namespace creel::html {

/// At a `<` that opensMarkup().
bool Tokenizer::readMarkup()
{
    // §13.2.5.6 Tag open
    const char *at = m_at + 1;
    if (isAsciiAlpha(*at))
        return readTag(at, Token::Type::StartTag);
    if (*at == '!')
        return readMarkupDeclaration();
    if (*at == '?')
        return readBogusComment(at);

    // §13.2.5.7 End tag open
    ++at;
    if (isAsciiAlpha(*at))
        return readTag(at, Token::Type::EndTag);
    if (*at != '>')
        return readBogusComment(at);
    m_at = at + 1;
    return false;
}

bool Tokenizer::readTag(const char *at, Token::Type type)
{
    const char *begin = at;
    unsigned classes = 0;
    bool isKept = false;
    Attribute attribute;
    const auto skip = [&](unsigned until) {
        begin = at;
        classes = 0;
        while (at != m_end && (classOf(*at) & until) == 0)
            classes |= classOf(*at++);
    };
    const auto skipSpace = [&] {
        while (at != m_end && (classOf(*at) & Space) != 0)
            ++at;
    };
    const auto endOfFile = [this] { // a tag that the file ends in is no token
        m_at = m_end;
        return false;
    };
    const auto keepAttribute = [&] {
        if (isKept)
            m_attributes.push_back(attribute);
    };
    m_attributes.clear();
    ++m_tagNumber;
    m_token.isSelfClosing = false;

    // §13.2.5.8 Tag name
    skip(Space | Slash | GreaterThan);
    m_token.text = lowerCased(begin, at, classes);
    m_token.name =
        type == Token::Type::StartTag ? m_names.intern(text(m_token.text)) : m_names.find(text(m_token.text));

beforeAttributeName: // §13.2.5.32, and .39 After attribute value (quoted)
    skipSpace();
    if (at == m_end)
        return endOfFile();
    if (*at == '>')
        goto emitTag;
    if (*at == '/')
        goto selfClosingStartTag;

attributeName: // §13.2.5.33; a '=' here is the first of the name
    if (*at == '=') {
        ++at;
        skip(Space | Slash | GreaterThan | Equals);
        --begin;
    } else {
        skip(Space | Slash | GreaterThan | Equals);
    }
    attribute = {};
    attribute.nameSource = rangeOf(begin, at);
    isKept = false;
    if (type == Token::Type::StartTag) {
        attribute.name = m_names.intern(text(lowerCased(begin, at, classes)));
        isKept = !isRepeated(attribute.name);
    }

    // §13.2.5.34 After attribute name
    skipSpace();
    if (at == m_end)
        return endOfFile();
    if (*at != '=') {
        keepAttribute();
        if (*at == '>')
            goto emitTag;
        if (*at == '/')
            goto selfClosingStartTag;
        goto attributeName;
    }
    ++at;

    // §13.2.5.35 Before attribute value
    skipSpace();
    if (at == m_end)
        return endOfFile();
    if (*at == '"') { // §13.2.5.36 Attribute value (double-quoted)
        begin = ++at;
        at = findAny<'"', '&', '\r', '\0'>(at, m_end);
        classes = 0;
        if (at != m_end && *at != '"') {
            classes = Changes;
            at = findAny<'"'>(at, m_end);
        }
    } else if (*at == '\'') { // §13.2.5.37 Attribute value (single-quoted)
        begin = ++at;
        at = findAny<'\'', '&', '\r', '\0'>(at, m_end);
        classes = 0;
        if (at != m_end && *at != '\'') {
            classes = Changes;
            at = findAny<'\''>(at, m_end);
        }
    } else { // §13.2.5.38 Attribute value (unquoted); none before '>'
        skip(Space | GreaterThan);
    }
    if (at == m_end)
        return endOfFile();
    attribute.value = (classes & Changes) != 0 && isKept ? attributeValue(begin, at) : refTo(begin, at);
    attribute.valueSource = rangeOf(begin, at);
    keepAttribute();
    if (*at == '"' || *at == '\'')
        ++at;
    goto beforeAttributeName;

selfClosingStartTag: // §13.2.5.40
    ++at;
    if (at == m_end)
        return endOfFile();
    if (*at != '>')
        goto beforeAttributeName;
    m_token.isSelfClosing = true;

emitTag:
    emit(type, m_at, at + 1);
    return true;
}

} // namespace creel::html
