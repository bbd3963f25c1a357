#include "command.h"
#include "demo.h"

#include <QCoreApplication>
#include <QCoroTask>

#include <cstdio>

namespace {

constexpr const char *usage = R"(Usage: creel-cli COMMAND [OPTIONS]

Commands:
  scrape [OPTIONS] [URL…]              fetch a list of URLs into a run file and a table
  resume RUN.creel [OPTIONS]           go on with a run that was stopped
  export RUN.creel --output FILE       write a run's table
  re-extract RUN.creel --recipe R.json read a run's stored pages again, offline, with another recipe
  extract --recipe R.json FILE…        read pages from files as a recipe, or one expression, says
  detect FILE [--base URL] [--recipe]  find what a page repeats, and propose a recipe for it
  recipe check R.json                  tell what is wrong with a recipe; --help explains the format
  robots --robots FILE URL…            tell what a robots.txt allows, and which line says so
  url [--base B] REF…                  tell what URL a reference means
  charset FILE [--content-type T]      tell in which encoding a page is, and who says so
  demo [--port N]                      serve Creel's own demo site on loopback

creel-cli COMMAND --help tells the options, their units and defaults.
)";

int run(const QString &command, const QStringList &args)
{
    using namespace creel::cli;
    if (command == QLatin1String("scrape"))
        return QCoro::waitFor(scrape(args));
    if (command == QLatin1String("resume"))
        return QCoro::waitFor(resume(args));
    if (command == QLatin1String("export"))
        return QCoro::waitFor(exportRun(args));
    if (command == QLatin1String("re-extract"))
        return QCoro::waitFor(reextract(args));
    if (command == QLatin1String("robots"))
        return robots(args);
    if (command == QLatin1String("url"))
        return resolveUrls(args);
    if (command == QLatin1String("extract"))
        return extractFiles(args);
    if (command == QLatin1String("recipe"))
        return recipe(args);
    if (command == QLatin1String("detect"))
        return detect(args);
    if (command == QLatin1String("charset"))
        return charset(args);
    if (command == QLatin1String("demo"))
        return runDemo(args);
    if (command == QLatin1String("--version")) {
        say(QStringLiteral("creel-cli " CREEL_VERSION));
        return AllOk;
    }
    if (command == QLatin1String("--help") || command == QLatin1String("-h")) {
        std::fputs(usage, stdout);
        return AllOk;
    }
    std::fputs(usage, stderr);
    return complain(command.isEmpty() ? QStringLiteral("No command given.")
                                      : QStringLiteral("There is no command \"%1\".").arg(command),
                    WrongUsage);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("creel"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CREEL_VERSION));
    const QStringList words = app.arguments();
    return run(words.value(1), words.mid(2));
}
