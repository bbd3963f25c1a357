#include "support/blackhole.h"
#include "support/coders.h"
#include "support/fetchclient.h"
#include "support/testserver.h"

#include "net/decoder.h"
#include "net/filelimit.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

class TestFetcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPageComesWithHeadBodyPeerAndTimings();
    void theRequestIsWhatWeSay();
    void extraHeadersReplaceOurs();
    void aHeaderCannotSmuggleAnother_data();
    void aHeaderCannotSmuggleAnother();
    void onlyHttpIsFetched_data();
    void onlyHttpIsFetched();
    void connectionsAreKeptAlive();
    void anyNumberOfConnectionsGoToOneHost();
    void aStaleConnectionIsTriedOnceMore();
    void aFreshConnectionIsNotTriedTwice();
    void itTellsWhenTheRequestIsSent();
    void aConnectionThatDiesWhileIdleIsDropped();
    void bytesOnAnIdleConnectionPoisonNothing();
    void idleConnectionsExpireAndAreCapped();
    void interimAnswersDoNotPoisonTheConnection();
    void manyHeaderFieldsAreKept();
    void redirectsAreNotFollowed();
    void bodiesComeWhole_data();
    void bodiesComeWhole();
    void brokenAnswersAreNamed_data();
    void brokenAnswersAreNamed();
    void aResetIsNoticedAtEveryByte();
    void clocksEndInTheirOwnKind_data();
    void clocksEndInTheirOwnKind();
    void aSteadyDripEndsWithTheTotalClock();
    void endlessAnswersEndAtTheCap();
    void refusedUnresolvedAndSecondAddresses();
    void aDeadFirstAddressCostsAQuarterSecond();
    void aProxyIsUsedOnlyWhenSet();
    void codedBodiesComeAsSentAndDecode();
    void theFileLimitIsRaised();
    void connectionsLeaveRoomForOtherFiles();
};

void TestFetcher::aPageComesWithHeadBodyPeerAndTimings()
{
    TestServer server;
    server.on("/page?q=1", Script().pause(30ms).send("HTTP/1.1 200 Fine\r\nContent-Length: 5\r\nX:  y\r\n\r\nhello"));
    FetchClient client;
    const FetchResult result = client.fetch(server.url("/page?q=1#fragment"));
    QVERIFY2(result.ok(), qPrintable(result.error.message));
    QCOMPARE(result.response.status, 200);
    QCOMPARE(result.response.body, QByteArray("hello"));
    QCOMPARE(result.response.head, QByteArray("HTTP/1.1 200 Fine\r\nContent-Length: 5\r\nX:  y\r\n\r\n"));
    QCOMPARE(result.response.headers.value("x"), QByteArray("y"));
    QCOMPARE(result.response.wireBytes, result.response.head.size() + 5);
    QCOMPARE(result.response.peer, QStringLiteral("127.0.0.1:%1").arg(server.port()));
    const Timings &timings = result.response.timings;
    QVERIFY(timings.dns >= 0 && timings.connect >= 0);
    QCOMPARE(timings.tls, -1);
    QVERIFY(timings.firstByte >= 29);
    QVERIFY(timings.total >= timings.firstByte);
}

void TestFetcher::theRequestIsWhatWeSay()
{
    TestServer server;
    FetchClient client;
    HttpRequest get = FetchClient::request(server.url("/a%20b?c=d"));
    get.credentials = "user:pass:word";
    client.fetch(get);
    const QByteArray port = QByteArray::number(server.port());
    QCOMPARE(server.requests().first().head,
             "GET /a%20b?c=d HTTP/1.1\r\nHost: 127.0.0.1:" + port
                 + "\r\nUser-Agent: Test/1\r\n"
                   "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
                   "Accept-Language: en,*;q=0.5\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"
                   "Connection: keep-alive\r\nAuthorization: Basic dXNlcjpwYXNzOndvcmQ=\r\n\r\n");
    client.fetch(server.url("/"));
    QCOMPARE(server.requests().last().header("Authorization"), QByteArray()); // only as given in the request
}

void TestFetcher::extraHeadersReplaceOurs()
{
    TestServer server;
    FetchClient client;
    HttpRequest get = FetchClient::request(server.url("/"));
    get.extraHeaders = {{"user-agent", "Mine"}, {"Accept-Language", "cs"}, {"X-Two", "1"}, {"X-Two", "2"}};
    client.fetch(get);
    const Request seen = server.requests().first();
    QCOMPARE(seen.header("User-Agent"), QByteArray("Mine"));
    QCOMPARE(seen.head.toLower().count("user-agent"), 1);
    QCOMPARE(seen.header("Accept-Language"), QByteArray("cs"));
    QCOMPARE(seen.head.count("X-Two: "), 2);
}

void TestFetcher::aHeaderCannotSmuggleAnother_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("CRLF in a value") << QByteArray("X") << QByteArray("a\r\nEvil: 1");
    QTest::newRow("LF in a value") << QByteArray("X") << QByteArray("a\nEvil: 1");
    QTest::newRow("CR in a value") << QByteArray("X") << QByteArray("a\rEvil: 1");
    QTest::newRow("NUL in a value") << QByteArray("X") << QByteArray("a\0b", 3);
    QTest::newRow("CRLF in a name") << QByteArray("X: a\r\nEvil") << QByteArray("1");
    QTest::newRow("colon in a name") << QByteArray("X:Y") << QByteArray("1");
    QTest::newRow("blank in a name") << QByteArray("X Y") << QByteArray("1");
    QTest::newRow("empty name") << QByteArray() << QByteArray("1");
    QTest::newRow("a body's length") << QByteArray("content-length") << QByteArray("10");
    QTest::newRow("a body's coding") << QByteArray("Transfer-Encoding") << QByteArray("chunked");
    QTest::newRow("user agent") << QByteArray("(user agent)") << QByteArray("a\r\nEvil: 1");
}

void TestFetcher::aHeaderCannotSmuggleAnother()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    TestServer server;
    FetchClient client;
    HttpRequest get = FetchClient::request(server.url("/"));
    if (name == "(user agent)")
        get.userAgent = value;
    else
        get.extraHeaders = {{name, value}};
    const FetchResult result = client.fetch(get);
    QCOMPARE(result.error.kind, Kind::Invalid);
    QVERIFY(!result.error.message.isEmpty());
    QCOMPARE(server.connectionCount(), 0);
}

void TestFetcher::onlyHttpIsFetched_data()
{
    QTest::addColumn<QByteArray>("url");
    for (const char *url : {"file:///etc/passwd", "qrc:/x", "data:text/html,x", "ftp://127.0.0.1/", "mailto:a@b"})
        QTest::newRow(url) << QByteArray(url);
}

void TestFetcher::onlyHttpIsFetched()
{
    QFETCH(QByteArray, url);
    FetchClient client;
    const FetchResult result = client.fetch(url);
    QCOMPARE(result.error.kind, Kind::Invalid);
    QVERIFY(result.response.body.isEmpty());
}

void TestFetcher::connectionsAreKeptAlive()
{
    TestServer server;
    server.onAny([](const Request &request) { return Script::html(request.target); });
    FetchClient client;
    for (int i = 0; i < 50; ++i)
        QCOMPARE(client.fetch(server.url("/" + QByteArray::number(i))).response.body, "/" + QByteArray::number(i));
    QCOMPARE(server.connectionCount(), 1);
    QCOMPARE(client.pool.idleCount(), 1);
    const FetchResult result = client.fetch(server.url("/x"));
    QCOMPARE(result.response.timings.dns, -1); // a kept connection has neither look-up nor connect
    QCOMPARE(result.response.timings.connect, -1);
    // What closes is not kept: HTTP/1.0, Connection: close, a body until close, bytes too many.
    server.on("/close", Script().send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"));
    server.on("/more", Script().send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi and more"));
    for (const char *path : {"/close", "/more"}) {
        QCOMPARE(client.fetch(server.url(path)).response.body, QByteArray("hi"));
        QCOMPARE(client.pool.idleCount(), 0);
    }
}

void TestFetcher::anyNumberOfConnectionsGoToOneHost()
{
    TestServer server;
    server.onAny([](const Request &) { return Script().pause(300ms).send("HTTP/1.1 204 No\r\n\r\n"); });
    FetchClient client;
    std::vector<std::unique_ptr<Flight>> flights;
    std::vector<QCoro::Task<>> tasks;
    for (int i = 0; i < 64; ++i) {
        flights.push_back(std::make_unique<Flight>());
        tasks.push_back(client.start(FetchClient::request(server.url("/")), flights.back().get()));
    }
    QTRY_COMPARE(client.pool.idleCount(), 64);
    for (const auto &flight : flights)
        QVERIFY(flight->result.ok());
    QCOMPARE(server.mostRequestsInFlight(), 64);
}

void TestFetcher::aStaleConnectionIsTriedOnceMore()
{
    TestServer server;
    server.on("/first", Script::html("1"));
    // The second request reaches the kept connection and finds it closed; the third goes over a new one.
    server.on("/second", {Script().close(), Script::html("2")});
    server.on("/third", {Script().reset(), Script::html("3")});
    server.on("/never", Script().close());
    FetchClient client;
    QCOMPARE(client.fetch(server.url("/first")).response.body, QByteArray("1"));
    QCOMPARE(client.fetch(server.url("/second")).response.body, QByteArray("2"));
    QCOMPARE(server.connectionCount(), 2);
    QCOMPARE(client.fetch(server.url("/third")).response.body, QByteArray("3"));
    QCOMPARE(server.connectionCount(), 3);
    QCOMPARE(client.fetch(server.url("/never")).error.kind, Kind::Reset); // once more, and no oftener
    QCOMPARE(server.connectionCount(), 4);
    QCOMPARE(server.requestCount(), 7);
}

void TestFetcher::aFreshConnectionIsNotTriedTwice()
{
    TestServer server;
    server.on("/", {Script().close(), Script::html("late")});
    FetchClient client;
    QCOMPARE(client.fetch(server.url("/")).error.kind, Kind::Reset);
    QCOMPARE(server.requestCount(), 1);
}

void TestFetcher::itTellsWhenTheRequestIsSent()
{
    TestServer server;
    const Script page = Script().send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    server.on("/", {page, Script().close(), page});
    FetchClient client;
    int sent = 0;
    HttpRequest request = FetchClient::request(server.url("/"));
    request.sent = [&] { ++sent; };
    QVERIFY(client.fetch(request).ok());
    QCOMPARE(sent, 1);
    QVERIFY(client.fetch(request).ok()); // the kept connection is closed under it
    QCOMPARE(sent, 3);
    request.url = FetchClient::request("http://127.0.0.1:" + QByteArray::number(TestServer::refusingPort())).url;
    QVERIFY(!client.fetch(request).ok());
    QCOMPARE(sent, 3); // nothing was
}

void TestFetcher::aConnectionThatDiesWhileIdleIsDropped()
{
    TestServer server;
    server.on("/", Script::html("x"));
    FetchClient client;
    client.fetch(server.url("/"));
    QCOMPARE(client.pool.idleCount(), 1);
    server.closeIdleConnections();
    QTRY_COMPARE(client.pool.idleCount(), 0);
    QVERIFY(client.fetch(server.url("/")).ok());
    QCOMPARE(server.connectionCount(), 2);
}

void TestFetcher::bytesOnAnIdleConnectionPoisonNothing()
{
    TestServer server;
    server.on("/a", Script::html("a").pause(50ms).send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"));
    server.on("/b", Script::html("b"));
    FetchClient client;
    QCOMPARE(client.fetch(server.url("/a")).response.body, QByteArray("a"));
    QCOMPARE(client.pool.idleCount(), 1);
    QTRY_COMPARE(client.pool.idleCount(), 0);
    QCOMPARE(client.fetch(server.url("/b")).response.body, QByteArray("b"));
}

void TestFetcher::idleConnectionsExpireAndAreCapped()
{
    TestServer server;
    server.onAny([](const Request &) { return Script().pause(100ms).send("HTTP/1.1 204 No\r\n\r\n"); });
    IdleLimits idle;
    idle.most = 3;
    idle.age = 300ms;
    FetchClient client({}, {}, idle);
    std::vector<std::unique_ptr<Flight>> flights;
    std::vector<QCoro::Task<>> tasks;
    for (int i = 0; i < 8; ++i) {
        flights.push_back(std::make_unique<Flight>());
        tasks.push_back(client.start(FetchClient::request(server.url("/")), flights.back().get()));
    }
    for (const auto &flight : flights)
        QTRY_VERIFY(flight->landed());
    QCOMPARE(client.pool.idleCount(), 3);
    QTRY_COMPARE(server.openConnections(), 3);
    QTRY_COMPARE_WITH_TIMEOUT(client.pool.idleCount(), 0, 2000);
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestFetcher::interimAnswersDoNotPoisonTheConnection()
{
    TestServer server;
    server.on("/hints",
              Script()
                  .send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n")
                  .pause(100ms)
                  .send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst"));
    server.on("/next", Script::html("second"));
    FetchClient client;
    const FetchResult hints = client.fetch(server.url("/hints"));
    QCOMPARE(hints.response.status, 200);
    QCOMPARE(hints.response.body, QByteArray("first"));
    QCOMPARE(client.fetch(server.url("/next")).response.body, QByteArray("second"));
    QCOMPARE(server.connectionCount(), 1);
}

void TestFetcher::manyHeaderFieldsAreKept()
{
    TestServer server;
    Script::Headers headers;
    for (int i = 0; i < 150; ++i)
        headers.append({"X-" + QByteArray::number(i), "v"});
    server.on("/", Script::status(200, headers, "body"));
    FetchClient client;
    const FetchResult result = client.fetch(server.url("/"));
    QCOMPARE(result.response.headers.size(), 151);
    QCOMPARE(result.response.body, QByteArray("body"));
}

void TestFetcher::redirectsAreNotFollowed()
{
    TestServer server;
    server.on("/from", Script::redirect("/to"));
    server.on("/to", Script::html("target"));
    FetchClient client;
    const FetchResult result = client.fetch(server.url("/from"));
    QVERIFY(result.ok());
    QCOMPARE(result.response.status, 302);
    QCOMPARE(result.response.headers.value("Location"), QByteArray("/to"));
    QCOMPARE(server.requestCount(), 1);
}

void TestFetcher::bodiesComeWhole_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("chunks");
    QTest::addColumn<bool>("close");
    QTest::newRow("length") << QByteArray("Content-Length: 3000000\r\n") << false << false;
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n") << true << false;
    QTest::newRow("until close") << QByteArray() << false << true;
    QTest::newRow("length, then closed") << QByteArray("Content-Length: 3000000\r\n") << false << true;
}

void TestFetcher::bodiesComeWhole()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, chunks);
    QFETCH(bool, close);
    QByteArray body(3'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char(i * 7 + i / 1000);
    QByteArray sent = body;
    if (chunks) {
        sent.clear();
        for (qsizetype at = 0; at < body.size(); at += 4097) {
            const QByteArray piece = body.mid(at, 4097);
            sent += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
        }
        sent += "0\r\n\r\n";
    }
    TestServer server;
    Script script = Script().send("HTTP/1.1 200 OK\r\n" + head + "\r\n" + sent);
    server.on("/", close ? script.close() : script);
    FetchClient client;
    const FetchResult result = client.fetch(server.url("/"));
    QVERIFY2(result.ok(), qPrintable(result.error.message));
    QVERIFY(result.response.body == body);
}

void TestFetcher::brokenAnswersAreNamed_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto answer = [](const char *name, const Script &script, Kind kind, int status, const QByteArray &body) {
        QTest::newRow(name) << script << int(kind) << status << body;
    };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    answer("closed at once", Script().close(), Kind::Reset, 0, "");
    answer("reset at once", Script().reset(), Kind::Reset, 0, "");
    answer("closed in the head", Script().send(ok + "Content-").close(), Kind::Reset, 200, "");
    answer("short body", Script().send(ok + "Content-Length: 9\r\n\r\nhello").close(), Kind::Truncated, 200, "hello");
    answer("broken chunk", Script().send(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nxyz\r\n").hang(),
           Kind::Protocol, 200, "hello");
    answer("no last chunk", Script().send(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n").close(),
           Kind::Truncated, 200, "hello");
    answer("reset where only the close ends the body", Script().send(ok + "\r\nhello").pause(50ms).reset(), Kind::Reset,
           200, "hello");
    answer("conflicting lengths", Script().send(ok + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
           Kind::Protocol, 200, "");
    answer("not HTTP", Script().send("220 smtp.example ESMTP\r\n").hang(), Kind::Protocol, 0, "");
    answer("HTTP/0.9", Script().send("<p>hello").close(), Kind::Protocol, 0, "");
    answer("TLS, unasked", Script().send("\x15\x03\x01").hang(), Kind::Protocol, 0, "");
    answer("announced too large",
           Script().send(ok + "Content-Length: 104857600\r\n\r\n").endless(QByteArray(65536, 'x')), Kind::TooLarge, 200,
           "");
    answer("switched protocols", Script().send("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n").hang(), Kind::Protocol,
           101, "");
}

void TestFetcher::brokenAnswersAreNamed()
{
    QFETCH(Script, script);
    QFETCH(int, kind);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    TestServer server;
    server.on("/", script);
    server.on("/sound", Script::html("sound"));
    FetchClient client;
    QElapsedTimer timer;
    timer.start();
    const FetchResult result = client.fetch(server.url("/"));
    QVERIFY2(int(result.error.kind) == kind, qPrintable(errorKindName(result.error.kind) + result.error.message));
    QVERIFY(!result.error.message.isEmpty());
    QCOMPARE(result.response.status, status);
    QCOMPARE(result.response.body, body);
    QVERIFY(timer.elapsed() < 3000);
    QCOMPARE(client.pool.idleCount(), 0);
    QCOMPARE(client.fetch(server.url("/sound")).response.body, QByteArray("sound"));
}

void TestFetcher::aResetIsNoticedAtEveryByte()
{
    TestServer server;
    const QByteArray answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    server.onAny([answer](const Request &request) {
        return Script().send(answer.first(request.target.sliced(1).toInt())).pause(1ms).reset();
    });
    FetchClient client;
    for (int cut = 0; cut < answer.size(); ++cut) {
        const FetchResult result = client.fetch(server.url("/" + QByteArray::number(cut)));
        QVERIFY2(result.error.kind == Kind::Reset || result.error.kind == Kind::Truncated, QByteArray::number(cut));
    }
    QVERIFY(client.fetch(server.url("/" + QByteArray::number(answer.size()))).ok());
}

void TestFetcher::clocksEndInTheirOwnKind_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<int>("kind");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    QTest::newRow("no answer") << Script().hang() << int(Kind::FirstByteTimeout);
    QTest::newRow("silence in the head") << Script().send(ok).hang() << int(Kind::IdleTimeout);
    QTest::newRow("silence in the body") << Script().send(ok + "Content-Length: 9\r\n\r\nhel").hang()
                                         << int(Kind::IdleTimeout);
    QTest::newRow("silence after 103") << Script().send("HTTP/1.1 103 Early\r\n\r\n").hang() << int(Kind::IdleTimeout);
}

void TestFetcher::clocksEndInTheirOwnKind()
{
    QFETCH(Script, script);
    QFETCH(int, kind);
    TestServer server;
    server.on("/", script);
    FetchLimits limits;
    limits.firstByte = limits.idle = 150ms;
    FetchClient client(limits);
    const FetchResult result = client.fetch(server.url("/"));
    QCOMPARE(int(result.error.kind), kind);
    QVERIFY(result.response.timings.total >= 150);
    QVERIFY(result.response.timings.total < 1000);
    QTRY_COMPARE(server.openConnections(), 0); // aborted, not left behind

    limits.total = 80ms;
    client.fetcher.setLimits(limits);
    const FetchResult hurried = client.fetch(server.url("/"));
    QCOMPARE(hurried.error.kind, Kind::TotalTimeout);
    QVERIFY(hurried.response.timings.total >= 80);
    QVERIFY(hurried.response.timings.total < 1000);
}

void TestFetcher::aSteadyDripEndsWithTheTotalClock()
{
    TestServer server;
    const QByteArray endless(10'000, 'x');
    server.on("/body", Script().send("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n").drip(endless, 1, 20ms));
    server.on("/head", Script().send("HTTP/1.1 200 OK\r\nX: ").drip(endless, 1, 20ms));
    FetchLimits limits;
    limits.idle = 200ms;
    limits.total = 500ms;
    FetchClient client(limits);
    for (const char *path : {"/body", "/head"}) {
        const FetchResult result = client.fetch(server.url(path));
        QCOMPARE(result.error.kind, Kind::TotalTimeout);
        QCOMPARE(result.response.status, 200);
        QVERIFY(result.response.timings.total < 1500);
    }
}

void TestFetcher::endlessAnswersEndAtTheCap()
{
    TestServer server;
    const QByteArray chunk(100'000, 'x');
    server.on("/head", Script().send("HTTP/1.1 200 OK\r\n").endless("X-Field: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n"));
    server.on("/body", Script().send("HTTP/1.1 200 OK\r\n\r\n").endless(chunk));
    server.on("/chunks",
              Script()
                  .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                  .endless(QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n"));
    FetchLimits limits;
    limits.maxBodyBytes = 5 << 20;
    FetchClient client(limits);
    for (const char *path : {"/head", "/body", "/chunks"}) {
        const FetchResult result = client.fetch(server.url(path));
        QCOMPARE(result.error.kind, Kind::TooLarge);
        QCOMPARE(result.response.status, 200);
        QVERIFY(result.response.wireBytes < (5 << 20) + (1 << 20));
        QCOMPARE(result.response.body.size(), qstrcmp(path, "/head") == 0 ? 0 : 5 << 20);
    }
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestFetcher::refusedUnresolvedAndSecondAddresses()
{
    FetchClient client;
    const QByteArray port = QByteArray::number(TestServer::refusingPort());
    const FetchResult refused = client.fetch("http://127.0.0.1:" + port + "/");
    QCOMPARE(refused.error.kind, Kind::Refused);
    QVERIFY2(refused.error.message.contains(QStringLiteral("127.0.0.1")), qPrintable(refused.error.message));
    QCOMPARE(refused.response.status, 0);

    // A name with three addresses, of which only the last listens.
    TestServer server;
    server.on("/", Script::html("here"));
    Resolver resolver(&std::chrono::steady_clock::now, [](const QString &name, QObject *, const auto &done) {
        QHostInfo info;
        if (name == QLatin1String("three.test"))
            info.setAddresses({QHostAddress(QStringLiteral("127.0.0.9")), QHostAddress(QStringLiteral("127.0.0.8")),
                               QHostAddress(QStringLiteral("127.0.0.1"))});
        else
            info.setErrorString(QStringLiteral("Host not found"));
        done(info);
    });
    Fetcher fetcher(client.pool, resolver, {});
    QElapsedTimer timer;
    timer.start();
    auto task = fetcher.fetch(FetchClient::request(server.url("/", "three.test")), {});
    const FetchResult found = QCoro::waitFor(std::move(task));
    QVERIFY2(found.ok(), qPrintable(found.error.message));
    QCOMPARE(found.response.body, QByteArray("here"));
    QVERIFY(timer.elapsed() < 200); // refused addresses cost nothing

    auto lost = fetcher.fetch(FetchClient::request("http://nowhere.test/"), {});
    const FetchResult unresolved = QCoro::waitFor(std::move(lost));
    QCOMPARE(unresolved.error.kind, Kind::Dns);
    QVERIFY(unresolved.error.message.contains(QStringLiteral("nowhere.test")));
}

void TestFetcher::aDeadFirstAddressCostsAQuarterSecond()
{
    // RFC 8305 §5. 127.0.0.9 does not answer at all: the black hole's backlog is full.
    BlackHole hole(QByteArrayLiteral("127.0.0.9"));
    TestServer server(TestServer::Tls::None, hole.port());
    server.on("/", Script::html("here"));
    Resolver resolver(&std::chrono::steady_clock::now, [](const QString &, QObject *, const auto &done) {
        QHostInfo info;
        info.setAddresses({QHostAddress(QStringLiteral("127.0.0.9")), QHostAddress(QStringLiteral("127.0.0.1"))});
        done(info);
    });
    FetchClient client;
    Fetcher fetcher(client.pool, resolver, {});
    auto task = fetcher.fetch(FetchClient::request(server.url("/", "two.test")), {});
    const FetchResult result = QCoro::waitFor(std::move(task));
    QVERIFY2(result.ok(), qPrintable(result.error.message));
    QCOMPARE(result.response.peer, QStringLiteral("127.0.0.1:%1").arg(server.port()));
    QVERIFY(result.response.timings.connect >= 240);
    QVERIFY(result.response.timings.connect < 1000);
}

void TestFetcher::aProxyIsUsedOnlyWhenSet()
{
    // The test server plays both the proxy, which says yes to CONNECT, and the origin behind it.
    TestServer server;
    server.onAny([](const Request &request) {
        return request.method == "CONNECT" ? Script().send("HTTP/1.1 200 Connected\r\n\r\n") : Script::html("by proxy");
    });
    qputenv("http_proxy", server.url("/")); // the system's: nobody asked for it
    FetchClient direct;
    QCOMPARE(direct.fetch("http://127.0.0.1:" + QByteArray::number(TestServer::refusingPort()) + "/").error.kind,
             Kind::Refused);
    qunsetenv("http_proxy");
    QCOMPARE(server.requestCount(), 0);

    TransportOptions transport;
    transport.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), server.port());
    FetchClient proxied({}, transport);
    const FetchResult result = proxied.fetch("http://far.test/page"); // the name is the proxy's to look up
    QVERIFY2(result.ok(), qPrintable(result.error.message));
    QCOMPARE(result.response.body, QByteArray("by proxy"));
    QCOMPARE(server.requests().first().target, QByteArray("far.test:80"));
    QCOMPARE(server.requests().last().header("Host"), QByteArray("far.test"));
}

void TestFetcher::codedBodiesComeAsSentAndDecode()
{
    TestServer server;
    const QByteArray page = QByteArray("<p>text</p>").repeated(1000);
    server.on("/x-gzip", Script::status(200, {{"Content-Encoding", "x-gzip"}}, gzip(page)));
    server.on("/garbage", Script::status(200, {{"Content-Encoding", "gzip"}}, gzip(page) + "garbage"));
    server.on("/truncated", Script::status(200, {{"Content-Encoding", "gzip"}}, gzip(page).chopped(12)));
    FetchClient client;
    const auto decoded = [&](const char *path) {
        const FetchResult result = client.fetch(server.url(path));
        return decodeBody(result.response.body, result.response.headers.combined("Content-Encoding"), 1 << 20);
    };
    QCOMPARE(decoded("/x-gzip").body, page);
    QCOMPARE(decoded("/garbage").body, page);
    QCOMPARE(decoded("/truncated").error.kind, Kind::Truncated);
    QVERIFY(page.startsWith(decoded("/truncated").body));
}

void TestFetcher::theFileLimitIsRaised()
{
    const qint64 limit = raiseFileLimit();
    QVERIFY(limit >= 1024);
    QCOMPARE(raiseFileLimit(), limit);
}

void TestFetcher::connectionsLeaveRoomForOtherFiles()
{
    QCOMPARE(affordableConnections(4096, 20'000), 4096);
    QCOMPARE(affordableConnections(4096, 4096), 1600); // (4096 - 512 idle - 256 look-ups - 128 others) / 2
    QCOMPARE(affordableConnections(32, 1024), 32);
    QCOMPARE(affordableConnections(4096, 1024), 64);
    QCOMPARE(affordableConnections(4096, 256), 1);
    QCOMPARE(affordableConnections(0, 20'000), 1);
}

QTEST_GUILESS_MAIN(TestFetcher)
#include "tst_fetcher.moc"
