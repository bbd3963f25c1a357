#pragma once

#include "base/record.h"
#include "base/url.h"
#include "net/connection.h"
#include "net/dialer.h"
#include "net/transport.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>

#include <memory>

class QSslSocket;

namespace creel {

class AddressGuard;
class Resolver;

/// A connection that is ready for a request, or why there is none; and how long each step took.
struct Opened {
    std::unique_ptr<Connection> connection;
    FetchError error;
    Timings timings; ///< dns, connect, tls
};

/// Makes connections: name look-up, TCP, TLS. Certificates are always checked, against the name of the URL; TLS sessions
/// are resumed per origin (RFC 8446 §2.2). Event-loop thread only.
class Connector : public QObject
{
public:
    explicit Connector(TransportOptions options);

    /// From now on, addresses that `guard` does not permit are not connected to (kind PrivateAddress, when there is no
    /// other); with a proxy, which looks names up itself, only what a name shows is judged. Borrowed; nullptr: all are.
    void setGuard(const AddressGuard *guard) { m_guard = guard; }

    /// Completes when the connection stands or failed, or when `alarm` rings. Borrows all three until then.
    [[nodiscard]] QCoro::Task<Opened> open(Url url, Resolver *resolver, Alarm *alarm);

private:
    QCoro::Task<std::unique_ptr<QTcpSocket>> connectTcp(Dialer::Target target, FetchError *error, Alarm *alarm);
    QCoro::Task<FetchError> shakeHands(QSslSocket *socket, Url url, Alarm *alarm);
    void keepSession(const QByteArray &origin, const QSslSocket &socket);

    TransportOptions m_options;
    const AddressGuard *m_guard = nullptr;
    QHash<QByteArray, QByteArray> m_sessions; ///< origin -> session ticket
};

} // namespace creel
