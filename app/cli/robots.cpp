#include "command.h"

#include "base/crawloptions.h"
#include "run/robotscheck.h"

#include <algorithm>
#include <cstdio>

namespace creel::cli {

namespace {

/// The deciding line. Who wrote the file has no say over the terminal.
QString reason(const QString &path, const RobotsAnswer &answer)
{
    if (answer.line == 0)
        return QStringLiteral("no rule matches");
    QString text = answer.text;
    std::replace_if(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; }, u' ');
    return QStringLiteral("%1:%2: ").arg(path).arg(answer.line) + text;
}

} // namespace

int robots(const QStringList &args)
{
    const QString standard = QString::fromLatin1(CrawlOptions::defaultUserAgent());
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Tells whether a robots.txt lets a crawler fetch each URL (RFC 9309), one line for each: "
                       "allowed or disallowed,\n"
                       "the URL, and the deciding line, with tabs between them.\n\n"
                       "Exit status: 0 all are allowed, 1 one is not, 2 wrong usage, 3 a file that can't be read."));
    parser.addPositionalArgument(QStringLiteral("URL"), QStringLiteral("http and https URLs to ask about."));
    parser.addOption({QStringLiteral("agent"),
                      QStringLiteral("The crawler's name, as far as the first character that is no letter, digit, - "
                                     "or _. Default: \"%1\".")
                          .arg(standard),
                      QStringLiteral("A"), standard});
    parser.addOption({QStringLiteral("robots"),
                      QStringLiteral("The robots.txt to read; - is standard input. Default: none."),
                      QStringLiteral("FILE")});
    if (const std::optional<int> code = parse(parser, QStringLiteral("robots"), QStringLiteral("URL…"), args))
        return *code;
    const QStringList texts = parser.positionalArguments();
    const QString path = parser.value(QStringLiteral("robots"));
    if (path.isEmpty() || parser.values(QStringLiteral("robots")).size() != 1 || texts.isEmpty())
        return complain(
            QStringLiteral("robots takes one --robots FILE and one URL or more. See creel-cli robots --help."),
            WrongUsage);
    const QByteArray agent = parser.value(QStringLiteral("agent")).toUtf8();
    if (robotsToken(agent).isEmpty())
        return complain(QStringLiteral("--agent takes a name that begins with a letter, a digit, - or _, not \"%1\".")
                            .arg(parser.value(QStringLiteral("agent"))),
                        WrongUsage);
    QList<Url> urls;
    for (const QString &text : texts) {
        const Expected<Url, UrlError> url = Url::parse(text);
        if (!url || !url->isHttp())
            return complain(QStringLiteral("\"%1\" is no http or https URL%2")
                                .arg(text, url ? QStringLiteral(".") : QStringLiteral(": ") + url.error().reason),
                            WrongUsage);
        urls.append(*url);
    }
    const Expected<QByteArray, FileError> file = readInput(path, QStringLiteral("--robots"), robotsBytes());
    if (!file)
        return complain(file.error().message, FileTrouble);

    const QList<RobotsAnswer> answers = checkRobots(*file, agent, urls);
    for (qsizetype i = 0; i < answers.size(); ++i)
        say(QStringLiteral("%1\t%2\t")
                .arg(answers[i].allowed ? QStringLiteral("allowed") : QStringLiteral("disallowed"),
                     QString::fromLatin1(urls[i].display()))
            + reason(path, answers[i]));
    const bool all = std::all_of(answers.begin(), answers.end(), [](const RobotsAnswer &a) { return a.allowed; });
    return all ? AllOk : SomeFailed;
}

} // namespace creel::cli
