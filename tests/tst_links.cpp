#include "parse/extractor.h"
#include "parse/selector.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include <array>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/links/");

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

PageInput pageWith(const QByteArray &body)
{
    PageInput page;
    page.body = body;
    page.contentType = "text/html; charset=utf-8";
    page.url = "http://example.com/dir/page.html";
    page.wantLinks = true;
    return page;
}

PageLinks linksOf(const QByteArray &body) { return extractPage(pageWith(body)).found; }

/// A page whose one head element and one link are given: where the link leads.
QByteArray targetOf(const QByteArray &head, const QByteArray &href)
{
    const PageLinks found = linksOf(head + "<body><a href=\"" + href + "\">x</a>");
    return found.links.isEmpty() ? QByteArray() : found.links.first().url;
}

/// As the .links files have it.
QByteArray listing(const PageLinks &found)
{
    static constexpr std::array kinds = {"anchor", "area", "frame", "pagination", "refresh", "sitemap", "feed"};
    QByteArray lines;
    for (const PageLink &link : found.links)
        lines += kinds[std::size_t(link.kind)] + QByteArray(link.nofollow ? " nofollow " : " ") + link.url + '\n';
    if (found.broken > 0)
        lines += "# broken " + QByteArray::number(found.broken) + '\n';
    return lines;
}

} // namespace

class tst_Links : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesLeadToTheirLinks_data();
    void pagesLeadToTheirLinks();
    void listModePaysForNoLinks();
    void referencesResolveAgainstTheBase_data();
    void referencesResolveAgainstTheBase();
    void aPageWithoutAUrlHasItsAbsoluteLinks();
    void aUrlIsFoundOnceHoweverItIsSpelt();
    void aSpaceBeforeAFragmentIsPartOfTheUrl();
    void thePageItselfIsNoLink();
    void nofollowNeedsEachLinkToSaySo();
    void theSelectorIsAskedAboutTheElementsThatMakeLinks();
    void theSelectorDoesNotHoldARefresh();
    void refreshLeadsWhereTheStandardSays_data();
    void refreshLeadsWhereTheStandardSays();
    void theFirstRefreshCounts();
    void robotsDirectivesAreRead_data();
    void robotsDirectivesAreRead();
    void metaRobotsSpeaksForThePage_data();
    void metaRobotsSpeaksForThePage();
    void aLongBaseAndManyShortLinksStayBounded();
    void aPageThatIsTooComplexKeepsItsFirstLinks();
    void manyLinksTakeLinearTime();
    void everyTruncationOfAPageIsRead();
};

void tst_Links::pagesLeadToTheirLinks_data()
{
    QTest::addColumn<QString>("name");
    const QStringList pages = QDir(fixtures).entryList({u"*.html"_s});
    QVERIFY2(pages.size() >= 3, "the fixtures are missing");
    for (const QString &page : pages)
        QTest::newRow(qPrintable(page)) << page.chopped(5);
}

void tst_Links::pagesLeadToTheirLinks()
{
    QFETCH(QString, name);
    const QByteArray found = listing(linksOf(readFile(fixtures + name + ".html"_L1)));
    QVERIFY2(found == readFile(fixtures + name + ".links"_L1), "the links are:\n" + found);
}

void tst_Links::listModePaysForNoLinks()
{
    PageInput page = pageWith("<a href=/x>x</a><a href='http://['>y</a>");
    page.wantLinks = false;
    const PageFields fields = extractPage(page);
    QCOMPARE(fields.links, 2);
    QVERIFY(fields.found.links.isEmpty());
    QCOMPARE(fields.found.broken, 0);
}

void tst_Links::referencesResolveAgainstTheBase_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("href");
    QTest::addColumn<QByteArray>("url");
    const auto row = [](const char *name, const char *head, const char *href, const char *url) {
        QTest::newRow(name) << QByteArray(head) << QByteArray(href) << QByteArray(url);
    };
    row("no base", "", "a", "http://example.com/dir/a");
    row("absolute base", "<base href='https://other.example/x/'>", "a", "https://other.example/x/a");
    row("relative base", "<base href='/x/y'>", "a", "http://example.com/x/a");
    row("first base counts", "<base href=/1/><base href=/2/>", "a", "http://example.com/1/a");
    row("base without href doesn't count", "<base target=_top><base href=/2/>", "a", "http://example.com/2/a");
    row("fragment leads to the base", "<base href=/home>", "#top", "http://example.com/home");
    row("query alone", "", "?p=2", "http://example.com/dir/page.html?p=2");
    row("query alone on a base", "<base href=/x/>", "?p=2", "http://example.com/x/?p=2");
    row("broken base doesn't count", "<base href='http://['>", "a", "http://example.com/dir/a");
    row("data: base doesn't count", "<base href='data:,x'>", "a", "http://example.com/dir/a");
    row("javascript: base doesn't count", "<base href='javascript:x'>", "a", "http://example.com/dir/a");
    row("base that nothing resolves against", "<base href='mailto:x'>", "a", "");
    row("another scheme than the page's", "<base href='ftp://ftp.example/'>", "a", "");
    row("no scheme", "", "//other.example", "http://other.example/");
    row("dots", "", "../../../a/./b/../c", "http://example.com/a/c");
    row("white space around", "", " \n a \t", "http://example.com/dir/a");
    row("port and case", "", "HTTP://EXAMPLE.org:80/A", "http://example.org/A");
    row("user info is left out", "", "http://me:pw@example.org/", "http://example.org/");
    row("websocket", "", "ws://example.org/", "");
    row("base behind the link", "<a href=a></a><base href=/x/>", "a", "http://example.com/x/a");
}

void tst_Links::referencesResolveAgainstTheBase()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, href);
    QTEST(targetOf(head, href), "url");
}

void tst_Links::aPageWithoutAUrlHasItsAbsoluteLinks()
{
    PageInput page = pageWith("<a href=/x>x</a><a href=https://example.org/y>y</a><a href=mailto:z>z</a>");
    page.url = "";
    const PageLinks found = extractPage(page).found;
    QCOMPARE(listing(found), "anchor https://example.org/y\n# broken 1\n");
}

void tst_Links::aUrlIsFoundOnceHoweverItIsSpelt()
{
    const PageLinks found = linksOf("<a href=b></a><a href=/a></a><a href=../a></a><a href='//example.com/a#x'></a>"
                                    "<a href=/a#y></a><a href='/a?'></a><iframe src=b></iframe>");
    // The standard tells an empty query from none; so does every server that reads it.
    QCOMPARE(listing(found),
             "anchor http://example.com/dir/b\nanchor http://example.com/a\nanchor http://example.com/a?\n");
}

void tst_Links::aSpaceBeforeAFragmentIsPartOfTheUrl()
{
    QCOMPARE(listing(linksOf("<a href='a #x'></a><a href='a '></a>")),
             "anchor http://example.com/dir/a%20\nanchor http://example.com/dir/a\n");
}

void tst_Links::thePageItselfIsNoLink()
{
    QCOMPARE(listing(linksOf("<a href='#a'></a><a href></a><a href=page.html></a><meta http-equiv=refresh content=30>"
                             "<meta http-equiv=refresh content='30;url=page.html#x'>")),
             "");
}

void tst_Links::nofollowNeedsEachLinkToSaySo()
{
    QCOMPARE(listing(linksOf("<a rel=nofollow href=a></a><a rel=nofollow href=b></a><a href=./a></a>"
                             "<a rel='me nofollow' href=b#x></a>")),
             "anchor http://example.com/dir/a\nanchor nofollow http://example.com/dir/b\n");
    QCOMPARE(listing(linksOf("<a href=a></a><a rel=nofollow href=a></a><a rel=no-follow href=c></a>"
                             "<area rel=nofollow href=d>")),
             "anchor http://example.com/dir/a\nanchor http://example.com/dir/c\n"
             "area nofollow http://example.com/dir/d\n");
}

void tst_Links::theSelectorIsAskedAboutTheElementsThatMakeLinks()
{
    PageInput page = pageWith("<link rel=next href=n><a class=yes href=a>a</a><a href=b>b</a><area class=yes href=c>"
                              "<p class=yes><a href=d>d</a></p><a class=yes>no link</a><a href=a>again</a>");
    const auto selector = Selector::parse(u".yes");
    page.linkSelector = &*selector;
    const PageFields fields = extractPage(page);
    QCOMPARE(listing(fields.found), "anchor http://example.com/dir/a\narea http://example.com/dir/c\n");
    QCOMPARE(fields.links, 4); // the column counts as before
}

void tst_Links::theSelectorDoesNotHoldARefresh()
{
    PageInput page = pageWith("<meta http-equiv=refresh content='0;url=/moved'><a href=a>a</a>");
    const auto none = Selector::parse(u":not(*)");
    page.linkSelector = &*none;
    QCOMPARE(listing(extractPage(page).found), "refresh http://example.com/moved\n");
}

void tst_Links::refreshLeadsWhereTheStandardSays_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("target"); // null: means nothing; "(itself)": no URL
    const auto row = [](const char *value, const char *target) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(target);
    };
    row("0;url=/a", "/a");
    row("0; url=/a", "/a");
    row("5;URL=/a", "/a");
    row("5; UrL = /a", "/a");
    row(" \n5 \t;\f url=/a", "/a");
    row("5 url=/a", "/a");
    row("5,url=/a", "/a");
    row("5 , /a", "/a");
    row("5;/a", "/a");
    row("5 /a", "/a");
    row("0;url='/a'", "/a");
    row("0;url=\"/a\" trailing", "/a");
    row("0;url='/a", "/a");
    row("0;url='/a\"b'c", "/a\"b");
    row("0;'/a'", "/a");
    row("0;url=", "");
    row("0;url=''", "");
    row("0;url", "url");
    row("0;url /a", "url /a");
    row("0;u", "u");
    row("0;ur/x", "ur/x");
    row("0;urls.html", "urls.html");
    row("0;usage.html", "usage.html");
    row("0;;url=/a", ";url=/a");
    row("0;url==/a", "=/a");
    row("0.5;url=/a", "/a");
    row(".5;url=/a", "/a");
    row(".;url=/a", "/a");
    row("1.2.3;url=/a", "/a");
    row("99999999999999999999;url=/a", "/a");
    row("30", "(itself)");
    row("30;", "(itself)");
    row("30 ", "(itself)");
    row(" 30 ; ", "(itself)");
    row("", nullptr);
    row(" ", nullptr);
    row(";url=/a", nullptr);
    row("url=/a", nullptr);
    row("/a", nullptr);
    row("-1;url=/a", nullptr);
    row("+1;url=/a", nullptr);
    row("5s;url=/a", nullptr);
    row("0x;url=/a", nullptr);
    row("0:url=/a", nullptr);
}

void tst_Links::refreshLeadsWhereTheStandardSays()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, target);
    const auto found = refreshTarget(value);
    QCOMPARE(found.has_value(), !target.isNull());
    if (found)
        QCOMPARE(found->isNull() ? QByteArray("(itself)") : found->toByteArray(), target);
}

void tst_Links::theFirstRefreshCounts()
{
    QCOMPARE(listing(linksOf("<meta http-equiv=refresh content='nothing'><meta http-equiv=REFRESH content='0;url=a'>"
                             "<meta http-equiv=refresh content='0;url=b'><meta name=refresh content='0;url=c'>")),
             "refresh http://example.com/dir/a\n");
    QCOMPARE(listing(linksOf("<meta http-equiv=refresh content=30><meta http-equiv=refresh content='0;url=b'>")), "");
    QCOMPARE(listing(linksOf("<meta http-equiv=refresh content='0;url=javascript:x'>")), "");
}

void tst_Links::robotsDirectivesAreRead_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("directives");
    const auto row = [](const char *value, const char *directives) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(directives);
    };
    row("", "");
    row("all", "");
    row("index, follow", "");
    row("noindex", "noindex");
    row("nofollow", "nofollow");
    row("NoIndex,NOFOLLOW", "noindex nofollow");
    row("none", "noindex nofollow");
    row(" ,, noarchive , NONE ", "noindex nofollow");
    row("noindex nofollow", "noindex nofollow"); // not as documented, and often written
    row("follow, nofollow", "nofollow");
    row("nofollower, xnoindex", "");
    row("max-snippet:-1, nofollow", "nofollow");
    row("max-snippet: 20, max-image-preview:none", "");
    row("unavailable_after: 25 Jun 2010 15:00:00 PST", "");
    row("unavailable_after: Friday, 25-Jun-10 15:00:00 PST, nofollow", "nofollow");
    row("creel: nofollow", "nofollow");
    row("Creel : noindex, nofollow", "noindex nofollow");
    row("creel:none", "noindex nofollow");
    row("googlebot: noindex, nofollow", "");
    row("googlebot: noindex, creel: nofollow", "nofollow");
    row("noindex, googlebot: nofollow", "noindex");
    row("creel: unavailable_after: 25 Jun 2010 15:00 PST, nofollow", "nofollow");
    row("creeler: nofollow", "");
    row(": nofollow", "");
    row("\xA0nofollow", "");
}

void tst_Links::robotsDirectivesAreRead()
{
    QFETCH(QByteArray, value);
    const RobotsDirectives found = robotsDirectives(value, "creel");
    const QByteArray names = QByteArray(found.noindex ? "noindex " : "") + QByteArray(found.nofollow ? "nofollow" : "");
    QTEST(names.trimmed(), "directives");
    if (!value.contains("reel"))
        QVERIFY(robotsDirectives(value, {}) == found);
}

void tst_Links::metaRobotsSpeaksForThePage_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("noindex");
    QTest::addColumn<bool>("nofollow");
    const auto row = [](const char *body, bool noindex, bool nofollow) {
        QTest::newRow(body) << QByteArray(body) << noindex << nofollow;
    };
    row("<p>none", false, false);
    row("<meta name=robots content=nofollow>", false, true);
    row("<META NAME='ROBOTS' CONTENT='NOINDEX,NOFOLLOW'>", true, true);
    row("<meta name=Creel content=none>", true, true);
    row("<meta name=googlebot content=none>", false, false);
    row("<meta name=robots content=noindex><meta name=creel content=nofollow>", true, true);
    row("<meta name=robots content=nofollow><meta name=creel content=all>", false, true);
    row("<meta name=robots content=noindex><meta name=robots content=nofollow>", true, true);
    row("<p>late<meta name=robots content=nofollow>", false, true);
    row("<meta property=robots content=none>", false, false);
    row("<meta name=robots>", false, false);
    row("<meta name content=none>", false, false);
    row("<svg><meta name=robots content=none /></svg>", true, true); // breaks out of SVG: an HTML element
    row("<svg><title><desc/></title></svg><template><meta name=robots content=none></template>", false, false);
}

void tst_Links::metaRobotsSpeaksForThePage()
{
    QFETCH(QByteArray, body);
    PageInput page = pageWith(body + "<a href=a>a</a>");
    page.agent = "creel";
    const PageFields fields = extractPage(page);
    QTEST(fields.robots.noindex, "noindex");
    QTEST(fields.robots.nofollow, "nofollow");
    QCOMPARE(listing(fields.found), "anchor http://example.com/dir/a\n"); // to leave it alone is the caller's choice
    page.wantLinks = false;
    QVERIFY(extractPage(page).robots == fields.robots);
}

void tst_Links::aLongBaseAndManyShortLinksStayBounded()
{
    const QByteArray base = "<base href='http://example.com/" + QByteArray(1 << 20, 'x') + "/'>";
    QByteArray body = base;
    for (int i = 0; i < 100'000; ++i)
        body += "<a href=" + QByteArray::number(i) + ">";
    const PageLinks found = linksOf(body);
    QVERIFY(found.truncated);
    QCOMPARE(found.links.size(), 16); // the one that passes 16 MiB is the last

    // What is dropped costs as much: the same URL in another spelling, and one that is no http.
    QByteArray same = base;
    for (int i = 0; i < 100'000; ++i)
        same += "<a href=" + QByteArray::number(i) + "/../x>";
    const PageLinks one = linksOf(same);
    QVERIFY(one.truncated);
    QCOMPARE(one.links.size(), 1);
    QVERIFY(linksOf(same.replace("/../x", "/../../x")).truncated);
    QVERIFY(linksOf(body.replace("http://example.com/", "ftp://example.com/")).truncated);
}

void tst_Links::aPageThatIsTooComplexKeepsItsFirstLinks()
{
    PageInput page = pageWith("<a href=a>a</a>" + QByteArray("<div>").repeated(1'000'000));
    page.parser = HtmlParser::Gumbo; // quadratic on nesting
    const PageFields fields = extractPage(page);
    QVERIFY(fields.tooComplex);
    QCOMPARE(listing(fields.found), "anchor http://example.com/dir/a\n");
}

void tst_Links::manyLinksTakeLinearTime()
{
    QByteArray body;
    for (int i = 0; i < 50'000; ++i)
        body += "<a href=/" + QByteArray::number(i) + "></a>";
    QElapsedTimer clock;
    clock.start();
    const PageLinks found = linksOf(body + body);
    QVERIFY(clock.elapsed() < 20'000); // well below a second on an idle machine
    QCOMPARE(found.links.size(), 50'000);
    QCOMPARE(found.links.last().url, "http://example.com/49999");
}

void tst_Links::everyTruncationOfAPageIsRead()
{
    const QByteArray page = readFile(fixtures + "foreign.html"_L1);
    const qsizetype all = linksOf(page).links.size();
    qsizetype most = 0;
    for (qsizetype size = 0; size <= page.size(); ++size) {
        const PageLinks found = linksOf(page.first(size));
        QVERIFY(!found.truncated && found.links.size() <= all);
        most = qMax(most, found.links.size());
    }
    QCOMPARE(most, all);
}

QTEST_GUILESS_MAIN(tst_Links)
#include "tst_links.moc"
