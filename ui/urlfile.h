#pragma once

#include "base/expected.h"
#include "base/fileerror.h"

#include <QString>

namespace creel {

/// A list of URLs as it came out of a text or CSV file.
struct UrlList {
    QString text; ///< one URL a line
    QString note; ///< what was taken, a sentence
};

/// Reads a list of URLs. Text files are taken line for line. Of CSV and TSV files (by their ending) the column with the
/// URLs is taken, each record one line; a header goes. Any thread.
Expected<UrlList, FileError> readUrlFile(const QString &path);

} // namespace creel
