#pragma once

#include "base/crawloptions.h"
#include "base/hostlane.h"
#include "crawl/lane.h"
#include "crawl/visit.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace creel {

/// What may be in flight, and how close together.
struct FrontierLimits {
    int concurrency = 32;    ///< visits out at a time, all hosts together
    int perHost = 4;         ///< visits out at a time to one host
    milliseconds delay{250}; ///< least time between two starts to one host
    bool robots = false;     ///< a host's first visit is its robots.txt, and no page goes before openHost()
    bool adaptive = false;   ///< a host that gets out of breath is asked more slowly than `delay`
};
FrontierLimits frontierLimits(const CrawlOptions &options);

/// Everything that waits to be fetched: a lane per host, each with its clocks. Decides what goes next, and when. Pure: time
/// is an argument that never goes back, nothing waits in here; one thread.
///
/// Hosts are served in the order in which they become free: no host has two turns while another one waits for its first. A
/// host that must wait holds no slot. Two clocks make it wait: the delay, counted from its last start, and the hold, which the
/// server asked for.
class Frontier
{
public:
    explicit Frontier(FrontierLimits limits) : m_limits(limits) { }
    /// From now on; what is out stays out.
    void setLimits(FrontierLimits limits);

    /// Queues a visit; `host` is its URL's origin. It is not taken before `notBefore`. Pages of one host are taken in the
    /// order of their pushes, those that had to wait for a time of their own after it has come. A robots.txt goes first, and
    /// also while the host waits for its own.
    void push(Visit visit, const QByteArray &host, TimePoint notBefore = {});

    struct Taken {
        Visit visit;
        QByteArray host; ///< to be released
    };
    /// The next visit that may start at `now`, with a slot of its host taken; nullopt when none may.
    std::optional<Taken> take(TimePoint now);
    /// A visit that was taken leaves only now: the delay counts from here. Connecting takes its time, and the event loop.
    void started(const QByteArray &host, TimePoint now);
    /// Gives the host's slot back.
    void release(const QByteArray &host);
    /// When take() may give something again if nothing else happens before; nullopt: not until something does.
    std::optional<TimePoint> nextStart() const;

    /// Nothing of `host` starts before `until` (Retry-After). Never shortens a wait.
    void holdHost(const QByteArray &host, TimePoint until, const QString &reason = {});
    /// Its robots.txt is known until `expires`: pages may go, at least `crawlDelay` apart.
    void openHost(const QByteArray &host, TimePoint expires, milliseconds crawlDelay = milliseconds(0));
    bool isOpen(const QByteArray &host, TimePoint now) const;
    /// How a request to the host ended. A reason: that was one error too many, and the host is to be parked for it.
    std::optional<QString> report(const QByteArray &host, const LaneReport &report, TimePoint now);

    /// Pages of a paused host wait until it goes on; `queued()` counts them, and the frontier is not idle for their sake.
    void setHostPaused(const QByteArray &host, bool paused);
    /// The same, for errors: what is queued doesn't keep the frontier busy. Gives back the robots.txt visits that stood in this
    /// lane, which nobody else will bring to an end.
    std::vector<Visit> parkHost(const QByteArray &host, const QString &reason);
    void unparkHost(const QByteArray &host);
    bool isParked(const QByteArray &host) const;

    using Condition = std::function<bool(const Visit &, const QByteArray &host)>;
    /// Takes the queued pages out for which `condition` holds.
    std::vector<Visit> remove(const Condition &condition);
    std::vector<Visit> removeOf(const QByteArray &host, const std::function<bool(const Visit &)> &condition);
    qint64 count(const Condition &condition) const;
    /// Every page in a parked lane with the reason of its lane; they are out then.
    std::vector<std::pair<Visit, QString>> removeParked();

    qint64 queued() const { return m_queued; } ///< pages
    int inFlight() const { return m_inFlight; }
    /// Nothing is out, and nothing will be without a push, or a person who lets a parked host go on.
    bool idle() const { return m_inFlight == 0 && m_robots == 0 && m_queued == m_parked; }

    /// The lanes as people see them, those with most left to do first, at most `most`. Hosts that never had anything are left out.
    QList<HostLane> lanes(TimePoint now, qsizetype most) const;
    /// How long it takes until all is fetched if all goes on as it does now, without the hosts that are paused or parked; nullopt
    /// while there is nothing to go by, or only these are left.
    std::optional<milliseconds> timeLeft(TimePoint now) const;

private:
    using Host = std::pair<const QByteArray, Lane>;

    Host &hostOf(const QByteArray &key) { return *m_hosts.try_emplace(key).first; }
    milliseconds delayOf(const Lane &lane) const;
    bool mustAskRobots(const Lane &lane) const { return m_limits.robots && lane.gate == Lane::Gate::Closed; }
    TimePoint freeFrom(const Lane &lane) const;
    std::optional<TimePoint> firstWork(const Lane &lane) const;
    void takePlace(Host &host);
    Visit takePage(Lane &lane, TimePoint now);
    std::vector<Visit> removeFrom(Host &host, const std::function<bool(const Visit &)> &condition);
    HostLane describe(const Host &host, TimePoint now) const;

    FrontierLimits m_limits;
    std::map<QByteArray, Lane> m_hosts;                      ///< a map, because its entries stay where they are
    std::map<std::pair<TimePoint, quint64>, Host *> m_turns; ///< hosts that may be served, and from when on
    quint64 m_turn = 0;
    TimePoint m_now{};   ///< the latest that was told: who becomes free later stands behind those that were
    qint64 m_queued = 0; ///< pages in lanes
    qint64 m_parked = 0; ///< of these: in parked lanes
    qint64 m_robots = 0; ///< robots.txt visits in lanes
    int m_inFlight = 0;
};

} // namespace creel
