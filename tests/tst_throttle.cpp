#include "crawl/throttle.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <queue>
#include <random>

using namespace creel;
using namespace std::chrono_literals;

namespace {

using Random = std::mt19937;
using Service = std::function<milliseconds(Random &)>;

const TimePoint t0{1h};

Service constant(milliseconds time)
{
    return [time](Random &) { return time; };
}

Service around(milliseconds mean) // ±50 %
{
    return [mean](Random &random) {
        return milliseconds(std::uniform_int_distribution<qint64>(mean.count() / 2, mean.count() * 3 / 2)(random));
    };
}

constexpr int unlimited = 1'000'000;

struct Scene {
    int slots = 4; ///< requests out at a time at most
    int workers =
        unlimited; ///< what the server works on at a time; the others stand in its queue, first come, first served
    Service service = constant(200ms);
};

/// A host and the crawler that asks it, in virtual time, with the throttle's delay between its starts.
class ClosedLoop
{
public:
    explicit ClosedLoop(Scene scene) : m_scene(std::move(scene)) { }

    struct Seconds { ///< what a person would see
        double perSecond = 0;
        double meanLatencyMs = 0;
        double shortestDelayMs = 1e9, longestDelayMs = 0;
    };
    Seconds run(milliseconds time)
    {
        const TimePoint end = m_now + time;
        Seconds seen;
        qint64 answers = 0;
        for (;;) {
            const bool slotFree = int(m_inFlight.size()) < m_scene.slots;
            const TimePoint start = std::max(m_now, m_lastStart + throttle.delay());
            const bool starts = slotFree && (m_inFlight.empty() || start <= m_inFlight.top().ends);
            const TimePoint next = starts ? start : m_inFlight.top().ends;
            if (next >= end)
                break;
            m_now = next;
            if (starts) {
                begin();
                continue;
            }
            const milliseconds latency = std::chrono::duration_cast<milliseconds>(m_now - m_inFlight.top().started);
            m_inFlight.pop();
            throttle.answered(m_now, latency);
            ++answers;
            seen.meanLatencyMs += double(latency.count());
            seen.shortestDelayMs = std::min(seen.shortestDelayMs, double(throttle.delay().count()));
            seen.longestDelayMs = std::max(seen.longestDelayMs, double(throttle.delay().count()));
        }
        m_now = end;
        seen.perSecond = double(answers) / std::chrono::duration<double>(time).count();
        seen.meanLatencyMs /= double(std::max<qint64>(answers, 1));
        return seen;
    }

    Throttle throttle;

private:
    struct Request {
        TimePoint started, ends;
        bool operator<(const Request &other) const { return ends > other.ends; } ///< the top of the queue ends first
    };

    void begin()
    {
        TimePoint served = m_now;
        if (int(m_busy.size()) == m_scene.workers) {
            served = std::max(served, m_busy.top());
            m_busy.pop();
        }
        const TimePoint ends = served + m_scene.service(m_random);
        if (m_scene.workers < unlimited)
            m_busy.push(ends);
        m_inFlight.push({m_now, ends});
        m_lastStart = m_now;
    }

    std::priority_queue<Request> m_inFlight;
    std::priority_queue<TimePoint, std::vector<TimePoint>, std::greater<>> m_busy; ///< when each worker is free
    Scene m_scene;
    Random m_random{1};
    TimePoint m_now = t0, m_lastStart{};
};

} // namespace

class TestThrottle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aConstantLatencyIsNeverSlowed_data()
    {
        QTest::addColumn<int>("latencyMs");
        for (const int latencyMs : {0, 1, 20, 200, 5'000, 29'000})
            QTest::addRow("%d ms", latencyMs) << latencyMs;
    }
    void aConstantLatencyIsNeverSlowed()
    {
        QFETCH(int, latencyMs);
        Throttle throttle;
        for (int i = 0; i < 10'000; ++i) {
            throttle.answered(t0 + i * 10ms, milliseconds(latencyMs));
            QCOMPARE(throttle.delay(), 0ms);
        }
    }

    void jitterOfHalfTheLatencyIsNotSlowed_data()
    {
        QTest::addColumn<int>("meanMs");
        for (const int meanMs : {20, 200, 2'000})
            QTest::addRow("%d ms", meanMs) << meanMs;
    }
    void jitterOfHalfTheLatencyIsNotSlowed()
    {
        QFETCH(int, meanMs);
        ClosedLoop loop(Scene{.slots = 4, .service = around(milliseconds(meanMs))});
        const ClosedLoop::Seconds seen = loop.run(10min);
        QCOMPARE(seen.longestDelayMs, 0.0);
        QVERIFY2(seen.perSecond >= 0.97 * 4'000 / meanMs, qPrintable(QString::number(seen.perSecond)));
    }

    // The worst of hosts: most answers quick, some ten times slower. It may be misjudged, but not for long.
    void widelySpreadLatenciesAreSoonTheUsual()
    {
        ClosedLoop loop(Scene{.slots = 4, .service = [](Random &random) {
                                  return milliseconds(
                                      qint64(std::lognormal_distribution<>(std::log(300.0), 1)(random)));
                              }});
        loop.run(5min);
        const ClosedLoop::Seconds seen = loop.run(10min);
        const double ideal = 4 / (seen.meanLatencyMs / 1'000);
        QVERIFY2(seen.perSecond >= 0.9 * ideal, qPrintable(QString::number(seen.perSecond / ideal)));
    }

    void aServerWithAQueueEndsInAStableRate_data()
    {
        QTest::addColumn<int>("slots");
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("serviceMs");
        QTest::addColumn<bool>("jitter");
        const auto row = [](int slots, int workers, int serviceMs) {
            for (const bool jitter : {false, true}) {
                QTest::addRow("%d slots, %d workers, %d ms%s", slots, workers, serviceMs, jitter ? " ±50 %" : "")
                    << slots << workers << serviceMs << jitter;
            }
        };
        row(16, 1, 20);
        row(16, 1, 50);
        row(16, 1, 200);
        row(64, 1, 20);
        row(64, 1, 50);
        row(64, 4, 200);
        row(128, 8, 100);
    }
    void aServerWithAQueueEndsInAStableRate()
    {
        QFETCH(int, slots);
        QFETCH(int, workers);
        QFETCH(int, serviceMs);
        QFETCH(bool, jitter);
        const milliseconds service(serviceMs);
        ClosedLoop loop(
            Scene{.slots = slots, .workers = workers, .service = jitter ? around(service) : constant(service)});
        loop.run(5min);

        const double capacity = 1'000.0 * workers / serviceMs;
        const double unthrottledMs = double(serviceMs) * slots / workers;
        double slowest = 1e9, fastest = 0;
        for (int i = 0; i < 10; ++i) {
            const ClosedLoop::Seconds seen = loop.run(2min);
            const QByteArray told = QByteArray::number(seen.perSecond) + " of " + QByteArray::number(capacity) + "/s, "
                + QByteArray::number(seen.meanLatencyMs) + " ms, delay " + QByteArray::number(seen.shortestDelayMs)
                + " to " + QByteArray::number(seen.longestDelayMs);
            QVERIFY2(seen.perSecond >= 0.75 * capacity, told);
            QVERIFY2(seen.meanLatencyMs <= 0.75 * unthrottledMs, told);
            QVERIFY2(seen.longestDelayMs <= 4'000 / capacity, told); // a fourth of the rate at the lowest
            slowest = std::min(slowest, seen.perSecond);
            fastest = std::max(fastest, seen.perSecond);
        }
        QVERIFY2(fastest <= 1.15 * slowest, qPrintable(QString::number(fastest / slowest)));
    }

    void forLatencyAloneItAsksForOneRequestAtATimeAtMost()
    {
        Throttle throttle;
        TimePoint now = t0;
        const auto answer = [&](milliseconds latency, int times) {
            for (int i = 0; i < times; ++i)
                throttle.answered(now += latency, latency);
        };
        answer(100ms, 100);
        answer(2s, 60); // something else keeps it busy
        QVERIFY2(throttle.delay() > 1s && throttle.delay() <= 2s,
                 qPrintable(QString::number(throttle.delay().count())));
        answer(2s, 400); // so this is its usual now
        QCOMPARE(throttle.delay(), 0ms);
    }

    void itGrowsInSmallSteps()
    {
        Throttle throttle;
        TimePoint now = t0;
        for (int i = 0; i < 100; ++i)
            throttle.answered(now += 50ms, 50ms);
        for (int i = 0; i < 100; ++i) {
            const milliseconds before = throttle.delay();
            throttle.answered(now += 2s, 2s);
            QVERIFY(throttle.delay() <= std::max(before * 5 / 4 + 1ms, 63ms));
        }
        QVERIFY(throttle.delay() > 1s);
    }

    void breathlessnessDoublesTheDelay()
    {
        Throttle throttle;
        TimePoint now = t0;
        for (const milliseconds expected : {250ms, 500ms, 1'000ms, 2'000ms, 4'000ms, 8'000ms, 10'000ms, 10'000ms}) {
            throttle.overloaded(now += 1min, 20ms);
            QCOMPARE(throttle.delay(), expected);
        }
    }

    void whatWasInFlightTogetherCountsOnce()
    {
        Throttle throttle;
        for (int i = 0; i < 64; ++i)
            throttle.overloaded(t0 + i * 1ms, 500ms);
        QCOMPARE(throttle.delay(), 250ms);
        throttle.overloaded(t0 + 600ms, 600ms); // started as the first of them ended
        QCOMPARE(throttle.delay(), 500ms);
        for (int i = 0; i < 64; ++i) // and good ones that started before tell nothing new
            throttle.answered(t0 + 700ms, 200ms);
        QCOMPARE(throttle.delay(), 500ms);
    }

    void itSpeedsUpOnlyInStepsOfCalmAnswers()
    {
        Throttle throttle;
        TimePoint now = t0;
        throttle.overloaded(now, 10ms);
        throttle.overloaded(now += 1s, 10ms);
        milliseconds before = throttle.delay();
        QCOMPARE(before, 500ms);
        int answers = 0;
        for (; throttle.delay() > 0ms; ++answers) {
            throttle.answered(now += 1s, 100ms);
            const bool step = (answers + 1) % Throttle::calmAnswers == 0;
            QCOMPARE(throttle.delay() < before, step);
            QVERIFY(throttle.delay() >= before * 3 / 4 || before <= 13ms);
            before = throttle.delay();
        }
        QVERIFY2(answers >= 50 && answers <= 120, qPrintable(QString::number(answers)));
    }

    void anyErrorRestartsTheCountOfCalmAnswers()
    {
        Throttle throttle;
        TimePoint now = t0;
        throttle.overloaded(now, 10ms);
        for (int i = 0; i < 100; ++i) {
            for (int good = 1; good < Throttle::calmAnswers; ++good)
                throttle.answered(now += 1s, 100ms);
            throttle.failed(now, 100ms, 1);
            QCOMPARE(throttle.delay(), 250ms);
        }
        for (int good = 0; good < Throttle::calmAnswers; ++good)
            throttle.answered(now += 1s, 100ms);
        QCOMPARE(throttle.delay(), 200ms);
    }

    void errorsThatComeSoonerThanPagesAreNotFollowedByMore()
    {
        Throttle throttle;
        TimePoint now = t0;
        for (int i = 0; i < 100; ++i)
            throttle.answered(now += 25ms, 100ms);
        QCOMPARE(throttle.delay(), 0ms);
        throttle.failed(now += 25ms, 1ms, 4); // four in flight, 100 ms each: one every 25 ms, before as after
        QCOMPARE(throttle.delay(), 25ms);
        throttle.failed(now += 25ms, 1ms, 1);
        QCOMPARE(throttle.delay(), 100ms);
        throttle.failed(now += 25ms, 1ms, 4);
        QCOMPARE(throttle.delay(), 100ms);
    }

    void errorsAloneDoNotSlowAHostDown()
    {
        Throttle throttle;
        TimePoint now = t0;
        for (int error = 0; error < 1'000; ++error)
            throttle.failed(now += 1ms, 1ms, 4);
        QCOMPARE(throttle.delay(), 0ms); // nothing was ever answered: there is no pace to keep
        throttle.answered(now += 1s, 8ms);
        for (int error = 0; error < 1'000; ++error)
            throttle.failed(now += 10ms, 1ms, 1);
        QCOMPARE(throttle.delay(), 8ms); // a list of broken pages comes to its end
        throttle.overloaded(now += 10s, 1ms);
        throttle.failed(now += 10s, 1ms, 1);
        QCOMPARE(throttle.delay(), 250ms); // it shortens nothing
    }

    void slowAnswersDoNotCountAsCalm()
    {
        Throttle throttle;
        TimePoint now = t0;
        for (int i = 0; i < 100; ++i)
            throttle.answered(now += 1s, 100ms);
        throttle.overloaded(now += 1s, 10ms);
        for (int i = 0; i < 40; ++i) {
            throttle.answered(now += 2s, 600ms);
            QVERIFY(throttle.delay() >= 250ms);
        }
    }

    void calmAnswersCountOnlyInARow()
    {
        Throttle throttle;
        TimePoint now = t0;
        for (int i = 0; i < 100; ++i)
            throttle.answered(now += 1s, 100ms);
        throttle.overloaded(now += 1s, 10ms);
        for (int good = 1; good < Throttle::calmAnswers; ++good)
            throttle.answered(now += 1s, 100ms);
        throttle.answered(now += 31s, 30s); // neither calm, nor slow for long enough
        for (int good = 1; good < Throttle::calmAnswers; ++good)
            throttle.answered(now += 1s, 100ms);
        QCOMPARE(throttle.delay(), 250ms);
        throttle.answered(now += 1s, 100ms);
        QCOMPARE(throttle.delay(), 200ms);
    }

    void noSequenceEverSpeedsUpOnAnError()
    {
        for (unsigned seed = 1; seed <= 300; ++seed) {
            Random random(seed);
            const auto below = [&random](unsigned bound) { return unsigned(random()) % bound; };
            const unsigned errorsIn10 = below(10), slownessIn10 = below(10);
            Throttle throttle;
            TimePoint now = t0;
            int good = 0; // answers since the last error or step
            for (int i = 0; i < 1'000; ++i) {
                now += milliseconds(below(2'000));
                const milliseconds latency(below(10) < slownessIn10 ? below(20'000) : 50 + below(50));
                const milliseconds before = throttle.delay();
                const bool error = below(10) < errorsIn10;
                if (!error)
                    throttle.answered(now, latency);
                else if (below(2) == 0)
                    throttle.overloaded(now, latency);
                else
                    throttle.failed(now, latency, 1 + int(below(64)));
                good = error ? 0 : good + 1;
                const bool faster = throttle.delay() < before;
                const bool holds = (!faster || (!error && good >= Throttle::calmAnswers)) && throttle.delay() >= 0ms
                    && throttle.delay() <= Throttle::longestDelay;
                QVERIFY2(holds, qPrintable(QString::asprintf("seed %u, event %d", seed, i)));
                if (throttle.delay() != before)
                    good = 0;
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestThrottle)
#include "tst_throttle.moc"
