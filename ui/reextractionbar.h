#pragma once

#include "base/expected.h"
#include "base/fileerror.h"
#include "base/recipe.h"
#include "base/rowquery.h"

#include <QFrame>
#include <QFuture>

class QLabel;
class QProgressBar;
class QPushButton;

namespace creel {

class Run;

/// Reads the pages that a run has stored again, with another recipe or in another encoding: how far that is, and a way to stop it and to
/// go on. Hidden while there is nothing to tell.
class ReextractionBar : public QFrame
{
    Q_OBJECT
public:
    explicit ReextractionBar(QWidget *parent = nullptr);

    void setRun(Run *run); ///< borrowed until the next call
    void extract(const Recipe &recipe);
    void decode(const RowQuery &query, const QString &label);

Q_SIGNALS:
    void changed(); ///< it began or ended
    void finished(const QString &text);
    void failed(const QString &message);

private:
    void follow(QFuture<Expected<qint64, FileError>> reading);
    void take(qint64 done, qint64 total);
    void end(qint64 pages);

    Run *m_run = nullptr;
    int m_generation = 0; ///< of the run
    qint64 m_done = 0, m_total = 0;
    bool m_stopped = false;
    QLabel *m_text;
    QProgressBar *m_bar;
    QPushButton *m_stop, *m_goOn;
};

} // namespace creel
