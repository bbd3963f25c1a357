#pragma once

#include "parse/growingarray.h"

#include <QByteArrayView>
#include <QHashFunctions>

#include <bit>

namespace creel {

/// A hash table of numbers, for keys that stand elsewhere. Slots hold the hash beside the number, so that looking something up
/// reads one place in memory, and growing reads no key. The hash is seeded: a page can't choose keys that share a slot.
class HashSlots
{
public:
    static constexpr quint32 none = ~quint32(0);

    static quint32 hashOf(QByteArrayView key)
    {
        const size_t hash = qHash(key, QHashSeed::globalSeed());
        return quint32(hash ^ hash >> 32);
    }

    /// The number with that hash of which isWanted(number) is true; none if there is none.
    template <typename IsWanted>
    quint32 find(quint32 hash, const IsWanted &isWanted) const
    {
        if (m_slots.isEmpty())
            return none;
        for (size_t i = first(hash); m_slots[i].number != none; i = following(i)) {
            if (m_slots[i].hash == hash && isWanted(m_slots[i].number))
                return m_slots[i].number;
        }
        return none;
    }

    void insert(quint32 hash, quint32 number)
    {
        if (4 * (m_count + 1) > 3 * m_slots.size())
            grow();
        take({hash, number});
        ++m_count;
    }

    void clear()
    {
        m_slots.clear();
        m_count = 0;
    }
    size_t size() const { return m_count; }
    qsizetype memory() const { return m_slots.memory(); }

private:
    struct Slot {
        quint32 hash = 0;
        quint32 number = none;
    };

    size_t first(quint32 hash) const { return hash & (m_slots.size() - 1); }
    size_t following(size_t i) const { return (i + 1) & (m_slots.size() - 1); }
    void take(Slot slot)
    {
        size_t i = first(slot.hash);
        while (m_slots[i].number != none)
            i = following(i);
        m_slots[i] = slot;
    }
    void grow()
    {
        GrowingArray<Slot> old = std::move(m_slots);
        m_slots.assign(std::max(2 * old.size(), size_t(32)), Slot());
        for (const Slot &slot : old) {
            if (slot.number != none)
                take(slot);
        }
    }

    GrowingArray<Slot> m_slots; ///< a power of two of them, at most three of four taken
    size_t m_count = 0;
};

} // namespace creel
