#include "net/alarm.h"
#include "net/lookup.h"
#include "net/resolver.h"

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QSemaphore>
#include <QTest>

#include <optional>
#include <vector>

using namespace creel;
using Kind = FetchError::Kind;

namespace {

/// A resolver whose time and look-ups the test holds in its hands.
struct Stage {
    std::chrono::steady_clock::time_point now;
    QList<QString> asked;
    QList<std::function<void(const QHostInfo &)>> open;
    Resolver resolver{[this] { return now; },
                      [this](const QString &name, QObject *, std::function<void(const QHostInfo &)> done) {
                          asked.append(name);
                          open.append(std::move(done));
                      }};

    void answer(const QStringList &addresses)
    {
        QHostInfo info;
        QList<QHostAddress> list;
        for (const QString &address : addresses)
            list.append(QHostAddress(address));
        info.setAddresses(list);
        if (list.isEmpty())
            info.setErrorString(QStringLiteral("Host not found"));
        open.takeFirst()(info);
    }
};

/// One look-up and what became of it.
struct Asker {
    explicit Asker(FetchLimits limits = {}) : alarm(limits, stop.get_token()) { alarm.start(Alarm::Clock::Lookup); }
    std::stop_source stop;
    Alarm alarm;
    int completions = 0;
    Resolution resolution;
};

QCoro::Task<> ask(Resolver *resolver, QByteArray host, Asker *asker)
{
    asker->resolution = co_await resolver->resolve(host, &asker->alarm);
    ++asker->completions;
}

QStringList texts(const QList<QHostAddress> &addresses)
{
    QStringList list;
    for (const QHostAddress &address : addresses)
        list.append(address.toString());
    return list;
}

} // namespace

class TestResolver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void literalsNeedNoLookUp_data();
    void literalsNeedNoLookUp();
    void askersOfOneNameShareOneLookUp();
    void answersAreKeptForAMinute();
    void failuresAreKeptForSeconds();
    void stopEndsTheWaitOnceAndAtOnce();
    void theDeadlineEndsTheWaitOnce();
    void anAnswerAndAStopTogetherCompleteOnce();
    void theResolverMayGoBeforeTheAnswer();
    void memoryIsBounded();
    void familiesTakeTurns();
    void silentNameServersHoldUpNoOtherName();
    void theResolverMayGoWhileThreadsLookUp();
    void theSystemKnowsLocalhostAndNotInvalid();
};

void TestResolver::literalsNeedNoLookUp_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QString>("address");
    QTest::newRow("IPv4") << QByteArray("127.0.0.1") << QStringLiteral("127.0.0.1");
    QTest::newRow("IPv6") << QByteArray("[::1]") << QStringLiteral("::1");
}

void TestResolver::literalsNeedNoLookUp()
{
    QFETCH(QByteArray, host);
    QFETCH(QString, address);
    Stage stage;
    Asker asker;
    const auto task = ask(&stage.resolver, host, &asker);
    QCOMPARE(asker.completions, 1); // without the event loop, even
    QCOMPARE(texts(asker.resolution.addresses), QStringList{address});
    QVERIFY(stage.asked.isEmpty());
}

void TestResolver::askersOfOneNameShareOneLookUp()
{
    Stage stage;
    Asker first, second, other;
    const auto a = ask(&stage.resolver, "one.test", &first);
    const auto b = ask(&stage.resolver, "one.test", &second);
    const auto c = ask(&stage.resolver, "two.test", &other);
    QCOMPARE(stage.asked, (QList<QString>{QStringLiteral("one.test"), QStringLiteral("two.test")}));
    stage.answer({QStringLiteral("192.0.2.1")});
    QCOMPARE(first.completions, 0); // wake-ups are queued, never inline
    QTRY_COMPARE(first.completions, 1);
    QTRY_COMPARE(second.completions, 1);
    QCOMPARE(other.completions, 0);
    QCOMPARE(texts(second.resolution.addresses), QStringList{QStringLiteral("192.0.2.1")});
    stage.answer({});
    QTRY_COMPARE(other.resolution.error.kind, Kind::Dns);
    QVERIFY(other.resolution.error.message.contains(QStringLiteral("two.test")));
}

void TestResolver::answersAreKeptForAMinute()
{
    Stage stage;
    Asker first, early, late;
    const auto a = ask(&stage.resolver, "one.test", &first);
    stage.answer({QStringLiteral("192.0.2.1")});
    QTRY_COMPARE(first.completions, 1);
    stage.now += Resolver::answerAge - 1ms;
    const auto b = ask(&stage.resolver, "one.test", &early);
    QCOMPARE(early.completions, 1);
    QCOMPARE(stage.asked.size(), 1);
    stage.now += 1ms;
    const auto c = ask(&stage.resolver, "one.test", &late);
    QCOMPARE(stage.asked.size(), 2);
    stage.answer({QStringLiteral("192.0.2.2")});
    QTRY_COMPARE(texts(late.resolution.addresses), QStringList{QStringLiteral("192.0.2.2")});
}

void TestResolver::failuresAreKeptForSeconds()
{
    Stage stage;
    Asker first, early, late;
    const auto a = ask(&stage.resolver, "no.test", &first);
    stage.answer({});
    QTRY_COMPARE(first.resolution.error.kind, Kind::Dns);
    stage.now += Resolver::failureAge - 1ms;
    const auto b = ask(&stage.resolver, "no.test", &early);
    QCOMPARE(early.resolution.error.kind, Kind::Dns);
    QCOMPARE(stage.asked.size(), 1);
    stage.now += 1ms;
    const auto c = ask(&stage.resolver, "no.test", &late);
    QCOMPARE(stage.asked.size(), 2);
    stage.answer({QStringLiteral("192.0.2.1")});
    QTRY_COMPARE(late.completions, 1);
    QVERIFY(late.resolution.error.kind == Kind::None);
}

void TestResolver::stopEndsTheWaitOnceAndAtOnce()
{
    Stage stage;
    Asker stopped, patient;
    const auto a = ask(&stage.resolver, "one.test", &stopped);
    const auto b = ask(&stage.resolver, "one.test", &patient);
    stopped.stop.request_stop();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.completions, 1, 200);
    QCOMPARE(stopped.resolution.error.kind, Kind::Cancelled);
    stage.answer({QStringLiteral("192.0.2.1")}); // the look-up went on, for the other one
    QTRY_COMPARE(patient.completions, 1);
    QCOMPARE(patient.resolution.addresses.size(), 1);
    QCOMPARE(stopped.completions, 1);
}

void TestResolver::theDeadlineEndsTheWaitOnce()
{
    Stage stage;
    FetchLimits limits;
    limits.total = 50ms;
    Asker asker(limits);
    QElapsedTimer timer;
    timer.start();
    const auto task = ask(&stage.resolver, "one.test", &asker);
    QTRY_COMPARE(asker.completions, 1);
    QVERIFY(timer.elapsed() >= 50);
    QCOMPARE(asker.resolution.error.kind, Kind::TotalTimeout);
    stage.answer({QStringLiteral("192.0.2.1")});
    Asker later;
    const auto again = ask(&stage.resolver, "one.test", &later);
    QCOMPARE(later.completions, 1); // the late answer was kept
    QCOMPARE(asker.completions, 1);
}

void TestResolver::anAnswerAndAStopTogetherCompleteOnce()
{
    Stage stage;
    Asker asker;
    const auto task = ask(&stage.resolver, "one.test", &asker);
    stage.answer({QStringLiteral("192.0.2.1")});
    asker.stop.request_stop();
    QTRY_COMPARE(asker.completions, 1);
    QTest::qWait(20);
    QCOMPARE(asker.completions, 1);
}

void TestResolver::theResolverMayGoBeforeTheAnswer()
{
    auto resolver = std::make_unique<Resolver>();
    FetchLimits limits;
    limits.total = 1ms;
    Asker asker(limits);
    const auto task = ask(resolver.get(), "creel-test.invalid", &asker);
    QTRY_COMPARE(asker.completions, 1);
    resolver.reset();
    QTest::qWait(50); // the system's answer, if any, finds nobody
}

void TestResolver::memoryIsBounded()
{
    Stage stage;
    std::optional<Asker> asker;
    for (qsizetype i = 0; i < Resolver::mostEntries + 10; ++i) {
        asker.emplace();
        const auto task = ask(&stage.resolver, "host" + QByteArray::number(i) + ".test", &*asker);
        stage.answer({QStringLiteral("192.0.2.1")});
        QTRY_COMPARE(asker->completions, 1);
    }
    asker.emplace();
    const auto task = ask(&stage.resolver, "host0.test", &*asker);
    QCOMPARE(asker->completions, 0); // it had to go
    stage.answer({QStringLiteral("192.0.2.1")});
    QTRY_COMPARE(asker->completions, 1);
}

void TestResolver::familiesTakeTurns()
{
    const auto order = [](const QStringList &addresses) {
        QList<QHostAddress> list;
        for (const QString &address : addresses)
            list.append(QHostAddress(address));
        return texts(interleaved(list)).join(QLatin1Char(' '));
    };
    const QString a6 = QStringLiteral("2001:db8::a"), b6 = QStringLiteral("2001:db8::b"),
                  c6 = QStringLiteral("2001:db8::c");
    const QString a4 = QStringLiteral("192.0.2.1"), b4 = QStringLiteral("192.0.2.2");
    QCOMPARE(order({a6, b6, c6, a4, b4}), QStringList({a6, a4, b6, b4, c6}).join(QLatin1Char(' ')));
    QCOMPARE(order({a4, b4, a6}), QStringList({a4, a6, b4}).join(QLatin1Char(' ')));
    QCOMPARE(order({b4, a4}), QStringList({b4, a4}).join(QLatin1Char(' ')));
    QCOMPARE(order({}), QString());
}

void TestResolver::silentNameServersHoldUpNoOtherName()
{
    QSemaphore answers;
    const auto blocking = [&answers](const QString &name) {
        QHostInfo info;
        if (name.startsWith(QLatin1String("dead")))
            answers.acquire();
        else
            info.setAddresses({QHostAddress(QStringLiteral("192.0.2.1"))});
        return info;
    };
    Resolver resolver(&std::chrono::steady_clock::now, onThreads(blocking, Resolver::mostLookUps));
    const auto releaseAll = qScopeGuard([&answers] { answers.release(1000); });
    std::vector<std::unique_ptr<Asker>> dead;
    std::vector<QCoro::Task<>> tasks;
    for (int i = 0; i < Resolver::mostLookUps - 1; ++i) {
        dead.push_back(std::make_unique<Asker>());
        tasks.push_back(ask(&resolver, "dead" + QByteArray::number(i) + ".test", dead.back().get()));
    }
    for (int i = 0; i < 100; ++i) {
        Asker alive;
        const auto task = ask(&resolver, "alive" + QByteArray::number(i) + ".test", &alive);
        QTRY_COMPARE(alive.completions, 1);
        QCOMPARE(texts(alive.resolution.addresses), QStringList{QStringLiteral("192.0.2.1")});
    }
    for (const auto &asker : dead)
        QCOMPARE(asker->completions, 0);
    answers.release(Resolver::mostLookUps);
    for (const auto &asker : dead) {
        QTRY_COMPARE(asker->completions, 1);
        QCOMPARE(asker->resolution.error.kind, Kind::Dns);
    }
}

void TestResolver::theResolverMayGoWhileThreadsLookUp()
{
    QSemaphore begun, answers;
    const auto blocking = [&](const QString &) {
        begun.release();
        answers.acquire();
        return QHostInfo();
    };
    const Resolver::LookUp lookUp = onThreads(blocking, 2);
    const auto releaseAll = qScopeGuard([&answers] { answers.release(1000); });
    auto resolver = std::make_unique<Resolver>(&std::chrono::steady_clock::now, lookUp);
    FetchLimits limits;
    limits.total = 50ms;
    std::vector<std::unique_ptr<Asker>> askers;
    std::vector<QCoro::Task<>> tasks;
    for (int i = 0; i < 10; ++i) {
        askers.push_back(std::make_unique<Asker>(limits));
        tasks.push_back(ask(resolver.get(), "host" + QByteArray::number(i) + ".test", askers.back().get()));
    }
    QVERIFY(begun.tryAcquire(2, 5000));
    for (const auto &asker : askers)
        QTRY_COMPARE(asker->resolution.error.kind, Kind::TotalTimeout);
    resolver.reset(); // two names are being looked up, eight stand in line
    answers.release(10);
    QVERIFY(begun.tryAcquire(8, 5000));
    QTest::qWait(20); // the answers find nobody
    for (const auto &asker : askers)
        QCOMPARE(asker->completions, 1);
}

void TestResolver::theSystemKnowsLocalhostAndNotInvalid()
{
    Resolver resolver;
    Asker local, invalid;
    const auto a = ask(&resolver, "localhost", &local);
    const auto b = ask(&resolver, "creel-test.invalid", &invalid); // RFC 6761 §6.4: never has an address
    QTRY_COMPARE_WITH_TIMEOUT(local.completions, 1, 20'000);
    QVERIFY(!local.resolution.addresses.isEmpty());
    for (const QHostAddress &address : local.resolution.addresses)
        QVERIFY(address.isLoopback());
    QTRY_COMPARE_WITH_TIMEOUT(invalid.completions, 1, 40'000);
    QCOMPARE(invalid.resolution.error.kind, Kind::Dns);
}

QTEST_GUILESS_MAIN(TestResolver)
#include "tst_resolver.moc"
