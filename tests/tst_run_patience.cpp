// Waits that a server asks for, measured at the server.
#include "crawl/retry.h"
#include "support/runharness.h"
#include "support/testserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

namespace {

const QByteArray page = "<!DOCTYPE html><title>A page</title>";

Script patience(int status, const QByteArray &retryAfter)
{
    return Script::status(status, {{"Retry-After", retryAfter}});
}

} // namespace

class TestRunPatience : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWaitThatTheServerAskedForCostsNoRetry()
    {
        TestServer server;
        server.on("/", {patience(429, "0"), patience(503, "0"), patience(429, "0"), Script::html(page)});
        CrawlOptions options = hastyOptions();
        options.retries = 1;
        RunHarness harness(QString::fromLatin1(server.url("/")), options);
        QVERIFY(harness.finish());
        QCOMPARE(harness.rows().first().state, RowState::Ok);
        QCOMPARE(harness.details(1).attempts, 4);
    }

    void errorsThatAskForNothingCostRetries()
    {
        TestServer server;
        server.on("/", {patience(429, "0"), Script::status(500), Script::status(500), Script::html(page)});
        CrawlOptions options = hastyOptions();
        options.retries = 1;
        RunHarness harness(QString::fromLatin1(server.url("/")), options);
        QVERIFY(harness.finish());
        const Record row = harness.rows().first();
        QCOMPARE(row.state, RowState::Failed);
        QCOMPARE(row.status, std::optional(500));
        QCOMPARE(harness.details(1).attempts, 3); // the wait, the first try and its one retry
    }

    void aServerThatAsksForPatienceForEverIsGivenUp()
    {
        TestServer server;
        server.on("/", patience(429, "0"));
        CrawlOptions options = hastyOptions();
        options.retries = 2;
        options.adaptive = false; // or it would be asked more slowly each time
        RunHarness harness(QString::fromLatin1(server.url("/")), options);
        QVERIFY(harness.finish());
        QCOMPARE(harness.rows().first().state, RowState::Failed);
        QCOMPARE(harness.rows().first().status, std::optional(429));
        QCOMPARE(server.requestCount(), RetryPolicy().mostWaits + 1 + options.retries);
    }

    void withoutRetriesNobodyWaits()
    {
        TestServer server;
        server.on("/", patience(503, "0"));
        RunHarness harness(QString::fromLatin1(server.url("/"))); // retries 0
        QVERIFY(harness.finish());
        QCOMPARE(server.requestCount(), 1);
    }

    void theWholeHostWaitsForWhatOneAnswerAsked()
    {
        TestServer server;
        server.on("/0", {patience(429, "1"), Script::html(page)});
        server.onAny([](const Request &) { return Script::html(page); });
        CrawlOptions options = hastyOptions();
        options.retries = 1;
        options.perHost = 1;
        QString lines;
        for (int i = 0; i < 4; ++i)
            lines += QString::fromLatin1(server.url("/" + QByteArray::number(i))) + u'\n';
        RunHarness harness(lines, options);
        QElapsedTimer clock;
        clock.start();
        harness.run().start();
        QTRY_COMPARE(server.requestCount(), 1);
        QVERIFY(harness.finish());
        QVERIFY(clock.elapsed() >= 1'000);
        QCOMPARE(server.requestCount(), 5);
        QCOMPARE(harness.run().progress().counts[RowState::Ok], 4);
    }
};

QTEST_GUILESS_MAIN(TestRunPatience)
#include "tst_run_patience.moc"
