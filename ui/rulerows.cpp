#include "rulerows.h"

#include <algorithm>

namespace creel {

namespace {

RuleRow containerRow(const Container &container)
{
    RuleRow row;
    row.isContainer = true;
    row.field.kind = container.kind;
    row.field.expression = container.expression;
    return row;
}

void append(QList<RuleRow> &rows, const QList<Field> &fields)
{
    for (const Field &field : fields)
        rows.append({false, field});
}

Field placed(Field field, int line)
{
    field.writtenAt.place = {line, expressionColumn};
    for (qsizetype i = 0; i < field.steps.size(); ++i)
        field.steps[i].writtenAt.place = {line, firstStepColumn + int(i)};
    return field;
}

} // namespace

QList<RuleRow> rulesOf(const Recipe &recipe)
{
    QList<RuleRow> rows;
    append(rows, recipe.fields);
    if (!recipe.container)
        return rows;
    rows.append(containerRow(*recipe.container));
    append(rows, recipe.container->fields);
    for (const Container &nested : recipe.container->nested) {
        rows.append(containerRow(nested));
        append(rows, nested.fields);
    }
    return rows;
}

Recipe recipeOf(const QString &name, const QList<RuleRow> &rules)
{
    Recipe recipe;
    recipe.name = name;
    QList<Container> containers;
    for (qsizetype i = 0; i < rules.size(); ++i) {
        const Field field = placed(rules[i].field, int(i) + 1);
        if (rules[i].isContainer) {
            Container &container = containers.emplaceBack();
            container.kind = field.kind;
            container.expression = field.expression;
            container.writtenAt = field.writtenAt;
        } else {
            (containers.isEmpty() ? recipe.fields : containers.last().fields).append(field);
        }
    }
    while (containers.size() > 1) {
        const Container inner = containers.takeLast();
        containers.last().nested.append(inner);
    }
    if (!containers.isEmpty())
        recipe.container = containers.first();
    return recipe;
}

int containersAbove(const QList<RuleRow> &rules, qsizetype row)
{
    return int(std::count_if(rules.begin(), rules.begin() + row, [](const RuleRow &rule) { return rule.isContainer; }));
}

} // namespace creel
