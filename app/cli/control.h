#pragma once

#include "inputlines.h"
#include "progressline.h"
#include "run/run.h"

#include <QCommandLineParser>
#include <QCoroTask>

#include <memory>
#include <stop_token>

namespace creel::cli {

/// Orders to a run that goes on: one a line on standard input, each answered on standard error before the next one is read. An
/// order that can't be understood is told in a sentence, and changes nothing. The end of the input ends the orders, and not the run.
class Control
{
public:
    /// The --control option; its help lists the orders.
    static void addOption(QCommandLineParser &parser);
    static bool isAskedFor(const QCommandLineParser &parser);

    /// Reads from now on. Borrows `line`, which it clears before it answers.
    Control(std::shared_ptr<Run> run, ProgressLine &line);
    /// Reads no more. To be awaited before this goes.
    [[nodiscard]] QCoro::Task<> end();

private:
    QCoro::Task<> obey();

    std::shared_ptr<Run> m_run;
    ProgressLine &m_line;
    InputLines m_input;
    std::stop_source m_stop;
    QCoro::Task<> m_obeying;
};

} // namespace creel::cli
