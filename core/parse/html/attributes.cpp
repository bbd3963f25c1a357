// The names and values of attributes, where they are not as the source has them.

#include "parse/ascii.h"
#include "parse/html/characterclasses.h"
#include "parse/html/characterreference.h"
#include "parse/html/scan.h"
#include "parse/html/tokenizer.h"

#include <QHashFunctions>

#include <algorithm>
#include <bit>

namespace creel::html {

/// §13.2.5.33: when a name ends it is compared with the others on the same token. The caller keeps it if it is new.
bool Tokenizer::isRepeated(const Attribute &attribute)
{
    constexpr std::size_t few = 16;
    const auto isSame = [&, this](const Attribute &other) {
        return other.name == attribute.name
            && (attribute.name != Name::None || text(other.nameText) == text(attribute.nameText));
    };
    const std::size_t count = m_attributes.size();
    if (count < few)
        return std::ranges::any_of(m_attributes, isSame);

    // More than a few are kept by hash, seeded: a page can't choose names that share a slot. A slot is a number from 1.
    const auto slotOf = [this](const Attribute &named) {
        return qHash(text(named.nameText), QHashSeed::globalSeed()) & (m_attributeSlots.size() - 1);
    };
    const auto following = [this](std::size_t slot) { return (slot + 1) & (m_attributeSlots.size() - 1); };
    if (m_attributeSlots.size() < 2 * (count + 1)) {
        m_attributeSlots.assign(std::bit_ceil(4 * (count + 1)), 0);
        for (std::size_t i = 0; i < count; ++i) {
            std::size_t slot = slotOf(m_attributes[i]);
            while (m_attributeSlots[slot] != 0)
                slot = following(slot);
            m_attributeSlots[slot] = quint32(i + 1);
        }
    }
    std::size_t slot = slotOf(attribute);
    for (; m_attributeSlots[slot] != 0; slot = following(slot)) {
        if (isSame(m_attributes[m_attributeSlots[slot] - 1]))
            return true;
    }
    m_attributeSlots[slot] = quint32(count + 1);
    return false;
}

/// A tag's, attribute's or DOCTYPE's name: ASCII capitals lose their case, NUL becomes U+FFFD.
TextRef Tokenizer::lowerCased(const char *begin, const char *end, unsigned classes)
{
    if ((classes & (Upper | Null)) == 0)
        return refTo(begin, end);
    const qsizetype changed = m_changed.size();
    for (; begin != end; ++begin) {
        if (*begin == '\0')
            m_changed.append("\xEF\xBF\xBD");
        else
            m_changed.append(toAsciiLower(*begin));
    }
    return changedFrom(changed);
}

/// §13.2.5.36–38: references resolved, line ends normalized, U+FFFD for NUL.
TextRef Tokenizer::attributeValue(const char *begin, const char *end)
{
    const qsizetype changed = m_changed.size();
    const char *at = begin;
    while ((at = findAny<'&', '\r', '\0'>(at, end)) != end) {
        if (*at == '&') {
            const CharacterReference reference = matchCharacterReference(at, end, ReferenceIn::Attribute);
            if (reference.length == 0) {
                ++at;
                continue;
            }
            m_changed.append(begin, at - begin);
            m_changed.append(reference.utf8());
            at += reference.length;
        } else {
            m_changed.append(begin, at - begin);
            if (*at == '\0')
                m_changed.append("\xEF\xBF\xBD");
            else if (end - at < 2 || at[1] != '\n')
                m_changed.append('\n');
            ++at;
        }
        begin = at;
    }
    if (m_changed.size() == changed) // ampersands that stand for themselves
        return refTo(begin, end);
    m_changed.append(begin, end - begin);
    return changedFrom(changed);
}

} // namespace creel::html
