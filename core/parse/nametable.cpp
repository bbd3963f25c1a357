#include "parse/nametable.h"

#include <QHashFunctions>

namespace creel {
namespace {

/// Seeded: a page can't choose names that share a slot.
quint32 hashOf(QByteArrayView text)
{
    const size_t hash = qHash(text, QHashSeed::globalSeed());
    return quint32(hash ^ hash >> 32);
}

constexpr quint32 numberBits = NameTable::maxCount - 1; ///< of a slot; the others are the hash's own

constexpr auto knownCount = quint32(Name::KnownCount);

} // namespace

Name NameTable::find(QByteArrayView text) const
{
    const Name known = knownName(text);
    return known != Name::None || m_slots.isEmpty() ? known : find(text, hashOf(text));
}

Name NameTable::intern(QByteArrayView text)
{
    const Name known = knownName(text);
    if (known != Name::None || text.isEmpty())
        return known;
    const quint32 hash = hashOf(text);
    if (const Name found = m_slots.isEmpty() ? Name::None : find(text, hash); found != Name::None)
        return found;

    const auto number = quint32(m_ends.size());
    if (knownCount + number >= maxCount) {
        m_isFull = true;
        return Name::None;
    }
    m_spellings.append(text);
    m_ends.push_back(quint32(m_spellings.size()));
    if (4 * m_ends.size() > 3 * m_slots.size())
        grow();
    put(hash, number + 1);
    return Name(knownCount + number);
}

QByteArrayView NameTable::text(Name name) const
{
    if (name < Name::KnownCount)
        return knownNameText(name);
    const size_t i = size_t(name) - knownCount;
    const quint32 begin = i == 0 ? 0 : m_ends[i - 1];
    return {m_spellings.constData() + begin, qsizetype(m_ends[i] - begin)};
}

Name NameTable::find(QByteArrayView text, quint32 hash) const
{
    const size_t mask = m_slots.size() - 1;
    for (size_t i = hash & mask; m_slots[i] != 0; i = (i + 1) & mask) {
        const auto name = Name(knownCount + (m_slots[i] & numberBits) - 1);
        if (((m_slots[i] ^ hash) & ~numberBits) == 0 && this->text(name) == text)
            return name;
    }
    return Name::None;
}

void NameTable::put(quint32 hash, quint32 number)
{
    const size_t mask = m_slots.size() - 1;
    size_t i = hash & mask;
    while (m_slots[i] != 0)
        i = (i + 1) & mask;
    m_slots[i] = (hash & ~numberBits) | number;
}

/// Hashing all names once more, one after the other, is cheaper than room for the hashes.
void NameTable::grow()
{
    m_slots.assign(std::max(2 * m_slots.size(), size_t(32)), 0);
    for (quint32 number = 1; number < m_ends.size(); ++number) // the newest one is the caller's
        put(hashOf(text(Name(knownCount + number - 1))), number);
}

} // namespace creel
