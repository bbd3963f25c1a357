#include "parse/xpath/token.h"

#include <algorithm>
#include <array>

namespace creel::xpath {

using namespace Qt::StringLiterals;

namespace {

bool isSpace(QChar c) { return c == u' ' || c == u'\t' || c == u'\r' || c == u'\n'; }
bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

bool isNameStart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c.unicode() >= 0x80;
}

bool isNameCharacter(QChar c) { return isNameStart(c) || isDigit(c) || c == u'-' || c == u'.'; }

qsizetype endOfName(QStringView text, qsizetype at)
{
    return std::find_if_not(text.begin() + at, text.end(), isNameCharacter) - text.begin();
}

/// NCName, QName, or NCName:*
qsizetype endOfNameTest(QStringView text, qsizetype at)
{
    const qsizetype end = endOfName(text, at);
    if (end + 1 >= text.size() || text[end] != u':')
        return end;
    return text[end + 1] == u'*' ? end + 2 : isNameStart(text[end + 1]) ? endOfName(text, end + 1) : end;
}

qsizetype endOfNumber(QStringView text, qsizetype at)
{
    bool hasPoint = false;
    while (at < text.size() && (isDigit(text[at]) || (text[at] == u'.' && !hasPoint)))
        hasPoint = text[at++] == u'.' || hasPoint;
    return at;
}

bool isOperatorName(QStringView name) { return name == u"and" || name == u"or" || name == u"mod" || name == u"div"; }

/// §3.7: after these, a name or a `*` can't be an operator.
bool asksForOperand(const Token &previous)
{
    switch (previous.kind) {
    case Token::Kind::End: // the beginning
    case Token::Kind::Operator:
        return true;
    case Token::Kind::Punctuation:
        return !previous.is(")"_L1) && !previous.is("]"_L1) && !previous.is("."_L1) && !previous.is(".."_L1);
    default:
        return false;
    }
}

} // namespace

Token nextToken(QStringView text, qsizetype offset, const Token &previous)
{
    while (offset < text.size() && isSpace(text[offset]))
        ++offset;
    const auto token = [&](Token::Kind kind, qsizetype size) { return Token{kind, text.sliced(offset, size), offset}; };
    const QStringView rest = text.sliced(offset);
    if (rest.isEmpty())
        return token(Token::Kind::End, 0);

    const QChar first = rest[0];
    if (first == u'"' || first == u'\'') {
        const qsizetype end = rest.indexOf(first, 1);
        return end < 0 ? token(Token::Kind::Unterminated, rest.size())
                       : Token{Token::Kind::Literal, rest.sliced(1, end - 1), offset};
    }
    if (isDigit(first) || (first == u'.' && rest.size() > 1 && isDigit(rest[1])))
        return token(Token::Kind::Number, endOfNumber(text, offset) - offset);
    if (first == u'*')
        return token(asksForOperand(previous) ? Token::Kind::Star : Token::Kind::Operator, 1);
    if (isNameStart(first)) {
        const qsizetype end = endOfName(text, offset);
        if (!asksForOperand(previous) && isOperatorName(text.sliced(offset, end - offset)))
            return token(Token::Kind::Operator, end - offset);
        return token(Token::Kind::Name, endOfNameTest(text, offset) - offset);
    }
    if (first == u'$' && rest.size() > 1 && isNameStart(rest[1]))
        return token(Token::Kind::Variable, endOfNameTest(text, offset + 1) - offset);
    static constexpr std::array operators{"!="_L1, "<="_L1, ">="_L1, "="_L1, "<"_L1, ">"_L1, "+"_L1, "-"_L1, "|"_L1};
    for (const QLatin1StringView spelling : operators)
        if (rest.startsWith(spelling))
            return token(Token::Kind::Operator, spelling.size());
    static constexpr std::array punctuation{"::"_L1, "//"_L1, ".."_L1, "/"_L1, "("_L1, ")"_L1,
                                            "["_L1,  "]"_L1,  "."_L1,  "@"_L1, ","_L1};
    for (const QLatin1StringView spelling : punctuation)
        if (rest.startsWith(spelling))
            return token(Token::Kind::Punctuation, spelling.size());
    return token(Token::Kind::Wrong, 1);
}

qsizetype endOf(const Token &token)
{
    return token.offset + token.text.size() + (token.kind == Token::Kind::Literal ? 2 : 0);
}

} // namespace creel::xpath
