#pragma once

#include "async/outcome.h"

#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

namespace creel {

// gather(): waits for tasks that run side by side and gives their results in the order of the tasks, whichever ends first.
//
//     std::vector<QCoro::Task<int>> tasks;
//     for (const int page : pages)
//         tasks.push_back(count(page));
//     const std::vector<int> counts = co_await gather(std::move(tasks));
//
// Always waits for all of them. Then throws the exception of the first, in the order of the tasks, that ended with one.
// Errors are data: tasks of Expected<T, E> give their errors beside the results, each in its place; valuesOf() makes one
// answer of them. Nobody is stopped because another failed: that is TaskGroup.

template <class T>
QCoro::Task<std::vector<T>> gather(std::vector<QCoro::Task<T>> tasks)
{
    std::vector<T> results;
    results.reserve(tasks.size());
    std::exception_ptr thrown;
    for (auto &task : tasks) {
        Outcome<T> outcome = co_await settle(std::move(task));
        if (outcome)
            results.push_back(std::move(*outcome));
        else if (!thrown)
            thrown = outcome.error();
    }
    if (thrown)
        std::rethrow_exception(thrown);
    co_return results;
}

inline QCoro::Task<> gather(std::vector<QCoro::Task<>> tasks)
{
    std::exception_ptr thrown;
    for (auto &task : tasks) {
        const Outcome<void> outcome = co_await settle(std::move(task));
        if (!outcome && !thrown)
            thrown = outcome.error();
    }
    if (thrown)
        std::rethrow_exception(thrown);
}

namespace detail {

template <std::size_t I, class... T>
QCoro::Task<> settleFrom(std::tuple<QCoro::Task<T>...> *tasks, std::tuple<std::optional<Outcome<T>>...> *outcomes)
{
    if constexpr (I < sizeof...(T)) {
        auto outcome = co_await settle(std::move(std::get<I>(*tasks)));
        std::get<I>(*outcomes).emplace(std::move(outcome));
        co_await settleFrom<I + 1, T...>(tasks, outcomes);
    }
    co_return;
}

template <class T>
ValueOf<T> valueOrThrow(Outcome<T> &outcome)
{
    if (!outcome)
        std::rethrow_exception(outcome.error());
    return std::move(*outcome);
}

} // namespace detail

/// The same for a few tasks of different types; void gives std::monostate. `const auto [title, size] = co_await …`
template <class... T>
QCoro::Task<std::tuple<ValueOf<T>...>> gather(QCoro::Task<T>... tasks)
{
    std::tuple<QCoro::Task<T>...> running(std::move(tasks)...);
    std::tuple<std::optional<Outcome<T>>...> outcomes;
    co_await detail::settleFrom<0, T...>(&running, &outcomes);
    const auto values = [](std::optional<Outcome<T>> &...each) {
        return std::tuple<ValueOf<T>...>{detail::valueOrThrow<T>(*each)...}; // braces: from left to right
    };
    co_return std::apply(values, outcomes);
}

/// All the values, or the first error: what most callers make of gathered results.
template <class T, class E>
Expected<std::vector<T>, E> valuesOf(std::vector<Expected<T, E>> results)
{
    std::vector<T> values;
    values.reserve(results.size());
    for (Expected<T, E> &result : results) {
        if (!result)
            return Unexpected(result.error());
        values.push_back(std::move(*result));
    }
    return values;
}

} // namespace creel
