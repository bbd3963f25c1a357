#pragma once

#include "base/expected.h"
#include "base/fileerror.h"
#include "base/recipe.h"

namespace creel {

/// Recipes in files. Any thread.
Expected<Recipe, FileError> readRecipeFile(const QString &path); ///< the error has all that is wrong in it
/// It lands whole or not at all.
Expected<bool, FileError> writeRecipeFile(const QString &path, const Recipe &recipe);

} // namespace creel
