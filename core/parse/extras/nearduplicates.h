#pragma once

#include <QtGlobal>

#include <vector>

namespace creel {

/// Groups hashes that differ in `distance` bits or fewer (simhash.h; 0 … 7): for each the place of the first one of its group. A
/// group is closed over its pairs, so that its ends can be further apart.
///
/// Two hashes that differ in d bits agree in one of d + 1 blocks of them (Manku, Jain and Das Sarma 2007): those that agree in
/// a block are brought together, and where these are many, divided the same way by the blocks of their other bits, three
/// times. n log n, also for hashes that are made to collide: where more than 64 agree in all of these blocks, 37 bits when d is
/// 3, each is compared with the next 64 in their order alone.
std::vector<quint32> nearDuplicateGroups(const std::vector<quint64> &hashes, int distance = 3);

} // namespace creel
