#include "crawl/glob.h"
#include "crawl/publicsuffix.h"
#include "crawl/scope.h"

#include <QElapsedTimer>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

using Kind = FetchError::Kind;

Url parsed(QByteArrayView text)
{
    const auto url = Url::parse(text);
    if (!url)
        qFatal("not a URL: %s", text.toByteArray().constData());
    return *url;
}

QList<Url> parsedList(const char *texts)
{
    QList<Url> urls;
    for (const QByteArray &text : QByteArray(texts).split(' '))
        urls.append(parsed(text));
    return urls;
}

ScopeRules rulesFor(const FollowOptions &options, const char *seeds)
{
    auto rules = ScopeRules::make(options, parsedList(seeds));
    if (!rules)
        qFatal("%s", qPrintable(rules.error()));
    return *rules;
}

FollowOptions withScope(Scope scope)
{
    FollowOptions options;
    options.scope = scope;
    return options;
}

struct ScopeCase {
    const char *why;
    Scope scope;
    const char *seeds;
    const char *url;
    bool inside;
};

const ScopeCase scopeCases[] = {
    // clang-format off
    {"same page", Scope::Host, "https://example.com/", "https://example.com/", true},
    {"same host", Scope::Host, "https://example.com/a/b", "https://example.com/z?q", true},
    {"another host", Scope::Host, "https://example.com/", "https://example.org/", false},
    {"a host below", Scope::Host, "https://example.com/", "https://www.example.com/", false},
    {"the host above", Scope::Host, "https://www.example.com/", "https://example.com/", false},
    {"a host that ends alike", Scope::Host, "https://example.com/", "https://badexample.com/", false},
    {"a host that begins alike", Scope::Host, "https://example.com/", "https://example.com.evil.test/", false},
    {"the host as user info", Scope::Host, "https://example.com/", "https://example.com@evil.test/", false},
    {"the host as path", Scope::Host, "https://example.com/", "https://evil.test/example.com/", false},
    {"https beside http", Scope::Host, "http://example.com/", "https://example.com/", true},
    {"http beside https", Scope::Host, "https://example.com/", "http://example.com/", true},
    {"default port, written", Scope::Host, "http://example.com/", "http://example.com:80/", true},
    {"default port of the other scheme", Scope::Host, "http://example.com/", "http://example.com:443/", true},
    {"default port of the other scheme in the list", Scope::Host, "https://example.com:80/", "https://example.com/", true},
    {"another port", Scope::Host, "http://example.com/", "http://example.com:8080/", false},
    {"the same port", Scope::Host, "http://example.com:8080/", "http://example.com:8080/x", true},
    {"the same port, https", Scope::Host, "http://example.com:8080/", "https://example.com:8080/x", true},
    {"no port where the list has one", Scope::Host, "http://example.com:8080/", "http://example.com/", false},
    {"trailing dot", Scope::Host, "https://example.com/", "https://example.com./", true},
    {"trailing dot in the list", Scope::Host, "https://example.com./", "https://example.com/", true},
    {"upper case", Scope::Host, "https://EXAMPLE.com/", "https://example.COM/", true},
    {"international name", Scope::Host, "https://münchen.example/", "https://xn--mnchen-3ya.example/", true},
    {"second of the list", Scope::Host, "https://a.test/ https://b.test/", "https://b.test/", true},
    {"none of the list", Scope::Host, "https://a.test/ https://b.test/", "https://c.test/", false},
    {"IPv4", Scope::Host, "http://127.0.0.1:8000/", "http://127.0.0.1:8000/x", true},
    {"IPv4 in another notation", Scope::Host, "http://127.0.0.1/", "http://0x7f.1/", true},
    {"another IPv4", Scope::Host, "http://127.0.0.1/", "http://127.0.0.2/", false},
    {"IPv6", Scope::Host, "http://[::1]:80/", "http://[0::1]/x", true},
    {"another IPv6", Scope::Host, "http://[::1]/", "http://[::2]/x", false},
    {"no web page", Scope::Host, "https://example.com/", "ftp://example.com/", false},

    {"same domain", Scope::Domain, "https://www.example.com/", "https://example.com/", true},
    {"a sister", Scope::Domain, "https://www.example.com/", "https://shop.example.com/", true},
    {"far below", Scope::Domain, "https://example.com/", "https://a.b.c.example.com/", true},
    {"another domain", Scope::Domain, "https://www.example.com/", "https://www.example.org/", false},
    {"a domain that ends alike", Scope::Domain, "https://example.com/", "https://badexample.com/", false},
    {"two-part suffix", Scope::Domain, "https://www.example.co.uk/", "https://shop.example.co.uk/", true},
    {"two-part suffix, another owner", Scope::Domain, "https://www.example.co.uk/", "https://www.other.co.uk/", false},
    {"suffix of a company", Scope::Domain, "https://jane.github.io/", "https://john.github.io/", false},
    {"suffix of a company, one owner", Scope::Domain, "https://jane.github.io/", "https://www.jane.github.io/", true},
    {"a suffix itself", Scope::Domain, "https://github.io/", "https://github.io/x", true},
    {"below a suffix itself", Scope::Domain, "https://github.io/", "https://jane.github.io/", false},
    {"a suffix itself, two parts", Scope::Domain, "https://co.uk/", "https://example.co.uk/", false},
    {"wildcard rule", Scope::Domain, "https://a.x.kawasaki.jp/", "https://b.y.kawasaki.jp/", false},
    {"exception to a wildcard rule", Scope::Domain, "https://a.city.kawasaki.jp/", "https://b.city.kawasaki.jp/", true},
    {"unknown top level", Scope::Domain, "https://www.printer.lan/", "https://printer.lan/", true},
    {"one label", Scope::Domain, "http://localhost/", "http://localhost/", true},
    {"another label", Scope::Domain, "http://localhost/", "http://intranet/", false},
    {"international suffix in punycode", Scope::Domain, "https://www.食狮.公司.cn/", "https://xn--85x722f.xn--55qx5d.cn/", true},
    {"international suffix, another owner", Scope::Domain, "https://食狮.公司.cn/", "https://other.公司.cn/", false},
    {"international domain", Scope::Domain, "https://münchen.de/", "https://www.xn--mnchen-3ya.de/", true},
    {"trailing dot", Scope::Domain, "https://www.example.com./", "https://example.com/", true},
    {"any port", Scope::Domain, "https://example.com/", "http://www.example.com:8080/", true},
    {"IPv4, alike at the end", Scope::Domain, "http://192.0.2.1/", "http://198.51.2.1/", false},
    {"IPv4 itself", Scope::Domain, "http://192.0.2.1/", "http://192.0.2.1:8080/x", true},
    {"IPv6", Scope::Domain, "http://[2001:db8::1]/", "http://[2001:db8::1]/x", true},
    {"another IPv6", Scope::Domain, "http://[2001:db8::1]/", "http://[2001:db8::2]/", false},
    {"no web page", Scope::Domain, "https://example.com/", "mailto:jane@example.com", false},

    {"the page itself", Scope::Prefix, "https://example.com/docs/index.html", "https://example.com/docs/index.html", true},
    {"beside it", Scope::Prefix, "https://example.com/docs/index.html", "https://example.com/docs/other?q", true},
    {"its folder", Scope::Prefix, "https://example.com/docs/index.html", "https://example.com/docs/", true},
    {"its folder without the slash", Scope::Prefix, "https://example.com/docs/", "https://example.com/docs", false},
    {"below", Scope::Prefix, "https://example.com/docs/", "https://example.com/docs/a/b/c/", true},
    {"above", Scope::Prefix, "https://example.com/docs/", "https://example.com/", false},
    {"a folder that begins alike", Scope::Prefix, "https://example.com/docs/", "https://example.com/docs2/", false},
    {"without a slash at the end the folder is the one above", Scope::Prefix, "https://example.com/docs", "https://example.com/blog", true},
    {"the root", Scope::Prefix, "https://example.com", "https://example.com/anything/at?all", true},
    {"slashes in the query don't count", Scope::Prefix, "https://example.com/docs/?next=/a/b", "https://example.com/docs/x", true},
    {"nor do those of the URL", Scope::Prefix, "https://example.com/docs/", "https://example.com/x?y=/docs/", false},
    {"another host", Scope::Prefix, "https://example.com/docs/", "https://example.org/docs/", false},
    {"another port", Scope::Prefix, "https://example.com/docs/", "https://example.com:8443/docs/", false},
    {"another scheme", Scope::Prefix, "https://example.com/docs/", "http://example.com/docs/x", true},
    {"upper case is another folder", Scope::Prefix, "https://example.com/docs/", "https://example.com/Docs/", false},
    {"percent-encoded otherwise", Scope::Prefix, "https://example.com/%7Ejane/", "https://example.com/~jane/x", true},
    {"percent-encoded otherwise, the URL", Scope::Prefix, "https://example.com/ä/", "https://example.com/%c3%a4/x", true},
    {"dot segments", Scope::Prefix, "https://example.com/docs/", "https://example.com/docs/../blog/", false},
    {"an encoded slash is no slash", Scope::Prefix, "https://example.com/docs/", "https://example.com/docs%2Fx", false},
    {"a shorter one of two", Scope::Prefix, "https://example.com/a/b/c/ https://example.com/a/", "https://example.com/a/x", true},

    {"any host", Scope::Any, "https://example.com/", "https://example.org:8080/x", true},
    {"any without a list", Scope::Any, "https://example.com/", "http://[::1]/", true},
    {"no web page", Scope::Any, "https://example.com/", "file:///etc/passwd", false},
    // clang-format on
};

struct GlobCase {
    const char *glob;
    const char *text;
    bool matches;
};

const GlobCase globCases[] = {
    // clang-format off
    {"", "", true}, {"", "a", false}, {"a", "a", true}, {"a", "ab", false}, {"a", "ba", false}, {"a", "A", false},
    {"*", "", true}, {"*", "a/b?c#d", true}, {"**", "abc", true}, {"a*", "a", true}, {"a*", "abc", true},
    {"*c", "abc", true}, {"*c", "abcd", false}, {"a*c", "abbc", true}, {"a*c", "ac", true}, {"a*c", "acb", false},
    {"*a*b*", "xxaxxbxx", true}, {"*a*b*", "xxbxxaxx", false}, {"*ab", "aab", true}, {"*aab*", "aaaab", true},
    {"a?c", "abc", true}, {"a?c", "ac", false}, {"a?c", "a?c", true}, {"a?c", "a/c", true}, {"???", "ab", false},
    {"[abc]", "b", true}, {"[abc]", "d", false}, {"[a-c]x", "bx", true}, {"[a-c]x", "dx", false},
    {"[!a-c]", "d", true}, {"[!a-c]", "b", false}, {"[^a-c]", "d", true}, {"[^a-c]", "a", false}, {"[!a]", "", false},
    {"[]]", "]", true}, {"[!]]", "]", false}, {"[!]]", "x", true}, {"[a-]", "-", true}, {"[-a]", "-", true},
    {"[*]", "*", true}, {"[*]", "a", false}, {"[?]", "?", true}, {"[[]", "[", true}, {"a]", "a]", true},
    {"[a-z0-9]*[0-9]", "x/7", true}, {"[a-z0-9]*[0-9]", "7", false}, {"a\\*", "a\\b", true},
    {"*/m\u00fcnchen/*", "https://a/m%C3%BCnchen/x", true}, {"*\u00fc", "%C3%BC", true}, {"*\U0001F600", "%F0%9F%98%80", true},
    {"https://example.com/shop/*", "https://example.com/shop/a/b?c", true},
    {"https://example.com/shop/*", "https://example.com/shop", false},
    {"http*://*.example.com/*.html", "https://www.example.com/a/b.html", true},
    {"http*://*.example.com/*.html", "https://example.com/a/b.html", false},
    // clang-format on
};

constexpr char evilText[] = "(a+)+$";

} // namespace

class TestScope : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theScopeIsMeasuredByTheList_data()
    {
        QTest::addColumn<int>("scope");
        QTest::addColumn<QByteArray>("seeds");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<bool>("inside");
        for (const ScopeCase &c : scopeCases)
            QTest::addRow("%s: %s", qPrintable(scopeName(c.scope)), c.why)
                << int(c.scope) << QByteArray(c.seeds) << QByteArray(c.url) << c.inside;
    }
    void theScopeIsMeasuredByTheList()
    {
        QFETCH(int, scope);
        QFETCH(QByteArray, seeds);
        QFETCH(QByteArray, url);
        QFETCH(bool, inside);
        const FetchError verdict = rulesFor(withScope(Scope(scope)), seeds).check(parsed(url), 1);
        QCOMPARE(verdict.kind, inside ? Kind::None : Kind::OutOfScope);
        QCOMPARE(verdict.message.isEmpty(), inside);
    }

    void theReasonSaysWhatDecided()
    {
        const Url other = parsed("https://other.example/x");
        QCOMPARE(rulesFor(withScope(Scope::Host), "https://example.com/").check(other, 1).message,
                 u"https://other.example/x is outside the scope: only hosts of the list are followed (example.com)"_s);
        QCOMPARE(
            rulesFor(withScope(Scope::Host), "http://e.test/1 http://e.test/2 http://e.test:81/")
                .check(other, 1)
                .message,
            u"https://other.example/x is outside the scope: only hosts of the list are followed (e.test, e.test:81)"_s);
        QCOMPARE(
            rulesFor(withScope(Scope::Domain),
                     "https://www.a.co.uk/ http://b.test/ http://c.test/ http://d.test/ http://e.test/")
                .check(other, 1)
                .message,
            u"https://other.example/x is outside the scope: only domains of the list are followed (a.co.uk, b.test, c.test and 2 more)"_s);
        QCOMPARE(
            rulesFor(withScope(Scope::Prefix), "https://example.com/docs/15/index.html").check(other, 1).message,
            u"https://other.example/x is outside the scope: only URLs that begin as those of the list do are followed (example.com/docs/15/)"_s);
        QCOMPARE(rulesFor(withScope(Scope::Any), "https://example.com/").check(parsed("ftp://a.test/"), 1).message,
                 u"ftp://a.test/ is not http or https"_s);
        const FetchError noSecret =
            rulesFor(withScope(Scope::Host), "https://u:pw@a.test/").check(parsed("https://jane:secret@b.test/"), 1);
        QVERIFY(!noSecret.message.contains(u"secret"_s) && !noSecret.message.contains(u"pw"_s));
        const FetchError longOne = rulesFor(withScope(Scope::Host), "https://a.test/")
                                       .check(parsed("https://b.test/" + QByteArray(100'000, 'a')), 1);
        QVERIFY(longOne.message.size() < 500);
    }

    void theDepthIsCountedFromTheList_data()
    {
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("depth");
        QTest::addColumn<QString>("message");
        QTest::newRow("at the limit") << 3 << 3 << QString();
        QTest::newRow("beyond") << 3 << 4 << u"4 links from the list, and the depth is 3"_s;
        QTest::newRow("no links") << 0 << 1 << u"1 link from the list, and the depth is 0"_s;
        QTest::newRow("pasted") << 0 << 0 << QString();
    }
    void theDepthIsCountedFromTheList()
    {
        QFETCH(int, limit);
        QFETCH(int, depth);
        QFETCH(QString, message);
        FollowOptions options;
        options.depth = limit;
        const FetchError verdict = rulesFor(options, "https://a.test/").check(parsed("https://a.test/x"), depth);
        QCOMPARE(verdict.kind, message.isEmpty() ? Kind::None : Kind::TooDeep);
        QCOMPARE(verdict.message, message);
    }

    void patternsDecideWithinTheScope_data()
    {
        QTest::addColumn<QStringList>("include");
        QTest::addColumn<QStringList>("exclude");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QString>("message");
        const QString none = u"matches none of the include patterns"_s;
        const auto row = [](const char *why, const QStringList &include, const QStringList &exclude, const char *url,
                            const QString &message) {
            QTest::newRow(why) << include << exclude << QByteArray(url) << message;
        };
        // clang-format off
        row("no patterns", {}, {}, "https://a.test/x", {});
        row("excluded", {}, {u"/print/"_s}, "https://a.test/print/1", u"matches exclude \"/print/\""_s);
        row("not excluded", {}, {u"/print/"_s}, "https://a.test/prints/1", {});
        row("the first exclude that matches", {}, {u"/a/"_s, u"/b/"_s, u"1"_s}, "https://a.test/b/1", u"matches exclude \"/b/\""_s);
        row("included", {u"/docs/"_s}, {}, "https://a.test/docs/1", {});
        row("included by the second", {u"/docs/"_s, u"/blog/"_s}, {}, "https://a.test/blog/1", {});
        row("not included", {u"/docs/"_s, u"/blog/"_s}, {}, "https://a.test/shop/", none);
        row("exclude before include", {u"/docs/"_s}, {u"/old/"_s}, "https://a.test/docs/old/", u"matches exclude \"/old/\""_s);
        row("anywhere, host too", {u"a\\.test"_s}, {}, "https://a.test/", {});
        row("anchors", {u"^https://a\\.test/[0-9]+$"_s}, {}, "https://a.test/123", {});
        row("anchors, not the whole", {u"^https://a\\.test/[0-9]+$"_s}, {}, "https://a.test/123/", none);
        row("case-sensitive", {u"/DOCS/"_s}, {}, "https://a.test/docs/", none);
        row("case-insensitive", {u"(?i)/DOCS/"_s}, {}, "https://a.test/docs/", {});
        row("two expressions in one", {u"/a/|/b/"_s}, {}, "https://a.test/b/", {});
        row("the query counts", {}, {u"[?&]sort="_s}, "https://a.test/x?a&sort=1", u"matches exclude \"[?&]sort=\""_s);
        row("the fragment doesn't", {}, {u"#"_s}, "https://a.test/x#sort", {});
        row("nor does user info", {}, {u"jane"_s}, "https://jane@a.test/x", {});
        row("glob", {u"glob:https://a.test/docs/*"_s}, {}, "https://a.test/docs/1?q", {});
        row("glob over all of it", {u"glob:docs"_s}, {}, "https://a.test/docs", none);
        row("glob excludes", {}, {u"glob:*.pdf"_s}, "https://a.test/x.pdf", u"matches exclude \"glob:*.pdf\""_s);
        row("glob, not at the end", {}, {u"glob:*.pdf"_s}, "https://a.test/x.pdf?y", {});
        row("outside the scope is said first", {}, {u"b"_s}, "https://b.test/",
            u"https://b.test/ is outside the scope: only hosts of the list are followed (a.test)"_s);
        // clang-format on
    }
    void patternsDecideWithinTheScope()
    {
        QFETCH(QStringList, include);
        QFETCH(QStringList, exclude);
        QFETCH(QByteArray, url);
        QFETCH(QString, message);
        FollowOptions options;
        options.include = include;
        options.exclude = exclude;
        const FetchError verdict = rulesFor(options, "https://a.test/").check(parsed(url), 1);
        QCOMPARE(verdict.message, message);
        QCOMPARE(verdict.kind, message.isEmpty() ? Kind::None : Kind::OutOfScope);
    }

    void whatIsTooDeepIsFirstOfAllInScope()
    {
        FollowOptions options;
        options.depth = 1;
        options.exclude = {u"/x"_s};
        const ScopeRules rules = rulesFor(options, "https://a.test/");
        QCOMPARE(rules.check(parsed("https://b.test/"), 2).kind, Kind::OutOfScope);
        QCOMPARE(rules.check(parsed("https://a.test/x"), 2).kind, Kind::OutOfScope);
        QCOMPARE(rules.check(parsed("https://a.test/y"), 2).kind, Kind::TooDeep);
    }

    void aBrokenPatternIsNamedWithItsPlace_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("error");
        const auto row = [](const QString &pattern, const QString &error) {
            QTest::newRow(qPrintable(pattern)) << pattern << error;
        };
        row(u"a(b"_s, u"\"a(b\" is no regular expression: missing closing parenthesis at character 4"_s);
        row(u"[a"_s, u"\"[a\" is no regular expression: missing terminating ] for character class at character 3"_s);
        row(u"*"_s, u"\"*\" is no regular expression: quantifier does not follow a repeatable item at character 1"_s);
        row(QString(), u"an empty pattern would match every URL"_s);
        row(u"glob:a[b"_s, u"\"glob:a[b\" is no glob pattern: missing closing ] at character 7"_s);
        row(u"glob:[]"_s, u"\"glob:[]\" is no glob pattern: missing closing ] at character 6"_s);
        row(u"glob:[z-a]"_s, u"\"glob:[z-a]\" is no glob pattern: the range is out of order at character 7"_s);
        row(u"glob:[ü]"_s, u"\"glob:[ü]\" is no glob pattern: only ASCII characters can stand in [ ] at character 7"_s);
    }
    void aBrokenPatternIsNamedWithItsPlace()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, error);
        FollowOptions options;
        options.include = {u"fine"_s, pattern};
        auto rules = ScopeRules::make(options);
        QVERIFY(!rules);
        QCOMPARE(rules.error(), u"--include: "_s + error);
        std::swap(options.include, options.exclude);
        rules = ScopeRules::make(options);
        QVERIFY(!rules);
        QCOMPARE(rules.error(), u"--exclude: "_s + error);
    }

    void whereAPastedPageLedIsInScope()
    {
        ScopeRules rules = rulesFor({}, "http://example.com/");
        QCOMPARE(rules.check(parsed("https://www.example.com/a"), 1).kind, Kind::OutOfScope);
        rules.addSeed(parsed("https://www.example.com/"));
        QCOMPARE(rules.check(parsed("https://www.example.com/a"), 1).kind, Kind::None);
        QCOMPARE(rules.check(parsed("http://example.com/a"), 1).kind, Kind::None);
        rules.addSeed(parsed("mailto:jane@example.org"));
        QCOMPARE(rules.check(parsed("https://example.org/"), 1).kind, Kind::OutOfScope);
    }

    void aCopyHasSeedsOfItsOwn()
    {
        const ScopeRules before = rulesFor({}, "http://a.test/");
        ScopeRules after = before;
        after.addSeed(parsed("http://b.test/"));
        QCOMPARE(before.check(parsed("http://b.test/"), 1).kind, Kind::OutOfScope);
        QCOMPARE(after.check(parsed("http://b.test/"), 1).kind, Kind::None);
    }

    void theScopeCanBeEditedAndTheSeedsStay()
    {
        const ScopeRules rules = rulesFor({}, "https://www.a.test/docs/x");
        const Url sister = parsed("https://shop.a.test/"), outside = parsed("https://www.a.test/blog/"),
                  inside = parsed("https://www.a.test/docs/y");
        QCOMPARE(rules.check(sister, 1).kind, Kind::OutOfScope);
        const auto wider = rules.withOptions(withScope(Scope::Domain));
        QVERIFY(wider);
        QCOMPARE(wider->check(sister, 1).kind, Kind::None);
        const auto narrower = wider->withOptions(withScope(Scope::Prefix));
        QVERIFY(narrower);
        QCOMPARE(narrower->check(outside, 1).kind, Kind::OutOfScope);
        QCOMPARE(narrower->check(inside, 1).kind, Kind::None);
        FollowOptions broken;
        broken.include = {u"("_s};
        QVERIFY(!rules.withOptions(broken));
        QCOMPARE(rules.check(outside, 1).kind, Kind::None);
    }

    void aGlobMatchesTheWholeText_data()
    {
        QTest::addColumn<QString>("glob");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("matches");
        for (const GlobCase &c : globCases)
            QTest::addRow("%s | %s", c.glob, c.text) << QString::fromUtf8(c.glob) << QByteArray(c.text) << c.matches;
    }
    void aGlobMatchesTheWholeText()
    {
        QFETCH(QString, glob);
        QFETCH(QByteArray, text);
        QFETCH(bool, matches);
        const auto parsedGlob = Glob::parse(glob);
        QVERIFY(parsedGlob);
        QCOMPARE(parsedGlob->matches(text), matches);
    }

    void noPatternHangs_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("givenUp");
        const QByteArray most(UrlPattern::longestText - 20, 'a'), more(50'000, 'a');
        QTest::newRow("exponential, 50 kB") << QString::fromLatin1(evilText) << more + 'b' << true;
        QTest::newRow("exponential, the longest text") << QString::fromLatin1(evilText) << most + 'b' << true;
        QTest::newRow("exponential, 40 characters") << QString::fromLatin1(evilText) << most.first(40) + 'b' << true;
        QTest::newRow("alternatives") << u"(a|aa)+$"_s << most + 'b' << true;
        QTest::newRow("alternatives, one of them doubled") << u"(a|a)*[cd]"_s << most + 'b' << true;
        QTest::newRow("cubic") << u".*a.*a.*a.*[cd]"_s << most + 'b' << true;
        QTest::newRow("a limit of its own reaches no farther than PCRE2's")
            << u"(*LIMIT_MATCH=4000000000)(*LIMIT_DEPTH=4000000000)(a+)+$"_s << most + 'b' << true;
        QTest::newRow("without the JIT compiler") << u"(*NO_JIT)(a+)+$"_s << most + 'b' << true;
        QTest::newRow("recursion") << u"(a(?1)?a)+[cd]"_s << most + 'b' << true;
        QTest::newRow("quadratic") << u"a+[cd]"_s << most + 'b' << false;
        QTest::newRow("globs with many stars") << u"glob:"_s + u"*a"_s.repeated(500) + u"c"_s << more + 'b' << false;
    }
    void noPatternHangs()
    {
        QFETCH(QString, pattern);
        QFETCH(QByteArray, path);
        QFETCH(bool, givenUp);
        FollowOptions options;
        options.exclude = {pattern};
        const ScopeRules rules = rulesFor(options, "https://a.test/");
        const Url url = parsed("https://a.test/" + path);
        QElapsedTimer timer;
        timer.start();
        const FetchError verdict = rules.check(url, 1);
        const qint64 elapsed = timer.elapsed();
        QVERIFY2(elapsed < 1'000, QByteArray::number(elapsed) + " ms"); // sanitized, on a busy machine
        qInfo("%lld ms", elapsed);
        QCOMPARE(verdict.kind, Kind::None);
        QCOMPARE(verdict.message,
                 givenUp ? u"exclude \"%1\" counts as not matching: its search was given up"_s.arg(pattern)
                         : QString());
        std::swap(options.include, options.exclude);
        const FetchError included = rulesFor(options, "https://a.test/").check(url, 1);
        QCOMPARE(included.kind, Kind::OutOfScope);
        QCOMPARE(included.message.contains(u"given up"_s), givenUp);
    }

    void ordinaryPatternsAreNotGivenUp_data()
    {
        QTest::addColumn<QString>("pattern");
        for (const char *pattern : {".*/docs/.*/[0-9]+.*\\.html$", "^https?://[^/]+/(?:[^/]+/)*page$", "(\\w+/)+$",
                                    "/(a|b|c)+/.*?x.*?y", "([?&][^=]+=[^&]*)+"})
            QTest::newRow(pattern) << QString::fromLatin1(pattern);
    }
    void ordinaryPatternsAreNotGivenUp()
    {
        QFETCH(QString, pattern);
        const auto urlPattern = UrlPattern::parse(pattern);
        QVERIFY(urlPattern);
        const QByteArray url = "https://www.example.com/" + QByteArray("shop/item-1/").repeated(20) + "x.htm?"
            + QByteArray("name=value&").repeated(50);
        QVERIFY(url.size() > 700);
        QVERIFY(urlPattern->match(url) != UrlPattern::Match::GivenUp);
    }

    void manySeedsAreLookedUpInNoTime()
    {
        ScopeRules rules = rulesFor(withScope(Scope::Prefix), "https://a.test/0/");
        for (int i = 0; i < 100'000; ++i)
            rules.addSeed(parsed("https://a.test/" + QByteArray::number(i) + "/x/"));
        const Url deep = parsed("https://a.test/y" + QByteArray("/a").repeated(500'000));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 100; ++i)
            QCOMPARE(rules.check(parsed("https://a.test/99999/x/a/b/c"), 1).kind, Kind::None);
        QCOMPARE(rules.check(deep, 1).kind, Kind::OutOfScope);
        QVERIFY2(timer.elapsed() < 1'000, QByteArray::number(timer.elapsed()) + " ms");
    }

    void aDomainIsWhatOneOwnerCanRegister()
    {
        QVERIFY(hasPublicSuffixList());
        QCOMPARE(registrableDomain("www.example.co.uk"), QByteArray("example.co.uk"));
        QCOMPARE(registrableDomain("www.example.com.."), QByteArray("example.com"));
        QCOMPARE(registrableDomain("co.uk"), QByteArray("co.uk"));
        QCOMPARE(registrableDomain("192.0.2.1"), QByteArray("192.0.2.1"));
        QCOMPARE(registrableDomain("[::1]"), QByteArray("[::1]"));
        QCOMPARE(registrableDomain("localhost"), QByteArray("localhost"));
        QCOMPARE(registrableDomain(".com"), QByteArray(".com"));
        QCOMPARE(registrableDomain(".."), QByteArray());
        QCOMPARE(registrableDomain(QByteArray(100'000, 'a') + ".com").size(), 100'004);
    }
};

QTEST_GUILESS_MAIN(TestScope)
#include "tst_scope.moc"
