#include "crawl/frontier.h"

#include <QTest>

using namespace creel;
using namespace std::chrono_literals;

namespace {

const TimePoint t0{1h};

Visit visit(qint64 line)
{
    Visit made;
    made.line = line;
    return made;
}

Visit robotsFor(const QByteArray &host)
{
    Visit made;
    made.robotsFor = host;
    made.url = host + "/robots.txt";
    return made;
}

/// A frontier that asks for robots.txt, with two pages of a host queued.
Frontier gated()
{
    Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 0ms, .robots = true});
    frontier.push(visit(1), "https://a");
    frontier.push(visit(2), "https://a");
    return frontier;
}

qint64 takenLine(Frontier &frontier, TimePoint now)
{
    const std::optional<Frontier::Taken> taken = frontier.take(now);
    return taken ? taken->visit.line : 0;
}

} // namespace

class TestFrontier : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void visitsOfOneHostAreTakenInTheOrderOfTheirPushes()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 0ms});
        for (qint64 line = 1; line <= 3; ++line)
            frontier.push(visit(line), "https://a");
        QCOMPARE(takenLine(frontier, t0), 1);
        QCOMPARE(takenLine(frontier, t0), 2);
        QCOMPARE(takenLine(frontier, t0), 3);
        QCOMPARE(takenLine(frontier, t0), 0);
    }

    void theDelayCountsFromTheLastStart()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 1s});
        frontier.push(visit(1), "https://a");
        frontier.push(visit(2), "https://a");
        QVERIFY(frontier.take(t0));
        QVERIFY(!frontier.take(t0 + 999ms));
        QCOMPARE(*frontier.nextStart(), t0 + 1s);
        QVERIFY(frontier.take(t0 + 1s));
    }

    void theDelayCountsFromWhereTheRequestReallyLeft()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 1s});
        frontier.push(visit(1), "https://a");
        frontier.push(visit(2), "https://a");
        QVERIFY(frontier.take(t0));
        frontier.started("https://a", t0 + 300ms); // it was long in connecting
        QVERIFY(!frontier.take(t0 + 1299ms));
        QCOMPARE(*frontier.nextStart(), t0 + 1300ms);
        QVERIFY(frontier.take(t0 + 1300ms));
    }

    void hostNeverExceedsItsSlots()
    {
        Frontier frontier({.concurrency = 10, .perHost = 2, .delay = 0ms});
        for (qint64 line = 1; line <= 4; ++line)
            frontier.push(visit(line), "https://a");
        QVERIFY(frontier.take(t0));
        QVERIFY(frontier.take(t0));
        QVERIFY(!frontier.take(t0 + 1h));
        QVERIFY(!frontier.nextStart()); // only a release helps
        frontier.release("https://a");
        QCOMPARE(takenLine(frontier, t0 + 1h), 3);
    }

    void allHostsTogetherNeverExceedTheConcurrency()
    {
        Frontier frontier({.concurrency = 3, .perHost = 2, .delay = 0ms});
        for (const char *host : {"https://a", "https://b", "https://c"}) {
            frontier.push(visit(1), host);
            frontier.push(visit(2), host);
        }
        for (int i = 0; i < 3; ++i)
            QVERIFY(frontier.take(t0));
        QVERIFY(!frontier.take(t0));
        QCOMPARE(frontier.inFlight(), 3);
        QCOMPARE(frontier.queued(), 3);
    }

    void hostsAreServedInTurn()
    {
        Frontier frontier({.concurrency = 100, .perHost = 100, .delay = 0ms});
        for (qint64 line = 1; line <= 3; ++line)
            frontier.push(visit(line), "https://big");
        frontier.push(visit(10), "https://small");
        QCOMPARE(takenLine(frontier, t0), 1);
        QCOMPARE(takenLine(frontier, t0), 10); // not behind the whole of the big one
        QCOMPARE(takenLine(frontier, t0), 2);
    }

    void aWaitingHostHoldsNobodyUp()
    {
        Frontier frontier({.concurrency = 1, .perHost = 1, .delay = 0ms});
        frontier.holdHost("https://a", t0 + 1h);
        frontier.push(visit(1), "https://a");
        frontier.push(visit(2), "https://b");
        QCOMPARE(takenLine(frontier, t0), 2);
    }

    void aHoldIsNeverShortened()
    {
        Frontier frontier({.concurrency = 1, .perHost = 1, .delay = 0ms});
        frontier.push(visit(1), "https://a");
        frontier.holdHost("https://a", t0 + 3s);
        frontier.holdHost("https://a", t0 + 1s);
        QVERIFY(!frontier.take(t0 + 2999ms));
        QVERIFY(frontier.take(t0 + 3s));
    }

    void aRetryWaitsForItsTimeAndLetsOthersPass()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 0ms});
        frontier.push(visit(1), "https://a", t0 + 5s);
        frontier.push(visit(2), "https://a");
        QCOMPARE(takenLine(frontier, t0), 2);
        QCOMPARE(takenLine(frontier, t0 + 4999ms), 0);
        QCOMPARE(*frontier.nextStart(), t0 + 5s);
        QCOMPARE(takenLine(frontier, t0 + 5s), 1);
    }

    void aRetryWhoseTimeHasComeGoesBeforeNewVisits()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 0ms});
        frontier.push(visit(1), "https://a", t0 + 1s);
        frontier.push(visit(2), "https://a");
        QCOMPARE(takenLine(frontier, t0 + 1s), 1);
    }

    void aHostNobodyAskedYetStandsBehindThoseThatWaited()
    {
        Frontier frontier({.concurrency = 1, .perHost = 1, .delay = 0ms});
        frontier.push(visit(1), "https://old");
        frontier.push(visit(2), "https://old");
        QCOMPARE(takenLine(frontier, t0), 1);
        frontier.release("https://old");
        for (int i = 0; i < 3; ++i) // a stream of new hosts starves nobody
            frontier.push(visit(10 + i), "https://new" + QByteArray::number(i));
        QCOMPARE(takenLine(frontier, t0 + 1s), 2);
    }

    void aHostKeepsItsTurnWhenMoreIsPushed()
    {
        Frontier frontier({.concurrency = 1, .perHost = 1, .delay = 0ms});
        frontier.push(visit(1), "https://a");
        frontier.push(visit(2), "https://b");
        frontier.push(visit(3), "https://a");
        QCOMPARE(takenLine(frontier, t0), 1);
    }

    // --- robots.txt ---

    void robotsTxtGoesBeforeAnyPage()
    {
        Frontier frontier = gated();
        const std::optional<Frontier::Taken> taken = frontier.take(t0);
        QVERIFY(taken);
        QCOMPARE(taken->visit.robotsFor, "https://a");
        QCOMPARE(taken->visit.url, "https://a/robots.txt");
        QCOMPARE(frontier.queued(), 2);
        QVERIFY(!frontier.take(t0 + 1h)); // it is asked once
        QVERIFY(!frontier.nextStart());
        frontier.release("https://a");
        QVERIFY(!frontier.take(t0 + 1h)); // and its end alone opens nothing
        QVERIFY(!frontier.idle());
        frontier.openHost("https://a", t0 + 24h);
        QCOMPARE(takenLine(frontier, t0 + 1h), 1);
        QCOMPARE(takenLine(frontier, t0 + 1h), 2);
    }

    void aHostWithoutPagesIsNotAskedForItsRobotsTxt()
    {
        Frontier frontier = gated();
        frontier.remove([](const Visit &, const QByteArray &) { return true; });
        QVERIFY(!frontier.take(t0));
        QVERIFY(frontier.idle());
    }

    void robotsTxtIsAskedForAgainWhenItHasExpired() // RFC 9309 §2.4
    {
        Frontier frontier = gated();
        QVERIFY(frontier.take(t0)->visit.isRobots());
        frontier.release("https://a");
        frontier.openHost("https://a", t0 + 24h);
        QCOMPARE(takenLine(frontier, t0 + 24h - 1ms), 1);
        QVERIFY(frontier.take(t0 + 24h)->visit.isRobots());
        QVERIFY(!frontier.take(t0 + 24h));
        frontier.openHost("https://a", t0 + 48h);
        QCOMPARE(takenLine(frontier, t0 + 24h), 2);
    }

    void crawlDelayIsAFloorForTheDelay()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 2s, .robots = true});
        for (const char *host : {"https://slow", "https://quick"}) {
            frontier.push(visit(1), host);
            frontier.openHost(host, t0 + 24h, host == QByteArray("https://slow") ? 5s : 1s);
            frontier.push(visit(2), host);
        }
        QVERIFY(frontier.take(t0));
        QVERIFY(frontier.take(t0));
        QVERIFY(!frontier.take(t0 + 1999ms));
        QCOMPARE(frontier.take(t0 + 2s)->host, "https://quick");
        QVERIFY(!frontier.take(t0 + 4999ms));
        QCOMPARE(frontier.take(t0 + 5s)->host, "https://slow");
    }

    void crawlDelayDoesNotCountWhereRobotsAreNotObeyed()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 1s, .robots = false});
        frontier.push(visit(1), "https://a");
        frontier.push(visit(2), "https://a");
        frontier.openHost("https://a", t0 + 24h, 5s);
        QCOMPARE(takenLine(frontier, t0), 1);
        QCOMPARE(takenLine(frontier, t0 + 1s), 2);
    }

    void aRedirectedRobotsTxtWaitsForTheLaneOfItsTarget()
    {
        Frontier frontier = gated();
        QVERIFY(frontier.take(t0));
        frontier.holdHost("https://b", t0 + 3s);
        frontier.push(robotsFor("https://a"), "https://b");
        frontier.release("https://a");
        QVERIFY(!frontier.idle());
        QCOMPARE(frontier.queued(), 2); // it is no page
        QVERIFY(!frontier.take(t0 + 2999ms));
        const std::optional<Frontier::Taken> taken = frontier.take(t0 + 3s);
        QCOMPARE(taken->host, "https://b");
        QCOMPARE(taken->visit.robotsFor, "https://a");
    }

    void twoHostsMayKeepTheirRobotsTxtAtEachOther() // neither waits for the other one's to be open
    {
        Frontier frontier = gated();
        frontier.push(visit(3), "https://b");
        QVERIFY(frontier.take(t0)->visit.isRobots());
        QVERIFY(frontier.take(t0)->visit.isRobots());
        frontier.push(robotsFor("https://a"), "https://b");
        frontier.push(robotsFor("https://b"), "https://a");
        QCOMPARE(frontier.take(t0)->visit.robotsFor, "https://a");
        QCOMPARE(frontier.take(t0)->visit.robotsFor, "https://b");
    }

    // --- orders ---

    void aPausedHostStartsNothingAndIsNotTheEnd()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 0ms});
        frontier.setHostPaused("https://a", true);
        frontier.push(visit(1), "https://a");
        frontier.push(visit(2), "https://b");
        QCOMPARE(takenLine(frontier, t0), 2);
        frontier.release("https://b");
        QVERIFY(!frontier.take(t0 + 1h));
        QVERIFY(!frontier.nextStart());
        QVERIFY(!frontier.idle());
        frontier.setHostPaused("https://a", false);
        QCOMPARE(takenLine(frontier, t0 + 1h), 1);
    }

    void aParkedHostStartsNothingAndKeepsNobodyBusy()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 0ms});
        frontier.push(visit(1), "https://a");
        frontier.push(robotsFor("https://b"), "https://a");
        const std::vector<Visit> robots = frontier.parkHost("https://a", QStringLiteral("Errors only"));
        QCOMPARE(robots.size(), size_t(1));
        QCOMPARE(robots.front().robotsFor, "https://b");
        frontier.push(visit(2), "https://a"); // a retry of what was in flight
        QVERIFY(frontier.isParked("https://a"));
        QVERIFY(!frontier.take(t0));
        QVERIFY(frontier.idle());
        QCOMPARE(frontier.queued(), 2);
        frontier.unparkHost("https://a");
        QVERIFY(!frontier.idle());
        QCOMPARE(takenLine(frontier, t0), 1);
        frontier.parkHost("https://a", QStringLiteral("Errors again"));
        const auto left = frontier.removeParked();
        QCOMPARE(left.size(), size_t(1));
        QCOMPARE(left.front().first.line, 2);
        QCOMPARE(left.front().second, QStringLiteral("Errors again"));
        QCOMPARE(frontier.queued(), 0);
    }

    void aHostIsParkedForAStreakOfErrorsAndGoesOnWithANewOne()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 0ms});
        const LaneReport throttled{.kind = LaneReport::Kind::Overloaded, .throttled = true};
        const auto errorsUntilParked = [&] {
            for (int errors = 1; errors <= 100; ++errors)
                if (const auto reason = frontier.report("https://a", throttled, t0)) {
                    frontier.parkHost("https://a", *reason);
                    return errors;
                }
            return 0;
        };
        QCOMPARE(errorsUntilParked(), ParkLimits().throttled);
        QVERIFY(!frontier.report("https://a", throttled, t0)); // once
        frontier.unparkHost("https://a");
        QCOMPARE(errorsUntilParked(), ParkLimits().throttled);
    }

    void lowerLimitsStartNothingAboveThem()
    {
        Frontier frontier({.concurrency = 4, .perHost = 4, .delay = 0ms});
        for (qint64 line = 1; line <= 4; ++line)
            frontier.push(visit(line), "https://a");
        for (qint64 line = 10; line <= 14; ++line)
            frontier.push(visit(line), "https://b");
        for (int i = 0; i < 4; ++i)
            QVERIFY(frontier.take(t0));
        frontier.setLimits({.concurrency = 3, .perHost = 1, .delay = 0ms});
        QVERIFY(!frontier.take(t0));
        frontier.release("https://a");
        QVERIFY(!frontier.take(t0)); // three are out
        frontier.release("https://a");
        QCOMPARE(frontier.take(t0)->host, "https://a"); // b has two
        QVERIFY(!frontier.take(t0));
    }

    void aNewDelayCountsFromTheLastStartToo()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 1h});
        for (qint64 line = 1; line <= 3; ++line)
            frontier.push(visit(line), "https://a");
        QVERIFY(frontier.take(t0));
        QVERIFY(!frontier.take(t0 + 2s));
        frontier.setLimits({.concurrency = 10, .perHost = 10, .delay = 1s});
        QVERIFY(frontier.take(t0 + 2s));
        frontier.setLimits({.concurrency = 10, .perHost = 10, .delay = 10s});
        QCOMPARE(*frontier.nextStart(), t0 + 12s);
    }

    void adaptiveHostsAreAskedMoreSlowlyWhenTheyAreOverloaded()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 0ms, .adaptive = true});
        frontier.push(visit(1), "https://a");
        frontier.push(visit(2), "https://a");
        QVERIFY(frontier.take(t0));
        frontier.report("https://a", {.kind = LaneReport::Kind::Overloaded}, t0);
        QCOMPARE(*frontier.nextStart(), t0 + Throttle::firstOverloadDelay);
    }

    void removedVisitsAreOutWhereverTheyWaited()
    {
        Frontier frontier({.concurrency = 10, .perHost = 10, .delay = 0ms});
        frontier.push(visit(1), "https://a");
        frontier.push(visit(2), "https://a", t0 + 5s);
        frontier.push(visit(3), "https://b");
        frontier.parkHost("https://b", {});
        frontier.push(robotsFor("https://c"), "https://a");
        const auto all = [](const Visit &visit, const QByteArray &host) {
            return visit.line < 3 || host == "https://b";
        };
        QCOMPARE(frontier.count(all), 3);
        QCOMPARE(frontier.remove(all).size(), size_t(3));
        QCOMPARE(frontier.queued(), 0);
        QVERIFY(!frontier.idle());
        QVERIFY(frontier.take(t0)->visit.isRobots()); // no row, so nobody's to remove
        QVERIFY(!frontier.nextStart());
        frontier.release("https://a");
        QVERIFY(frontier.idle());
    }

    void idleMeansNothingQueuedAndNothingOut()
    {
        Frontier frontier({.concurrency = 1, .perHost = 1, .delay = 0ms});
        QVERIFY(frontier.idle());
        frontier.push(visit(1), "https://a");
        QVERIFY(!frontier.idle());
        QVERIFY(frontier.take(t0));
        QVERIFY(!frontier.idle());
        frontier.release("https://a");
        QVERIFY(frontier.idle());
    }
};

QTEST_GUILESS_MAIN(TestFrontier)
#include "tst_frontier.moc"
