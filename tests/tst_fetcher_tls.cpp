#include "support/fetchclient.h"
#include "support/testserver.h"

#include <QTcpServer>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;
using Tls = TestServer::Tls;

class TestFetcherTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodCertificatePasses();
    void badCertificatesAreNamed_data();
    void badCertificatesAreNamed();
    void theNameIsCheckedNotTheAddress();
    void theServerIsToldTheName();
    void anUnknownAuthorityIsRefused();
    void aPlainServerIsNamed();
    void aSilentServerEndsWithTheTlsClock();
    void aConnectionLostInTheHandshakeIsNamed();
    void connectionsAreKeptAlive();
    void sessionsAreResumed();
    void bodiesComeWhole_data();
    void bodiesComeWhole();
    void aBusyLoopLosesNoBytes();
    void truncationIsNoticed();
};

namespace {

Resolver::LookUp everythingIsHere()
{
    return [](const QString &, QObject *, const auto &done) {
        QHostInfo info;
        info.setAddresses({QHostAddress(QHostAddress::LocalHost)});
        done(info);
    };
}

QByteArray bigBody()
{
    QByteArray body(2'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char(i * 7 + i / 1000);
    return body;
}

} // namespace

void TestFetcherTls::aGoodCertificatePasses()
{
    TestServer server(Tls::Good);
    server.on("/", Script::html("safe"));
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    const FetchResult result = client.fetch(server.url("/"));
    QVERIFY2(result.ok(), qPrintable(result.error.message));
    QCOMPARE(result.response.body, QByteArray("safe"));
    QVERIFY(result.response.timings.tls >= 0);
    QCOMPARE(server.requests().first().header("Host"), "127.0.0.1:" + QByteArray::number(server.port()));
}

void TestFetcherTls::badCertificatesAreNamed_data()
{
    QTest::addColumn<int>("certificate");
    QTest::addColumn<QString>("says");
    QTest::newRow("expired") << int(Tls::Expired) << QStringLiteral("expired");
    QTest::newRow("self-signed") << int(Tls::SelfSigned) << QStringLiteral("self-signed");
    QTest::newRow("wrong name") << int(Tls::WrongName) << QStringLiteral("host name");
}

void TestFetcherTls::badCertificatesAreNamed()
{
    QFETCH(int, certificate);
    QFETCH(QString, says);
    TestServer server{Tls(certificate)};
    server.on("/", Script::html("unsafe"));
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    for (int attempt = 0; attempt < 2; ++attempt) { // and no second try is let through
        const FetchResult result = client.fetch(server.url("/"));
        QCOMPARE(result.error.kind, Kind::Tls);
        QVERIFY2(result.error.message.contains(says, Qt::CaseInsensitive), qPrintable(result.error.message));
        QCOMPARE(result.response.status, 0);
    }
    QCOMPARE(server.requestCount(), 0);
    QCOMPARE(client.pool.idleCount(), 0);
}

void TestFetcherTls::theNameIsCheckedNotTheAddress()
{
    TestServer server(Tls::Good); // for localhost, 127.0.0.1, *.creel.test
    server.on("/", Script::html("safe"));
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    Resolver resolver(&std::chrono::steady_clock::now, everythingIsHere());
    Fetcher fetcher(client.pool, resolver, {});
    for (const auto &[host, kind] :
         {std::pair("shop.creel.test", Kind::None), std::pair("shop.creel.test.", Kind::None),
          std::pair("localhost", Kind::None), std::pair("evil.example", Kind::Tls)}) {
        auto task = fetcher.fetch(FetchClient::request(server.url("/", host)), {});
        const FetchResult result = QCoro::waitFor(std::move(task));
        QVERIFY2(result.error.kind == kind, qPrintable(QLatin1String(host) + result.error.message));
    }
}

void TestFetcherTls::theServerIsToldTheName()
{
    // The client's first flight is not yet encrypted: SNI (RFC 6066 §3) and ALPN (RFC 7301) stand in it as they are.
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    FetchLimits limits;
    limits.tls = 300ms;
    FetchClient client(limits, trusting(TestServer::caCertificatePath()));
    Resolver resolver(&std::chrono::steady_clock::now, everythingIsHere());
    Fetcher fetcher(client.pool, resolver, limits);
    auto task =
        fetcher.fetch(FetchClient::request("https://shop.creel.test:" + QByteArray::number(listener.serverPort())), {});
    QTRY_VERIFY(listener.hasPendingConnections());
    QTcpSocket *socket = listener.nextPendingConnection();
    QTRY_VERIFY(socket->bytesAvailable() > 100);
    const QByteArray hello = socket->readAll();
    QVERIFY(hello.contains("shop.creel.test"));
    QVERIFY(hello.contains("http/1.1"));
    QVERIFY(!hello.contains("\x02h2"));
    QCOMPARE(QCoro::waitFor(std::move(task)).error.kind, Kind::TlsTimeout);
}

void TestFetcherTls::anUnknownAuthorityIsRefused()
{
    TestServer server(Tls::Good);
    FetchClient client; // the system's authorities don't know the test CA
    QCOMPARE(client.fetch(server.url("/")).error.kind, Kind::Tls);
    QCOMPARE(server.requestCount(), 0);
}

void TestFetcherTls::aPlainServerIsNamed()
{
    TestServer server;
    server.on("/", Script::html("plain"));
    QTcpServer talker; // answers the handshake with plain HTTP
    QVERIFY(talker.listen(QHostAddress::LocalHost));
    connect(&talker, &QTcpServer::newConnection, &talker, [&talker] {
        talker.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\nThis is no TLS port");
    });
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    const FetchResult result = client.fetch("https://127.0.0.1:" + QByteArray::number(talker.serverPort()) + "/");
    QCOMPARE(result.error.kind, Kind::Tls);
    QVERIFY(!result.error.message.isEmpty());
}

void TestFetcherTls::aSilentServerEndsWithTheTlsClock()
{
    TestServer silent; // speaks no TLS, and waits for the end of a head that never comes
    FetchLimits limits;
    limits.tls = 150ms;
    FetchClient client(limits, trusting(TestServer::caCertificatePath()));
    const FetchResult result = client.fetch("https://127.0.0.1:" + QByteArray::number(silent.port()) + "/");
    QCOMPARE(result.error.kind, Kind::TlsTimeout);
    QVERIFY(result.response.timings.tls >= 149);
    QVERIFY(result.response.timings.total < 1500);
    QTRY_COMPARE(silent.openConnections(), 0);
}

void TestFetcherTls::aConnectionLostInTheHandshakeIsNamed()
{
    QTcpServer closer;
    QVERIFY(closer.listen(QHostAddress::LocalHost));
    connect(&closer, &QTcpServer::newConnection, &closer, [&closer] {
        QTcpSocket *socket = closer.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, &QTcpSocket::disconnectFromHost);
    });
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    const FetchResult result = client.fetch("https://127.0.0.1:" + QByteArray::number(closer.serverPort()) + "/");
    QCOMPARE(result.error.kind, Kind::Tls);
    QVERIFY(!result.error.message.isEmpty());
}

void TestFetcherTls::connectionsAreKeptAlive()
{
    TestServer server(Tls::Good);
    server.onAny([](const Request &request) { return Script::html(request.target); });
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(client.fetch(server.url("/" + QByteArray::number(i))).response.body, "/" + QByteArray::number(i));
    QCOMPARE(server.connectionCount(), 1);
    server.closeIdleConnections();
    QTRY_COMPARE(client.pool.idleCount(), 0);
}

void TestFetcherTls::sessionsAreResumed()
{
    FetchLimits limits;
    limits.tls = 300ms;
    FetchClient client(limits, trusting(TestServer::caCertificatePath()));
    quint16 port = 0;
    const auto helloSize = [&client, &port] { // of a new connection to the same origin
        QTcpServer listener;
        if (!listener.listen(QHostAddress::LocalHost, port))
            qFatal("The port is taken");
        port = listener.serverPort();
        Flight flight;
        const auto task =
            client.start(FetchClient::request("https://127.0.0.1:" + QByteArray::number(port) + "/"), &flight);
        if (!QTest::qWaitFor([&flight] { return flight.landed(); }))
            qFatal("A fetch did not complete");
        QTcpSocket *socket = listener.nextPendingConnection();
        socket->waitForReadyRead(1000);
        return socket->readAll().size();
    };
    const qsizetype before = helloSize();
    {
        TestServer server(Tls::Good, port);
        server.on("/", Script::html("x").close());
        QVERIFY(client.fetch(server.url("/")).ok());
    }
    QVERIFY(before > 100);
    QVERIFY2(helloSize() > before + 100, "the second hello carries no ticket"); // RFC 8446 §4.2.11
}

void TestFetcherTls::bodiesComeWhole_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("close");
    QTest::newRow("length") << QByteArray("Content-Length: 2000000\r\n") << false;
    QTest::newRow("length, then closed") << QByteArray("Content-Length: 2000000\r\n") << true;
    QTest::newRow("until close") << QByteArray() << true;
}

void TestFetcherTls::bodiesComeWhole()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, close);
    TestServer server(Tls::Good);
    const QByteArray body = bigBody();
    Script script = Script().send("HTTP/1.1 200 OK\r\n" + head + "\r\n" + body);
    server.on("/", close ? script.close() : script);
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    for (int round = 0; round < 5; ++round) {
        const FetchResult result = client.fetch(server.url("/"));
        QVERIFY2(result.ok(), qPrintable(result.error.message));
        QVERIFY(result.response.body == body);
    }
}

void TestFetcherTls::aBusyLoopLosesNoBytes()
{
    // Everything and the close have come before the loop turns: more than the socket decrypts at once.
    TestServer server(Tls::Good);
    const QByteArray body = bigBody().first(600'000);
    server.on("/", Script().send("HTTP/1.1 200 OK\r\n\r\n" + body).close());
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    Flight flight;
    const auto task = client.start(FetchClient::request(server.url("/")), &flight);
    QTimer busy;
    busy.callOnTimeout([] { QThread::msleep(20); }); // a loop that is late is what this is about; lint: allowed
    busy.start(0);
    QTRY_VERIFY(flight.landed());
    QVERIFY2(flight.result.ok(), qPrintable(flight.result.error.message));
    QCOMPARE(flight.result.response.body.size(), body.size());
    QVERIFY(flight.result.response.body == body);
}

void TestFetcherTls::truncationIsNoticed()
{
    TestServer server(Tls::Good);
    server.on("/short", Script().send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello").close());
    server.on("/reset", Script().send("HTTP/1.1 200 OK\r\n\r\nhello").pause(50ms).reset());
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    QCOMPARE(client.fetch(server.url("/short")).error.kind, Kind::Truncated);
    const FetchResult reset = client.fetch(server.url("/reset"));
    QCOMPARE(reset.error.kind, Kind::Reset);
    QCOMPARE(reset.response.body, QByteArray("hello"));
}

QTEST_GUILESS_MAIN(TestFetcherTls)
#include "tst_fetcher_tls.moc"
