#pragma once

#include "async/wakeup.h"
#include "crawl/frontier.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <optional>
#include <utility>

namespace creel {

class Dispatcher;

/// The right to fetch one visit now. Move-only. Gives the host's slot back when it is released or destroyed, whatever
/// happened, once.
class Lease
{
public:
    Lease(Dispatcher &dispatcher, Frontier::Taken taken)
        : visit(std::move(taken.visit)), m_dispatcher(&dispatcher), m_host(std::move(taken.host))
    {
    }
    Lease(Lease &&other) noexcept
        : visit(std::move(other.visit)), m_dispatcher(std::exchange(other.m_dispatcher, nullptr)),
          m_host(std::move(other.m_host))
    {
    }
    Lease &operator=(Lease &&other) noexcept
    {
        Lease moved(std::move(other));
        std::swap(visit, moved.visit);
        std::swap(m_dispatcher, moved.m_dispatcher);
        std::swap(m_host, moved.m_host);
        return *this;
    }
    ~Lease() { release(); }

    void release();

    Visit visit;

private:
    Dispatcher *m_dispatcher;
    QByteArray m_host;
};

/// Hands the frontier's visits to the workers that wait for one. Event-loop thread only.
class Dispatcher : public QObject
{
    Q_OBJECT
public:
    explicit Dispatcher(FrontierLimits limits);
    ~Dispatcher() override;

    /// The next visit, once its host is free, its delay has passed and a slot is open. nullopt: closed, or nothing is left
    /// anywhere. Workers are served in the order in which they ask.
    [[nodiscard]] QCoro::Task<std::optional<Lease>> next();

    void push(Visit visit, const QByteArray &host, milliseconds wait = milliseconds(0));
    void holdHost(const QByteArray &host, milliseconds wait);

    /// More visits will be pushed from outside although the frontier is idle: until this is false, idle is not the end.
    void setExpectingMore(bool more);
    void setPaused(bool paused);
    /// No more leases: every waiting worker wakes with nullopt.
    void close();

    const Frontier &frontier() const { return m_frontier; }

private:
    friend class Lease;
    struct Waiter {
        Wakeup wakeup;
        std::optional<Frontier::Taken> taken;
    };

    void release(const QByteArray &host);
    void serve();

    Frontier m_frontier;
    QTimer m_timer;
    std::deque<Waiter *> m_waiters;
    bool m_expectingMore = false;
    bool m_paused = false;
    bool m_closed = false;
};

} // namespace creel
