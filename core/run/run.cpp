#include "run/run.h"

#include "crawl/discovery.h"
#include "export/recordwriter.h"
#include "parse/extraction/compiledrecipe.h"
#include "run/charsetcheck.h"
#include "run/engine.h"
#include "run/export.h"
#include "run/reader.h"
#include "run/whendone.h"
#include "run/writer.h"

#include <QLocale>
#include <QPromise>
#include <QStringList>

namespace creel {

namespace {

constexpr std::size_t recordsInFlight =
    1024; // between the engine and the store: the bound of what a slow disk may hold up
constexpr qint64 leastRenewalMs = 1'000;

using Retryable = Expected<std::vector<KnownRow>, FileError>;

QString counted(qint64 number) { return QLocale::c().toString(number); }

} // namespace

QString StopReceipt::text() const
{
    if (!error.isEmpty())
        return QStringLiteral("Stopped: %1 %2 rows lost.").arg(error, counted(lost));
    if (!stopped)
        return QStringLiteral("All done, %1 rows lost.").arg(counted(lost));
    const QString resumable = notStarted + aborted > 0 ? QStringLiteral(", resumable") : QString();
    return QStringLiteral("%1 in flight aborted in %2 ms, %3 rows lost, %4 not started%5.")
        .arg(counted(aborted), counted(stopMs), counted(lost), counted(notStarted), resumable);
}

Run::Run(QString path)
    : m_path(std::move(path)), m_reader(std::make_unique<Reader>()), m_writer(std::make_unique<Writer>())
{
    m_ticks.setInterval(100);
    connect(&m_ticks, &QTimer::timeout, this, &Run::tell);
    connect(m_writer.get(), &Writer::requeued, this, [this] { takeChanged(1, m_counts.total() + 1); });
    connect(m_writer.get(), &Writer::committed, this, &Run::takeCommitted);
    connect(m_writer.get(), &Writer::drained, this, &Run::takeDrained);
    connect(m_writer.get(), &Writer::reextracting, this, &Run::reextracting);
    connect(m_writer.get(), &Writer::failed, this, [this](const QString &message) {
        m_receipt.error = message;
        stop(); // what can't be kept need not be fetched
    });
}

Run::~Run()
{
    if (m_engine)
        m_engine->stop(); // ends, and closes the channel, so that the writer's drain ends too
    m_reader.reset();     // before the writer: who closes last folds the write-ahead log into the one file
    m_writer.reset();     // before the engine, which it may be feeding still
}

void Run::start()
{
    Q_ASSERT(m_state == State::Idle || m_state == State::Finished);
    Q_ASSERT(m_readOnlyReason.isEmpty() && !m_reextraction);
    m_counts[RowState::Queued] += std::exchange(m_counts[RowState::Stopped], 0);
    m_receipt = StopReceipt();
    m_inFlight = 0;
    m_timeLeft.reset();
    m_clock.start();
    auto records = std::make_shared<Channel<StoredRecord>>(recordsInFlight);
    m_engine = std::make_unique<Engine>(m_options, m_compiled ? std::optional(*m_compiled) : std::nullopt, records);
    connect(m_engine.get(), &Engine::progressed, this, &Run::takeProgress);
    connect(m_engine.get(), &Engine::ended, this, &Run::takeProgress);
    m_writer->drain(m_engine.get(), std::move(records));
    m_ticks.start();
    setState(State::Running);
}

void Run::pause()
{
    if (m_state != State::Running || !m_engine) // has ended, which finished() is about to tell
        return;
    m_engine->setPaused(true);
    m_clock.pause();
    setState(State::Paused);
}

void Run::unpause()
{
    if (m_state != State::Paused)
        return;
    m_engine->setPaused(false);
    m_clock.unpause();
    setState(State::Running);
}

void Run::stop()
{
    if ((m_state != State::Running && m_state != State::Paused) || !m_engine)
        return;
    m_receipt.stopped = true;
    m_sinceStop.start();
    m_engine->stop();
    setState(State::Stopping);
}

void Run::setHostPaused(const QByteArray &host, bool paused)
{
    if (m_engine)
        m_engine->setHostPaused(host, paused);
}

void Run::unparkHost(const QByteArray &host)
{
    if (m_engine)
        m_engine->unparkHost(host);
}

void Run::skip(const QSet<qint64> &ids)
{
    if (m_engine)
        m_engine->skip(ids);
}

QFuture<QList<HostLane>> Run::lanes(qsizetype most)
{
    return m_engine ? m_engine->lanes(most) : QtFuture::makeReadyFuture(QList<HostLane>());
}

QFuture<qint64> Run::wouldDrop(FollowOptions follow)
{
    return m_engine ? m_engine->wouldDrop(follow) : QtFuture::makeReadyFuture(qint64(0));
}

std::optional<QString> Run::problem(const CrawlOptions &options) { return Discovery::problem(options.follow); }

QFuture<Expected<bool, FileError>> Run::setOptions(CrawlOptions options)
{
    if (const std::optional<QString> reason = problem(options))
        return QtFuture::makeReadyFuture<Expected<bool, FileError>>(Unexpected(FileError{*reason}));
    if (m_engine && options.follow.any() != m_options.follow.any())
        return QtFuture::makeReadyFuture<Expected<bool, FileError>>(Unexpected(
            FileError{QStringLiteral("A run can't change between list and crawl while it goes on. Stop it first.")}));
    m_options = options;
    if (m_engine)
        m_engine->setOptions(options);
    Q_EMIT optionsChanged();
    return m_writer->setOptions(std::move(options));
}

QList<RecipeError> Run::problems(const Recipe &recipe)
{
    const Expected<CompiledRecipe, QList<RecipeError>> compiled = CompiledRecipe::compile(recipe);
    return recipe.isEmpty() || compiled ? QList<RecipeError>() : compiled.error();
}

void Run::takeRecipe(const Recipe &recipe)
{
    m_recipe = recipe;
    m_compiled.reset();
    if (recipe.isEmpty())
        return;
    if (const Expected<CompiledRecipe, QList<RecipeError>> compiled = CompiledRecipe::compile(recipe); compiled)
        m_compiled = std::make_unique<const CompiledRecipe>(*compiled);
}

std::optional<QString> Run::whyNotReextract() const
{
    if (!m_readOnlyReason.isEmpty())
        return m_readOnlyReason;
    if (m_engine || m_reextraction)
        return QStringLiteral("Stored pages can't be read again while the run goes on. Stop it first.");
    return std::nullopt;
}

template <class T, class Prepared>
QFuture<Expected<qint64, FileError>> Run::readAgain(QFuture<Expected<T, FileError>> preparing, Prepared prepared)
{
    using Answer = Expected<qint64, FileError>;
    auto answer = std::make_shared<QPromise<Answer>>();
    answer->start();
    m_reextraction.emplace();
    const auto end = [this, answer](const Answer &pages) {
        m_reextraction.reset();
        m_ticks.stop();
        m_sinceRenewal.invalidate();
        tell();
        answer->addResult(pages);
        answer->finish();
    };
    whenDone(std::move(preparing), this, [this, prepared, end](const Expected<T, FileError> &made) {
        if (!made)
            return end(Unexpected(made.error()));
        prepared();
        m_ticks.start();
        whenDone(m_writer->reextract(m_compiled ? std::optional(*m_compiled) : std::nullopt, m_options,
                                     m_reextraction->get_token()),
                 this, end);
    });
    return answer->future();
}

QFuture<Expected<qint64, FileError>> Run::reextract(Recipe recipe)
{
    std::optional<QString> refusal = whyNotReextract();
    if (const QList<RecipeError> errors = problems(recipe); !refusal && !errors.isEmpty())
        refusal = errors.first().toString();
    if (refusal)
        return QtFuture::makeReadyFuture<Expected<qint64, FileError>>(Unexpected(FileError{*refusal}));
    return readAgain(m_writer->setRecipe(recipe), [this, recipe] {
        takeRecipe(recipe);
        Q_EMIT recipeChanged();
    });
}

QFuture<Expected<qint64, FileError>> Run::decodeAgain(RowQuery query, QString label)
{
    std::optional<QString> refusal = whyNotReextract();
    const std::optional<QString> name = encodingName(label);
    if (!refusal && !label.isEmpty() && !name)
        refusal = QStringLiteral("There is no encoding \"%1\" on the web. Choose one of: %2.")
                      .arg(label, encodingNames().join(QStringLiteral(", ")));
    if (refusal)
        return QtFuture::makeReadyFuture<Expected<qint64, FileError>>(Unexpected(FileError{*refusal}));
    return readAgain(m_writer->setEncoding(std::move(query), name.value_or(QString())), [] { });
}

void Run::stopReextracting()
{
    if (m_reextraction)
        m_reextraction->request_stop();
}

QFuture<Expected<qint64, FileError>> Run::retry(RowQuery query)
{
    auto answer = std::make_shared<QPromise<Expected<qint64, FileError>>>();
    answer->start();
    const auto end = [answer](Expected<qint64, FileError> rows) {
        answer->addResult(std::move(rows));
        answer->finish();
    };
    const auto requeue = [this, query, end] {
        whenDone(m_writer->requeue(query), this, [this, end](const Expected<StateCounts, FileError> &rows) {
            if (!rows)
                return end(Unexpected(rows.error()));
            for (std::size_t state = 0; state < rows->byState.size(); ++state)
                m_counts.byState[state] -= rows->byState[state];
            m_counts[RowState::Queued] += rows->total();
            takeChanged(1, m_counts.total() + 1);
            tell();
            end(rows->total());
        });
    };
    if (m_state != State::Running && m_state != State::Paused) {
        requeue();
        return answer->future();
    }
    whenDone(m_reader->retryable(query), this, [this, end, requeue](const Retryable &rows) {
        if (!rows)
            return end(Unexpected(rows.error()));
        if (!m_engine)
            return requeue();
        const auto number = qint64(rows->size());
        whenDone(m_engine->retry(*rows), this,
                 [end, requeue, number](bool taken) { taken ? end(number) : requeue(); }); // or the run has just ended
    });
    return answer->future();
}

QFuture<Expected<qint64, FileError>> Run::setQuery(RowQuery query)
{
    m_query = query;
    m_orderStale = false;
    return m_reader->setQuery(std::move(query));
}

QFuture<Expected<RowWindow, FileError>> Run::window(qint64 first, qint64 count)
{
    return m_reader->window(first, count);
}

QFuture<std::optional<qint64>> Run::positionOf(qint64 id) { return m_reader->positionOf(id); }

QFuture<Expected<RecordDetails, FileError>> Run::details(qint64 id) { return m_reader->details(id); }

QFuture<Expected<QString, FileError>> Run::inputText() { return m_reader->inputText(); }

QFuture<Expected<StateCounts, FileError>> Run::counts() { return m_reader->counts(); }

QFuture<Expected<qint64, FileError>> Run::exportTo(QString path, ExportOptions options, std::stop_token stop,
                                                   std::function<void(qint64)> progress) const
{
    return exportFile(m_path, std::move(path), options, std::move(stop), std::move(progress));
}

QFuture<Expected<qint64, FileError>> Run::exportFile(QString runPath, QString path, ExportOptions options,
                                                     std::stop_token stop, std::function<void(qint64)> progress)
{
    return QtConcurrent::run([=] { return exportRun(runPath, path, options, stop, progress); });
}

QStringList Run::exportFormats() { return creel::exportFormats(); }

RunProgress Run::progress() const
{
    RunProgress now;
    now.counts = m_counts;
    now.inFlight = m_inFlight;
    now.wireBytes = m_wireBytes;
    now.elapsedMs = m_clock.elapsedMs();
    now.paused = m_state == State::Paused;
    if (m_state == State::Running || m_state == State::Paused) {
        now.pagesPerSecond = m_clock.rowsPerSecond();
        if (m_timeLeft)
            now.etaMs = m_timeLeft->count();
    }
    return now;
}

void Run::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

void Run::takeProgress(const CrawlCounts &counts)
{
    m_inFlight = counts.inFlight;
    m_wireBytes = counts.wireBytes;
    m_timeLeft = counts.timeLeft;
    m_receipt.aborted = counts.aborted;
    m_receipt.pages = counts.pages;
}

void Run::takeCommitted(qint64 first, qint64 last, const StateCounts &change)
{
    m_counts += change;
    takeChanged(first, last);
}

void Run::takeChanged(qint64 first, qint64 last)
{
    const bool none = m_changedFirst == m_changedLast;
    m_changedFirst = none ? first : std::min(m_changedFirst, first);
    m_changedLast = none ? last : std::max(m_changedLast, last);
}

void Run::tell()
{
    m_clock.mark(m_counts.total() - m_counts[RowState::Queued]);
    if (m_changedFirst != m_changedLast) {
        m_orderStale = true;
        Q_EMIT rowsChanged(std::exchange(m_changedFirst, 0), std::exchange(m_changedLast, 0));
    }
    renewOrder();
    Q_EMIT progressed(progress());
}

void Run::renewOrder()
{
    // A renewal takes the reader's time, so on a large run it comes more rarely: at most half the time goes into it.
    const bool due = !m_sinceRenewal.isValid() || m_sinceRenewal.elapsed() >= std::max(leastRenewalMs, 2 * m_renewalMs);
    if (m_query.isPlain() || !m_orderStale || m_renewing || !due)
        return;
    m_orderStale = false;
    m_renewing = true;
    m_sinceRenewal.start();
    whenDone(m_reader->refresh(), this, [this](const Expected<qint64, FileError> &rows) {
        m_renewing = false;
        m_renewalMs = m_sinceRenewal.restart();
        if (rows) // overtaken by a newer query otherwise
            Q_EMIT rowsReordered(*rows);
    });
}

void Run::takeDrained(qint64 lost)
{
    m_engine.reset(); // has ended: it closed the channel
    m_receipt.lost = lost;
    m_receipt.notStarted = m_counts[RowState::Queued];
    m_receipt.stopMs = m_receipt.stopped ? m_sinceStop.elapsed() : 0;
    m_inFlight = 0;
    m_clock.pause();
    m_ticks.stop();
    m_sinceRenewal.invalidate(); // the last renewal is not put off
    tell();
    setState(State::Finished);
    Q_EMIT finished(m_receipt);
}

} // namespace creel
