#pragma once

#include "base/record.h"
#include "base/rowquery.h"

#include <QSqlQuery>
#include <QString>

namespace creel {

/// A SELECT of the rows for which `condition` holds, in the order of ids, that readKnownRow() reads.
QString selectKnownRows(const QString &condition);
KnownRow readKnownRow(const QSqlQuery &query);

/// The query's rows that a person may want to try again: those that were fetched or could not be, and those that were left out
/// after they had been queued. What the scope left out would be left out again, and what a stop cut off is fetched again by
/// itself. Bind with bindFilter().
QString retryCondition(const RowQuery &query);

} // namespace creel
