#pragma once

#include "base/crawloptions.h"
#include "base/fetcherror.h"

#include <QByteArrayView>

#include <optional>

namespace creel {

/// When a request is worth another try, and when not any more.
struct RetryPolicy {
    int retries = 2;                         ///< further attempts after the first one
    milliseconds firstDelay{1'000};          ///< before the second attempt; doubles with each further one
    milliseconds longestDelay{30'000};       ///< the doubling ends here
    milliseconds longestRetryAfter{300'000}; ///< a server that asks for more patience is not asked again
    int mostWaits = 10;                      ///< waits that a server may ask for, for one URL, before they are retries
};

/// How an attempt ended, as far as a retry is concerned.
struct AttemptOutcome {
    FetchError::Kind error = FetchError::Kind::None;
    int status = 0;
    std::optional<milliseconds> retryAfter; ///< from the answer's Retry-After, if it had one
};

/// Delay before attempt `attempt + 1`, or nullopt to give up or when all is well. `attempt` counts from 1. `random` in [0, 1)
/// spreads the delays: between half and the whole of the exponential step ("equal jitter"), so that hosts which failed
/// together are not asked together. A Retry-After is honoured to the millisecond, and never shortened.
std::optional<milliseconds> retryDelay(const AttemptOutcome &outcome, int attempt, const RetryPolicy &policy,
                                       double random);

/// Whether the server asked for patience, which is no fault of the page: such a wait costs no retry.
bool isThrottled(const AttemptOutcome &outcome);

/// 429 and 5xx but 501 and 505 (which no waiting mends): the server may answer better later (RFC 9110 §15.6, RFC 6585 §4).
bool isRetryableStatus(int status);

/// Retry-After (RFC 9110 §10.2.3): seconds or an HTTP date in any of its three forms (§5.6.7), as a time from `nowMs` (UTC,
/// milliseconds since 1970). A date in the past is 0; what is neither is nullopt.
std::optional<milliseconds> parseRetryAfter(QByteArrayView value, qint64 nowMs);

} // namespace creel
