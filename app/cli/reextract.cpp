#include "command.h"
#include "follow.h"
#include "interrupts.h"
#include "recipe.h"

#include <QCoroFuture>
#include <QElapsedTimer>

#include <unistd.h>

namespace creel::cli {

namespace {

/// The pages of --host and --row; an error where a row is no number.
Expected<RowQuery, QString> pagesOf(const QCommandLineParser &parser)
{
    RowQuery query;
    query.origin = parser.value(QStringLiteral("host"));
    if (!query.origin.isEmpty() && !query.origin.endsWith(QLatin1Char('/')))
        query.origin += QLatin1Char('/');
    for (const QString &row : parser.values(QStringLiteral("row"))) {
        bool isNumber = false;
        query.ids << row.toLongLong(&isNumber);
        if (!isNumber || query.ids.last() < 1)
            return Unexpected(QStringLiteral("--row takes the number of a row, from 1, not \"%1\".").arg(row));
    }
    return query;
}

QString charsetLabel(const QCommandLineParser &parser)
{
    const QString label = parser.value(QStringLiteral("charset"));
    return label == QLatin1String("auto") ? QString() : label;
}

} // namespace

QCoro::Task<int> reextract(QStringList args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Reads the pages that a run has stored again: with another recipe, or in another encoding; "
                       "offline, on all cores. Pages that the recipe has read already are left as they are, so that "
                       "the same command goes on where it was interrupted.\n\n"
                       "Exit status: 0 all pages read, 2 wrong usage, 3 a file that can't be read or written, 130 "
                       "stopped by SIGINT or\n"
                       "SIGTERM (what was read is committed)."));
    parser.addPositionalArgument(QStringLiteral("RUN.creel"), QStringLiteral("The run file."));
    addRecipeOptions(parser, QStringLiteral("the recipe that the run has"));
    parser.addOption({QStringLiteral("charset"),
                      QStringLiteral("Read the pages in this encoding, whatever they say of themselves: a label of the "
                                     "WHATWG's table; auto: as they say, again. Title, description and the others "
                                     "change, too. Default: auto, or what was chosen before."),
                      QStringLiteral("LABEL")});
    parser.addOption({QStringLiteral("host"),
                      QStringLiteral("With --charset: only the pages of this host, as https://a.example or "
                                     "http://127.0.0.1:8080. Default: all."),
                      QStringLiteral("ORIGIN")});
    parser.addOption(
        {QStringLiteral("row"),
         QStringLiteral("With --charset: only the page of this row, a number: the line in the list, or the "
                        "place in the table of a crawl. Repeatable. Default: all."),
         QStringLiteral("N")});
    parser.addOption({{QStringLiteral("o"), QStringLiteral("output")},
                      QStringLiteral("Write the table to FILE afterwards; the format by its ending (.csv). Repeatable. "
                                     "Default: none; export it later from the run file."),
                      QStringLiteral("FILE")});
    parser.addOption({{QStringLiteral("q"), QStringLiteral("quiet")},
                      QStringLiteral("Say nothing but errors. Default: progress on a terminal, and a summary.")});
    addFormatOptions(parser);
    if (const std::optional<int> code = parse(parser, QStringLiteral("re-extract"), QStringLiteral("RUN.creel"), args))
        co_return *code;
    const QStringList files = parser.positionalArguments();
    if (files.size() != 1)
        co_return complain(QStringLiteral("re-extract takes one run file. See creel-cli re-extract --help."),
                           WrongUsage);
    Expected<Recipe, int> recipe = recipeOption(parser);
    if (!recipe)
        co_return recipe.error();
    const bool isDecoded = parser.isSet(QStringLiteral("charset"));
    if (isDecoded && !recipe->isEmpty())
        co_return complain(QStringLiteral("--charset and --recipe or --extra are two steps: give one after the other."),
                           WrongUsage);
    const bool isChosen = parser.isSet(QStringLiteral("host")) || parser.isSet(QStringLiteral("row"));
    if (isChosen && !isDecoded)
        co_return complain(QStringLiteral("--host and --row go with --charset."), WrongUsage);
    const Expected<RowQuery, QString> decoded = pagesOf(parser);
    if (!decoded)
        co_return complain(decoded.error(), WrongUsage);
    const bool isQuiet = parser.isSet(QStringLiteral("quiet"));
    const QStringList outputs = parser.values(QStringLiteral("output"));
    std::optional<int> complaint = formatComplaint(parser);
    for (const QString &file : outputs)
        complaint = complaint ? complaint : outputComplaint(file);
    if (complaint)
        co_return *complaint;

    auto opening = Run::open(files.first());
    const Run::OpenResult opened = co_await opening;
    if (!opened)
        co_return complain(opened.error().message, FileTrouble);
    Run *const run = opened->get();
    if (recipe->isEmpty())
        recipe = run->recipe();
    if (recipe->isEmpty() && !isDecoded)
        co_return complain(QStringLiteral("%1 has no recipe. Give one with --recipe.").arg(run->path()), WrongUsage);

    auto stop = [run] { run->stopReextracting(); };
    Interrupts interrupts(stop);
    const bool isShown = !isQuiet && isatty(STDERR_FILENO) == 1;
    auto show = [isShown](qint64 done, qint64 total) {
        if (isShown)
            std::fprintf(stderr, "\r%lld of %lld pages ", static_cast<long long>(done), static_cast<long long>(total));
    };
    QObject::connect(run, &Run::reextracting, run, show);
    QElapsedTimer wall;
    wall.start();
    auto reading = isDecoded ? run->decodeAgain(*decoded, charsetLabel(parser)) : run->reextract(*recipe);
    const Expected<qint64, FileError> pages = co_await reading;
    if (isShown)
        std::fputs("\r", stderr);
    if (!pages)
        co_return complain(pages.error().message, FileTrouble);
    if (!isQuiet)
        say(QStringLiteral("Read again: %1 pages in %2 ms").arg(*pages).arg(wall.elapsed()));
    for (const QString &file : outputs) {
        auto exporting = run->exportTo(file, formatOptions(parser));
        const Expected<qint64, FileError> rows = co_await exporting;
        if (!rows)
            co_return complain(rows.error().message, FileTrouble);
    }
    co_return interrupts.happened() ? Interrupted : AllOk;
}

} // namespace creel::cli
