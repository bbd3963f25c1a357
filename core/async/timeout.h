#pragma once

#include "async/linkedstop.h"
#include "async/outcome.h"

#include <QCoroTask>
#include <QTimer>

#include <chrono>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace creel {

/// The task was not done within `limit`.
struct Timeout {
    std::chrono::milliseconds limit;
};

/// Runs what `start` starts, for no longer than `limit`:
///
///     auto start = [&fetcher, url](std::stop_token stop) { return fetcher.fetch(url, stop); };
///     const auto page = co_await withTimeout(5s, start);     // Expected<FetchResult, Timeout>
///
/// `start` is called at once, with a stop token, and returns the task. When the time is up the token's stop is requested, and
/// the task's end is awaited all the same: nothing goes on behind the caller's back, so a task that does not listen to its
/// token takes as long as it takes. Late is late: then the task's value is dropped. `stop` is passed on to the task, whose value
/// then says what became of it. An exception of the task is thrown on, late or not. void gives std::monostate.
/// Event-loop thread only.
template <class Start, class T = typename std::invoke_result_t<Start &, std::stop_token>::value_type>
QCoro::Task<Expected<ValueOf<T>, Timeout>> withTimeout(std::chrono::milliseconds limit, Start start,
                                                       std::stop_token stop = {})
{
    using Result = Expected<ValueOf<T>, Timeout>;
    LinkedStop linked(std::move(stop));
    bool late = false;
    auto expire = [&late, &linked] {
        late = true;
        linked.request();
    };
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &timer, expire);
    timer.start(limit);
    QCoro::Task<T> task = start(linked.token());
    Outcome<T> outcome = co_await settle(std::move(task));
    if (!outcome)
        std::rethrow_exception(outcome.error());
    if (late)
        co_return Result(Unexpected(Timeout{limit}));
    co_return Result(std::move(*outcome));
}

} // namespace creel
