#include "support/blackhole.h"
#include "support/fetchclient.h"
#include "support/testserver.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <thread>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

/// Stop, in every state that a fetch can be in.
class TestFetcherStop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopEndsAFetchAtOnce_data();
    void stopEndsAFetchAtOnce();
    void stopBeforeTheStartSendsNothing();
    void stopInALookUpEndsItAtOnce();
    void stopComesFromAnyThread();
    void stopEndsHundredsAtOnce();
    void anAnswerAndAStopTogetherCompleteOnce();
    void theConnectClockEndsAFetch();
    void thousandStopsLeaveNothingBehind();
};

namespace {

/// Lets the event loop run until the server has seen what a state needs, and a little longer.
void reach(const std::function<bool()> &state)
{
    QVERIFY(QTest::qWaitFor(state, 5000));
    QTest::qWait(30);
}

} // namespace

void TestFetcherStop::stopEndsAFetchAtOnce_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("while connecting") << QByteArray("black hole") << 0;
    QTest::newRow("in TLS") << QByteArray("tls") << 0;
    QTest::newRow("waiting for the first byte") << QByteArray("/silent") << 0;
    QTest::newRow("on a kept connection") << QByteArray("/kept") << 0;
    QTest::newRow("in the head") << QByteArray("/head") << 200;
    QTest::newRow("in the body") << QByteArray("/body") << 200;
    QTest::newRow("in an endless body") << QByteArray("/endless") << 200;
    QTest::newRow("in a drip") << QByteArray("/drip") << 200;
}

void TestFetcherStop::stopEndsAFetchAtOnce()
{
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    BlackHole hole;
    TestServer server;
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    server.on("/silent", Script().hang());
    server.on("/kept", {Script::html("x"), Script().hang()});
    server.on("/head", Script().send(ok + "X: y\r\n").hang());
    server.on("/body", Script().send(ok + "Content-Length: 9\r\n\r\nhel").hang());
    server.on("/endless", Script().send(ok + "\r\n").endless(QByteArray(65536, 'x')));
    server.on("/drip", Script().send(ok + "\r\n").drip(QByteArray(10'000, 'x'), 1, 2ms));
    QByteArray url = server.url(path);
    if (path == "black hole")
        url = "http://127.0.0.1:" + QByteArray::number(hole.port()) + "/";
    else if (path == "tls")
        url = "https://127.0.0.1:" + QByteArray::number(server.port()) + "/";

    FetchLimits limits;
    limits.maxBodyBytes = qint64(1) << 40;
    FetchClient client(limits, trusting(TestServer::caCertificatePath()));
    if (path == "/kept")
        QVERIFY(client.fetch(url).ok());
    Flight flight;
    const auto task = client.start(FetchClient::request(url), &flight);
    reach([&] {
        const qsizetype before = path == "/kept" ? 1 : 0;
        return path == "black hole" || (path == "tls" ? server.connectionCount() == 1 : server.requestCount() > before);
    });
    QCOMPARE(flight.completions, 0);

    QElapsedTimer timer;
    timer.start();
    flight.stop.request_stop();
    QVERIFY(QTest::qWaitFor([&flight] { return flight.landed(); }, 200));
    QVERIFY(timer.elapsed() < 200);
    QCOMPARE(flight.result.error.kind, Kind::Cancelled);
    QCOMPARE(flight.result.response.status, status);
    QCOMPARE(client.pool.idleCount(), 0);
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(flight.completions, 1); // nothing came after it
}

void TestFetcherStop::stopBeforeTheStartSendsNothing()
{
    TestServer server;
    FetchClient client;
    Flight flight;
    flight.stop.request_stop();
    const auto task = client.start(FetchClient::request(server.url("/")), &flight);
    QTRY_COMPARE(flight.completions, 1);
    QCOMPARE(flight.result.error.kind, Kind::Cancelled);
    QTest::qWait(50);
    QCOMPARE(server.requestCount(), 0);
}

void TestFetcherStop::stopInALookUpEndsItAtOnce()
{
    FetchClient client;
    Resolver resolver(&std::chrono::steady_clock::now,
                      [](const QString &, QObject *, const auto &) { /* never answers */ });
    Fetcher fetcher(client.pool, resolver, {});
    std::stop_source stop;
    auto task = fetcher.fetch(FetchClient::request("http://one.test/"), stop.get_token());
    QTest::qWait(20);
    stop.request_stop();
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(QCoro::waitFor(std::move(task)).error.kind, Kind::Cancelled);
    QVERIFY(timer.elapsed() < 200);
}

void TestFetcherStop::stopComesFromAnyThread()
{
    TestServer server;
    server.onAny([](const Request &) { return Script().hang(); });
    FetchClient client;
    for (int round = 0; round < 50; ++round) {
        Flight flight;
        const auto task = client.start(FetchClient::request(server.url("/")), &flight);
        std::jthread other([&flight, round] {
            std::this_thread::sleep_for(std::chrono::microseconds(round * 50));
            flight.stop.request_stop();
        });
        QTRY_COMPARE(flight.completions, 1);
        QCOMPARE(flight.result.error.kind, Kind::Cancelled);
    }
}

void TestFetcherStop::stopEndsHundredsAtOnce()
{
    TestServer server;
    server.onAny([](const Request &) { return Script().hang(); });
    FetchClient client;
    std::stop_source stop;
    std::vector<std::unique_ptr<Flight>> flights;
    std::vector<QCoro::Task<>> tasks;
    for (int i = 0; i < 256; ++i) {
        flights.push_back(std::make_unique<Flight>());
        flights.back()->stop = stop;
        tasks.push_back(client.start(FetchClient::request(server.url("/")), flights.back().get()));
    }
    QTRY_COMPARE(server.requestCount(), 256);
    const auto landed = [&flights] {
        return std::all_of(flights.begin(), flights.end(), [](const auto &flight) { return flight->landed(); });
    };
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    QVERIFY(QTest::qWaitFor(landed, 200));
    QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
    for (const auto &flight : flights)
        QCOMPARE(flight->completions, 1);
}

void TestFetcherStop::anAnswerAndAStopTogetherCompleteOnce()
{
    TestServer server;
    server.on("/", Script::html("x"));
    FetchClient client;
    for (int round = 0; round < 200; ++round) {
        Flight flight;
        const auto task = client.start(FetchClient::request(server.url("/")), &flight);
        if (!flight.landed())
            QTest::qWait(round % 4);
        flight.stop.request_stop();
        QTRY_COMPARE(flight.completions, 1);
        QVERIFY(flight.result.ok() || flight.result.error.kind == Kind::Cancelled);
    }
}

void TestFetcherStop::theConnectClockEndsAFetch()
{
    BlackHole hole;
    FetchLimits limits;
    limits.connect = 150ms;
    FetchClient client(limits);
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(hole.port()) + "/";
    const FetchResult result = client.fetch(url);
    QCOMPARE(result.error.kind, Kind::ConnectTimeout);
    QVERIFY(result.response.timings.total >= 150);
    QVERIFY(result.response.timings.total < 1000);
    limits.total = 80ms;
    client.fetcher.setLimits(limits);
    QCOMPARE(client.fetch(url).error.kind, Kind::TotalTimeout);
}

void TestFetcherStop::thousandStopsLeaveNothingBehind()
{
    // What is left behind, the leak sanitizer finds at the end of this program.
    TestServer server;
    server.onAny(
        [](const Request &) { return Script().send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhel").hang(); });
    FetchClient client;
    for (int round = 0; round < 1000; ++round) {
        Flight flight;
        const auto task = client.start(FetchClient::request(server.url("/")), &flight);
        QTest::qWait(round % 5); // stopped at another instant each time
        flight.stop.request_stop();
        QTRY_COMPARE(flight.completions, 1);
    }
    QTRY_COMPARE(server.openConnections(), 0);
}

QTEST_GUILESS_MAIN(TestFetcherStop)
#include "tst_fetcher_stop.moc"
