#include "parse/extras/simhash.h"

#include "parse/extras/words.h"

#include <algorithm>
#include <array>
#include <bit>

namespace creel {

namespace {

constexpr size_t shingleSize = 3;

/// FNV-1a over the case-folded code points.
quint64 hashOfWord(QStringView word)
{
    quint64 hash = 0xCBF29CE484222325;
    for (qsizetype at = 0; at < word.size();)
        hash = (hash ^ QChar::toCaseFolded(takeCharacter(word, at))) * 0x100000001B3;
    return hash;
}

/// Spreads what differs over all bits (the finalizer of SplitMix64).
quint64 mixed(quint64 hash)
{
    hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
    hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
    return hash ^ (hash >> 31);
}

/// The last words, and the votes of the shingles for each bit.
class Votes
{
public:
    void add(quint64 word)
    {
        m_words[m_count++ % shingleSize] = word;
        if (m_count >= shingleSize)
            vote();
    }

    std::optional<quint64> result()
    {
        if (m_count == 0)
            return std::nullopt;
        if (m_count < shingleSize)
            vote();
        quint64 hash = 0;
        for (size_t bit = 0; bit < m_votes.size(); ++bit)
            hash |= quint64(m_votes[bit] > 0) << bit;
        return hash;
    }

private:
    void vote()
    {
        quint64 shingle = 0;
        for (size_t i = 0; i < std::min(m_count, shingleSize); ++i) // from the oldest on
            shingle = mixed(shingle + m_words[(m_count + i) % std::min(m_count, shingleSize)]);
        for (size_t bit = 0; bit < m_votes.size(); ++bit)
            m_votes[bit] += (shingle >> bit & 1) ? 1 : -1;
    }

    std::array<quint64, shingleSize> m_words{};
    size_t m_count = 0;
    std::array<qint64, 64> m_votes{};
};

} // namespace

std::optional<quint64> simHash(QStringView text)
{
    Votes votes;
    for (Words words(text); words.next();)
        votes.add(hashOfWord(words.word()));
    return votes.result();
}

int hammingDistance(quint64 a, quint64 b) { return std::popcount(a ^ b); }

QString simHashText(quint64 hash) { return QString::number(hash, 16).rightJustified(16, u'0'); }

} // namespace creel
