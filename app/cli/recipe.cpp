#include "recipe.h"

#include "command.h"
#include "recipesources.h"

#include "run/run.h"

namespace creel::cli {

namespace {

const char format[] =
    R"(  check FILE        tells what is wrong with a recipe: one line for each error, FILE:LINE:COLUMN: what, and what to do
  extras            lists the standard extras of pages, what rules of the kind page name
  templates         lists recipes to start from
  template NAME     prints one of them
  types PAGE        lists the types of structured data in a page: json-ld:Product
  type TYPE PAGE    prints a recipe for all that a page says of that type
  import FILE       prints the recipe that a sitemap of webscraper.io means; what it can't mean is told on standard error

Exit status: 0 done, 1 the recipe is wrong or there is nothing to print, 2 wrong usage, 3 a file that can't be read.

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
         page           a standard extra of the page, by its name: recipe extras lists them
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

void addRecipeOptions(QCommandLineParser &parser, const QString &standard)
{
    parser.addOption({QStringLiteral("recipe"),
                      QStringLiteral("What to find on the pages, as columns of the table; creel-cli recipe --help has "
                                     "the format. Default: %1.")
                          .arg(standard),
                      QStringLiteral("R.json")});
    parser.addOption({QStringLiteral("extra"),
                      QStringLiteral("A column more: word-count, meta-robots, inlinks …; creel-cli recipe extras lists "
                                     "them. Repeatable. Default: none."),
                      QStringLiteral("NAME")});
}

Expected<Recipe, int> recipeOfFile(const QCommandLineParser &parser)
{
    if (!parser.isSet(QStringLiteral("recipe")))
        return Recipe();
    const Expected<Recipe, RecipeFileError> read =
        readRecipe(parser.value(QStringLiteral("recipe")), QStringLiteral("--recipe"));
    if (read)
        return *read;
    for (const QString &line : read.error().lines)
        complain(line, WrongUsage);
    return Unexpected(int(read.error().isUnreadable ? FileTrouble : WrongUsage));
}

Expected<Recipe, int> recipeOption(const QCommandLineParser &parser)
{
    Expected<Recipe, int> recipe = recipeOfFile(parser);
    if (!recipe)
        return recipe;
    for (const QString &extra : parser.values(QStringLiteral("extra"))) {
        Field field;
        field.kind = RuleKind::Page;
        field.expression = extra;
        field.name =
            QString(extra).replace(QLatin1Char('-'), QLatin1Char('_')).replace(QLatin1Char(':'), QLatin1Char('_'));
        field.many = Many::Joined;
        recipe->fields.append(field);
    }
    const QList<RecipeError> problems = Run::problems(*recipe);
    if (!problems.isEmpty())
        return Unexpected(complain(QStringLiteral("--extra: ") + problems.first().toString(), WrongUsage));
    return recipe;
}

namespace {

int checkRecipe(const QString &file)
{
    const Expected<Recipe, RecipeFileError> made = readRecipe(file, QStringLiteral("check"));
    if (!made && made.error().isUnreadable)
        return complain(made.error().lines.first(), FileTrouble);
    if (made) {
        say(QStringLiteral("%1: good, columns: %2").arg(file, made->fieldNames().join(QStringLiteral(", "))));
        return AllOk;
    }
    for (const QString &line : made.error().lines)
        say(line);
    return SomeFailed;
}

} // namespace

int recipe(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QString::fromUtf8(format));
    parser.addPositionalArgument(QStringLiteral("ACTION"),
                                 QStringLiteral("One of those above; files: - is standard input."));
    if (const std::optional<int> code = parse(parser, QStringLiteral("recipe"), QStringLiteral("ACTION …"), args))
        return *code;
    const QStringList words = parser.positionalArguments();
    const auto isCall = [&words](const char *action, qsizetype arguments) {
        return words.size() == arguments + 1 && words.first() == QLatin1String(action);
    };
    if (isCall("check", 1))
        return checkRecipe(words[1]);
    if (isCall("extras", 0))
        return listExtras();
    if (isCall("templates", 0))
        return listTemplates();
    if (isCall("template", 1))
        return printTemplate(words[1]);
    if (isCall("types", 1))
        return listTypes(words[1]);
    if (isCall("type", 2))
        return printRecipeForType(words[1], words[2]);
    if (isCall("import", 1))
        return importRecipe(words[1]);
    return complain(QStringLiteral("recipe takes check, type or import with a file, or extras, templates or template. "
                                   "See creel-cli recipe --help."),
                    WrongUsage);
}

} // namespace creel::cli
