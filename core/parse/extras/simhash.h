#pragma once

#include <QString>

#include <optional>

namespace creel {

/// A hash of which similar texts have similar bits (Charikar 2002, with the shingles of Manku, Jain and Das Sarma 2007): of all
/// runs of three words (words.h; case doesn't matter), each counted as often as it stands there. A text of fewer words is one
/// run. The same text has the same hash on every machine. nullopt: there is no word.
std::optional<quint64> simHash(QStringView text);

/// In how many bits two hashes differ: 0 … 64. Near duplicates of 64 bits differ in 3 at the most.
int hammingDistance(quint64 a, quint64 b);

/// 16 hexadecimal digits.
QString simHashText(quint64 hash);

} // namespace creel
