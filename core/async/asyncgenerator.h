#pragma once

#include <QtGlobal>

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace creel {

/// What a coroutine returns that makes values one by one, and may await between them.
///
///     AsyncGenerator<Record> records = recordsOf(path);
///     for (;;) {
///         const std::optional<Record> record = co_await records.next();
///         if (!record)
///             break;
///         …
///     }
///
/// Lazy: the body runs only inside next(), up to its next co_yield. One consumer, one next() at a time. An exception of the
/// body comes out of next(), once; after it, and after the end, next() gives nullopt. Who leaves the loop early just lets the
/// generator go: its frame is destroyed at the co_yield where it stands, with all that it holds (what must await to be
/// undone is not for a generator: see withCleanup). It may not go while next() is awaited. A stop is an argument of the body.
/// The body awaits tasks and awaitables with an operator co_await, not QFutures.
///
/// (QCoro::AsyncGenerator passes every value by symmetric transfer, which GCC without optimisation does not make a tail call:
/// a long run of values without a wait between them overflows the stack. Here such a run is a loop.)
template <class T>
class [[nodiscard]] AsyncGenerator
{
public:
    class promise_type;

    AsyncGenerator(AsyncGenerator &&other) noexcept : m_body(std::exchange(other.m_body, nullptr)) { }
    AsyncGenerator &operator=(AsyncGenerator &&other) noexcept
    {
        AsyncGenerator moved(std::move(other));
        std::swap(m_body, moved.m_body);
        return *this;
    }
    ~AsyncGenerator()
    {
        if (!m_body)
            return;
        Q_ASSERT_X(!m_body.promise().m_consumer, "AsyncGenerator", "is not awaited when it goes");
        m_body.destroy();
    }

    class Next;
    /// co_await gives std::optional<T>: nullopt is the end.
    [[nodiscard]] Next next() { return Next(m_body); }

private:
    using Body = std::coroutine_handle<promise_type>;
    explicit AsyncGenerator(Body body) : m_body(body) { }
    Body m_body;
};

template <class T>
class AsyncGenerator<T>::promise_type
{
public:
    AsyncGenerator get_return_object() { return AsyncGenerator(Body::from_promise(*this)); }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    auto final_suspend() const noexcept { return HandOver(); }
    auto yield_value(T value)
    {
        m_value.emplace(std::move(value));
        return HandOver();
    }
    void return_void() const noexcept { }
    void unhandled_exception() noexcept { m_thrown = std::current_exception(); }

private:
    friend class AsyncGenerator;
    /// Back to the consumer if it sleeps; one that does not is still inside next() and sees for itself.
    struct HandOver {
        bool await_ready() const noexcept { return false; }
        std::coroutine_handle<> await_suspend(Body body) const noexcept
        {
            body.promise().m_handedOver = true;
            const std::coroutine_handle<> consumer = std::exchange(body.promise().m_consumer, nullptr);
            return consumer ? consumer : std::noop_coroutine();
        }
        void await_resume() const noexcept { }
    };

    std::optional<T> m_value;
    std::exception_ptr m_thrown;
    std::coroutine_handle<> m_consumer; ///< while it sleeps
    bool m_handedOver = false;          ///< the body stands at a co_yield, or at its end
};

template <class T>
class AsyncGenerator<T>::Next
{
public:
    explicit Next(Body body) : m_body(body) { }
    bool await_ready() const noexcept { return !m_body || m_body.done(); }
    bool await_suspend(std::coroutine_handle<> consumer) const
    {
        promise_type &promise = m_body.promise();
        promise.m_handedOver = false;
        m_body.resume();
        if (promise.m_handedOver)
            return false;
        promise.m_consumer = consumer;
        return true;
    }
    std::optional<T> await_resume() const
    {
        if (!m_body)
            return std::nullopt;
        if (const std::exception_ptr thrown = std::exchange(m_body.promise().m_thrown, nullptr))
            std::rethrow_exception(thrown);
        return std::exchange(m_body.promise().m_value, std::nullopt);
    }

private:
    Body m_body;
};

} // namespace creel
