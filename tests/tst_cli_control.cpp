#include "support/cliprocess.h"
#include "support/testserver.h"

using namespace creel;
using namespace creel::test;
using namespace std::chrono_literals;

namespace {

constexpr int pages = 400;

Script page(const QByteArrayList &targets = {})
{
    QByteArray html = "<!DOCTYPE html><title>A page</title>";
    for (const QByteArray &target : targets)
        html += "<a href=\"" + target + "\">x</a>";
    return Script::html(html);
}

qsizetype requestsAt(const TestServer &server, const QString &address)
{
    const QList<Request> requests = server.requests();
    return std::ranges::count_if(requests, [&](const Request &request) { return request.localAddress == address; });
}

qsizetype requestsFor(const TestServer &server, const QByteArray &target)
{
    const QList<Request> requests = server.requests();
    return std::ranges::count_if(requests, [&](const Request &request) { return request.target == target; });
}

/// Does nothing arrive for three times as long as it took between two requests before?
bool isQuiet(const TestServer &server)
{
    QTest::qWait(100); // what was under way may still come
    const qsizetype before = server.requestCount();
    return !QTest::qWaitFor([&] { return server.requestCount() > before; }, 300);
}

bool moves(const TestServer &server, qsizetype requests = 3)
{
    const qsizetype before = server.requestCount();
    return QTest::qWaitFor([&] { return server.requestCount() >= before + requests; }, 10'000);
}

} // namespace

/// Orders to a run that goes on; what they do is measured at the server.
class TestCliControl : public QObject
{
    Q_OBJECT

    static QString runFile(const CliProcess &cli) { return cli.file(QStringLiteral("run.creel")); }

    /// A controlled scrape of these URLs that has begun.
    static void begin(CliProcess &cli, const TestServer &server, const QByteArrayList &urls, const char *options)
    {
        QStringList arguments = words("scrape --control --retries 0 --no-throttle --no-robots") + words(options);
        for (const QByteArray &url : urls)
            arguments << QString::fromUtf8(url);
        cli.start(arguments << QStringLiteral("--run") << runFile(cli));
        QVERIFY(QTest::qWaitFor([&] { return server.requestCount() > 0; }, 30'000));
    }
    /// The pages /1 to /400, 100 ms apart.
    static void beginSlowly(CliProcess &cli, TestServer &server)
    {
        server.onAny([](const Request &) { return page(); });
        QByteArrayList urls;
        for (int i = 1; i <= pages; ++i)
            urls << server.url('/' + QByteArray::number(i));
        begin(cli, server, urls, "--delay 100 --per-host 1");
    }
    static void stop(CliProcess &cli)
    {
        QCOMPARE(cli.order(QStringLiteral("stop")), QStringLiteral("Stopping."));
        QCOMPARE(cli.finish().code, 130);
    }

private Q_SLOTS:
    void pauseMeansThatNothingIsAskedForUntilResume()
    {
        TestServer server;
        CliProcess cli;
        beginSlowly(cli, server);
        QVERIFY(cli.order(QStringLiteral("pause")).startsWith(QStringLiteral("Paused")));
        QVERIFY(isQuiet(server));
        QVERIFY(cli.order(QStringLiteral("status")).endsWith(QStringLiteral("paused")));
        QCOMPARE(cli.order(QStringLiteral("resume")), QStringLiteral("The run goes on."));
        QVERIFY(moves(server));
        stop(cli);
    }

    void oneHostIsPausedAndTheOtherGoesOn()
    {
        TestServer server;
        server.listenAt(QStringLiteral("127.0.0.2"));
        server.onAny([](const Request &) { return page(); });
        QByteArrayList urls;
        for (int i = 0; i < 200; ++i)
            urls << server.url('/' + QByteArray::number(i)) << server.url('/' + QByteArray::number(i), "127.0.0.2");
        CliProcess cli;
        begin(cli, server, urls, "--delay 60 --per-host 1");
        const QString first = QStringLiteral("127.0.0.1");
        QCOMPARE(cli.order(QStringLiteral("pause 127.0.0.1")),
                 QStringLiteral("Paused: ") + QString::fromUtf8(server.url("")));
        const qsizetype before = requestsAt(server, first);
        QVERIFY(moves(server, 5));
        QVERIFY(requestsAt(server, first) <= before + 1); // one may have been under way
        QCOMPARE(cli.order(QStringLiteral("resume ") + QString::fromUtf8(server.url("/any"))),
                 QStringLiteral("Going on: ") + QString::fromUtf8(server.url("")));
        QTRY_VERIFY(requestsAt(server, first) > before + 2);
        stop(cli);
    }

    void aParkedHostIsAskedAgain()
    {
        TestServer server;
        server.listenAt(QStringLiteral("127.0.0.2"));
        std::atomic<bool> well = false;
        server.onAny([&](const Request &) { return well ? page() : Script::status(503); });
        server.on("/busy", Script().hang());
        QByteArrayList urls{
            server.url("/busy", "127.0.0.2")}; // or the run would be over when there is nothing else left
        for (int i = 0; i < 30; ++i)
            urls << server.url('/' + QByteArray::number(i));
        CliProcess cli;
        begin(cli, server, urls, "--delay 0 --per-host 1");
        QTRY_VERIFY(server.requestCount() >= 21);
        QVERIFY(isQuiet(server));
        QCOMPARE(cli.order(QStringLiteral("hosts")), QStringLiteral("2 hosts"));
        cli.answer(); // head of the table
        QString lines = cli.answer() + cli.answer();
        QVERIFY2(lines.contains(QStringLiteral("parked")) && lines.contains(QStringLiteral("503")), qPrintable(lines));
        well = true;
        QVERIFY(cli.order(QStringLiteral("resume 127.0.0.1")).startsWith(QStringLiteral("Going on")));
        QTRY_COMPARE(requestsAt(server, QStringLiteral("127.0.0.1")), 30);
        QCOMPARE(cli.order(QStringLiteral("retry failed")), QStringLiteral("Again: 20 rows"));
        QTRY_COMPARE(requestsAt(server, QStringLiteral("127.0.0.1")), 50);
        QCOMPARE(cli.order(QStringLiteral("skip 1")), QStringLiteral("Skipping 1 row.")); // in flight
        QCOMPARE(cli.finish().code, 0);
        const auto rows = rowsOf(runFile(cli));
        QCOMPARE(rows.at(urls[0]).errorKind, FetchError::Kind::Skipped);
        QCOMPARE(std::ranges::count_if(rows, [](const auto &row) { return row.second.state == RowState::Ok; }), 30);
    }

    void limitsAreObeyedWithinASecond()
    {
        TestServer server;
        CliProcess cli;
        beginSlowly(cli, server);
        const auto requestsIn = [&](int ms) {
            const qsizetype before = server.requestCount();
            QTest::qWait(ms); // a rate is measured over time
            return server.requestCount() - before;
        };
        QCOMPARE(cli.order(QStringLiteral("set delay 1000000")), QStringLiteral("Done: delay 1000000"));
        QVERIFY(isQuiet(server));
        QCOMPARE(cli.order(QStringLiteral("set delay 10")), QStringLiteral("Done: delay 10"));
        const qsizetype quick = requestsIn(500);
        QVERIFY2(quick >= 10, qPrintable(QString::number(quick))); // 5 at the first pace
        QCOMPARE(cli.order(QStringLiteral("unset delay")), QStringLiteral("Done: delay"));
        const qsizetype slow = requestsIn(500);
        QVERIFY2(slow <= 4, qPrintable(QString::number(slow))); // 250 ms
        stop(cli);
        const Run::OpenResult run = await(Run::open(runFile(cli)));
        QVERIFY(run);
        QCOMPARE((*run)->options().delay, 250ms); // kept
        QCOMPARE((*run)->options().perHost, 1);
    }

    void moreRequestsGoOutWhenTheConcurrencyIsRaised()
    {
        TestServer server;
        server.onAny([](const Request &) { return Script().hang(); });
        QByteArrayList urls;
        for (int i = 0; i < 50; ++i)
            urls << server.url('/' + QByteArray::number(i));
        CliProcess cli;
        begin(cli, server, urls, "--delay 0 --per-host 2");
        QTRY_COMPARE(server.requestCount(), 2);
        cli.order(QStringLiteral("set per-host 40"));
        QTRY_COMPARE_WITH_TIMEOUT(server.requestCount(), 32, 1000);
        cli.order(QStringLiteral("set concurrency 35"));
        QTRY_COMPARE_WITH_TIMEOUT(server.requestCount(), 35, 1000);
        stop(cli);
    }

    void rowsAreSkippedByNumberAndByUrl()
    {
        TestServer server;
        CliProcess cli;
        beginSlowly(cli, server);
        QCOMPARE(cli.order(QStringLiteral("skip 399 %1").arg(QString::fromUtf8(server.url("/400")))),
                 QStringLiteral("Skipping 2 rows."));
        for (const char *wrong : {"skip", "skip 401", "skip 0", "skip http://a.test/", "skip 398 nonsense"})
            QVERIFY2(cli.order(QString::fromLatin1(wrong)).startsWith(QStringLiteral("creel-cli: ")), wrong);
        QCOMPARE(cli.order(QStringLiteral("set delay 0")), QStringLiteral("Done: delay 0"));
        QCOMPARE(cli.finish().code, 0);
        QCOMPARE(server.requestCount(), pages - 2);
        QCOMPARE(requestsFor(server, "/400") + requestsFor(server, "/399"), 0);
        QCOMPARE(rowsOf(runFile(cli)).at(server.url("/400")).errorKind, FetchError::Kind::Skipped);
    }

    void rowsThatMatchATextOrAreNamedAreFetchedAgain()
    {
        TestServer server;
        CliProcess cli;
        server.on("/1", Script::html("<title>Reed warbler</title>"));
        beginSlowly(cli, server);
        const auto isAnswered = [&](const QString &order, const char *answer) { // once the rows are committed
            return QTest::qWaitFor([&] { return cli.order(order) == QLatin1String(answer); }, 10'000);
        };
        QVERIFY(isAnswered(QStringLiteral("retry matching reed warbler"), "Again: 1 row"));
        QVERIFY(cli.order(QStringLiteral("retry 400")).contains(QStringLiteral("still queued")));
        QVERIFY(isAnswered(QStringLiteral("retry 2 ") + QString::fromUtf8(server.url("/3")), "Again: 2 rows"));
        cli.order(QStringLiteral("set delay 0"));
        QCOMPARE(cli.finish().code, 0);
        for (const char *again : {"/1", "/2", "/3"})
            QCOMPARE(requestsFor(server, again), 2);
        QCOMPARE(requestsFor(server, "/4"), 1);
    }

    void theScopeIsEditedAfterADryRun()
    {
        TestServer server;
        QByteArrayList links;
        for (int i = 0; i < 40; ++i)
            links << "/deep/" + QByteArray::number(i) << "/flat/" + QByteArray::number(i);
        server.onAny([](const Request &) { return page(); });
        server.on("/", page(links));
        CliProcess cli;
        begin(cli, server, {server.url("/")}, "--crawl --delay 100 --per-host 1");
        QVERIFY(moves(server, 2));
        cli.order(QStringLiteral("pause"));
        QVERIFY(isQuiet(server));
        const qsizetype fetched = server.requestCount();
        const auto isDeep = [](const Request &request) { return request.target.startsWith("/deep/"); };
        const qsizetype deep = std::ranges::count_if(server.requests(), isDeep);
        const QString dropped = QString::number(40 - deep);
        QCOMPARE(cli.order(QStringLiteral("would-drop exclude /deep/")),
                 QStringLiteral("Would drop %1 queued rows").arg(dropped));
        QCOMPARE(cli.order(QStringLiteral("would-drop exclude /no-such/")), QStringLiteral("Would drop 0 queued rows"));
        QCOMPARE(cli.order(QStringLiteral("set exclude /deep/")),
                 QStringLiteral("Done: exclude /deep/; %1 queued rows skipped").arg(dropped));
        cli.order(QStringLiteral("set delay 0"));
        cli.order(QStringLiteral("resume"));
        QCOMPARE(cli.finish().code, 0);
        QCOMPARE(server.requestCount(), fetched + (41 - (fetched - deep)));
        QCOMPARE(std::ranges::count_if(server.requests(), isDeep), deep);

        const Outcome resumed =
            cli.call({QStringLiteral("resume"), runFile(cli), QStringLiteral("--unset"), QStringLiteral("exclude")});
        QCOMPARE(resumed.code, 0);
        QCOMPARE(std::ranges::count_if(server.requests(), isDeep), 40);
        QCOMPARE(server.requestCount(), 81);
    }

    void aWrongOrderIsASentenceAndChangesNothing_data()
    {
        QTest::addColumn<QString>("order");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *order, const char *named) {
            QTest::newRow(order) << QString::fromUtf8(order) << QString::fromUtf8(named);
        };
        row("frob", "\"frob\"");
        row("Pause", "\"Pause\"");
        row("pause nowhere.test", "nowhere.test");
        row("resume [", "\"[\"");
        row("set", "option of scrape");
        row("set delay", "delay");
        row("set delay soon", "--delay");
        row("set no-robots yes", "no-robots");
        row("set urls list.txt", "urls");
        row("set exclude a(b", "character");
        row("set crawl", "--crawl");
        row("unset frob", "--frob");
        row("would-drop scope near", "--scope");
        row("retry", "matching");
        row("retry 401", "\"401\"");
        row("retry matching", "matching");
        row("hosts many", "\"many\"");
        row("hosts 0", "\"0\"");
        row("stop now", "\"now\"");
    }
    void aWrongOrderIsASentenceAndChangesNothing()
    {
        QFETCH(QString, order);
        QFETCH(QString, named);
        TestServer server;
        CliProcess cli;
        beginSlowly(cli, server);
        const QString answer = cli.order(order);
        QVERIFY2(answer.startsWith(QStringLiteral("creel-cli: ")) && answer.contains(named), qPrintable(answer));
        QVERIFY(moves(server, 2));
        stop(cli);
        const Run::OpenResult run = await(Run::open(runFile(cli)));
        QVERIFY(run);
        QCOMPARE((*run)->options().delay, 100ms);
        QVERIFY((*run)->options().follow == FollowOptions());
    }

    void theEndOfTheInputIsNotTheEndOfTheRun()
    {
        TestServer server;
        CliProcess cli;
        beginSlowly(cli, server);
        cli.process().write("\n  set   delay 0"); // an empty line is no order, and the last one may lack its end
        const Outcome outcome = cli.finish();
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.err, QStringLiteral("Done: delay 0\n"));
        QVERIFY2(outcome.out.startsWith(QStringLiteral("400 lines = 400 ok")), qPrintable(outcome.out));
        QCOMPARE(server.requestCount(), pages);
    }

    void helpListsTheOrders()
    {
        TestServer server;
        CliProcess cli;
        beginSlowly(cli, server);
        QString help = cli.order(QStringLiteral("help"));
        while (!help.contains(QStringLiteral("help ")))
            help += cli.answer();
        for (const char *order :
             {"pause", "resume", "skip", "retry", "set", "unset", "would-drop", "hosts", "status", "stop"})
            QVERIFY2(help.contains(QLatin1String(order)), order);
        stop(cli);
    }

    void withoutTheOptionStandardInputIsLeftAlone()
    {
        TestServer server;
        server.on("/", page());
        CliProcess cli;
        cli.start(
            {QStringLiteral("scrape"), QString::fromUtf8(server.url("/")), QStringLiteral("--run"), runFile(cli)});
        cli.process().write("stop\n");
        const Outcome outcome = cli.finish();
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.err, QString());
        const Outcome both = cli.call(words("scrape --urls - --control"));
        QCOMPARE(both.code, 2);
        QVERIFY2(both.err.contains(QStringLiteral("--control")), qPrintable(both.err));
    }
};

QTEST_GUILESS_MAIN(TestCliControl)
#include "tst_cli_control.moc"
