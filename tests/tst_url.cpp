#include "base/percentencoding.h"
#include "base/url.h"

#include <QTest>

using namespace creel;

namespace {

QByteArray hrefOf(const Expected<Url, UrlError> &url) { return url ? url.value().href() : QByteArray("failure"); }

Url parsed(const char *text)
{
    auto url = Url::parse(QByteArrayView(text));
    if (!url)
        qFatal("not a URL: %s", text);
    return *url;
}

} // namespace

class TestUrl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noReasonGivesAwayUserInfo();
    void loneSurrogatesBecomeTheReplacementCharacter();
    void bytesThatAreNotUtf8AreEncodedAsTheyAre();
    void everyPartIsAtItsPlace();
    void aUrlWithoutPartsHasNone();
    void theRequestTargetIsPathAndQuery();
    void theOriginHasOnlyTheExplicitPort();
    void displayLeavesUserInfoOut();
    void theDedupeKeyLeavesUserInfoAndFragmentOut();
    void percentDecodingLeavesWhatIsNotEncoded();
    void aLongPathOfDotsTakesLinearTime();
};

void TestUrl::noReasonGivesAwayUserInfo()
{
    for (const char *text :
         {"https://jane:hunter2@", "https://jane:hunter2@a b/", "https://jane:hunter2@a:port/",
          "https://jane:hunter2@1.2.3.4.5", "https://jane:hun/ter2@a/", "https://jane:hunter2@[x]/"}) {
        const auto url = Url::parse(QByteArrayView(text));
        QVERIFY2(!url, text);
        QVERIFY2(!url.error().reason.contains(u"jane") && !url.error().reason.contains(u"hun"), text);
    }
}

void TestUrl::loneSurrogatesBecomeTheReplacementCharacter()
{
    const char16_t text[] = u"https://a/?x\xD800y\xDC00z";
    const auto url = Url::parse(QStringView(text));
    QVERIFY(bool(url));
    QCOMPARE(url.value().href(), "https://a/?x%EF%BF%BDy%EF%BF%BDz");
}

// A Location header of an old server: the bytes go back to it as they came.
void TestUrl::bytesThatAreNotUtf8AreEncodedAsTheyAre()
{
    QCOMPARE(hrefOf(Url::parse(QByteArrayView("https://a/caf\xe9?\xe9"))), "https://a/caf%E9?%E9");
}

void TestUrl::everyPartIsAtItsPlace()
{
    const Url url = parsed("HTTPS://user:pa%20ss@Example.COM:8443/a/b?c=d#e");
    QVERIFY(url.isValid() && url.isHttp() && url.isHttps() && url.hasCredentials());
    QCOMPARE(url.scheme(), "https");
    QCOMPARE(url.username(), "user");
    QCOMPARE(url.password(), "pa%20ss");
    QCOMPARE(url.host(), "example.com");
    QCOMPARE(url.port(), 8443);
    QCOMPARE(url.explicitPort(), std::optional<quint16>(8443));
    QCOMPARE(url.path(), "/a/b");
    QCOMPARE(url.query(), std::optional<QByteArray>("c=d"));
    QCOMPARE(url.fragment(), std::optional<QByteArray>("e"));
}

void TestUrl::aUrlWithoutPartsHasNone()
{
    const Url url = parsed("http://a");
    QVERIFY(url.isHttp() && !url.isHttps() && !url.hasCredentials());
    QVERIFY(!url.explicitPort() && !url.query() && !url.fragment());
    QCOMPARE(url.port(), 80);
    QCOMPARE(parsed("https://a").port(), 443);
    QCOMPARE(parsed("foo://a").port(), 0);
    QVERIFY(!Url().isValid());
    // An absent query and an empty one differ (§4.1).
    QVERIFY(!(parsed("http://a/") == parsed("http://a/?")));
}

// RFC 9112 §3.2.1
void TestUrl::theRequestTargetIsPathAndQuery()
{
    QCOMPARE(parsed("https://u:p@a/b c?d#e").requestTarget(), "/b%20c?d");
    QCOMPARE(parsed("https://a?").requestTarget(), "/?");
    QCOMPARE(parsed("https://a").requestTarget(), "/");
}

// RFC 9110 §7.2
void TestUrl::theOriginHasOnlyTheExplicitPort()
{
    QCOMPARE(parsed("https://u:p@A:443/b?c#d").origin(), "https://a");
    QCOMPARE(parsed("https://A:8443/").origin(), "https://a:8443");
    QCOMPARE(parsed("https://A:8443/").hostHeader(), "a:8443");
    QCOMPARE(parsed("https://A:443/").hostHeader(), "a");
    QCOMPARE(parsed("http://[::1]:8080/").hostHeader(), "[::1]:8080");
}

void TestUrl::displayLeavesUserInfoOut()
{
    Url url = parsed("https://u:p@a:1/b?c#d");
    QCOMPARE(url.display(), "https://a:1/b?c#d");
    QCOMPARE(url.href(), "https://u:p@a:1/b?c#d");
    url.removeCredentials();
    QCOMPARE(url.href(), "https://a:1/b?c#d");
}

void TestUrl::theDedupeKeyLeavesUserInfoAndFragmentOut()
{
    QCOMPARE(parsed("https://u:p@a/b?c#d").dedupeKey(), "https://a/b?c");
    QCOMPARE(parsed("https://A:443/x/../b?c#e").dedupeKey(), "https://a/b?c");
    QVERIFY(parsed("https://a/b").dedupeKey() != parsed("http://a/b").dedupeKey());
    QVERIFY(parsed("https://a/b").dedupeKey() != parsed("https://a/b/").dedupeKey());
}

// §1.3
void TestUrl::percentDecodingLeavesWhatIsNotEncoded()
{
    QCOMPARE(percentDecoded("a%20b%zz%4"), "a b%zz%4");
    QCOMPARE(percentDecoded("%"), "%");
    QCOMPARE(percentDecoded("%E2%82%ac"), "\u20ac");
    QCOMPARE(percentDecoded("%00"), QByteArray(1, '\0'));
    QCOMPARE(percentDecoded("100%"), "100%");
    QCOMPARE(percentDecoded(""), "");
}

// A quadratic parser would take minutes, and the test's time limit would end it.
void TestUrl::aLongPathOfDotsTakesLinearTime()
{
    const QByteArray ups = "https://a" + QByteArray("/x/..").repeated(1'000'000);
    QCOMPARE(hrefOf(Url::parse(QByteArrayView(ups))), "https://a/");
    const QByteArray ats = "https://" + QByteArray("a@").repeated(1'000'000) + "b/";
    QCOMPARE(parsed(ats).host(), "b");
    const QByteArray colons = "https://[" + QByteArray(":").repeated(1'000'000) + "]/";
    QVERIFY(!Url::parse(QByteArrayView(colons)));
    const QByteArray digits = "https://" + QByteArray("1").repeated(1'000'000) + "/";
    QVERIFY(!Url::parse(QByteArrayView(digits)));
}

QTEST_GUILESS_MAIN(TestUrl)
#include "tst_url.moc"
