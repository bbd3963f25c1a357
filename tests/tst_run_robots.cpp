// robots.txt in the life of a run, measured at the server.
#include "support/runharness.h"
#include "support/testserver.h"

#include <QTest>

#include <algorithm>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

namespace {

const QByteArray page = "<!DOCTYPE html><title>A page</title>";

CrawlOptions obedient()
{
    CrawlOptions options = hastyOptions();
    options.obeyRobots = true;
    return options;
}

int asked(const TestServer &server, const QByteArray &target)
{
    const auto requests = server.requests();
    return int(std::count_if(requests.begin(), requests.end(),
                             [&](const Request &request) { return request.target == target; }));
}

qint64 count(const Run &run, RowState state) { return run.progress().counts[state]; }

} // namespace

class TestRunRobots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsThatAreTriedAgainAskAgainForARobotsTxtThatCouldNotBeHad()
    {
        TestServer server;
        server.on("/robots.txt", {Script::status(500), Script::status(404)});
        server.on("/1", Script::html(page));
        TestServer other; // keeps the run going
        other.on("/robots.txt", Script::status(404));
        other.on("/", Script().hang());
        RunHarness harness(QString::fromLatin1(server.url("/1") + '\n' + other.url("/")), obedient());
        harness.run().start();
        QTRY_COMPARE(count(harness.run(), RowState::Skipped), 1);
        RowQuery skipped;
        skipped.state = RowState::Skipped;
        QCOMPARE(await(harness.run().retry(skipped)).value(), 1);
        QTRY_COMPARE(count(harness.run(), RowState::Ok), 1);
        QCOMPARE(asked(server, "/robots.txt"), 2);
        harness.run().stop();
        QVERIFY(harness.finish());
    }

    void whatWasQueuedWhileRobotsDidNotCountIsJudgedWhenTheyDo()
    {
        TestServer server;
        server.on("/robots.txt", Script::status(200, {}, "User-agent: *\nDisallow: /secret\n"));
        server.on("/hangs", Script().hang());
        server.on("/secret", Script::html(page));
        CrawlOptions options = obedient();
        options.perHost = 1;
        RunHarness harness(QString::fromLatin1(server.url("/secret") + '\n' + server.url("/hangs")), options);
        harness.run().start();
        QTRY_COMPARE(count(harness.run(), RowState::Skipped), 1);
        QTRY_COMPARE(asked(server, "/hangs"), 1);
        options.obeyRobots = false;
        QVERIFY(await(harness.run().setOptions(options)));
        RowQuery skipped;
        skipped.state = RowState::Skipped;
        QCOMPARE(await(harness.run().retry(skipped)).value(), 1);
        QTRY_COMPARE(count(harness.run(), RowState::Skipped), 0);
        options.obeyRobots = true;
        QVERIFY(await(harness.run().setOptions(options)));
        QTRY_COMPARE(count(harness.run(), RowState::Skipped), 1);
        harness.run().stop();
        QVERIFY(harness.finish());
        QCOMPARE(asked(server, "/secret"), 0);
    }

    void pagesThatRobotsForbidTakeNoRoomInThePageLimit()
    {
        TestServer server;
        server.on("/robots.txt", Script::status(200, {}, "User-agent: *\nDisallow: /no\n"));
        server.on("/", Script::html(page + "<a href=/no/1>1</a><a href=/yes/1>2</a>"));
        server.on("/yes/1", Script::html(page + "<a href=/yes/2>3</a><a href=/yes/3>4</a>"));
        server.on("/yes/2", Script::html(page));
        CrawlOptions options = obedient();
        options.follow.links = true;
        options.follow.maxPages = 3;
        RunHarness harness(QString::fromLatin1(server.url("/")), options);
        QVERIFY(harness.finish());
        QCOMPARE(count(harness.run(), RowState::Ok), 3);
        QCOMPARE(asked(server, "/yes/2"), 1);
        QByteArrayList kinds;
        for (const Record &row : harness.rows())
            kinds.append(errorKindName(row.errorKind).toLatin1());
        QCOMPARE(kinds, QByteArrayList({"", "robots", "", "", "page_limit"}));
    }
};

QTEST_GUILESS_MAIN(TestRunRobots)
#include "tst_run_robots.moc"
