#pragma once

#include "parse/encodings.h"

namespace creel {

/// HTML §13.2.3.2 "prescan a byte stream to determine its encoding", over the first 1024 bytes of `body`. nullptr when the
/// page doesn't say.
const Encoding *prescan(QByteArrayView body);

/// The same by the XML declaration alone (XML 1.0 §4.3.3, Appendix F).
const Encoding *prescanXml(QByteArrayView body);

/// HTML §2.5.3 "extracting a character encoding from a meta element": of a content attribute's value,
/// "text/html; charset=x". nullptr when it names none, or none that we know.
const Encoding *encodingFromMetaContent(QByteArrayView content);

} // namespace creel
