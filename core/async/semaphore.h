#pragma once

#include "async/waitingline.h"

#include <QCoroTask>

#include <optional>
#include <stop_token>
#include <utility>

namespace creel {

/// So many at a time, first come, first served: nobody is overtaken, also not by who asks while a permit is under way to a
/// sleeper. Event-loop thread only. Outlives its permits and its waiters.
class Semaphore
{
public:
    /// The right to be one of them. Move-only; gives itself back when it is released or destroyed, once.
    class Permit
    {
    public:
        Permit(Permit &&other) noexcept : m_semaphore(std::exchange(other.m_semaphore, nullptr)) { }
        Permit &operator=(Permit &&other) noexcept
        {
            Permit moved(std::move(other));
            std::swap(m_semaphore, moved.m_semaphore);
            return *this;
        }
        ~Permit() { release(); }
        void release();

    private:
        friend class Semaphore;
        explicit Permit(Semaphore &semaphore) : m_semaphore(&semaphore) { }
        Semaphore *m_semaphore;
    };

    explicit Semaphore(int permits);
    ~Semaphore();
    Q_DISABLE_COPY_MOVE(Semaphore)

    /// A permit, sleeping until it is this caller's turn. The call itself takes the place in line, not the co_await.
    /// nullopt: stop was requested first.
    [[nodiscard]] QCoro::Task<std::optional<Permit>> acquire(std::stop_token stop = {});
    /// A permit if one is free now.
    [[nodiscard]] std::optional<Permit> tryAcquire();
    int available() const { return m_available; }

private:
    void giveBack();

    const int m_permits;
    int m_available; ///< 0 while anybody waits
    WaitingLine<Permit> m_waiters;
};

} // namespace creel
