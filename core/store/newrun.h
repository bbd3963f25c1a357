#pragma once

#include "base/crawloptions.h"
#include "base/fileerror.h"
#include "base/ledger.h"

#include <QString>

#include <optional>

namespace creel {

/// Makes a run file with every line and the options in it. It appears under its name whole or not at all: it is written
/// beside it ("…-new") and renamed. Only for who holds the writer lock.
std::optional<FileError> makeRunFile(const QString &path, const Ledger &ledger, const CrawlOptions &options);

} // namespace creel
