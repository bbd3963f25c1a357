// What network layers get wrong, and that ours does not: the faults of common clients, each provoked. What has its place
// elsewhere is there: keep-alive, framing, clocks and caps in tst_fetcher, stopping in tst_fetcher_stop, certificates in
// tst_fetcher_tls, look-ups in tst_resolver, codings in tst_decoder.
#include "support/fetchclient.h"
#include "support/testserver.h"

#include <QTcpServer>
#include <QTest>
#include <QTimer>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

namespace {

QByteArray number(qsizetype i) { return QByteArray::number(i); }

} // namespace

class TestMisbehaviourClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aServerThatPrefersHttp2IsSpokenToInHttp11();
    void aServerThatSpeaksHttp2UnaskedIsNamed();
    void aServerThatTiresOfItsConnectionsLosesNoRequest_data();
    void aServerThatTiresOfItsConnectionsLosesNoRequest();
    void stoppingSomeHarmsNoOther();
    void closingIdleConnectionsHarmsNoneInUse();
    void anyNumberOfInterimAnswersComesBeforeTheFinalOne();
    void anAnswerToNobodyIsNobodys();
    void whatCameBeforeATimeoutIsKept();
    void aSlowStartCountsFromTheRequest();
    void neitherCookiesNorPasswordsAreRemembered();
    void anotherOriginIsToldNoSecret();
    void ipv6IsSpokenOrNamed();
    void aRefusedCertificateStaysRefusedBesideOthers();
};

void TestMisbehaviourClient::aServerThatPrefersHttp2IsSpokenToInHttp11()
{
    // RFC 7301 §3.2: the server picks among what the client offers; that is HTTP/1.1 alone.
    TestServer server(TestServer::Tls::Good); // offers h2 first
    server.on("/", Script::html("one"));
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client.fetch(server.url("/")).response.body, QByteArray("one"));
    for (const Request &request : server.requests()) {
        QCOMPARE(request.protocol, QByteArray("http/1.1"));
        QVERIFY(request.head.startsWith("GET / HTTP/1.1\r\n"));
    }
}

void TestMisbehaviourClient::aServerThatSpeaksHttp2UnaskedIsNamed()
{
    TestServer server(TestServer::Tls::Good);
    const QByteArray settings("\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64", 15); // RFC 9113 §6.5
    const QByteArray goAway("\0\0\x08\x07\0\0\0\0\0\0\0\0\x01\0\0\0\0", 17); // §6.8
    server.on("/", Script().send(settings + goAway).hang());
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    const FetchResult result = client.fetch(server.url("/"));
    QCOMPARE(result.error.kind, Kind::Protocol);
    QVERIFY(result.response.timings.total < 3000);
}

void TestMisbehaviourClient::aServerThatTiresOfItsConnectionsLosesNoRequest_data()
{
    QTest::addColumn<bool>("announced");
    QTest::newRow("with Connection: close") << true;
    QTest::newRow("without a word") << false;
}

void TestMisbehaviourClient::aServerThatTiresOfItsConnectionsLosesNoRequest()
{
    // nginx ends a connection after 1,000 requests; this one after 10.
    QFETCH(bool, announced);
    TestServer server;
    server.onAny([announced, served = std::map<int, int>()](const Request &request) mutable {
        const bool last = ++served[request.connection] == 10;
        const Script::Headers headers =
            last && announced ? Script::Headers{{"Connection", "close"}} : Script::Headers{};
        Script answer = Script::status(200, headers, request.target);
        return last ? answer.close() : answer;
    });
    FetchClient client;
    for (int round = 0; round < 50; ++round) {
        Fleet fleet;
        for (int i = 0; i < 20; ++i)
            fleet.launch(client, server.url('/' + number(round) + '-' + number(i)));
        QVERIFY(fleet.land());
        for (int i = 0; i < 20; ++i) {
            const FetchResult &result = fleet.flights[size_t(i)]->result;
            QVERIFY2(result.ok(), qPrintable(result.error.message));
            QCOMPARE(result.response.body, '/' + number(round) + '-' + number(i));
        }
    }
    QVERIFY(server.connectionCount() >= 100);
}

void TestMisbehaviourClient::stoppingSomeHarmsNoOther()
{
    TestServer server;
    server.onAny([](const Request &request) {
        const QByteArray body = request.target;
        return Script()
            .send("HTTP/1.1 200 OK\r\nContent-Length: " + number(body.size()) + "\r\n\r\n" + body.first(1))
            .pause(100ms)
            .send(body.sliced(1));
    });
    FetchClient client;
    for (int round = 0; round < 5; ++round) { // on new connections, and on kept ones
        Fleet fleet;
        for (int i = 0; i < 40; ++i)
            fleet.launch(client, server.url("/page" + number(i)));
        QTest::qWait(20 * round);
        for (size_t i = 0; i < 40; i += 2)
            fleet.flights[i]->stop.request_stop();
        QVERIFY(fleet.land());
        for (int i = 0; i < 40; ++i) {
            const FetchResult &result = fleet.flights[size_t(i)]->result;
            QCOMPARE(result.error.kind, i % 2 == 0 ? Kind::Cancelled : Kind::None);
            if (result.ok())
                QCOMPARE(result.response.body, "/page" + number(i));
        }
    }
}

void TestMisbehaviourClient::closingIdleConnectionsHarmsNoneInUse()
{
    TestServer server;
    server.onAny([](const Request &request) {
        return Script().pause(100ms).send(Script::html(request.target).steps()[0].bytes);
    });
    FetchClient client;
    Fleet first, second;
    for (int i = 0; i < 20; ++i)
        first.launch(client, server.url('/' + number(i)));
    QVERIFY(first.land());
    QCOMPARE(client.pool.idleCount(), 20);
    for (int i = 0; i < 10; ++i)
        second.launch(client, server.url('/' + number(i)));
    client.pool.closeIdle();
    QCOMPARE(client.pool.idleCount(), 0);
    QVERIFY(second.land());
    for (int i = 0; i < 10; ++i)
        QCOMPARE(second.flights[size_t(i)]->result.response.body, '/' + number(i));
}

void TestMisbehaviourClient::anyNumberOfInterimAnswersComesBeforeTheFinalOne()
{
    TestServer server;
    Script interim;
    for (const char *line : {"100 Continue", "102 Processing", "103 Early Hints", "103 Early Hints", "199 Whatever"})
        interim.send("HTTP/1.1 " + QByteArray(line) + "\r\nContent-Length: 7\r\nLink: </a>\r\n\r\n").pause(10ms);
    server.on("/first", interim.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst"));
    server.on("/empty", Script().send("HTTP/1.1 103 E\r\n\r\nHTTP/1.1 204 No\r\n\r\n"));
    server.on("/second", Script::html("second"));
    FetchClient client;
    for (int round = 0; round < 3; ++round) {
        const FetchResult first = client.fetch(server.url("/first"));
        QCOMPARE(first.response.status, 200);
        QCOMPARE(first.response.body, QByteArray("first"));
        QVERIFY(!first.response.headers.value("Link"));
        QCOMPARE(client.fetch(server.url("/empty")).response.status, 204);
        QCOMPARE(client.fetch(server.url("/second")).response.body, QByteArray("second"));
    }
    QCOMPARE(server.connectionCount(), 1);
}

void TestMisbehaviourClient::anAnswerToNobodyIsNobodys()
{
    // A second answer right behind the first, in the same packet: whoever asks next must not be given it.
    TestServer server;
    server.on(
        "/a",
        Script().send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"));
    server.on("/none", Script().send("HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nevil"));
    server.on("/b", Script::html("b"));
    FetchClient client;
    for (const char *path : {"/a", "/none", "/a"}) {
        QVERIFY(client.fetch(server.url(path)).ok());
        QCOMPARE(client.pool.idleCount(), 0);
        QCOMPARE(client.fetch(server.url("/b")).response.body, QByteArray("b"));
    }
}

void TestMisbehaviourClient::whatCameBeforeATimeoutIsKept()
{
    TestServer server;
    const QByteArray some(100'000, 'x');
    server.on("/", Script().send("HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 200000\r\n\r\n" + some).hang());
    FetchLimits limits;
    limits.idle = 150ms;
    FetchClient client(limits);
    const FetchResult result = client.fetch(server.url("/"));
    QCOMPARE(result.error.kind, Kind::IdleTimeout);
    QCOMPARE(result.response.status, 200);
    QCOMPARE(result.response.headers.value("X"), QByteArray("y"));
    QVERIFY(result.response.body == some);
}

void TestMisbehaviourClient::aSlowStartCountsFromTheRequest()
{
    // The clock of the first byte begins when the request is sent, and not when the fetch began: a slow handshake, look-up
    // or connect does not shorten it.
    TestServer server;
    server.on("/", Script().pause(200ms).send("HTTP/1.1 204 No\r\n\r\n"));
    FetchClient client;
    Resolver resolver(&std::chrono::steady_clock::now, [](const QString &, QObject *context, const auto &done) {
        QTimer::singleShot(200, context, [done] {
            QHostInfo info;
            info.setAddresses({QHostAddress(QHostAddress::LocalHost)});
            done(info);
        });
    });
    FetchLimits limits;
    limits.firstByte = 300ms;
    Fetcher fetcher(client.pool, resolver, limits);
    auto task = fetcher.fetch(FetchClient::request(server.url("/", "slow.test")), {});
    const FetchResult result = QCoro::waitFor(std::move(task));
    QVERIFY2(result.ok(), qPrintable(result.error.message));
    QVERIFY(result.response.timings.dns >= 199);
    QVERIFY(result.response.timings.firstByte >= 199);
    QVERIFY(result.response.timings.total >= 399);
}

void TestMisbehaviourClient::neitherCookiesNorPasswordsAreRemembered()
{
    TestServer server;
    server.onAny([](const Request &request) {
        return Script::status(request.header("Authorization").isEmpty() ? 401 : 200,
                              {{"Set-Cookie", "session=1; Path=/"}, {"WWW-Authenticate", "Basic realm=\"x\""}}, "x");
    });
    FetchClient client;
    HttpRequest get = FetchClient::request(server.url("/"));
    get.credentials = "me:secret";
    QCOMPARE(client.fetch(get).response.status, 200);
    const FetchResult later = client.fetch(server.url("/"));
    QVERIFY(later.ok()); // an answer, if not the one hoped for
    QCOMPARE(later.response.status, 401);
    QCOMPARE(server.requestCount(), 2); // nobody tried again with what he knew
    QCOMPARE(server.requests().last().header("Authorization"), QByteArray());
    QCOMPARE(server.requests().last().header("Cookie"), QByteArray());
}

void TestMisbehaviourClient::aRefusedCertificateStaysRefusedBesideOthers()
{
    TestServer good(TestServer::Tls::Good), bad(TestServer::Tls::WrongName);
    good.on("/", Script::html("good"));
    bad.on("/", Script::html("bad"));
    FetchClient client({}, trusting(TestServer::caCertificatePath()));
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(client.fetch(good.url("/")).response.body, QByteArray("good"));
        QCOMPARE(client.fetch(bad.url("/")).error.kind, Kind::Tls);
    }
    QCOMPARE(bad.requestCount(), 0);
}

void TestMisbehaviourClient::anotherOriginIsToldNoSecret()
{
    TestServer server;
    FetchClient client;
    HttpRequest get = FetchClient::request(server.url("/"));
    get.credentials = "me:secret";
    get.extraHeaders = {{"cookie", "session=secret"}, {"X-Team", "red"}, {"Proxy-Authorization", "Basic secret"}};
    get.removeCredentials();
    client.fetch(get);
    get.extraHeaders = {{"AUTHORIZATION", "Bearer secret"}, {"Accept-Language", "cs"}, {"Cookie2", "x"}};
    get.removeCredentials();
    client.fetch(get);
    const QList<Request> requests = server.requests();
    for (const Request &request : requests) {
        QVERIFY(!request.head.contains("secret"));
        QVERIFY(!request.head.toLower().contains("authorization"));
    }
    QCOMPARE(requests[0].header("X-Team"), QByteArray("red"));
    QCOMPARE(requests[1].header("Accept-Language"), QByteArray("cs"));
    QCOMPARE(requests[1].header("Cookie2"), QByteArray("x"));
}

void TestMisbehaviourClient::ipv6IsSpokenOrNamed()
{
    QTcpServer probe; // not every machine has IPv6, not even for itself
    const bool hasIpv6 = probe.listen(QHostAddress::LocalHostIPv6);
    TestServer server;
    server.on("/", Script::html("here"));
    if (hasIpv6)
        server.listenAt(QStringLiteral("::1"));
    FetchClient client;
    const FetchResult result = client.fetch(server.url("/", "[::1]"));
    QCOMPARE(result.ok(), hasIpv6);
    if (hasIpv6) {
        QCOMPARE(result.response.peer, QStringLiteral("[::1]:%1").arg(server.port()));
        QCOMPARE(server.requests().first().header("Host"), "[::1]:" + number(server.port()));
    } else {
        QCOMPARE(result.error.kind, Kind::Unreachable);
    }

    // Both families, and IPv6 leads nowhere: IPv4 is tried at once.
    TestServer onlyIpv4;
    onlyIpv4.on("/", Script::html("here"));
    Resolver resolver(&std::chrono::steady_clock::now, [](const QString &, QObject *, const auto &done) {
        QHostInfo info;
        info.setAddresses({QHostAddress(QHostAddress::LocalHostIPv6), QHostAddress(QHostAddress::LocalHost)});
        done(info);
    });
    Fetcher fetcher(client.pool, resolver, {});
    auto task = fetcher.fetch(FetchClient::request(onlyIpv4.url("/", "both.test")), {});
    const FetchResult found = QCoro::waitFor(std::move(task));
    QVERIFY2(found.ok(), qPrintable(found.error.message));
    QVERIFY(found.response.timings.connect < 200);
}

QTEST_GUILESS_MAIN(TestMisbehaviourClient)
#include "tst_misbehaviour_client.moc"
