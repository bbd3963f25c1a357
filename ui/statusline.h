#pragma once

#include "run/run.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace creel {

class ElidedLabel;

/// How the run stands, in one line: progress, the ledger's sum, speed, in flight, errors, elapsed, what is left.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent = nullptr);

    void showText(const QString &text); ///< there is no run
    void showProgress(const RunProgress &progress, Run::State state);

private:
    QProgressBar *m_bar;
    ElidedLabel *m_sum;
    QLabel *m_speed, *m_inFlight, *m_errors, *m_elapsed, *m_eta;
};

} // namespace creel
