#include "recipefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace creel {

namespace {
constexpr qint64 largestFile = 4 << 20;
constexpr qsizetype shownErrors = 3;

QString tr(const char *text) { return QCoreApplication::translate("creel::RecipeFile", text); }
} // namespace

Expected<Recipe, FileError> readRecipeFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Unexpected(FileError{
            tr("%1 can't be read: %2. Check that it exists and that you may read it.").arg(path, file.errorString())});
    }
    if (file.size() > largestFile)
        return Unexpected(FileError{tr("%1 is too large for a recipe.").arg(path)});
    Expected<Recipe, QList<RecipeError>> recipe = recipeFromJson(file.readAll());
    if (recipe)
        return std::move(*recipe);
    const QList<RecipeError> &errors = recipe.error();
    QStringList lines;
    for (const RecipeError &error : errors.first(std::min(shownErrors, errors.size())))
        lines << error.toString();
    if (errors.size() > shownErrors)
        lines << tr("… and %1 more").arg(errors.size() - shownErrors);
    return Unexpected(FileError{
        tr("%1 is no recipe that can be used: %2").arg(QFileInfo(path).fileName(), lines.join(QStringLiteral("\n")))});
}

Expected<bool, FileError> writeRecipeFile(const QString &path, const Recipe &recipe)
{
    const QByteArray json = recipeToJson(recipe);
    QSaveFile file(path);
    // flush(), because commit() of Qt 6.4 overlooks it when the last few bytes found no room.
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.flush() || !file.commit()) {
        return Unexpected(
            FileError{tr("%1 can't be written: %2. Free some space or choose another place; what was there "
                         "before is unchanged.")
                          .arg(path, file.errorString())});
    }
    return true;
}

} // namespace creel
