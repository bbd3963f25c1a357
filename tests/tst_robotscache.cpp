// What an answer to a request for robots.txt means, and what follows from it: RFC 9309, section by section.
#include "crawl/robotscache.h"
#include "crawl/robotsstep.h"

#include <QTest>

using namespace creel;
using namespace std::chrono_literals;
using Kind = FetchError::Kind;

namespace {

const QByteArray host = "http://a";

Url url(const QByteArray &text) { return *Url::parse(QByteArrayView(text)); }

FetchResult answer(int status, const QByteArray &body = {},
                   const QList<std::pair<QByteArray, QByteArray>> &headers = {})
{
    FetchResult result;
    result.response.status = status;
    result.response.body = body;
    result.response.headers = HttpHeaders(headers);
    return result;
}

FetchResult failure(Kind kind, int status = 0)
{
    FetchResult result = answer(status);
    result.error = {kind, QStringLiteral("It did not work")};
    return result;
}

RobotsCache learnt(const FetchResult &result)
{
    RobotsCache cache("Creel/0.1.0");
    cache.set(host, robotsStep(url("http://a/robots.txt"), result, 0).finding);
    return cache;
}

std::optional<FetchError> refusal(const RobotsCache &cache, const QByteArray &page = "http://a/page")
{
    return cache.refusal(host, url(page));
}

} // namespace

class TestRobotsCache : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsRefusedBeforeAnythingIsKnown()
    {
        const RobotsCache cache("Creel/0.1.0");
        QVERIFY(!cache.knows(host));
        QVERIFY(!cache.isClosed(host));
        QVERIFY(!refusal(cache));
        QVERIFY(!cache.crawlDelay(host));
        QVERIFY(cache.sitemaps(host).isEmpty());
    }

    void anAnswerIsObeyedAndTheRefusalNamesItsLine() // §2.3.1.1
    {
        const RobotsCache cache =
            learnt(answer(200, "User-agent: *\nDisallow: /page\nCrawl-delay: 3\nSitemap: http://a/map.xml\n"));
        const std::optional<FetchError> why = refusal(cache);
        QVERIFY(why);
        QCOMPARE(why->kind, Kind::Robots);
        for (const char *part : {"Line 2", "http://a/robots.txt", "Disallow: /page"})
            QVERIFY2(why->message.contains(QLatin1String(part)), qPrintable(why->message));
        QVERIFY(!refusal(cache, "http://a/other"));
        QVERIFY(!cache.refusal("http://b", url("http://b/page"))); // each host has its own (§2.3)
        QCOMPARE(cache.crawlDelay(host), std::optional<milliseconds>(3s));
        QCOMPARE(cache.sitemaps(host), QList<QByteArray>({"http://a/map.xml"}));
        QVERIFY(!cache.isClosed(host));
    }

    void theGroupOfOurProductTokenCounts() // §2.2.1
    {
        const RobotsCache cache =
            learnt(answer(200, "User-agent: *\nDisallow: /\n\nUser-agent: creel\nDisallow: /page\n"));
        QVERIFY(refusal(cache));
        QVERIFY(!refusal(cache, "http://a/other"));
    }

    void anotherUserAgentCountsForWhatIsAskedFromThenOn()
    {
        RobotsCache cache("Creel/0.1.0");
        const RobotsFinding finding =
            robotsStep(url("http://a/robots.txt"), answer(200, "User-agent: other\nDisallow: /\n"), 0).finding;
        cache.set(host, finding);
        cache.setUserAgent("Other/2 (+http://example.com)");
        QVERIFY(!refusal(cache));
        cache.set(host, finding);
        QVERIFY(refusal(cache));
    }

    void whatAnAnswerMeans_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("refused");
        const auto row = [](const char *name, int status, Kind kind, bool refused) {
            QTest::newRow(name) << status << int(kind) << refused;
        };
        for (const int status : {400, 401, 403, 404, 410, 451}) // §2.3.1.3: unavailable, all may be fetched
            row(QByteArray::number(status).constData(), status, Kind::None, false);
        for (const int status : {500, 502, 503, 504}) // §2.3.1.4: unreachable, nothing may
            row(QByteArray::number(status).constData(), status, Kind::None, true);
        for (const Kind kind : {Kind::Dns, Kind::Refused, Kind::Unreachable, Kind::Reset, Kind::ConnectTimeout,
                                Kind::Tls, Kind::FirstByteTimeout, Kind::IdleTimeout, Kind::TotalTimeout})
            row(errorKindName(kind).toLatin1().constData(), 0, kind, true);
    }
    void whatAnAnswerMeans()
    {
        QFETCH(const int, status);
        QFETCH(const int, kind);
        QFETCH(const bool, refused);
        const RobotsCache cache = learnt(kind == 0 ? answer(status) : failure(Kind(kind)));
        QCOMPARE(refusal(cache).has_value(), refused);
        QCOMPARE(cache.isClosed(host), refused);
    }

    void aClosedHostSaysWhatWentWrong()
    {
        const std::optional<FetchError> byServer = refusal(learnt(answer(503)));
        QCOMPARE(byServer->kind, Kind::Robots);
        QVERIFY2(byServer->message.contains(QStringLiteral("http://a/robots.txt answered 503")),
                 qPrintable(byServer->message));
        const std::optional<FetchError> byNetwork = refusal(learnt(failure(Kind::Refused)));
        QCOMPARE(byNetwork->kind, Kind::Refused);
        QVERIFY2(byNetwork->message.contains(QStringLiteral("It did not work")), qPrintable(byNetwork->message));
    }

    void aRedirectIsAskedNextAlsoOnAnotherHost() // §2.3.1.2
    {
        const RobotsStep step = robotsStep(url("http://a/robots.txt"), answer(301, {}, {{"Location", "//b/r.txt"}}), 0);
        QVERIFY(step.next);
        QCOMPARE(step.next->display(), "http://b/r.txt");
    }

    void afterFiveRedirectsThereIsNone() // §2.3.1.2
    {
        const FetchResult redirect = answer(302, {}, {{"Location", "/next"}});
        QVERIFY(robotsStep(url("http://a/robots.txt"), redirect, 4).next);
        const RobotsStep last = robotsStep(url("http://a/5"), redirect, 5);
        QVERIFY(!last.next);
        QCOMPARE(int(last.finding.access), int(RobotsAccess::AllowAll));
    }

    void aRedirectToNowhereIsNoRobotsTxt_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no URL") << QByteArray("http://[");
        QTest::newRow("a file") << QByteArray("file:///etc/passwd");
    }
    void aRedirectToNowhereIsNoRobotsTxt()
    {
        QFETCH(const QByteArray, location);
        const RobotsStep step = robotsStep(url("http://a/robots.txt"), answer(301, {}, {{"Location", location}}), 0);
        QVERIFY(!step.next);
        QCOMPARE(int(step.finding.access), int(RobotsAccess::AllowAll));
    }

    void rulesOfARedirectAreTheFirstHostsOwn() // §2.3.1.2: in the context of the initial authority
    {
        RobotsCache cache("Creel/0.1.0");
        cache.set(host, robotsStep(url("http://b/r.txt"), answer(200, "User-agent: *\nDisallow: /page\n"), 1).finding);
        QVERIFY(refusal(cache)->message.contains(QStringLiteral("http://b/r.txt")));
        QVERIFY(!cache.knows("http://b"));
    }

    void aCodedAnswerIsDecodedAndABrokenOneTellsNothingForCertain()
    {
        const QByteArray gzip =
            QByteArray::fromHex("1f8b08000000000002030b2d4e2d724c4f55b05270c92c4ecccbcb4fe402000000ffff");
        const RobotsCache cut = learnt(answer(200, gzip, {{"Content-Encoding", "gzip"}}));
        QVERIFY(cut.isClosed(host));
        QCOMPARE(refusal(cut)->kind, Kind::Decode);
    }

    void aBodyIsReadUpTo500Kibibytes() // §2.5
    {
        QByteArray body = "User-agent: *\nDisallow: /page\n";
        body += QByteArray(RobotsTxt::maxBytes - body.size() - 1, '#') + '\n';
        body += "Disallow: /beyond\n";
        const RobotsCache cache = learnt(answer(200, body));
        QVERIFY(refusal(cache));
        QVERIFY(!refusal(cache, "http://a/beyond"));
    }

    void whatIsLearntLaterReplacesWhatWasKnown() // §2.4
    {
        RobotsCache cache = learnt(failure(Kind::Refused));
        QVERIFY(refusal(cache));
        cache.set(host, robotsStep(url("http://a/robots.txt"), answer(404), 0).finding);
        QVERIFY(!refusal(cache));
        QVERIFY(!cache.isClosed(host));
    }
};

QTEST_GUILESS_MAIN(TestRobotsCache)
#include "tst_robotscache.moc"
