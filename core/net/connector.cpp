#include "net/connector.h"

#include "net/addressguard.h"
#include "net/alarm.h"
#include "net/dialer.h"
#include "net/resolver.h"

#include <QSslError>
#include <QSslSocket>

#include <chrono>

namespace creel {

namespace {

using Kind = FetchError::Kind;
using std::chrono::steady_clock;

constexpr qsizetype mostSessions = 10'000;

int msSince(steady_clock::time_point start)
{
    return int(std::chrono::duration_cast<milliseconds>(steady_clock::now() - start).count());
}

/// The host as certificates and resolvers have it: no brackets, no final dot.
QString plainHost(QByteArray host)
{
    if (host.startsWith('['))
        host = host.sliced(1, host.size() - 2);
    else if (host.endsWith('.'))
        host.chop(1);
    return QString::fromLatin1(host);
}

FetchError tlsError(const QSslSocket &socket)
{
    QStringList texts;
    for (const QSslError &error : socket.sslHandshakeErrors())
        texts.append(error.errorString());
    if (texts.isEmpty())
        texts.append(socket.errorString());
    texts.removeDuplicates();
    return {Kind::Tls, texts.join(QStringLiteral("; "))};
}

FetchError ownNetwork(const Url &url)
{
    return {Kind::PrivateAddress,
            QStringLiteral("%1 is an address of your own network, which your list does not name")
                .arg(QString::fromLatin1(url.origin()))};
}

/// Leaves only the addresses that may be connected to; an error when that is none.
FetchError dropGuarded(const AddressGuard *guard, const Url &url, QList<QHostAddress> *addresses)
{
    if (!guard || addresses->isEmpty())
        return {};
    const QHostAddress first = addresses->constFirst();
    addresses->removeIf([&](const QHostAddress &address) { return !guard->permits(url.host(), address); });
    if (!addresses->isEmpty())
        return {};
    if (first == QHostAddress(plainHost(url.host())))
        return ownNetwork(url);
    return {Kind::PrivateAddress,
            QStringLiteral("%1 resolves to %2, which is an address of your own network")
                .arg(QString::fromLatin1(url.origin()), first.toString())};
}

} // namespace

Connector::Connector(TransportOptions options) : m_options(std::move(options))
{
    m_options.tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_options.tls.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    m_options.tls.setSslOption(QSsl::SslOptionDisableSessionPersistence, false); // lets us read the tickets
}

QCoro::Task<Opened> Connector::open(Url url, Resolver *resolver, Alarm *alarm)
{
    Opened opened;
    Dialer::Target target;
    target.port = url.port();
    target.tls = url.isHttps();
    target.proxy = m_options.proxy;
    if (m_options.proxy.type() == QNetworkProxy::NoProxy) {
        const auto began = steady_clock::now();
        alarm->start(Alarm::Clock::Lookup);
        Resolution resolution = co_await resolver->resolve(url.host(), alarm);
        opened.timings.dns = msSince(began);
        opened.error = resolution.error;
        if (opened.error.kind == Kind::None)
            opened.error = dropGuarded(m_guard, url, &resolution.addresses);
        for (const QHostAddress &address : resolution.addresses)
            target.hosts.append(address.toString());
    } else {
        target.hosts.append(plainHost(url.host())); // the proxy looks it up
        if (m_guard && !m_guard->permitsUnresolved(url.host()))
            opened.error = ownNetwork(url);
    }
    if (opened.error.kind != Kind::None)
        co_return opened;

    auto began = steady_clock::now();
    std::unique_ptr<QTcpSocket> socket = co_await connectTcp(target, &opened.error, alarm);
    opened.timings.connect = msSince(began);
    if (socket && url.isHttps()) {
        began = steady_clock::now();
        opened.error = co_await shakeHands(static_cast<QSslSocket *>(socket.get()), url, alarm);
        opened.timings.tls = msSince(began);
    }
    if (opened.error.kind == Kind::None)
        opened.connection = std::make_unique<Connection>(url.origin(), std::move(socket));
    co_return opened;
}

QCoro::Task<std::unique_ptr<QTcpSocket>> Connector::connectTcp(Dialer::Target target, FetchError *error, Alarm *alarm)
{
    Wakeup wakeup;
    const Alarm::Rings rings(*alarm, wakeup);
    Dialer dialer(target, *alarm, wakeup);
    co_await wakeup;
    std::unique_ptr<QTcpSocket> socket = dialer.takeSocket();
    if (alarm->rung()) {
        *error = alarm->error();
        socket.reset();
    } else if (!socket) {
        *error = dialer.error();
    }
    co_return socket;
}

QCoro::Task<FetchError> Connector::shakeHands(QSslSocket *socket, Url url, Alarm *alarm)
{
    const QByteArray origin = url.origin();
    QSslConfiguration configuration = m_options.tls;
    configuration.setSessionTicket(m_sessions.value(origin));
    socket->setSslConfiguration(configuration);
    socket->setPeerVerifyName(plainHost(url.host())); // for SNI, too
    connect(socket, &QSslSocket::newSessionTicketReceived, this,
            [this, origin, socket] { keepSession(origin, *socket); });

    alarm->start(Alarm::Clock::Tls);
    Wakeup wakeup;
    const Alarm::Rings rings(*alarm, wakeup);
    const auto wake = [&wakeup] { wakeup.wake(); };
    connect(socket, &QSslSocket::encrypted, &wakeup, wake);
    connect(socket, &QSslSocket::errorOccurred, &wakeup, wake);
    connect(socket, &QSslSocket::disconnected, &wakeup, wake);
    socket->startClientEncryption();
    co_await wakeup;
    FetchError error;
    if (alarm->rung()) {
        error = alarm->error();
    } else if (!socket->isEncrypted() || socket->state() != QAbstractSocket::ConnectedState) {
        m_sessions.remove(origin); // perhaps it was the ticket
        error = tlsError(*socket);
    } else {
        keepSession(origin, *socket); // TLS 1.2 has it by now; 1.3 sends it later
    }
    co_return error;
}

void Connector::keepSession(const QByteArray &origin, const QSslSocket &socket)
{
    const QByteArray ticket = socket.sslConfiguration().sessionTicket();
    if (ticket.isEmpty())
        return;
    if (m_sessions.size() >= mostSessions)
        m_sessions.clear();
    m_sessions.insert(origin, ticket);
}

} // namespace creel
