#include "async/wakeup.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace creel {

void Wakeup::wake()
{
    // Only a waiter needs the event: who comes later finds it awake and does not sleep.
    if (m_phase.exchange(Phase::Awake, std::memory_order_acq_rel) == Phase::Waiting)
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

bool Wakeup::suspend(std::coroutine_handle<> waiter)
{
    m_waiter = waiter;
    Phase expected = Phase::Fresh;
    const bool sleeps = m_phase.compare_exchange_strong(expected, Phase::Waiting, std::memory_order_acq_rel);
    Q_ASSERT_X(sleeps || expected == Phase::Awake, "Wakeup", "has one waiter, once");
    return sleeps;
}

bool Wakeup::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    std::exchange(m_waiter, nullptr).resume(); // may destroy this
    return true;
}

} // namespace creel
