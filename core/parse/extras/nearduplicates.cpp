#include "parse/extras/nearduplicates.h"

#include "parse/extras/simhash.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <span>

namespace creel {

namespace {

constexpr size_t window = 64;
constexpr int levels = 3;
constexpr int maxDistance = 7;

/// The sets of a union-find; the first place of each is its name.
class Groups
{
public:
    explicit Groups(size_t size) : m_parent(size) { std::iota(m_parent.begin(), m_parent.end(), 0); }

    quint32 of(quint32 place)
    {
        while (m_parent[place] != place)
            place = m_parent[place] = m_parent[m_parent[place]];
        return place;
    }

    void unite(quint32 a, quint32 b)
    {
        a = of(a);
        b = of(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<quint32> m_parent;
};

/// Splits the bits of `mask` into `count` runs of about the same size.
std::vector<quint64> blocksOf(quint64 mask, int count)
{
    std::vector<quint64> blocks;
    int bits = std::popcount(mask);
    for (; count > 0; --count) {
        quint64 block = 0;
        for (int i = bits / count; i > 0; --i) {
            const quint64 lowest = mask & -mask;
            block |= lowest;
            mask ^= lowest;
            --bits;
        }
        if (block)
            blocks.push_back(block);
    }
    return blocks;
}

class NearDuplicates
{
public:
    NearDuplicates(const std::vector<quint64> &hashes, int distance, Groups &groups)
        : m_hashes(hashes), m_distance(distance), m_groups(groups)
    {
    }

    /// Unites those that differ in few of the bits of `mask`; they agree in all others.
    void unite(std::span<quint32> places, quint64 mask, int level)
    {
        if (places.size() <= window || level == levels)
            return compare(places);
        for (const quint64 block : blocksOf(mask, m_distance + 1)) {
            std::sort(places.begin(), places.end(), [this, block](quint32 a, quint32 b) {
                const quint64 left = m_hashes[a] & block, right = m_hashes[b] & block;
                return left != right ? left < right : m_hashes[a] < m_hashes[b];
            });
            for (auto begin = places.begin(); begin != places.end();) {
                const quint64 key = m_hashes[*begin] & block;
                const auto end =
                    std::find_if(begin, places.end(), [&](quint32 p) { return (m_hashes[p] & block) != key; });
                std::vector<quint32> same(begin, end); // a copy, since the order is needed still
                unite(same, mask & ~block, level + 1);
                begin = end;
            }
        }
    }

private:
    void compare(std::span<const quint32> places)
    {
        for (size_t i = 0; i < places.size(); ++i) {
            for (size_t j = i + 1; j < std::min(places.size(), i + 1 + window); ++j) {
                if (hammingDistance(m_hashes[places[i]], m_hashes[places[j]]) <= m_distance)
                    m_groups.unite(places[i], places[j]);
            }
        }
    }

    const std::vector<quint64> &m_hashes;
    const int m_distance;
    Groups &m_groups;
};

} // namespace

std::vector<quint32> nearDuplicateGroups(const std::vector<quint64> &hashes, int distance)
{
    Groups groups(hashes.size());
    std::vector<quint32> places(hashes.size());
    std::iota(places.begin(), places.end(), 0);
    std::sort(places.begin(), places.end(),
              [&hashes](quint32 a, quint32 b) { return hashes[a] != hashes[b] ? hashes[a] < hashes[b] : a < b; });
    std::vector<quint32> different; // of equal ones, one goes on
    for (const quint32 place : places) {
        if (!different.empty() && hashes[different.back()] == hashes[place])
            groups.unite(different.back(), place);
        else
            different.push_back(place);
    }
    if (distance > 0)
        NearDuplicates(hashes, std::min(distance, maxDistance), groups).unite(different, ~quint64(0), 0);
    for (quint32 place = 0; place < places.size(); ++place)
        places[place] = groups.of(place);
    return places;
}

} // namespace creel
