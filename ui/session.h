#pragma once

#include "base/recipe.h"
#include "run/run.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <memory>

namespace creel {

/// The run that the window shows, at most one, from its making or opening until the next one takes its place.
class Session : public QObject
{
    Q_OBJECT
public:
    /// New run files are made in `runFolder`.
    explicit Session(QString runFolder, QObject *parent = nullptr);
    ~Session() override;

    Run *run() const { return m_run.get(); }
    Run::State state() const { return m_run ? m_run->state() : Run::State::Idle; }
    RunProgress progress() const { return m_run ? m_run->progress() : RunProgress(); }
    bool isOpening() const { return m_opening; }   ///< a run is being made or opened
    bool isActive() const;                         ///< running, paused or stopping
    bool isFromFile() const { return m_fromFile; } ///< the run was opened, not begun here
    /// The run has rows that are still to be fetched, and may be gone on with.
    bool isResumable() const;
    /// What the next run extracts beside the standard columns; without fields: nothing.
    const Recipe &recipe() const { return m_recipe; }
    void setRecipe(const Recipe &recipe) { m_recipe = recipe; }

    /// Makes a run of the text's lines and starts it.
    void begin(const QString &text, const CrawlOptions &options);
    void open(const QString &path);
    void close();

Q_SIGNALS:
    void runChanged(creel::Run *run); ///< another one, or null. The last one lives until this returns.
    void changed();                   ///< state, opening or progress
    void stopped(const creel::StopReceipt &receipt);
    void failed(const QString &message);

private:
    void take(const Run::OpenResult &result, int generation, bool startIt);
    void setOpening(bool opening);

    QString m_runFolder;
    Recipe m_recipe;
    std::shared_ptr<Run> m_run;
    bool m_opening = false;
    bool m_fromFile = false;
    int m_generation = 0;
    QThreadPool m_pool;
};

} // namespace creel
