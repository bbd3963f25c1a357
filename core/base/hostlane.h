#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace creel {

/// How one host of a run stands, as of a moment: numbers that a person can trust, because the crawl itself works with them.
struct HostLane {
    enum class State : quint8 {
        Idle,    ///< nothing is queued, nothing in flight
        Working, ///< requests are in flight, or may start now
        Waiting, ///< for its delay, or for a Retry-After: see nextStartMs
        Robots,  ///< for its robots.txt
        Paused,  ///< by the user
        Parked,  ///< it answered errors only: see reason
    };
    QByteArray host; ///< origin: "https://example.com", "http://127.0.0.1:8800"
    State state = State::Idle;
    QString reason; ///< why it waits longer than its delay, or is parked; empty otherwise
    int inFlight = 0;
    qint64 queued = 0;
    qint64 done = 0;                 ///< requests that ended, robots.txt and retries included
    qint64 errors = 0;               ///< of these: no answer, 429, or 500 and above
    double perSecond = 0;            ///< requests that ended, over the last ten seconds
    std::optional<int> p50Ms, p95Ms; ///< start to last byte, of the last answers
    qint64 delayMs = 0;              ///< least time between two starts now: the user's, Crawl-delay, or the throttle's
    std::optional<qint64> nextStartMs; ///< from now; nullopt: no start is planned
};
QString hostLaneStateName(HostLane::State state); ///< "working"

} // namespace creel
