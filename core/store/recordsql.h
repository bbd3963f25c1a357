#pragma once

#include "base/record.h"

#include <QSqlQuery>
#include <QString>

namespace creel {

/// The columns of table `records` that are cells, in the order of Column: "line, url, …".
QString cellColumns(QLatin1StringView prefix = {});
/// The same for a SELECT that readRecord() reads: the row's id comes last.
QString recordColumns(QLatin1StringView prefix = {});
/// The record at the query's row, whose values are recordColumns().
Record readRecord(const QSqlQuery &query);
/// Binds the record's cells to the placeholders from `first` on, in the order of Column.
void bindRecord(QSqlQuery &query, const Record &record, int first);

} // namespace creel
