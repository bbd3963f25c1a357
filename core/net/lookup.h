#pragma once

#include "net/resolver.h"

namespace creel {

/// A look-up that asks `ask`, which may block, on up to `threads` threads of its own. Who waits there for a name server that
/// keeps silent holds a thread for many seconds; the names behind it go past on the others. `done` is called on the thread
/// of `context`. Destroying it drops what stands in line, and waits for what is being asked.
Resolver::LookUp onThreads(std::function<QHostInfo(const QString &name)> ask, int threads);

/// Asks the system's resolver (getaddrinfo(3): hosts file, DNS and what else nsswitch.conf names) and blocks until it
/// answers. Any thread.
QHostInfo askSystem(const QString &name);

} // namespace creel
