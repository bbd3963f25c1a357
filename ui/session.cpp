#include "session.h"

#include "run/runfolder.h"
#include "run/whendone.h"
#include "wording.h"

#include <QDateTime>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace creel {

namespace {

/// Why a list without one valid URL can't be run, by the example of its first line.
QString nothingToFetch(const Ledger &ledger)
{
    const auto &lines = ledger.lines();
    const auto first = std::find_if(lines.cbegin(), lines.cend(),
                                    [](const LedgerLine &line) { return line.state == RowState::Invalid; });
    if (first == lines.cend())
        return Session::tr("The list has no URLs, only blank lines and comments. Write one URL a line.");
    return Session::tr("None of the lines is a valid URL. Line %1, “%2”: %3")
        .arg(grouped(first - lines.cbegin() + 1), first->text.trimmed().left(80), first->reason);
}

} // namespace

Session::Session(QString runFolder, QObject *parent) : QObject(parent), m_runFolder(std::move(runFolder)) { }

Session::~Session() = default;

bool Session::isActive() const
{
    const Run::State now = state();
    return now == Run::State::Running || now == Run::State::Paused || now == Run::State::Stopping;
}

bool Session::isResumable() const
{
    if (!m_run || isActive() || m_run->isReextracting() || !m_run->readOnlyReason().isEmpty())
        return false;
    const StateCounts counts = m_run->progress().counts;
    return counts[RowState::Queued] + counts[RowState::Stopped] > 0;
}

void Session::begin(const QString &text, const CrawlOptions &options)
{
    const int generation = ++m_generation;
    setOpening(true);
    const auto judge = [text] { return Ledger::fromText(text); };
    whenDone(QtConcurrent::run(&m_pool, judge), this, [this, generation, options](const Ledger &ledger) {
        if (generation != m_generation)
            return;
        if (ledger.count(RowState::Queued) == 0) {
            Q_EMIT failed(nothingToFetch(ledger));
            setOpening(false);
            return;
        }
        whenDone(Run::create(newRunPath(m_runFolder, QDateTime::currentDateTime()), ledger, options, m_recipe), this,
                 [this, generation](const Run::OpenResult &result) { take(result, generation, true); });
    });
}

void Session::open(const QString &path)
{
    const int generation = ++m_generation;
    setOpening(true);
    whenDone(Run::open(path), this,
             [this, generation](const Run::OpenResult &result) { take(result, generation, false); });
}

void Session::take(const Run::OpenResult &result, int generation, bool startIt)
{
    if (generation != m_generation)
        return;
    m_opening = false;
    if (!result) {
        Q_EMIT failed(result.error().message);
        Q_EMIT changed();
        return;
    }
    m_fromFile = !startIt;
    if (!startIt && !(*result)->recipe().isEmpty())
        m_recipe = (*result)->recipe();
    const std::shared_ptr<Run> last = std::exchange(m_run, *result);
    connect(m_run.get(), &Run::stateChanged, this, &Session::changed);
    connect(m_run.get(), &Run::progressed, this, &Session::changed);
    connect(m_run.get(), &Run::finished, this, &Session::stopped);
    Q_EMIT runChanged(m_run.get());
    if (startIt)
        m_run->start();
    Q_EMIT changed();
}

void Session::close()
{
    ++m_generation;
    m_opening = false;
    const std::shared_ptr<Run> last = std::exchange(m_run, nullptr);
    Q_EMIT runChanged(nullptr);
    Q_EMIT changed();
}

void Session::setOpening(bool opening)
{
    m_opening = opening;
    Q_EMIT changed();
}

} // namespace creel
