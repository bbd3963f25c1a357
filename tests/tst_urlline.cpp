#include "base/ledger.h"

#include <QElapsedTimer>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

struct ValidLine {
    const char *what;
    const char *text;
    const char *url;
};

const ValidLine validLines[] = {
    // clang-format off
    {"a whole address", "https://example.com/a?b=c", "https://example.com/a?b=c"},
    {"http stays http", "http://example.com/", "http://example.com/"},
    {"no path", "https://example.com", "https://example.com/"},
    {"no scheme", "example.com", "https://example.com/"},
    {"no scheme, with a path", "example.com/a/b.html?c#d", "https://example.com/a/b.html?c#d"},
    {"www", "www.example.com", "https://www.example.com/"},
    {"no scheme, two slashes", "//example.com/a", "https://example.com/a"},
    {"no scheme, a port", "example.com:8080", "https://example.com:8080/"},
    {"no scheme, a port and a path", "localhost:8080/x", "https://localhost:8080/x"},
    {"no scheme, a port and a query", "localhost:8080?x", "https://localhost:8080/?x"},
    {"an intranet host", "intranet", "https://intranet/"},
    {"an intranet host with a colon", "intranet:", "https://intranet/"},
    {"an intranet host with a path", "wiki/Main_Page", "https://wiki/Main_Page"},
    {"upper case", "HTTP://EXAMPLE.COM/Path", "http://example.com/Path"},
    {"scheme without slashes", "http:example.com", "http://example.com/"},
    {"scheme with one slash", "http:/example.com/a", "http://example.com/a"},
    {"scheme with three slashes", "https:///example.com", "https://example.com/"},
    {"backslashes", "https:\\\\example.com\\a\\b", "https://example.com/a/b"},
    {"backslashes without a scheme", "example.com\\a", "https://example.com/a"},
    {"the scheme's own port", "https://example.com:443/", "https://example.com/"},
    {"an IPv4 address", "192.168.0.1", "https://192.168.0.1/"},
    {"an IPv4 address with a port", "127.0.0.1:3000/x", "https://127.0.0.1:3000/x"},
    {"a short IPv4 address with a scheme", "http://127.1/", "http://127.0.0.1/"},
    {"an IPv6 address", "[::1]", "https://[::1]/"},
    {"an IPv6 address with a port", "http://[2001:DB8:0:0:0:0:0:1]:8080/x", "http://[2001:db8::1]:8080/x"},
    {"a domain name beyond ASCII", "https://münchen.de/straße", "https://xn--mnchen-3ya.de/stra%C3%9Fe"},
    {"a domain name beyond ASCII, no scheme", "bücher.example", "https://xn--bcher-kva.example/"},
    {"a Japanese one with an ideographic stop", "日本語。jp", "https://xn--wgv71a119e.jp/"},
    {"punycode", "xn--bcher-kva.example", "https://xn--bcher-kva.example/"},
    {"blanks in the path", "https://example.com/a b/c d.pdf", "https://example.com/a%20b/c%20d.pdf"},
    {"blanks in the query", "https://example.com/?q=a b", "https://example.com/?q=a%20b"},
    {"what is encoded is not encoded again", "https://example.com/a%20b%C3%A4", "https://example.com/a%20b%C3%A4"},
    {"a scheme's name among blanks", "https://example.com/?q=what is http: for", "https://example.com/?q=what%20is%20http:%20for"},
    {"a fragment stays", "https://example.com/#top", "https://example.com/#top"},
    {"dots in the path", "https://example.com/a/../b/./c", "https://example.com/b/c"},
    {"underscore", "my_host.example.com", "https://my_host.example.com/"},
    {"trailing dot", "example.com.", "https://example.com./"},
    {"an address within the path", "https://web.archive.org/web/2020/https://example.com/", "https://web.archive.org/web/2020/https://example.com/"},
    {"white space around", "  \t https://example.com/ \t ", "https://example.com/"},
    {"no-break and ideographic spaces around", "\u00a0\u3000https://example.com/\u00a0", "https://example.com/"},
    {"a BOM and zero-width marks around", "\ufeff\u200bhttps://example.com/\u200b\u200e", "https://example.com/"},
    {"the bidi marks that Windows copies", "\u202ahttps://example.com/\u202c", "https://example.com/"},
    {"double quotes", "\"https://example.com/\"", "https://example.com/"},
    {"single quotes", "'https://example.com/'", "https://example.com/"},
    {"quotes and a comma, out of a program", "  \"https://example.com/\",", "https://example.com/"},
    {"typographic quotes", "\u201chttps://example.com/\u201d", "https://example.com/"},
    {"German quotes", "\u201ehttps://example.com/\u201c", "https://example.com/"},
    {"angle brackets", "<https://example.com/>", "https://example.com/"},
    {"angle brackets in quotes", "\" <https://example.com/> \"", "https://example.com/"},
    {"parentheses", "(https://example.com/)", "https://example.com/"},
    {"parentheses that belong to it", "https://example.com/a_(b)", "https://example.com/a_(b)"},
    {"a comma that belongs to it", "https://example.com/a,", "https://example.com/a,"},
    // clang-format on
};

struct InvalidLine {
    const char *text;
    const char *reasonHas;
};

const InvalidLine invalidLines[] = {
    // clang-format off
    {"mailto:jane@example.com", "mailto:"},
    {"ftp://example.com/a", "ftp:"},
    {"javascript:alert(1)", "javascript:"},
    {"JavaScript:alert(1)", "JavaScript:"},
    {"file:///etc/hosts", "file:"},
    {"data:text/html,hello", "data:"},
    {"tel:112", "tel:"},
    {"tel:+49301234", "tel:"},
    {"about:blank", "about:"},
    {"ws://example.com/", "ws:"},
    {"view-source:https://example.com/", "view-source:"},
    {"chrome://settings", "chrome:"},
    {"htp://example.com", "htp:"},
    {"doi:10.1000/182", "doi:"},
    {"isbn:9783161484100", "isbn:"},
    {"C:\\Users\\jane\\list.txt", "file on a computer"},
    {"C:/list.txt", "file on a computer"},
    {"/a/path", "path"},
    {"\\a\\path", "path"},
    {"foo bar", "space"},
    {"not a web address", "space"},
    {"example.com, a shop", "space"},
    {"https://exa mple.com/", "space"},
    {"https://a.example/ https://b.example/", "more than one address"},
    {"- https://a.example/", "more than one address, or other words"},
    {"https://a.example/\tA title", "tab"},
    {"h\u0001ttps://a.example/", "control character"},
    {"https://a.example/\u007f.html", "control character"},
    {"https://", "host name is missing"},
    {"https:///", "host name is missing"},
    {"https://?q", "host name is missing"},
    {"?q=1", "host name is missing"},
    {":8080", "host name is missing"},
    {"https://jane@", "host name is missing"},
    {"https://example.com:99999/", "65535"},
    {"example.com:http", "port"},
    {"git@github.example:jane/repo.git", "port"},
    {"https://[::1", "IPv6"},
    {"https://[1:2:3]/", "IPv6"},
    {"https://1.2.3.4.5/", "IPv4"},
    {"https://256.1.1.1/", "IPv4"},
    {"12345", "number"},
    {"3.14", "number"},
    {"https://example.com,/", "character ,"},
    {"https://exam|ple.com/", "character |"},
    {"https://*.example.com/", "character *"},
    {"$100", "character $"},
    {"https://example..com/", "two dots"},
    {"https://.example.com/", "dot"},
    {"../index.html", "dot"},
    {"https://a123456789b123456789c123456789d123456789e123456789f123456789g123.com/", "63"},
    {"\"https://example.com/", "character \""},
    // clang-format on
};

QString fullError(const LedgerLine &line) { return line.toRecord(1).error; }

} // namespace

class TestUrlLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void validLinesBecomeWhatABrowserWouldOpen_data();
    void validLinesBecomeWhatABrowserWouldOpen();
    void invalidLinesSayWhyAndWhatToDo_data();
    void invalidLinesSayWhyAndWhatToDo();
    void userInfoIsTakenOutOfTheUrl_data();
    void userInfoIsTakenOutOfTheUrl();
    void userInfoIsNeverShown_data();
    void userInfoIsNeverShown();
    void textWithoutUserInfoStaysAsItIs_data();
    void textWithoutUserInfoStaysAsItIs();
    void aVeryLongLineIsInvalidAndQuick_data();
    void aVeryLongLineIsInvalidAndQuick();
};

void TestUrlLine::validLinesBecomeWhatABrowserWouldOpen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("url");
    for (const ValidLine &line : validLines)
        QTest::newRow(line.what) << QString::fromUtf8(line.text) << QByteArray(line.url);
}

void TestUrlLine::validLinesBecomeWhatABrowserWouldOpen()
{
    QFETCH(QString, text);
    const LedgerLine line = judgeLine(text);
    QVERIFY2(line.reason.isEmpty(), qPrintable(line.reason));
    QCOMPARE(line.state, RowState::Queued);
    QTEST(line.url, "url");
    QVERIFY(line.credentials.isEmpty());
    QCOMPARE(line.text, text);
}

void TestUrlLine::invalidLinesSayWhyAndWhatToDo_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reasonHas");
    for (const InvalidLine &line : invalidLines)
        QTest::newRow(line.text) << QString::fromUtf8(line.text) << QString::fromUtf8(line.reasonHas);
}

void TestUrlLine::invalidLinesSayWhyAndWhatToDo()
{
    QFETCH(QString, text);
    QFETCH(QString, reasonHas);
    const LedgerLine line = judgeLine(text);
    QCOMPARE(line.state, RowState::Invalid);
    QVERIFY2(line.reason.contains(reasonHas), qPrintable(line.reason));
    QVERIFY2(line.reason.endsWith(u'.'), qPrintable(line.reason));
    QVERIFY(line.url.isEmpty());

    const Record record = line.toRecord(3);
    QCOMPARE(record.errorKind, FetchError::Kind::Invalid);
    QCOMPARE(record.error, line.reason + u' ' + errorAdvice(FetchError::Kind::Invalid));
}

void TestUrlLine::userInfoIsTakenOutOfTheUrl_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("credentials");
    const auto row = [](const char *text, const char *url, const char *credentials) {
        QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(url) << QByteArray(credentials);
    };
    row("https://jane:secret@example.com/a", "https://example.com/a", "jane:secret");
    row("jane:secret@example.com/a", "https://example.com/a", "jane:secret");
    row("jane@example.com", "https://example.com/", "jane:");
    row("//jane:secret@example.com:8080", "https://example.com:8080/", "jane:secret");
    row("http:jane:secret@example.com", "http://example.com/", "jane:secret");
    row("https://jane:s%C3%A4%40%3A%2F@example.com/", "https://example.com/", "jane:s\u00e4@:/");
    row("https://jane:p@ss@example.com/", "https://example.com/", "jane:p@ss");
    row("https://:secret@example.com/", "https://example.com/", ":secret");
    row("https://example.com/@jane", "https://example.com/@jane", "");
    row("https://example.com/?to=jane@example.com", "https://example.com/?to=jane@example.com", "");
    row("https://@example.com/", "https://example.com/", "");
}

void TestUrlLine::userInfoIsTakenOutOfTheUrl()
{
    QFETCH(QString, text);
    const LedgerLine line = judgeLine(text);
    QCOMPARE(line.state, RowState::Queued);
    QTEST(line.url, "url");
    QTEST(line.credentials, "credentials");
    QCOMPARE(line.toRecord(1).url, line.url);
}

void TestUrlLine::userInfoIsNeverShown_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *text, const char *shown) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(shown);
    };
    row("https://jane:secret@example.com/a@b", "https://example.com/a@b");
    row("  https://jane:secret@example.com/  ", "  https://example.com/  ");
    row("jane:secret@exa mple.com", "exa mple.com");
    row("ftp://jane:secret@example.com/", "ftp://example.com/");
    row("https:jane:secret@exa mple.com/", "https:exa mple.com/");
    row("https:/jane:secret@exa mple.com/", "https:/exa mple.com/");
    row("https:\\\\jane:secret@exa mple.com/", "https:\\\\exa mple.com/");
    row("https://jane:secret@", "https://");
    row("https://jane:se@cret@exa mple.com/", "https://exa mple.com/");
    row("https://jane:sec/ret@example.com/", "https://example.com/");
    row("jane:sec/ret@example.com/", "example.com/");
    row("https://a.example/ https://jane:secret@b.example/", "https://a.example/ https://b.example/");
    row("# https://jane:secret@example.com/ is down", "# https://example.com/ is down");
    row("\"https://jane:secret@exa mple.com/\"", "\"https://exa mple.com/\"");
    row("view-source:https://jane:secret@example.com/", "view-source:https://example.com/");
}

void TestUrlLine::userInfoIsNeverShown()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(withoutUserInfo(text), shown);
    const LedgerLine line = judgeLine(text);
    for (const QString &secret : {u"jane"_s, u"sec"_s, u"cret"_s}) {
        QVERIFY(!line.reason.contains(secret));
        QVERIFY(!fullError(line).contains(secret));
        QVERIFY(!line.toRecord(1).url.contains(secret.toUtf8()));
    }
}

void TestUrlLine::textWithoutUserInfoStaysAsItIs_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "  ", "# ask jane@example.com", "mailto:jane@example.com", "https://example.com/@jane",
                             "https://example.com:8080/@jane", "http://[::1]:80/@jane", "https://a//b//c@d"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestUrlLine::textWithoutUserInfoStaysAsItIs()
{
    QFETCH(QString, text);
    if (text == u"https://a//b//c@d"_s) // nobody can tell: when in doubt, more is left out
        QCOMPARE(withoutUserInfo(text), u"https://a//b//d"_s);
    else
        QCOMPARE(withoutUserInfo(text), text);
}

void TestUrlLine::aVeryLongLineIsInvalidAndQuick_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QString &start, const QString &repeated) {
        QTest::newRow(name) << start + repeated.repeated(1'000'000 / repeated.size());
    };
    const QString quotes = u"\""_s.repeated(400'000);
    QTest::newRow("quotes") << quotes + u"a"_s.repeated(70'000) + quotes;
    row("letters", u"https://example.com/"_s, u"a"_s);
    row("brackets", {}, u"<"_s);
    row("blanks before a word", u"a"_s, u" a"_s);
    row("slashes", u"a"_s, u"//"_s);
    row("user infos", {}, u"//a:b@"_s);
    row("half user infos", u"@//a:x"_s, u"//a:x"_s);
    row("at signs", u"https://"_s, u"@"_s);
    row("colons", u"a"_s, u":a"_s);
}

void TestUrlLine::aVeryLongLineIsInvalidAndQuick()
{
    QFETCH(QString, text);
    QElapsedTimer timer;
    timer.start();
    const LedgerLine line = judgeLine(text);
    const Record record = line.toRecord(1);
    // Quadratic work on a million characters takes minutes; this leaves room for a sanitizer on a busy machine.
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(line.state, RowState::Invalid);
    QVERIFY2(line.reason.contains(u"65536"), qPrintable(line.reason));
    QVERIFY(!record.url.isNull());
    QCOMPARE(line.text, text);
}

QTEST_GUILESS_MAIN(TestUrlLine)
#include "tst_urlline.moc"
