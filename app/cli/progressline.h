#pragma once

#include "run/run.h"

#include <QObject>

namespace creel::cli {

/// One line on standard error that follows the run, when that is a terminal and nobody asked for quiet.
class ProgressLine : public QObject
{
public:
    ProgressLine(const Run &run, bool quiet);
    /// Clears the line, so that other text can follow.
    void end();

private:
    void show(const RunProgress &progress);
    bool m_active;
};

} // namespace creel::cli
