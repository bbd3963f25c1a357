#include "recipe.h"

#include "command.h"

#include "run/run.h"

namespace creel::cli {

namespace {

const char format[] =
    R"(Tells what is wrong with a recipe: one line for each error, FILE:LINE:COLUMN: what, and what to do.

Exit status: 0 nothing is, 1 something is, 2 wrong usage, 3 a file that can't be read.

A recipe is JSON (resources/recipe-schema.json has it as JSON Schema):

  {"version": 1,
   "fields": [FIELD…],                         of the page; they stand in each of its rows
   "container": {"kind": …, "expression": …,   a record for each thing that this finds,
                 "fields": [FIELD…],           with fields relative to it
                 "container": …}}              and once more, inside of each

  FIELD: {"name": …, "kind": …, "expression": …} and, as you like, "take", "many", "steps", "type"

  kind   css            a selector, Selectors 4; in a container ":scope" alone is its element
         xpath          XPath 1.0; in a container relative to its element: ".//b"
         jsonpath       RFC 9535: in a JSON answer, or in each <script type="application/json"> (or ld+json and its like) of a
                        page, one after the other; in a container of jsonpath $ is its value, in one of elements the scripts
                        inside of it
         json-ld, microdata, rdfa       the type of an item and the way to its property: Product.offers.price
         opengraph, twitter-card        a property: og:title, or title
         regex          RE2, over the page's source; "group": number or name
         header         the name of a header field of the answer
         url            href, origin, scheme, host, port, path, file, query, fragment, path:2, query:NAME
         constant       the value itself
  take   text (default), visible-text, inner-html, outer-html, attribute and absolute-url ("attribute": its name),
         count, exists
  many   first (default), last, joined ("separator": …, default ", "), rows: one row each
  steps  "trim", "collapse", "absolute-url",
         {"step": "replace", "pattern": RE2, "with": "\\1"}, {"step": "split", "separator": …}, {"step": "default", "value": …},
         {"step": "number", "decimal": "." or ","}       1.234,56  1,234.56  1 234  12 %; 1.234 alone needs "decimal"
         {"step": "price", "currency": "EUR" where none is written, "part": all, amount or currency}
         {"step": "date", "order": day-first or month-first}    ISO 8601, RFC 1123, written in en, de, fr, es;
                                                         3/4/2024 needs "order"
  type   text (default; number, boolean where take or the last step gives one), number, boolean, date, url)";

} // namespace

Expected<Recipe, RecipeFileError> readRecipe(const QString &path, const QString &option)
{
    const Expected<QByteArray, FileError> file = readInput(path, option);
    if (!file)
        return Unexpected(RecipeFileError{{file.error().message}, true});
    const Expected<Recipe, QList<RecipeError>> recipe = recipeFromJson(*file);
    const QList<RecipeError> errors = recipe ? Run::problems(*recipe) : recipe.error();
    if (errors.isEmpty())
        return *recipe;
    RecipeFileError told;
    for (const RecipeError &error : errors)
        told.lines << path + (error.place.isKnown() ? QStringLiteral(":") : QStringLiteral(": ")) + error.toString();
    return Unexpected(told);
}

Expected<Recipe, int> recipeOption(const QCommandLineParser &parser)
{
    if (!parser.isSet(QStringLiteral("recipe")))
        return Recipe();
    const Expected<Recipe, RecipeFileError> recipe =
        readRecipe(parser.value(QStringLiteral("recipe")), QStringLiteral("--recipe"));
    if (recipe)
        return *recipe;
    for (const QString &line : recipe.error().lines)
        complain(line, WrongUsage);
    return Unexpected(int(recipe.error().isUnreadable ? FileTrouble : WrongUsage));
}

int recipe(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QString::fromUtf8(format));
    parser.addPositionalArgument(QStringLiteral("check"), QStringLiteral("What to do with it: check."));
    parser.addPositionalArgument(QStringLiteral("R.json"), QStringLiteral("The recipe's file; - is standard input."));
    if (const std::optional<int> code = parse(parser, QStringLiteral("recipe"), QStringLiteral("check R.json"), args))
        return *code;
    const QStringList words = parser.positionalArguments();
    if (words.size() != 2 || words.first() != QLatin1String("check"))
        return complain(QStringLiteral("recipe takes check and one file. See creel-cli recipe --help."), WrongUsage);
    const Expected<Recipe, RecipeFileError> made = readRecipe(words.last(), QStringLiteral("check"));
    if (!made && made.error().isUnreadable)
        return complain(made.error().lines.first(), FileTrouble);
    if (made) {
        say(QStringLiteral("%1: good, columns: %2").arg(words.last(), made->fieldNames().join(QStringLiteral(", "))));
        return AllOk;
    }
    for (const QString &line : made.error().lines)
        say(line);
    return SomeFailed;
}

} // namespace creel::cli
