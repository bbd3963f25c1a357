#pragma once

namespace creel {

/// Lets the calling thread of a pool give way to the threads that a person or a socket waits for: nice 10, for good, at the
/// first call. Halves the longest gap of a window's event loop while both cores are busy, at the same pages/s. (Qt's own
/// thread priorities do nothing on Linux.)
void giveWay();

} // namespace creel
