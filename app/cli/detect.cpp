#include "command.h"

#include "base/url.h"
#include "run/recorddetection.h"

#include <cstdio>

namespace creel::cli {

namespace {

void addOptions(QCommandLineParser &parser)
{
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The page; - is standard input."));
    parser.addOption({QStringLiteral("recipe"),
                      QStringLiteral("Print the best one as a recipe: for extract --recipe, and to go on from.")});
    parser.addOption({QStringLiteral("json"), QStringLiteral("Print JSON Lines, one object for each structure.")});
    parser.addOption({QStringLiteral("base"),
                      QStringLiteral("The page's URL: what references start from. Default: none."),
                      QStringLiteral("URL")});
    parser.addOption(
        {QStringLiteral("content-type"),
         QStringLiteral("The page's Content-Type, as a server says it. Default: text/html for .html and .htm, else "
                        "the bytes are looked at."),
         QStringLiteral("T")});
}

QString takenOf(const Field &field)
{
    QString taken = field.attribute.isEmpty() ? takeName(field.take) : takeName(field.take) + u' ' + field.attribute;
    if (field.type != FieldType::Text && field.type != FieldType::Url)
        taken += QStringLiteral(", ") + fieldTypeName(field.type);
    return taken;
}

/// The first values of a column that aren't empty.
QStringList examples(const DetectedRecords &detected, qsizetype column)
{
    QStringList texts;
    for (const PageRecord &record : detected.preview) {
        const QString text = record.values[column].text.simplified();
        if (!text.isEmpty() && texts.size() < 3)
            texts << (text.size() > 60 ? text.left(59) + QChar(0x2026) : text);
    }
    return texts;
}

/// Without a base no reference is a URL: they are shown as they stand.
void showReferences(DetectedRecords &detected, const StoredPage &page)
{
    Recipe recipe = detected.recipe;
    for (Field &field : recipe.container->fields) {
        if (field.take == Take::AbsoluteUrl) {
            field.take = Take::Attribute;
            field.type = FieldType::Text;
        }
    }
    if (const auto extractor = PageExtractor::make(recipe))
        detected.preview = extractor->extract(page).records.mid(0, detectedPreview);
}

void printForPeople(const DetectedRecords &detected)
{
    const Container &container = *detected.recipe.container;
    say(QStringLiteral("%1 records: %2").arg(detected.records).arg(container.expression));
    for (qsizetype i = 0; i < container.fields.size(); ++i) {
        const Field &field = container.fields[i];
        const int percent = qRound(100 * detected.coverage[i]);
        say(QStringLiteral("  %1  %2 %  %3 (%4)")
                .arg(field.name, -16)
                .arg(percent, 3)
                .arg(field.expression, takenOf(field)));
        say(QString(26, u' ') + examples(detected, i).join(QStringLiteral(" | ")));
    }
}

JsonText number(double value) { return JsonText::number(QString::number(value, 'g', 3)); }

JsonText lineOf(const DetectedRecords &detected)
{
    const Container &container = *detected.recipe.container;
    JsonText line = JsonText::object(), fields = JsonText::array();
    line.add(QStringLiteral("container"), JsonText::string(container.expression));
    line.add(QStringLiteral("records"), JsonText::number(QString::number(detected.records)));
    for (qsizetype i = 0; i < container.fields.size(); ++i) {
        const Field &field = container.fields[i];
        JsonText made = JsonText::object(), values = JsonText::array();
        made.add(QStringLiteral("name"), JsonText::string(field.name));
        made.add(QStringLiteral("expression"), JsonText::string(field.expression));
        made.add(QStringLiteral("take"), JsonText::string(takeName(field.take)));
        if (!field.attribute.isEmpty())
            made.add(QStringLiteral("attribute"), JsonText::string(field.attribute));
        made.add(QStringLiteral("type"), JsonText::string(fieldTypeName(field.type)));
        made.add(QStringLiteral("coverage"), number(detected.coverage[i]));
        for (const QString &text : examples(detected, i))
            values.items.push_back(JsonText::string(text));
        made.add(QStringLiteral("examples"), std::move(values));
        fields.items.push_back(std::move(made));
    }
    line.add(QStringLiteral("fields"), std::move(fields));
    return line;
}

} // namespace

int detect(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Finds what a page repeats (product cards, rows, search hits), and proposes a container, and a field for each "
        "of\n"
        "its values: name, the share of records that have it, selector, what is taken, examples. The likeliest is "
        "first.\n\n"
        "Exit status: 0 found, 1 the page repeats nothing or is no HTML, 2 wrong usage, 3 a file that can't be read."));
    addOptions(parser);
    if (const std::optional<int> code = parse(parser, QStringLiteral("detect"), QStringLiteral("FILE"), args))
        return *code;
    const QStringList files = parser.positionalArguments();
    const bool wantsRecipe = parser.isSet(QStringLiteral("recipe")), wantsJson = parser.isSet(QStringLiteral("json"));
    if (files.size() != 1 || (wantsRecipe && wantsJson))
        return complain(QStringLiteral("detect takes one FILE, and at most one of --recipe and --json. See creel-cli "
                                       "detect --help."),
                        WrongUsage);
    StoredPage page;
    if (parser.isSet(QStringLiteral("base"))) {
        const Expected<Url, UrlError> base = Url::parse(parser.value(QStringLiteral("base")));
        if (!base)
            return complain(QStringLiteral("--base takes a URL, not \"%1\": %2")
                                .arg(parser.value(QStringLiteral("base")), base.error().reason),
                            WrongUsage);
        page.url = base->href();
    }
    const Expected<QByteArray, FileError> body = readInput(files.first(), QStringLiteral("FILE"));
    if (!body)
        return complain(body.error().message, FileTrouble);
    page.body = *body;
    page.contentType = parser.value(QStringLiteral("content-type")).toUtf8();
    if (page.contentType.isEmpty())
        page.contentType = contentTypeOf(files.first());

    QList<DetectedRecords> found = detectRecords(page);
    if (found.isEmpty())
        return complain(
            QStringLiteral("%1 repeats nothing that looks like records, or is no HTML. If it is HTML, say so "
                           "with --content-type text/html; if its records come by JavaScript, look for a JSON "
                           "answer.")
                .arg(files.first()),
            SomeFailed);
    if (wantsRecipe) {
        const QByteArray json = recipeToJson(found.first().recipe);
        std::fwrite(json.constData(), 1, size_t(json.size()), stdout);
        return AllOk;
    }
    for (DetectedRecords &detected : found) {
        if (page.url.isEmpty())
            showReferences(detected, page);
        if (wantsJson)
            say(QString::fromUtf8(lineOf(detected).compact()));
        else
            printForPeople(detected);
    }
    return AllOk;
}

} // namespace creel::cli
