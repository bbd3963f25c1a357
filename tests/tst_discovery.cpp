#include "crawl/discovery.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;
using Kind = FetchError::Kind;

namespace {

FollowOptions crawling()
{
    FollowOptions options;
    options.links = true;
    return options;
}

KnownRow pasted(const QByteArray &url, qint64 line = 1)
{
    KnownRow row;
    row.id = row.line = line;
    row.url = url;
    row.depth = 0;
    return row;
}

KnownRow leftOut(const QByteArray &url, Kind why, qint64 id, int depth = 1)
{
    KnownRow row;
    row.id = id;
    row.line = 1;
    row.url = url;
    row.state = RowState::Skipped;
    row.errorKind = why;
    row.depth = depth;
    return row;
}

Visit pageAt(int depth)
{
    Visit visit;
    visit.line = 1;
    visit.depth = depth;
    return visit;
}

PageLink link(const QByteArray &url, bool nofollow = false) { return {url, PageLink::Kind::Anchor, nofollow}; }

/// What a page at `depth` leads to, with ids from `nextId` on, as the crawler gives them.
std::vector<Record> found(Discovery &discovery, int depth, const QList<PageLink> &links, qint64 nextId = 10)
{
    std::vector<Record> rows = discovery.judge(pageAt(depth), "http://a/", links);
    for (Record &row : rows) {
        if (row.id == 0)
            row.id = nextId++;
        discovery.landed(row);
    }
    return rows;
}

/// "url reason" of each, the reason empty where it is queued.
QByteArrayList said(const std::vector<Record> &rows)
{
    QByteArrayList said;
    for (const Record &row : rows)
        said.append((row.url + ' ' + errorKindName(row.errorKind).toLatin1()).trimmed());
    return said;
}

Discovery started(const FollowOptions &options)
{
    Discovery discovery(options, 2026);
    discovery.know(pasted("http://a/"));
    return discovery;
}

} // namespace

class TestDiscovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFoundRowTellsWhereItComesFrom()
    {
        Discovery discovery = started(crawling());
        const std::vector<Record> rows = found(discovery, 2, {link("http://a/1")});
        QCOMPARE(rows.size(), size_t(1));
        QCOMPARE(rows[0].id, 10);
        QCOMPARE(rows[0].line, 1);
        QCOMPARE(rows[0].depth, std::optional(3));
        QCOMPARE(rows[0].foundOn, "http://a/");
        QCOMPARE(rows[0].state, RowState::Queued);
    }

    void aUrlBecomesARowOnce()
    {
        Discovery discovery = started(crawling());
        QCOMPARE(said(found(discovery, 0, {link("http://a/"), link("http://a/1"), link("http://b/")})),
                 QByteArrayList({"http://a/1", "http://b/ out_of_scope"}));
        QVERIFY(found(discovery, 1, {link("http://a/1"), link("http://b/"), link("http://a/")}).empty());
    }

    void whatIsLeftOutSaysWhy()
    {
        FollowOptions options = crawling();
        options.depth = 2;
        options.obeyNofollow = true;
        Discovery discovery = started(options);
        const std::vector<Record> rows = found(
            discovery, 2,
            {link("http://a/deep"), link("http://b/"), link("http://a/n", true), link("http://a/x/x/x/x/x/x/x/x")});
        QCOMPARE(said(rows),
                 QByteArrayList({"http://a/deep too_deep", "http://b/ out_of_scope", "http://a/n nofollow",
                                 "http://a/x/x/x/x/x/x/x/x too_deep"}));
        for (const Record &row : rows) {
            QCOMPARE(row.state, RowState::Skipped);
            QVERIFY(!row.error.isEmpty());
        }
        QCOMPARE(said(found(discovery, 0, {link("http://a/y/y/y/y/y/y/y/y")})),
                 QByteArrayList({"http://a/y/y/y/y/y/y/y/y trap"}));
    }

    void aShorterWayRevivesWhatWasTooDeep()
    {
        FollowOptions options = crawling();
        options.depth = 2;
        Discovery discovery = started(options);
        QCOMPARE(said(found(discovery, 2, {link("http://a/1")})), QByteArrayList({"http://a/1 too_deep"}));
        QVERIFY(found(discovery, 3, {link("http://a/1")}).empty()); // this one is no better
        const std::vector<Record> revived = found(discovery, 1, {link("http://a/1")});
        QCOMPARE(said(revived), QByteArrayList({"http://a/1"}));
        QCOMPARE(revived[0].id, 10); // the row that it had
        QCOMPARE(revived[0].depth, std::optional(2));
        QVERIFY(found(discovery, 0, {link("http://a/1")}).empty());
    }

    void aLinkWithoutNofollowRevivesWhatHadOne()
    {
        FollowOptions options = crawling();
        options.obeyNofollow = true;
        Discovery discovery = started(options);
        QCOMPARE(said(found(discovery, 0, {link("http://a/1", true)})), QByteArrayList({"http://a/1 nofollow"}));
        QCOMPARE(said(found(discovery, 5, {link("http://a/1")})), QByteArrayList({"http://a/1"}));
        QVERIFY(found(discovery, 0, {link("http://a/1", true)}).empty());
    }

    void nofollowIsFollowedUnlessItIsObeyed()
    {
        Discovery discovery = started(crawling());
        QCOMPARE(said(found(discovery, 0, {link("http://a/1", true)})), QByteArrayList({"http://a/1"}));
    }

    void noMorePagesThanTheLimitAndPastedOnesCount()
    {
        FollowOptions options = crawling();
        options.maxPages = 3;
        Discovery discovery = started(options);
        QCOMPARE(
            said(found(discovery, 0, {link("http://a/1"), link("http://b/"), link("http://a/2"), link("http://a/3")})),
            QByteArrayList({"http://a/1", "http://b/ out_of_scope", "http://a/2", "http://a/3 page_limit"}));
        discovery.dropped("http://a"); // robots.txt forbids one of them
        QCOMPARE(said(found(discovery, 0, {link("http://a/4"), link("http://a/5")}, 20)),
                 QByteArrayList({"http://a/4", "http://a/5 page_limit"}));
    }

    void theLimitOfAHostIsItsOwn()
    {
        FollowOptions options = crawling();
        options.maxPagesPerHost = 2;
        options.scope = Scope::Any;
        Discovery discovery = started(options);
        QCOMPARE(said(found(discovery, 0,
                            {link("http://a/1"), link("http://a/2"), link("http://b/1"), link("http://b/2"),
                             link("http://b/3")})),
                 QByteArrayList(
                     {"http://a/1", "http://a/2 page_limit", "http://b/1", "http://b/2", "http://b/3 page_limit"}));
        discovery.dropped("http://b");
        QCOMPARE(said(found(discovery, 0, {link("http://a/3"), link("http://b/4")}, 20)),
                 QByteArrayList({"http://a/3 page_limit", "http://b/4"}));
    }

    void sitemapsOfAListedHostAreRows()
    {
        FollowOptions options = crawling();
        options.sitemaps = true;
        Discovery discovery = started(options);
        const QList<QByteArray> sitemaps = {"http://a/map.xml", "HTTP://A:80/./map.xml#x", "ftp://a/map", "/map2.xml",
                                            "nonsense"};
        const std::vector<Record> rows = discovery.judgeSitemaps("http://a", "http://a/robots.txt", sitemaps);
        QCOMPARE(said(rows), QByteArrayList({"http://a/map.xml"})); // the others are the same, or no absolute http URL
        QCOMPARE(rows[0].line, 1);
        QCOMPARE(rows[0].foundOn, "http://a/robots.txt");
        QVERIFY(discovery.judgeSitemaps("http://b", "http://b/robots.txt", {"http://b/map.xml"})
                    .empty()); // nobody listed it
    }

    void aSeedsRedirectWidensTheScope()
    {
        Discovery discovery = started(crawling());
        QCOMPARE(said(found(discovery, 0, {link("http://www.a/1")})), QByteArrayList({"http://www.a/1 out_of_scope"}));
        discovery.addSeed(*Url::parse(QByteArrayView("http://www.a/")), 1);
        QCOMPARE(said(found(discovery, 0, {link("http://www.a/2")}, 20)), QByteArrayList({"http://www.a/2"}));

        Discovery resumed(crawling(), 2026);
        KnownRow seed = pasted("http://a/");
        seed.state = RowState::Ok;
        seed.finalUrl = "http://www.a/";
        resumed.know(seed);
        QCOMPARE(said(found(resumed, 0, {link("http://www.a/2")})), QByteArrayList({"http://www.a/2"}));
    }

    void whatIsKnownIsNoNewsAndCounts()
    {
        FollowOptions options = crawling();
        options.maxPages = 3;
        Discovery discovery = started(options);
        KnownRow done = leftOut("http://a/1", Kind::None, 2);
        done.state = RowState::Ok;
        QVERIFY(!discovery.know(done));
        QCOMPARE(said(found(discovery, 0, {link("http://a/1"), link("http://a/2"), link("http://a/3")})),
                 QByteArrayList({"http://a/2", "http://a/3 page_limit"}));
    }

    void aResumedRunRemembersTheEvidenceAgainstATrap()
    {
        QList<PageLink> links;
        for (int a = 0; a < 12; ++a)
            for (int b = 0; b < 12; ++b)
                for (int c = 0; c < 12; ++c)
                    links.append(link(QByteArrayLiteral("http://a/list?a=") + QByteArray::number(a)
                                      + "&b=" + QByteArray::number(b) + "&c=" + QByteArray::number(c)));
        Discovery first = started(crawling());
        Discovery resumed = started(crawling());
        qint64 queued = 0;
        for (const Record &row : found(first, 0, links)) {
            if (row.state != RowState::Queued)
                continue;
            ++queued;
            KnownRow known = leftOut(row.url, Kind::None, row.id);
            known.state = RowState::Ok;
            resumed.know(known);
        }
        QVERIFY(queued < links.size());
        QCOMPARE(said(found(resumed, 0, {link("http://a/list?a=20&b=20&c=20")})),
                 QByteArrayList({"http://a/list?a=20&b=20&c=20 trap"}));
    }

    void aRowThatWasLeftOutIsJudgedAgainByTheOptionsOfTheDay()
    {
        FollowOptions options = crawling();
        options.depth = 1;
        Discovery discovery = started(options);
        QVERIFY(!discovery.know(leftOut("http://b/", Kind::OutOfScope, 2)));
        QVERIFY(!discovery.know(leftOut("http://a/deep", Kind::TooDeep, 3, 2)));
        QVERIFY(!discovery.know(leftOut("http://a/secret", Kind::Robots, 4)));
        QVERIFY(!discovery.know(leftOut("http://a/skipped", Kind::Skipped, 5)));
        QVERIFY(discovery.know(leftOut("http://a/limit", Kind::PageLimit, 6))); // there is none now
        QVERIFY(discovery.know(leftOut("http://a/n", Kind::Nofollow, 7)));      // and nofollow is not obeyed
        // What was too deep has kept its row, for a shorter way to come.
        const std::vector<Record> revived = found(discovery, 0, {link("http://a/deep")});
        QCOMPARE(said(revived), QByteArrayList({"http://a/deep"}));
        QCOMPARE(revived[0].id, 3);
    }

    void aRowWhoseRedirectLedOutOfTheScopeIsNotAskedAtEachResume()
    {
        Discovery discovery = started(crawling());
        KnownRow row = leftOut("http://a/away", Kind::OutOfScope, 2);
        row.finalUrl = "http://a/away";
        QVERIFY(!discovery.know(row));
        QVERIFY(found(discovery, 0, {link("http://a/away")}).empty());
    }

    void anEditedScopeCountsForWhatIsFoundFromThenOn()
    {
        Discovery discovery = started(crawling());
        FollowOptions wider = crawling();
        wider.scope = Scope::Any;
        wider.exclude = {u"private"_s};
        QVERIFY(!discovery.setOptions(wider));
        QCOMPARE(said(found(discovery, 0, {link("http://b/"), link("http://b/private")})),
                 QByteArrayList({"http://b/", "http://b/private out_of_scope"}));
        FollowOptions broken = crawling();
        broken.include = {u"a(b"_s};
        QVERIFY(discovery.setOptions(broken));
        QVERIFY(discovery.problem(broken));
        QVERIFY(!discovery.scopeUnder(broken));
        QCOMPARE(discovery.options(), wider); // a problem changes nothing
        QVERIFY(discovery.scopeUnder(crawling())->check(*Url::parse(QByteArrayView("http://b/")), 1).kind
                == Kind::OutOfScope);
    }
};

QTEST_GUILESS_MAIN(TestDiscovery)
#include "tst_discovery.moc"
