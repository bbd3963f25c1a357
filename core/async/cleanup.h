#pragma once

#include "async/outcome.h"

#include <QCoroTask>

#include <type_traits>
#include <utility>

namespace creel {

/// A scope guard that may await, which a destructor can't: runs `body`, then `cleanup`, and gives the body's value.
///
///     auto body = [&session, stop] { return talk(session, stop); };      // lambdas that call coroutines, and are none
///     auto cleanup = [&session] { return session.sayGoodbye(); };
///     const Answer answer = co_await withCleanup(body, cleanup);
///
/// Both are called without arguments and return tasks; cleanup's is a Task<>. The cleanup is started once, after the body's
/// end, however that came: its last line, an early co_return, a stop that it listened to, or an exception, which is thrown on
/// after the cleanup has ended. When both throw, the body's exception is the one that is thrown on. The cleanup is given no
/// stop token: it always runs to its end, so keep it bounded.
template <class Body, class Cleanup, class T = typename std::invoke_result_t<Body &>::value_type>
QCoro::Task<T> withCleanup(Body body, Cleanup cleanup)
{
    QCoro::Task<T> work = body();
    Outcome<T> done = co_await settle(std::move(work));
    QCoro::Task<> cleaning = cleanup();
    const Outcome<void> cleaned = co_await settle(std::move(cleaning));
    if (!done)
        std::rethrow_exception(done.error());
    if (!cleaned)
        std::rethrow_exception(cleaned.error());
    if constexpr (!std::is_void_v<T>)
        co_return std::move(*done);
}

} // namespace creel
