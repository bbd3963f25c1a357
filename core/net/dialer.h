#pragma once

#include "base/fetcherror.h"
#include "net/alarm.h"

#include <QHostAddress>
#include <QList>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>

#include <memory>
#include <vector>

namespace creel {

/// Connects to the first of several addresses that answers (RFC 8305 §5, without its history): the next one is tried as
/// soon as one fails, and beside those that have not answered for 250 ms. Each try starts the alarm's connect clock anew.
/// Lives in the frame of its waiter, which it wakes when there is a socket or nothing is left to try.
class Dialer
{
public:
    static constexpr milliseconds headStart{250};

    struct Target {
        QList<QString> hosts; ///< addresses; or one name, for a proxy to resolve
        quint16 port = 0;
        bool tls = false; ///< the socket is to be a QSslSocket
        QNetworkProxy proxy{QNetworkProxy::NoProxy};
    };

    Dialer(Target target, Alarm &alarm, Wakeup &waiter);
    ~Dialer();
    Q_DISABLE_COPY_MOVE(Dialer)

    std::unique_ptr<QTcpSocket> takeSocket() { return std::move(m_connected); }
    const FetchError &error() const { return m_error; } ///< of the first address; the message tells of all

private:
    void tryNext();
    void connected(QTcpSocket *socket);
    void failed(QTcpSocket *socket);

    Target m_target;
    Alarm &m_alarm;
    Wakeup &m_waiter;
    QTimer m_nextTry;
    qsizetype m_next = 0;
    qsizetype m_pending = 0;
    std::vector<std::unique_ptr<QTcpSocket>> m_tries;
    std::unique_ptr<QTcpSocket> m_connected;
    FetchError m_error;
};

/// What a failed connect means.
FetchError::Kind connectErrorKind(QAbstractSocket::SocketError error);

} // namespace creel
