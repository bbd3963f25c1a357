#pragma once

#include "base/record.h"

#include <QSqlQuery>
#include <QString>

namespace creel {

/// The record columns of table `records` for a SELECT, in the order of Column: "r.line, r.url, …".
QString recordColumns(QLatin1StringView prefix = {});
/// The record at the query's row, whose values are recordColumns().
Record readRecord(const QSqlQuery &query);
/// Binds the record's cells to the placeholders from `first` on, in the order of Column.
void bindRecord(QSqlQuery &query, const Record &record, int first);

} // namespace creel
