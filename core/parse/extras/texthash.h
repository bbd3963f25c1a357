#pragma once

#include <QString>

namespace creel {

/// SHA-256 of a text whose white space is collapsed, in Unicode's normal form C as UTF-8: 64 hexadecimal digits. Empty: there is
/// no text.
QString textHash(const QString &text);

} // namespace creel
