#pragma once

#include "base/recipe.h"

#include <QList>

namespace creel {

/// A rule of a recipe as a list has it: the page's fields, the container, its fields, the nested container, its fields. What a field is
/// relative to is where it stands: the last container above it.
struct RuleRow {
    bool isContainer = false;
    Field field = {}; ///< of a container its kind and expression alone
    friend bool operator==(const RuleRow &, const RuleRow &) = default;
};

/// The column of a rule's WrittenAt; its line is the row, from 1. So every RecipeError tells its row.
inline constexpr int expressionColumn = 1;
inline constexpr int firstStepColumn = 2;

QList<RuleRow> rulesOf(const Recipe &recipe);
/// A third container and what stands below it is nested in the second one: an error of the recipe, which its check tells.
Recipe recipeOf(const QString &name, const QList<RuleRow> &rules);
int containersAbove(const QList<RuleRow> &rules, qsizetype row);

} // namespace creel
