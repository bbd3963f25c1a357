#pragma once

#include "async/linkedstop.h"
#include "async/outcome.h"
#include "async/wakeup.h"

#include <QCoroTask>

#include <exception>
#include <stop_token>
#include <utility>

namespace creel {

/// Tasks that run side by side and end together: who starts them joins them.
///
///     TaskGroup group(stop);
///     for (const QByteArray &url : urls)
///         group.start(visit(url, group.stopToken()));
///     co_await group.join();
///
/// A finished task's frame is freed at once, so a group may serve any number of tasks. Event-loop thread only (the parent's
/// stop may be requested from anywhere).
class TaskGroup
{
public:
    /// A task fails when it ends with an exception, or with an `Expected` that has no value.
    enum class OnFailure : quint8 { StopOthers, GoOn };

    /// The group's stop is requested by `parent`'s, by requestStop(), and by a failure if so chosen.
    explicit TaskGroup(std::stop_token parent = {}, OnFailure onFailure = OnFailure::StopOthers);
    /// Nothing is detached: every task was joined before.
    ~TaskGroup();
    Q_DISABLE_COPY_MOVE(TaskGroup)

    /// What the tasks listen to: hand it to each of them.
    std::stop_token stopToken() const { return m_stop.token(); }
    void requestStop() { m_stop.request(); }

    /// Takes a task over; it runs already, as all tasks do that were called. Its value is dropped: a task that has something
    /// to tell writes it where the group's owner can see it (or see gather()). Any time before join() has returned, also
    /// from a task of the group.
    template <class T>
    void start(QCoro::Task<T> task)
    {
        ++m_running;
        m_joined = false;
        watch(std::move(task)); // not detached: it counts as running, and join() waits until nothing is
    }
    int running() const { return m_running; }

    /// Returns when all tasks have ended. Throws the first exception that one of them ended with, and only then: none
    /// vanishes unless another came before it. Can't be stopped; request the group's stop and the tasks will end.
    QCoro::Task<> join();

private:
    template <class T>
    QCoro::Task<> watch(QCoro::Task<T> task)
    {
        const Outcome<T> outcome = co_await settle(std::move(task));
        bool failed = !outcome;
        if constexpr (requires { outcome.value().hasValue(); })
            failed = failed || !outcome.value().hasValue();
        ended(failed, outcome ? nullptr : outcome.error());
    }
    void ended(bool failed, const std::exception_ptr &thrown);

    LinkedStop m_stop;
    const OnFailure m_onFailure;
    int m_running = 0;
    bool m_joined = true;
    std::exception_ptr m_thrown; ///< the first
    Wakeup *m_joiner = nullptr;
};

} // namespace creel
