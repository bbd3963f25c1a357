#pragma once

#include <QStringList>

namespace creel::cli {

/// The demo command: serves Creel's own demo site on loopback until it is interrupted, or with --scrape until a scrape of it
/// is done. `args` are the words after "demo". The exit code.
int runDemo(const QStringList &args);

} // namespace creel::cli
