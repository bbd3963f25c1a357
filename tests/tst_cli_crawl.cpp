#include "support/cliprocess.h"
#include "support/coders.h"
#include "support/testserver.h"

#include <csignal>
#include <sys/types.h>

using namespace creel;
using namespace creel::test;

namespace {

Script page(const QByteArrayList &targets)
{
    QByteArray html = "<!DOCTYPE html><title>A page</title>";
    for (const QByteArray &target : targets)
        html += "<a href=\"" + target + "\">x</a>";
    return Script::html(html);
}

Script text(const QByteArray &body, const QByteArray &type)
{
    return Script::status(200, {{"Content-Type", type}}, body);
}

QByteArray urlSet(const QByteArrayList &urls)
{
    QByteArray xml = "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">";
    for (const QByteArray &url : urls)
        xml += "<url><loc>" + url + "</loc></url>";
    return xml + "</urlset>";
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

} // namespace

/// Crawl mode as a script meets it: a small site, some words, and the rows that they must give.
class TestCliCrawl : public QObject
{
    Q_OBJECT

    /// scrape into run.creel, in haste; what is in `more` comes last.
    static QStringList scrape(const CliProcess &cli, const QByteArrayList &urls, const QStringList &more)
    {
        QStringList arguments = words("scrape --delay 0 --retries 0");
        for (const QByteArray &url : urls)
            arguments << QString::fromUtf8(url);
        return arguments << QStringLiteral("--run") << runFile(cli) << more;
    }
    static QString runFile(const CliProcess &cli) { return cli.file(QStringLiteral("run.creel")); }

    /// Tells the rows of a scrape that must end with `code`.
    static QString crawled(const TestServer &server, const QByteArrayList &targets, const QStringList &more,
                           int code = 0)
    {
        CliProcess cli;
        QByteArrayList urls;
        for (const QByteArray &target : targets)
            urls << server.url(target);
        const Outcome outcome = cli.call(scrape(cli, urls, more));
        if (outcome.code != code)
            return QStringLiteral("exit %1: %2").arg(outcome.code).arg(outcome.err);
        return told(rowsOf(runFile(cli)), server.url(""));
    }

private Q_SLOTS:
    void theOptionsDecideWhatIsFollowed_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char *start, const char *options, const char *rows) {
            QTest::newRow(*options ? options : "list")
                << QByteArray(start) << QString::fromUtf8(options) << QString::fromUtf8(rows);
        };
        row("/", "", "/ ok");
        row("/", "--crawl",
            "/ ok, /a ok, /b ok, /deep/1 ok, /deep/2 ok, /deep/n ok, http://far.test/ skipped out_of_scope");
        row("/", "--crawl --depth 0",
            "/ ok, /a skipped too_deep, /b skipped too_deep, http://far.test/ skipped out_of_scope");
        row("/", "--crawl --depth 2",
            "/ ok, /a ok, /b ok, /deep/1 ok, /deep/2 skipped too_deep, /deep/n skipped too_deep, "
            "http://far.test/ skipped out_of_scope");
        row("/", "--crawl --include /a$ --include deep/1",
            "/ ok, /a ok, /b skipped out_of_scope, /deep/1 ok, /deep/2 skipped out_of_scope, "
            "/deep/n skipped out_of_scope, http://far.test/ skipped out_of_scope");
        row("/", "--crawl --exclude glob:*/deep/*",
            "/ ok, /a ok, /b ok, /deep/1 skipped out_of_scope, http://far.test/ skipped out_of_scope");
        row("/", "--crawl --max-pages 3",
            "/ ok, /a ok, /b ok, /deep/1 skipped page_limit, http://far.test/ skipped out_of_scope");
        row("/", "--crawl --max-pages-per-host 4",
            "/ ok, /a ok, /b ok, /deep/1 ok, /deep/2 skipped page_limit, /deep/n skipped page_limit, "
            "http://far.test/ skipped out_of_scope");
        row("/", "--crawl --nofollow",
            "/ ok, /a ok, /b ok, /deep/1 ok, /deep/2 ok, /deep/n skipped nofollow, "
            "http://far.test/ skipped out_of_scope");
        row("/deep/1", "--crawl --scope prefix", "/ skipped out_of_scope, /deep/1 ok, /deep/2 ok, /deep/n ok");
        row("/deep/1", "--crawl --select .in", "/deep/1 ok, /deep/2 ok");
    }
    void theOptionsDecideWhatIsFollowed()
    {
        QFETCH(QByteArray, start);
        QFETCH(QString, options);
        QFETCH(QString, rows);
        TestServer server;
        server.on("/", page({"/a", "/b#part", "http://far.test/"}));
        server.on("/a", page({"/", "/deep/1"}));
        server.on("/b", page({}));
        server.on("/deep/1", Script::html("<a href=/>x</a><a class=in href=2>x</a><a rel=nofollow href=n>x</a>"));
        server.on("/deep/2", page({"/deep/1"}));
        server.on("/deep/n", page({}));
        const QStringList more = options.split(QLatin1Char(' '), Qt::SkipEmptyParts) << QStringLiteral("--no-robots");
        QCOMPARE(crawled(server, {start}, more), rows);
    }

    void aPatternThatCantBeReadEndsWithTwoAndThePlace_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QStringList>("told");
        QTest::newRow("include") << words("--include a(b") << words("--include \"a(b\" character");
        QTest::newRow("exclude") << words("--exclude *a") << words("--exclude \"*a\" character");
        QTest::newRow("glob") << words("--exclude glob:[a") << words("--exclude glob character");
        QTest::newRow("scope") << words("--scope near") << words("--scope \"near\" prefix");
        QTest::newRow("depth") << words("--depth -1") << words("--depth \"-1\"");
        QTest::newRow("select") << words("--select a[") << words("--select character");
    }
    void aPatternThatCantBeReadEndsWithTwoAndThePlace()
    {
        QFETCH(QStringList, options);
        QFETCH(QStringList, told);
        CliProcess cli;
        const Outcome outcome = cli.call(words("scrape http://a.test/ --crawl") << options);
        QCOMPARE(outcome.code, 2);
        for (const QString &word : told)
            QVERIFY2(outcome.err.contains(word), qPrintable(outcome.err));
        QVERIFY2(!QFile::exists(cli.file(QStringLiteral("data"))), "nothing was begun");
    }

    void robotsTxtIsAskedFirstAndItsLineIsNamed()
    {
        TestServer server;
        server.on("/robots.txt", text("User-agent: *\nDisallow: /private\n", "text/plain"));
        server.on("/", page({"/private/x", "/open"}));
        server.on("/open", page({}));
        server.on("/private/x", page({}));
        CliProcess cli;
        QCOMPARE(cli.call(scrape(cli, {server.url("/"), server.url("/private/listed")}, words("--crawl"))).code, 0);
        const auto rows = rowsOf(runFile(cli));
        QCOMPARE(told(rows, server.url("")),
                 QStringLiteral("/ ok, /open ok, /private/listed skipped robots, /private/x skipped robots"));
        const QString why = rows.at(server.url("/private/x")).error;
        QVERIFY2(why.contains(QStringLiteral("Disallow: /private")), qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("Line 2")), qPrintable(why));
        QCOMPARE(server.requests().first().target, "/robots.txt");
        QCOMPARE(requestsFor(server, "/robots.txt"), 1);
        QCOMPARE(requestsFor(server, "/private/x"), 0);
        server.forgetRequests();
        QCOMPARE(crawled(server, {"/"}, words("--crawl --no-robots")), QStringLiteral("/ ok, /open ok, /private/x ok"));
        QCOMPARE(requestsFor(server, "/robots.txt"), 0);
    }

    void aPageCantSendUsToAnAddressThatTheListDoesNotName()
    {
        TestServer server;
        server.listenAt(QStringLiteral("127.0.0.2"));
        const QByteArray inside = server.url("/in", "127.0.0.2");
        server.on("/", page({inside, "/moved"}));
        server.on("/moved", Script::redirect(inside));
        server.on("/in", page({}));
        const QString second = QStringLiteral("127.0.0.2");

        QString rows = crawled(server, {"/"}, words("--crawl --scope any --no-robots"), 1);
        QCOMPARE(rows,
                 QStringLiteral("/ ok, /moved failed private_address, ") + QString::fromUtf8(inside)
                     + QStringLiteral(" failed private_address"));
        QCOMPARE(requestsAt(server, second), 0);

        rows = crawled(server, {"/"}, words("--crawl --scope any"), 1); // not even robots.txt is asked for
        QVERIFY2(rows.startsWith(QStringLiteral("/ ok, /moved ")) && !rows.contains(QStringLiteral("/in ok")),
                 qPrintable(rows));
        QCOMPARE(requestsAt(server, second), 0);

        rows = crawled(server, {"/"}, words("--crawl --scope any --no-robots --allow-private"));
        QCOMPARE(rows, QStringLiteral("/ ok, /moved ok, ") + QString::fromUtf8(inside) + QStringLiteral(" ok"));

        CliProcess cli;
        QCOMPARE(cli.call(scrape(cli, {server.url("/"), inside}, words("--crawl --scope any --no-robots"))).code, 0);
        QCOMPARE(told(rowsOf(runFile(cli)), server.url("")),
                 QStringLiteral("/ ok, /moved ok, ") + QString::fromUtf8(inside) + QStringLiteral(" ok"));
    }

    void cookiesOfTheCommandLineStayWithTheHostsOfTheList()
    {
        TestServer server;
        server.listenAt(QStringLiteral("127.0.0.2"));
        server.on("/", page({server.url("/in", "127.0.0.2"), "/own"}));
        server.on("/own", page({}));
        server.on("/in", page({}));
        crawled(server, {"/"},
                words("--crawl --scope any --no-robots --allow-private --header Cookie:a=b --header X-Club:Reed"));
        const QList<Request> requests = server.requests();
        QCOMPARE(requests.size(), 3);
        for (const Request &request : requests) {
            QCOMPARE(request.header("Cookie"), request.target == "/in" ? QByteArray() : QByteArray("a=b"));
            QCOMPARE(request.header("X-Club"), QByteArray("Reed"));
        }
    }

    void sitemapsAndFeedsAddTheirPages_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char *name, const char *start, const char *options, const char *rows) {
            QTest::newRow(name) << QByteArray(start) << QString::fromUtf8(options) << QString::fromUtf8(rows);
        };
        row("listed", "/map.xml", "--sitemaps --no-robots", "/map.xml ok, /p1 ok, /p2 ok");
        row("listed, without --sitemaps", "/map.xml", "--no-robots", "/map.xml ok");
        row("index with .gz and text", "/index.xml", "--sitemaps --no-robots",
            "/index.xml ok, /p1 ok, /p2 ok, /p3 ok, /sitemap.txt ok, /sitemap.xml.gz ok");
        row("named by robots.txt", "/p1", "--sitemaps", "/map.xml ok, /p1 ok, /p2 ok");
        row("named by robots.txt, without --sitemaps", "/p1", "", "/p1 ok");
        row("RSS", "/feed", "--sitemaps --no-robots", "/feed ok, /p1 ok");
        row("Atom", "/atom", "--sitemaps --no-robots", "/atom ok, /p2 ok");
        row("a pattern holds", "/map.xml", "--sitemaps --no-robots --exclude p1",
            "/map.xml ok, /p1 skipped out_of_scope, /p2 ok");
    }
    void sitemapsAndFeedsAddTheirPages()
    {
        QFETCH(QByteArray, start);
        QFETCH(QString, options);
        QFETCH(QString, rows);
        TestServer server;
        const QByteArray map = urlSet({server.url("/p1"), server.url("/p2")});
        for (const char *target : {"/p1", "/p2", "/p3"})
            server.on(target, page({"/not-followed"}));
        server.on("/map.xml", text(map, "application/xml"));
        server.on("/sitemap.xml.gz", text(gzip(map), "application/gzip"));
        server.on("/sitemap.txt", text(server.url("/p3") + '\n', "text/plain"));
        server.on("/index.xml",
                  text("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>"
                           + server.url("/sitemap.xml.gz") + "</loc></sitemap><sitemap><loc>"
                           + server.url("/sitemap.txt") + "</loc></sitemap></sitemapindex>",
                       "application/xml"));
        server.on("/robots.txt", text("Sitemap: " + server.url("/map.xml") + '\n', "text/plain"));
        server.on("/feed",
                  text("<rss version=\"2.0\"><channel><title>x</title><item><link>" + server.url("/p1")
                           + "</link></item></channel></rss>",
                       "application/rss+xml"));
        server.on("/atom",
                  text("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><link href=\"/p2\"/></entry></feed>",
                       "application/atom+xml"));
        QCOMPARE(crawled(server, {start}, options.split(QLatin1Char(' '), Qt::SkipEmptyParts)), rows);
    }

    void aKilledCrawlGoesOnAndFetchesEachPageOfTheSite()
    {
        static constexpr int pages = 120;
        TestServer server;
        server.onAny([](const Request &request) { // a tree: page n leads to 2n and 2n + 1
            const int n = request.target.sliced(1).toInt();
            QByteArrayList links;
            for (const int next : {2 * n, 2 * n + 1}) {
                if (next <= pages)
                    links << '/' + QByteArray::number(next);
            }
            return page(links);
        });
        CliProcess cli;
        cli.start(scrape(cli, {server.url("/1")}, words("--crawl --no-robots --delay 5")));
        for (int kills = 0; kills < 3; ++kills) {
            const qsizetype before = server.requestCount();
            QTRY_VERIFY_WITH_TIMEOUT(server.requestCount() > before + 15, 30'000);
            QCOMPARE(::kill(pid_t(cli.process().processId()), SIGKILL), 0);
            QVERIFY(cli.process().waitForFinished());
            cli.start({QStringLiteral("resume"), runFile(cli)});
        }
        const Outcome outcome = cli.finish();
        QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
        const auto rows = rowsOf(runFile(cli));
        QCOMPARE(rows.size(), size_t(pages));
        QVERIFY(std::ranges::all_of(rows, [](const auto &row) { return row.second.state == RowState::Ok; }));
    }

    void resumeWithAnotherScopeFetchesWhatWasLeftOut()
    {
        TestServer server;
        server.on("/", page({"/a", "/deep/1"}));
        server.on("/a", page({"/b"}));
        server.on("/b", page({}));
        server.on("/deep/1", page({"/deep/2"}));
        server.on("/deep/2", page({}));
        CliProcess cli;
        const auto rows = [&] { return told(rowsOf(runFile(cli)), server.url("")); };
        const auto resumed = [&](const char *more) {
            return cli.call(QStringList{QStringLiteral("resume"), runFile(cli)} << words(more)).code;
        };
        QCOMPARE(cli.call(scrape(cli, {server.url("/")}, words("--crawl --no-robots --depth 1 --exclude deep"))).code,
                 0);
        QCOMPARE(rows(), QStringLiteral("/ ok, /a ok, /b skipped too_deep, /deep/1 skipped out_of_scope"));
        server.forgetRequests();

        QCOMPARE(resumed("--depth 2"), 0);
        QCOMPARE(rows(), QStringLiteral("/ ok, /a ok, /b ok, /deep/1 skipped out_of_scope"));
        QCOMPARE(resumed("--unset exclude"), 0);
        QCOMPARE(rows(), QStringLiteral("/ ok, /a ok, /b ok, /deep/1 ok, /deep/2 ok"));
        QCOMPARE(server.requestCount(), 3); // nothing was fetched twice
        QCOMPARE(resumed(""), 0);           // the run file has kept them
        QCOMPARE(server.requestCount(), 3);
        QCOMPARE(resumed("--unset crawling"), 2);
    }

    void resumeRetriesWhatItIsAskedFor()
    {
        TestServer server;
        server.on("/", page({"/bad", "/good"}));
        server.on("/bad", {Script::status(404), page({"/more"})});
        server.on("/good", page({}));
        server.on("/more", page({}));
        CliProcess cli;
        QCOMPARE(cli.call(scrape(cli, {server.url("/")}, words("--crawl --no-robots"))).code, 1);
        server.forgetRequests();
        const QStringList resume{QStringLiteral("resume"), runFile(cli)};
        QCOMPARE(cli.call(resume).code, 1);
        QCOMPARE(server.requestCount(), 0);
        QCOMPARE(cli.call(resume + words("--retry-failed")).code, 0);
        QCOMPARE(told(rowsOf(runFile(cli)), server.url("")),
                 QStringLiteral("/ ok, /bad ok, /good ok, /more ok")); // crawled on from there
        QCOMPARE(server.requestCount(), 2);
        const Outcome again = cli.call(resume + words("--retry-matching /good"));
        QVERIFY2(again.out.contains(QStringLiteral("Again: 1 row")), qPrintable(again.out));
        QCOMPARE(requestsFor(server, "/good"), 1);
    }
};

QTEST_GUILESS_MAIN(TestCliCrawl)
#include "tst_cli_crawl.moc"
