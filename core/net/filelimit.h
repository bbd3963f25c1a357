#pragma once

#include <QtGlobal>

namespace creel {

/// Raises the number of files and sockets this process may have open (RLIMIT_NOFILE) to what the system allows it: the
/// usual 1,024 are fewer than the connections of a wide run. Returns the limit that holds now. Call once, at start.
qint64 raiseFileLimit();

/// How many connections may be in use at once under that limit: `wanted`, if it allows them, and 1 at least. A connection
/// takes two descriptors at most (net/connection.cpp, and where a second address is tried beside the first); the idle
/// ones of the pool and what else a program has open keep their share. Pure; any thread.
int affordableConnections(int wanted, qint64 fileLimit);

} // namespace creel
