#include "command.h"
#include "follow.h"

#include <QCoroFuture>

namespace creel::cli {

QCoro::Task<int> exportRun(QStringList args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Writes the table of a run, every line in its order. The run may still be going on.\n\n"
                       "Exit status: 0 written, 2 wrong usage, 3 a file that can't be read or written."));
    parser.addPositionalArgument(QStringLiteral("RUN.creel"), QStringLiteral("The run file."));
    parser.addOption({{QStringLiteral("o"), QStringLiteral("output")},
                      QStringLiteral("The file to write; the format by its ending (.csv). Repeatable. Default: none."),
                      QStringLiteral("FILE")});
    addFormatOptions(parser);
    if (const std::optional<int> code = parse(parser, QStringLiteral("export"), QStringLiteral("RUN.creel"), args))
        co_return *code;
    const QStringList runs = parser.positionalArguments();
    const QStringList files = parser.values(QStringLiteral("output"));
    if (runs.size() != 1 || files.isEmpty())
        co_return complain(QStringLiteral("export takes one run file and --output FILE. See creel-cli export --help."),
                           WrongUsage);
    if (const std::optional<int> code = formatComplaint(parser))
        co_return *code;
    for (const QString &file : files) {
        if (const std::optional<int> code = outputComplaint(file))
            co_return *code;
        auto exporting = Run::exportFile(runs.first(), file, formatOptions(parser));
        const Expected<qint64, FileError> rows = co_await exporting;
        if (!rows)
            co_return complain(rows.error().message, FileTrouble);
    }
    co_return AllOk;
}

} // namespace creel::cli
