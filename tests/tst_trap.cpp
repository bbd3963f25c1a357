#include "crawl/canonical.h"
#include "crawl/trap.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

constexpr int thisYear = 2026;

Url parsed(const QByteArray &text)
{
    const auto url = Url::parse(QByteArrayView(text));
    if (!url)
        qFatal("not a URL: %s", text.constData());
    return canonicalUrl(*url, false);
}

QString verdictOf(TrapGuard &guard, const QByteArray &url)
{
    const FetchError verdict = guard.check(parsed(url), thisYear);
    if ((verdict.kind == FetchError::Kind::Trap) == verdict.message.isEmpty())
        qFatal("a trap has a reason, and nothing else has");
    return verdict.message;
}

struct Case {
    const char *target; ///< behind https://a.test
    const char *evidence;
};

const Case traps[] = {
    // clang-format off
    {"/a/b/a/b/a/b", "the path repeats \"a/b\" 3 times"},
    {"/a/b/a/b/a/b/a", "the path repeats \"a/b\" 3 times"},
    {"/x/docs/docs/docs/", "the path repeats \"docs\" 3 times"},
    {"/docs/docs/docs/docs/index.html", "the path repeats \"docs\" 3 times"},
    {"/about/team/jobs/about/team/jobs/about/team/jobs/", "the path repeats \"about/team/jobs\" 3 times"},
    {"/en/en/en/en/en/", "the path repeats \"en\" 5 times"},
    {"/1/x/1/x/1/x", "the path repeats \"1/x\" 3 times"},
    {"/0/0/0/0/0/0/0/0/0/", "the path repeats \"0\" 9 times"},
    {"/a//////b", "the path repeats \"\" 5 times"},
    {"/%C3%A4/%C3%A4/%C3%A4/%C3%A4/%C3%A4", "the path repeats \"%C3%A4\" 3 times"},

    {"/calendar/2061/05", "a calendar page for the year 2061"},
    {"/events/2061/05/12/", "a calendar page for the year 2061"},
    {"/events/2061/", "a calendar page for the year 2061"},
    {"/2061/05/", "a calendar page for the year 2061"},
    {"/2029/1/1", "a calendar page for the year 2029"},
    {"/events/2061-05-12/", "a calendar page for the year 2061"},
    {"/events/month/2061-05/", "a calendar page for the year 2061"},
    {"/events/week/1899-12-31", "a calendar page for the year 1899"},
    {"/calendar/1969", "a calendar page for the year 1969"},
    {"/cal?date=2061-05-12", "a calendar page for the year 2061"},
    {"/cal?date=20610512", "a calendar page for the year 2061"},
    {"/cal?date=12.05.2061", "a calendar page for the year 2061"},
    {"/cal?date=05%2f12%2f2061", "a calendar page for the year 2061"},
    {"/cal?month=2061-05", "a calendar page for the year 2061"},
    {"/cal?year=2061&month=5", "a calendar page for the year 2061"},
    {"/cal?month=5&YEAR=1969", "a calendar page for the year 1969"},
    {"/cal?m=5&y=2061", "a calendar page for the year 2061"},
    {"/events/?tribe-bar-date=2061-05-12", "a calendar page for the year 2061"},
    {"/room?start=2061-05-12T10:00:00&end=2061-05-13", "a calendar page for the year 2061"},
    {"/x?startDate=2061-05-12", "a calendar page for the year 2061"},
    {"/cal?date=0001-01-01", "a calendar page for the year 1"},
    // clang-format on
};

const char *const honestTargets[] = {
    // clang-format off
    // repeats that sites have by intention
    "/", "/a/a/", "/a/a/b/a/a/", "/a/b/a/b/", "/a/b/a/b/c", "/docs/docs/", "/blog/blog/post", "/0/0/0.png", "/tiles/1/1/1/1",
    "/2024/01/01/01/", "/1/1/1/", "/0/0/0/0/0/0", "/pool/a/a/a/aa", "/c/c/c/c", "/images/thumb/a/a9/Example.jpg/220px-Example.jpg",
    "/ab/ab/ab/", "/a//b", "/web/20200101000000/http://example.com/", "/a///b", "/node/node/123/node/node",
    "/wiki/Duran_Duran/Duran_Duran", "/yes/no/yes/no/maybe", "/org/apache/commons/commons/1.0/commons-1.0.jar",
    "/questions/tagged/c%2B%2B/c%2B%2B", "/bora/bora/bora.html", "/new-york/new-york/",
    "/docs/en/docs/en/x/docs/en", "/a/b/c/a/b/c/a/b",
    // years that are none of a calendar
    "/wiki/2061", "/wiki/1066", "/2061-ways-to-cook", "/product/2061", "/product/1899/", "/catalog/2100/2200", "/rooms/2061/99",
    "/1912/04/16/archives/titanic-sinks-four-hours-after-hitting-iceberg.html", "/history/1848", "/1984/", "/isbn/9780141036144",
    "/events/1066-battle-of-hastings", "/events/2061-05-12-a-party-far-away", "/calendar/2026/05", "/calendar/2028/12/31", "/calendar/1970/01",
    "/events/2027-01-01/", "/2019/05/12/", "/2019/05/a-post", "/archives/2005/11", "/item/20610512", "/p/3000/12/31x",
    "/events/12345", "/events/206105", "/road/1901/13", "/zip/1001/01/01/01", "/iso/8601",
    "/movies?year=1942", "/movies?year=2061", "/cars?year_min=1955&year_max=2100", "/wine?vintage=1945", "/x?birthyear=1950",
    "/x?date=2026-05-12", "/x?date=today", "/x?from=2061", "/x?to=jane", "/x?start=2061", "/x?start=20610512345",
    "/x?id=2061-05-12", "/x?version=2061-05", "/x?from=1899", "/x?updated=1", "/x?date=", "/x?month=12", "/x?day=2061",
    "/x?d=12.99.2061", "/x?year=20611&month=1", "/flights?from=LHR&to=JFK&date=2027-03-01",
    // what else is long or odd
    "/index.php?title=Main_Page&action=edit", "/index.php?option=com_content&view=article&id=1&Itemid=2",
    "/viewtopic.php?f=2&t=3456&start=20", "/s/ref=nb_sb_noss?url=search-alias%3Daps&field-keywords=x",
    "/dp/B000000000/ref=sr_1_1?keywords=a&qid=1577836800&sr=8-1", "/maps/@51.5,-0.12,15z", "/search?q=2061-05-12",
    "/r/cpp/comments/abc/def/?sort=new", "/?p=123", "/?", "/x?&&&&", "/x?=&=&=", "/x?a&a&a&a", "/x?sid=12", "/x?s=hello+world", "/x?session=spring-2026",
    "/conferences?session=opening", "/x?s=0123456789abcdef0123456789abcdef",
    // clang-format on
};

} // namespace

class TestTrap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTrapNamesItself_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("evidence");
        for (const Case &c : traps)
            QTest::newRow(c.target) << QByteArray(c.target) << QString::fromUtf8(c.evidence);
        QTest::newRow("long") << '/' + QByteArray(2'048, 'x') << u"over 2,048 characters long"_s;
    }
    void aTrapNamesItself()
    {
        QFETCH(QByteArray, target);
        QFETCH(QString, evidence);
        TrapGuard guard;
        const FetchError verdict = guard.check(parsed("https://a.test" + target), thisYear);
        QCOMPARE(verdict.kind, FetchError::Kind::Trap);
        if (target.contains("%C3%A4"))
            QVERIFY(verdict.message.startsWith(u"the path repeats"_s));
        else
            QCOMPARE(verdict.message, evidence);
    }

    void anHonestUrlPasses_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char *target : honestTargets)
            QTest::newRow(target) << QByteArray(target);
        QTest::newRow("as long as can be") << '/' + QByteArray(2'048 - 15, 'x');
    }
    void anHonestUrlPasses()
    {
        QFETCH(QByteArray, target);
        TrapGuard guard;
        QCOMPARE(verdictOf(guard, "https://a.test" + target), QString());
    }

    void whatIsFarAwayDependsOnNow()
    {
        TrapGuard guard;
        const Url url = parsed("https://a.test/calendar/2030/01");
        QCOMPARE(guard.check(url, 2027).kind, FetchError::Kind::Trap);
        QCOMPARE(guard.check(url, 2028).kind, FetchError::Kind::None);
    }

    void aPageIsFetchedUnderOneSessionOnly_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QString>("session"); // empty: both are fetched
        const auto row = [](const char *first, const char *second, const QString &session) {
            QTest::addRow("%s %s", first, second) << QByteArray(first) << QByteArray(second) << session;
        };
        row("/x?PHPSESSID=abc", "/x?PHPSESSID=def", u"PHPSESSID"_s);
        row("/x?a=1&phpsessid=abc", "/x?phpsessid=def&a=1", u"phpsessid"_s);
        row("/x;jsessionid=1A2B?a=1", "/x;jsessionid=3C4D?a=1", u"jsessionid"_s);
        row("/x;JSESSIONID=1A2B/y", "/x;jsessionid=3C4D/y", u"jsessionid"_s);
        row("/(S(abc123))/x.aspx", "/(S(def456))/x.aspx", u"(S(\u2026))"_s);
        row("/x?ASPSESSIONIDQA=A", "/x?ASPSESSIONIDQB=B", u"ASPSESSIONIDQB"_s);
        row("/x?CFID=1&CFTOKEN=2", "/x?CFID=3&CFTOKEN=4", u"CFTOKEN"_s);
        row("/x?sid=0123456789abcdef0123456789abcdef", "/x?sid=fedcba9876543210fedcba9876543210", u"sid"_s);
        row("/x?s=0123456789abcdef0123456789abcdef", "/x?s=fedcba9876543210fedcba9876543210", u"s"_s);
        row("/x?PHPSESSID=abc", "/y?PHPSESSID=abc", {});
        row("/x?PHPSESSID=abc&a=1", "/x?PHPSESSID=abc&a=2", {});
        row("/x;jsessionid=1A2B?a=1", "/x;jsessionid=1A2B?a=2", {});
        row("/x?sid=12", "/x?sid=13", {});
        row("/x?s=alpha", "/x?s=beta", {});
        row("/x?session=a-long-name-with-words", "/x?session=another-long-name-of-words", {});
        row("/x?id=0123456789abcdef0123456789abcdef", "/x?id=fedcba9876543210fedcba9876543210", {});
        row("/x", "/x?PHPSESSID=abc", {});
    }
    void aPageIsFetchedUnderOneSessionOnly()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(QString, session);
        TrapGuard guard;
        QCOMPARE(verdictOf(guard, "https://a.test" + first), QString());
        QCOMPARE(verdictOf(guard, "https://b.test" + second), QString());
        QCOMPARE(verdictOf(guard, "https://a.test" + second),
                 session.isEmpty() ? QString()
                                   : u"differs from a URL found before in its session only (%1)"_s.arg(session));
    }

    void sessionsAreRememberedInBoundedMemory()
    {
        TrapLimits limits;
        limits.sessionUrls = 2;
        TrapGuard guard(limits);
        for (const char *path : {"/1", "/2", "/3"})
            QCOMPARE(verdictOf(guard, QByteArray("https://a.test") + path + "?PHPSESSID=a"), QString());
        QVERIFY(!verdictOf(guard, "https://a.test/2?PHPSESSID=b").isEmpty());
        QVERIFY(verdictOf(guard, "https://a.test/3?PHPSESSID=b").isEmpty());
    }

    void parametersThatMultiplyAreATrap_data()
    {
        QTest::addColumn<QList<QByteArray>>("parameters"); // of two names and their numbers of values
        QTest::addColumn<QString>("names");
        const auto row = [](const char *why, const QList<QByteArray> &parameters, const QString &names) {
            QTest::newRow(why) << parameters << names;
        };
        row("sorted lists", {"sort 5", "dir 2", "page 500"}, u"/list?sort=&dir=&page="_s);
        row("filters", {"color 8", "size 8", "brand 8", "price 8"}, u"/list?color=&size=&brand=&price="_s);
        row("one name many times", {"f[] 20", "f[] 20", "f[] 20"}, u"/list?f[]=&f[]=&f[]="_s);
        row("with one that never changes", {"lang 1", "sort 5", "dir 2", "page 500"}, u"/list?sort=&dir=&page="_s);
        row("a calendar of numbers", {"a 12", "b 31", "c 40"}, u"/list?a=&b=&c="_s);
    }
    void parametersThatMultiplyAreATrap()
    {
        QFETCH(QList<QByteArray>, parameters);
        QFETCH(QString, names);
        QList<QByteArray> targets{"/list?"};
        for (const QByteArray &parameter : parameters) {
            const QByteArray name = parameter.split(' ')[0];
            QList<QByteArray> longer;
            for (const QByteArray &target : targets)
                for (int value = 0; value < parameter.split(' ')[1].toInt(); ++value)
                    longer.append(target + name + '=' + QByteArray::number(value) + '&');
            targets = longer;
        }
        std::shuffle(targets.begin(), targets.end(), std::mt19937(1));
        TrapGuard guard;
        int passed = 0;
        QString last;
        for (const QByteArray &target : targets) {
            const QString verdict = verdictOf(guard, "https://a.test" + target.chopped(1));
            passed += verdict.isEmpty() ? 1 : 0;
            last = verdict.isEmpty() ? last : verdict;
        }
        QVERIFY2(passed >= 1'000 && passed < 2'500, QByteArray::number(passed) + " passed");
        QCOMPARE(last, u"more than 1,000 variants of "_s + names + u" were found"_s);
        // Nothing else is harmed by it.
        QVERIFY(verdictOf(guard, "https://a.test/list?page=7").isEmpty());
        QVERIFY(verdictOf(guard, "https://a.test/list?page=7&lang=1").isEmpty());
        QVERIFY(verdictOf(guard, "https://a.test/list?p=7&q=1&r=2").isEmpty());
        QVERIFY(verdictOf(guard, "https://a.test/other?sort=1&dir=1&page=7").isEmpty());
        QVERIFY(verdictOf(guard, "https://b.test" + targets.last().chopped(1)).isEmpty());
    }

    void anotherOrderOfTheSameParametersIsAVariant()
    {
        QList<QByteArray> names{"a=1", "b=1", "c=1", "d=1", "e=1", "f=1", "g=1"};
        TrapGuard guard;
        int passed = 0;
        do
            passed += verdictOf(guard, "https://a.test/x?" + names.join('&')).isEmpty() ? 1 : 0;
        while (std::next_permutation(names.begin(), names.end()));
        QCOMPARE(passed, 1'000);
    }

    void listsOfAnyLengthPass_data()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char *kind :
             {"pages", "articles", "lists of lists", "forum", "wiki", "long forum", "search for each article"})
            QTest::newRow(kind) << QByteArray(kind);
    }
    void listsOfAnyLengthPass()
    {
        QFETCH(QByteArray, kind);
        TrapGuard guard;
        std::mt19937 random(1);
        const int most = kind == "articles" ? 20'000 : 6'000;
        for (int i = 1; i <= most; ++i) {
            const QByteArray n = QByteArray::number(i), page = QByteArray::number(i % 20),
                             topic = QByteArray::number(i / 20);
            QByteArray target;
            if (kind == "pages")
                target = "/list?page=" + n;
            else if (kind == "articles")
                target = "/article.php?lang=en&view=full&id=" + n;
            else if (kind == "lists of lists")
                target = "/list?lang=en&cat=" + topic + "&page=" + page;
            else if (kind == "forum") // a topic is of one forum only, and has a page or two
                target = "/viewtopic.php?f=" + QByteArray::number(i / 2 % 30) + "&t=" + QByteArray::number(i / 2)
                    + "&start=" + QByteArray::number(i % 2 * 20);
            else if (kind == "long forum")
                target = "/viewtopic.php?f=" + QByteArray::number(i / 20 % 30) + "&t=" + topic + "&start=" + page;
            else if (kind == "wiki")
                target = "/index.php?title=T" + topic + "&action=edit&section=" + page;
            else
                target = "/item?id=" + n + "&ref=" + QByteArray::number(random()) + "&pos=" + page;
            QVERIFY2(verdictOf(guard, "https://a.test" + target).isEmpty(), target);
        }
    }

    void pathsAreCountedInBoundedMemory()
    {
        TrapLimits limits;
        limits.paths = 1;
        limits.variants = 100;
        TrapGuard guard(limits);
        int passed[2] = {0, 0};
        for (int i = 0; i < 1'000; ++i)
            for (const int path : {0, 1})
                passed[path] +=
                    verdictOf(guard,
                              "https://a.test/" + QByteArray::number(path) + "?a=" + QByteArray::number(i % 10)
                                  + "&b=" + QByteArray::number(i / 10 % 10) + "&c=" + QByteArray::number(i / 100))
                        .isEmpty()
                    ? 1
                    : 0;
        QVERIFY(passed[0] < 1'000);
        QCOMPARE(passed[1], 1'000);
    }

    void everyUrlTakesBoundedTime_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("segments") << QByteArray("/a").repeated(4).append("/b").repeated(180);
        QTest::newRow("two letters") << QByteArray("/a/b").repeated(2).append("/c/d").repeated(100);
        QTest::newRow("parameters") << "/?" + QByteArray("a&").repeated(1'000);
        QTest::newRow("a megabyte") << QByteArray("/a").repeated(500'000);
    }
    void everyUrlTakesBoundedTime()
    {
        QFETCH(QByteArray, target);
        TrapGuard guard;
        const Url url = parsed("https://a.test" + target);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i)
            guard.check(url, thisYear);
        QVERIFY2(timer.elapsed() < 1'000, QByteArray::number(timer.elapsed()) + " ms"); // sanitized, on a busy machine
    }
};

QTEST_GUILESS_MAIN(TestTrap)
#include "tst_trap.moc"
