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
#include <vector>

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
    /// Its request goes on the wire now.
    void started() const;
    const QByteArray &host() const { return m_host; }

    Visit visit;

private:
    Dispatcher *m_dispatcher;
    QByteArray m_host;
};

/// Hands the frontier's visits to the workers that wait for one, and is the frontier's clock. Event-loop thread only.
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
    void holdHost(const QByteArray &host, milliseconds wait, const QString &reason);
    void openHost(const QByteArray &host, milliseconds validFor, milliseconds crawlDelay);
    bool isOpen(const QByteArray &host) const;
    std::optional<QString> report(const QByteArray &host, const LaneReport &report);
    void setHostPaused(const QByteArray &host, bool paused);
    std::vector<Visit> parkHost(const QByteArray &host, const QString &reason);
    void unparkHost(const QByteArray &host);
    void setLimits(FrontierLimits limits);
    std::vector<Visit> remove(const Frontier::Condition &condition);
    std::vector<Visit> removeOf(const QByteArray &host, const std::function<bool(const Visit &)> &condition);
    std::vector<std::pair<Visit, QString>> removeParked() { return m_frontier.removeParked(); }

    /// While one lives, more visits may be pushed although the frontier is idle: idle is not the end. Move-only.
    class Expectation
    {
    public:
        explicit Expectation(Dispatcher &dispatcher) : m_dispatcher(&dispatcher) { ++dispatcher.m_expectations; }
        Expectation(Expectation &&other) noexcept : m_dispatcher(std::exchange(other.m_dispatcher, nullptr)) { }
        Expectation &operator=(Expectation &&) = delete;
        ~Expectation();

    private:
        Dispatcher *m_dispatcher;
    };
    void setPaused(bool paused);
    /// The same as paused, but a matter of ours and not of a person.
    void setHeld(bool held);
    /// No more leases: every waiting worker wakes with nullopt.
    void close();
    bool isClosed() const { return m_closed; }

    const Frontier &frontier() const { return m_frontier; }

private:
    friend class Lease;
    friend class Expectation;
    struct Waiter {
        Wakeup wakeup;
        std::optional<Frontier::Taken> taken;
    };

    void started(const QByteArray &host);
    void release(const QByteArray &host);
    void serve();

    Frontier m_frontier;
    std::deque<Waiter *> m_waiters; ///< live in the frames of next()
    QTimer m_timer;
    int m_expectations = 0;
    bool m_paused = false;
    bool m_held = false;
    bool m_closed = false;
};

} // namespace creel
