#include "async/channel.h"
#include "async/onpool.h"
#include "async/sleep.h"
#include "async/wakeup.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <deque>
#include <numeric>
#include <thread>

using namespace creel;
using namespace std::chrono_literals;

namespace {

QCoro::Task<> waitFor(Wakeup &wakeup, QStringList &log)
{
    log << QStringLiteral("waits");
    co_await wakeup;
    log << QStringLiteral("awake");
}

QCoro::Task<> produce(Channel<int> &channel, int first, int count, int &refused)
{
    for (int i = first; i < first + count; ++i) {
        const bool in = co_await channel.push(i);
        refused += in ? 0 : 1;
    }
}

QCoro::Task<> pushOne(Channel<int> &channel, int value, std::stop_token stop, QList<int> &in)
{
    const bool isIn = co_await channel.push(value, stop);
    if (isIn)
        in.append(value);
}

QCoro::Task<> add(QThreadPool &pool, std::thread::id &worker, int &sum)
{
    auto work = [&worker] {
        worker = std::this_thread::get_id();
        return 20 + 22;
    };
    OnPool adding(pool, work);
    sum = co_await adding;
}

} // namespace

class TestAsync : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWakeUpResumesFromTheEventLoopNeverInline()
    {
        QStringList log;
        Wakeup wakeup;
        auto task = waitFor(wakeup, log);
        wakeup.wake();
        log << QStringLiteral("woken");
        wakeup.wake(); // the second call is nothing
        QCOMPARE(log, QStringList({QStringLiteral("waits"), QStringLiteral("woken")}));
        QCoro::waitFor(task);
        QCOMPARE(log.last(), QStringLiteral("awake"));
        QCOMPARE(log.size(), 3);
    }

    void whoIsAwakeAlreadyDoesNotSleep()
    {
        QStringList log;
        Wakeup wakeup;
        wakeup.wake();
        auto task = waitFor(wakeup, log);
        QCOMPARE(log.last(), QStringLiteral("awake"));
    }

    void aWakeUpMayComeFromAnotherThread()
    {
        for (int i = 0; i < 200; ++i) {
            QStringList log;
            Wakeup wakeup;
            std::thread other([&wakeup] { wakeup.wake(); });
            auto task = waitFor(wakeup, log);
            QCoro::waitFor(task);
            other.join();
            QCOMPARE(log.last(), QStringLiteral("awake"));
        }
    }

    void aSleepEndsInTime()
    {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(QCoro::waitFor(sleepFor(30ms)));
        QVERIFY(timer.elapsed() >= 29);
    }

    void aSleepEndsAtOnceWhenItIsStopped()
    {
        std::stop_source stop;
        auto sleeping = sleepFor(1h, stop.get_token());
        stop.request_stop();
        QVERIFY(!QCoro::waitFor(sleeping));
        QVERIFY(!QCoro::waitFor(sleepFor(1h, stop.get_token()))); // stopped before it began
    }

    void workIsDoneOnThePoolAndItsResultComesHome()
    {
        QThreadPool pool;
        std::thread::id worker;
        int sum = 0;
        QCoro::waitFor(add(pool, worker, sum));
        QCOMPARE(sum, 42);
        QVERIFY(worker != std::this_thread::get_id());
    }

    void aFullChannelPutsItsProducersToSleep()
    {
        Channel<int> channel(2);
        int refused = 0;
        auto task = produce(channel, 1, 3, refused);
        QVERIFY(!task.isReady()); // the third value waits for room
        QCOMPARE(channel.takeBatch(0ms, 10), std::vector<int>({1, 2}));
        QCoro::waitFor(task);
        QCOMPARE(channel.takeBatch(0ms, 10), std::vector<int>({3}));
        QCOMPARE(refused, 0);
    }

    void closingWakesWhoWaitsForRoomAndKeepsWhatIsInside()
    {
        Channel<int> channel(1);
        int refused = 0;
        auto task = produce(channel, 1, 3, refused);
        channel.close();
        QCoro::waitFor(task);
        QCOMPARE(refused, 2);
        QCOMPARE(channel.takeBatch(1h, 10), std::vector<int>({1}));
        QVERIFY(channel.takeBatch(1h, 10).empty()); // closed and empty: the end, at once
    }

    void whoSleepsForRoomIsNotOvertaken()
    {
        Channel<int> channel(2);
        int refused = 0;
        std::vector<QCoro::Task<>> producers;
        for (int i = 0; i < 6; ++i)
            producers.push_back(produce(channel, i, 1, refused)); // 2, 3, 4 and 5 sleep
        QCOMPARE(channel.takeBatch(0ms, 1), std::vector<int>({0}));
        // There was room for one, and 2, who has not even resumed yet, has it: 6 stands behind all who sleep.
        producers.push_back(produce(channel, 6, 1, refused));
        QCOMPARE(channel.takeBatch(0ms, 10), std::vector<int>({1, 2}));
        QCOMPARE(channel.takeBatch(0ms, 10), std::vector<int>({3, 4}));
        QCOMPARE(channel.takeBatch(0ms, 10), std::vector<int>({5, 6}));
        for (auto &producer : producers)
            QCoro::waitFor(producer);
        QCOMPARE(refused, 0);
    }

    void valuesComeOutInTheOrderOfThePushesThoughAThousandProducersSleep()
    {
        constexpr int count = 20'000;
        Channel<int> channel(16);
        std::vector<int> taken;
        std::thread consumer([&] {
            for (;;) {
                const std::vector<int> batch = channel.takeBatch(0ms, 5);
                if (batch.empty())
                    return;
                taken.insert(taken.end(), batch.begin(), batch.end());
            }
        });
        int refused = 0, next = 0;
        std::deque<QCoro::Task<>> producers;
        while (next < count) {
            producers.push_back(produce(channel, next++, 1, refused)); // the number is given out at the push
            while (producers.size() > 1000) { // some resume early, some late, while the consumer makes room
                QCoro::waitFor(producers.front());
                producers.pop_front();
            }
        }
        for (auto &producer : producers)
            QCoro::waitFor(producer);
        channel.close();
        consumer.join();
        QCOMPARE(refused, 0);
        QCOMPARE(taken.size(), std::size_t(count));
        QVERIFY(std::is_sorted(taken.begin(), taken.end()));
    }

    void aStoppedProducerLeavesTheLineAndTheOthersKeepTheirPlaces()
    {
        Channel<int> channel(1);
        std::stop_source stop;
        QList<int> in;
        std::vector<QCoro::Task<>> producers;
        for (int i = 0; i < 4; ++i)
            producers.push_back(pushOne(channel, i, i == 2 ? stop.get_token() : std::stop_token(), in));
        stop.request_stop();
        QCoro::waitFor(producers[2]);
        producers.push_back(pushOne(channel, 9, stop.get_token(), in)); // stopped before it began
        for (const int expected : {0, 1, 3})
            QCOMPARE(channel.takeBatch(0ms, 10), std::vector<int>({expected}));
        for (auto &producer : producers)
            QCoro::waitFor(producer);
        QCOMPARE(in, QList<int>({0, 1, 3}));
    }

    void whatWasTakenBeforeTheStoppedProducerWokeCountsAsIn()
    {
        Channel<int> channel(1);
        std::stop_source stop;
        QList<int> in;
        auto first = pushOne(channel, 1, {}, in);
        auto second = pushOne(channel, 2, stop.get_token(), in);
        stop.request_stop(); // its wake-up is under way
        QCOMPARE(channel.takeBatch(0ms, 10), std::vector<int>({1}));
        QCOMPARE(channel.takeBatch(0ms, 10), std::vector<int>({2}));
        QCoro::waitFor(second);
        QCOMPARE(in, QList<int>({1, 2}));
    }

    void aHundredThousandValuesPassWithoutLossAndInOrder()
    {
        constexpr int count = 100'000;
        Channel<int> channel(64);
        std::vector<int> taken;
        std::thread consumer([&] {
            for (;;) {
                const std::vector<int> batch = channel.takeBatch(0ms, 100);
                if (batch.empty())
                    return;
                taken.insert(taken.end(), batch.begin(), batch.end());
            }
        });
        int refused = 0;
        QCoro::waitFor(produce(channel, 0, count, refused));
        channel.close();
        consumer.join();
        QCOMPARE(refused, 0);
        std::vector<int> expected(count);
        std::iota(expected.begin(), expected.end(), 0);
        QVERIFY(taken == expected);
    }
};

QTEST_GUILESS_MAIN(TestAsync)
#include "tst_async.moc"
