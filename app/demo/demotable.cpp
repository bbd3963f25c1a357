#include "demo/demotable.h"

#include <QFile>

namespace creel {

QList<DemoRow> readDemoTable(const QString &name)
{
    QFile file(QStringLiteral(":/demo/tables/%1.tsv").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The demo table %s is not compiled in", qPrintable(name));
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    const QStringList columns = lines.takeFirst().split(u'\t');

    QList<DemoRow> rows;
    for (const QString &line : lines) {
        const QStringList cells = line.split(u'\t');
        DemoRow row;
        for (qsizetype i = 0; i < columns.size(); ++i)
            row.insert(columns[i], cells.value(i));
        rows << row;
    }
    return rows;
}

} // namespace creel
