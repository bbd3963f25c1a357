#pragma once

#include "run/run.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QFrame;
class QLabel;
class QTabWidget;

namespace creel {

class CrawlPanel;
class LimitsPanel;

/// What a run may do, and its voice while one goes on: limits and manners reach it as they are changed. What it follows is
/// tried first: the panel tells how many queued rows would be dropped, and waits for a word.
class OptionsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit OptionsPanel(QWidget *parent = nullptr);

    /// As they stand in the fields.
    CrawlOptions options() const;
    void setOptions(const CrawlOptions &options);
    /// What is shown here, less what belongs to one list only: its patterns and selector.
    void writeHabitsTo(CrawlOptions &options) const;
    /// Borrows the run that changes go to, which outlives its time here; null: none.
    void setRun(Run *run);

    /// Why no run can have these; nullopt: one can. showProblem() goes to the field.
    std::optional<QString> problem() const;
    void showProblem();

    /// Gives the run all of it, without a question: it is about to be started.
    void goOn();

Q_SIGNALS:
    void failed(const QString &message);

private:
    void obey(); ///< what was changed reaches the run, or is tried on it
    void give(const CrawlOptions &options);
    void ask(qint64 dropped); ///< apply or revert?
    void apply();
    void revert();
    void setFollow(const FollowOptions &follow);
    bool isActive() const;

    Run *m_run = nullptr;
    QComboBox *m_mode;
    QTabWidget *m_tabs;
    LimitsPanel *m_limits;
    CrawlPanel *m_crawl;
    QFrame *m_question;
    QLabel *m_dropped;
    QTimer m_pause;
    int m_generation = 0; ///< answers to older questions are dropped
};

} // namespace creel
