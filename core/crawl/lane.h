#pragma once

#include "crawl/errorstreak.h"
#include "crawl/lanestats.h"
#include "crawl/throttle.h"
#include "crawl/timepoint.h"
#include "crawl/visit.h"

#include <chrono>
#include <list>
#include <map>
#include <optional>
#include <utility>

namespace creel {

/// The queue of one host and its clocks: a part of the frontier, which keeps it in order.
struct Lane {
    std::list<Visit> ready;                  ///< a list: empty it costs nothing, and a million hosts may have one
    std::multimap<TimePoint, Visit> waiting; ///< for a time of their own: retries
    std::multimap<TimePoint, Visit> robots;  ///< robots.txt visits, which go first

    /// Whether pages may go as far as robots.txt is concerned.
    enum class Gate : quint8 { Closed, Asking, Open };
    Gate gate = Gate::Closed;
    bool paused = false;
    bool parked = false;
    int inFlight = 0;
    std::optional<TimePoint> lastStart;
    TimePoint heldUntil{};
    TimePoint rulesExpire = TimePoint::max();
    milliseconds crawlDelay{0};
    QString holdReason;
    QString parkReason;
    Throttle throttle;
    LaneStats stats;
    ErrorStreak streak;
    std::optional<std::pair<TimePoint, quint64>> place; ///< in the order of turns, while it may be served

    qint64 pages() const { return qint64(ready.size()) + qint64(waiting.size()); }
};

} // namespace creel
