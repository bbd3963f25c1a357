#include "demo/demotemplate.h"

#include <QFile>

namespace creel {

DemoTemplate::DemoTemplate(const QString &name)
{
    QFile file(QStringLiteral(":/demo/templates/%1.html").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The demo template %s is not compiled in", qPrintable(name));
    const QString text = QString::fromUtf8(file.readAll());
    const QString rule = QStringLiteral("---\n");
    const qsizetype end = text.indexOf(rule);
    m_content = end < 0 ? text : text.mid(end + rule.size());
    const QStringList head = text.left(qMax<qsizetype>(end, 0)).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : head)
        m_fields.insert(line.section(QStringLiteral(": "), 0, 0), line.section(QStringLiteral(": "), 1));
}

QString DemoTemplate::field(const QString &name, const DemoRow &row) const
{
    return fillDemoText(m_fields.value(name), row);
}

QString DemoTemplate::content(const DemoRow &row) const
{
    DemoRow escaped = row;
    for (QString &cell : escaped)
        cell = cell.toHtmlEscaped();
    return fillDemoText(m_content, escaped);
}

QString fillDemoText(QString text, const DemoRow &row)
{
    for (auto cell = row.begin(); cell != row.end(); ++cell)
        text.replace(QStringLiteral("{{%1}}").arg(cell.key()), cell.value());
    return text;
}

} // namespace creel
