#pragma once

#include "async/asyncgenerator.h"
#include "base/expected.h"
#include "base/fileerror.h"
#include "base/record.h"
#include "base/rowquery.h"

#include <QString>

#include <stop_token>

namespace creel {

/// Every record of a run file, in the order of the query, one by one:
///
///     auto records = recordsOf(path);
///     for (;;) {
///         const std::optional<Expected<Record, FileError>> record = co_await records.next();
///         if (!record)
///             break;
///         …                                  // an error is the last that comes
///     }
///
/// Constant memory: read by the page, on a thread of its own, so the event loop runs on; each page as it stands when it is
/// read, also while the run goes on (for one snapshot of all, see exportRun). A query with a sort or a filter is answered once,
/// at the start. A requested `stop` ends it before the next record. Ending it, also early, closes the file. The records come
/// to the thread that awaits them, which needs an event loop.
AsyncGenerator<Expected<Record, FileError>> recordsOf(QString runPath, RowQuery query = {}, std::stop_token stop = {});

} // namespace creel
