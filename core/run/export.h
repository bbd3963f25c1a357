#pragma once

#include "base/expected.h"
#include "base/exportoptions.h"
#include "base/fileerror.h"

#include <QString>

#include <functional>
#include <stop_token>

namespace creel {

/// Streams every row of the run file, in the order of lines, then of records on a page, and from one read snapshot, into `outputPath` (format by its
/// ending). The file lands whole or not at all: an existing one stays as it was when the export fails or is stopped.
/// Constant memory. Any thread; blocks it. `progress` is told the rows done so far, now and then and at the end.
Expected<qint64, FileError> exportRun(const QString &runPath, const QString &outputPath, const ExportOptions &options,
                                      std::stop_token stop = {}, const std::function<void(qint64 rows)> &progress = {});

} // namespace creel
