#pragma once

#include "demo/demotable.h"

#include <QString>

namespace creel {

/// `text` with each {{column}} replaced by the row's cell as it is.
QString fillDemoText(QString text, const DemoRow &row);

/// One kind of demo page, from :/demo/templates/NAME.html: lines of "field: text", a line "---", then HTML. Both may name
/// columns of a row as {{column}}.
class DemoTemplate
{
public:
    explicit DemoTemplate(const QString &name);

    /// A field's text, filled from `row`; empty when the template has no such field.
    QString field(const QString &name, const DemoRow &row) const;
    /// The HTML, filled from `row`, escaped.
    QString content(const DemoRow &row) const;
    /// The HTML, filled from `row` as it is: cells that are HTML already.
    QString fill(const DemoRow &row) const { return fillDemoText(m_content, row); }

private:
    QHash<QString, QString> m_fields;
    QString m_content;
};

} // namespace creel
