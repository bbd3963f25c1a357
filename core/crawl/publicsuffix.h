#pragma once

#include <QByteArray>

namespace creel {

/// What one owner can register (publicsuffix.org): "example.co.uk" of "www.example.co.uk". `host` is that of a Url. The whole
/// host where there is nothing above it: IP addresses, names that are public suffixes themselves ("co.uk", "github.io") or
/// of one label ("localhost"). Without the dots behind the host. Any thread.
QByteArray registrableDomain(const QByteArray &host);

/// Whether there is a list to look into: libpsl's own, or the one that the distribution installs beside it. A libpsl may be
/// built without; then every host is its own domain.
bool hasPublicSuffixList();

} // namespace creel
