#pragma once

#include "base/exportoptions.h"
#include "run/run.h"

#include <QCommandLineParser>
#include <QCoroTask>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace creel::cli {

/// What becomes of a run's results; shared by scrape and resume. Has a constructor, as coroutine arguments must.
struct Outputs {
    explicit Outputs(const QCommandLineParser &parser);
    static void addOptions(QCommandLineParser &parser);
    /// Why they can't be written, before anything is fetched in vain; with the exit code.
    std::optional<int> complaint() const;

    QStringList files;
    QString stats;
    bool quiet = false;
    ExportOptions format;
};

/// Starts the run, follows it to its end or to an interrupt, writes the outputs, and says how it went. The exit code.
/// `controlled`: standard input has orders (control.h).
QCoro::Task<int> follow(std::shared_ptr<Run> run, Outputs outputs, bool controlled = false);

/// The --bom, --no-formula-guard and --rows options, shared with export.
void addFormatOptions(QCommandLineParser &parser);
ExportOptions formatOptions(const QCommandLineParser &parser);
/// Says what is wrong with them; the exit code then.
std::optional<int> formatComplaint(const QCommandLineParser &parser);
/// Whether `path` can be an output: a known ending, a folder that can be written. Says so otherwise.
std::optional<int> outputComplaint(const QString &path);

} // namespace creel::cli
