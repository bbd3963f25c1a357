#include "base/tablecolumns.h"

#include <QSet>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

bool isNumber(Column column)
{
    switch (column) {
    case Column::Line:
    case Column::Status:
    case Column::Bytes:
    case Column::Words:
    case Column::Links:
    case Column::Redirects:
    case Column::ElapsedMs:
    case Column::FetchedAt:
    case Column::Depth:
        return true;
    default:
        return false;
    }
}

} // namespace

QList<TableColumn> tableColumns(bool isCrawl, const Recipe &recipe)
{
    QList<TableColumn> columns;
    for (int i = 0; i < (isCrawl ? columnCount : listColumnCount); ++i)
        columns.append({Column(i), QString::fromLatin1(columnNames[size_t(i)]), isNumber(Column(i))});
    if (recipe.givesManyRecords())
        columns.append({recordsColumn, u"records"_s, true});

    QSet<QString> taken;
    for (const TableColumn &column : std::as_const(columns))
        taken.insert(column.name);
    qsizetype number = 0;
    for (const Field &field : recipe.allFields()) {
        QString name = field.name;
        for (int again = 2; taken.contains(name.toCaseFolded()); ++again)
            name = u"%1_%2"_s.arg(field.name).arg(again);
        taken.insert(name.toCaseFolded());
        columns.append({fieldColumn(number++), name, field.valueType() == FieldType::Number});
    }
    return columns;
}

} // namespace creel
