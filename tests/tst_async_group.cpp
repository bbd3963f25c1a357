#include "async/cleanup.h"
#include "async/gather.h"
#include "async/sleep.h"
#include "async/taskgroup.h"
#include "support/awaited.h"

#include <QElapsedTimer>
#include <QTest>

#include <stdexcept>
#include <string>

using namespace creel;
using namespace creel::test;
using namespace std::chrono_literals;

namespace {

using Number = Expected<int, std::string>;

QCoro::Task<int> valueAfter(std::chrono::milliseconds wait, int value, int *alive = nullptr)
{
    int dummy = 0;
    const Alive here(alive ? alive : &dummy);
    co_await sleepFor(wait);
    co_return value;
}

QCoro::Task<int> throwAfter(std::chrono::milliseconds wait, std::string what, int *alive = nullptr)
{
    int dummy = 0;
    const Alive here(alive ? alive : &dummy);
    co_await sleepFor(wait);
    throw std::runtime_error(what);
}

QCoro::Task<int> throwAtOnce(std::string what)
{
    throw std::runtime_error(what);
    co_return 0;
}

QCoro::Task<Number> numberAfter(std::chrono::milliseconds wait, int value)
{
    co_await sleepFor(wait);
    if (value < 0)
        co_return Number(Unexpected("negative: " + std::to_string(value)));
    co_return Number(value);
}

QCoro::Task<> sleepUntilStopped(std::stop_token stop, int *stopped)
{
    const bool slept = co_await sleepFor(1h, stop);
    *stopped += slept ? 0 : 1;
}

QCoro::Task<> endAfter(Wakeup *wakeup) { co_await *wakeup; }

QCoro::Task<> hop(int *ended)
{
    co_await sleepFor(0ms);
    ++*ended;
}

QCoro::Task<> startMore(TaskGroup *group, int left, int *ended)
{
    co_await sleepFor(0ms);
    if (left > 0)
        group->start(startMore(group, left - 1, ended));
    ++*ended;
}

/// Whether the frames of a group were gone when its join returned.
QCoro::Task<int> joinAndCount(TaskGroup &group, int *alive)
{
    co_await group.join();
    co_return *alive;
}

QCoro::Task<> note(QStringList *log, QString what)
{
    co_await sleepFor(1ms);
    log->append(what);
}

QCoro::Task<int> work(QStringList *log, QString how, std::stop_token stop)
{
    log->append(QStringLiteral("body"));
    if (how == QStringLiteral("returns early"))
        co_return 1;
    if (how == QStringLiteral("throws at once"))
        throw std::runtime_error("at once");
    const auto wait = how == QStringLiteral("is stopped") ? std::chrono::milliseconds(1h) : 1ms;
    co_await sleepFor(wait, stop);
    if (how == QStringLiteral("throws"))
        throw std::runtime_error("late");
    co_return 2;
}

QCoro::Task<> throwNothingBack(QStringList *log)
{
    co_await sleepFor(1ms);
    log->append(QStringLiteral("cleanup"));
    throw std::runtime_error("cleanup");
}

QString whatIsThrown(auto call)
{
    try {
        call();
    } catch (const std::exception &error) {
        return QString::fromLatin1(error.what());
    }
    return {};
}

} // namespace

class TestAsyncGroup : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aGroupIsJoinedWhenAllHaveEnded()
    {
        TaskGroup group;
        int alive = 0;
        for (int i = 0; i < 10; ++i)
            group.start(valueAfter(std::chrono::milliseconds(10 - i), i, &alive));
        QCOMPARE(alive, 10); // they run already
        QCOMPARE(group.running(), 10);
        QCOMPARE(awaited(joinAndCount(group, &alive)), 0);
        QCOMPARE(group.running(), 0);
    }

    void anEmptyGroupIsJoinedAtOnceAndAgain()
    {
        TaskGroup group;
        QVERIFY(group.join().isReady());
        int ended = 0;
        group.start(hop(&ended));
        awaited(group.join());
        awaited(group.join());
        QCOMPARE(ended, 1);
    }

    void tasksMayStartTasksWhileTheGroupIsBeingJoined()
    {
        TaskGroup group;
        int ended = 0;
        group.start(startMore(&group, 100, &ended));
        awaited(group.join());
        QCOMPARE(ended, 101);
    }

    void aTaskStartedWhileTheJoinersWakeUpIsUnderWayIsJoinedToo()
    {
        TaskGroup group;
        Wakeup wakeup;
        int ended = 0;
        group.start(endAfter(&wakeup));
        auto joining = group.join();
        wakeup.wake(); // event 1: the task ends and wakes the joiner, which is event 3
        auto startAnother = [&group, &ended] { group.start(hop(&ended)); };
        QMetaObject::invokeMethod(QCoreApplication::instance(), startAnother, Qt::QueuedConnection); // event 2
        awaited(std::move(joining));
        QCOMPARE(ended, 1);
    }

    void anExceptionIsThrownByTheJoinAfterAllOthersHaveEnded()
    {
        TaskGroup group({}, TaskGroup::OnFailure::GoOn);
        int alive = 0;
        group.start(throwAfter(1ms, "first", &alive));
        group.start(throwAfter(5ms, "second", &alive));
        group.start(valueAfter(20ms, 1, &alive));
        QCOMPARE(whatIsThrown([&] { awaited(group.join()); }), QStringLiteral("first"));
        QCOMPARE(alive, 0);
        QVERIFY(group.join().isReady()); // thrown once
    }

    void aTaskThatThrowsBeforeItWaitsIsNoDifferent()
    {
        TaskGroup group;
        group.start(throwAtOnce("at once"));
        QVERIFY(group.stopToken().stop_requested());
        QCOMPARE(whatIsThrown([&] { awaited(group.join()); }), QStringLiteral("at once"));
    }

    void aFailureStopsTheOthers()
    {
        for (const bool byException : {false, true}) {
            TaskGroup group;
            int stopped = 0;
            for (int i = 0; i < 5; ++i)
                group.start(sleepUntilStopped(group.stopToken(), &stopped));
            if (byException)
                group.start(throwAfter(1ms, "bug"));
            else
                group.start(numberAfter(1ms, -1));
            QCOMPARE(whatIsThrown([&] { awaited(group.join()); }), byException ? QStringLiteral("bug") : QString());
            QCOMPARE(stopped, 5);
        }
    }

    void aFailureIsNobodyElsesBusinessIfSoChosen()
    {
        TaskGroup group({}, TaskGroup::OnFailure::GoOn);
        group.start(numberAfter(0ms, -1));
        group.start(numberAfter(1ms, 1));
        awaited(group.join());
        QVERIFY(!group.stopToken().stop_requested());
    }

    void aSuccessStopsNobody()
    {
        TaskGroup group;
        group.start(numberAfter(0ms, 1));
        awaited(group.join());
        QVERIFY(!group.stopToken().stop_requested());
    }

    void theParentsStopReachesTheTasks()
    {
        std::stop_source parent;
        TaskGroup group(parent.get_token());
        int stopped = 0;
        group.start(sleepUntilStopped(group.stopToken(), &stopped));
        parent.request_stop();
        group.start(sleepUntilStopped(group.stopToken(), &stopped)); // stopped before it began
        awaited(group.join());
        QCOMPARE(stopped, 2);
    }

    void aGroupsStopIsItsOwn()
    {
        std::stop_source parent;
        TaskGroup group(parent.get_token());
        int stopped = 0;
        group.start(sleepUntilStopped(group.stopToken(), &stopped));
        group.requestStop();
        awaited(group.join());
        QCOMPARE(stopped, 1);
        QVERIFY(!parent.stop_requested());
    }

    void aHundredThousandTasksPassThroughOneGroup()
    {
        TaskGroup group;
        int ended = 0;
        for (int i = 0; i < 100; ++i) {
            for (int j = 0; j < 1000; ++j)
                group.start(hop(&ended));
            awaited(group.join());
        }
        QCOMPARE(ended, 100'000);
    }

    void gatheredResultsStandInTheOrderOfTheTasks()
    {
        std::vector<QCoro::Task<int>> tasks;
        for (int i = 0; i < 5; ++i)
            tasks.push_back(valueAfter(std::chrono::milliseconds(10 - 2 * i), i)); // the last one ends first
        QCOMPARE(awaited(gather(std::move(tasks))), std::vector<int>({0, 1, 2, 3, 4}));
        QVERIFY(awaited(gather(std::vector<QCoro::Task<int>>())).empty());
    }

    void gatheredTasksRunSideBySide()
    {
        std::vector<QCoro::Task<int>> tasks;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 100; ++i)
            tasks.push_back(valueAfter(20ms, i));
        awaited(gather(std::move(tasks)));
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed()))); // 2,000 one after the other
    }

    void tasksOfDifferentTypesAreGatheredToo()
    {
        int ended = 0;
        const auto [number, nothing, result] = awaited(gather(valueAfter(5ms, 7), hop(&ended), numberAfter(1ms, 3)));
        QCOMPARE(number, 7);
        QCOMPARE(ended, 1);
        QCOMPARE(*result, 3);
        QCOMPARE(nothing, std::monostate());
    }

    void gatherThrowsTheFirstExceptionAfterAllHaveEnded()
    {
        int alive = 0;
        std::vector<QCoro::Task<int>> tasks;
        tasks.push_back(valueAfter(5ms, 0, &alive));
        tasks.push_back(throwAfter(3ms, "first in order", &alive));
        tasks.push_back(throwAfter(1ms, "first in time", &alive));
        tasks.push_back(valueAfter(10ms, 0, &alive));
        QCOMPARE(whatIsThrown([&] { awaited(gather(std::move(tasks))); }), QStringLiteral("first in order"));
        QCOMPARE(alive, 0);
        QCOMPARE(whatIsThrown([&] {
                     awaited(
                         gather(valueAfter(5ms, 0, &alive), throwAtOnce("among others"), valueAfter(1ms, 0, &alive)));
                 }),
                 QStringLiteral("among others"));
        QCOMPARE(alive, 0);
        std::vector<QCoro::Task<>> nothings;
        int ended = 0;
        nothings.push_back(hop(&ended));
        nothings.push_back(hop(&ended));
        awaited(gather(std::move(nothings)));
        QCOMPARE(ended, 2);
    }

    void errorsStandBesideResultsAndMakeOneAnswer()
    {
        std::vector<QCoro::Task<Number>> tasks;
        for (const int value : {3, -1, 5, -2})
            tasks.push_back(numberAfter(1ms, value));
        const std::vector<Number> results = awaited(gather(std::move(tasks)));
        QCOMPARE(results.size(), std::size_t(4));
        QCOMPARE(*results[0], 3);
        QCOMPARE(results[1].error(), std::string("negative: -1"));
        QCOMPARE(*results[2], 5);
        QCOMPARE(results[3].error(), std::string("negative: -2"));
        const Expected<std::vector<int>, std::string> all = valuesOf(results);
        QVERIFY(!all);
        QCOMPARE(all.error(), std::string("negative: -1"));
        const auto good = valuesOf(std::vector<Number>{1, 2});
        QCOMPARE(*good, std::vector<int>({1, 2}));
    }

    void cleanupRunsHoweverTheBodyEnds_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("value"); // 0: it throws
        QTest::addRow("end") << QStringLiteral("ends") << 2;
        QTest::addRow("early return") << QStringLiteral("returns early") << 1;
        QTest::addRow("stop") << QStringLiteral("is stopped") << 2;
        QTest::addRow("stop before start") << QStringLiteral("was stopped") << 2;
        QTest::addRow("exception at once") << QStringLiteral("throws at once") << 0;
        QTest::addRow("exception") << QStringLiteral("throws") << 0;
    }

    void cleanupRunsHoweverTheBodyEnds()
    {
        QFETCH(QString, how);
        QFETCH(int, value);
        QStringList log;
        std::stop_source stop;
        if (how == QStringLiteral("was stopped"))
            stop.request_stop();
        auto body = [&log, how, token = stop.get_token()] { return work(&log, how, token); };
        auto cleanup = [&log] { return note(&log, QStringLiteral("cleanup")); };
        int got = 0;
        const QString thrown = whatIsThrown([&] {
            auto task = withCleanup(body, cleanup);
            stop.request_stop(); // only who listens minds
            got = awaited(std::move(task));
        });
        QCOMPARE(log, QStringList({QStringLiteral("body"), QStringLiteral("cleanup")}));
        QCOMPARE(got, value);
        QCOMPARE(thrown.isEmpty(), value != 0);
    }

    void theBodysExceptionIsNotHiddenByTheCleanups()
    {
        QStringList log;
        auto cleanup = [&log] { return throwNothingBack(&log); };
        auto body = [] { return throwAtOnce("body"); };
        QCOMPARE(whatIsThrown([&] { awaited(withCleanup(body, cleanup)); }), QStringLiteral("body"));
        auto fine = [] { return valueAfter(1ms, 1); };
        QCOMPARE(whatIsThrown([&] { awaited(withCleanup(fine, cleanup)); }), QStringLiteral("cleanup"));
        QCOMPARE(log.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestAsyncGroup)
#include "tst_async_group.moc"
