// The names and values of attributes, where they are not as the source has them.

#include "parse/ascii.h"
#include "parse/html/characterclasses.h"
#include "parse/html/characterreference.h"
#include "parse/html/scan.h"
#include "parse/html/tokenizer.h"

#include <utility>

namespace creel::html {

/// §13.2.5.33: when a name ends it is compared with the others on the same token. The caller keeps it if it is new.
bool Tokenizer::isRepeated(Name name)
{
    while (m_tagOfName.size() <= std::size_t(name))
        m_tagOfName.push_back(0);
    return std::exchange(m_tagOfName[std::size_t(name)], m_tagNumber) == m_tagNumber;
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
