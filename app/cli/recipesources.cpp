#include "recipesources.h"

#include "command.h"

#include "base/pageextra.h"
#include "run/recipetemplates.h"
#include "run/typetemplates.h"
#include "run/webscraper.h"

#include <cstdio>

namespace creel::cli {

namespace {

void print(const Recipe &recipe)
{
    const QByteArray json = recipeToJson(recipe);
    std::fwrite(json.constData(), 1, size_t(json.size()), stdout);
}

Expected<StoredPage, int> readPage(const QString &file, const QString &action)
{
    const Expected<QByteArray, FileError> body = readInput(file, action);
    if (!body)
        return Unexpected(complain(body.error().message, FileTrouble));
    StoredPage page;
    page.body = *body;
    page.contentType = QByteArrayLiteral("text/html"); // others say nothing of the kind
    return page;
}

} // namespace

int listExtras()
{
    for (const PageExtraInfo &info : pageExtras())
        say(info.name.leftJustified(26) + info.description);
    return AllOk;
}

int listTemplates()
{
    for (const RecipeTemplate &one : recipeTemplates())
        say(one.name.leftJustified(16) + one.purpose);
    return AllOk;
}

int printTemplate(const QString &name)
{
    const RecipeTemplate *found = findRecipeTemplate(name);
    if (!found)
        return complain(QStringLiteral("There is no template \"%1\": creel-cli recipe templates lists them.").arg(name),
                        WrongUsage);
    print(found->recipe);
    return AllOk;
}

int listTypes(const QString &file)
{
    const Expected<StoredPage, int> page = readPage(file, QStringLiteral("types"));
    if (!page)
        return page.error();
    for (const TypeOnPage &type : typesOnPage(*page))
        say(ruleKindName(type.kind) + u':' + type.type);
    return AllOk;
}

int printRecipeForType(const QString &type, const QString &file)
{
    const Expected<StoredPage, int> page = readPage(file, QStringLiteral("type"));
    if (!page)
        return page.error();
    TypeOnPage wanted{RuleKind::JsonLd, type};
    for (const RuleKind kind : {RuleKind::JsonLd, RuleKind::Microdata, RuleKind::Rdfa})
        if (const QString prefix = ruleKindName(kind) + u':'; type.startsWith(prefix))
            wanted = {kind, type.sliced(prefix.size())};
    const Recipe recipe = recipeForType(*page, wanted);
    if (recipe.fields.isEmpty())
        return complain(
            QStringLiteral("%1 says nothing of \"%2\": creel-cli recipe types %1 lists what it has.").arg(file, type),
            SomeFailed);
    print(recipe);
    return AllOk;
}

int importRecipe(const QString &file)
{
    const Expected<QByteArray, FileError> json = readInput(file, QStringLiteral("import"));
    if (!json)
        return complain(json.error().message, FileTrouble);
    const Expected<RecipeImport, QString> made = importWebScraper(*json);
    if (!made)
        return complain(file + QStringLiteral(": ") + made.error(), SomeFailed);
    print(made->recipe);
    for (const QString &note : made->notes)
        complain(note, AllOk);
    return AllOk;
}

} // namespace creel::cli
