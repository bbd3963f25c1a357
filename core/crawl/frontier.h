#pragma once

#include "base/crawloptions.h"
#include "crawl/visit.h"

#include <QByteArray>

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <utility>

namespace creel {

using TimePoint = std::chrono::steady_clock::time_point;

/// What may be in flight, and how close together.
struct FrontierLimits {
    int concurrency = 32;    ///< visits out at a time, all hosts together
    int perHost = 4;         ///< visits out at a time to one host
    milliseconds delay{250}; ///< least time between two starts to one host
};

/// Everything that waits to be fetched: a queue per host, each with its clocks. Decides what goes next, and when. Pure: time
/// is an argument, nothing waits in here; one thread.
///
/// Hosts are served in the order in which they become free, so none starves. A host that must wait holds no slot.
class Frontier
{
public:
    explicit Frontier(FrontierLimits limits) : m_limits(limits) { }

    /// Queues a visit; `host` is its URL's origin. It is not taken before `notBefore`. Visits of one host are taken in the
    /// order of their pushes, those that had to wait for a time of their own after it has come.
    void push(Visit visit, const QByteArray &host, TimePoint notBefore = {});

    /// Nothing of `host` starts before `until` (Retry-After). Never shortens a wait.
    void holdHost(const QByteArray &host, TimePoint until);

    struct Taken {
        Visit visit;
        QByteArray host; ///< to be released
    };
    /// The next visit that may start at `now`, with a slot of its host taken; nullopt when none may.
    std::optional<Taken> take(TimePoint now);
    /// Gives the host's slot back.
    void release(const QByteArray &host);

    /// When take() may give something again if no slot comes free before; nullopt: not until a release() or push().
    std::optional<TimePoint> nextStart() const;

    qint64 queued() const { return m_queued; }
    int inFlight() const { return m_inFlight; }
    bool idle() const { return m_queued == 0 && m_inFlight == 0; }

private:
    struct Lane {
        std::deque<Visit> ready;
        std::multimap<TimePoint, Visit> waiting; ///< for a time of their own: retries
        TimePoint notBefore{};                   ///< least delay and Retry-After
        int inFlight = 0;
        std::optional<std::pair<TimePoint, quint64>> place; ///< in m_turns, while it may be served
    };
    using Host = std::pair<const QByteArray, Lane>;

    void takePlace(Host &host);

    FrontierLimits m_limits;
    std::map<QByteArray, Lane> m_hosts;                      ///< a map, because its entries stay where they are
    std::map<std::pair<TimePoint, quint64>, Host *> m_turns; ///< hosts that may be served, and from when on
    quint64 m_turn = 0;
    qint64 m_queued = 0;
    int m_inFlight = 0;
};

} // namespace creel
