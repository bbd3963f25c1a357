#pragma once

#include <QString>

namespace creel::xpath {

/// A token of XPath 1.0 (§3.7).
struct Token {
    enum class Kind : quint8 { End, Name, Star, Literal, Number, Operator, Punctuation, Variable, Unterminated, Wrong };
    Kind kind = Kind::End;
    QStringView text; ///< a literal's without its quotes
    qsizetype offset = 0;

    bool is(QLatin1StringView punctuation) const { return kind == Kind::Punctuation && text == punctuation; }
    bool isOperator(QLatin1StringView spelling) const { return kind == Kind::Operator && text == spelling; }
};

/// The token that begins at or behind `offset`. `previous` decides whether `*`, `and`, `or`, `mod` and `div` are operators (§3.7).
Token nextToken(QStringView text, qsizetype offset, const Token &previous);

/// Where the text behind `token` begins.
qsizetype endOf(const Token &token);

} // namespace creel::xpath
