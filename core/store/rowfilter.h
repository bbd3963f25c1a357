#pragma once

#include "base/rowquery.h"

#include <QSqlQuery>
#include <QString>

namespace creel {

/// The rows that a query leaves in, as an SQL condition on `records` with named placeholders; empty: all of them.
QString filterCondition(const RowQuery &query);
/// Binds what the condition's placeholders stand for.
void bindFilter(QSqlQuery &statement, const RowQuery &query);

} // namespace creel
