#pragma once

#include "base/crawloptions.h"
#include "base/expected.h"
#include "base/exportoptions.h"
#include "base/fileerror.h"
#include "base/hostlane.h"
#include "base/ledger.h"
#include "base/recipe.h"
#include "base/record.h"
#include "base/rowquery.h"
#include "run/runclock.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <stop_token>

namespace creel {

class CompiledRecipe;
class Engine;
class Reader;
class Writer;
struct CrawlCounts;

/// How a run stands, as of a moment; sent at most ten times a second.
struct RunProgress {
    StateCounts counts; ///< committed rows
    int inFlight = 0;
    double pagesPerSecond = 0;   ///< over the last few seconds
    qint64 wireBytes = 0;        ///< received, heads included
    qint64 elapsedMs = 0;        ///< since start or resume, pauses left out
    std::optional<qint64> etaMs; ///< by a simulation of the hosts' lanes; nullopt while there is nothing to go by
    bool paused = false;
};

/// What a stop did.
struct StopReceipt {
    bool stopped = false;  ///< false: the run came to its end by itself
    qint64 pages = 0;      ///< rows finished since start(), those that are lost included
    int aborted = 0;       ///< lines that were in flight: on the wire, or fetched and not read yet
    qint64 notStarted = 0; ///< rows that are still queued
    qint64 lost = 0;       ///< finished rows that are not in the run file: 0, or the store failed
    qint64 stopMs = 0;     ///< from stop() to the last row committed
    QString error;         ///< the store's failure, in full; empty when all is well
    QString text() const;  ///< "64 in flight aborted in 38 ms, 0 rows lost, 500 not started, resumable"
};

/// One scrape and its run file: the façade that the window and creel-cli see. Owns the engine thread and the store
/// thread; only values cross. Lives in its creator's thread (which needs an event loop for the signals); all methods
/// are called there and none blocks on disk or network. Futures finish with values, never with exceptions.
class Run : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Running, Paused, Stopping, Finished };
    Q_ENUM(State)

    using OpenResult = Expected<std::shared_ptr<Run>, FileError>;

    /// Makes a new run file with the ledger, options and recipe committed in it. Work is done on a thread of its own.
    /// The Run lives in the thread that called.
    static QFuture<OpenResult> create(QString path, Ledger ledger, CrawlOptions options, Recipe recipe = {});
    /// Opens a run file, to look at, export or go on with.
    /// One that can be read but not written (another program runs it, a read-only disk) opens all the same: readOnlyReason().
    static QFuture<OpenResult> open(QString path);

    /// Stops, waits until all is committed, and closes the file. Quick: bounded by the stop (under 200 ms) and a commit.
    ~Run() override;

    const QString &path() const { return m_path; }
    State state() const { return m_state; }
    const CrawlOptions &options() const { return m_options; }
    const Recipe &recipe() const { return m_recipe; } ///< empty: the run has none
    /// Why this run can't be gone on with; empty: it can.
    const QString &readOnlyReason() const { return m_readOnlyReason; }
    RunProgress progress() const;

    /// Fetches every row that is Queued or Stopped. Only in Idle or Finished, and not when read-only.
    void start();
    void pause(); ///< no new request starts; those in flight end
    void unpause();
    void stop(); ///< aborts what is in flight; finished() follows within 200 ms

    // --- while it runs; each takes effect within a second. Hosts as HostLane::host has them ---
    void setHostPaused(const QByteArray &host, bool paused);
    void unparkHost(const QByteArray &host); ///< a host that was parked for its errors is asked again
    void skip(const QSet<qint64> &ids);      ///< queued or in flight: these rows end as Skipped
    /// How the hosts stand, the busiest first; empty when nothing runs.
    QFuture<QList<HostLane>> lanes(qsizetype most);
    /// How many queued rows setOptions() with this scope would end as Skipped; 0 when nothing runs.
    QFuture<qint64> wouldDrop(FollowOptions follow);

    // --- at any time, unless read-only ---
    /// Limits, politeness, clocks and scope; kept in the run file. A crawl that runs obeys within a second.
    QFuture<Expected<bool, FileError>> setOptions(CrawlOptions options);
    /// Queues the query's rows again, those that were fetched or failed, were skipped by hand, by robots.txt or with their host; the
    /// future has their number. A run that runs fetches them; another one when it is started.
    QFuture<Expected<qint64, FileError>> retry(RowQuery query);
    /// Why a run can't have these options (a pattern or selector that can't be read); nullopt: it can.
    static std::optional<QString> problem(const CrawlOptions &options);

    // --- recipes: while it doesn't crawl ---
    /// Gives the run this recipe, an empty one too, and reads the stored pages with it that it has not read: no request is sent, all
    /// cores work, and rows change as after a fetch. The future has the number of pages that were read. One that is stopped is gone
    /// on with by the same call again. start() has to wait until it ends.
    QFuture<Expected<qint64, FileError>> reextract(Recipe recipe);
    /// Reads the query's stored pages in another encoding, a label of the WHATWG's table, from now on, empty: as they say themselves; their
    /// own cells change, too. An unknown label is an error. Otherwise as reextract().
    QFuture<Expected<qint64, FileError>> decodeAgain(RowQuery query, QString label);
    void stopReextracting();
    bool isReextracting() const { return m_reextraction.has_value(); }
    /// All that is wrong with a recipe; an empty one is fine.
    static QList<RecipeError> problems(const Recipe &recipe);

    // --- reading: any time, also while running; each answers from a reader thread in the order of the calls ---
    /// Sets the query of the live table; the future has the number of rows. A newer call overtakes an older one, whose
    /// future then gives an error. While the run goes on the order is renewed by itself at intervals (see rowsReordered).
    QFuture<Expected<qint64, FileError>> setQuery(RowQuery query);
    QFuture<Expected<RowWindow, FileError>> window(qint64 first, qint64 count);
    QFuture<std::optional<qint64>> positionOf(qint64 id);
    QFuture<Expected<RecordDetails, FileError>> details(qint64 id);
    QFuture<Expected<QString, FileError>> inputText();
    QFuture<Expected<StateCounts, FileError>> counts();

    /// Streams every row into `path` (format by its ending) through QSaveFile: it lands whole or not at all. From one
    /// read snapshot. The future has the number of rows. `progress` is called on another thread with rows done so far.
    QFuture<Expected<qint64, FileError>> exportTo(QString path, ExportOptions options, std::stop_token stop = {},
                                                  std::function<void(qint64)> progress = {}) const;
    /// The same for a run file that is not open.
    static QFuture<Expected<qint64, FileError>> exportFile(QString runPath, QString path, ExportOptions options,
                                                           std::stop_token stop = {},
                                                           std::function<void(qint64)> progress = {});
    /// The endings that an export's file may have, without the dot: {"csv"}.
    static QStringList exportFormats();

Q_SIGNALS:
    void stateChanged(creel::Run::State state);
    void progressed(const creel::RunProgress &progress);
    /// Rows with ids [first, last) may have changed, or are new, and are committed. At most ten times a second.
    void rowsChanged(qint64 first, qint64 last);
    /// The current query (not a plain one) was run again: positions have changed, there are `total` rows now.
    void rowsReordered(qint64 total);
    void finished(const creel::StopReceipt &receipt);
    void optionsChanged();
    void recipeChanged(); ///< the columns are others now; a query that names one has to be set again
    void reextracting(qint64 done, qint64 total); ///< stored pages

private:
    class Opening;
    explicit Run(QString path);

    void setState(State state);
    void takeRecipe(const Recipe &recipe);
    std::optional<QString> whyNotReextract() const;
    /// Reads what is to be read once `preparing` is done, and then `prepared` was called.
    template <class T, class Prepared>
    QFuture<Expected<qint64, FileError>> readAgain(QFuture<Expected<T, FileError>> preparing, Prepared prepared);
    void takeProgress(const CrawlCounts &counts);
    void takeCommitted(qint64 first, qint64 last, const StateCounts &change);
    void takeChanged(qint64 first, qint64 last);
    void takeDrained(qint64 lost);
    void tell();       ///< what has changed since the last time: ten times a second
    void renewOrder(); ///< of a query that is not plain, now and then while rows change

    const QString m_path;
    QString m_readOnlyReason;
    CrawlOptions m_options;
    Recipe m_recipe;
    std::unique_ptr<const CompiledRecipe> m_compiled; ///< null: there is none
    std::optional<std::stop_source> m_reextraction;   ///< while pages are read again
    State m_state = State::Idle;
    StateCounts m_counts;
    RunClock m_clock;
    int m_inFlight = 0;
    qint64 m_wireBytes = 0;
    std::optional<milliseconds> m_timeLeft;
    QElapsedTimer m_sinceStop;
    StopReceipt m_receipt;
    qint64 m_changedFirst = 0, m_changedLast = 0; ///< lines that the table does not know of yet; empty: equal
    RowQuery m_query;
    bool m_orderStale = false;
    QElapsedTimer m_sinceRenewal;
    bool m_renewing = false;
    qint64 m_renewalMs = 0; ///< how long the last renewal took: the next one waits for longer than that
    QTimer m_ticks;

    std::unique_ptr<Reader> m_reader;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<Engine> m_engine; ///< while it crawls
};

} // namespace creel
