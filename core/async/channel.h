#pragma once

#include "async/waitingline.h"

#include <QCoroTask>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <utility>
#include <vector>

namespace creel {

/// A bounded queue between two stages: coroutines put values in, a thread takes them out in batches. When it is full the
/// producers sleep (their event loop runs on), which is how a slow stage holds back the one before it. Strictly first in,
/// first out: values come out in the order in which push() was called, also when many producers sleep. The only lock of
/// the program is in here. Must outlive its sleepers.
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
        enter(place);
        co_await place.wakeup;
        leave(place);
        co_return !place.value.has_value(); // it was taken out of our hands
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
        fill();
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
        while (!m_producers.empty())
            m_producers.next().wakeup.wake();
        m_filled.notify_all();
    }

private:
    using Place = typename WaitingLine<T>::Place;

    void enter(Place &place)
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed) {
            place.wakeup.wake();
            return;
        }
        m_producers.join(place); // behind all who sleep: while anybody does, there is no room
        fill();
    }

    void leave(Place &place)
    {
        const std::lock_guard lock(m_mutex);
        m_producers.leave(place);
    }

    /// Moves the values of those who wait for room in, in their order, as far as there is room.
    void fill()
    {
        while (!m_producers.empty() && m_values.size() < m_capacity) {
            Place &producer = m_producers.next();
            m_values.push_back(std::move(*std::exchange(producer.value, std::nullopt)));
            producer.wakeup.wake();
            m_filled.notify_one();
        }
    }

    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<T> m_values;
    WaitingLine<T> m_producers;
    bool m_closed = false;
};

} // namespace creel
