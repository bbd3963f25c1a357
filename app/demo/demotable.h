#pragma once

#include <QHash>
#include <QList>
#include <QString>

namespace creel {

/// One row of a demo table: column name to cell.
using DemoRow = QHash<QString, QString>;

/// The rows of :/demo/tables/NAME.tsv, in their order. The first line names the columns; UTF-8, tabs between cells.
QList<DemoRow> readDemoTable(const QString &name);

} // namespace creel
