#include "async/semaphore.h"
#include "async/sleep.h"
#include "async/taskgroup.h"
#include "async/timeout.h"
#include "support/awaited.h"

#include <QElapsedTimer>
#include <QTest>

#include <stdexcept>

using namespace creel;
using namespace creel::test;
using namespace std::chrono_literals;

namespace {

QCoro::Task<> enter(Semaphore &semaphore, int name, QList<int> &log, std::stop_token stop = {})
{
    const std::optional<Semaphore::Permit> permit = co_await semaphore.acquire(stop);
    log.append(permit ? name : -name);
}

QCoro::Task<> useOne(Semaphore &semaphore, int &inside, int &most, int &done)
{
    const std::optional<Semaphore::Permit> permit = co_await semaphore.acquire();
    most = std::max(most, ++inside);
    co_await sleepFor(0ms);
    --inside;
    ++done;
}

QCoro::Task<> throwInside(Semaphore &semaphore)
{
    const std::optional<Semaphore::Permit> permit = co_await semaphore.acquire();
    co_await sleepFor(1ms);
    throw std::runtime_error("inside");
}

QCoro::Task<int> answerAfter(std::chrono::milliseconds wait, std::stop_token stop, int *alive)
{
    const Alive here(alive);
    const bool slept = co_await sleepFor(wait, stop);
    co_return slept ? 42 : -1;
}

QCoro::Task<> tidyUpAfterStop(std::stop_token stop, int *steps)
{
    co_await sleepFor(1h, stop);
    co_await sleepFor(20ms); // what a stop sets off takes its time
    ++*steps;
}

QCoro::Task<int> throwWhenStopped(std::stop_token stop)
{
    co_await sleepFor(1h, stop);
    throw std::runtime_error("late");
}

} // namespace

class TestAsyncLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitersAreServedInTheOrderInWhichTheyCame()
    {
        Semaphore semaphore(1);
        std::optional<Semaphore::Permit> permit = semaphore.tryAcquire();
        QVERIFY(permit && !semaphore.tryAcquire());
        QList<int> log;
        TaskGroup group;
        for (int name = 1; name <= 5; ++name)
            group.start(enter(semaphore, name, log));
        permit.reset();
        QVERIFY(log.isEmpty());                // nobody resumes inside a release
        QVERIFY(!semaphore.tryAcquire());      // the permit is under way to the first,
        group.start(enter(semaphore, 6, log)); // and who comes now stands behind all
        awaited(group.join());
        QCOMPARE(log, QList<int>({1, 2, 3, 4, 5, 6}));
        QCOMPARE(semaphore.available(), 1);
    }

    void aPermitGivesItselfBackOnce()
    {
        Semaphore semaphore(2);
        {
            std::optional<Semaphore::Permit> first = semaphore.tryAcquire();
            Semaphore::Permit moved(std::move(*first));
            QCOMPARE(semaphore.available(), 1);
            first.reset();
            QCOMPARE(semaphore.available(), 1);
            moved.release();
            moved.release();
            QCOMPARE(semaphore.available(), 2);
            moved = std::move(*semaphore.tryAcquire());
            moved = std::move(*semaphore.tryAcquire()); // the one before goes back
            QCOMPARE(semaphore.available(), 1);
        }
        QCOMPARE(semaphore.available(), 2);
    }

    void whoIsStoppedWhileQueuedTakesNoPermit()
    {
        Semaphore semaphore(1);
        std::optional<Semaphore::Permit> permit = semaphore.tryAcquire();
        std::stop_source stop;
        QList<int> log;
        TaskGroup group;
        group.start(enter(semaphore, 1, log, stop.get_token()));
        group.start(enter(semaphore, 2, log));
        stop.request_stop();
        group.start(enter(semaphore, 3, log, stop.get_token())); // stopped before it began
        QCOMPARE(log, QList<int>({-3}));
        awaited(sleepFor(1ms));
        QCOMPARE(log, QList<int>({-3, -1}));
        permit.reset();
        awaited(group.join());
        QCOMPARE(log, QList<int>({-3, -1, 2}));
        QCOMPARE(semaphore.available(), 1);
    }

    void aPermitThatWasGivenWhileAStopWasUnderWayIsNotLost()
    {
        Semaphore semaphore(1);
        std::optional<Semaphore::Permit> permit = semaphore.tryAcquire();
        std::stop_source stop;
        QList<int> log;
        TaskGroup group;
        group.start(enter(semaphore, 1, log, stop.get_token()));
        stop.request_stop();
        permit.reset();
        awaited(group.join());
        QCOMPARE(semaphore.available(), 1);
        QCOMPARE(log, QList<int>({1}));
    }

    void anExceptionGivesThePermitBack()
    {
        Semaphore semaphore(1);
        TaskGroup group({}, TaskGroup::OnFailure::GoOn);
        QList<int> log;
        group.start(throwInside(semaphore));
        group.start(enter(semaphore, 1, log));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, awaited(group.join()));
        QCOMPARE(log, QList<int>({1}));
        QCOMPARE(semaphore.available(), 1);
    }

    void aHundredThousandUsesNeverExceedTheLimit()
    {
        Semaphore semaphore(8);
        int inside = 0, most = 0, done = 0;
        TaskGroup group;
        for (int i = 0; i < 100'000; ++i)
            group.start(useOne(semaphore, inside, most, done));
        awaited(group.join());
        QCOMPARE(done, 100'000);
        QCOMPARE(most, 8);
        QCOMPARE(semaphore.available(), 8);
    }

    void aThousandQueuedWaitersAreStoppedAtOnce()
    {
        Semaphore semaphore(1);
        const std::optional<Semaphore::Permit> permit = semaphore.tryAcquire();
        TaskGroup group;
        QList<int> log;
        for (int name = 1; name <= 1000; ++name)
            group.start(enter(semaphore, name, log, group.stopToken()));
        group.requestStop();
        awaited(group.join());
        QCOMPARE(log.size(), 1000);
        QVERIFY(std::all_of(log.begin(), log.end(), [](int name) { return name < 0; }));
    }

    void whatIsDoneInTimeGivesItsValue()
    {
        int alive = 0;
        auto start = [&alive](std::stop_token stop) { return answerAfter(1ms, stop, &alive); };
        const auto result = awaited(withTimeout(10s, start));
        QVERIFY(result);
        QCOMPARE(*result, 42);
        QCOMPARE(alive, 0);
    }

    void whatIsDoneAtOnceNeedsNoEventLoop()
    {
        int alive = 0;
        std::stop_source stopped;
        stopped.request_stop(); // before the start: the task decides what that means
        auto start = [&alive](std::stop_token stop) { return answerAfter(1h, stop, &alive); };
        const auto result = awaited(withTimeout(10s, start, stopped.get_token()));
        QVERIFY(result);
        QCOMPARE(*result, -1);
    }

    void whatIsLateIsStoppedAndAwaited()
    {
        int alive = 0;
        auto start = [&alive](std::stop_token stop) { return answerAfter(1h, stop, &alive); };
        QElapsedTimer timer;
        timer.start();
        const auto result = awaited(withTimeout(20ms, start));
        QVERIFY(!result);
        QCOMPARE(result.error().limit, 20ms);
        QVERIFY(timer.elapsed() >= 19);
        QCOMPARE(alive, 0);

        int steps = 0;
        auto tidy = [&steps](std::stop_token stop) { return tidyUpAfterStop(stop, &steps); };
        QVERIFY(!awaited(withTimeout(1ms, tidy)));
        QCOMPARE(steps, 1); // the end of the task, not only the deadline, was awaited
    }

    void aStopFromOutsideIsNoTimeout()
    {
        std::stop_source stop;
        int alive = 0;
        auto start = [&alive](std::stop_token token) { return answerAfter(1h, token, &alive); };
        auto task = withTimeout(1h, start, stop.get_token());
        stop.request_stop();
        const auto result = awaited(std::move(task));
        QVERIFY(result);
        QCOMPARE(*result, -1);
    }

    void anExceptionComesThroughLateOrNot()
    {
        std::stop_source stop;
        auto start = [](std::stop_token token) { return throwWhenStopped(token); };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, (void)awaited(withTimeout(1ms, start)));
        auto task = withTimeout(1h, start, stop.get_token());
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, (void)awaited(std::move(task)));
    }

    void timeoutsNest()
    {
        int alive = 0;
        auto inner = [&alive](std::stop_token stop) { return answerAfter(1h, stop, &alive); };
        auto outer = [inner](std::stop_token stop) { return withTimeout(1h, inner, stop); };
        QVERIFY(!awaited(withTimeout(5ms, outer)));
        QCOMPARE(alive, 0);
        auto shorter = [inner](std::stop_token stop) { return withTimeout(5ms, inner, stop); };
        const auto result = awaited(withTimeout(1h, shorter));
        QVERIFY(result && !*result); // in time, and what came in time is a timeout of its own
    }
};

QTEST_GUILESS_MAIN(TestAsyncLimits)
#include "tst_async_limits.moc"
