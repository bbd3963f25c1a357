#pragma once

#include "parse/encodings.h"

#include <array>
#include <span>

namespace creel {

/// An index of the Encoding standard, §5: code points by pointer, 0 where the standard has none. Made from ICU's codec at
/// first use, with the places put right where it differs from the standard; lives as long as the program.
using EncodingIndex = std::span<const char32_t>;

EncodingIndex big5Index();
EncodingIndex jis0208Index();
EncodingIndex jis0212Index();
EncodingIndex eucKrIndex();
EncodingIndex gb18030Index();
EncodingIndex gb18030FourByteIndex(); ///< index gb18030 ranges, for the pointers below 39,420

/// The index of a single-byte encoding, for the bytes from 0x80. Made anew at each call, in some 20 µs.
std::array<char32_t, 128> singleByteIndex(const Encoding &encoding);

} // namespace creel
