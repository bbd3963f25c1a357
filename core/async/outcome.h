#pragma once

#include "base/expected.h"

#include <QCoroTask>

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace creel {

/// T where a value is needed: void becomes std::monostate.
template <class T>
using ValueOf = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

/// How a task ended: with its value, or with an exception. Our code throws nothing, so an exception is a bug or a library's;
/// what waits for several tasks keeps it here until the others have ended, and then throws it on.
template <class T>
using Outcome = Expected<ValueOf<T>, std::exception_ptr>;

/// Awaits the task and never throws.
template <class T>
QCoro::Task<Outcome<T>> settle(QCoro::Task<T> task)
{
    std::optional<ValueOf<T>> value;
    std::exception_ptr thrown;
    try {
        if constexpr (std::is_void_v<T>) {
            co_await task;
            value.emplace();
        } else {
            T result = co_await task;
            value.emplace(std::move(result));
        }
    } catch (...) {
        thrown = std::current_exception();
    }
    if (thrown)
        co_return Outcome<T>(Unexpected(thrown));
    co_return Outcome<T>(std::move(*value));
}

} // namespace creel
