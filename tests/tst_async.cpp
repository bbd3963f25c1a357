#include "async/channel.h"
#include "async/onpool.h"
#include "async/sleep.h"
#include "async/wakeup.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>

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
