#pragma once

#include "base/record.h"

#include <QPalette>
#include <QString>

namespace creel {

/// A row and its details as HTML for a text browser: every field in full, the error and what to do about it; `fields` are the
/// names of the recipe's. Pure.
QString summaryHtml(const Record &record, const RecordDetails &details, const QStringList &fields,
                    const QPalette &palette);
/// The redirects that were followed, hop by hop.
QString hopsHtml(const Record &record, const RecordDetails &details, const QPalette &palette);

} // namespace creel
