#include "crawl/frontier.h"

#include <algorithm>
#include <iterator>

namespace creel {

FrontierLimits frontierLimits(const CrawlOptions &options)
{
    return {options.concurrency, options.perHost, options.delay, options.obeyRobots, options.adaptive};
}

void Frontier::setLimits(FrontierLimits limits)
{
    m_limits = limits;
    for (Host &host : m_hosts)
        takePlace(host);
}

void Frontier::push(Visit visit, const QByteArray &key, TimePoint notBefore)
{
    Host &host = hostOf(key);
    Lane &lane = host.second;
    if (visit.isRobots()) {
        lane.robots.emplace(notBefore, std::move(visit));
        ++m_robots;
    } else {
        if (notBefore == TimePoint{})
            lane.ready.push_back(std::move(visit));
        else
            lane.waiting.emplace(notBefore, std::move(visit));
        ++m_queued;
        m_parked += lane.parked;
    }
    takePlace(host);
}

std::optional<Frontier::Taken> Frontier::take(TimePoint now)
{
    m_now = std::max(m_now, now);
    if (m_inFlight >= m_limits.concurrency || m_turns.empty() || m_turns.begin()->first.first > now)
        return std::nullopt;

    Host &host = *m_turns.begin()->second;
    auto &[key, lane] = host;
    m_turns.erase(m_turns.begin());
    lane.place.reset(); // it has had its turn
    if (lane.gate == Lane::Gate::Open && lane.rulesExpire <= now)
        lane.gate = Lane::Gate::Closed; // RFC 9309 §2.4: not longer than 24 hours
    Taken taken{{}, key};
    if (!lane.robots.empty() && lane.robots.begin()->first <= now) {
        taken.visit = std::move(lane.robots.extract(lane.robots.begin()).mapped());
        --m_robots;
    } else if (mustAskRobots(lane)) {
        taken.visit.robotsFor = key;
        taken.visit.url = key + "/robots.txt";
        lane.gate = Lane::Gate::Asking;
    } else {
        taken.visit = takePage(lane, now);
        --m_queued;
    }
    ++m_inFlight;
    ++lane.inFlight;
    lane.lastStart = now;
    takePlace(host);
    return taken;
}

Visit Frontier::takePage(Lane &lane, TimePoint now)
{
    // A retry whose time has come goes first: it is the older visit.
    if (!lane.waiting.empty() && lane.waiting.begin()->first <= now)
        return std::move(lane.waiting.extract(lane.waiting.begin()).mapped());
    Visit visit = std::move(lane.ready.front());
    lane.ready.pop_front();
    return visit;
}

void Frontier::started(const QByteArray &key, TimePoint now)
{
    const auto host = m_hosts.find(key);
    Q_ASSERT(host != m_hosts.end() && host->second.inFlight > 0);
    host->second.lastStart = now;
    if (delayOf(host->second) > milliseconds(0))
        takePlace(*host);
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

void Frontier::holdHost(const QByteArray &key, TimePoint until, const QString &reason)
{
    Host &host = hostOf(key);
    if (until > host.second.heldUntil) {
        host.second.heldUntil = until;
        host.second.holdReason = reason;
    }
    takePlace(host);
}

void Frontier::openHost(const QByteArray &key, TimePoint expires, milliseconds crawlDelay)
{
    Host &host = hostOf(key);
    host.second.gate = Lane::Gate::Open;
    host.second.rulesExpire = expires;
    host.second.crawlDelay = crawlDelay;
    takePlace(host);
}

bool Frontier::isOpen(const QByteArray &key, TimePoint now) const
{
    const auto host = m_hosts.find(key);
    return host != m_hosts.end() && host->second.gate == Lane::Gate::Open && now < host->second.rulesExpire;
}

std::optional<QString> Frontier::report(const QByteArray &key, const LaneReport &report, TimePoint now)
{
    Host &host = hostOf(key);
    Lane &lane = host.second;
    m_now = std::max(m_now, now); // who was free until now keeps its turn, although its delay grows
    const bool error = report.kind != LaneReport::Kind::Answered;
    lane.stats.ended(now, report.latency, error);
    switch (report.kind) {
    case LaneReport::Kind::Answered:
        lane.throttle.answered(now, report.latency);
        break;
    case LaneReport::Kind::Overloaded:
        lane.throttle.overloaded(now, report.latency);
        break;
    case LaneReport::Kind::Failed:
        lane.throttle.failed(now, report.latency, lane.inFlight);
        break;
    }
    takePlace(host); // its delay may have changed
    const std::optional<QString> reason = lane.streak.ended(now, report);
    return lane.parked ? std::nullopt : reason;
}

void Frontier::setHostPaused(const QByteArray &key, bool paused)
{
    Host &host = hostOf(key);
    host.second.paused = paused;
    takePlace(host);
}

std::vector<Visit> Frontier::parkHost(const QByteArray &key, const QString &reason)
{
    Host &host = hostOf(key);
    Lane &lane = host.second;
    if (!lane.parked)
        m_parked += lane.pages();
    lane.parked = true;
    lane.parkReason = reason;
    std::vector<Visit> robots;
    for (auto &[when, visit] : lane.robots)
        robots.push_back(std::move(visit));
    m_robots -= qint64(lane.robots.size());
    lane.robots.clear();
    takePlace(host);
    return robots;
}

void Frontier::unparkHost(const QByteArray &key)
{
    Host &host = hostOf(key);
    Lane &lane = host.second;
    if (!lane.parked)
        return;
    lane.parked = false;
    lane.parkReason.clear();
    lane.streak = ErrorStreak();
    lane.throttle = Throttle();
    m_parked -= lane.pages();
    takePlace(host);
}

bool Frontier::isParked(const QByteArray &key) const
{
    const auto host = m_hosts.find(key);
    return host != m_hosts.end() && host->second.parked;
}

std::vector<Visit> Frontier::removeFrom(Host &host, const std::function<bool(const Visit &)> &condition)
{
    Lane &lane = host.second;
    std::vector<Visit> removed;
    for (auto visit = lane.ready.begin(); visit != lane.ready.end();) {
        if (condition(*visit)) {
            removed.push_back(std::move(*visit));
            visit = lane.ready.erase(visit);
        } else {
            ++visit;
        }
    }
    for (auto entry = lane.waiting.begin(); entry != lane.waiting.end();) {
        if (condition(entry->second)) {
            removed.push_back(std::move(entry->second));
            entry = lane.waiting.erase(entry);
        } else {
            ++entry;
        }
    }
    m_queued -= qint64(removed.size());
    if (lane.parked)
        m_parked -= qint64(removed.size());
    if (!removed.empty())
        takePlace(host);
    return removed;
}

std::vector<Visit> Frontier::remove(const Condition &condition)
{
    std::vector<Visit> removed;
    for (Host &host : m_hosts) {
        const auto ofHost = [&](const Visit &visit) { return condition(visit, host.first); };
        std::ranges::move(removeFrom(host, ofHost), std::back_inserter(removed));
    }
    return removed;
}

std::vector<Visit> Frontier::removeOf(const QByteArray &key, const std::function<bool(const Visit &)> &condition)
{
    return removeFrom(hostOf(key), condition);
}

qint64 Frontier::count(const Condition &condition) const
{
    qint64 found = 0;
    for (const auto &[key, lane] : m_hosts) {
        for (const Visit &visit : lane.ready)
            found += condition(visit, key);
        for (const auto &[when, visit] : lane.waiting)
            found += condition(visit, key);
    }
    return found;
}

std::vector<std::pair<Visit, QString>> Frontier::removeParked()
{
    std::vector<std::pair<Visit, QString>> removed;
    for (Host &host : m_hosts) {
        if (!host.second.parked)
            continue;
        for (Visit &visit : removeFrom(host, [](const Visit &) { return true; }))
            removed.emplace_back(std::move(visit), host.second.parkReason);
    }
    return removed;
}

/// The delay of the user, or a longer one that the host asks for.
milliseconds Frontier::delayOf(const Lane &lane) const
{
    milliseconds delay = std::max(m_limits.delay, m_limits.robots ? lane.crawlDelay : milliseconds(0));
    return m_limits.adaptive ? std::max(delay, lane.throttle.delay()) : delay;
}

/// When the host's two clocks let it start something.
TimePoint Frontier::freeFrom(const Lane &lane) const
{
    return std::max(lane.heldUntil, lane.lastStart ? *lane.lastStart + delayOf(lane) : TimePoint{});
}

/// When there is something to start as far as the visits themselves are concerned.
std::optional<TimePoint> Frontier::firstWork(const Lane &lane) const
{
    std::optional<TimePoint> first;
    if (!lane.robots.empty())
        first = lane.robots.begin()->first;
    const bool pagesMayGo = !m_limits.robots || lane.gate != Lane::Gate::Asking;
    if (pagesMayGo && !lane.ready.empty())
        first = TimePoint{};
    else if (pagesMayGo && !lane.waiting.empty())
        first = std::min(first.value_or(TimePoint::max()), lane.waiting.begin()->first);
    return first;
}

/// Puts the host where it belongs in the order of turns, or out of it.
void Frontier::takePlace(Host &host)
{
    Lane &lane = host.second;
    const auto old = std::exchange(lane.place, std::nullopt);
    if (old)
        m_turns.erase(*old);
    if (lane.paused || lane.parked || lane.inFlight >= m_limits.perHost)
        return;
    const std::optional<TimePoint> work = firstWork(lane);
    if (!work)
        return;
    // The counter breaks ties in the order of arrival. Who is free already has its place in the order, whatever else changes.
    const TimePoint due = std::max({freeFrom(lane), *work, m_now});
    lane.place = old && std::max(old->first, m_now) == due ? *old : std::pair(due, ++m_turn);
    m_turns.emplace(*lane.place, &host);
}

} // namespace creel
