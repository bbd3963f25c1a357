#pragma once

#include "async/wakeup.h"

#include <QCoroTask>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace creel {

/// A bounded queue between two stages: coroutines put values in, a thread takes them out in batches. When it is full the
/// producers sleep (their event loop runs on), which is how a slow stage holds back the one before it. The only lock
/// of the program is in here.
template <class T>
class Channel
{
public:
    explicit Channel(std::size_t capacity) : m_capacity(capacity) { }
    Q_DISABLE_COPY_MOVE(Channel)

    /// Puts `value` in, sleeping while the channel is full. False: the channel was closed and the value is dropped.
    QCoro::Task<bool> push(T value)
    {
        for (;;) {
            Wakeup room;
            const Pushed pushed = tryPush(value, room);
            if (pushed != Pushed::Full)
                co_return pushed == Pushed::In;
            co_await room;
        }
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
        wakeProducers();
        return batch;
    }

    /// No more values: sleeping producers wake with "closed"; what is inside can still be taken. Any thread.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        wakeProducers();
        m_filled.notify_all();
    }

private:
    enum class Pushed { In, Full, Closed };

    Pushed tryPush(T &value, Wakeup &room)
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return Pushed::Closed;
        if (m_values.size() >= m_capacity) {
            m_sleeping.push_back(&room); // lives in the sleeper's frame until it is woken
            return Pushed::Full;
        }
        m_values.push_back(std::move(value));
        m_filled.notify_one();
        return Pushed::In;
    }

    void wakeProducers()
    {
        for (Wakeup *room : std::exchange(m_sleeping, {}))
            room->wake();
    }

    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<T> m_values;
    std::vector<Wakeup *> m_sleeping;
    bool m_closed = false;
};

} // namespace creel
