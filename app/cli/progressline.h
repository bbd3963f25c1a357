#pragma once

#include "run/run.h"

#include <QObject>
#include <QString>

namespace creel::cli {

/// How a run stands, in one line without its end.
QString progressText(const RunProgress &progress);

/// One line on standard error that follows the run, when that is a terminal and nobody asked for quiet.
class ProgressLine : public QObject
{
public:
    ProgressLine(const Run &run, bool quiet);
    /// Clears the line, so that other text can follow.
    void clear();

private:
    void show(const RunProgress &progress);
    bool m_active;
};

} // namespace creel::cli
