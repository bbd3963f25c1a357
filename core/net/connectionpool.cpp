#include "net/connectionpool.h"

namespace creel {

using std::chrono::steady_clock;

ConnectionPool::ConnectionPool(TransportOptions options, IdleLimits limits)
    : m_connector(std::move(options)), m_limits(limits)
{
    m_ageing.setSingleShot(true);
    connect(&m_ageing, &QTimer::timeout, this, &ConnectionPool::dropOld);
}

std::unique_ptr<Connection> ConnectionPool::take(const QByteArray &origin)
{
    for (;;) {
        const auto found = m_byOrigin.constFind(origin); // the one inserted last
        if (found == m_byOrigin.cend())
            return nullptr;
        std::unique_ptr<Connection> connection = remove(*found);
        if (connection->isOpen())
            return connection;
    }
}

void ConnectionPool::give(std::unique_ptr<Connection> connection)
{
    if (!connection->isOpen())
        return;
    // Dropped from the event loop, as it may not be destroyed inside its own signal.
    connect(connection.get(), &Connection::lost, this, [this] {
        if (!std::exchange(m_dropping, true))
            QMetaObject::invokeMethod(this, &ConnectionPool::dropLost, Qt::QueuedConnection);
    });
    const QByteArray origin = connection->origin();
    m_idle.push_back({std::move(connection), steady_clock::now()});
    m_byOrigin.insert(origin, std::prev(m_idle.end()));
    if (idleCount() > m_limits.most)
        remove(m_idle.begin());
    if (!m_ageing.isActive())
        m_ageing.start(m_limits.age);
}

std::unique_ptr<Connection> ConnectionPool::remove(Place place)
{
    std::unique_ptr<Connection> connection = std::move(place->connection);
    connection->disconnect(this);
    m_byOrigin.remove(connection->origin(), place);
    m_idle.erase(place);
    return connection;
}

void ConnectionPool::dropLost()
{
    m_dropping = false;
    for (auto place = m_idle.begin(); place != m_idle.end();) {
        const auto next = std::next(place);
        if (!place->connection->isOpen())
            remove(place);
        place = next;
    }
}

void ConnectionPool::dropOld()
{
    const auto now = steady_clock::now();
    while (!m_idle.empty() && now - m_idle.front().since >= m_limits.age)
        remove(m_idle.begin());
    if (!m_idle.empty())
        m_ageing.start(std::chrono::ceil<std::chrono::milliseconds>(m_idle.front().since + m_limits.age - now));
}

void ConnectionPool::closeIdle()
{
    m_byOrigin.clear();
    m_idle.clear();
}

} // namespace creel
