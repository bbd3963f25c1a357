#pragma once

#include "net/alarm.h"
#include "net/httpparser.h"

#include <QByteArray>
#include <QObject>
#include <QTcpSocket>

#include <chrono>
#include <memory>
#include <optional>

namespace creel {

/// One connected socket to an origin, plain or in TLS, that carries one request after the other. Used on its own thread
/// only. Destroying it aborts the socket; not from inside lost().
class Connection : public QObject
{
    Q_OBJECT

public:
    Connection(QByteArray origin, std::unique_ptr<QTcpSocket> socket);
    ~Connection() override;

    /// One request on its way: borrowed until end(). The waiter is woken when the parser has ended.
    struct Exchange {
        HttpParser *parser = nullptr;
        Alarm *alarm = nullptr;
        Wakeup *waiter = nullptr;
        std::optional<std::chrono::steady_clock::time_point> firstByte;
    };
    /// Sends `head` and feeds what comes back to the parser, as it comes. Runs the clocks FirstByte and Idle.
    void begin(const QByteArray &head, Exchange *exchange);
    void end() { m_exchange = nullptr; }

    const QByteArray &origin() const { return m_origin; }
    const QString &peer() const { return m_peer; } ///< "127.0.0.1:80"
    bool isUsed() const { return m_used; }         ///< has carried an answer before: the server may close it any time
    bool isOpen() const { return !m_lost && m_socket->state() == QAbstractSocket::ConnectedState; }

Q_SIGNALS:
    /// While idle: the server closed it, or sent bytes that nobody asked for (RFC 9112 §9.2). It is of no more use.
    void lost();

private:
    void read();
    void closed();
    void watchForReset();
    bool wasReset() const;

    QByteArray m_origin;
    std::unique_ptr<QTcpSocket> m_socket;
    QString m_peer;
    Exchange *m_exchange = nullptr;
    bool m_used = false;
    bool m_lost = false;
    int m_watched = -1; ///< a second descriptor of the socket, see watchForReset()
};

} // namespace creel
