#include "net/alarm.h"

#include <QTimerEvent>

#include <algorithm>
#include <limits>

namespace creel {

using Kind = FetchError::Kind;
using std::chrono::steady_clock;

Alarm::Alarm(const FetchLimits &limits, std::stop_token stop)
    : m_limits(limits), m_stop(std::move(stop)), m_totalDeadline(steady_clock::now() + limits.total),
      m_phaseDeadline(m_totalDeadline)
{
}

void Alarm::start(Clock clock)
{
    const TimePoint now = steady_clock::now();
    m_clock = clock;
    m_phaseDeadline = clock == Clock::Lookup ? m_totalDeadline : now + limitOf(clock);
    // A later deadline waits for the timer to fire and see; only an earlier one is worth arming it anew.
    if (!m_timer.isActive() || std::min(m_phaseDeadline, m_totalDeadline) < m_armedFor)
        arm(now);
}

void Alarm::arm(TimePoint now)
{
    m_armedFor = std::min(m_phaseDeadline, m_totalDeadline);
    const auto wait = std::chrono::ceil<milliseconds>(m_armedFor - now).count();
    m_timer.start(int(std::clamp<qint64>(wait, 0, std::numeric_limits<int>::max())), Qt::PreciseTimer, this);
}

void Alarm::timerEvent(QTimerEvent *)
{
    const TimePoint now = steady_clock::now();
    if (now < std::min(m_phaseDeadline, m_totalDeadline)) {
        arm(now);
        return;
    }
    m_timer.stop();
    if (now >= m_totalDeadline) {
        m_late = Kind::TotalTimeout;
    } else {
        constexpr Kind kinds[] = {Kind::TotalTimeout, Kind::ConnectTimeout, Kind::TlsTimeout, Kind::FirstByteTimeout,
                                  Kind::IdleTimeout};
        m_late = kinds[int(m_clock)];
    }
    if (m_waiter)
        m_waiter->wake();
}

milliseconds Alarm::limitOf(Clock clock) const
{
    switch (clock) {
    case Clock::Lookup:
        return m_limits.total;
    case Clock::Connect:
        return m_limits.connect;
    case Clock::Tls:
        return m_limits.tls;
    case Clock::FirstByte:
        return m_limits.firstByte;
    case Clock::Idle:
        return m_limits.idle;
    }
    Q_UNREACHABLE();
}

FetchError Alarm::error() const
{
    if (m_stop.stop_requested())
        return {Kind::Cancelled, QStringLiteral("Stopped while in flight")};
    switch (m_late) {
    case Kind::ConnectTimeout:
        return {m_late, QStringLiteral("No connection within %1 ms").arg(m_limits.connect.count())};
    case Kind::TlsTimeout:
        return {m_late, QStringLiteral("The TLS handshake was not done within %1 ms").arg(m_limits.tls.count())};
    case Kind::FirstByteTimeout:
        return {m_late, QStringLiteral("No answer within %1 ms").arg(m_limits.firstByte.count())};
    case Kind::IdleTimeout:
        return {m_late, QStringLiteral("The answer paused for more than %1 ms").arg(m_limits.idle.count())};
    case Kind::TotalTimeout:
        return {m_late, QStringLiteral("Not done within %1 ms").arg(m_limits.total.count())};
    default:
        return {};
    }
}

Alarm::Rings::Rings(Alarm &alarm, Wakeup &waiter) : m_alarm(alarm), m_onStop(alarm.m_stop, Wake{&waiter})
{
    Q_ASSERT(!alarm.m_waiter);
    alarm.m_waiter = &waiter;
    if (alarm.rung())
        waiter.wake();
}

} // namespace creel
