#include "parse/detect/generatednames.h"

#include "parse/ascii.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace creel {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isSeparator(char c) { return c == '-' || c == '_'; }

/// "1x2y3z", "bdVaJa", "3xYz1", "5f3a9c": no word, and no word with a number behind it.
bool looksHashed(QByteArrayView segment)
{
    if (segment.size() < 5)
        return false;
    qsizetype digits = 0, changes = 0, uppers = 0, vowels = 0;
    for (qsizetype i = 0; i < segment.size(); ++i) {
        const char c = segment[i], lower = toAsciiLower(c);
        digits += isDigit(c);
        uppers += isUpper(c);
        vowels += lower == 'a' || lower == 'e' || lower == 'i' || lower == 'o' || lower == 'u' || lower == 'y'
            || uchar(c) >= 0x80;
        changes += i > 0 && isDigit(c) != isDigit(segment[i - 1]);
    }
    if (changes >= 2 || (digits >= 4 && digits < segment.size()) || digits >= 6
        || (isDigit(segment.front()) && uppers > 0))
        return true;
    const qsizetype words = uppers + (isUpper(segment.front()) ? 0 : 1);
    if (uppers >= 2 && uppers < segment.size() && 2 * segment.size() < 5 * words) // camels of two letters
        return true;
    return vowels == 0 && uppers < segment.size();
}

template <size_t N>
bool beginsWithAny(QByteArrayView name, const std::array<QByteArrayView, N> &prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [name](QByteArrayView prefix) { return name.startsWith(prefix); });
}

template <size_t N>
bool isAnyOf(QByteArrayView name, const std::array<QByteArrayView, N> &words)
{
    return std::find(words.begin(), words.end(), name) != words.end();
}

bool hasHashedSegment(QByteArrayView name)
{
    while (!name.isEmpty()) {
        const auto end = std::find_if(name.begin(), name.end(), isSeparator);
        if (looksHashed({name.begin(), end}))
            return true;
        name = name.sliced(std::min(name.size(), qsizetype(end - name.begin()) + 1));
    }
    return false;
}

// What tools put before names that they make.
constexpr std::array<QByteArrayView, 14> generators = {"css-",     "sc-",     "jss",    "jsx-",   "svelte-",
                                                       "emotion-", "ember",   "yui_",   "ui-id-", "mui-",
                                                       "radix-",   "ng-tns-", "react-", "astro-"};
// Utility classes: a word that is a setting, alone or with a value behind a hyphen.
constexpr std::array<QByteArrayView, 42> settings = {
    "col",    "row",     "d",        "p",        "px",   "py",   "pt",    "pb",      "pl",    "pr",      "m",
    "mx",     "my",      "mt",       "mb",       "ml",   "mr",   "w",     "h",       "g",     "gap",     "text",
    "bg",     "border",  "rounded",  "shadow",   "flex", "grid", "float", "font",    "align", "justify", "order",
    "offset", "display", "position", "overflow", "z",    "span", "size",  "leading", "space"};
constexpr std::array<QByteArrayView, 41> states = {
    "nowrap",   "active",   "selected",  "current", "open",  "closed", "hidden",   "visible",    "disabled",
    "enabled",  "hover",    "focus",     "first",   "last",  "odd",    "even",     "alt",        "left",
    "right",    "center",   "clearfix",  "cf",      "clear", "lazy",   "lazyload", "lazyloaded", "loaded",
    "loading",  "fade",     "show",      "in",      "small", "large",  "bold",     "inline",     "block",
    "relative", "absolute", "container", "wrapper", "inner"};

} // namespace

NameQuality classQuality(QByteArrayView name)
{
    if (name.isEmpty() || name.size() > 60 || beginsWithAny(name, generators) || name.contains("-sc-")
        || hasHashedSegment(name)
        || std::all_of(name.begin(), name.end(), [](char c) { return isDigit(c) || isSeparator(c); }))
        return NameQuality::Generated;
    const bool isUtility =
        std::any_of(name.begin(), name.end(), [](char c) { return c == ':' || c == '/' || c == '['; });
    if (isUtility || isAnyOf(name, states) || name.startsWith("is-") || name.startsWith("has-"))
        return NameQuality::Styling;
    const auto hyphen = std::find(name.begin(), name.end(), '-');
    const QByteArrayView word(name.begin(), hyphen);
    return isAnyOf(word, settings) ? NameQuality::Styling : NameQuality::Meaningful;
}

NameQuality idQuality(QByteArrayView id)
{
    if (std::any_of(id.begin(), id.end(), [](char c) { return isDigit(c) || c == ':' || isAsciiSpace(c); }))
        return NameQuality::Generated;
    return classQuality(id) == NameQuality::Generated ? NameQuality::Generated : NameQuality::Meaningful;
}

} // namespace creel
