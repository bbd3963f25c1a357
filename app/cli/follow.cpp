#include "follow.h"

#include "async/wakeup.h"
#include "command.h"
#include "control.h"
#include "interrupts.h"
#include "progressline.h"
#include "runstats.h"

#include <QCoroFuture>
#include <QElapsedTimer>
#include <QFileInfo>

namespace creel::cli {

void addFormatOptions(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("bom"),
                      QStringLiteral("Begin the CSV with a UTF-8 byte order mark, for spreadsheet "
                                     "programs that need one. Default: none.")});
    parser.addOption({QStringLiteral("no-formula-guard"),
                      QStringLiteral("Leave cells that begin with = + - @, tab or CR as they are. Default: they get a "
                                     "leading apostrophe, so that no spreadsheet runs them.")});
    parser.addOption({QStringLiteral("rows"),
                      QStringLiteral("pages: a row each page, with the values of its first record; records: as many "
                                     "rows as it has records, one where it has none. Default: records where the "
                                     "run's recipe can find several on a page."),
                      QStringLiteral("WHAT")});
}

ExportOptions formatOptions(const QCommandLineParser &parser)
{
    ExportOptions options;
    options.utf8Bom = parser.isSet(QStringLiteral("bom"));
    options.formulaGuard = !parser.isSet(QStringLiteral("no-formula-guard"));
    const QString rows = parser.value(QStringLiteral("rows"));
    if (rows == QLatin1String("pages"))
        options.per = RowsPer::Page;
    else if (rows == QLatin1String("records"))
        options.per = RowsPer::Record;
    return options;
}

std::optional<int> formatComplaint(const QCommandLineParser &parser)
{
    const QString rows = parser.value(QStringLiteral("rows"));
    if (rows.isEmpty() || rows == QLatin1String("pages") || rows == QLatin1String("records"))
        return std::nullopt;
    return complain(QStringLiteral("--rows takes pages or records, not \"%1\".").arg(rows), WrongUsage);
}

std::optional<int> outputComplaint(const QString &path)
{
    const QFileInfo file(path);
    const QStringList formats = Run::exportFormats();
    if (!formats.contains(file.suffix().toLower()))
        return complain(QStringLiteral("%1: the format goes by the file's ending. Known: .%2")
                            .arg(path, formats.join(QStringLiteral(", ."))),
                        WrongUsage);
    const QFileInfo folder(file.absolutePath());
    if (!folder.isDir() || !folder.isWritable() || file.isDir() || (file.exists() && !file.isWritable()))
        return complain(QStringLiteral("Can't write %1: %2. Choose another place.")
                            .arg(path,
                                 !folder.isDir() ? QStringLiteral("there is no folder ") + folder.filePath()
                                                 : QStringLiteral("no permission, or it is a folder")),
                        FileTrouble);
    return std::nullopt;
}

Outputs::Outputs(const QCommandLineParser &parser)
    : files(parser.values(QStringLiteral("output"))), stats(parser.value(QStringLiteral("stats"))),
      quiet(parser.isSet(QStringLiteral("quiet"))), format(formatOptions(parser))
{
}

void Outputs::addOptions(QCommandLineParser &parser)
{
    parser.addOption({{QStringLiteral("o"), QStringLiteral("output")},
                      QStringLiteral("Write the table to FILE when the run ends; the format by its ending (.csv). "
                                     "Repeatable. Default: none; export it later from the run file."),
                      QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("stats"),
                      QStringLiteral("Write figures of the run to FILE as JSON: lines by state, pages/s, wall and CPU "
                                     "seconds, peak RSS and received bytes, stop time in ms. Default: none."),
                      QStringLiteral("FILE")});
    parser.addOption(
        {{QStringLiteral("q"), QStringLiteral("quiet")},
         QStringLiteral("Say nothing but errors. Default: a progress line on a terminal, and a summary.")});
    addFormatOptions(parser);
}

std::optional<int> Outputs::complaint() const
{
    for (const QString &file : files) {
        if (const std::optional<int> code = outputComplaint(file))
            return code;
    }
    return std::nullopt;
}

QCoro::Task<int> follow(std::shared_ptr<Run> run, Outputs outputs, bool controlled)
{
    QElapsedTimer wall;
    wall.start();
    Wakeup over;
    StopReceipt receipt;
    auto end = [&over, &receipt](const StopReceipt &made) {
        receipt = made;
        over.wake();
    };
    QObject::connect(run.get(), &Run::finished, &over, end);
    auto stop = [&run] { run->stop(); };
    Interrupts interrupts(stop);
    ProgressLine line(*run, outputs.quiet);
    run->start();
    std::optional<Control> control;
    if (controlled)
        control.emplace(run, line);
    co_await over;
    if (control)
        co_await control->end();
    line.clear();
    const double wallSeconds = double(wall.elapsed()) / 1000;

    int code = AllOk;
    for (const QString &file : outputs.files) {
        auto exporting = run->exportTo(file, outputs.format);
        const Expected<qint64, FileError> rows = co_await exporting;
        if (!rows)
            code = complain(rows.error().message, FileTrouble);
    }
    const RunProgress progress = run->progress();
    if (!outputs.stats.isEmpty()) {
        const Expected<bool, FileError> written = writeStats(outputs.stats, progress, receipt, wallSeconds);
        if (!written)
            code = complain(written.error().message, FileTrouble);
    }
    if (!receipt.error.isEmpty())
        code = complain(receipt.text(), FileTrouble);
    if (!outputs.quiet) {
        if (receipt.stopped)
            complain(receipt.text(), Interrupted);
        say(progress.counts.sum());
        say(QStringLiteral("Run file: %1").arg(run->path()));
    }
    if (code != AllOk)
        co_return code;
    if (interrupts.happened() || receipt.stopped)
        co_return Interrupted;
    const bool allOk = progress.counts[RowState::Failed] + progress.counts[RowState::Invalid] == 0;
    co_return allOk ? AllOk : SomeFailed;
}

} // namespace creel::cli
