#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace creel::json {

/// The size of the string literal that `text` begins with, its quotes included. The literal is well-formed.
qsizetype stringLength(QByteArrayView text);

/// What stands between the quotes of a well-formed string literal, unescaped (RFC 8259 §7), as valid UTF-8: lone surrogates
/// and bytes that are no UTF-8 become U+FFFD.
QByteArray decodedString(QByteArrayView inQuotes);

} // namespace creel::json
