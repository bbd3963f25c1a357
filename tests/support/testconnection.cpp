#include "support/testconnection.h"

#include <QFile>
#include <QSslKey>
#include <QSslSocket>

#include <sys/socket.h>

namespace creel::test {

namespace {

constexpr qint64 endlessAhead = 256 << 10; // bytes written ahead of the reader

Request parseRequest(const QByteArray &head)
{
    Request request;
    request.head = head;
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    for (const QByteArray &line : lines.sliced(1)) {
        if (const auto colon = line.indexOf(':'); colon > 0)
            request.headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    }
    return request;
}

QString fixture(const QString &name) { return QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/tls/") + name; }

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(path));
    return file.readAll();
}

QSslConfiguration configurationFor(TestServer::Tls tls)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (tls == TestServer::Tls::None)
        return configuration;
    const QString names[] = {{},
                             QStringLiteral("good"),
                             QStringLiteral("expired"),
                             QStringLiteral("selfsigned"),
                             QStringLiteral("wrongname")};
    const QString name = names[int(tls)];
    configuration.setLocalCertificate(QSslCertificate(contents(fixture(name + QStringLiteral(".crt")))));
    configuration.setPrivateKey(QSslKey(contents(fixture(name + QStringLiteral(".key"))), QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setAllowedNextProtocols(
        {QSslConfiguration::ALPNProtocolHTTP2, QSslConfiguration::NextProtocolHttp1_1});
    return configuration;
}

} // namespace

/// Hands descriptors on, so that plain and TLS sockets are made at one place.
class Acceptor : public QTcpServer
{
public:
    explicit Acceptor(TestListener *listener) : QTcpServer(listener), m_listener(listener)
    {
        setListenBacklogSize(4096);
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_listener->accept(descriptor); }

private:
    TestListener *m_listener;
};

TestListener::TestListener(TestServer::Tls tls)
    : m_tls(tls != TestServer::Tls::None), m_configuration(configurationFor(tls))
{
}

TestListener::~TestListener()
{
    const QList<TestConnection *> left = std::exchange(open, {});
    qDeleteAll(left); // they count on our members, which would be gone by the time that QObject deletes its children
}

quint16 TestListener::listen(const QString &address, quint16 port)
{
    auto *acceptor = new Acceptor(this);
    if (!acceptor->listen(QHostAddress(address), port))
        qFatal("The test server can't listen at %s:%d: %s", qPrintable(address), port,
               qPrintable(acceptor->errorString()));
    return acceptor->serverPort();
}

void TestListener::accept(qintptr descriptor)
{
    auto *tlsSocket = m_tls ? new QSslSocket : nullptr;
    QTcpSocket *socket = tlsSocket ? tlsSocket : new QTcpSocket;
    socket->setSocketDescriptor(descriptor);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto *connection = new TestConnection(*this, socket, ++accepted);
    connection->setParent(this);
    open.append(connection);
    if (tlsSocket) {
        tlsSocket->setSslConfiguration(m_configuration);
        tlsSocket->startServerEncryption();
    }
}

Script TestListener::scriptFor(const Request &request)
{
    if (const auto found = scripts.find(request.target); found != scripts.end())
        return found->second.size() > 1 ? found->second.takeFirst() : found->second.value(0);
    return any ? any(request) : Script::status(404);
}

TestConnection::TestConnection(TestListener &listener, QTcpSocket *socket, int number)
    : m_listener(listener), m_socket(socket), m_number(number)
{
    socket->setParent(this);
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &TestConnection::play);
    connect(socket, &QTcpSocket::readyRead, this, &TestConnection::read);
    connect(socket, &QTcpSocket::disconnected, this, [this] {
        ended();
        deleteLater();
    });
    connect(socket, &QTcpSocket::bytesWritten, this, [this] {
        while (!m_endless.isEmpty() && m_socket->bytesToWrite() < endlessAhead)
            m_socket->write(m_endless);
    });
}

TestConnection::~TestConnection()
{
    m_socket->disconnect(this);
    m_listener.open.removeOne(this);
}

void TestConnection::read()
{
    m_input += m_socket->readAll();
    startNext();
}

void TestConnection::startNext()
{
    if (m_playing)
        return; // one answer after the other (RFC 9112 §9.3.2)
    const auto end = m_input.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    Request request = parseRequest(m_input.first(end + 4));
    m_input.remove(0, end + 4);
    request.connection = m_number;
    if (const auto *tls = qobject_cast<QSslSocket *>(m_socket))
        request.protocol = tls->sslConfiguration().nextNegotiatedProtocol();
    request.localAddress = m_socket->localAddress().toString();
    request.arrived = std::chrono::steady_clock::now();
    m_listener.requests.append(request);
    m_listener.mostInFlight = std::max(m_listener.mostInFlight, ++m_listener.inFlight);
    m_playing = true;
    m_steps = m_listener.scriptFor(request).steps();
    play();
}

void TestConnection::play()
{
    using Kind = Script::Step::Kind;
    while (!m_steps.isEmpty()) {
        const Script::Step step = m_steps.takeFirst();
        switch (step.kind) {
        case Kind::Send:
            m_socket->write(step.bytes);
            break;
        case Kind::Pause:
            m_pause.start(step.pause);
            return;
        case Kind::Endless:
            m_endless = step.bytes;
            m_socket->write(m_endless);
            return;
        case Kind::Hang:
            return;
        case Kind::Close:
            m_socket->disconnectFromHost();
            return;
        case Kind::Reset: {
            m_socket->flush();
            const linger atOnce{1, 0};
            setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
            m_socket->abort();
            return;
        }
        }
    }
    ended();
    startNext();
}

void TestConnection::ended()
{
    if (std::exchange(m_playing, false))
        --m_listener.inFlight;
}

} // namespace creel::test
