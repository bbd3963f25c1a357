#pragma once

#include "run/recorddetection.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace creel {

/// Selectors for the element that was clicked, for a rule or a new field.
class SelectorBar : public QWidget
{
    Q_OBJECT
public:
    explicit SelectorBar(QWidget *parent = nullptr);

    void setProposals(const ProposedSelectors &proposals);
    void clear();
    void setMayUse(bool mayUse); ///< there is a rule that can take one

Q_SIGNALS:
    void useRequested(const QString &selector);
    void addRequested(const QString &selector);

private:
    void refresh();
    QString selector() const;

    QLabel *m_element;
    QComboBox *m_choice;
    QPushButton *m_use, *m_add;
    bool m_mayUse = false;
};

} // namespace creel
