#pragma once

#include "parse/ascii.h"

#include <array>

namespace creel::html {

/// What the states that read tags tell characters by.
enum CharacterClass : unsigned {
    Space = 1, ///< with CR, which is a line end here
    Slash = 2,
    GreaterThan = 4,
    Equals = 8,
    Upper = 16,
    Null = 32,
    Ampersand = 64,
    Changes = Null | Ampersand, ///< an unquoted attribute value with one of these is not as the source has it
};

constexpr std::array<unsigned char, 256> makeCharacterClasses()
{
    std::array<unsigned char, 256> classes{};
    for (int c = 0; c < 128; ++c) {
        if (isAsciiSpace(char(c)))
            classes[std::size_t(c)] = Space;
        else if (c >= 'A' && c <= 'Z')
            classes[std::size_t(c)] = Upper;
    }
    classes['/'] = Slash;
    classes['>'] = GreaterThan;
    classes['='] = Equals;
    classes[0] = Null;
    classes['&'] = Ampersand;
    return classes;
}

inline constexpr std::array<unsigned char, 256> characterClasses = makeCharacterClasses();

constexpr unsigned classOf(char c) { return characterClasses[static_cast<unsigned char>(c)]; }

} // namespace creel::html
