#pragma once

#include "crawl/lanereport.h"
#include "crawl/retry.h"
#include "net/http.h"

namespace creel {

/// How a request ended, as far as a retry of it is concerned.
AttemptOutcome attemptOutcome(const FetchResult &result);
/// The same as far as its host is concerned. An answer below 500 shows a server in order, but for 429.
LaneReport laneReport(const FetchResult &result);

} // namespace creel
