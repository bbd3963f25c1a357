#include "async/channel.h"
#include "async/sleep.h"
#include "support/awaited.h"

#include <QCoroTask>
#include <QTest>

#include <algorithm>
#include <deque>
#include <memory>
#include <numeric>
#include <thread>

using namespace creel;
using namespace creel::test;
using namespace std::chrono_literals;

namespace {

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

/// Takes until the channel is closed, or `most` values; notes who took what.
QCoro::Task<> consume(Channel<int> &channel, int name, QList<std::pair<int, int>> &log, std::stop_token stop = {})
{
    for (;;) {
        const std::optional<int> value = co_await channel.take(stop);
        if (!value)
            co_return;
        log.append({name, *value});
    }
}

/// The same with work between, so that others come to their turn.
QCoro::Task<> consumeSlowly(Channel<int> &channel, std::vector<int> &taken)
{
    for (;;) {
        const std::optional<int> value = co_await channel.take();
        if (!value)
            co_return;
        taken.push_back(*value);
        co_await sleepFor(0ms);
    }
}

QCoro::Task<> consumeBox(Channel<std::unique_ptr<int>> &channel, int &got)
{
    const std::optional<std::unique_ptr<int>> box = co_await channel.take();
    got = box ? **box : -1;
}

} // namespace

class TestAsyncChannel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
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

    void aThreadMayWaitForValuesWithPatience()
    {
        Channel<int> channel(1);
        QVERIFY(!channel.waitForValues(1ms));
        int refused = 0;
        awaited(produce(channel, 1, 1, refused));
        QVERIFY(channel.waitForValues(1h));
        QCOMPARE(channel.takeBatch(0ms, 10), std::vector<int>({1}));
        std::thread closer([&channel] { channel.close(); });
        QVERIFY(channel.waitForValues(1h)); // closed: takeBatch() would not block either
        closer.join();
    }

    void consumersAreServedInTheOrderInWhichTheyCame()
    {
        Channel<int> channel(4);
        QList<std::pair<int, int>> log;
        std::vector<QCoro::Task<>> tasks;
        for (int name = 0; name < 3; ++name)
            tasks.push_back(consume(channel, name, log));
        int refused = 0;
        tasks.push_back(produce(channel, 10, 3, refused)); // each finds a consumer that waits
        QVERIFY(log.isEmpty());                            // nobody resumes inside a push
        channel.close();
        for (auto &task : tasks)
            awaited(std::move(task));
        QCOMPARE(log, (QList<std::pair<int, int>>{{0, 10}, {1, 11}, {2, 12}}));
    }

    void aClosedChannelIsEmptiedBeforeItsConsumersEnd()
    {
        Channel<int> channel(4);
        int refused = 0;
        awaited(produce(channel, 1, 3, refused));
        channel.close();
        awaited(produce(channel, 4, 1, refused));
        QCOMPARE(refused, 1);
        QList<std::pair<int, int>> log;
        awaited(consume(channel, 0, log));
        QCOMPARE(log, (QList<std::pair<int, int>>{{0, 1}, {0, 2}, {0, 3}}));
    }

    void closingWakesEveryConsumer()
    {
        Channel<int> channel(1);
        QList<std::pair<int, int>> log;
        std::vector<QCoro::Task<>> tasks;
        for (int name = 0; name < 5; ++name)
            tasks.push_back(consume(channel, name, log));
        channel.close();
        channel.close(); // again is nothing
        for (auto &task : tasks)
            awaited(std::move(task));
        QVERIFY(log.isEmpty());
    }

    void closedWhileFullItKeepsWhatIsInsideAndDropsWhatWaits()
    {
        Channel<int> channel(2);
        int refused = 0;
        std::vector<QCoro::Task<>> producers;
        for (int i = 0; i < 5; ++i)
            producers.push_back(produce(channel, i, 1, refused));
        channel.close();
        QList<std::pair<int, int>> log;
        awaited(consume(channel, 0, log));
        QCOMPARE(log, (QList<std::pair<int, int>>{{0, 0}, {0, 1}}));
        for (auto &producer : producers)
            awaited(std::move(producer));
        QCOMPARE(refused, 3);
    }

    void aStoppedConsumerLeavesTheLine()
    {
        Channel<int> channel(1);
        std::stop_source stop;
        QList<std::pair<int, int>> log;
        auto first = consume(channel, 1, log, stop.get_token());
        auto second = consume(channel, 2, log);
        stop.request_stop();
        awaited(std::move(first));
        awaited(consume(channel, 3, log, stop.get_token())); // stopped before it began
        int refused = 0;
        awaited(produce(channel, 7, 1, refused));
        channel.close();
        awaited(std::move(second));
        QCOMPARE(log, (QList<std::pair<int, int>>{{2, 7}}));
    }

    void aValueThatWasHandedOverIsNotLostToAStop()
    {
        for (const bool stopFirst : {false, true}) { // both before the consumer resumes
            Channel<int> channel(1);
            std::stop_source stop;
            QList<std::pair<int, int>> log;
            int refused = 0;
            auto consumer = consume(channel, 1, log, stop.get_token());
            if (stopFirst)
                stop.request_stop();
            auto producer = produce(channel, 7, 1, refused);
            stop.request_stop();
            awaited(std::move(consumer));
            awaited(std::move(producer));
            QCOMPARE(log, (QList<std::pair<int, int>>{{1, 7}}));
        }
    }

    void valuesMayBeMoveOnly()
    {
        Channel<std::unique_ptr<int>> channel(1);
        int got = 0;
        auto consumer = consumeBox(channel, got);
        QVERIFY(awaited(channel.push(std::make_unique<int>(42))));
        awaited(std::move(consumer));
        QCOMPARE(got, 42);
        QVERIFY(awaited(channel.push(std::make_unique<int>(1)))); // and one may stay inside
    }

    void aThreadAndCoroutinesConsumeSideBySide()
    {
        constexpr int count = 20'000;
        Channel<int> channel(16);
        std::vector<int> byThread, byCoroutine;
        std::thread thread([&] {
            for (;;) {
                const std::vector<int> batch = channel.takeBatch(0ms, 4);
                if (batch.empty())
                    return;
                byThread.insert(byThread.end(), batch.begin(), batch.end());
            }
        });
        auto consumer = consumeSlowly(channel, byCoroutine);
        int refused = 0;
        awaited(produce(channel, 0, count, refused));
        channel.close();
        awaited(std::move(consumer));
        thread.join();
        QVERIFY(std::is_sorted(byThread.begin(), byThread.end()));
        QVERIFY(std::is_sorted(byCoroutine.begin(), byCoroutine.end()));
        QVERIFY(!byThread.empty() && !byCoroutine.empty());
        byThread.insert(byThread.end(), byCoroutine.begin(), byCoroutine.end());
        std::sort(byThread.begin(), byThread.end());
        std::vector<int> expected(count);
        std::iota(expected.begin(), expected.end(), 0);
        QVERIFY(byThread == expected);
    }

    void aHundredThousandValuesAreSharedFairlyByEightConsumers()
    {
        constexpr int count = 100'000, consumers = 8;
        Channel<int> channel(64);
        std::vector<std::vector<int>> taken(consumers);
        std::vector<QCoro::Task<>> tasks;
        for (auto &mine : taken)
            tasks.push_back(consumeSlowly(channel, mine));
        int refused = 0;
        awaited(produce(channel, 0, count, refused));
        channel.close();
        for (auto &task : tasks)
            awaited(std::move(task));
        QCOMPARE(refused, 0);
        std::vector<int> all;
        for (const auto &mine : taken) {
            QVERIFY(std::is_sorted(mine.begin(), mine.end()));
            // Equal work and first come, first served: equal shares.
            QVERIFY2(std::abs(int(mine.size()) - count / consumers) < count / consumers / 10,
                     qPrintable(QString::number(mine.size())));
            all.insert(all.end(), mine.begin(), mine.end());
        }
        std::sort(all.begin(), all.end());
        std::vector<int> expected(count);
        std::iota(expected.begin(), expected.end(), 0);
        QVERIFY(all == expected);
    }

    void eightConsumersOnThreadsOfTheirOwnLoseNothing()
    {
        constexpr int count = 100'000;
        Channel<int> channel(64);
        std::vector<std::vector<int>> taken(8);
        std::vector<std::thread> threads;
        for (auto &mine : taken) {
            threads.emplace_back([&channel, &mine] {
                for (;;) { // a coroutine's consumer in one thread's event loop, and another thread's beside it
                    const std::optional<int> value = awaited(channel.take());
                    if (!value)
                        return;
                    mine.push_back(*value);
                }
            });
        }
        int refused = 0;
        awaited(produce(channel, 0, count, refused));
        channel.close();
        for (auto &thread : threads)
            thread.join();
        std::vector<int> all;
        for (const auto &mine : taken)
            all.insert(all.end(), mine.begin(), mine.end());
        std::sort(all.begin(), all.end());
        std::vector<int> expected(count);
        std::iota(expected.begin(), expected.end(), 0);
        QVERIFY(all == expected);
    }
};

QTEST_GUILESS_MAIN(TestAsyncChannel)
#include "tst_async_channel.moc"
