#include "parse/css/tokenizer.h"

#include "parse/utf8.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace creel::css {
namespace {

constexpr char32_t endOfText = 0xFFFFFFFF;

constexpr bool isNewline(char32_t c) { return c == '\n' || c == '\r' || c == '\f'; }
constexpr bool isSpace(char32_t c) { return c == ' ' || c == '\t' || isNewline(c); }
constexpr bool isDigit(char32_t c) { return c >= '0' && c <= '9'; }
constexpr int hexDigit(char32_t c)
{
    if (isDigit(c))
        return int(c - '0');
    const char32_t lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? int(lower - 'a' + 10) : -1;
}
constexpr bool isIdentStart(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 0x80 && c != endOfText);
}
constexpr bool isIdentPart(char32_t c) { return isIdentStart(c) || isDigit(c) || c == '-'; }

/// The "consume a …" algorithms of CSS Syntax §4.3, each under its name.
class Tokenizer
{
public:
    explicit Tokenizer(QStringView text) : m_text(text) { }

    Expected<std::vector<Token>, SelectorError> run();

private:
    /// The code point at `at`; `next` becomes the place behind it. Lone surrogates and NUL are U+FFFD (§3.3).
    char32_t codePointAt(qsizetype at, qsizetype *next = nullptr) const;
    char32_t peek(qsizetype ahead = 0) const
    {
        return codePointAt(m_at + ahead);
    } // enough: only ASCII is looked beyond
    char32_t take() { return codePointAt(m_at, &m_at); }

    bool isEscape(qsizetype at) const { return codePointAt(at) == '\\' && !isNewline(codePointAt(at + 1)); }
    bool startsIdent(qsizetype at) const;
    bool startsNumber() const;

    Token consumeToken();
    void consumeComment();
    Token consumeNumericToken();
    void consumeDigits();
    QByteArray consumeIdentSequence();
    QByteArray consumeString();
    char32_t consumeEscape();

    void fail(qsizetype offset, const QString &message)
    {
        if (!m_error)
            m_error = SelectorError{offset, message};
    }

    QStringView m_text;
    qsizetype m_at = 0;
    std::optional<SelectorError> m_error;
};

char32_t Tokenizer::codePointAt(qsizetype at, qsizetype *next) const
{
    if (at >= m_text.size())
        return endOfText;
    const QChar first = m_text[at];
    char32_t c = first.unicode();
    qsizetype size = 1;
    if (first.isSurrogate()) {
        const bool pair = first.isHighSurrogate() && at + 1 < m_text.size() && m_text[at + 1].isLowSurrogate();
        c = pair ? QChar::surrogateToUcs4(first, m_text[at + 1]) : 0xFFFD;
        size = pair ? 2 : 1;
    }
    if (next)
        *next = at + size;
    return c ? c : 0xFFFD;
}

/// §4.3.9 Check if three code points would start an ident sequence.
bool Tokenizer::startsIdent(qsizetype at) const
{
    const char32_t first = codePointAt(at);
    if (first != '-')
        return isIdentStart(first) || isEscape(at);
    const char32_t second = codePointAt(at + 1);
    return second == '-' || isIdentStart(second) || isEscape(at + 1);
}

/// §4.3.10 Check if three code points would start a number.
bool Tokenizer::startsNumber() const
{
    const qsizetype digits = peek() == '+' || peek() == '-' ? 1 : 0;
    return isDigit(peek(digits)) || (peek(digits) == '.' && isDigit(peek(digits + 1)));
}

Expected<std::vector<Token>, SelectorError> Tokenizer::run()
{
    std::vector<Token> tokens;
    do {
        while (peek() == '/' && peek(1) == '*')
            consumeComment();
        const qsizetype begin = m_at;
        tokens.push_back(consumeToken());
        tokens.back().begin = begin;
        tokens.back().end = m_at;
        if (m_error)
            return Unexpected(*m_error);
    } while (tokens.back().type != Token::Type::End);
    return tokens;
}

Token Tokenizer::consumeToken()
{
    Token token;
    const char32_t c = peek();
    if (c == endOfText)
        return token;
    if (isSpace(c)) {
        token.type = Token::Type::Space;
        while (isSpace(peek()))
            take();
    } else if (c == '"' || c == '\'') {
        token.type = Token::Type::String;
        token.value = consumeString();
    } else if (c == '#' && (isIdentPart(peek(1)) || isEscape(m_at + 1))) {
        token.type = Token::Type::Hash;
        token.isId = startsIdent(m_at + 1);
        take();
        token.value = consumeIdentSequence();
    } else if (startsNumber()) {
        token = consumeNumericToken();
    } else if (startsIdent(m_at)) { // §4.3.4 Consume an ident-like token
        token.value = consumeIdentSequence();
        token.type = Token::Type::Ident;
        if (peek() == '(') {
            take();
            token.type = Token::Type::Function;
        }
    } else if (c == '\\') {
        fail(m_at, u"a backslash escapes nothing here"_s);
    } else {
        token.type = Token::Type::Delim;
        token.delim = take();
    }
    return token;
}

void Tokenizer::consumeComment()
{
    const qsizetype end = m_text.indexOf("*/"_L1, m_at + 2);
    if (end < 0)
        fail(m_at, u"this comment is not closed"_s);
    m_at = end < 0 ? m_text.size() : end + 2;
}

void Tokenizer::consumeDigits()
{
    while (isDigit(peek()))
        take();
}

/// §4.3.3 and §4.3.12.
Token Tokenizer::consumeNumericToken()
{
    Token token;
    const qsizetype begin = m_at;
    token.hasSign = peek() == '+' || peek() == '-';
    const bool negative = peek() == '-';
    if (token.hasSign)
        take();
    for (; isDigit(peek()); take())
        token.number = std::min(token.number * 10 + qint64(peek() - '0'), qint64(1) << 31);
    if (negative)
        token.number = -token.number;
    token.isInteger = true;
    if (peek() == '.' && isDigit(peek(1))) {
        token.isInteger = false;
        take();
        consumeDigits();
    }
    const qsizetype exponentSign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if ((peek() | 0x20) == 'e' && isDigit(peek(1 + exponentSign))) {
        token.isInteger = false;
        m_at += 1 + exponentSign;
        consumeDigits();
    }
    Q_ASSERT(m_at > begin);
    token.type = Token::Type::Number;
    if (startsIdent(m_at)) {
        token.type = Token::Type::Dimension;
        token.value = consumeIdentSequence();
    } else if (peek() == '%') {
        token.type = Token::Type::Percentage;
        take();
    }
    return token;
}

QByteArray Tokenizer::consumeIdentSequence()
{
    QByteArray name;
    for (;;) {
        if (isIdentPart(peek()))
            appendUtf8(name, take());
        else if (isEscape(m_at))
            appendUtf8(name, consumeEscape());
        else
            return name;
    }
}

QByteArray Tokenizer::consumeString()
{
    const qsizetype begin = m_at;
    const char32_t quote = take();
    QByteArray value;
    for (;;) {
        const char32_t c = peek();
        if (c == endOfText || isNewline(c)) {
            fail(c == endOfText ? begin : m_at,
                 c == endOfText ? u"this string is not closed"_s : u"a line ends inside a string"_s);
            return value;
        }
        if (c == '\\' && isNewline(peek(1))) { // the string goes on in the next line
            take();
            if (take() == '\r' && peek() == '\n')
                take();
        } else if (c == '\\') {
            appendUtf8(value, consumeEscape());
        } else {
            take();
            if (c == quote)
                return value;
            appendUtf8(value, c);
        }
    }
}

/// §4.3.7 Consume an escaped code point, from the backslash on.
char32_t Tokenizer::consumeEscape()
{
    const qsizetype begin = m_at;
    take();
    if (peek() == endOfText) {
        fail(begin, u"a backslash escapes nothing here"_s);
        return 0xFFFD;
    }
    if (hexDigit(peek()) < 0)
        return take();
    char32_t code = 0;
    for (int digits = 0; digits < 6 && hexDigit(peek()) >= 0; ++digits)
        code = code * 16 + char32_t(hexDigit(take()));
    if (peek() == '\r' && peek(1) == '\n')
        take();
    if (isSpace(peek()))
        take();
    return code ? code : 0xFFFD; // appendUtf8 replaces the others that are none
}

} // namespace

Expected<std::vector<Token>, SelectorError> tokenize(QStringView text) { return Tokenizer(text).run(); }

} // namespace creel::css
