#include "crawl/eta.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <random>
#include <utility>
#include <vector>

using namespace creel;
using namespace std::chrono_literals;

namespace {

using Random = std::mt19937;

/// Request by request, with the frontier's rule: of the lanes that may start, the one that may for the longest time goes first.
class Simulation
{
public:
    Simulation(const QList<LaneLoad> &lanes, int concurrency) : m_concurrency(concurrency)
    {
        for (const LaneLoad &load : lanes) {
            Lane &lane = m_lanes.emplace_back(Lane{load, load.heldFor.count(), {}});
            for (int i = 0; i < load.inFlight; ++i) // started one after another, evenly
                m_ends.push({(2 * i + 1) * load.latency.count() / (2 * load.inFlight), &lane - m_lanes.data()});
            m_out += load.inFlight;
        }
        for (size_t i = 0; i < m_lanes.size(); ++i)
            takePlace(i);
    }

    milliseconds run()
    {
        qint64 now = 0;
        for (;;) {
            while (m_out < m_concurrency && !m_turns.empty() && m_turns.begin()->first.first <= now)
                start(now);
            if (m_ends.empty() && m_turns.empty())
                return milliseconds(now);
            const bool mayStart = m_out < m_concurrency && !m_turns.empty();
            if (mayStart && (m_ends.empty() || m_turns.begin()->first.first < m_ends.top().first)) {
                now = m_turns.begin()->first.first;
                continue;
            }
            const auto [end, index] = m_ends.top();
            m_ends.pop();
            now = end;
            --m_out;
            --m_lanes[size_t(index)].load.inFlight;
            takePlace(size_t(index));
        }
    }

private:
    using Turn = std::pair<qint64, qint64>;
    struct Lane {
        LaneLoad load;
        qint64 notBefore;
        std::optional<Turn> place;
    };

    void takePlace(size_t index)
    {
        Lane &lane = m_lanes[index];
        if (lane.place)
            m_turns.erase(*std::exchange(lane.place, std::nullopt));
        if (lane.load.queued == 0 || lane.load.inFlight >= lane.load.perHost)
            return;
        lane.place = {lane.notBefore, ++m_turn};
        m_turns.emplace(*lane.place, index);
    }
    void start(qint64 now)
    {
        const size_t index = m_turns.begin()->second;
        LaneLoad &load = m_lanes[index].load;
        --load.queued;
        ++load.inFlight;
        ++m_out;
        m_lanes[index].notBefore = now + load.delay.count();
        m_ends.push({now + load.latency.count(), qint64(index)});
        takePlace(index);
    }

    std::vector<Lane> m_lanes;
    std::map<Turn, size_t> m_turns;
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> m_ends; ///< when, and of which lane
    qint64 m_turn = 0;
    int m_concurrency;
    int m_out = 0;
};

qint64 logUniform(Random &random, double low, double high)
{
    return qint64(std::exp(std::uniform_real_distribution<>(std::log(low), std::log(high))(random)));
}

struct World {
    int mostLanes;
    double mostPages;
    bool sameDelay;
};

std::pair<QList<LaneLoad>, int> randomLanes(unsigned seed, World world)
{
    Random random(seed);
    const auto oneIn = [&random](unsigned n) { return random() % n == 0; };
    QList<LaneLoad> lanes;
    const qint64 count = logUniform(random, 1, world.mostLanes + 1);
    const int slots = int(logUniform(random, 1, 9));
    const milliseconds delay(oneIn(3) ? 0 : logUniform(random, 50, 2'000));
    for (qint64 i = 0; i < count; ++i) {
        LaneLoad lane;
        lane.queued = oneIn(10) ? 0 : logUniform(random, 1, world.mostPages);
        lane.perHost = slots;
        lane.inFlight = oneIn(2) ? int(random() % unsigned(slots + 1)) : 0;
        lane.delay = world.sameDelay || !oneIn(5) ? delay : milliseconds(logUniform(random, 1, 10'000));
        lane.latency = milliseconds(logUniform(random, 20, 5'000));
        lane.heldFor = oneIn(10) ? milliseconds(logUniform(random, 1, 300'000)) : 0ms;
        lanes << lane;
    }
    int out = 0;
    for (const LaneLoad &lane : lanes)
        out += lane.inFlight;
    return {lanes, std::max(out, int(logUniform(random, 1, 257)))};
}

} // namespace

class TestEta : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void casesThatAPersonCanWorkOut_data()
    {
        QTest::addColumn<QList<LaneLoad>>("lanes");
        QTest::addColumn<int>("concurrency");
        QTest::addColumn<qint64>("ms");
        const auto row = [](const char *name, const QList<LaneLoad> &lanes, int concurrency, milliseconds time) {
            QTest::newRow(name) << lanes << concurrency << qint64(time.count());
        };
        const LaneLoad slow{.queued = 1'000, .delay = 1s, .latency = 200ms};
        const LaneLoad fast{.queued = 1'000, .perHost = 4, .delay = 0ms, .latency = 20ms};
        row("nothing", {}, 32, 0ms);
        row("empty lanes", {LaneLoad{}, LaneLoad{.latency = 5s, .heldFor = 1h}}, 32, 0ms);
        row("one page", {{.queued = 1, .delay = 1s, .latency = 200ms}}, 32, 200ms);
        row("1,000 pages, a second apart", {slow}, 32, 999'200ms);
        row("the slow host decides, however many fast ones there are", QList<LaneLoad>(100, fast) << slow, 32,
            999'200ms);
        row("by slots", {fast}, 32, 5s);
        row("a batch begins anew for its last page", {{.queued = 5, .perHost = 4, .latency = 1s}}, 32, 2s);
        row("a batch takes its delays", {{.queued = 4, .perHost = 4, .delay = 100ms, .latency = 1s}}, 32, 1'300ms);
        row("one slot for all", QList<LaneLoad>(3, LaneLoad{.queued = 1, .perHost = 1, .latency = 1s}), 1, 3s);
        row("the slots decide", QList<LaneLoad>(100, LaneLoad{.queued = 100, .latency = 1s}), 50, 200s);
        row("held", {{.queued = 11, .perHost = 1, .delay = 1s, .latency = 100ms, .heldFor = 60s}}, 32, 70'100ms);
        row("held for longer than the others take", {slow, {.queued = 1, .latency = 500ms, .heldFor = 2h}}, 32,
            2h + 500ms);
        row("no time at all", {{.queued = 1'000, .perHost = 1}}, 32, 1s);
        row("in flight only: half of it is over", {{.inFlight = 2, .latency = 10s}}, 32, 5s);
        row("many in flight only", QList<LaneLoad>(100, LaneLoad{.inFlight = 4, .latency = 10s}), 32, 5s);
        row("10,000 hosts of a page each", QList<LaneLoad>(10'000, LaneLoad{.queued = 1, .latency = 1s}), 100, 100s);
    }
    void casesThatAPersonCanWorkOut()
    {
        QFETCH(QList<LaneLoad>, lanes);
        QFETCH(int, concurrency);
        QFETCH(qint64, ms);
        const double told = double(eta(lanes, concurrency).count());
        QVERIFY2(std::abs(told - double(ms)) <= 0.01 * double(ms) + 1, qPrintable(QString::number(told)));
    }

    void nonsenseEndsAllTheSame()
    {
        const LaneLoad lane{.queued = 10, .inFlight = 99, .perHost = 0, .delay = -1s, .latency = -1s, .heldFor = -1s};
        QCOMPARE(eta({lane}, 0), 11ms); // one after the other, 1 ms each, behind what is in flight
        QCOMPARE(eta({LaneLoad{.queued = -5}}, 32), 0ms);
    }

    void randomLanesTakeAsLongAsRequestByRequest_data()
    {
        QTest::addColumn<int>("mostLanes");
        QTest::addColumn<double>("mostPages");
        QTest::addColumn<bool>("sameDelay");
        QTest::newRow("many pages") << 100 << 2'000.0 << false;
        QTest::newRow("one delay for all") << 100 << 2'000.0 << true;
        QTest::newRow("few pages") << 200 << 20.0 << false;
        QTest::newRow("many hosts") << 2'000 << 50.0 << false;
    }
    void randomLanesTakeAsLongAsRequestByRequest()
    {
        QFETCH(int, mostLanes);
        QFETCH(double, mostPages);
        QFETCH(bool, sameDelay);
        for (unsigned seed = 1; seed <= 150; ++seed) {
            const auto [lanes, concurrency] = randomLanes(seed, {mostLanes, mostPages, sameDelay});
            double longest = 0; // a fluid doesn't know where a request ends
            for (const LaneLoad &lane : lanes)
                longest = std::max(longest, double(lane.latency.count()));
            const double truth = double(Simulation(lanes, concurrency).run().count());
            const double told = double(eta(lanes, concurrency).count());
            QVERIFY2(std::abs(told - truth) <= 0.05 * truth + 0.5 * longest,
                     qPrintable(QString::asprintf("seed %u: %g instead of %g", seed, told, truth)));
        }
    }

    void tenThousandLanesTakeNoTime()
    {
        Random random(1);
        for (const int concurrency : {1, 32, 1'000, 1'000'000}) {
            QList<LaneLoad> lanes;
            for (int i = 0; i < 10'000; ++i) {
                lanes << LaneLoad{.queued = logUniform(random, 1, 10'000),
                                  .perHost = 1 + int(random() % 8),
                                  .delay = milliseconds(logUniform(random, 1, 10'000)),
                                  .latency = milliseconds(logUniform(random, 10, 5'000)),
                                  .heldFor = milliseconds(random() % 4 == 0 ? logUniform(random, 1, 1e6) : 0)};
            }
            double best = 1e9;
            for (int i = 0; i < 5; ++i) {
                QElapsedTimer timer;
                timer.start();
                QVERIFY(eta(lanes, concurrency) > 1h);
                best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
            }
            qInfo("10,000 lanes on %d slots: %.2f ms", concurrency, best);
#ifdef NDEBUG
            QVERIFY2(best < 5, qPrintable(QString::number(best)));
#endif
        }
    }
};

QTEST_GUILESS_MAIN(TestEta)
#include "tst_eta.moc"
