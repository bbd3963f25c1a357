#pragma once

#include "parse/documentdata.h"
#include "parse/growingarray.h"

#include <QByteArrayView>

namespace creel {

/// The names of one document that are none of the known ones, by number and by spelling: 16 bytes or so each. The spellings
/// themselves are texts of the document, which the caller hands in as a function TextRef -> QByteArrayView.
class NameTable
{
public:
    /// Name::None where the document has no such name.
    template <typename TextOf>
    Name find(QByteArrayView text, const TextOf &textOf) const
    {
        if (m_texts.isEmpty())
            return Name::None;
        for (size_t slot = firstSlot(text); m_slots[slot] != 0; slot = next(slot)) {
            if (textOf(m_texts[m_slots[slot] - 1]) == text)
                return numbered(m_slots[slot] - 1);
        }
        return Name::None;
    }

    /// The number of a name that find() has not. `text` is its spelling for textOf().
    template <typename TextOf>
    Name add(TextRef text, const TextOf &textOf)
    {
        m_texts.push_back(text);
        if (2 * m_texts.size() <= m_slots.size()) {
            take(firstSlot(textOf(text)), m_texts.size());
        } else {
            makeSlots(4 * m_texts.size());
            for (size_t number = 1; number <= m_texts.size(); ++number)
                take(firstSlot(textOf(m_texts[number - 1])), number);
        }
        return numbered(m_texts.size() - 1);
    }

    TextRef text(Name name) const { return m_texts[size_t(name) - size_t(Name::KnownCount)]; }
    size_t size() const { return m_texts.size(); }
    qsizetype memory() const { return m_texts.memory() + m_slots.memory(); }

private:
    static Name numbered(size_t i) { return Name(quint32(Name::KnownCount) + quint32(i)); }
    size_t firstSlot(QByteArrayView text) const;
    size_t next(size_t slot) const { return (slot + 1) & (m_slots.size() - 1); }
    void take(size_t slot, size_t number);
    void makeSlots(size_t least);

    GrowingArray<TextRef> m_texts;
    GrowingArray<quint32> m_slots; ///< a power of two of them, at most half taken; by hash, with numbers from 1
};

} // namespace creel
