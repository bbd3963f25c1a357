#include "parse/nametable.h"

#include <QHashFunctions>

#include <bit>

namespace creel {

/// The hash is seeded: a page can't choose names that share a slot.
size_t NameTable::firstSlot(QByteArrayView text) const
{
    return qHash(text, QHashSeed::globalSeed()) & (m_slots.size() - 1);
}

void NameTable::take(size_t slot, size_t number)
{
    while (m_slots[slot] != 0)
        slot = next(slot);
    m_slots[slot] = quint32(number);
}

void NameTable::makeSlots(size_t least)
{
    const size_t count = std::bit_ceil(std::max(least, size_t(16)));
    m_slots.clear();
    m_slots.reserve(count);
    for (size_t i = 0; i < count; ++i)
        m_slots.push_back(0);
}

} // namespace creel
