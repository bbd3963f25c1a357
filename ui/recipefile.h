#pragma once

#include "base/expected.h"
#include "base/fileerror.h"
#include "base/recipeimport.h"

namespace creel {

/// Recipes in files. Any thread.
/// A recipe, or a sitemap of webscraper.io as one, with notes on what had to be left out. The error has all that is wrong in it.
Expected<RecipeImport, FileError> readRecipeFile(const QString &path);
/// It lands whole or not at all.
Expected<bool, FileError> writeRecipeFile(const QString &path, const Recipe &recipe);

} // namespace creel
