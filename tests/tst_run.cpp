#include "support/runfile.h"
#include "support/runharness.h"
#include "support/testserver.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace creel;
using namespace creel::test;

namespace {

QString text(const QByteArray &bytes) { return QString::fromUtf8(bytes); }

const char *page = "<!DOCTYPE html><html lang=en><title>A page</title><meta name=description content='Says so'>"
                   "<link rel=canonical href=/canon><h1>Hello</h1><p>two words <a href=x>link</a>";

} // namespace

class TestRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyLineEndsAsARowWithItsFields()
    {
        TestServer server;
        server.on("/page", Script::html(page));
        RunHarness harness(text(server.url("/page") + "\n\n# note\nnot a url\n" + server.url("/page#again") + "\n"
                                + server.url("/missing")));
        QVERIFY(harness.finish());
        const QList<Record> rows = harness.rows();
        QCOMPARE(rows.size(), 6);
        const Record &first = rows[0];
        QCOMPARE(first.line, 1);
        QCOMPARE(first.state, RowState::Ok);
        QCOMPARE(first.status, 200);
        QCOMPARE(first.finalUrl, server.url("/page"));
        QCOMPARE(first.title, QStringLiteral("A page"));
        QCOMPARE(first.description, QStringLiteral("Says so"));
        QCOMPARE(first.h1, QStringLiteral("Hello"));
        QCOMPARE(first.canonical, text(server.url("/canon")));
        QCOMPARE(first.lang, QStringLiteral("en"));
        QCOMPARE(first.links, 1);
        QCOMPARE(first.bytes, qint64(strlen(page)));
        QCOMPARE(first.redirects, 0);
        QVERIFY(first.elapsedMs && *first.elapsedMs < 10'000);
        QVERIFY(first.fetchedAtMs);
        QVERIFY(first.error.isEmpty());
        QCOMPARE(rows[1].state, RowState::Blank);
        QCOMPARE(rows[2].state, RowState::Blank);
        QCOMPARE(rows[3].state, RowState::Invalid);
        QCOMPARE(rows[4].state, RowState::Duplicate);
        QCOMPARE(rows[5].state, RowState::Failed);
        QCOMPARE(rows[5].status, 404);
        QCOMPARE(rows[5].errorKind, FetchError::Kind::Http);
        QCOMPARE(server.requestCount(), 2);
        QVERIFY(!harness.receipt().stopped);
        QCOMPARE(harness.run().progress().counts.total(), 6);
        QCOMPARE(harness.run().progress().counts[RowState::Queued], 0);
    }

    void redirectsAreHopsOfTheSameRow()
    {
        TestServer server;
        server.on("/a", Script::redirect("/b", 301));
        server.on("/b", Script::redirect("/c"));
        server.on("/c", Script::html(page));
        RunHarness harness(text(server.url("/a")));
        QVERIFY(harness.finish());
        const Record row = harness.rows().first();
        QCOMPARE(row.state, RowState::Ok);
        QCOMPARE(row.url, server.url("/a"));
        QCOMPARE(row.finalUrl, server.url("/c"));
        QCOMPARE(row.redirects, 2);
        const QList<Hop> hops{{server.url("/a"), 301, server.url("/b")}, {server.url("/b"), 302, server.url("/c")}};
        QCOMPARE(harness.details(1).hops, hops);
    }

    void credentialsGoToTheirOriginAndNowhereElse()
    {
        TestServer server, other;
        server.on("/a", Script::redirect("/b"));
        server.on("/b", Script::redirect(other.url("/c")));
        other.on("/c", Script::html(page));
        RunHarness harness(QStringLiteral("http://me:secret@127.0.0.1:%1/a").arg(server.port()));
        QVERIFY(harness.finish());
        const Record row = harness.rows().first();
        QCOMPARE(row.state, RowState::Ok);
        QVERIFY(!row.url.contains("secret"));
        for (const Request &request : server.requests())
            QCOMPARE(request.header("Authorization"), "Basic " + QByteArray("me:secret").toBase64());
        QCOMPARE(other.requests().first().header("Authorization"), QByteArray());
    }

    void aBusyServerIsAskedAgainAfterTheTimeItNamed()
    {
        TestServer server;
        server.on("/a", {Script::status(503, {{"Retry-After", "1"}}), Script::html(page)});
        CrawlOptions options = hastyOptions();
        options.retries = 2;
        RunHarness harness(text(server.url("/a")), options);
        QVERIFY(harness.finish());
        QCOMPARE(harness.rows().first().state, RowState::Ok);
        QCOMPARE(harness.details(1).attempts, 2);
        const QList<Request> requests = server.requests();
        QCOMPARE(requests.size(), 2);
        QVERIFY(requests[1].arrived - requests[0].arrived >= std::chrono::milliseconds(995));
    }

    void theServerSeesLimitAndDelayRespected()
    {
        TestServer server;
        server.onAny(
            [](const Request &) { return Script().pause(milliseconds(30)).send(Script::html("x").steps()[0].bytes); });
        QString paste;
        for (int i = 0; i < 12; ++i)
            paste += text(server.url("/" + QByteArray::number(i))) + QLatin1Char('\n');
        CrawlOptions options = hastyOptions();
        options.perHost = 2;
        options.delay = milliseconds(40);
        RunHarness harness(paste, options);
        QVERIFY(harness.finish());
        QVERIFY2(server.mostRequestsInFlight() <= 2, qPrintable(QString::number(server.mostRequestsInFlight())));
        const QList<Request> requests = server.requests();
        QCOMPARE(requests.size(), 12);
        // From the first to the last start: single gaps carry the scheduler's jitter at both ends.
        QVERIFY(requests.last().arrived - requests.first().arrived >= std::chrono::milliseconds(11 * 40 - 20));
    }

    void stopAbortsRequestsInFlightAndResumeFetchesThemAgain()
    {
        TestServer server;
        std::atomic<bool> answers = false;
        server.onAny([&answers](const Request &) { return answers ? Script::html(page) : Script().hang(); });
        QString paste;
        for (int i = 0; i < 50; ++i)
            paste += text(server.url("/" + QByteArray::number(i))) + QLatin1Char('\n');
        CrawlOptions options = hastyOptions();
        options.perHost = 20;
        RunHarness harness(paste, options);
        harness.run().start();
        QTRY_COMPARE(server.requestCount(), 20);
        harness.run().stop();
        QCOMPARE(harness.run().state(), Run::State::Stopping);
        QVERIFY(harness.finish());
        QCOMPARE(harness.receipt().aborted, 20);
        QCOMPARE(harness.receipt().notStarted, 30);
        QCOMPARE(harness.receipt().lost, 0);
        QVERIFY2(harness.receipt().stopMs < 1000, qPrintable(harness.receipt().text()));
        const StateCounts stopped = harness.run().progress().counts;
        QCOMPARE(stopped[RowState::Stopped], 20);
        QCOMPARE(stopped[RowState::Queued], 30);

        answers = true;
        harness.close();
        const Run::OpenResult again = await(Run::open(harness.path()));
        QVERIFY(again);
        QCOMPARE((*again)->options(), options);
        QSignalSpy finished(again->get(), &Run::finished);
        (*again)->start();
        QVERIFY(finished.wait(30'000));
        QCOMPARE((*again)->progress().counts[RowState::Ok], 50);
    }

    void stopDoesNotWaitForPagesThatStandInLineToBeRead()
    {
        TestServer server;
        const QByteArray heavy = page + QByteArray("<p><b>many</b> <i>tags</i>").repeated(500);
        server.onAny([heavy](const Request &) { return Script::html(heavy); });
        QString paste;
        for (int i = 0; i < 64; ++i)
            paste += text(server.url("/" + QByteArray::number(i))) + QLatin1Char('\n');
        RunHarness harness(paste);
        harness.run().start();
        QTRY_VERIFY(harness.run().progress().counts[RowState::Ok] >= 1);
        QTRY_COMPARE(server.requestCount(), 64);
        harness.run().stop();
        QVERIFY(harness.finish());
        const StateCounts counts = harness.run().progress().counts;
        QCOMPARE(counts[RowState::Ok] + counts[RowState::Stopped], 64);
        QCOMPARE(harness.receipt().aborted, int(counts[RowState::Stopped]));
        QVERIFY2(harness.receipt().aborted > 0, "all were read before the stop came");
        QCOMPARE(harness.receipt().lost, 0);
        QVERIFY(harness.finish()); // and goes on with them
        QCOMPARE(harness.run().progress().counts[RowState::Ok], 64);
    }

    void pauseLetsWhatIsInFlightEndAndStartsNothing()
    {
        TestServer server;
        server.onAny(
            [](const Request &) { return Script().pause(milliseconds(200)).send(Script::html("x").steps()[0].bytes); });
        QString paste;
        for (int i = 0; i < 10; ++i)
            paste += text(server.url("/" + QByteArray::number(i))) + QLatin1Char('\n');
        CrawlOptions options = hastyOptions();
        options.perHost = 2;
        RunHarness harness(paste, options);
        harness.run().start();
        QTRY_COMPARE(server.requestCount(), 2);
        harness.run().pause();
        QTRY_COMPARE(harness.run().progress().counts[RowState::Ok], 2);
        QCOMPARE(server.requestCount(), 2);
        harness.run().unpause();
        QVERIFY(harness.finish());
        QCOMPARE(harness.run().progress().counts[RowState::Ok], 10);
    }

    void stoppingAPausedRunEndsIt()
    {
        TestServer server;
        server.onAny([](const Request &) { return Script().hang(); });
        RunHarness harness(text(server.url("/1") + "\n" + server.url("/2")));
        harness.run().start();
        harness.run().pause();
        harness.run().stop();
        QVERIFY(harness.finish());
        QVERIFY(harness.receipt().stopped);
    }

    void rowsAreToldInRangesWhileTheRunGoesOn()
    {
        TestServer server;
        server.onAny([](const Request &) { return Script::html(page); });
        QString paste;
        for (int i = 0; i < 300; ++i)
            paste += text(server.url("/" + QByteArray::number(i))) + QLatin1Char('\n');
        RunHarness harness(paste);
        QSignalSpy changes(&harness.run(), &Run::rowsChanged);
        QVERIFY(harness.finish());
        QVERIFY(!changes.isEmpty());
        QVERIFY2(changes.size() < 100, "a signal per row");
        qint64 first = 1000, last = 0;
        for (const QList<QVariant> &change : changes) {
            first = qMin(first, change[0].toLongLong());
            last = qMax(last, change[1].toLongLong());
        }
        QCOMPARE(first, 1);
        QCOMPARE(last, 301);
    }

    void aSortedTableIsRenewedWhileRowsArrive()
    {
        TestServer server;
        server.onAny(
            [](const Request &request) { return Script::html("<title>" + request.target.mid(1) + "</title>"); });
        RunHarness harness(text(server.url("/b") + "\n" + server.url("/c") + "\n" + server.url("/a")));
        RowQuery byTitle;
        byTitle.sortBy = Column::Title;
        QVERIFY(await(harness.run().setQuery(byTitle)));
        QSignalSpy reordered(&harness.run(), &Run::rowsReordered);
        QVERIFY(harness.finish());
        QTRY_VERIFY(!reordered.isEmpty());
        const QList<Record> rows = harness.rows();
        QCOMPARE(rows[0].title, QStringLiteral("a"));
        QCOMPARE(rows[1].title, QStringLiteral("b"));
        QCOMPARE(rows[2].title, QStringLiteral("c"));
    }

    void bodiesAreKeptUnlessSwitchedOff()
    {
        TestServer server;
        server.on("/page", Script::html(page));
        RunHarness kept(text(server.url("/page")));
        QVERIFY(kept.finish());
        QCOMPARE(kept.details(1).body, QByteArray(page));
        QVERIFY(kept.details(1).head.startsWith("HTTP/1.1 200"));

        CrawlOptions options = hastyOptions();
        options.keepBodies = false;
        RunHarness dropped(text(server.url("/page")), options);
        QVERIFY(dropped.finish());
        QVERIFY(dropped.details(1).body.isEmpty());
        QCOMPARE(dropped.rows().first().title, QStringLiteral("A page"));
    }

    void anExistingFileIsNeverOverwritten()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("precious.creel"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("precious");
        file.close();
        const Run::OpenResult made = await(Run::create(path, Ledger::fromText(u"https://a.test/"), hastyOptions()));
        QVERIFY(!made);
        QVERIFY(made.error().message.contains(path));
        const Run::OpenResult opened = await(Run::open(path));
        QVERIFY(!opened);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("precious"));
    }

    void aFullDiskEndsTheRunSaysSoAndCountsWhatIsLost()
    {
        TestServer server;
        QByteArray noise(200'000, '\0'); // as good as incompressible, so that the file grows
        QRandomGenerator(7).generate(reinterpret_cast<quint32 *>(noise.data()),
                                     reinterpret_cast<quint32 *>(noise.data()) + noise.size() / 4);
        server.onAny([noise](const Request &) {
            return Script::status(200, {{"Content-Type", "application/octet-stream"}}, noise);
        });
        QString paste;
        for (int i = 0; i < 200; ++i)
            paste += text(server.url("/" + QByteArray::number(i))) + QLatin1Char('\n');
        CrawlOptions options = hastyOptions();
        options.perHost = 4;
        RunHarness harness(paste, options);
        {
            const DiskFull full(4 << 20);
            QVERIFY(harness.finish());
        }
        const StopReceipt &receipt = harness.receipt();
        QVERIFY2(receipt.error.contains(harness.path()), qPrintable(receipt.text()));
        QVERIFY(receipt.lost > 0);
        QVERIFY(server.requestCount() < 200); // what can't be kept is not fetched
        const StateCounts counts = harness.run().progress().counts;
        QCOMPARE(counts.total(), 200);

        QVERIFY(harness.finish()); // there is room again: nothing is lost for good
        QCOMPARE(harness.run().progress().counts[RowState::Ok], 200);
        QVERIFY(harness.receipt().error.isEmpty());
    }

    void aRunThatAnotherOneWritesCanStillBeLookedAt()
    {
        RunHarness harness(QStringLiteral("https://a.test/"));
        const Run::OpenResult second = await(Run::open(harness.path()));
        QVERIFY(second);
        QVERIFY(!(*second)->readOnlyReason().isEmpty());
        QCOMPARE((*second)->progress().counts.total(), 1);
        QCOMPARE((*second)->options(), harness.run().options());
    }

    void closingMidRunLosesNothing()
    {
        TestServer server;
        server.onAny(
            [](const Request &request) { return request.target == "/0" ? Script::html(page) : Script().hang(); });
        RunHarness harness(text(server.url("/0") + "\n" + server.url("/1")));
        harness.run().start();
        QTRY_COMPARE(server.requestCount(), 2);
        QTRY_COMPARE(harness.run().progress().counts[RowState::Ok], 1);
        harness.close();
        const Run::OpenResult again = await(Run::open(harness.path()));
        QVERIFY(again);
        QCOMPARE((*again)->progress().counts[RowState::Ok], 1);
        QVERIFY2((*again)->progress().counts[RowState::Stopped] == 1,
                 qPrintable((*again)->progress().counts.sum() + (*again)->readOnlyReason()));
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
