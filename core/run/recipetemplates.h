#pragma once

#include "base/recipe.h"

#include <QList>
#include <QString>

namespace creel {

/// A recipe that suits many sites, to start from.
struct RecipeTemplate {
    QString name;    ///< "job-posting": its file in resources/recipes
    QString purpose; ///< what it is for, in one sentence
    Recipe recipe;   ///< its own name is the title, "Job postings"
};

/// All templates. Read once; any thread.
const QList<RecipeTemplate> &recipeTemplates();

/// nullptr: there is none of that name.
const RecipeTemplate *findRecipeTemplate(const QString &name);

} // namespace creel
