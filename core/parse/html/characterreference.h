#pragma once

#include <QByteArrayView>

#include <array>

namespace creel::html {

/// What a character reference (HTML §13.2.5.72–80) stands for. Length 0: it is none, and the ampersand stands for itself.
struct CharacterReference {
    qsizetype length = 0; ///< in the source, from the '&'
    quint8 size = 0;
    std::array<char, 6> bytes{}; ///< one or two code points

    QByteArrayView utf8() const { return {bytes.data(), size}; }
};

enum class ReferenceIn : quint8 { Text, Attribute };

/// The reference that begins with the '&' at `at`, read up to `end`. Looks at no more of it than belongs to it.
CharacterReference matchCharacterReference(const char *at, const char *end, ReferenceIn where = ReferenceIn::Text);

} // namespace creel::html
