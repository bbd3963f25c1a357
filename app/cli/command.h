#pragma once

#include "base/expected.h"
#include "base/fileerror.h"

#include <QCommandLineParser>
#include <QCoroTask>
#include <QString>
#include <QStringList>

#include <limits>
#include <optional>

namespace creel::cli {

/// What a command ends with. Documented in --help: scripts rely on it.
enum ExitCode {
    AllOk = 0,
    SomeFailed = 1,
    WrongUsage = 2,
    FileTrouble = 3,
    Interrupted = 130,
};

/// The commands. `args` are the words after the command's name. Each runs on the main thread's event loop.
QCoro::Task<int> scrape(QStringList args);
QCoro::Task<int> resume(QStringList args);
QCoro::Task<int> exportRun(QStringList args);
QCoro::Task<int> reextract(QStringList args);
int robots(const QStringList &args);
int resolveUrls(const QStringList &args);
int extractFiles(const QStringList &args);
int recipe(const QStringList &args);
int detect(const QStringList &args);
int charset(const QStringList &args);

/// "creel-cli: message" on standard error. Returns `code`.
int complain(const QString &message, ExitCode code);
/// A line on standard output.
void say(const QString &line);

/// All bytes of a file, or of standard input for "-", but no more than `most`. `option` is the one that named it.
Expected<QByteArray, FileError> readInput(const QString &path, const QString &option,
                                          qint64 most = std::numeric_limits<qint64>::max());

/// What a file's name says of it, "text/html" or nothing: files have no server that would.
QByteArray contentTypeOf(const QString &file);

/// Parses `args`; nullopt: go on. Otherwise the exit code: --help was asked for and printed, or the usage was wrong and
/// that was said.
std::optional<int> parse(QCommandLineParser &parser, const QString &command, const QString &positional,
                         const QStringList &args);

/// A whole number of an option within [least, most]; an error message otherwise.
std::optional<qint64> wholeNumber(const QCommandLineParser &parser, const QString &option, qint64 least, qint64 most,
                                  QString &error);

} // namespace creel::cli
