#include "recipedraft.h"

#include <QUndoCommand>

#include <algorithm>

namespace creel {

/// From one state to another. Recipes are small, so that both are kept whole.
class RecipeDraft::Change : public QUndoCommand
{
public:
    Change(RecipeDraft &draft, State after, const QString &what, int edit)
        : QUndoCommand(what), m_draft(draft), m_before(draft.m_state), m_after(std::move(after)), m_edit(edit)
    {
    }

    int id() const override { return m_edit; } // -1 never merges
    bool mergeWith(const QUndoCommand *other) override
    {
        m_after = static_cast<const Change *>(other)->m_after;
        return true;
    }
    void undo() override { show(m_before); }
    void redo() override { show(m_after); }

private:
    void show(const State &state)
    {
        m_draft.m_state = state;
        Q_EMIT m_draft.changed();
    }

    RecipeDraft &m_draft;
    const State m_before;
    State m_after;
    const int m_edit;
};

RecipeDraft::RecipeDraft(QObject *parent) : QObject(parent) { }

void RecipeDraft::change(State state, const QString &what, bool isEdit)
{
    if (state.name == m_state.name && state.rules == m_state.rules)
        return;
    m_history.push(new Change(*this, std::move(state), what, isEdit ? m_edit : -1));
}

void RecipeDraft::setRecipe(const Recipe &recipe, const QString &what) { change({recipe.name, rulesOf(recipe)}, what); }

void RecipeDraft::setName(const QString &name) { change({name, rules()}, tr("Name the Recipe"), true); }

void RecipeDraft::setRule(int row, const RuleRow &rule, const QString &what)
{
    State state = m_state;
    state.rules[row] = rule;
    change(std::move(state), what, true);
}

QString RecipeDraft::freeName(const QString &wanted) const
{
    const auto isTaken = [this](const QString &name) {
        return std::any_of(rules().begin(), rules().end(),
                           [&name](const RuleRow &rule) { return !rule.isContainer && rule.field.name == name; });
    };
    QString name = wanted;
    for (int i = 2; isTaken(name); ++i)
        name = wanted + QString::number(i);
    return name;
}

int RecipeDraft::addField(int row, Field field)
{
    field.name = freeName(field.name.isEmpty() ? tr("field") : field.name);
    State state = m_state;
    state.rules.insert(row + 1, RuleRow{false, field});
    change(std::move(state), tr("Add a Field"));
    return row + 1;
}

int RecipeDraft::addContainer(int row)
{
    if (containersAbove(rules(), rules().size()) > 1)
        return -1;
    State state = m_state;
    RuleRow container;
    container.isContainer = true;
    row = std::clamp(row, 0, int(rules().size()));
    // Above another container it would be the outer one, with nothing of its own: inside of that instead.
    if (row < rules().size() && rules()[row].isContainer)
        ++row;
    state.rules.insert(row, container);
    change(std::move(state), tr("Add a Container"));
    return row;
}

void RecipeDraft::remove(int row)
{
    State state = m_state;
    state.rules.removeAt(row);
    change(std::move(state), tr("Remove a Rule"));
}

int RecipeDraft::duplicate(int row)
{
    if (rules()[row].isContainer)
        return -1;
    return addField(row, rules()[row].field);
}

bool RecipeDraft::mayMove(int row, int step) const
{
    const int other = row + step;
    return row >= 0 && row < rules().size() && other >= 0 && other < rules().size()
        && !(rules()[row].isContainer && rules()[other].isContainer);
}

int RecipeDraft::move(int row, int step)
{
    if (!mayMove(row, step))
        return row;
    State state = m_state;
    state.rules.swapItemsAt(row, row + step);
    change(std::move(state), step < 0 ? tr("Move a Rule Up") : tr("Move a Rule Down"));
    return row + step;
}

} // namespace creel
