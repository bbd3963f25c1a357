#include "recipefile.h"

#include "run/webscraper.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace creel {

namespace {
constexpr qint64 largestFile = 4 << 20;
constexpr qsizetype shownErrors = 3;

QString tr(const char *text) { return QCoreApplication::translate("creel::RecipeFile", text); }

/// webscraper.io's files have selectors, which recipes don't have.
bool isSitemap(const QByteArray &json)
{
    const Expected<JsonText, JsonTextError> read = parseJsonText(json);
    return read && std::any_of(read.value().members.begin(), read.value().members.end(), [](const JsonMember &member) {
               return member.name == QLatin1StringView("selectors");
           });
}
} // namespace

Expected<RecipeImport, FileError> readRecipeFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Unexpected(FileError{
            tr("%1 can't be read: %2. Check that it exists and that you may read it.").arg(path, file.errorString())});
    }
    if (file.size() > largestFile)
        return Unexpected(FileError{tr("%1 is too large for a recipe.").arg(path)});
    const QByteArray json = file.readAll();
    const auto unusable = [&path](const QString &why) {
        return Unexpected(FileError{tr("%1 is no recipe that can be used: %2").arg(QFileInfo(path).fileName(), why)});
    };
    if (isSitemap(json)) {
        Expected<RecipeImport, QString> imported = importWebScraper(json);
        if (!imported)
            return unusable(imported.error());
        return std::move(*imported);
    }
    Expected<Recipe, QList<RecipeError>> recipe = recipeFromJson(json);
    if (recipe)
        return RecipeImport{std::move(*recipe), {}, {}, {}};
    const QList<RecipeError> &errors = recipe.error();
    QStringList lines;
    for (const RecipeError &error : errors.first(std::min(shownErrors, errors.size())))
        lines << error.toString();
    if (errors.size() > shownErrors)
        lines << tr("… and %1 more").arg(errors.size() - shownErrors);
    return unusable(lines.join(u'\n'));
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
