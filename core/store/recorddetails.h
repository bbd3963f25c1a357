#pragma once

#include "base/expected.h"
#include "base/fileerror.h"
#include "base/record.h"

namespace creel {

class SqlConnection;

/// What the tables beside `records` hold of one record, its body decompressed.
Expected<RecordDetails, FileError> readDetails(const SqlConnection &connection, qint64 id);

} // namespace creel
