#include "command.h"
#include "control.h"
#include "follow.h"
#include "scrapeoptions.h"

#include <QCoroFuture>

namespace creel::cli {

QCoro::Task<int> resume(QStringList args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Goes on with a run where it was: fetches the rows that have no result yet, with the options it was "
        "begun with, changed by those given here; the run file keeps them.\n\n"
        "Exit status: as of scrape."));
    parser.addPositionalArgument(QStringLiteral("RUN.creel"), QStringLiteral("The run file."));
    parser.addOption({QStringLiteral("retry-failed"),
                      QStringLiteral("Fetch the failed rows again, too. Default: they keep their results.")});
    parser.addOption(
        {QStringLiteral("retry-matching"),
         QStringLiteral("Fetch the rows again that have TEXT in a URL, title, description, h1, canonical or "
                        "error, as the window's filter has it; with --retry-failed the failed ones of them."),
         QStringLiteral("TEXT")});
    parser.addOption({QStringLiteral("unset"),
                      QStringLiteral("Give the option of scrape that is called OPTION its default again: --unset "
                                     "no-robots. Repeatable. Default: they stay as they are."),
                      QStringLiteral("OPTION")});
    Outputs::addOptions(parser);
    Control::addOption(parser);
    addCrawlOptions(parser);
    if (const std::optional<int> code = parse(parser, QStringLiteral("resume"), QStringLiteral("RUN.creel"), args))
        co_return *code;
    const QStringList files = parser.positionalArguments();
    if (files.size() != 1)
        co_return complain(QStringLiteral("resume takes one run file. See creel-cli resume --help."), WrongUsage);
    const Outputs outputs(parser);
    if (const std::optional<int> code = formatComplaint(parser))
        co_return *code;
    if (const std::optional<int> code = outputs.complaint())
        co_return *code;

    auto opening = Run::open(files.first());
    const Run::OpenResult run = co_await opening;
    if (!run)
        co_return complain(run.error().message, FileTrouble);
    if (!(*run)->readOnlyReason().isEmpty())
        co_return complain((*run)->readOnlyReason(), FileTrouble);
    Expected<CrawlOptions, QString> options = (*run)->options();
    for (const QString &name : parser.values(QStringLiteral("unset"))) {
        if (options)
            options = withDefault(*options, name);
    }
    if (options)
        options = withCrawlOptions(*options, parser);
    if (!options)
        co_return complain(options.error(), WrongUsage);
    if (*options != (*run)->options()) {
        auto keeping = (*run)->setOptions(*options);
        const Expected<bool, FileError> kept = co_await keeping;
        if (!kept)
            co_return complain(kept.error().message, FileTrouble);
    }
    if (parser.isSet(QStringLiteral("retry-failed")) || parser.isSet(QStringLiteral("retry-matching"))) {
        RowQuery again;
        again.text = parser.value(QStringLiteral("retry-matching"));
        if (parser.isSet(QStringLiteral("retry-failed")))
            again.state = RowState::Failed;
        auto queueing = (*run)->retry(again);
        const Expected<qint64, FileError> queued = co_await queueing;
        if (!queued)
            co_return complain(queued.error().message, FileTrouble);
        if (!outputs.quiet)
            say(QStringLiteral("Again: %1 rows").arg(*queued));
    }
    co_return co_await follow(*run, outputs, Control::isAskedFor(parser));
}

} // namespace creel::cli
