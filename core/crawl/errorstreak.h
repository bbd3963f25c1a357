#pragma once

#include "crawl/lanereport.h"

#include <optional>

namespace creel {

/// How many errors in a row a host may give before it is left alone.
struct ParkLimits {
    int errors = 20;                ///< requests in a row that failed, if that has gone on for …
    milliseconds errorsFor{30'000}; ///< … this long since the first of them
    int throttled = 20;             ///< 429 or 503 in a row, however soon
};

/// Decides when a host that answers errors only is parked. A value, small. A streak begins anew with ErrorStreak{}, which is how a
/// person's "go on" is obeyed.
class ErrorStreak
{
public:
    /// A request of the host ended at `now`. A reason, whole sentences: the host is to be parked for it. That is said again for
    /// each further error. Any answer that is no error ends the streak.
    std::optional<QString> ended(TimePoint now, const LaneReport &report, const ParkLimits &limits = {});

private:
    TimePoint m_first{}; ///< end of the streak's first request
    qint32 m_errors = 0; ///< throttled ones included
    qint32 m_throttled = 0;
};

} // namespace creel
