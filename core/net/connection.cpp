#include "net/connection.h"

#include <array>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace creel {

namespace {

using Kind = FetchError::Kind;

QString addressAndPort(const QTcpSocket &socket)
{
    const QHostAddress address = socket.peerAddress();
    const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (v6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(address.toString()).arg(socket.peerPort());
}

} // namespace

Connection::Connection(QByteArray origin, std::unique_ptr<QTcpSocket> socket)
    : m_origin(std::move(origin)), m_socket(std::move(socket)), m_peer(addressAndPort(*m_socket))
{
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &Connection::read);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &Connection::closed);
}

Connection::~Connection()
{
    m_socket->disconnect(this);
    m_socket->abort();
    if (m_watched >= 0)
        ::close(m_watched);
}

void Connection::begin(const QByteArray &head, Exchange *exchange)
{
    m_exchange = exchange;
    exchange->alarm->start(Alarm::Clock::FirstByte);
    if (!isOpen()) {
        closed();
        return;
    }
    m_socket->write(head);
    m_socket->flush(); // now, and not after another turn of the event loop
}

void Connection::read()
{
    if (!m_exchange) {
        m_lost = true;
        Q_EMIT lost();
        return;
    }
    HttpParser &parser = *m_exchange->parser;
    std::array<char, 64 << 10> piece; // stays in the cache: bytes go through it to their place in the body
    while (!parser.ended()) {
        const qint64 got = m_socket->read(piece.data(), piece.size());
        if (got <= 0)
            break;
        if (!m_exchange->firstByte)
            m_exchange->firstByte = std::chrono::steady_clock::now();
        parser.feed(QByteArrayView(piece.data(), qsizetype(got)));
    }
    if (parser.ended()) {
        m_used = true;
        m_lost = m_lost || !parser.reusable() || m_socket->bytesAvailable() > 0;
        m_exchange->waiter->wake();
        return;
    }
    m_exchange->alarm->start(Alarm::Clock::Idle);
    if (parser.readsUntilClose() && m_watched < 0)
        watchForReset();
}

void Connection::closed()
{
    if (!m_exchange) {
        m_lost = true;
        Q_EMIT lost();
        return;
    }
    if (m_socket->bytesAvailable() > 0)
        read(); // a TLS socket has decrypted all that came, by now
    m_lost = true;
    HttpParser &parser = *m_exchange->parser;
    const QAbstractSocket::SocketError error = m_socket->error();
    if (error != QAbstractSocket::RemoteHostClosedError && error != QAbstractSocket::UnknownSocketError)
        parser.breakOff({Kind::Reset, m_socket->errorString()});
    else if (wasReset())
        parser.breakOff({Kind::Reset, QStringLiteral("The server reset the connection")});
    else
        parser.finish();
    m_exchange->waiter->wake();
}

/// Qt reports a reset as an orderly close. Where nothing but the close ends the body, that would pass a broken page for a
/// whole one; so the kernel is asked, by a descriptor that stays open when Qt has closed its own.
void Connection::watchForReset() { m_watched = fcntl(int(m_socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0); }

bool Connection::wasReset() const
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (m_watched < 0 || getsockopt(m_watched, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return false;
    return info.tcpi_state == TCP_CLOSE; // after an orderly close by the server it is in CLOSE_WAIT
}

} // namespace creel
