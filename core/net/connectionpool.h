#pragma once

#include "net/connection.h"
#include "net/connector.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <list>
#include <memory>

namespace creel {

/// How many connections may wait for a next request, and how long.
struct IdleLimits {
    IdleLimits() = default;
    qsizetype most = 512; ///< of all origins; the one that is idle for longest goes
    std::chrono::milliseconds age{15'000};
};

/// Keeps connections alive between requests, per origin (scheme, host and port), any number to one of them; and makes new
/// ones. Idle ones are few and leave soon: each is a file descriptor here and a slot at the server. One that is closed or
/// sends bytes while idle is dropped. Event-loop thread only; must outlive every fetch.
class ConnectionPool : public QObject
{
public:
    explicit ConnectionPool(TransportOptions options = {}, IdleLimits limits = {});

    /// The most recently used idle connection to that origin, or none.
    std::unique_ptr<Connection> take(const QByteArray &origin);
    /// Takes back a connection whose answer is read; destroys it where it is of no more use.
    void give(std::unique_ptr<Connection> connection);

    qsizetype idleCount() const { return qsizetype(m_idle.size()); }
    void closeIdle();
    Connector &connector() { return m_connector; }

private:
    struct Idle {
        std::unique_ptr<Connection> connection;
        std::chrono::steady_clock::time_point since;
    };
    using Place = std::list<Idle>::iterator;
    std::unique_ptr<Connection> remove(Place place);
    void dropLost();
    void dropOld();

    Connector m_connector;
    IdleLimits m_limits;
    std::list<Idle> m_idle; ///< idle for longest first
    QMultiHash<QByteArray, Place> m_byOrigin;
    QTimer m_ageing;
    bool m_dropping = false; ///< dropLost() is queued
};

} // namespace creel
