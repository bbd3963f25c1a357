#include "parse/html/characterreference.h"

#include "parse/ascii.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace creel::html {
namespace {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isAlphanumeric(char c) { return isDigit(c) || isAsciiAlpha(c); }

constexpr int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = toAsciiLower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

struct NamedCharacter {
    quint16 nameBegin = 0; ///< in `names`
    quint8 nameSize = 0;
    quint8 size = 0;
    std::array<char, 6> bytes{};

    constexpr void append(char32_t c)
    {
        const auto put = [this](char32_t byte) { bytes[size++] = char(byte); };
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xC0 | c >> 6);
            put(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            put(0xE0 | c >> 12);
            put(0x80 | (c >> 6 & 0x3F));
            put(0x80 | (c & 0x3F));
        } else {
            put(0xF0 | c >> 18);
            put(0x80 | (c >> 12 & 0x3F));
            put(0x80 | (c >> 6 & 0x3F));
            put(0x80 | (c & 0x3F));
        }
    }
};

// §13.5, from resources/html/entities.txt, in the order of the names: all names in one text, and where each of them is.
#define CREEL_REFERENCE(name, ...) name
constexpr std::string_view names =
#include "html/namedcharacters.inc"
    ;
#undef CREEL_REFERENCE

struct Line {
    std::string_view name;
    char32_t first;
    char32_t second = 0;
};
#define CREEL_REFERENCE(name, ...) Line{name, __VA_ARGS__},
constexpr Line lines[] = {
#include "html/namedcharacters.inc"
};
#undef CREEL_REFERENCE
constexpr std::size_t nameCount = std::size(lines);

constexpr std::array<NamedCharacter, nameCount> makeNamedCharacters()
{
    std::array<NamedCharacter, nameCount> table{};
    std::size_t at = 0;
    std::size_t begin = 0;
    for (const Line &line : lines) {
        NamedCharacter &character = table[at++];
        character.nameBegin = quint16(begin);
        character.nameSize = quint8(line.name.size());
        begin += line.name.size();
        character.append(line.first);
        if (line.second != 0)
            character.append(line.second);
    }
    return table;
}

constexpr std::array<NamedCharacter, nameCount> namedCharacters = makeNamedCharacters();

/// Where the names that begin with each ASCII character begin.
constexpr std::array<quint16, 129> makeInitials()
{
    std::array<quint16, 129> initials{};
    std::size_t at = 0;
    for (std::size_t c = 0; c < initials.size(); ++c) {
        while (at < nameCount && std::size_t(names[namedCharacters[at].nameBegin]) < c)
            ++at;
        initials[c] = quint16(at);
    }
    return initials;
}

constexpr std::array<quint16, 129> initials = makeInitials();

/// §13.2.5.73 Named character reference: the longest name there is.
CharacterReference matchNamed(const char *at, const char *end, ReferenceIn where)
{
    const char *const name = at + 1;
    // The names in [first, last) begin with the `size` bytes that were read; the shortest of them is the first.
    const NamedCharacter *first = &namedCharacters[0] + initials[std::size_t(*name)];
    const NamedCharacter *last = &namedCharacters[0] + initials[std::size_t(*name) + 1];
    const NamedCharacter *longest = nullptr;
    for (std::size_t size = 1;; ++size) {
        if (first != last && first->nameSize == size)
            longest = first++;
        if (first == last || name + size == end)
            break;
        const char next = name[size];
        const auto byteOf = [size](const NamedCharacter &c) { return names[c.nameBegin + size]; };
        first = std::ranges::lower_bound(first, last, next, {}, byteOf);
        last = std::ranges::upper_bound(first, last, next, {}, byteOf);
    }
    if (longest == nullptr)
        return {};

    const char *const behind = name + longest->nameSize;
    // "for historical reasons": href="?a=b&copy=1"
    if (where == ReferenceIn::Attribute && behind[-1] != ';' && behind != end
        && (*behind == '=' || isAlphanumeric(*behind)))
        return {};
    return {behind - at, longest->size, longest->bytes};
}

/// §13.2.5.80 Numeric character reference end.
char32_t numericCharacter(char32_t code)
{
    static constexpr std::array<char16_t, 32> controls = {
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F, //
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    };
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0xFFFD;
    return code >= 0x80 && code < 0xA0 ? controls[code - 0x80] : code;
}

/// §13.2.5.75 Numeric character reference.
CharacterReference matchNumeric(const char *begin, const char *end)
{
    const char *at = begin + 2;
    const bool isHex = at != end && (*at == 'x' || *at == 'X');
    const int base = isHex ? 16 : 10;
    at += isHex;
    // .76 Hexadecimal character reference start, .77 Decimal character reference start
    const char *const digits = at;
    char32_t code = 0;
    // .78 Hexadecimal character reference, .79 Decimal character reference
    for (; at != end; ++at) {
        const int digit = hexValue(*at);
        if (digit < 0 || digit >= base)
            break;
        code = std::min<char32_t>(code * char32_t(base) + char32_t(digit), 0x110000);
    }
    if (at == digits)
        return {};
    if (at != end && *at == ';')
        ++at;
    NamedCharacter character;
    character.append(numericCharacter(code));
    return {at - begin, character.size, character.bytes};
}

} // namespace

/// §13.2.5.72 Character reference. §13.2.5.74 Ambiguous ampersand tells a parse error only.
CharacterReference matchCharacterReference(const char *at, const char *end, ReferenceIn where)
{
    if (end - at < 2)
        return {};
    if (at[1] == '#')
        return matchNumeric(at, end);
    return isAsciiAlpha(at[1]) ? matchNamed(at, end, where) : CharacterReference(); // no name begins with a digit
}

} // namespace creel::html
