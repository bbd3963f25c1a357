#pragma once

#include "async/outcome.h"

#include <QCoroTask>
#include <QEventLoop>

#include <exception>
#include <optional>
#include <utility>

namespace creel::test {

template <class T>
QCoro::Task<> quitAfter(QCoro::Task<T> task, std::optional<Outcome<T>> *outcome, QEventLoop *loop)
{
    Outcome<T> ended = co_await settle(std::move(task));
    outcome->emplace(std::move(ended));
    loop->quit();
}

/// Runs the event loop until the task has ended: its value, or its exception thrown on. (QCoro::waitFor() hangs on a task that
/// throws, and wants values with a default constructor.)
template <class T>
T awaited(QCoro::Task<T> task)
{
    std::optional<Outcome<T>> outcome;
    QEventLoop loop;
    const QCoro::Task<> waiting = quitAfter(std::move(task), &outcome, &loop);
    if (!outcome)
        loop.exec();
    if (!*outcome)
        std::rethrow_exception(outcome->error());
    if constexpr (!std::is_void_v<T>)
        return std::move(**outcome);
}

/// Counts the frames that hold one.
class Alive
{
public:
    explicit Alive(int *count) : m_count(count) { ++*m_count; }
    ~Alive() { --*m_count; }
    Q_DISABLE_COPY_MOVE(Alive)

private:
    int *m_count;
};

} // namespace creel::test
