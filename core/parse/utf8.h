#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// Length of the longest valid UTF-8 prefix of `bytes`: its size when all of it is valid.
qsizetype validUtf8Length(QByteArrayView bytes);

inline bool isValidUtf8(QByteArrayView bytes) { return validUtf8Length(bytes) == bytes.size(); }

/// Encoding standard §8.1.1, UTF-8 decoder: each maximal part of a sequence that can't go on becomes one U+FFFD. Valid
/// bytes are returned as they are, shared, not copied. A BOM is kept.
QByteArray repairedUtf8(const QByteArray &bytes);

/// Appends one code point; surrogates and numbers beyond U+10FFFF become U+FFFD.
void appendUtf8(QByteArray &out, char32_t codePoint);

} // namespace creel
