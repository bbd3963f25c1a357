#include "crawl/retry.h"

#include <QDateTime>
#include <QTest>

using namespace creel;

class TestRetry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyWhatMayGetBetterIsTriedAgain_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("again");
        using Kind = FetchError::Kind;
        const auto row = [](const char *name, Kind kind, int status, bool again) {
            QTest::newRow(name) << int(kind) << status << again;
        };
        row("200", Kind::None, 200, false);
        row("404", Kind::None, 404, false);
        row("408 is the client's own slowness", Kind::None, 408, false);
        row("429", Kind::None, 429, true);
        row("500", Kind::None, 500, true);
        row("501 never gets better", Kind::None, 501, false);
        row("503", Kind::None, 503, true);
        row("505 never gets better", Kind::None, 505, false);
        row("refused", Kind::Refused, 0, true);
        row("reset", Kind::Reset, 0, true);
        row("truncated", Kind::Truncated, 200, true);
        row("first byte timeout", Kind::FirstByteTimeout, 0, true);
        row("certificate", Kind::Tls, 0, false);
        row("too large", Kind::TooLarge, 200, false);
        row("broken coding", Kind::Decode, 200, false);
        row("stopped", Kind::Cancelled, 0, false);
    }
    void onlyWhatMayGetBetterIsTriedAgain()
    {
        QFETCH(int, kind);
        QFETCH(int, status);
        QFETCH(bool, again);
        const AttemptOutcome outcome{FetchError::Kind(kind), status, std::nullopt};
        QCOMPARE(retryDelay(outcome, 1, RetryPolicy{}, 0.5).has_value(), again);
    }

    void theDelayDoublesAndIsSpread()
    {
        const AttemptOutcome refused{FetchError::Kind::Refused, 0, std::nullopt};
        RetryPolicy policy;
        policy.retries = 10;
        QCOMPARE(retryDelay(refused, 1, policy, 0.0)->count(), 500);
        QCOMPARE(retryDelay(refused, 1, policy, 0.998)->count(), 999);
        QCOMPARE(retryDelay(refused, 2, policy, 0.0)->count(), 1000);
        QCOMPARE(retryDelay(refused, 3, policy, 0.0)->count(), 2000);
        QCOMPARE(retryDelay(refused, 10, policy, 0.0)->count(), 15000); // the doubling ends at 30 s
    }

    void itGivesUpAfterTheLastRetry()
    {
        const AttemptOutcome refused{FetchError::Kind::Refused, 0, std::nullopt};
        RetryPolicy policy;
        policy.retries = 2;
        QVERIFY(retryDelay(refused, 2, policy, 0));
        QVERIFY(!retryDelay(refused, 3, policy, 0));
        policy.retries = 0;
        QVERIFY(!retryDelay(refused, 1, policy, 0));
    }

    void retryAfterIsHonouredNotJittered()
    {
        const AttemptOutcome busy{FetchError::Kind::None, 429, milliseconds(7000)};
        QCOMPARE(*retryDelay(busy, 1, RetryPolicy{}, 0.9), milliseconds(7000));
    }

    void aServerThatAsksForHoursIsNotAskedAgain()
    {
        const AttemptOutcome busy{FetchError::Kind::None, 503, milliseconds(3'600'000)};
        QVERIFY(!retryDelay(busy, 1, RetryPolicy{}, 0));
    }

    void retryAfterIsReadInAllItsForms_data() // RFC 9110 §10.2.3, §5.6.7
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("ms"); // -1: not understood
        QTest::newRow("seconds") << QByteArray("120") << qint64(120'000);
        QTest::newRow("zero") << QByteArray("0") << qint64(0);
        QTest::newRow("white space") << QByteArray(" 2 ") << qint64(2000);
        QTest::newRow("IMF-fixdate") << QByteArray("Sun, 06 Nov 1994 08:49:40 GMT") << qint64(3000);
        QTest::newRow("RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:40 GMT") << qint64(3000);
        QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:40 1994") << qint64(3000);
        QTest::newRow("past date") << QByteArray("Sun, 06 Nov 1994 08:00:00 GMT") << qint64(0);
        QTest::newRow("more than a number holds")
            << QByteArray("99999999999999999999") << qint64(365LL * 24 * 3600 * 1000);
        QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
        QTest::newRow("words") << QByteArray("soon") << qint64(-1);
        QTest::newRow("empty") << QByteArray("") << qint64(-1);
    }
    void retryAfterIsReadInAllItsForms()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, ms);
        const qint64 now = QDateTime(QDate(1994, 11, 6), QTime(8, 49, 37), Qt::UTC).toMSecsSinceEpoch();
        const std::optional<milliseconds> wait = parseRetryAfter(value, now);
        QCOMPARE(wait ? wait->count() : -1, ms);
    }
};

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
