// How smooth the window stays: the gaps of its event loop.
//   bench_window scrape CORPUS [PAGES]   while real pages (the *.html of CORPUS) are scraped and rows are looked at
//   bench_window paste                   while 100,000 lines are pasted and judged
//   bench_window million RUN.creel       while a large run is opened, scrolled, sorted and filtered
// Wants QT_QPA_PLATFORM=offscreen and a Release build. Exit 1: a figure falls short.
#include "bench/heartbeat.h"
#include "bench/pageserver.h"
#include "mainwindow.h"
#include "recordmodel.h"
#include "recordtable.h"
#include "run/run.h"
#include "urleditor.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QEventLoop>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>
#include <functional>

using namespace creel;
using creel::bench::Heartbeat;
using creel::bench::PageServer;

namespace {

bool allHold = true;

void report(const char *what, double figure, const char *unit, double limit = 0, bool atLeast = false)
{
    const bool holds = limit == 0 || (atLeast ? figure >= limit : figure <= limit);
    allHold &= holds;
    std::printf("%-52s %9.1f %-8s", what, figure, unit);
    if (limit != 0)
        std::printf(" (%s %g)%s", atLeast ? "at least" : "at most", limit, holds ? "" : "  FALLS SHORT");
    std::printf("\n");
    std::fflush(stdout);
}

void reportGaps(const char *what, const Heartbeat &heart, double longest, double p99 = 0)
{
    report(QByteArray(what + QByteArray(": longest gap")).constData(), heart.longestMs(), "ms", longest);
    report("    which ended after", heart.longestAt(), "s");
    report(QByteArray(what + QByteArray(": p99 of the gaps")).constData(), heart.percentileMs(99), "ms", p99);
}

/// Lets the event loop run until it is so; asks every few milliseconds, which costs nothing.
void runUntil(const std::function<bool()> &isSo)
{
    QEventLoop loop;
    QTimer question;
    QObject::connect(&question, &QTimer::timeout, &loop, [&] {
        if (isSo())
            loop.quit();
    });
    question.start(3);
    loop.exec();
}

void settle(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (QByteArray line = status.readLine(); !line.isEmpty(); line = status.readLine()) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().chopped(3).toDouble() / 1024;
    }
    return -1;
}

/// What the GUI thread has worked so far: on a busy machine it says more than the clock does.
double guiCpuMs()
{
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

struct Stage {
    Stage()
    {
        window.resize(1280, 800);
        window.show();
        table = window.findChild<RecordTable *>();
        model = window.findChild<RecordModel *>();
        settle(300);
    }
    void trigger(const char *action) { window.findChild<QAction *>(QLatin1StringView(action))->trigger(); }

    QTemporaryDir home;
    QSettings settings{home.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    MainWindow window{settings, home.path()};
    RecordTable *table;
    RecordModel *model;
};

void scrape(const QString &corpus, int pages)
{
    const PageServer server(corpus);
    if (server.pages() == 0) {
        std::printf("%s has no *.html\n", qPrintable(corpus));
        allHold = false;
        return;
    }
    Stage stage;
    CrawlOptions limits;
    limits.concurrency = 64;
    limits.perHost = 64;
    limits.delay = 0ms;
    stage.window.setUrls(server.urls(pages, 50));
    stage.window.setLimits(limits);
    settle(500);

    Heartbeat heart;
    QElapsedTimer clock;
    clock.start();
    stage.trigger("start");
    QTimer steps; // somebody looks at rows meanwhile
    QObject::connect(&steps, &QTimer::timeout, &steps, [&] {
        const int rows = stage.model->rowCount();
        if (rows > 0)
            stage.table->selectRow((stage.table->currentIndex().row() + 7) % rows);
    });
    steps.start(400);
    runUntil([&] { return stage.window.session().state() == Run::State::Finished; });
    const double seconds = double(clock.elapsed()) / 1000;
    const StateCounts counts = stage.window.session().progress().counts;
    report("pages", double(counts[RowState::Ok]), "ok", pages, true);
    report("speed", double(pages) / seconds, "pages/s");
    reportGaps("event loop while scraping", heart, 50, 16);
    report("peak resident", residentMegabytes(), "MB");
}

void paste()
{
    Stage stage;
    auto *editor = stage.window.findChild<UrlEditor *>();
    auto *counts = stage.window.findChild<QLabel *>(QStringLiteral("urlCounts"));
    QString text;
    for (int i = 0; i < 100'000; ++i)
        text += QStringLiteral("https://shop-%1.example/catalogue/item-%2.html\n").arg(i % 1000).arg(i);
    QGuiApplication::clipboard()->setText(text);
    Heartbeat heart;
    QElapsedTimer clock;
    clock.start();
    double cpu = guiCpuMs();
    editor->paste();
    qint64 taken = 0;
    runUntil([&] {
        if (taken == 0 && !editor->isInserting()) {
            taken = clock.elapsed();
            cpu = guiCpuMs() - cpu;
        }
        return counts->text().startsWith(QLatin1StringView("100,000 valid"));
    });
    report("100,000 lines pasted: in the editor after", double(taken), "ms", 300);
    report("100,000 lines pasted: work of the GUI thread", cpu, "ms CPU");
    report("100,000 lines pasted: judged after", double(clock.elapsed()), "ms");
    reportGaps("event loop while pasting", heart, 50);
}

/// Does something to the table, and waits until its rows are there again.
void act(Stage &stage, const char *what, const std::function<void()> &deed)
{
    settle(300);
    bool loaded = false, reordered = false;
    QObject watcher;
    QObject::connect(stage.model, &RecordModel::reordered, &watcher, [&] { reordered = true; });
    QObject::connect(stage.model, &RecordModel::rowsLoaded, &watcher, [&] { loaded |= reordered; });
    Heartbeat heart;
    QElapsedTimer clock;
    clock.start();
    deed();
    runUntil([&] { return (reordered && stage.model->rowCount() == 0) || loaded; });
    const double took = double(clock.elapsed());
    settle(200);
    report(what, took, "ms");
    report("    longest gap", heart.longestMs(), "ms", 16);
}

void million(const QString &path)
{
    Stage stage;
    Heartbeat heart;
    QElapsedTimer clock;
    clock.start();
    stage.window.openPath(path);
    runUntil([&] { return stage.model->record(0) != nullptr; });
    report("opened, first rows shown", double(clock.elapsed()), "ms", 1000);
    report("    longest gap", heart.longestMs(), "ms", 50);
    report("rows", stage.model->rowCount(), "");

    const auto sortBy = [&](int column, Qt::SortOrder order) {
        return [&stage, column, order] { stage.table->sortByColumn(column, order); };
    };
    auto *filter = stage.window.findChild<QLineEdit *>(QStringLiteral("filterText"));
    act(stage, "sorted by elapsed ms, descending", sortBy(int(Column::ElapsedMs), Qt::DescendingOrder));
    act(stage, "sorted by title", sortBy(int(Column::Title), Qt::AscendingOrder));
    act(stage, "back to the order of lines", sortBy(-1, Qt::AscendingOrder));
    act(stage, "filtered by a text", [&] { filter->setText(QStringLiteral("item-12345")); });
    act(stage, "filter cleared", [&] { filter->clear(); });

    heart.restart();
    QScrollBar &bar = *stage.table->verticalScrollBar();
    for (int step = 1; step <= 60; ++step) {
        bar.setValue(int(qint64(bar.maximum()) * step / 60));
        settle(30);
    }
    report("scrolled through, 60 steps: longest gap", heart.longestMs(), "ms", 16);
    heart.restart();
    const double cpu = guiCpuMs();
    stage.table->selectAll();
    report("all rows selected: work of the GUI thread", guiCpuMs() - cpu, "ms CPU");
    settle(300);
    report("all rows selected: longest gap", heart.longestMs(), "ms", 16);
    report("peak resident", residentMegabytes(), "MB", 300);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const QString mode = arguments.value(1);
    if (mode == QLatin1StringView("scrape") && arguments.size() >= 3)
        scrape(arguments[2], arguments.value(3, QStringLiteral("5000")).toInt());
    else if (mode == QLatin1StringView("paste"))
        paste();
    else if (mode == QLatin1StringView("million") && arguments.size() >= 3)
        million(arguments[2]);
    else {
        std::fputs("usage: bench_window scrape CORPUS [PAGES] | paste | million RUN.creel\n", stderr);
        return 2;
    }
    return allHold ? 0 : 1;
}
