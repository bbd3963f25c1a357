#pragma once

#include "rulerows.h"

#include <QObject>
#include <QUndoStack>

namespace creel {

/// The recipe that is written, with its history: every change can be undone.
class RecipeDraft : public QObject
{
    Q_OBJECT
public:
    explicit RecipeDraft(QObject *parent = nullptr);

    const QString &name() const { return m_state.name; }
    const QList<RuleRow> &rules() const { return m_state.rules; }
    Recipe recipe() const { return recipeOf(name(), rules()); }
    QUndoStack &history() { return m_history; }

    void setRecipe(const Recipe &recipe, const QString &what); ///< `what` was done, for the menu: "Detect Records"
    void setName(const QString &name);
    /// Changes in a row that come one after the other are one step back, until endEdit().
    void setRule(int row, const RuleRow &rule, const QString &what);
    void endEdit() { ++m_edit; }

    int addField(int row, Field field); ///< behind that row (-1: before the first); returns its own
    /// Above that row, so that fields from there on are relative to it; returns its own, -1: there are two already.
    int addContainer(int row);
    void remove(int row); ///< a container's fields stay: they are relative to what stands above, then
    int duplicate(int row);
    int move(int row, int step); ///< past its neighbour, across a container too; returns where it stands then
    bool mayMove(int row, int step) const;

Q_SIGNALS:
    void changed();

private:
    class Change;
    struct State {
        QString name;
        QList<RuleRow> rules;
    };
    void change(State state, const QString &what, bool isEdit = false);
    QString freeName(const QString &wanted) const;

    State m_state;
    int m_edit = 0;
    QUndoStack m_history;
};

} // namespace creel
