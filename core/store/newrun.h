#pragma once

#include "base/crawloptions.h"
#include "base/fileerror.h"
#include "base/ledger.h"
#include "base/recipe.h"

#include <QString>

#include <optional>

namespace creel {

/// Makes a run file with every line, the options and the recipe in it. It appears under its name whole or not at all: it is written
/// beside it ("…-new") and renamed. Only for who holds the writer lock.
std::optional<FileError> makeRunFile(const QString &path, const Ledger &ledger, const CrawlOptions &options,
                                     const Recipe &recipe);

} // namespace creel
