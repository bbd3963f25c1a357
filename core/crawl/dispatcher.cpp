#include "crawl/dispatcher.h"

namespace creel {

using std::chrono::steady_clock;

void Lease::release()
{
    if (Dispatcher *dispatcher = std::exchange(m_dispatcher, nullptr))
        dispatcher->release(m_host);
}

void Lease::started() const
{
    if (m_dispatcher)
        m_dispatcher->started(m_host);
}

Dispatcher::Dispatcher(FrontierLimits limits) : m_frontier(limits)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Dispatcher::serve);
}

Dispatcher::~Dispatcher() { Q_ASSERT_X(m_waiters.empty(), "Dispatcher", "outlives the workers that wait for it"); }

QCoro::Task<std::optional<Lease>> Dispatcher::next()
{
    std::optional<Lease> lease;
    if (m_closed)
        co_return lease;
    Waiter waiter;
    m_waiters.push_back(&waiter);
    serve();
    co_await waiter.wakeup;
    if (waiter.taken)
        lease.emplace(*this, std::move(*waiter.taken));
    co_return lease;
}

void Dispatcher::push(Visit visit, const QByteArray &host, milliseconds wait)
{
    m_frontier.push(std::move(visit), host, wait > milliseconds(0) ? steady_clock::now() + wait : TimePoint{});
    serve();
}

void Dispatcher::holdHost(const QByteArray &host, milliseconds wait, const QString &reason)
{
    m_frontier.holdHost(host, steady_clock::now() + wait, reason);
}

void Dispatcher::openHost(const QByteArray &host, milliseconds validFor, milliseconds crawlDelay)
{
    m_frontier.openHost(host, steady_clock::now() + validFor, crawlDelay);
    serve();
}

bool Dispatcher::isOpen(const QByteArray &host) const { return m_frontier.isOpen(host, steady_clock::now()); }

std::optional<QString> Dispatcher::report(const QByteArray &host, const LaneReport &report)
{
    return m_frontier.report(host, report, steady_clock::now());
}

void Dispatcher::setHostPaused(const QByteArray &host, bool paused)
{
    m_frontier.setHostPaused(host, paused);
    serve();
}

std::vector<Visit> Dispatcher::parkHost(const QByteArray &host, const QString &reason)
{
    std::vector<Visit> robots = m_frontier.parkHost(host, reason);
    serve(); // the last host that was not parked, perhaps
    return robots;
}

void Dispatcher::unparkHost(const QByteArray &host)
{
    m_frontier.unparkHost(host);
    serve();
}

void Dispatcher::setLimits(FrontierLimits limits)
{
    m_frontier.setLimits(limits);
    serve();
}

std::vector<Visit> Dispatcher::remove(const Frontier::Condition &condition)
{
    std::vector<Visit> removed = m_frontier.remove(condition);
    serve();
    return removed;
}

std::vector<Visit> Dispatcher::removeOf(const QByteArray &host, const std::function<bool(const Visit &)> &condition)
{
    std::vector<Visit> removed = m_frontier.removeOf(host, condition);
    serve();
    return removed;
}

Dispatcher::Expectation::~Expectation()
{
    if (!m_dispatcher)
        return;
    --m_dispatcher->m_expectations;
    m_dispatcher->serve();
}

void Dispatcher::setPaused(bool paused)
{
    m_paused = paused;
    serve();
}

void Dispatcher::setHeld(bool held)
{
    m_held = held;
    serve();
}

void Dispatcher::close()
{
    m_closed = true;
    m_timer.stop();
    for (Waiter *waiter : std::exchange(m_waiters, {}))
        waiter->wakeup.wake();
}

void Dispatcher::started(const QByteArray &host) { m_frontier.started(host, steady_clock::now()); }

void Dispatcher::release(const QByteArray &host)
{
    m_frontier.release(host);
    serve();
}

/// Gives out all that may start now, and sets the clock for the next. The one place where the end is noticed.
void Dispatcher::serve()
{
    if (m_closed)
        return;
    if (m_frontier.idle() && m_expectations == 0) {
        close();
        return;
    }
    if (m_paused || m_held)
        return;
    const TimePoint now = steady_clock::now();
    while (!m_waiters.empty()) {
        std::optional<Frontier::Taken> taken = m_frontier.take(now);
        if (!taken)
            break;
        Waiter *waiter = m_waiters.front();
        m_waiters.pop_front();
        waiter->taken = std::move(taken);
        waiter->wakeup.wake();
    }
    const std::optional<TimePoint> next = m_frontier.nextStart();
    if (next && !m_waiters.empty())
        m_timer.start(std::chrono::ceil<milliseconds>(std::max(*next - now, TimePoint::duration::zero())));
}

} // namespace creel
