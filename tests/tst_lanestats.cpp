#include "crawl/errorstreak.h"
#include "crawl/lanestats.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <deque>
#include <random>

using namespace creel;
using namespace std::chrono_literals;

namespace {

const TimePoint t0{1h};

LaneReport answered() { return {}; }
LaneReport failed(const QString &what = {}) { return {.kind = LaneReport::Kind::Failed, .what = what}; }
LaneReport throttled(const QString &what = {})
{
    return {.kind = LaneReport::Kind::Overloaded, .what = what, .throttled = true};
}
LaneReport timedOut() { return {.kind = LaneReport::Kind::Overloaded}; }

} // namespace

class TestLaneStats : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anIdleHostCostsAPointerAndSaysNothing()
    {
        QCOMPARE(sizeof(LaneStats), sizeof(void *));
        const LaneStats stats;
        QCOMPARE(stats.done(), 0);
        QCOMPARE(stats.errors(), 0);
        QCOMPARE(stats.perSecond(t0), 0.0);
        QVERIFY(!stats.p50());
        QVERIFY(!stats.p95());
        QVERIFY(!stats.meanLatency());
    }

    void everyEndIsCountedOnce()
    {
        LaneStats stats;
        for (int i = 0; i < 1'000; ++i)
            stats.ended(t0 + i * 1s, 10ms, i % 4 == 0);
        QCOMPARE(stats.done(), 1'000);
        QCOMPARE(stats.errors(), 250);
        const LaneStats moved = std::move(stats);
        QCOMPARE(moved.done(), 1'000);
    }

    void percentilesAreByNearestRank_data()
    {
        QTest::addColumn<QList<int>>("latencies");
        QTest::addColumn<int>("p50");
        QTest::addColumn<int>("p95");
        const auto upTo = [](int last) {
            QList<int> list;
            for (int i = 1; i <= last; ++i)
                list << i;
            return list;
        };
        QTest::newRow("one") << QList<int>{7} << 7 << 7;
        QTest::newRow("two") << QList<int>{9, 7} << 7 << 9;
        QTest::newRow("three") << QList<int>{5, 900, 7} << 7 << 900;
        QTest::newRow("twenty") << upTo(20) << 10 << 19;
        QTest::newRow("twenty-one") << upTo(21) << 11 << 20;
        QTest::newRow("thirty-two") << upTo(32) << 16 << 31;
        QTest::newRow("sixty-four") << upTo(64) << 32 << 61;
        QTest::newRow("only the last sixty-four count") << upTo(100) << 36 + 32 << 36 + 61;
        QTest::newRow("a week") << QList<int>{604'800'000} << 604'800'000 << 604'800'000;
    }
    void percentilesAreByNearestRank()
    {
        QFETCH(QList<int>, latencies);
        QFETCH(int, p50);
        QFETCH(int, p95);
        LaneStats stats;
        for (const int latency : latencies)
            stats.ended(t0, milliseconds(latency), false);
        QCOMPARE(*stats.p50(), milliseconds(p50));
        QCOMPARE(*stats.p95(), milliseconds(p95));
    }

    void errorsAreNoPartOfThePercentilesButHoldSlots()
    {
        LaneStats stats;
        stats.ended(t0, 30s, true);
        QVERIFY(!stats.p50());
        QCOMPARE(*stats.meanLatency(), 30s);
        stats.ended(t0, 10s, false);
        QCOMPARE(*stats.p95(), 10s);
        QCOMPARE(*stats.meanLatency(), 20s);
    }

    void theMeanFollowsTheHost()
    {
        LaneStats stats;
        for (int i = 0; i < 1'000; ++i)
            stats.ended(t0, 100ms, false);
        QCOMPARE(*stats.meanLatency(), 100ms);
        for (int i = 0; i < 200; ++i)
            stats.ended(t0, 1s, false);
        QVERIFY(*stats.meanLatency() > 990ms && *stats.meanLatency() <= 1s);
    }

    void theRateOfASteadyHostIsItsRate_data()
    {
        QTest::addColumn<int>("everyMs");
        for (const int everyMs : {1, 7, 100, 250, 400, 1'000})
            QTest::addRow("every %d ms", everyMs) << everyMs;
    }
    void theRateOfASteadyHostIsItsRate()
    {
        QFETCH(int, everyMs);
        LaneStats stats;
        const double rate = 1'000.0 / everyMs;
        for (TimePoint now = t0; now < t0 + 60s; now += milliseconds(everyMs)) {
            stats.ended(now, 10ms, false);
            if (now >= t0 + 5s) { // one end more than intervals, which is a tenth at most from then on
                const double told = stats.perSecond(now);
                QVERIFY2(std::abs(told - rate) <= std::max(0.05 * rate, 0.21), qPrintable(QString::number(told)));
            }
        }
    }

    void theRateIsOverTenSecondsAndThenZero()
    {
        LaneStats stats;
        stats.ended(t0, 10ms, false);
        for (int i = 0; i < 100; ++i)
            stats.ended(t0 + 20s, 10ms, false);
        QVERIFY(std::abs(stats.perSecond(t0 + 20s) - 10) < 0.6);
        QVERIFY(std::abs(stats.perSecond(t0 + 29s) - 10) < 0.6);
        QCOMPARE(stats.perSecond(t0 + 30s), 0.0);
        QCOMPARE(stats.perSecond(t0 + 24h), 0.0);
        stats.ended(t0 + 48h, 10ms, false);
        QVERIFY(std::abs(stats.perSecond(t0 + 48h) - 0.1) < 0.01);
    }

    void theFirstAnswersAreNoBurst()
    {
        LaneStats stats;
        for (int i = 0; i < 4; ++i)
            stats.ended(t0 + i * 1ms, 10ms, false);
        QCOMPARE(stats.perSecond(t0 + 3ms), 4.0); // not 1,333
        QCOMPARE(stats.perSecond(t0 + 2s), 2.0);
    }

    void anyScheduleIsWithinHalfASecondOfTheTruth()
    {
        for (unsigned seed = 1; seed <= 200; ++seed) {
            std::mt19937 random(seed);
            LaneStats stats;
            std::deque<TimePoint> ends;
            TimePoint now = t0;
            for (int i = 0; i < 300; ++i) {
                now += milliseconds(random() % (random() % 20 == 0 ? 15'000 : 300));
                if (random() % 8 != 0) {
                    stats.ended(now, 10ms, false);
                    ends.push_back(now);
                }
                if (ends.empty() || now - ends.front() < 10s)
                    continue;
                const auto within = [&](milliseconds time) {
                    return double(
                        std::count_if(ends.begin(), ends.end(), [&](TimePoint end) { return end > now - time; }));
                };
                const double told = stats.perSecond(now);
                QVERIFY2(told >= within(9'500ms) / 10 - 1e-9 && told <= within(10'001ms) / 9.5 + 1e-9,
                         qPrintable(QString::asprintf("seed %u, event %d: %g", seed, i, told)));
            }
        }
    }

    void aHostThatOnlyFailsIsParked_data()
    {
        QTest::addColumn<int>("errors");
        QTest::addColumn<int>("everyMs");
        QTest::addColumn<bool>("byPatience"); // 429 and 503
        QTest::addColumn<QString>("reason");  // empty: it isn't
        const auto row = [](const char *name, int errors, int everyMs, bool byPatience, const char *reason) {
            QTest::newRow(name) << errors << everyMs << byPatience << QString::fromLatin1(reason);
        };
        row("one", 1, 0, false, "");
        row("nineteen, however long", 19, 60'000, false, "");
        row("twenty too soon", 20, 1'000, false, "");
        row("twenty within 30 s and a bit", 20, 1'580, false,
            "20 requests in a row failed within 30 s; the last one: E20");
        row("a thousand too soon", 1'000, 30, false, "");
        row("more of them in 30 s", 31, 1'000, false, "31 requests in a row failed within 30 s; the last one: E31");
        row("slowly", 20, 10'000, false, "20 requests in a row failed within 190 s; the last one: E20");
        row("nineteen asked for patience", 19, 10, true, "");
        row("twenty asked for patience", 20, 10, true,
            "The server asked for patience 20 times in a row; the last one: E20");
    }
    void aHostThatOnlyFailsIsParked()
    {
        QFETCH(int, errors);
        QFETCH(int, everyMs);
        QFETCH(bool, byPatience);
        QFETCH(QString, reason);
        ErrorStreak streak;
        std::optional<QString> given;
        for (int i = 1; i <= errors; ++i) {
            QVERIFY2(!given, "not before");
            const QString what = QStringLiteral("E%1").arg(i);
            given = streak.ended(t0 + (i - 1) * milliseconds(everyMs), byPatience ? throttled(what) : failed(what));
        }
        QCOMPARE(given.value_or(QString()), reason);
    }

    void anAnswerEndsTheStreak()
    {
        ErrorStreak streak;
        for (int i = 0; i < 200; ++i)
            QVERIFY(!streak.ended(t0 + i * 10s, i % 20 == 19 ? answered() : failed()));
        for (int i = 0; i < 200; ++i)
            QVERIFY(!streak.ended(t0 + 1h + i * 1ms, i % 20 == 19 ? answered() : throttled()));
    }

    void otherErrorsInterruptThePatienceButNotTheStreak()
    {
        ErrorStreak streak;
        for (int i = 0; i < 38; ++i)
            QVERIFY(!streak.ended(t0 + i * 1ms, i == 19 ? failed() : throttled()));
        QVERIFY(streak.ended(t0 + 30s, failed()));
    }

    void aTimeoutIsNoCallForPatience() // a burst of them is one event: the 30 s decide
    {
        ErrorStreak streak;
        for (int i = 0; i < 100; ++i)
            QVERIFY(!streak.ended(t0 + i * 1ms, timedOut()));
        QVERIFY(streak.ended(t0 + 30s, timedOut()));
    }

    void aNewStreakBeginsAnew()
    {
        ErrorStreak streak;
        for (int i = 0; i < 20; ++i)
            streak.ended(t0 + i * 10s, failed());
        QVERIFY(streak.ended(t0 + 200s, failed()));
        streak = {};
        QVERIFY(!streak.ended(t0 + 201s, failed()));
    }

    void limitsAreTheCallers()
    {
        const ParkLimits limits{.errors = 2, .errorsFor = 0ms, .throttled = 1};
        ErrorStreak streak;
        QVERIFY(!streak.ended(t0, failed(), limits));
        QVERIFY(streak.ended(t0, failed(), limits));
        streak = {};
        QVERIFY(streak.ended(t0, throttled(), limits));
    }
};

QTEST_GUILESS_MAIN(TestLaneStats)
#include "tst_lanestats.moc"
