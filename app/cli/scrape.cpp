#include "command.h"
#include "control.h"
#include "follow.h"
#include "recipe.h"
#include "scrapeoptions.h"

#include "base/urllist.h"
#include "run/runfolder.h"

#include <QCoroFuture>
#include <QDateTime>

namespace creel::cli {

namespace {

/// The URL list of a file, or of standard input for "-". Of a table (.csv, .tsv) the column with the URLs is taken.
Expected<QString, FileError> readUrls(const QString &path)
{
    const Expected<QByteArray, FileError> bytes = readInput(path, QStringLiteral("--urls"));
    if (!bytes)
        return Unexpected(bytes.error());
    const QString text = decodeText(*bytes);
    if (!isTableName(path))
        return text;
    const std::optional<UrlColumn> column = urlColumn(text);
    if (!column)
        return Unexpected(
            FileError{QStringLiteral("%1: none of its columns has URLs in the first %2 records. Put the URLs "
                                     "into a column of their own, or save them as a text file.")
                          .arg(path, QString::number(UrlColumn::sampledRecords))});
    return column->text;
}

} // namespace

QCoro::Task<int> scrape(QStringList args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Fetches every URL of a list and keeps what it finds in a run file.\n\n"
        "Exit status: 0 every line ok, 1 some failed, 2 wrong usage, 3 a file that can't be read or written,\n"
        "130 stopped by SIGINT, SIGTERM or an order (what was done is committed and exported)."));
    parser.addPositionalArgument(QStringLiteral("URL"), QStringLiteral("URLs to fetch, besides those of --urls."));
    parser.addOption(
        {QStringLiteral("urls"),
         QStringLiteral("Read URLs from FILE, one a line; of a .csv or .tsv table the column with the URLs; - is "
                        "standard input. Repeatable. Default: none."),
         QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("run"),
                      QStringLiteral("The run file to make. Default: a new file in %1.").arg(runFolder()),
                      QStringLiteral("FILE.creel")});
    addRecipeOptions(parser, QStringLiteral("nothing but the standard columns"));
    Outputs::addOptions(parser);
    Control::addOption(parser);
    addCrawlOptions(parser);
    if (const std::optional<int> code = parse(parser, QStringLiteral("scrape"), QStringLiteral("[URL…]"), args))
        co_return *code;

    const Expected<CrawlOptions, QString> options = withCrawlOptions({}, parser);
    if (!options)
        co_return complain(options.error(), WrongUsage);
    const Expected<Recipe, int> recipe = recipeOption(parser);
    if (!recipe)
        co_return recipe.error();
    const Outputs outputs(parser);
    if (const std::optional<int> code = formatComplaint(parser))
        co_return *code;
    if (const std::optional<int> code = outputs.complaint())
        co_return *code;

    if (Control::isAskedFor(parser) && parser.values(QStringLiteral("urls")).contains(QStringLiteral("-")))
        co_return complain(QStringLiteral("--control and --urls - both read standard input: put the list into a file."),
                           WrongUsage);

    QString text;
    for (const QString &path : parser.values(QStringLiteral("urls"))) {
        const Expected<QString, FileError> list = readUrls(path);
        if (!list)
            co_return complain(list.error().message, FileTrouble);
        if (!text.isEmpty() && !text.endsWith(QLatin1Char('\n')))
            text += QLatin1Char('\n');
        text += *list;
    }
    for (const QString &url : parser.positionalArguments()) {
        if (!text.isEmpty() && !text.endsWith(QLatin1Char('\n')))
            text += QLatin1Char('\n');
        text += url;
    }
    Ledger ledger = Ledger::fromText(text);
    if (ledger.size() == 0)
        co_return complain(QStringLiteral("No URLs. Give them as arguments, or a list with --urls FILE."), WrongUsage);

    QString path = parser.value(QStringLiteral("run"));
    if (path.isEmpty())
        path = newRunPath(runFolder(), QDateTime::currentDateTime());
    auto opening = Run::create(path, std::move(ledger), *options, *recipe);
    const Run::OpenResult run = co_await opening;
    if (!run)
        co_return complain(run.error().message, FileTrouble);
    co_return co_await follow(*run, outputs, Control::isAskedFor(parser));
}

} // namespace creel::cli
