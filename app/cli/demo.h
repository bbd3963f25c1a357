#pragma once

#include <QStringList>

namespace creel::cli {

/// The demo command: serves Creel's own demo site on loopback until it is interrupted. `args` are the words after "demo".
int runDemo(const QStringList &args);

} // namespace creel::cli
