#include "command.h"
#include "follow.h"

#include <QCoroFuture>

namespace creel::cli {

QCoro::Task<int> resume(QStringList args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Goes on with a run where it was: fetches the lines that have no "
                                                    "result yet, with the options it was begun with.\n\n"
                                                    "Exit status: as of scrape."));
    parser.addPositionalArgument(QStringLiteral("RUN.creel"), QStringLiteral("The run file."));
    Outputs::addOptions(parser);
    if (const std::optional<int> code = parse(parser, QStringLiteral("resume"), QStringLiteral("RUN.creel"), args))
        co_return *code;
    const QStringList files = parser.positionalArguments();
    if (files.size() != 1)
        co_return complain(QStringLiteral("resume takes one run file. See creel-cli resume --help."), WrongUsage);
    const Outputs outputs(parser);
    if (const std::optional<int> code = outputs.complaint())
        co_return *code;

    auto opening = Run::open(files.first());
    const Run::OpenResult run = co_await opening;
    if (!run)
        co_return complain(run.error().message, FileTrouble);
    if (!(*run)->readOnlyReason().isEmpty())
        co_return complain((*run)->readOnlyReason(), FileTrouble);
    co_return co_await follow(*run, outputs);
}

} // namespace creel::cli
