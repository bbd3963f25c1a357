#pragma once

#include "crawl/timepoint.h"

#include <QtGlobal>

#include <memory>
#include <optional>

namespace creel {

/// The numbers of one host that people see (base/hostlane.h): counts of all requests, and how it has answered lately. A pointer
/// in size until the first request ends, then at most half a kilobyte. Pure; move-only; one thread, time never goes back.
class LaneStats
{
public:
    static constexpr int latencies = 64; ///< how many answers the percentiles look back

    LaneStats();
    LaneStats(LaneStats &&) noexcept;
    LaneStats &operator=(LaneStats &&) noexcept;
    ~LaneStats();

    /// A request ended at `now`, `latency` after its start; `error`: no answer, 429, or 500 and above.
    void ended(TimePoint now, milliseconds latency, bool error);

    qint64 done() const;
    qint64 errors() const; ///< of done()
    /// Requests that ended in the ten seconds before `now`, to half a second; of a younger host, since its first one ended.
    double perSecond(TimePoint now) const;
    /// Of the last answers that were no errors, by nearest rank: half of them, 95 % of them took at most that long.
    std::optional<milliseconds> p50() const { return percentile(50); }
    std::optional<milliseconds> p95() const { return percentile(95); }
    /// How long a request holds its slot, errors included: a smoothed mean, to plan with.
    std::optional<milliseconds> meanLatency() const;

private:
    std::optional<milliseconds> percentile(int percent) const;

    struct Counts;
    std::unique_ptr<Counts> m_counts;
};

} // namespace creel
