// What people are told about the lanes.
#include "crawl/eta.h"
#include "crawl/frontier.h"

#include <algorithm>
#include <tuple>

namespace creel {

namespace {

milliseconds until(TimePoint time, TimePoint now)
{
    return std::chrono::ceil<milliseconds>(std::max(time - now, TimePoint::duration::zero()));
}

bool isWorthTelling(const Lane &lane)
{
    return lane.inFlight > 0 || lane.pages() > 0 || !lane.robots.empty() || lane.stats.done() > 0;
}

/// What is left to do, and then what was done.
std::tuple<qint64, qint64> business(const Lane &lane) { return {lane.inFlight + lane.pages(), lane.stats.done()}; }

} // namespace

QList<HostLane> Frontier::lanes(TimePoint now, qsizetype most) const
{
    std::vector<const Host *> hosts;
    hosts.reserve(m_hosts.size());
    for (const Host &host : m_hosts) {
        if (isWorthTelling(host.second))
            hosts.push_back(&host);
    }
    const auto end = hosts.begin() + std::clamp<qsizetype>(most, 0, qsizetype(hosts.size()));
    std::partial_sort(hosts.begin(), end, hosts.end(), [](const Host *a, const Host *b) {
        const auto left = business(a->second), right = business(b->second);
        return left == right ? a->first < b->first : left > right;
    });
    QList<HostLane> lanes;
    lanes.reserve(end - hosts.begin());
    for (auto host = hosts.begin(); host != end; ++host)
        lanes.append(describe(**host, now));
    return lanes;
}

HostLane Frontier::describe(const Host &host, TimePoint now) const
{
    const auto &[key, lane] = host;
    const auto ms = [](std::optional<milliseconds> time) {
        return time ? std::optional(int(time->count())) : std::nullopt;
    };
    HostLane told;
    told.host = key;
    told.inFlight = lane.inFlight;
    told.queued = lane.pages();
    told.done = lane.stats.done();
    told.errors = lane.stats.errors();
    told.perSecond = lane.stats.perSecond(now);
    told.p50Ms = ms(lane.stats.p50());
    told.p95Ms = ms(lane.stats.p95());
    told.delayMs = delayOf(lane).count();
    if (lane.place)
        told.nextStartMs = until(lane.place->first, now).count();

    if (lane.parked) {
        told.state = HostLane::State::Parked;
        told.reason = lane.parkReason;
    } else if (lane.paused) {
        told.state = HostLane::State::Paused;
    } else if (m_limits.robots && lane.gate == Lane::Gate::Asking && lane.pages() > 0) {
        told.state = HostLane::State::Robots;
    } else if (lane.inFlight > 0 || (lane.place && lane.place->first <= now)) {
        told.state = HostLane::State::Working;
    } else if (lane.place) {
        told.state = HostLane::State::Waiting;
    }
    if (!lane.parked && lane.heldUntil > now)
        told.reason = lane.holdReason;
    return told;
}

std::optional<milliseconds> Frontier::timeLeft(TimePoint now) const
{
    QList<LaneLoad> loads;
    QList<qsizetype> unmeasured; // they will take as long as the others, for all we know
    milliseconds latencies{0};
    int measured = 0;
    for (const auto &[key, lane] : m_hosts) {
        const std::optional<milliseconds> latency = lane.stats.meanLatency();
        latencies += latency.value_or(milliseconds(0));
        measured += latency.has_value();
        if (lane.paused || lane.parked || (lane.inFlight == 0 && lane.pages() == 0 && lane.robots.empty()))
            continue;
        if (!latency)
            unmeasured.append(loads.size());
        LaneLoad load;
        load.queued = lane.pages() + qint64(lane.robots.size()) + (lane.pages() > 0 && mustAskRobots(lane));
        load.inFlight = lane.inFlight;
        load.perHost = m_limits.perHost;
        load.delay = delayOf(lane);
        load.latency = latency.value_or(milliseconds(0));
        load.heldFor = until(std::max(freeFrom(lane), firstWork(lane).value_or(TimePoint{})), now);
        loads.append(load);
    }
    if (loads.isEmpty())
        return m_queued == 0 ? std::optional(milliseconds(0)) : std::nullopt; // what is left does not move
    if (measured == 0)
        return std::nullopt;
    for (const qsizetype i : unmeasured)
        loads[i].latency = latencies / measured;
    return eta(loads, m_limits.concurrency);
}

} // namespace creel
