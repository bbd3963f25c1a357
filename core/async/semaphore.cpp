#include "async/semaphore.h"

namespace creel {

Semaphore::Semaphore(int permits) : m_permits(permits), m_available(permits) { Q_ASSERT(permits > 0); }

Semaphore::~Semaphore() { Q_ASSERT_X(m_available == m_permits, "Semaphore", "outlives its permits"); }

QCoro::Task<std::optional<Semaphore::Permit>> Semaphore::acquire(std::stop_token stop)
{
    std::optional<Permit> permit;
    if (stop.stop_requested())
        co_return permit;
    permit = tryAcquire();
    if (!permit) {
        WaitingLine<Permit>::Place place(std::move(stop));
        m_waiters.join(place);
        co_await place.wakeup;
        m_waiters.leave(place);
        permit = std::move(place.value);
    }
    co_return permit;
}

std::optional<Semaphore::Permit> Semaphore::tryAcquire()
{
    if (m_available == 0)
        return std::nullopt;
    --m_available;
    return Permit(*this);
}

void Semaphore::giveBack()
{
    ++m_available;
    if (!m_waiters.empty()) { // from hand to hand, so that nobody comes between
        auto &first = m_waiters.next();
        first.value = tryAcquire();
        first.wakeup.wake();
    }
}

void Semaphore::Permit::release()
{
    if (Semaphore *semaphore = std::exchange(m_semaphore, nullptr))
        semaphore->giveBack();
}

} // namespace creel
