#include "crawl/throttle.h"

#include <algorithm>
#include <cmath>

namespace creel {

namespace {

constexpr float smoothing = 0.15F;
constexpr float growth = 1.25F;
constexpr float shortestMs = 10; // a shorter delay is none

// Slow and calm are apart, so that what lies between them changes nothing.
float slowFrom(float usualMs) { return 3 * usualMs + 50; }
float calmTo(float usualMs) { return 2 * usualMs + 25; }

/// How quickly the usual follows the answers. Hardly while they take long, or else the queue that we build would become the
/// usual. But when there is one request at a time, what takes long is not our queue, so it is believed soon.
float pace(float delayMs, float latencyMs, bool calm)
{
    if (delayMs >= 0.75F * latencyMs)
        return 0.04F;
    return calm ? 0.01F : 0.002F;
}

/// Falls twice as fast as it rises, which settles where a third of the answers are faster.
float nextUsual(float usualMs, float sampleMs, float pace)
{
    return sampleMs < usualMs ? std::max(sampleMs, usualMs * (1 - 2 * pace)) : std::min(sampleMs, usualMs * (1 + pace));
}

} // namespace

void Throttle::answered(TimePoint now, milliseconds latency)
{
    if (now - latency < m_lastStep)
        return;
    const float sampleMs = std::max(1.0F, float(latency.count()));
    if (m_usualMs == 0)
        m_latencyMs = m_usualMs = sampleMs;
    m_latencyMs *= std::pow(sampleMs / m_latencyMs, smoothing);
    const float slow = slowFrom(m_usualMs);
    const bool calm = m_latencyMs <= calmTo(m_usualMs);
    m_usualMs = nextUsual(m_usualMs, sampleMs, pace(m_delayMs, m_latencyMs, calm));

    if (m_latencyMs > slow && sampleMs > slow) {
        const float wanted = std::max({m_delayMs * growth, m_latencyMs / 32, shortestMs});
        step(now, std::max(m_delayMs, std::min(wanted, m_latencyMs)));
    } else if (!calm) {
        m_calm = 0;
    } else if (m_delayMs > 0 && ++m_calm == calmAnswers) {
        step(now, m_delayMs / growth < shortestMs ? 0 : m_delayMs / growth);
    }
}

void Throttle::overloaded(TimePoint now, milliseconds latency)
{
    m_calm = 0;
    if (now - latency >= m_lastStep)
        step(now, std::max(m_delayMs * 2, float(firstOverloadDelay.count())));
}

void Throttle::failed(TimePoint now, milliseconds latency, int inFlight)
{
    m_calm = 0;
    if (now - latency < m_lastStep)
        return;
    // Little's law: so far there was a start every latency / inFlight.
    const float wanted = m_latencyMs / float(std::max(1, inFlight));
    if (wanted > m_delayMs)
        step(now, wanted);
}

void Throttle::step(TimePoint now, float delayMs)
{
    m_delayMs = std::min(delayMs, float(longestDelay.count()));
    m_lastStep = now;
    m_calm = 0;
}

} // namespace creel
