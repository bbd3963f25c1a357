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
