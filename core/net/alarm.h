#pragma once

#include "async/wakeup.h"
#include "base/fetcherror.h"
#include "net/http.h"

#include <QBasicTimer>
#include <QObject>

#include <chrono>
#include <stop_token>

namespace creel {

/// What may cut a fetch short: its clocks, and the stop. The total clock runs from the start; beside it runs one clock of
/// the phase. One timer serves them all: moving a deadline is a number, and the timer follows when it fires. Lives in the
/// frame of its fetch; event-loop thread only (the stop may be requested from anywhere).
class Alarm : public QObject
{
public:
    /// Each but Lookup, which has the total clock only, ends in an error kind of its own.
    enum class Clock { Lookup, Connect, Tls, FirstByte, Idle };

    Alarm(const FetchLimits &limits, std::stop_token stop);

    /// The clock of this phase, from now on; again for the same phase to begin it anew.
    void start(Clock clock);
    bool rung() const { return m_late != FetchError::Kind::None || m_stop.stop_requested(); }
    /// Why it rang: Cancelled, a kind of timeout, or None.
    FetchError error() const;

    /// While it lives, the alarm wakes that waiter: at once when it has rung before. One at a time.
    class Rings
    {
    public:
        Rings(Alarm &alarm, Wakeup &waiter);
        ~Rings() { m_alarm.m_waiter = nullptr; }
        Q_DISABLE_COPY_MOVE(Rings)

    private:
        struct Wake {
            Wakeup *waiter;
            void operator()() const { waiter->wake(); }
        };
        Alarm &m_alarm;
        std::stop_callback<Wake> m_onStop;
    };

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    using TimePoint = std::chrono::steady_clock::time_point;
    void arm(TimePoint now);
    milliseconds limitOf(Clock clock) const;

    FetchLimits m_limits;
    std::stop_token m_stop;
    Clock m_clock = Clock::Lookup;
    TimePoint m_totalDeadline, m_phaseDeadline, m_armedFor;
    QBasicTimer m_timer;
    Wakeup *m_waiter = nullptr;
    FetchError::Kind m_late = FetchError::Kind::None;
};

} // namespace creel
