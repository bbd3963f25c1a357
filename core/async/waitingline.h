#pragma once

#include "async/wakeup.h"

#include <list>
#include <optional>
#include <stop_token>
#include <utility>

namespace creel {

/// Coroutines that wait for their turn, first come, first served. What passes between a waiter and who serves it lies in the
/// waiter's place: a producer's place is full until somebody took its value, a consumer's is empty until it was given one.
/// So the place says whether its waiter was served, also when a stop woke it at the same moment: nothing is lost and
/// nothing is given twice. Not locked: the owner's lock, or its one thread, guards the line and the values in it.
template <class T>
class WaitingLine
{
public:
    /// Lives in the waiter's frame; a requested `stop` wakes the waiter, who then leaves the line by itself.
    class Place
    {
    public:
        explicit Place(std::stop_token stop, std::optional<T> content = std::nullopt)
            : value(std::move(content)), m_onStop(std::move(stop), Wake{&wakeup})
        {
        }
        ~Place() { Q_ASSERT_X(!m_stands, "WaitingLine", "who goes leaves the line first"); }
        Q_DISABLE_COPY_MOVE(Place)

        std::optional<T> value;
        Wakeup wakeup;

    private:
        friend class WaitingLine;
        struct Wake {
            Wakeup *waiter;
            void operator()() const { waiter->wake(); }
        };
        bool m_stands = false;
        typename std::list<Place *>::iterator m_position;
        std::stop_callback<Wake> m_onStop; // last: may fire at once, and fires no more when the rest goes
    };

    ~WaitingLine() { Q_ASSERT_X(m_places.empty(), "WaitingLine", "outlives who waits in it"); }

    bool empty() const { return m_places.empty(); }
    void join(Place &place)
    {
        place.m_position = m_places.insert(m_places.end(), &place);
        place.m_stands = true;
    }
    /// Nothing when it was served, and so stands in line no more.
    void leave(Place &place)
    {
        if (std::exchange(place.m_stands, false))
            m_places.erase(place.m_position);
    }
    /// Takes the first one out of the line; wake it when it is served.
    Place &next()
    {
        Place &first = *m_places.front();
        leave(first);
        return first;
    }

private:
    std::list<Place *> m_places;
};

} // namespace creel
