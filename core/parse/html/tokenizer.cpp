// The states that read characters (§13.2.5.1–5 and .69–71).

#include "parse/html/tokenizer.h"

#include "parse/ascii.h"
#include "parse/html/characterreference.h"
#include "parse/html/scan.h"

namespace creel::html {

Token &Tokenizer::next()
{
    m_changed.resize(0);
    for (;;) {
        if ((m_state != State::Data && readRawText()) || readText<State::Data>(m_end))
            return m_token;
        if (m_at == m_end) {
            m_token.text = {};
            return emit(Token::Type::EndOfFile, m_end, m_end);
        }
        if (readMarkup())
            return m_token;
    }
}

void Tokenizer::setState(State state, QByteArrayView endTag)
{
    m_state = state;
    m_endTag = endTag;
    m_textEnd = nullptr;
}

/// All but the data state know where they end before their characters are read. There the data state goes on.
bool Tokenizer::readRawText()
{
    const bool isNew = m_textEnd == nullptr;
    switch (m_state) {
    case State::Data:
        break;
    case State::Rcdata: // §13.2.5.2
        m_textEnd = isNew ? findEndOfRawText() : m_textEnd;
        if (readText<State::Rcdata>(m_textEnd))
            return true;
        break;
    case State::Rawtext: // §13.2.5.3
        m_textEnd = isNew ? findEndOfRawText() : m_textEnd;
        if (readText<State::Rawtext>(m_textEnd))
            return true;
        break;
    case State::ScriptData: // §13.2.5.4
        m_textEnd = isNew ? findEndOfScriptData() : m_textEnd;
        if (readText<State::ScriptData>(m_textEnd))
            return true;
        break;
    case State::Plaintext: // §13.2.5.5
        if (readText<State::Plaintext>(m_end))
            return true;
        break;
    case State::CdataSection: { // §13.2.5.69, .70 CDATA section bracket, .71 CDATA section end
        if (isNew) {
            const qsizetype length = QByteArrayView(m_at, m_end).indexOf("]]>");
            m_textEnd = length < 0 ? m_end : m_at + length;
        }
        if (readText<State::CdataSection>(m_textEnd))
            return true;
        if (m_textEnd != m_end)
            m_at = m_textEnd + 3;
        break;
    }
    }
    setState(State::Data);
    return false;
}

/// §13.2.5.6 Tag open and .7 End tag open: whether `<` and what follows is more than characters.
bool Tokenizer::opensMarkup(const char *lessThan) const
{
    if (m_end - lessThan < 2)
        return false;
    const char c = lessThan[1];
    return isAsciiAlpha(c) || c == '!' || c == '?' || (c == '/' && m_end - lessThan > 2);
}

/// Reads one token of characters. False if there are none, up to `limit` or markup.
template <Tokenizer::State state>
bool Tokenizer::readText(const char *limit)
{
    constexpr bool keepsNull = state == State::Data || state == State::CdataSection;
    const char *text = m_at;
    const char *at = m_at;
    for (;; ++at) {
        if constexpr (state == State::Data)
            at = findAny<'<', '&', '\r', '\0'>(at, limit);
        else if constexpr (state == State::Rcdata)
            at = findAny<'&', '\r', '\0'>(at, limit);
        else
            at = findAny<'\r', '\0'>(at, limit);
        if (at == limit)
            break;
        if (*at == '<') {
            if (opensMarkup(at))
                break;
        } else if (*at == '&') {
            const CharacterReference reference = matchCharacterReference(at, limit);
            if (reference.length == 0)
                continue; // the ampersand stands for itself
            if (at != m_at)
                break;
            m_changed.append(reference.utf8());
            m_token.text = changedFrom(0);
            emit(Token::Type::Characters, at, at + reference.length);
            return true;
        } else if (at != m_at) {
            break;
        } else if (*at == '\0') {
            const char *end = at;
            while (end != limit && *end == '\0') {
                ++end;
                if constexpr (!keepsNull)
                    m_changed.append("\xEF\xBF\xBD");
            }
            m_token.text = keepsNull ? refTo(at, end) : changedFrom(0);
            emit(keepsNull ? Token::Type::NullCharacters : Token::Type::Characters, at, end);
            return true;
        } else if (limit - at > 1 && at[1] == '\n') {
            text = ++at; // §13.2.3.5: CR LF is LF
        } else {
            m_changed.append('\n');
            m_token.text = changedFrom(0);
            emit(Token::Type::Characters, at, at + 1);
            return true;
        }
    }
    if (at == m_at)
        return false;
    m_token.text = refTo(text, at);
    emit(Token::Type::Characters, m_at, at);
    return true;
}

Token &Tokenizer::emit(Token::Type type, const char *begin, const char *end)
{
    m_token.type = type;
    m_token.source = rangeOf(begin, end);
    m_at = end;
    return m_token;
}

/// [begin, end) with line ends normalized (§13.2.3.5) and U+FFFD for NUL, as comments and the DOCTYPE's identifiers have it.
TextRef Tokenizer::normalized(const char *begin, const char *end)
{
    const char *at = findAny<'\r', '\0'>(begin, end);
    if (at == end)
        return refTo(begin, end);
    const qsizetype changed = m_changed.size();
    for (; at != end; at = findAny<'\r', '\0'>(begin, end)) {
        m_changed.append(begin, at - begin);
        if (*at == '\0')
            m_changed.append("\xEF\xBF\xBD");
        else if (end - at < 2 || at[1] != '\n')
            m_changed.append('\n');
        begin = at + 1;
    }
    m_changed.append(begin, end - begin);
    return changedFrom(changed);
}

} // namespace creel::html
