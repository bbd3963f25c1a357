#include "demo.h"

#include "command.h"
#include "follow.h"
#include "interrupts.h"

#include "demo/demosite.h"
#include "run/runfolder.h"

#include <QCoreApplication>
#include <QCoroFuture>
#include <QCoroTask>
#include <QDateTime>

#include <cstdio>

namespace creel::cli {

namespace {

/// Serves until an interrupt: the list goes to standard output, so that it can be piped on; the rest to standard error.
int serve(const DemoSite &site)
{
    for (const QString &line : site.urls())
        say(line);
    std::fflush(stdout);
    std::fprintf(stderr, "Creel's demo site is at %s until you press Ctrl+C.\n", qUtf8Printable(site.homeUrl()));
    Interrupts interrupts([] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    return AllOk;
}

/// One row of the short table: line, state, status, and what came of it in a few words.
void sayRow(const Record &record)
{
    const bool failed = record.state == RowState::Failed;
    const QString result = cellText(record, failed ? Column::ErrorKind : Column::Title);
    say(QStringLiteral("%1  %2 %3  %4  %5")
            .arg(record.line, 5)
            .arg(rowStateName(record.state), -9)
            .arg(cellText(record, Column::Status), 3)
            .arg(QString::fromUtf8(record.url).left(40), -40)
            .arg(result.left(60)));
}

/// The first rows of `query`; nullopt, or the exit code of what went wrong.
QCoro::Task<std::optional<int>> sayRows(std::shared_ptr<Run> run, RowQuery query)
{
    auto asking = run->setQuery(query);
    const Expected<qint64, FileError> total = co_await asking;
    if (!total)
        co_return complain(total.error().message, FileTrouble);
    auto reading = run->window(0, 12);
    const Expected<RowWindow, FileError> window = co_await reading;
    if (!window)
        co_return complain(window.error().message, FileTrouble);
    for (const Record &record : window.value().rows)
        sayRow(record);
    say(QStringLiteral("    …  %1 rows").arg(window.value().total));
    co_return std::nullopt;
}

QCoro::Task<int> scrapeDemo(DemoSite *site, QString runPath, Outputs outputs)
{
    const QStringList urls = site->urls();
    Ledger ledger = Ledger::fromText(urls.join(u'\n'));
    const QString path = runPath.isEmpty() ? newRunPath(runFolder(), QDateTime::currentDateTime()) : runPath;
    auto opening = Run::create(path, std::move(ledger), CrawlOptions());
    const Run::OpenResult opened = co_await opening;
    if (!opened)
        co_return complain(opened.error().message, FileTrouble);
    const std::shared_ptr<Run> &run = *opened;

    if (!outputs.quiet)
        say(QStringLiteral("Scraping the %1 lines of Creel's demo site at %2, politely: about 20 seconds.")
                .arg(QString::number(urls.size()), site->homeUrl()));
    const int code = co_await follow(run, outputs);
    if (!outputs.quiet && code != Interrupted) {
        RowQuery all, failed;
        failed.state = RowState::Failed;
        const std::optional<int> shown = co_await sayRows(run, all);
        const std::optional<int> shownFailed = co_await sayRows(run, failed);
        if (shown || shownFailed)
            co_return FileTrouble;
        for (const QString &file : outputs.files)
            say(QStringLiteral("The whole table: %1").arg(file));
    }
    // Some of the demo's lines fail by intent.
    co_return code == SomeFailed ? AllOk : code;
}

} // namespace

int runDemo(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Serves Creel's own demo site on loopback until it is interrupted, and prints the list of its URLs.\n\n"
        "Exit status: 0 served or scraped, 2 wrong usage, 3 a port or file that can't be had, 130 interrupted "
        "scrape."));
    parser.addOption({QStringLiteral("port"), QStringLiteral("Listen on port N, 0 to 65535. Default: 0, any free one."),
                      QStringLiteral("N"), QStringLiteral("0")});
    parser.addOption({QStringLiteral("scrape"),
                      QStringLiteral("Scrape the site as well, print the first rows, and end. Default: only serve.")});
    parser.addOption(
        {QStringLiteral("run"),
         QStringLiteral("With --scrape: the run file to make. Default: a new file in %1.").arg(runFolder()),
         QStringLiteral("FILE.creel")});
    Outputs::addOptions(parser);
    if (const std::optional<int> code = parse(parser, QStringLiteral("demo"), QString(), args))
        return *code;
    QString error;
    const std::optional<qint64> port = wholeNumber(parser, QStringLiteral("port"), 0, 65535, error);
    if (!port)
        return complain(error, WrongUsage);
    if (!parser.positionalArguments().isEmpty())
        return complain(QStringLiteral("demo takes no \"%1\". See creel-cli demo --help.")
                            .arg(parser.positionalArguments().first()),
                        WrongUsage);
    const bool scrapes = parser.isSet(QStringLiteral("scrape"));
    for (const char *option : {"output", "stats", "run"}) {
        if (!scrapes && parser.isSet(QLatin1String(option)))
            return complain(QStringLiteral("--%1 goes with --scrape.").arg(QLatin1String(option)), WrongUsage);
    }
    const Outputs outputs(parser);
    if (const std::optional<int> code = outputs.complaint())
        return *code;

    DemoSite site;
    if (!site.listen(quint16(*port)))
        return complain(site.errorString(), FileTrouble);
    if (!scrapes)
        return serve(site);
    return QCoro::waitFor(scrapeDemo(&site, parser.value(QStringLiteral("run")), outputs));
}

} // namespace creel::cli
