#include "parse/jsonpath/parser.h"

#include "parse/utf8.h"

using namespace Qt::StringLiterals;

namespace creel::jsonpath {
namespace {

bool isDigit(char16_t c) { return c >= u'0' && c <= u'9'; }

/// -1 of what is no hexadecimal digit.
int hexValue(char16_t c)
{
    if (isDigit(c))
        return c - u'0';
    const char16_t lower = c | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : -1;
}

} // namespace

/// §2.3.1.1, string-literal
bool Parser::parseString(QByteArray &out)
{
    const char16_t quote = here();
    ++m_at;
    for (;;) {
        if (m_at == m_text.size())
            return failHere(u"expected the closing %1 of a string"_s.arg(QChar(quote)));
        if (takeIf(quote))
            return true;
        if (here() == u'\\') {
            if (!parseEscape(quote, out))
                return false;
            continue;
        }
        qsizetype size = 0;
        const char32_t c = characterHere(size);
        if (c < 0x20)
            return failHere(u"expected no control character in a string: it is written as an escape"_s);
        if (QChar::isSurrogate(c))
            return failHere(u"expected a character, not half of one: a surrogate stands alone"_s);
        appendUtf8(out, c);
        m_at += size;
    }
}

bool Parser::parseEscape(char16_t quote, QByteArray &out)
{
    const qsizetype begin = m_at++;
    const char16_t c = here();
    if (c == u'u') {
        ++m_at;
        return parseUnicodeEscape(begin, out);
    }
    static constexpr char16_t letters[] = u"bfnrt/\\";
    static constexpr char meanings[] = "\b\f\n\r\t/\\";
    const auto found = std::u16string_view(letters).find(c);
    if (m_at < m_text.size() && (c == quote || found != std::u16string_view::npos)) {
        ++m_at;
        out += c == quote ? char(quote) : meanings[found];
        return true;
    }
    return failHere(u"expected one of b f n r t / \\ u or %1 behind the backslash"_s.arg(QChar(quote)));
}

/// `begin` is where the backslash stands.
bool Parser::parseUnicodeEscape(qsizetype begin, QByteArray &out)
{
    char32_t c = 0, low = 0;
    if (!parseHexDigits(c))
        return false;
    if (QChar::isLowSurrogate(c))
        return fail(begin, u"expected a high surrogate before the low one"_s);
    if (QChar::isHighSurrogate(c)) {
        const qsizetype second = m_at;
        if (!takeIf(u'\\') || !takeIf(u'u'))
            return fail(second, u"expected \\u and a low surrogate behind the high one"_s);
        if (!parseHexDigits(low))
            return false;
        if (!QChar::isLowSurrogate(low))
            return fail(second, u"expected a low surrogate, DC00 to DFFF, behind the high one"_s);
        c = QChar::surrogateToUcs4(char16_t(c), char16_t(low));
    }
    appendUtf8(out, c);
    return true;
}

bool Parser::parseHexDigits(char32_t &value)
{
    for (int i = 0; i < 4; ++i, ++m_at) {
        const int digit = hexValue(here());
        if (digit < 0)
            return failHere(u"expected four hexadecimal digits behind \\u"_s);
        value = value * 16 + char32_t(digit);
    }
    return true;
}

/// §2.3.5.1, number: JSON's, by its spelling.
bool Parser::parseNumber(QByteArray &spelling)
{
    const qsizetype begin = m_at;
    takeIf(u'-');
    if (!isDigit(here()))
        return failHere(u"expected a digit"_s);
    if (here() == u'0' && isDigit(peek(1)))
        return fail(m_at + 1, u"expected no digit behind a leading zero"_s);
    const auto skipDigits = [this] {
        while (isDigit(here()))
            ++m_at;
    };
    skipDigits();
    if (takeIf(u'.')) {
        if (!isDigit(here()))
            return failHere(u"expected a digit behind the decimal point"_s);
        skipDigits();
    }
    if (takeIf(u'e') || takeIf(u'E')) {
        if (!takeIf(u'+'))
            takeIf(u'-');
        if (!isDigit(here()))
            return failHere(u"expected a digit of the exponent"_s);
        skipDigits();
    }
    spelling = m_text.sliced(begin, m_at - begin).toLatin1();
    return true;
}

} // namespace creel::jsonpath
