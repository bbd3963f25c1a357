#pragma once

#include "crawl/timepoint.h"

#include <QtGlobal>

namespace creel {

/// The politeness that a host asks for by its behaviour, beyond the delay that the user set: one per host, small. Pure; a value.
///
/// Slows down at once and speeds up gradually: the delay doubles when the server is out of breath, grows while answers take
/// several times as long as this host's usual, and shrinks, in the end to 0, only in steps of `calmAnswers` answers in a row
/// with about the usual latency. No error ever shortens it; and as errors come sooner than pages, and more of them would fit into
/// the same slots, an error sets the delay to the pace that the host has been asked at so far.
///
/// Each step is judged only by requests that started after it, so what was in flight together counts once, be it four requests
/// or a thousand. The same rule keeps TCP at one reduction per round trip (RFC 5681 §3.2, RFC 6582 §3.2).
class Throttle
{
public:
    static constexpr milliseconds longestDelay{10'000};
    static constexpr milliseconds firstOverloadDelay{250};
    static constexpr int calmAnswers = 5;

    /// A request that started `latency` before `now` was answered, with neither an error nor a call for patience.
    void answered(TimePoint now, milliseconds latency);
    /// One that started `latency` before `now` found the server out of breath: 429, 503, no connection or no first byte in time.
    void overloaded(TimePoint now, milliseconds latency);
    /// One ended in any other error, as one of `inFlight` to this host. Errors come sooner than pages: the pace stays what it was, and
    /// no more requests follow than would have.
    void failed(TimePoint now, milliseconds latency, int inFlight);

    /// Least time between two starts that the host asks for; 0: nothing. At most longestDelay, and for latency alone not longer
    /// than an answer takes: that is one request at a time, and what is slow then is not slow because of us.
    milliseconds delay() const { return milliseconds(qint64(m_delayMs)); }

private:
    void step(TimePoint now, float delayMs);

    TimePoint m_lastStep{};
    float m_delayMs = 0;
    float m_latencyMs = 0; ///< smoothed, geometrically: one answer that took long weighs little
    float m_usualMs = 0;   ///< a low quantile (about a third), which rises slowly; 0: nothing was answered yet
    quint8 m_calm = 0;     ///< answers of the usual latency since the last step or error
};
static_assert(sizeof(Throttle) <= 24, "there may be a million hosts");

} // namespace creel
