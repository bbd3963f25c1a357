// What a person may order while a run goes on, measured at the server.
#include "store/runstore.h"
#include "support/runharness.h"
#include "support/testserver.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

namespace {

const QByteArray page = "<!DOCTYPE html><title>A page</title>";

QString lines(const TestServer &server, int count, const QByteArray &host = "127.0.0.1")
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QString::fromLatin1(server.url("/" + QByteArray::number(i), host)) + u'\n';
    return text;
}

/// A site whose front page links to `count` others.
void serveLinks(TestServer &server, int count)
{
    QByteArray front = page;
    for (int i = 0; i < count; ++i)
        front += "<a href=/page/" + QByteArray::number(i) + ">link</a>";
    server.on("/", Script::html(front));
    server.onAny([](const Request &) { return Script::html(page); });
}

CrawlOptions crawling()
{
    CrawlOptions options = hastyOptions();
    options.follow.links = true;
    return options;
}

QString manyLines()
{
    QString text;
    for (int i = 0; i < 100'000; ++i)
        text += QStringLiteral("http://127.0.0.%1/%2\n").arg(i % 200 + 1).arg(i);
    return text;
}

qint64 count(const Run &run, RowState state) { return run.progress().counts[state]; }

} // namespace

class TestRunLive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aChangedDelayIsObeyedAndKept()
    {
        TestServer server;
        server.onAny([](const Request &) { return Script::html(page); });
        CrawlOptions options = hastyOptions();
        options.delay = 60s;
        RunHarness harness(lines(server, 5), options);
        harness.run().start();
        QTRY_COMPARE(server.requestCount(), 1);
        options.delay = 0ms;
        const auto set = await(harness.run().setOptions(options)); // answered while the run goes on
        QVERIFY(set);
        QVERIFY(harness.finish(5'000)); // and not after four minutes
        QCOMPARE(server.requestCount(), 5);
        QCOMPARE(harness.run().options().delay, 0ms);
        const QString path = harness.path();
        harness.close();
        const Run::OpenResult again = await(Run::open(path));
        QCOMPARE((*again)->options().delay, 0ms);
    }

    void moreConcurrencyStartsMoreAtOnce()
    {
        TestServer server;
        server.onAny([](const Request &) { return Script().hang(); });
        CrawlOptions options = hastyOptions();
        options.concurrency = 2;
        RunHarness harness(lines(server, 100), options);
        harness.run().start();
        QTRY_COMPARE(server.requestCount(), 2);
        options.concurrency = 60;
        harness.run().setOptions(options);
        QTRY_COMPARE(server.requestCount(), 60);
        harness.run().stop();
        QVERIFY(harness.finish());
        QCOMPARE(harness.receipt().aborted, 60);
    }

    void aPausedHostIsNotAskedAndTheOthersAre()
    {
        TestServer server;
        server.listenAt(QStringLiteral("127.0.0.2"));
        server.onAny([](const Request &) { return Script::html(page); });
        CrawlOptions options = hastyOptions();
        options.concurrency = 1;
        RunHarness harness(lines(server, 20) + lines(server, 20, "127.0.0.2"), options);
        const QByteArray host = server.url("");
        harness.run().start();
        harness.run().setHostPaused(host, true);
        QTRY_COMPARE(count(harness.run(), RowState::Queued) < 20 ? 20 : count(harness.run(), RowState::Queued), 20);
        QTRY_VERIFY(count(harness.run(), RowState::Ok) >= 20);
        const QList<HostLane> lanes = await(harness.run().lanes(10));
        const auto lane = std::find_if(lanes.begin(), lanes.end(), [&](const HostLane &l) { return l.host == host; });
        QVERIFY(lane != lanes.end());
        QCOMPARE(lane->state, HostLane::State::Paused);
        QVERIFY(lane->queued >= 18); // it was asked once or twice before the order came
        QCOMPARE(harness.finishes(), 0);
        harness.run().setHostPaused(host, false);
        QVERIFY(harness.finish());
        QCOMPARE(count(harness.run(), RowState::Ok), 40);
    }

    void aSkippedRowEndsAtOnceBeItQueuedOrInFlight()
    {
        TestServer server;
        server.on("/0", Script().hang());
        server.onAny([](const Request &) { return Script::html(page); });
        CrawlOptions options = hastyOptions();
        options.concurrency = 1;
        RunHarness harness(lines(server, 3), options);
        harness.run().start();
        QTRY_COMPARE(server.requestCount(), 1);
        harness.run().skip({1, 3});
        QVERIFY(harness.finish(5'000));
        const QList<Record> rows = harness.rows();
        QCOMPARE(rows[0].state, RowState::Skipped);
        QCOMPARE(rows[0].errorKind, Kind::Skipped);
        QCOMPARE(rows[1].state, RowState::Ok);
        QCOMPARE(rows[2].state, RowState::Skipped);
        QCOMPARE(server.requestCount(), 2);
        QCOMPARE(harness.receipt().lost, 0);
    }

    void failedRowsAreTriedAgainWhileTheRunGoesOn()
    {
        TestServer server;
        server.on("/0", {Script::status(500), Script::html(page)});
        server.on("/1", Script().hang());
        RunHarness harness(lines(server, 2));
        harness.run().start();
        QTRY_COMPARE(count(harness.run(), RowState::Failed), 1);
        RowQuery failed;
        failed.state = RowState::Failed;
        QCOMPARE(await(harness.run().retry(failed)).value(), 1);
        QTRY_COMPARE(count(harness.run(), RowState::Ok), 1);
        QCOMPARE(count(harness.run(), RowState::Failed), 0);
        QCOMPARE(harness.run().progress().counts.total(), 2);
        QCOMPARE(await(harness.run().counts()).value()[RowState::Ok], 1);
        harness.run().stop();
        QVERIFY(harness.finish());
    }

    void filteredRowsAreTriedAgainAfterTheRun()
    {
        TestServer server;
        server.onAny([](const Request &) { return Script::html(page); });
        RunHarness harness(lines(server, 3));
        QVERIFY(harness.finish());
        RowQuery second;
        second.text = QString::fromLatin1(server.url("/1"));
        QCOMPARE(await(harness.run().retry(second)).value(), 1);
        QCOMPARE(count(harness.run(), RowState::Queued), 1);
        const Record row = harness.rows()[1];
        QVERIFY(row.title.isNull());
        QVERIFY(!row.status);
        server.forgetRequests();
        QVERIFY(harness.finish());
        QCOMPARE(server.requestCount(), 1);
        QCOMPARE(count(harness.run(), RowState::Ok), 3);
    }

    void aNarrowerScopeIsTriedDryThenDropsWhatIsQueued()
    {
        TestServer server;
        serveLinks(server, 50);
        CrawlOptions options = crawling();
        options.delay = 50ms;
        RunHarness harness(QString::fromLatin1(server.url("/")), options);
        harness.run().start();
        QTRY_VERIFY(count(harness.run(), RowState::Ok) >= 3);
        harness.run().pause();
        QTRY_COMPARE(harness.run().progress().inFlight, 0);
        options.follow.exclude = {QStringLiteral("/page/4[0-9]$")}; // ten of them
        const qint64 queued = count(harness.run(), RowState::Queued);
        const qint64 would = await(harness.run().wouldDrop(options.follow));
        QVERIFY(would > 0);
        QVERIFY(would <= 10);
        QCOMPARE(count(harness.run(), RowState::Queued), queued); // dry
        QVERIFY(await(harness.run().setOptions(options)));
        QTRY_COMPARE(count(harness.run(), RowState::Skipped), would);
        harness.run().unpause();
        QVERIFY(harness.finish());
        QCOMPARE(count(harness.run(), RowState::Ok), 51 - would);

        options.follow.exclude.clear(); // wider again: what was dropped is fetched when the run goes on
        QVERIFY(await(harness.run().setOptions(options)));
        QVERIFY(harness.finish());
        QCOMPARE(count(harness.run(), RowState::Ok), 51);
        QCOMPARE(count(harness.run(), RowState::Skipped), 0);
        QCOMPARE(harness.run().progress().counts.found, 50);
    }

    void aPatternThatCannotBeReadChangesNothing()
    {
        RunHarness harness(QStringLiteral("http://127.0.0.1:1/"));
        CrawlOptions options = crawling();
        options.follow.include = {QStringLiteral("a(b")};
        const auto set = await(harness.run().setOptions(options));
        QVERIFY(!set);
        QVERIFY2(set.error().message.contains(QStringLiteral("a(b")), qPrintable(set.error().message));
        QVERIFY(harness.run().options().follow.include.isEmpty());
    }

    void aRunWithAPatternThatCannotBeReadIsNotMadeAndNotGoneOnWith()
    {
        CrawlOptions options = crawling();
        options.follow.exclude = {QStringLiteral("a(b")};
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("damaged.creel"));
        const Ledger ledger = Ledger::fromText(u"http://127.0.0.1:1/");
        QVERIFY(!await(Run::create(path, ledger, options)));
        QVERIFY(!QFile::exists(path));

        QVERIFY(RunStore::create(path, ledger, options)); // by a program that did not ask
        const Run::OpenResult opened = await(Run::open(path));
        QVERIFY(opened);
        QVERIFY2((*opened)->readOnlyReason().contains(QStringLiteral("a(b")), qPrintable((*opened)->readOnlyReason()));
    }

    void robotsIsAskedFirstAndWhatItForbidsIsSkipped()
    {
        TestServer server;
        server.on("/robots.txt", Script::status(200, {}, "User-agent: *\nDisallow: /1\n"));
        server.onAny([](const Request &) { return Script::html(page); });
        CrawlOptions options = hastyOptions();
        options.obeyRobots = true;
        RunHarness harness(lines(server, 3), options);
        QVERIFY(harness.finish());
        QCOMPARE(server.requests().first().target, "/robots.txt");
        QCOMPARE(server.requestCount(), 3);
        const Record refused = harness.rows()[1];
        QCOMPARE(refused.state, RowState::Skipped);
        QCOMPARE(refused.errorKind, Kind::Robots);
        QVERIFY2(refused.error.contains(QStringLiteral("Disallow: /1")), qPrintable(refused.error));
    }

    void aHostWithoutRobotsForErrorsIsLeftAlone()
    {
        TestServer server;
        server.on("/robots.txt", Script::status(500));
        CrawlOptions options = hastyOptions();
        options.obeyRobots = true;
        RunHarness harness(lines(server, 3), options);
        QVERIFY(harness.finish());
        QCOMPARE(server.requestCount(), 1);
        QCOMPARE(count(harness.run(), RowState::Skipped), 3);
    }

    void aHostThatCannotBeReachedFailsEachRowInItsKind()
    {
        const QString url = QStringLiteral("http://127.0.0.1:%1/").arg(TestServer::refusingPort());
        CrawlOptions options = hastyOptions();
        options.obeyRobots = true;
        RunHarness harness(url + QStringLiteral("a\n") + url + QStringLiteral("b"), options);
        QVERIFY(harness.finish());
        for (const Record &row : harness.rows()) {
            QCOMPARE(row.state, RowState::Failed);
            QCOMPARE(row.errorKind, Kind::Refused);
        }
    }

    void aRedirectIntoTheUsersNetworkIsRefused()
    {
        TestServer server, own;
        server.on("/0", Script::redirect(own.url("/secret", "127.0.0.9")));
        own.listenAt(QStringLiteral("127.0.0.9"));
        own.onAny([](const Request &) { return Script::html(page); });
        RunHarness harness(lines(server, 1));
        QVERIFY(harness.finish());
        QCOMPARE(harness.rows()[0].errorKind, Kind::PrivateAddress);
        QCOMPARE(own.requestCount(), 0);

        CrawlOptions open = hastyOptions();
        open.guardNetwork = false;
        RunHarness unguarded(lines(server, 1), open);
        QVERIFY(unguarded.finish());
        QCOMPARE(unguarded.rows()[0].state, RowState::Ok);
    }

    void aHostThatAsksForPatienceOnlyIsParkedAndCanBeTriedAgain()
    {
        TestServer server;
        server.onAny([](const Request &) { return Script::status(429, {{"Retry-After", "0"}}); });
        CrawlOptions options = hastyOptions();
        options.retries = 2;
        options.perHost = 1;
        options.adaptive = false;
        RunHarness harness(lines(server, 40), options);
        QVERIFY(harness.finish());
        QCOMPARE(server.requestCount(), 20);
        const qint64 parked = count(harness.run(), RowState::Skipped);
        QVERIFY(parked >= 38); // a row may have used up its waits and retries before
        QCOMPARE(harness.rows().last().errorKind, Kind::HostParked);
        server.onAny([](const Request &) { return Script::html(page); });
        RowQuery skipped;
        skipped.state = RowState::Skipped;
        QCOMPARE(await(harness.run().retry(skipped)).value(), parked);
        QVERIFY(harness.finish());
        QCOMPARE(count(harness.run(), RowState::Skipped), 0);
    }

    void aHostThatIsParkedOverItsRobotsTxtEndsItsRows()
    {
        TestServer server;
        server.onAny([](const Request &) { return Script::status(503, {{"Retry-After", "0"}}); });
        CrawlOptions options = hastyOptions();
        options.obeyRobots = true;
        options.adaptive = false;
        options.retries = 15; // with the waits that are free: more than a host gets
        RunHarness harness(lines(server, 3), options);
        QVERIFY(harness.finish(10'000));
        QCOMPARE(count(harness.run(), RowState::Skipped), 3);
        QCOMPARE(server.requestCount(), 20);
    }

    void aRowThatIsFoundTwiceInOneBatchCountsOnce()
    {
        TestServer server;
        server.on("/", Script::html(page + "<a rel=nofollow href=/x>x</a><a href=/y>y</a>"));
        server.on("/y", Script::html(page + "<a href=/x>x</a>"));
        server.on("/x", Script::html(page));
        CrawlOptions options = crawling();
        options.follow.obeyNofollow = true;
        RunHarness harness(QString::fromLatin1(server.url("/")), options);
        QVERIFY(harness.finish());
        const StateCounts told = harness.run().progress().counts, kept = await(harness.run().counts()).value();
        QCOMPARE(told.byState, kept.byState);
        QCOMPARE(told.found, kept.found);
        QCOMPARE(told[RowState::Ok], 3);
    }

    void whatAStopCutOffIsNotTriedAgainTwice()
    {
        TestServer server;
        server.on("/1", {Script().hang(), Script::html(page)});
        server.onAny([](const Request &) { return Script::html(page); });
        RunHarness harness(lines(server, 2));
        harness.run().start();
        QTRY_COMPARE(count(harness.run(), RowState::Ok), 1);
        harness.run().stop();
        QVERIFY(harness.finish());
        QCOMPARE(count(harness.run(), RowState::Stopped), 1);
        harness.run().retry({});
        harness.run().start(); // before it is answered
        QVERIFY(harness.finish());
        QCOMPARE(harness.run().progress().counts.byState, await(harness.run().counts()).value().byState);
        QCOMPARE(count(harness.run(), RowState::Ok), 2);
    }

    void rowsThatAreTriedAgainWhenTheRunEndsWaitForTheNext()
    {
        TestServer server;
        server.on("/0", Script().hang());
        server.onAny([](const Request &) { return Script::html(page); });
        RunHarness harness(lines(server, 4));
        harness.run().start();
        QTRY_COMPARE(count(harness.run(), RowState::Ok), 3);
        RowQuery ok;
        ok.state = RowState::Ok;
        for (int i = 0; i < 2'000; ++i)
            harness.run().counts(); // the reader has much to do first
        auto queued = harness.run().retry(ok);
        harness.run().stop();
        QVERIFY(harness.finish());
        QCOMPARE(await(queued).value(), 3);
        QCOMPARE(count(harness.run(), RowState::Queued), 3);
        QCOMPARE(harness.run().progress().counts.byState, await(harness.run().counts()).value().byState);
    }

    void whatRobotsForbidLeavesThePageLimitToTheLinksBehindIt()
    {
        TestServer server;
        server.on("/robots.txt", Script::status(200, {}, "User-agent: *\nDisallow: /no\n"));
        server.on("/", Script::html(page + "<a href=/no/1>1</a><a href=/no/2>2</a><a href=/yes/1>3</a>"));
        server.onAny([](const Request &) { return Script::html(page); });
        CrawlOptions options = crawling();
        options.obeyRobots = true;
        options.follow.maxPages = 2;
        RunHarness harness(QString::fromLatin1(server.url("/")), options);
        QVERIFY(harness.finish());
        QCOMPARE(count(harness.run(), RowState::Ok), 2);
        QCOMPARE(harness.rows()[1].errorKind, Kind::Robots);
        QCOMPARE(harness.rows()[2].errorKind, Kind::Robots);
    }

    void whatWasATrapIsOneWhenTheRunGoesOn()
    {
        TestServer server;
        server.on("/",
                  Script::html(page + "<a href=/a?PHPSESSID=1111111111>1</a><a href=/a?PHPSESSID=2222222222>2</a>"));
        server.onAny([](const Request &) { return Script::html(page); });
        RunHarness harness(QString::fromLatin1(server.url("/")), crawling());
        QVERIFY(harness.finish());
        QCOMPARE(harness.rows().last().errorKind, Kind::Trap);
        QVERIFY(harness.finish());
        QCOMPARE(harness.rows().last().errorKind, Kind::Trap);
        QCOMPARE(server.requestCount(), 2);
    }

    void aListThatIsStillBeingReadBackIsStoppedAtOnce()
    {
        RunHarness harness(manyLines());
        harness.run().start();
        harness.run().stop();
        QVERIFY(harness.finish());
        QVERIFY2(harness.receipt().stopMs < 1'000, qPrintable(QString::number(harness.receipt().stopMs)));
        QCOMPARE(harness.run().progress().counts.total(), 100'000);
    }

    void aListThatIsStillBeingReadBackIsClosedAtOnce()
    {
        RunHarness harness(manyLines());
        harness.run().start();
        harness.close();
        QVERIFY(await(Run::open(harness.path())));
    }
};

QTEST_GUILESS_MAIN(TestRunLive)
#include "tst_run_live.moc"
