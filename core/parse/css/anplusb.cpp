#include "parse/css/anplusb.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel::css {
namespace {

bool isInteger(const Token &token) { return token.type == Token::Type::Number && token.isInteger; }

bool expectsNumber(TokenStream &tokens) { return tokens.failHere(u"expected a position like 2n+1, odd or 3"_s); }

/// What stands behind "An": nothing, a signed integer, or a sign and an integer.
bool parseB(TokenStream &tokens, NthPattern &pattern)
{
    tokens.skipSpace();
    if (isInteger(tokens.peek()) && tokens.peek().hasSign) {
        pattern.b = tokens.take().number;
        return true;
    }
    if (!tokens.peek().is('+') && !tokens.peek().is('-'))
        return true;
    const qint64 sign = tokens.take().is('-') ? -1 : 1;
    tokens.skipSpace();
    if (!isInteger(tokens.peek()) || tokens.peek().hasSign)
        return expectsNumber(tokens);
    pattern.b = sign * tokens.take().number;
    return true;
}

/// `rest` is the end of a token from the n on, in lower case: "n", "n-", "n-3". The token is taken already.
bool parseFromN(TokenStream &tokens, const Token &token, QByteArrayView rest, NthPattern &pattern)
{
    if (rest == "n")
        return parseB(tokens, pattern);
    const bool minus = rest.startsWith("n-");
    const QByteArrayView digits = minus ? rest.sliced(2) : rest;
    if (minus && digits.isEmpty()) { // "n- 3"
        tokens.skipSpace();
        if (!isInteger(tokens.peek()) || tokens.peek().hasSign)
            return expectsNumber(tokens);
        pattern.b = -tokens.take().number;
        return true;
    }
    if (!minus || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return tokens.fail(token.begin, u"expected a position like 2n+1, odd or 3"_s);
    bool fits = false;
    const int number = digits.toInt(&fits);
    pattern.b = fits ? -qint64(number) : -(qint64(1) << 31);
    return true;
}

} // namespace

bool parseAnPlusB(TokenStream &tokens, NthPattern &pattern)
{
    tokens.skipSpace();
    const bool plus = tokens.peek().is('+') && tokens.peekNext().type == Token::Type::Ident;
    if (plus)
        tokens.take();
    const Token token = tokens.peek();
    const QByteArray text = token.value.toLower();
    bool good = false;
    if (!plus && isInteger(token)) {
        tokens.take();
        pattern = {0, token.number};
        good = true;
    } else if (token.type == Token::Type::Dimension && token.isInteger) {
        tokens.take();
        pattern.a = token.number;
        good = parseFromN(tokens, token, text, pattern);
    } else if (!plus && token.type == Token::Type::Ident && (text == "odd" || text == "even")) {
        tokens.take();
        pattern = {2, text == "odd" ? 1 : 0};
        good = true;
    } else if (token.type == Token::Type::Ident) {
        tokens.take();
        const bool negative = !plus && text.startsWith('-');
        pattern.a = negative ? -1 : 1;
        good = parseFromN(tokens, token, QByteArrayView(text).sliced(negative), pattern);
    } else {
        good = expectsNumber(tokens);
    }
    tokens.skipSpace();
    return good;
}

} // namespace creel::css
