#include "net/dialer.h"

#include <QSslSocket>

#include <algorithm>

namespace creel {

namespace {

/// As much as a socket reads ahead of the parser: a slow reader holds back the server, not our memory.
constexpr qint64 readAhead = 128 << 10;

} // namespace

Dialer::Dialer(Target target, Alarm &alarm, Wakeup &waiter)
    : m_target(std::move(target)), m_alarm(alarm), m_waiter(waiter)
{
    m_nextTry.setSingleShot(true);
    m_nextTry.setTimerType(Qt::PreciseTimer);
    m_nextTry.callOnTimeout([this] { tryNext(); });
    tryNext();
}

Dialer::~Dialer()
{
    for (const auto &socket : m_tries) {
        if (socket)
            socket->disconnect(&m_waiter);
    }
}

void Dialer::tryNext()
{
    if (m_connected)
        return;
    if (m_next == m_target.hosts.size()) {
        if (m_pending == 0)
            m_waiter.wake();
        return;
    }
    const QString host = m_target.hosts[m_next++];
    ++m_pending;
    QTcpSocket *socket = m_tries.emplace_back(m_target.tls ? new QSslSocket : new QTcpSocket).get();
    socket->setProxy(m_target.proxy);
    socket->setReadBufferSize(readAhead);
    // The waiter is the context: it lives as long as we do, in the same frame.
    QObject::connect(socket, &QTcpSocket::connected, &m_waiter, [this, socket] { connected(socket); });
    QObject::connect(socket, &QTcpSocket::errorOccurred, &m_waiter, [this, socket] { failed(socket); });
    m_alarm.start(Alarm::Clock::Connect);
    if (m_next < m_target.hosts.size())
        m_nextTry.start(headStart);
    socket->connectToHost(host, m_target.port);
}

void Dialer::connected(QTcpSocket *socket)
{
    if (m_connected)
        return;
    m_nextTry.stop();
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->disconnect(&m_waiter);
    const auto same = [socket](const auto &tried) { return tried.get() == socket; };
    m_connected = std::move(*std::find_if(m_tries.begin(), m_tries.end(), same));
    m_waiter.wake();
}

void Dialer::failed(QTcpSocket *socket)
{
    --m_pending;
    const QString what =
        QStringLiteral("%1 port %2: %3").arg(socket->peerName()).arg(m_target.port).arg(socket->errorString());
    if (m_error.kind == FetchError::Kind::None)
        m_error = {connectErrorKind(socket->error()), what};
    else
        m_error.message += QStringLiteral("; ") + what;
    tryNext();
}

FetchError::Kind connectErrorKind(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionRefusedError:
        return FetchError::Kind::Refused;
    case QAbstractSocket::HostNotFoundError:
    case QAbstractSocket::ProxyNotFoundError:
        return FetchError::Kind::Dns;
    case QAbstractSocket::SocketTimeoutError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return FetchError::Kind::ConnectTimeout;
    case QAbstractSocket::RemoteHostClosedError:
    case QAbstractSocket::ProxyConnectionClosedError:
        return FetchError::Kind::Reset;
    default:
        return FetchError::Kind::Unreachable;
    }
}

} // namespace creel
