#include "command.h"
#include "recipe.h"

#include "base/url.h"
#include "run/pageextractor.h"

#include <cstdio>

namespace creel::cli {

namespace {

/// The flags that give one expression, a match each.
struct ExpressionFlag {
    const char *flag;
    RuleKind kind;
    const char *help;
    const char *value;
};
constexpr ExpressionFlag expressionFlags[] = {
    {"css", RuleKind::Css, "Elements that this CSS selector selects. Default: none.", "S"},
    {"xpath", RuleKind::XPath, "What this XPath 1.0 expression finds: nodes, or the one value that it gives.", "X"},
    {"jsonpath", RuleKind::JsonPath,
     "Values that this JSONPath (RFC 9535) finds in a JSON answer, or in each <script type=\"application/json\"> (and "
     "ld+json) of a page.",
     "P"},
    {"regex", RuleKind::Regex,
     "Matches of this regular expression (RE2) in the source; its first group, if it has one.", "E"},
    {"page", RuleKind::Page, "A standard extra of the page: encoding, language, headings, … An unknown name lists all.",
     "NAME"},
};

QString latin(const char *text) { return QString::fromLatin1(text); }

void addOptions(QCommandLineParser &parser)
{
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("Pages to read; - is standard input."));
    parser.addOption({QStringLiteral("recipe"),
                      QStringLiteral("Read as this recipe says: see creel-cli recipe --help."),
                      QStringLiteral("R.json")});
    for (const ExpressionFlag &flag : expressionFlags)
        parser.addOption({latin(flag.flag), latin(flag.help), latin(flag.value)});
    parser.addOption({QStringLiteral("attr"), QStringLiteral("Of elements take this attribute."), QStringLiteral("A")});
    parser.addOption({QStringLiteral("text"), QStringLiteral("Of elements take all text. The default.")});
    parser.addOption({QStringLiteral("html"), QStringLiteral("Of elements take the HTML, their own tags included.")});
    parser.addOption({QStringLiteral("base"),
                      QStringLiteral("The pages' URL: what references start from. Default: none."),
                      QStringLiteral("URL")});
    parser.addOption({QStringLiteral("content-type"),
                      QStringLiteral("The pages' Content-Type, as a server says it. Default: text/html for .html and "
                                     ".htm, else the bytes are looked at."),
                      QStringLiteral("T")});
    parser.addOption(
        {QStringLiteral("parser"),
         QStringLiteral("Who reads HTML: creel or gumbo. Default: %1.").arg(htmlParserName(defaultHtmlParser)),
         QStringLiteral("P"), htmlParserName(defaultHtmlParser)});
}

/// What the flags ask for; an error message otherwise.
Expected<Recipe, QString> recipeOfFlags(const QCommandLineParser &parser)
{
    Field field;
    field.name = QStringLiteral("value");
    field.many = Many::Rows;
    for (const ExpressionFlag &flag : expressionFlags) {
        if (!parser.isSet(latin(flag.flag)))
            continue;
        field.kind = flag.kind;
        field.expression = parser.value(latin(flag.flag));
    }
    const bool wantsAttribute = parser.isSet(QStringLiteral("attr")), wantsHtml = parser.isSet(QStringLiteral("html"));
    if (int(wantsAttribute) + int(wantsHtml) + int(parser.isSet(QStringLiteral("text"))) > 1)
        return Unexpected(QStringLiteral("Of --attr, --text and --html only one can be taken."));
    if (wantsHtml)
        field.take = Take::OuterHtml;
    if (wantsAttribute) {
        field.take = Take::Attribute;
        field.attribute = parser.value(QStringLiteral("attr"));
    }
    Recipe recipe;
    recipe.fields << field;
    return recipe;
}

int expressionCount(const QCommandLineParser &parser)
{
    int count = int(parser.values(QStringLiteral("recipe")).size());
    for (const ExpressionFlag &flag : expressionFlags)
        count += int(parser.values(latin(flag.flag)).size());
    return count;
}

void addRange(JsonText &json, const PageRange &range)
{
    if (range.begin < 0)
        return;
    json.add(QStringLiteral("begin"), JsonText::number(QString::number(range.begin)));
    json.add(QStringLiteral("end"), JsonText::number(QString::number(range.end)));
}

void addValue(JsonText &json, const PageValue &value, FieldType type)
{
    JsonText written; // null
    if (value.isFound && type == FieldType::Number)
        written = JsonText::number(value.text);
    else if (value.isFound && type == FieldType::Boolean)
        written = JsonText::truth(value.text == QLatin1String("true"));
    else if (value.isFound)
        written = JsonText::string(value.text);
    json.add(QStringLiteral("value"), written);
    addRange(json, value.source);
    if (!value.error.isEmpty())
        json.add(QStringLiteral("error"), JsonText::string(value.error));
}

/// {"file":…,"value":…,"begin":…,"end":…} of one expression; of a recipe each field has its value and place in "fields".
JsonText lineOf(const QString &file, const PageRecord &record, const PageExtractor &extractor, bool isRecipe)
{
    JsonText line = JsonText::object();
    line.add(QStringLiteral("file"), JsonText::string(file));
    if (!isRecipe) {
        addValue(line, record.values.first(), extractor.type(0));
        return line;
    }
    addRange(line, record.source);
    JsonText fields = JsonText::object();
    const QStringList names = extractor.names();
    for (qsizetype i = 0; i < names.size(); ++i) {
        JsonText field = JsonText::object();
        addValue(field, record.values[i], extractor.type(i));
        fields.add(names[i], std::move(field));
    }
    line.add(QStringLiteral("fields"), std::move(fields));
    return line;
}

void print(const JsonText &line)
{
    const QByteArray text = line.compact() + '\n';
    std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
}

/// Prints the records of one page. False: something of it is an error.
bool printPage(const QString &file, const StoredPage &page, const PageExtractor &extractor, bool isRecipe)
{
    const PageRecords extracted = extractor.extract(page);
    bool isWhole = extracted.error.isEmpty();
    for (const PageRecord &record : extracted.records) {
        print(lineOf(file, record, extractor, isRecipe));
        for (const PageValue &value : record.values)
            isWhole = isWhole && value.error.isEmpty();
    }
    if (!extracted.error.isEmpty()) {
        JsonText line = JsonText::object();
        line.add(QStringLiteral("file"), JsonText::string(file));
        line.add(QStringLiteral("error"), JsonText::string(extracted.error));
        print(line);
    }
    return isWhole;
}

/// The recipe that is asked for, ready; or the exit code, when that was told.
Expected<PageExtractor, int> extractorFor(const QCommandLineParser &parser)
{
    if (parser.isSet(QStringLiteral("recipe"))) {
        const Expected<Recipe, int> recipe = recipeOfFile(parser);
        if (!recipe)
            return Unexpected(recipe.error());
        Expected<PageExtractor, QList<RecipeError>> checked = PageExtractor::make(*recipe);
        return std::move(*checked);
    }
    const Expected<Recipe, QString> recipe = recipeOfFlags(parser);
    if (!recipe)
        return Unexpected(complain(recipe.error(), WrongUsage));
    Expected<PageExtractor, QList<RecipeError>> made = PageExtractor::make(*recipe);
    if (made)
        return std::move(*made);
    for (RecipeError error : made.error()) {
        error.field.clear();
        complain(QStringLiteral("--%1: %2").arg(ruleKindName(recipe->fields.first().kind), error.toString()),
                 WrongUsage);
    }
    return Unexpected(int(WrongUsage));
}

} // namespace

int extractFiles(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Reads pages from files as a run does, and prints what a recipe or "
                                                    "one expression finds: JSON Lines, one object for\n"
                                                    "each match or record. begin and end are bytes of the page as "
                                                    "UTF-8: of the file itself where that is UTF-8.\n\n"
                                                    "Exit status: 0 read, also where nothing was found, 1 a value or a "
                                                    "page has an error, 2 wrong usage or recipe, 3 a file\n"
                                                    "that can't be read."));
    addOptions(parser);
    if (const std::optional<int> code = parse(parser, QStringLiteral("extract"), QStringLiteral("FILE…"), args))
        return *code;
    const QStringList files = parser.positionalArguments();
    const bool isRecipe = parser.isSet(QStringLiteral("recipe"));
    if (expressionCount(parser) != 1 || files.isEmpty())
        return complain(QStringLiteral("extract takes one of --recipe, --css, --xpath, --jsonpath and --regex, and one "
                                       "file or more. See creel-cli "
                                       "extract --help."),
                        WrongUsage);
    if (isRecipe
        && (parser.isSet(QStringLiteral("attr")) || parser.isSet(QStringLiteral("text"))
            || parser.isSet(QStringLiteral("html"))))
        return complain(
            QStringLiteral("--attr, --text and --html are for one expression: a recipe says itself what to take."),
            WrongUsage);

    StoredPage page;
    const QByteArray contentType = parser.value(QStringLiteral("content-type")).toUtf8();
    if (!contentType.isEmpty())
        page.headers.append({QByteArrayLiteral("Content-Type"), contentType});
    const std::optional<HtmlParser> htmlParser = htmlParserFromName(parser.value(QStringLiteral("parser")));
    if (!htmlParser)
        return complain(
            QStringLiteral("--parser takes creel or gumbo, not \"%1\".").arg(parser.value(QStringLiteral("parser"))),
            WrongUsage);
    page.parser = *htmlParser;
    if (parser.isSet(QStringLiteral("base"))) {
        const Expected<Url, UrlError> base = Url::parse(parser.value(QStringLiteral("base")));
        if (!base)
            return complain(QStringLiteral("--base takes a URL, not \"%1\": %2")
                                .arg(parser.value(QStringLiteral("base")), base.error().reason),
                            WrongUsage);
        page.url = base->href();
    }
    const Expected<PageExtractor, int> extractor = extractorFor(parser);
    if (!extractor)
        return extractor.error();

    ExitCode code = AllOk;
    for (const QString &file : files) {
        const Expected<QByteArray, FileError> body = readInput(file, QStringLiteral("FILE"));
        if (!body) {
            complain(body.error().message, FileTrouble);
            code = FileTrouble;
            continue;
        }
        page.body = *body;
        page.contentType = contentType.isEmpty() ? contentTypeOf(file) : contentType;
        if (!printPage(file, page, *extractor, isRecipe) && code == AllOk)
            code = SomeFailed;
    }
    return code;
}

} // namespace creel::cli
