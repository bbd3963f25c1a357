#pragma once

#include "parse/css/tokenizer.h"

#include <optional>

namespace creel::css {

/// A parser's place among the tokens, and the first thing that went wrong.
class TokenStream
{
public:
    explicit TokenStream(std::vector<Token> tokens) : m_tokens(std::move(tokens)) { }

    const Token &peek() const { return m_tokens[m_at]; }
    const Token &peekNext() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    /// The token, and on to the next. At the End it stays.
    const Token &take() { return m_tokens[m_at + 1 < m_tokens.size() ? m_at++ : m_at]; }
    bool skipSpace()
    {
        const bool some = peek().type == Token::Type::Space;
        while (peek().type == Token::Type::Space) // more than one where a comment stood between
            take();
        return some;
    }
    bool takeDelim(char32_t c)
    {
        const bool found = peek().is(c);
        if (found)
            take();
        return found;
    }

    /// Notes an error; the first one stays. Returns false, for the caller to hand on.
    bool fail(qsizetype offset, const QString &message)
    {
        if (!m_error)
            m_error = SelectorError{offset, message};
        return false;
    }
    bool failHere(const QString &message) { return fail(peek().begin, message); }
    const std::optional<SelectorError> &error() const { return m_error; }

private:
    std::vector<Token> m_tokens; ///< the last one is End
    size_t m_at = 0;
    std::optional<SelectorError> m_error;
};

} // namespace creel::css
