#pragma once

#include "parse/encodings.h"

#include <QByteArray>

namespace creel {

/// Runs the encoding's decoder of the Encoding standard (§8 to §14) with U+FFFD for errors; the result is valid UTF-8.
/// Bytes are shared, not copied, where they are UTF-8 already. A BOM is kept.
QByteArray decode(const QByteArray &bytes, const Encoding &encoding);

// One file has each family; `out` gets what `in` decodes to.
void decodeSingleByte(QByteArrayView in, const Encoding &encoding, QByteArray &out); // §9
void decodeGb18030(QByteArrayView in, QByteArray &out);                              // §10.2.1
void decodeBig5(QByteArrayView in, QByteArray &out);                                 // §11.1.1
void decodeEucJp(QByteArrayView in, QByteArray &out);                                // §12.1.1
void decodeIso2022Jp(QByteArrayView in, QByteArray &out);                            // §12.2.1
void decodeShiftJis(QByteArrayView in, QByteArray &out);                             // §12.3.1
void decodeEucKr(QByteArrayView in, QByteArray &out);                                // §13.1.1
enum class ByteOrder : bool { LittleEndian, BigEndian };
void decodeUtf16(QByteArrayView in, ByteOrder order, QByteArray &out); // §14.2.1

} // namespace creel
