#pragma once

#include "base/expected.h"
#include "base/recipe.h"

#include <QCommandLineParser>
#include <QString>
#include <QStringList>

namespace creel::cli {

/// Why a recipe's file can't be used.
struct RecipeFileError {
    QStringList lines; ///< "R.json:2:5: field …", one for each
    bool isUnreadable = false;
};

/// Reads and checks the recipe of a file; - is standard input.
Expected<Recipe, RecipeFileError> readRecipe(const QString &path, const QString &option);

/// The --recipe and --extra options; `standard`: what stands for the first where it is not given.
void addRecipeOptions(QCommandLineParser &parser, const QString &standard);
/// The recipe of --recipe; an empty one where that is not given. Says what is wrong with it; then the error is the exit code.
Expected<Recipe, int> recipeOfFile(const QCommandLineParser &parser);
/// The recipe of --recipe, an empty one where that is not given, with the extras of --extra as further fields. Says what is wrong
/// with it; then the error is the exit code.
Expected<Recipe, int> recipeOption(const QCommandLineParser &parser);

} // namespace creel::cli
