#pragma once

#include <QString>

namespace creel {

/// Where an expression that a person wrote goes wrong, and how.
struct ExpressionError {
    qsizetype offset = 0; ///< into the text, in UTF-16 code units; its size when the text ends too early
    QString message;      ///< a sentence for people: what was expected there
};

} // namespace creel
