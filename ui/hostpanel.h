#pragma once

#include "run/run.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QTableView;

namespace creel {

class HostModel;

/// How each host of a run stands, twice a second while it is seen, and what can be done about it.
class HostPanel : public QWidget
{
    Q_OBJECT
public:
    explicit HostPanel(QWidget *parent = nullptr);

    /// Borrows the run, which outlives its time here; null shows none.
    void setRun(Run *run);
    QWidget *focusPane() const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override; ///< what an empty table says

private:
    QAction *addAction(const char *name, const QString &text, const QString &hint);
    void arrangeTable();
    bool isActive() const;
    void ask();
    void take(const QList<HostLane> &lanes);
    void refresh(); ///< which actions make sense for what is selected
    QList<HostLane> selected() const;
    void pauseSelected(bool paused);
    void unparkSelected();

    Run *m_run = nullptr;
    HostModel *m_model;
    QTableView *m_table;
    QLabel *m_sum;
    QAction *m_pause, *m_resume, *m_unpark;
    QTimer m_ticks;
    bool m_asking = false;
    int m_generation = 0; ///< answers about an older run are dropped
};

} // namespace creel
