#pragma once

#include "base/recipe.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QTableView;
class QToolButton;

namespace creel {

class RecipeDraft;
class RuleModel;

/// The rules of a draft with what can be done to them, and what is wrong with the current one.
class RulesPanel : public QWidget
{
    Q_OBJECT
public:
    /// Borrows both, which outlive it.
    RulesPanel(RecipeDraft &draft, RuleModel &model, QWidget *parent = nullptr);

    int currentRow() const; ///< -1: there is none
    void setCurrentRow(int row);
    void addField(const Field &field);           ///< behind the current rule
    void setExpression(const QString &selector); ///< of the current rule, as a CSS selector
    QWidget *table() const;

Q_SIGNALS:
    void currentRowChanged(int row);
    void coverageClicked(int row);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *addAction(const char *name, const QString &text, const QString &hint, const QKeySequence &key);
    void makeActions();
    void arrangeTable();
    void fillStepMenu();
    void edit(int row, int column);
    void refresh();
    void showProblem();

    RecipeDraft &m_draft;
    RuleModel &m_model;
    QLineEdit *m_name;
    QTableView *m_table;
    QLabel *m_problem;
    QAction *m_addField, *m_addContainer, *m_duplicate, *m_remove, *m_up, *m_down;
    QToolButton *m_steps;
    QMenu *m_stepMenu;
    QString m_refusal; ///< of steps that are being typed
};

} // namespace creel
