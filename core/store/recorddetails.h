#pragma once

#include "base/expected.h"
#include "base/fileerror.h"
#include "base/record.h"

namespace creel {

class Connection;

/// What the tables beside `records` hold of one record, its body decompressed.
Expected<RecordDetails, FileError> readDetails(const Connection &connection, qint64 id);

} // namespace creel
