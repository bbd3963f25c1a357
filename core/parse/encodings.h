#pragma once

#include <QByteArrayView>

#include <span>

namespace creel {

/// How an encoding's bytes become text: the decoders of the Encoding standard, §8 to §14.
enum class Decoder : quint8 {
    Utf8,
    SingleByte,
    Gb18030,
    Big5,
    EucJp,
    Iso2022Jp,
    ShiftJis,
    EucKr,
    Replacement,
    Utf16Be,
    Utf16Le,
    XUserDefined,
};

/// One encoding of the web (Encoding standard §4.2). The constants live as long as the program.
struct Encoding {
    const char *name; ///< "windows-1252", in the standard's spelling
    Decoder decoder;
    const char *codec;  ///< single-byte encodings: the ICU codec that has the index
    const char *labels; ///< all names by which pages call it, lower case, one space between
};

/// §4.2 "get an encoding": white space around the label and its case don't matter. nullptr for an unknown label.
const Encoding *encodingForLabel(QByteArrayView label);

/// All of them, in the order of the standard's table.
std::span<const Encoding> allEncodings();

} // namespace creel
