#pragma once

#include "base/rowquery.h"

#include <QSqlQuery>
#include <QString>

namespace creel {

/// The rows that a query leaves in, as an SQL condition on `records r` with named placeholders; empty: all of them. Of a query for
/// single records of pages `extracted e` is joined (extractionJoin()).
QString filterCondition(const RowQuery &query);
/// Binds what the condition's placeholders stand for.
void bindFilter(QSqlQuery &statement, const RowQuery &query);

} // namespace creel
