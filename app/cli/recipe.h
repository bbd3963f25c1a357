#pragma once

#include "base/expected.h"
#include "base/recipe.h"
#include "run/pageextractor.h"

#include <QString>
#include <QStringList>

namespace creel::cli {

/// Why a recipe's file can't be used.
struct RecipeFileError {
    QStringList lines; ///< "R.json:2:5: field …", one for each
    bool isUnreadable = false;
};

/// Reads and compiles the recipe of a file; - is standard input.
Expected<PageExtractor, RecipeFileError> readRecipe(const QString &path, const QString &option);

} // namespace creel::cli
