#pragma once

#include "async/wakeup.h"

#include <QThreadPool>

#include <optional>
#include <type_traits>
#include <utility>

namespace creel {

/// Runs `work` on a thread of the pool; the waiting coroutine resumes on its own thread with the result.
///
///     auto parse = [page = std::move(page)] { return extractPage(page); };   // named first: GCC 12
///     OnPool parsing(pool, std::move(parse));
///     PageFields fields = co_await parsing;
///
/// Starts at once, always completes, can't be cancelled: keep the work bounded. Must be awaited before it is
/// destroyed, and outlives its work then. `work` must not throw.
template <class Work>
class OnPool
{
public:
    using Result = std::invoke_result_t<Work &>;

    OnPool(QThreadPool &pool, Work work) : m_work(std::move(work))
    {
        pool.start([this] {
            m_result.emplace(m_work());
            m_done.wake(); // the last touch: the waiter may be gone after it
        });
    }
    ~OnPool() { Q_ASSERT_X(m_result, "OnPool", "must be awaited"); }
    Q_DISABLE_COPY_MOVE(OnPool)

    /// What `co_await` sees: a copy of this is harmless. (GCC 12 copies an awaiter that is an lvalue.)
    struct Awaiter {
        OnPool *call;
        Wakeup::Awaiter done;
        bool await_ready() const noexcept { return done.await_ready(); }
        bool await_suspend(std::coroutine_handle<> waiter) const { return done.await_suspend(waiter); }
        Result await_resume() const { return std::move(*call->m_result); }
    };
    Awaiter operator co_await() noexcept { return {this, m_done.operator co_await()}; }

private:
    Work m_work;
    std::optional<Result> m_result;
    Wakeup m_done;
};

} // namespace creel
