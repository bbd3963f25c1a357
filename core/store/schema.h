#pragma once

#include "base/fileerror.h"

#include <QString>

#include <optional>

namespace creel {

class SqlConnection;

/// The format that this Creel writes: the number of the newest file in resources/migrations.
int schemaVersion();

/// Why the file at `path` is none that this Creel can open, or nullopt. Looks without a trace: the file is not locked
/// and not changed, nothing is made beside it. `olderToo`: formats that migrate() would have to lift first are fine.
std::optional<FileError> checkRunFile(const QString &path, bool olderToo);

/// Takes the file behind the connection to schemaVersion(), in one transaction. All SQL that makes or changes tables
/// stands in resources/migrations.
std::optional<FileError> migrate(SqlConnection &connection);

} // namespace creel
