#pragma once

#include "run/recipecoverage.h"

#include <QWidget>

class QLabel;
class QTableView;
class QToolButton;

namespace creel {

class ValueList;

/// How one field does on the sample: its most frequent values, and ways to the pages where it finds none, or several.
class CoveragePane : public QWidget
{
    Q_OBJECT
public:
    explicit CoveragePane(QWidget *parent = nullptr);

    void setField(const FieldCoverage *field, const RecipeCoverage &coverage); ///< null: none is looked at
    void setNote(const QString &note);                                         ///< stands there when nothing is known

Q_SIGNALS:
    void pageRequested(const QList<qint64> &ids); ///< one of these, the next after the open one

private:
    QToolButton *addButton(const char *name, const QString &hint);
    void show(QToolButton *button, const QString &text, const QList<qint64> &ids);

    QLabel *m_sum;
    QToolButton *m_none, *m_many, *m_wrong;
    QList<qint64> m_noneIds, m_manyIds, m_wrongIds;
    ValueList *m_values;
    QTableView *m_table;
    QString m_note;
};

} // namespace creel
