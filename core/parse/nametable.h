#pragma once

#include "parse/documentdata.h"
#include "parse/hashslots.h"

namespace creel {

/// The names of one document that are none of the known ones, by number and by spelling. The spellings themselves are texts of
/// the document, which the caller reads: textOf(TextRef) is a QByteArrayView.
class NameTable
{
public:
    /// Name::None where the document has no such name.
    template <typename TextOf>
    Name find(QByteArrayView text, const TextOf &textOf) const
    {
        if (m_texts.isEmpty())
            return Name::None;
        const quint32 found =
            m_slots.find(HashSlots::hashOf(text), [&](quint32 i) { return textOf(m_texts[i]) == text; });
        return found == HashSlots::none ? Name::None : numbered(found);
    }

    /// The number of a name that find() has not: `text` is its spelling.
    Name add(TextRef ref, QByteArrayView text)
    {
        const auto number = quint32(m_texts.size());
        m_texts.push_back(ref);
        m_slots.insert(HashSlots::hashOf(text), number);
        return numbered(number);
    }

    TextRef text(Name name) const { return m_texts[size_t(name) - size_t(Name::KnownCount)]; }
    size_t size() const { return m_texts.size(); }
    qsizetype memory() const { return m_texts.memory() + m_slots.memory(); }

private:
    static Name numbered(quint32 i) { return Name(quint32(Name::KnownCount) + i); }

    GrowingArray<TextRef> m_texts;
    HashSlots m_slots;
};

} // namespace creel
