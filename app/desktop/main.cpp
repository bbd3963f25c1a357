#include "appicon.h"
#include "demothread.h"
#include "mainwindow.h"
#include "run/runfolder.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>

#include <algorithm>
#include <cstdio>
#include <optional>

using namespace creel;

namespace {

/// Help, version and wrong usage need no display.
bool asksForText(int argc, char **argv)
{
    return std::any_of(argv + 1, argv + argc, [](const char *argument) {
        const QByteArrayView text(argument);
        return text == "-h" || text == "--help" || text == "--help-all" || text == "-v" || text == "--version";
    });
}

std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv)
{
    if (asksForText(argc, argv))
        return std::make_unique<QCoreApplication>(argc, argv);
    return std::make_unique<QApplication>(argc, argv);
}

/// So short that a newcomer sees the rows run, and still one host after the other.
CrawlOptions demoLimits()
{
    CrawlOptions limits;
    limits.delay = 20ms;
    limits.timeout = 5s;
    return limits;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("creel"));
    QCoreApplication::setOrganizationName(QStringLiteral("creel"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CREEL_VERSION));
    const std::unique_ptr<QCoreApplication> application = makeApplication(argc, argv);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Paste URLs, press Start, watch the pages turn into rows, take a table home."));
    const QCommandLineOption demo(QStringLiteral("demo"),
                                  QStringLiteral("Start the demo site on loopback and fill in its URLs."));
    parser.addOption(demo);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("RUN.creel"),
                                 QStringLiteral("A run, or a text or CSV file of URLs, to open."),
                                 QStringLiteral("[RUN.creel]"));
    parser.process(*application);
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1 || (parser.isSet(demo) && !files.isEmpty())) {
        std::fputs("creel: one file at most, and none with --demo. See creel --help.\n", stderr);
        return 2;
    }

    QGuiApplication::setApplicationDisplayName(QStringLiteral("Creel"));
    QGuiApplication::setDesktopFileName(QStringLiteral("creel"));
    QApplication::setWindowIcon(appIcon());
    std::optional<DemoThread> site;
    QSettings settings;
    MainWindow window(settings, runFolder());
    if (parser.isSet(demo)) {
        site.emplace();
        if (!site->listens()) {
            std::fputs(qPrintable(site->errorString() + u'\n'), stderr);
            return 3;
        }
        window.setUrls(site->urls());
        window.setLimits(demoLimits());
    } else if (!files.isEmpty()) {
        window.openPath(files.first());
    }
    window.show();
    return QCoreApplication::exec();
}
