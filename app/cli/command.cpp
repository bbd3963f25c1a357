#include "command.h"

#include <QFile>

#include <cstdio>

namespace creel::cli {

int complain(const QString &message, ExitCode code)
{
    std::fprintf(stderr, "creel-cli: %s\n", qUtf8Printable(message));
    return code;
}

void say(const QString &line) { std::printf("%s\n", qUtf8Printable(line)); }

Expected<QByteArray, FileError> readInput(const QString &path, const QString &option, qint64 most)
{
    QFile file(path);
    const bool opened =
        path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    QByteArray bytes;
    while (opened && bytes.size() < most) {
        const QByteArray more = file.read(qMin<qint64>(most - bytes.size(), 1 << 20));
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (file.error() != QFileDevice::NoError)
        return Unexpected(FileError{
            QStringLiteral("Can't read %1: %2. Check the name given with %3.").arg(path, file.errorString(), option)});
    return bytes;
}

QByteArray contentTypeOf(const QString &file)
{
    const bool isHtml = file.endsWith(QLatin1String(".html"), Qt::CaseInsensitive)
        || file.endsWith(QLatin1String(".htm"), Qt::CaseInsensitive);
    return isHtml ? QByteArrayLiteral("text/html") : QByteArray();
}

std::optional<int> parse(QCommandLineParser &parser, const QString &command, const QString &positional,
                         const QStringList &args)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Shows this help."));
    parser.addOption(help);
    // The parser takes the first word for the program's name and prints it in its usage line.
    const QStringList words = QStringList{QStringLiteral("creel-cli ") + command} + args;
    if (!parser.parse(words))
        return complain(QStringLiteral("%1. See creel-cli %2 --help.").arg(parser.errorText(), command), WrongUsage);
    if (!parser.isSet(help))
        return std::nullopt;
    QString text = parser.helpText();
    const qsizetype usage = text.indexOf(QLatin1Char('\n'));
    text.replace(0, usage < 0 ? text.size() : usage,
                 QStringLiteral("Usage: creel-cli %1 [OPTIONS] %2").arg(command, positional));
    std::printf("%s", qUtf8Printable(text));
    return AllOk;
}

std::optional<qint64> wholeNumber(const QCommandLineParser &parser, const QString &option, qint64 least, qint64 most,
                                  QString &error)
{
    bool fits = false;
    const qint64 number = parser.value(option).toLongLong(&fits);
    if (fits && number >= least && number <= most)
        return number;
    error = QStringLiteral("--%1 takes a whole number from %2 to %3, not \"%4\".")
                .arg(option, QString::number(least), QString::number(most), parser.value(option));
    return std::nullopt;
}

} // namespace creel::cli
