#include "async/onpool.h"
#include "async/sleep.h"
#include "async/wakeup.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>

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
};

QTEST_GUILESS_MAIN(TestAsync)
#include "tst_async.moc"
