#pragma once

#include "parse/growingarray.h"
#include "parse/names.h"

#include <QByteArray>

namespace creel {

/// All names of one document by number and by spelling: the known ones, and those that only it has. Finding and adding take
/// constant time. Numbers stay, whatever is added.
class NameTable
{
public:
    /// Numbers are below this, so that they fit in 24 bits.
    static constexpr quint32 maxCount = quint32(1) << 24;

    Name find(QByteArrayView text) const; ///< Name::None where the document has no such name
    Name intern(QByteArrayView text);     ///< Name::None for an empty one, and for all new ones once the table isFull()
    QByteArrayView text(Name name) const; ///< valid until a name is added

    bool isFull() const { return m_isFull; }
    qsizetype memory() const { return m_ends.memory() + m_slots.memory() + m_spellings.capacity(); }

private:
    Name find(QByteArrayView text, quint32 hash) const;
    void put(quint32 hash, quint32 number);
    void grow();

    QByteArray m_spellings;       ///< one after the other
    GrowingArray<quint32> m_ends; ///< where in there each one ends
    /// A power of two of them, at most three of four taken; 0: free. A slot is a number from 1 in 24 bits, and above it 8 bits of
    /// the hash, so that few spellings are read in vain.
    GrowingArray<quint32> m_slots;
    bool m_isFull = false;
};

} // namespace creel
