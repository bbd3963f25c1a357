#include "crawl/lanestats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace creel {

namespace {

using std::chrono::duration;

constexpr milliseconds bucketTime{500};
constexpr qint64 buckets = 20; // ten seconds

qint64 bucketOf(TimePoint time) { return time.time_since_epoch() / bucketTime; }

} // namespace

struct LaneStats::Counts {
    qint64 done = 0, errors = 0;
    TimePoint first;                      // end of a request
    qint64 bucket = 0;                    // the newest one
    std::array<quint32, buckets> ended{}; // requests per bucket, a ring
    std::vector<quint32> recent;          // latencies of answers in ms; a ring once it is full
    size_t oldest = 0;
    double meanMs = 0;

    void forget(qint64 upTo) // what left the ten seconds
    {
        for (qint64 i = std::max(bucket + 1, upTo - buckets + 1); i <= upTo; ++i)
            ended[size_t(i % buckets)] = 0;
        bucket = std::max(bucket, upTo);
    }
    void remember(quint32 ms)
    {
        if (recent.size() < size_t(latencies)) {
            recent.push_back(ms);
        } else {
            recent[oldest] = ms;
            oldest = (oldest + 1) % recent.size();
        }
    }
};

LaneStats::LaneStats() = default;
LaneStats::LaneStats(LaneStats &&) noexcept = default;
LaneStats &LaneStats::operator=(LaneStats &&) noexcept = default;
LaneStats::~LaneStats() = default;

void LaneStats::ended(TimePoint now, milliseconds latency, bool error)
{
    if (!m_counts) {
        m_counts = std::make_unique<Counts>();
        m_counts->first = now;
        m_counts->bucket = bucketOf(now);
    }
    Counts &counts = *m_counts;
    counts.forget(bucketOf(now));
    ++counts.ended[size_t(counts.bucket % buckets)];
    ++counts.done;
    const qint64 ms = std::clamp<qint64>(latency.count(), 0, std::numeric_limits<quint32>::max());
    // The plain mean at first, then one that forgets as the ring of latencies does.
    counts.meanMs += (double(ms) - counts.meanMs) / double(std::min<qint64>(counts.done, latencies / 2));
    if (error)
        ++counts.errors;
    else
        counts.remember(quint32(ms));
}

qint64 LaneStats::done() const { return m_counts ? m_counts->done : 0; }
qint64 LaneStats::errors() const { return m_counts ? m_counts->errors : 0; }

double LaneStats::perSecond(TimePoint now) const
{
    if (!m_counts)
        return 0;
    const qint64 newest = bucketOf(now), oldest = newest - buckets + 1;
    qint64 sum = 0;
    for (qint64 i = std::max<qint64>({0, oldest, m_counts->bucket - buckets + 1}); i <= m_counts->bucket; ++i)
        sum += m_counts->ended[size_t(i % buckets)];
    // The newest bucket is not over yet; and the first second says little.
    const duration<double> window = now - std::max(TimePoint(oldest * bucketTime), m_counts->first);
    return double(sum) / std::max(1.0, window.count());
}

std::optional<milliseconds> LaneStats::meanLatency() const
{
    if (!m_counts)
        return std::nullopt;
    return milliseconds(std::llround(m_counts->meanMs));
}

std::optional<milliseconds> LaneStats::percentile(int percent) const
{
    if (!m_counts || m_counts->recent.empty())
        return std::nullopt;
    std::vector<quint32> sorted = m_counts->recent;
    const size_t rank = (sorted.size() * size_t(percent) + 99) / 100; // nearest rank, from 1
    const auto nth = sorted.begin() + qsizetype(rank) - 1;
    std::nth_element(sorted.begin(), nth, sorted.end());
    return milliseconds(*nth);
}

} // namespace creel
