#include "crawl/eta.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace creel {

namespace {

constexpr int steps = 100; // in which a crowded crawl is cut, at least: so it is exact to about a per cent

/// A lane as a fluid; times in ms.
struct Flow {
    double delay = 0;   ///< between two starts
    double latency = 1; ///< how long a page holds a slot
    double rate = 1;    ///< pages per ms when it is alone
    double pages = 0;   ///< to be started
    double opens = 0;   ///< it starts nothing before
    double tail = 0;    ///< from when the fluid has run out to the end of the last request
};

double inMs(milliseconds time, qint64 least) { return double(std::max<qint64>(time.count(), least)); }

Flow flowOf(const LaneLoad &lane)
{
    const double slots = std::max(1, lane.perHost);
    Flow flow{.delay = inMs(lane.delay, 0), .latency = inMs(lane.latency, 1)};
    const bool bySlots = flow.latency > flow.delay * slots; // all of them are taken, so pages go in batches
    const double batch = bySlots ? slots : 1;
    flow.rate = bySlots ? slots / flow.latency : 1 / flow.delay;
    if (lane.queued <= 0) {
        flow.tail = lane.inFlight > 0 ? flow.latency / 2 : 0;
        return flow;
    }
    // What is in flight is half done. It takes slots from those to come, but costs no delay: that one is in heldFor.
    flow.pages = double(lane.queued) + (bySlots ? std::min(double(lane.inFlight), slots) / 2 : 0);
    flow.opens = inMs(lane.heldFor, 0);
    const double lastBatch = flow.pages - (std::ceil(flow.pages / batch) - 1) * batch;
    flow.tail = flow.latency + std::max(0.0, lastBatch - 1) * flow.delay - lastBatch / flow.rate;
    return flow;
}

/// The lanes that still have pages, at one moment.
class Crowd
{
public:
    Crowd(std::vector<Flow> flows, double slots) : m_flows(std::move(flows)), m_slots(slots) { }

    double timeLeft()
    {
        std::erase_if(m_flows, [this](const Flow &flow) {
            if (flow.pages == 0)
                finish(flow, 0);
            return flow.pages == 0;
        });
        double work = 0, longest = 0;
        for (const Flow &flow : m_flows) {
            work += flow.pages * flow.latency;
            longest = std::max(longest, alone(flow));
        }
        const double step = std::max(work / m_slots, longest) / steps;
        while (isCrowded())
            advance(step);
        for (const Flow &flow : m_flows)
            finish(flow, alone(flow));
        return m_end;
    }

private:
    double alone(const Flow &flow) const { return std::max(m_now, flow.opens) + flow.pages / flow.rate; }
    void finish(const Flow &flow, double runsOut) { m_end = std::max(m_end, runsOut + flow.tail); }

    /// Whether at some time from now on they may want more slots than there are.
    bool isCrowded() const
    {
        double wanted = 0;
        for (const Flow &flow : m_flows)
            wanted += flow.rate * flow.latency;
        return wanted > m_slots * 1.000001;
    }

    /// All that are open go on for `step`.
    void advance(double step)
    {
        settle();
        std::erase_if(m_flows, [&](Flow &flow) {
            if (flow.opens > m_now)
                return false;
            const double started = rateOf(flow) * step;
            if (flow.pages <= started) {
                finish(flow, m_now + flow.pages / started * step);
                return true;
            }
            flow.pages -= started;
            return false;
        });
        m_now += step;
    }

    struct Demand {
        double slots = 0; ///< that the lanes want, if each start waits for m_wait beyond its delay
        double slope = 0; ///< how much that falls with a longer wait
    };
    Demand demand() const
    {
        Demand sum;
        for (const Flow &flow : m_flows) {
            if (flow.opens > m_now)
                continue;
            const double rate = rateOf(flow);
            sum.slots += rate * flow.latency;
            sum.slope += rate < flow.rate ? rate * rate * flow.latency : 0;
        }
        return sum;
    }

    /// Seeks the wait with which the lanes want just the slots that there are: Newton's method on 1/demand, which is nearly a
    /// straight line, kept between the longest wait known to be too short and the shortest known to be too long.
    void settle()
    {
        double tooShort = -1, tooLong = std::numeric_limits<double>::infinity();
        for (int i = 0;; ++i) {
            const Demand now = demand();
            const double excess = now.slots / m_slots - 1;
            const bool nobodyWaits = excess < 0 && (m_wait == 0 || now.slope == 0);
            if (std::abs(excess) < 0.02 || nobodyWaits || i == 30)
                return;
            (excess > 0 ? tooShort : tooLong) = m_wait;
            double next = now.slope > 0 ? std::max(0.0, m_wait + now.slots * excess / now.slope) : 2 * m_wait + 1;
            if (next <= tooShort || next >= tooLong)
                next = (tooShort + tooLong) / 2;
            m_wait = next;
        }
    }
    double rateOf(const Flow &flow) const { return std::min(flow.rate, 1 / (flow.delay + m_wait)); }

    std::vector<Flow> m_flows;
    double m_slots;
    double m_now = 0, m_end = 0;
    double m_wait = 0; ///< of a lane whose delay is over, for its turn
};

} // namespace

milliseconds eta(const QList<LaneLoad> &lanes, int concurrency)
{
    std::vector<Flow> flows;
    flows.reserve(size_t(lanes.size()));
    for (const LaneLoad &lane : lanes)
        flows.push_back(flowOf(lane));
    Crowd crowd(std::move(flows), std::max(1, concurrency));
    return milliseconds(qint64(std::ceil(crowd.timeLeft())));
}

} // namespace creel
