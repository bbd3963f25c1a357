#pragma once

#include <QByteArray>

namespace creel {

/// URL standard §3.3, domain to ASCII with beStrict false: UTS 46 mapping, punycode, lower case. Null for a domain that has
/// no ASCII form. `utf8` is not empty; the result may still hold forbidden domain code points.
///
/// QUrl::toAce() does the mapping, with the Unicode version of the Qt in use. What remains of its strictness: a label
/// beyond ASCII fails when its punycode is longer than 63 bytes or when it holds ASCII symbols; no such name can be
/// registered.
QByteArray domainToAscii(QByteArrayView utf8);

} // namespace creel
