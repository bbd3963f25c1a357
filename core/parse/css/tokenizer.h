#pragma once

#include "parse/selector.h"

#include <QByteArray>

#include <vector>

namespace creel::css {

/// A token of CSS Syntax Level 3 §4. There is no url-token, at-keyword or CDO here: no selector has one, and their parts are as
/// wrong as the whole.
struct Token {
    enum class Type : quint8 { Ident, Function, Hash, String, Number, Percentage, Dimension, Space, Delim, End };

    Type type = Type::End;
    bool isId = false;      ///< Hash: what follows the # is an identifier
    bool isInteger = false; ///< Number and Dimension
    bool hasSign = false;   ///< Number and Dimension
    char32_t delim = 0;     ///< Delim: any code point that begins no other token, and : , [ ] ( ) too
    qint64 number = 0;      ///< Number and Dimension that are integers, within ±2^31
    qsizetype begin = 0;    ///< in the text, UTF-16 code units
    qsizetype end = 0;      ///< behind it
    QByteArray value;       ///< UTF-8, unescaped: a name without # and (, a string without quotes, a Dimension's unit

    bool is(char32_t c) const { return type == Type::Delim && delim == c; }
};

/// All tokens of `text`, and an End. Comments are left out. Everything that the standard calls a parse error is an error.
Expected<std::vector<Token>, SelectorError> tokenize(QStringView text);

} // namespace creel::css
