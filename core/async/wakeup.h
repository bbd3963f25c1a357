#pragma once

#include <QObject>

#include <atomic>
#include <coroutine>

namespace creel {

/// What a coroutine sleeps on: one wake-up, for one waiter, once.
///
///     Wakeup wakeup;
///     std::stop_callback onStop{stop, [&wakeup] { wakeup.wake(); }};
///     connect(socket, &QTcpSocket::readyRead, &wakeup, [&wakeup] { wakeup.wake(); });
///     co_await wakeup;                 // resumes from the event loop, never inside wake()
///
/// wake() may be called often and by several: the first call counts. From any thread, as long as the Wakeup lives.
/// Awaiting one that is awake already goes on at once. Lives on the waiter's thread, mostly in its frame: destroying
/// the frame severs every connection made to it and drops a wake-up that is under way.
class Wakeup final : public QObject
{
public:
    Wakeup() = default;
    ~Wakeup() override = default;

    void wake();
    bool isAwake() const { return m_phase.load(std::memory_order_acquire) == Phase::Awake; }

    /// What `co_await` sees: a copy of this is harmless. (GCC 12 copies an awaiter that is an lvalue.)
    struct Awaiter {
        Wakeup *wakeup;
        bool await_ready() const noexcept { return wakeup->isAwake(); }
        bool await_suspend(std::coroutine_handle<> waiter) const { return wakeup->suspend(waiter); }
        void await_resume() const noexcept { }
    };
    Awaiter operator co_await() noexcept { return {this}; }

protected:
    bool event(QEvent *event) override;

private:
    bool suspend(std::coroutine_handle<> waiter);
    enum class Phase : quint8 { Fresh, Waiting, Awake };
    std::atomic<Phase> m_phase{Phase::Fresh};
    std::coroutine_handle<> m_waiter;
};

} // namespace creel
