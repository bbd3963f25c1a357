#include "crawl/frontier.h"

#include <QElapsedTimer>
#include <QTest>

using namespace creel;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const TimePoint t0{1h};
const FrontierLimits noDelay{.concurrency = 10, .perHost = 4, .delay = 0ms};
using State = HostLane::State;

void push(Frontier &frontier, const QByteArray &host, int pages)
{
    for (int i = 0; i < pages; ++i)
        frontier.push(Visit(), host);
}

void answer(Frontier &frontier, const QByteArray &host, TimePoint now, milliseconds latency)
{
    frontier.release(host);
    frontier.report(host, {.latency = latency}, now);
}

HostLane onlyLane(const Frontier &frontier, TimePoint now)
{
    const QList<HostLane> lanes = frontier.lanes(now, 10);
    return lanes.size() == 1 ? lanes.first() : HostLane();
}

} // namespace

class TestFrontierView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLaneCountsWhatItsHostDid()
    {
        Frontier frontier({.concurrency = 10, .perHost = 4, .delay = 100ms});
        push(frontier, "https://a", 4);
        QVERIFY(frontier.take(t0));
        QVERIFY(frontier.take(t0 + 100ms));
        frontier.report("https://a", {.kind = LaneReport::Kind::Failed, .latency = 10ms}, t0 + 200ms);
        answer(frontier, "https://a", t0 + 200ms, 30ms);
        const HostLane lane = onlyLane(frontier, t0 + 200ms);
        QCOMPARE(lane.host, "https://a");
        QCOMPARE(lane.queued, 2);
        QCOMPARE(lane.inFlight, 1);
        QCOMPARE(lane.done, 2);
        QCOMPARE(lane.errors, 1);
        QCOMPARE(lane.p50Ms, std::optional(30));
        QCOMPARE(lane.p95Ms, std::optional(30));
        QCOMPARE(lane.perSecond, 2.0);
        QCOMPARE(lane.delayMs, 100);
        QCOMPARE(lane.state, State::Working);
        QCOMPARE(lane.nextStartMs, std::optional<qint64>(0));
    }

    void theStateSaysWhatALaneWaitsFor()
    {
        Frontier frontier({.concurrency = 10, .perHost = 1, .delay = 1s, .robots = true});
        const QByteArray host = "https://a";
        push(frontier, host, 3);
        QCOMPARE(onlyLane(frontier, t0).state, State::Working); // may start now
        QVERIFY(frontier.take(t0)->visit.isRobots());
        QCOMPARE(onlyLane(frontier, t0).state, State::Robots);
        QVERIFY(!onlyLane(frontier, t0).nextStartMs);
        answer(frontier, host, t0, 5ms);
        frontier.openHost(host, t0 + 24h, 3s);
        QCOMPARE(onlyLane(frontier, t0).state, State::Waiting);
        QCOMPARE(onlyLane(frontier, t0).delayMs, 3'000); // Crawl-delay
        QCOMPARE(onlyLane(frontier, t0 + 1s).nextStartMs, std::optional<qint64>(2'000));
        QCOMPARE(onlyLane(frontier, t0 + 3s).state, State::Working);
        frontier.setHostPaused(host, true);
        QCOMPARE(onlyLane(frontier, t0 + 3s).state, State::Paused);
        QVERIFY(!onlyLane(frontier, t0 + 3s).nextStartMs);
        frontier.setHostPaused(host, false);
        frontier.remove([](const Visit &, const QByteArray &) { return true; });
        QCOMPARE(onlyLane(frontier, t0 + 3s).state, State::Idle);
    }

    void theReasonIsThatOfTheHoldUntilItEndsAndThatOfBeingParked()
    {
        Frontier frontier(noDelay);
        const QByteArray host = "https://a";
        push(frontier, host, 1);
        frontier.holdHost(host, t0 + 10s, u"It asked for patience"_s);
        QCOMPARE(onlyLane(frontier, t0).reason, u"It asked for patience"_s);
        QCOMPARE(onlyLane(frontier, t0).state, State::Waiting);
        QCOMPARE(onlyLane(frontier, t0 + 10s).reason, QString());
        frontier.parkHost(host, u"Errors only"_s);
        QCOMPARE(onlyLane(frontier, t0).reason, u"Errors only"_s);
        QCOMPARE(onlyLane(frontier, t0).state, State::Parked);
        frontier.holdHost(host, t0 + 20s, u"An answer that was under way"_s);
        QCOMPARE(onlyLane(frontier, t0).reason, u"Errors only"_s);
        frontier.unparkHost(host);
        QCOMPARE(onlyLane(frontier, t0).reason, u"An answer that was under way"_s);
        frontier.parkHost(host, u"Errors only"_s);
        QCOMPARE(frontier.removeParked().front().second, u"Errors only"_s);
    }

    void lanesWithMostLeftComeFirstAndEmptyOnesNotAtAll()
    {
        Frontier frontier(noDelay);
        frontier.setHostPaused("https://nothing", true);
        push(frontier, "https://small", 1);
        push(frontier, "https://done", 1);
        push(frontier, "https://big", 5);
        QCOMPARE(frontier.take(t0)->host, "https://small");
        QCOMPARE(frontier.take(t0)->host, "https://done");
        answer(frontier, "https://done", t0, 1ms);
        QByteArrayList hosts;
        for (const HostLane &lane : frontier.lanes(t0, 10))
            hosts.append(lane.host);
        QCOMPARE(hosts, QByteArrayList({"https://big", "https://small", "https://done"}));
        QCOMPARE(frontier.lanes(t0, 2).size(), 2);
        QCOMPARE(frontier.lanes(t0, 0).size(), 0);
    }

    void theTimeLeftFollowsTheDelayAndTheHold()
    {
        Frontier frontier({.concurrency = 10, .perHost = 1, .delay = 1s});
        push(frontier, "https://a", 11);
        QVERIFY(!frontier.timeLeft(t0)); // nothing to go by
        QVERIFY(frontier.take(t0));
        answer(frontier, "https://a", t0 + 100ms, 100ms);
        // Ten starts, the first of them 900 ms from now, a second apart; the last takes 100 ms.
        QCOMPARE(frontier.timeLeft(t0 + 100ms), std::optional(10'000ms));
        frontier.holdHost("https://a", t0 + 5'100ms);
        QCOMPARE(frontier.timeLeft(t0 + 100ms), std::optional(14'100ms));
    }

    void aLaneThatNobodyAskedYetIsTakenToBeLikeTheOthers()
    {
        Frontier frontier({.concurrency = 1, .perHost = 1, .delay = 0ms});
        push(frontier, "https://a", 1);
        push(frontier, "https://b", 10);
        QVERIFY(frontier.take(t0));
        answer(frontier, "https://a", t0 + 500ms, 500ms); // nothing is left of this one
        QCOMPARE(frontier.timeLeft(t0 + 500ms), std::optional(5'000ms));
    }

    void whatDoesNotMoveIsNoPartOfTheTimeLeft()
    {
        Frontier frontier({.concurrency = 1, .perHost = 1, .delay = 0ms});
        QCOMPARE(frontier.timeLeft(t0), std::optional(0ms));
        push(frontier, "https://a", 2);
        push(frontier, "https://b", 1);
        QVERIFY(frontier.take(t0));
        answer(frontier, "https://a", t0, 100ms);
        QCOMPARE(frontier.timeLeft(t0), std::optional(200ms));
        frontier.setHostPaused("https://a", true);
        QCOMPARE(frontier.timeLeft(t0), std::optional(100ms));
        frontier.parkHost("https://b", u"Errors only"_s);
        QCOMPARE(frontier.timeLeft(t0), std::nullopt); // it will never end so
    }

    void tenThousandLanesAreCheapToTell()
    {
        Frontier frontier({.concurrency = 1'000, .perHost = 4, .delay = 250ms, .robots = true});
        for (int i = 0; i < 10'000; ++i)
            push(frontier, "https://" + QByteArray::number(i), 1 + i % 3);
        for (int i = 0; i < 1'000; ++i)
            QVERIFY(frontier.take(t0));
        for (int i = 0; i < 1'000; i += 2)
            frontier.report("https://" + QByteArray::number(i), {.latency = 100ms}, t0 + 100ms);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(frontier.lanes(t0 + 100ms, 200).size(), 200);
        const qint64 telling = clock.restart();
        QVERIFY(frontier.timeLeft(t0 + 100ms));
        qInfo("200 of 10,000 lanes in %lld ms, their time left in %lld ms", telling, clock.elapsed());
        QVERIFY(telling < 200); // an order of magnitude above what it takes under ASan
    }
};

QTEST_GUILESS_MAIN(TestFrontierView)
#include "tst_frontierview.moc"
