#pragma once

#include <QtGlobal>

namespace creel {

/// Raises the number of files and sockets this process may have open (RLIMIT_NOFILE) to what the system allows it: the
/// usual 1,024 are fewer than the connections of a wide run. Returns the limit that holds now. Call once, at start.
qint64 raiseFileLimit();

} // namespace creel
