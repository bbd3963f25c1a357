#pragma once

#include "base/expected.h"

#include <QString>

namespace creel {

/// A number as people write it, as JSON has it: "1 234,5 %" is "1234.5". Digits of any script; a sign before them or none; one
/// % or ‰ behind, which is dropped and divides nothing. All decimals stay, leading zeros go.
///
/// Between digits stand groups and decimals:
///   spaces of any width, ' and ’      groups
///   both . and ,                      the last one is the decimal sign: 1.234,56 and 1,234.56
///   one of them, several times        groups: 1.234.567
///   one of them, once                 the decimal sign: 3.14, unless exactly three digits stand behind it and one to three,
///                                     no 0 alone, before: 1.234 can be either, an error unless `decimal` ('.' or ',') says so
/// Groups have three digits (two are fine where more groups follow, as in India). What is anything else is an error: cut it
/// out before. The error is a sentence that says what to do.
Expected<QString, QString> parseNumber(QStringView text, QChar decimal = {});

/// What to make of 1.234 where `decimal` is not said: an error, or groups, as prices have them.
enum class LoneGroup : quint8 { Ambiguous, IsGroup, IsDecimal };
Expected<QString, QString> parseNumber(QStringView text, QChar decimal, LoneGroup loneGroup);

/// Unicode's white space, and the marks without width that stand around numbers on pages.
bool isSpaceOrMark(QChar c);
QStringView trimmedOfMarks(QStringView text);

} // namespace creel
