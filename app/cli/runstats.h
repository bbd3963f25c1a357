#pragma once

#include "base/expected.h"
#include "base/fileerror.h"
#include "run/run.h"

#include <QString>

namespace creel::cli {

/// Writes what --stats promises, as JSON: lines by state, pages/s, wall and CPU seconds, peak RSS, bytes, stop time.
Expected<bool, FileError> writeStats(const QString &path, const RunProgress &progress, const StopReceipt &receipt,
                                     double wallSeconds);

} // namespace creel::cli
