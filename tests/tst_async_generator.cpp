#include "async/asyncgenerator.h"
#include "async/sleep.h"
#include "support/awaited.h"

#include <QTest>

#include <memory>
#include <stdexcept>

using namespace creel;
using namespace creel::test;
using namespace std::chrono_literals;

namespace {

enum class Manner { AtOnce, Waiting };

AsyncGenerator<int> count(int first, int last, Manner manner, int *alive, std::stop_token stop = {})
{
    const Alive here(alive);
    for (int i = first; i < last; ++i) {
        if (manner == Manner::Waiting)
            co_await sleepFor(0ms, stop);
        if (stop.stop_requested())
            co_return;
        co_yield i;
    }
}

AsyncGenerator<int> countAndThrow(int last, Manner manner, int *alive)
{
    const Alive here(alive);
    for (int i = 0; i < last; ++i)
        co_yield i;
    if (manner == Manner::Waiting)
        co_await sleepFor(0ms);
    throw std::runtime_error("generator");
}

/// One that passes another's values on.
AsyncGenerator<std::unique_ptr<int>> boxed(AsyncGenerator<int> numbers)
{
    for (;;) {
        const std::optional<int> number = co_await numbers.next();
        if (!number)
            co_return;
        co_yield std::make_unique<int>(*number);
    }
}

QCoro::Task<qint64> sum(AsyncGenerator<int> numbers, int most)
{
    qint64 total = 0;
    for (int taken = 0; taken < most; ++taken) {
        const std::optional<int> number = co_await numbers.next();
        if (!number)
            co_return total;
        total += *number;
    }
    co_return total; // an early break, unless `most` was more than there is
}

QCoro::Task<qint64> sumBoxes(AsyncGenerator<std::unique_ptr<int>> boxes)
{
    qint64 total = 0;
    for (;;) {
        const std::optional<std::unique_ptr<int>> box = co_await boxes.next();
        if (!box)
            co_return total;
        total += **box;
    }
}

QCoro::Task<QString> readToTheEndAndOn(AsyncGenerator<int> numbers)
{
    QString log;
    for (int i = 0; i < 5; ++i) {
        try {
            const std::optional<int> number = co_await numbers.next();
            log += number ? QString::number(*number) : QStringLiteral("-");
        } catch (const std::exception &) {
            log += QStringLiteral("!");
        }
    }
    co_return log;
}

} // namespace

class TestAsyncGenerator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void valuesComeInOrderWithAndWithoutWaits()
    {
        int alive = 0;
        QCOMPARE(awaited(sum(count(0, 100, Manner::AtOnce, &alive), 1000)), 4950);
        QCOMPARE(awaited(sum(count(0, 100, Manner::Waiting, &alive), 1000)), 4950);
        QCOMPARE(awaited(sum(count(0, 0, Manner::Waiting, &alive), 1000)), 0);
        QCOMPARE(alive, 0);
    }

    void nothingRunsBeforeItIsAskedFor()
    {
        int alive = 0;
        {
            AsyncGenerator<int> never = count(0, 10, Manner::AtOnce, &alive);
            QCOMPARE(alive, 0);
        }
        QCOMPARE(alive, 0);
    }

    void leavingEarlyFreesTheFrameAndWhatItHolds()
    {
        for (const Manner manner : {Manner::AtOnce, Manner::Waiting}) {
            int alive = 0;
            QCOMPARE(awaited(sum(count(0, 100, manner, &alive), 3)), 3);
            QCOMPARE(alive, 0);
        }
    }

    void afterTheEndThereIsNothing()
    {
        int alive = 0;
        QCOMPARE(awaited(readToTheEndAndOn(count(7, 9, Manner::AtOnce, &alive))), QStringLiteral("78---"));
        QCOMPARE(awaited(readToTheEndAndOn(count(7, 9, Manner::Waiting, &alive))), QStringLiteral("78---"));
    }

    void anExceptionComesOutOnceBehindTheValues()
    {
        for (const Manner manner : {Manner::AtOnce, Manner::Waiting}) {
            int alive = 0;
            QCOMPARE(awaited(readToTheEndAndOn(countAndThrow(2, manner, &alive))), QStringLiteral("01!--"));
            QCOMPARE(alive, 0);
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, awaited(sum(countAndThrow(2, manner, &alive), 10)));
            QCOMPARE(alive, 0);
        }
    }

    void aStopEndsItWhereItListens()
    {
        for (const Manner manner : {Manner::AtOnce, Manner::Waiting}) {
            std::stop_source stop;
            int alive = 0;
            auto summing = sum(count(0, 1'000'000'000, Manner::Waiting, &alive, stop.get_token()), 2'000'000'000);
            stop.request_stop();
            QCOMPARE(awaited(std::move(summing)), 0);
            QCOMPARE(awaited(sum(count(0, 10, manner, &alive, stop.get_token()), 10)), 0); // stopped before it began
            QCOMPARE(alive, 0);
        }
    }

    void generatorsPassMoveOnlyValuesOn()
    {
        int alive = 0;
        QCOMPARE(awaited(sumBoxes(boxed(count(0, 100, Manner::Waiting, &alive)))), 4950);
        QCOMPARE(awaited(sumBoxes(boxed(count(0, 100, Manner::AtOnce, &alive)))), 4950);
        QCOMPARE(alive, 0);
    }

    void aMillionValuesWithoutAWaitNeedNoStack()
    {
        int alive = 0;
        const int million = 1'000'000;
        QCOMPARE(awaited(sum(count(0, million, Manner::AtOnce, &alive), million + 1)),
                 qint64(million) * (million - 1) / 2);
        QCOMPARE(awaited(sumBoxes(boxed(count(0, million, Manner::AtOnce, &alive)))),
                 qint64(million) * (million - 1) / 2);
        QCOMPARE(awaited(sum(count(0, 100'000, Manner::Waiting, &alive), million)), qint64(100'000) * 99'999 / 2);
    }
};

QTEST_GUILESS_MAIN(TestAsyncGenerator)
#include "tst_async_generator.moc"
