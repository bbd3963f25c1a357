#pragma once

#include "async/waitingline.h"

#include <QCoroTask>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace creel {

/// A bounded queue between two stages: coroutines put values in; coroutines take them out one by one, or a thread takes
/// them in batches. When it is full the producers sleep (their event loop runs on), which is how a slow stage holds back
/// the one before it. Strictly first in, first out: values come out in the order in which push() was called, also when
/// many producers sleep; waiting consumers are served in the order in which they came, coroutines before threads. Any
/// thread may produce and consume; a coroutine resumes on its own. The only lock of the program is in here. Must outlive
/// its sleepers.
template <class T>
class Channel
{
public:
    explicit Channel(std::size_t capacity) : m_capacity(capacity) { Q_ASSERT(capacity > 0); }
    Q_DISABLE_COPY_MOVE(Channel)

    /// Puts `value` in, sleeping while the channel is full. The call itself takes the value's place in the order, not the
    /// co_await. False: the channel was closed, or stop requested, before there was room, and the value is dropped.
    QCoro::Task<bool> push(T value, std::stop_token stop = {})
    {
        if (stop.stop_requested())
            co_return false;
        Place place(std::move(stop), std::move(value));
        enter(m_producers, place);
        co_await place.wakeup;
        leave(m_producers, place);
        co_return !place.value.has_value(); // it was taken out of our hands
    }

    /// Takes the oldest value, sleeping while there is none. nullopt: the channel is closed and everything was taken, or
    /// stop was requested first. A value that was handed over is never lost: it comes back also when stop was requested since.
    QCoro::Task<std::optional<T>> take(std::stop_token stop = {})
    {
        std::optional<T> taken;
        if (stop.stop_requested())
            co_return taken;
        Place place(std::move(stop));
        enter(m_consumers, place);
        co_await place.wakeup;
        leave(m_consumers, place);
        taken = std::move(place.value);
        co_return taken;
    }

    /// Blocks until there is a value, gathers more for up to `linger` or until `most` are there, and takes them.
    /// Empty: the channel is closed and everything was taken.
    std::vector<T> takeBatch(std::chrono::milliseconds linger, std::size_t most)
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, [this] { return m_closed || !m_values.empty(); });
        const std::size_t enough = std::min(most, m_capacity);
        m_filled.wait_for(lock, linger, [this, enough] { return m_closed || m_values.size() >= enough; });
        std::vector<T> batch;
        batch.reserve(std::min(most, m_values.size()));
        while (!m_values.empty() && batch.size() < most) {
            batch.push_back(std::move(m_values.front()));
            m_values.pop_front();
        }
        flow();
        return batch;
    }

    /// Blocks until takeBatch() would not, but no longer than `patience`: false then. For a thread that has other things to do.
    bool waitForValues(std::chrono::milliseconds patience)
    {
        std::unique_lock lock(m_mutex);
        return m_filled.wait_for(lock, patience, [this] { return m_closed || !m_values.empty(); });
    }

    /// No more values: sleeping producers wake with "closed"; what is inside can still be taken. Any thread.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        flow();
        m_filled.notify_all();
    }
    bool isClosed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_closed;
    }

private:
    using Line = WaitingLine<T>;
    using Place = typename Line::Place;

    /// Everybody joins the line, and flow() serves at once whom it can: so nobody is overtaken.
    void enter(Line &line, Place &place)
    {
        const std::lock_guard lock(m_mutex);
        line.join(place);
        flow();
    }

    void leave(Line &line, Place &place)
    {
        const std::lock_guard lock(m_mutex);
        line.leave(place);
    }

    /// Moves values on as far as they go: from sleeping producers into the channel, and out of it to waiting consumers.
    void flow()
    {
        while (m_closed && !m_producers.empty())
            m_producers.next().wakeup.wake(); // with its value still in its hands
        for (;;) {
            if (!m_values.empty() && !m_consumers.empty()) {
                Place &consumer = m_consumers.next();
                consumer.value = std::move(m_values.front());
                m_values.pop_front();
                consumer.wakeup.wake();
            } else if (!m_producers.empty() && m_values.size() < m_capacity) {
                Place &producer = m_producers.next();
                m_values.push_back(std::move(*std::exchange(producer.value, std::nullopt)));
                producer.wakeup.wake();
            } else {
                break;
            }
        }
        while (m_closed && !m_consumers.empty())
            m_consumers.next().wakeup.wake(); // all was taken: no consumer waits beside a value
        if (!m_values.empty())
            m_filled.notify_one();
    }

    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<T> m_values;
    Line m_producers; ///< empty while there is room, and once closed
    Line m_consumers; ///< empty while there are values, and once closed
    bool m_closed = false;
};

} // namespace creel
