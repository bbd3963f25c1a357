#include "crawl/frontier.h"

#include <algorithm>

namespace creel {

void Frontier::push(Visit visit, const QByteArray &key, TimePoint notBefore)
{
    Host &host = *m_hosts.try_emplace(key).first;
    if (notBefore == TimePoint{})
        host.second.ready.push_back(std::move(visit));
    else
        host.second.waiting.emplace(notBefore, std::move(visit));
    ++m_queued;
    takePlace(host);
}

void Frontier::holdHost(const QByteArray &key, TimePoint until)
{
    Host &host = *m_hosts.try_emplace(key).first;
    host.second.notBefore = std::max(host.second.notBefore, until);
    takePlace(host);
}

std::optional<Frontier::Taken> Frontier::take(TimePoint now)
{
    if (m_inFlight >= m_limits.concurrency || m_turns.empty() || m_turns.begin()->first.first > now)
        return std::nullopt;

    Host &host = *m_turns.begin()->second;
    auto &[key, lane] = host;
    // A retry whose time has come goes first: it is the older visit.
    const bool retry = !lane.waiting.empty() && lane.waiting.begin()->first <= now;
    Taken taken{retry ? std::move(lane.waiting.begin()->second) : std::move(lane.ready.front()), key};
    if (retry)
        lane.waiting.erase(lane.waiting.begin());
    else
        lane.ready.pop_front();

    --m_queued;
    ++m_inFlight;
    ++lane.inFlight;
    lane.notBefore = std::max(lane.notBefore, now + m_limits.delay); // counted from dispatch
    takePlace(host);
    return taken;
}

void Frontier::release(const QByteArray &key)
{
    const auto host = m_hosts.find(key);
    Q_ASSERT(host != m_hosts.end() && host->second.inFlight > 0);
    --host->second.inFlight;
    --m_inFlight;
    takePlace(*host);
}

std::optional<TimePoint> Frontier::nextStart() const
{
    if (m_inFlight >= m_limits.concurrency || m_turns.empty())
        return std::nullopt;
    return m_turns.begin()->first.first;
}

/// Puts the host where it belongs in the order of turns, or out of it.
void Frontier::takePlace(Host &host)
{
    Lane &lane = host.second;
    if (lane.place)
        m_turns.erase(*std::exchange(lane.place, std::nullopt));

    const bool hasWork = !lane.ready.empty() || !lane.waiting.empty();
    if (!hasWork || lane.inFlight >= m_limits.perHost)
        return;
    const TimePoint work = lane.ready.empty() ? lane.waiting.begin()->first : TimePoint{};
    // The counter breaks ties in the order of arrival, so hosts without a delay are served in turn.
    lane.place = {std::max(lane.notBefore, work), ++m_turn};
    m_turns.emplace(*lane.place, &host);
}

} // namespace creel
