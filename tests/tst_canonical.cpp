#include "base/percentencoding.h"
#include "crawl/canonical.h"

#include <QTest>

using namespace creel;

namespace {

enum Tracking { Kept, Dropped };

struct Case {
    const char *why;
    const char *input;
    const char *canonical;
    Tracking tracking = Kept;
};

const Case cases[] = {
    // clang-format off
    {"as it is", "https://example.com/a/b?c=d", "https://example.com/a/b?c=d"},
    {"fragment", "https://example.com/a#top", "https://example.com/a"},
    {"empty fragment", "https://example.com/a#", "https://example.com/a"},
    {"fragment that looks like a path", "https://example.com/#!/a", "https://example.com/"},
    {"user info", "https://jane:secret@example.com/a", "https://example.com/a"},
    {"user only", "https://jane@example.com/a", "https://example.com/a"},
    {"default port of http", "http://example.com:80/", "http://example.com/"},
    {"default port of https", "https://example.com:443/", "https://example.com/"},
    {"the other's default port stays", "http://example.com:443/", "http://example.com:443/"},
    {"another port stays", "https://example.com:8443/a#f", "https://example.com:8443/a"},
    {"the scheme stays", "http://example.com/", "http://example.com/"},
    {"host in upper case", "HTTPS://EXAMPLE.com/A", "https://example.com/A"},
    {"international host", "https://München.example/", "https://xn--mnchen-3ya.example/"},
    {"IPv4 in another notation", "http://0x7f.1/", "http://127.0.0.1/"},
    {"IPv6", "http://[0:0::1]:8080/a#b", "http://[::1]:8080/a"},

    {"dot behind the host", "https://example.com./a", "https://example.com/a"},
    {"dots behind the host", "https://example.com.../a", "https://example.com/a"},
    {"dot before the port", "https://example.com.:8443/a", "https://example.com:8443/a"},
    {"nothing but dots", "https://../a", "https://../a"},
    {"dots that keep a name from being an address", "https://1.2.3.4../", "https://1.2.3.4../"},
    {"dots that keep a name from being none", "https://foo.1../", "https://foo.1../"},

    {"empty path", "https://example.com", "https://example.com/"},
    {"empty path with a query", "https://example.com?a", "https://example.com/?a"},
    {"slash at the end stays", "https://example.com/a/", "https://example.com/a/"},
    {"no slash at the end stays", "https://example.com/a", "https://example.com/a"},
    {"empty segments stay", "https://example.com//a///b", "https://example.com//a///b"},
    {"dot segments", "https://example.com/a/./b/../c", "https://example.com/a/c"},
    {"encoded dot segments", "https://example.com/a/%2e/b/%2E%2e/c", "https://example.com/a/c"},
    {"index pages stay", "https://example.com/index.html", "https://example.com/index.html"},

    {"RFC 3986 §6.2.2.1, lower-case hex", "https://example.com/%c3%a4", "https://example.com/%C3%A4"},
    {"RFC 3986 §6.2.2.1, in the query", "https://example.com/?q=%c3%a4", "https://example.com/?q=%C3%A4"},
    {"RFC 3986 §6.2.2.2, letters and digits", "https://example.com/%41%7a%30", "https://example.com/Az0"},
    {"RFC 3986 §6.2.2.2, marks", "https://example.com/%2D%2ea%5f%7E", "https://example.com/-.a_~"},
    {"RFC 3986 §6.2.2.2, in the query", "https://example.com/?%61=%62", "https://example.com/?a=b"},
    {"RFC 3986 §2.2, reserved stay", "https://example.com/a%2fb%3f%23?x%3dy%26z%2b", "https://example.com/a%2Fb%3F%23?x%3Dy%26z%2B"},
    {"RFC 3986 §2.2, sub-delims stay", "https://example.com/!$%21%24", "https://example.com/!$%21%24"},
    {"space", "https://example.com/a b?c d", "https://example.com/a%20b?c%20d"},
    {"plus in a query is not %20", "https://example.com/?a+b", "https://example.com/?a+b"},
    {"beyond ASCII", "https://example.com/ä?ö#ü", "https://example.com/%C3%A4?%C3%B6"},
    {"encoded percent", "https://example.com/%2541", "https://example.com/%2541"},
    {"a % of its own", "https://example.com/100%?%zz&%4", "https://example.com/100%?%zz&%4"},
    {"a % of its own before what would be decoded", "https://example.com/%%34%31", "https://example.com/%%341"},
    {"a % and a digit before what would be decoded", "https://example.com/%4%31%32", "https://example.com/%4%312"},
    {"a % and two others before what is decoded", "https://example.com/%zz%31", "https://example.com/%zz1"},
    {"tilde", "https://example.com/%7Ejane/", "https://example.com/~jane/"},
    {"NUL and controls stay encoded", "https://example.com/%00%0a%7f", "https://example.com/%00%0A%7F"},

    {"order of parameters", "https://example.com/?b=1&a=2&b=0", "https://example.com/?b=1&a=2&b=0"},
    {"empty query is a query", "https://example.com/?", "https://example.com/?"},
    {"empty query with fragment", "https://example.com/a?#b", "https://example.com/a?"},
    {"empty parameters", "https://example.com/?&a&&b=", "https://example.com/?&a&&b="},
    {"upper case in path and query", "https://example.com/Path?Query=A", "https://example.com/Path?Query=A"},

    {"tracking by choice", "https://example.com/?utm_source=x&a=1", "https://example.com/?utm_source=x&a=1"},
    {"first", "https://example.com/?utm_source=x&a=1", "https://example.com/?a=1", Dropped},
    {"last", "https://example.com/?a=1&gclid=x", "https://example.com/?a=1", Dropped},
    {"in the middle", "https://example.com/?b=1&fbclid=x&a=1", "https://example.com/?b=1&a=1", Dropped},
    {"all of them", "https://example.com/a?utm_source=x&utm_medium=y&gclid=z", "https://example.com/a", Dropped},
    {"all of them, and an empty one", "https://example.com/a?utm_source=x&", "https://example.com/a", Dropped},
    {"without a value", "https://example.com/?gclid&a", "https://example.com/?a", Dropped},
    {"upper case", "https://example.com/?UTM_Source=x&GCLID=y&a", "https://example.com/?a", Dropped},
    {"percent-encoded name", "https://example.com/?utm%5fsource=x&a", "https://example.com/?a", Dropped},
    {"empty parameters stay beside others", "https://example.com/?a&&gclid=1&b", "https://example.com/?a&&b", Dropped},
    {"empty query stays", "https://example.com/?", "https://example.com/?", Dropped},
    {"nothing to drop", "https://example.com/?q=utm_source", "https://example.com/?q=utm_source", Dropped},
    {"a name that only contains one", "https://example.com/?xgclid=1&utm=2&my_utm_source=3", "https://example.com/?xgclid=1&utm=2&my_utm_source=3", Dropped},
    {"names that mean something to sites", "https://example.com/?ref=1&source=2&sid=3&id=4&pk_id=5&campaign=6", "https://example.com/?ref=1&source=2&sid=3&id=4&pk_id=5&campaign=6", Dropped},
    {"in the path it is none", "https://example.com/utm_source=x", "https://example.com/utm_source=x", Dropped},
    {"together with all the rest", "http://u:p@EXAMPLE.com.:80/%7ea?gclid=1&%61=%2f#x", "http://example.com/~a?a=%2F", Dropped},

    {"another scheme is none of ours", "mailto:jane@example.com#x", "mailto:jane@example.com#x"},
    {"file", "file:///a%41#x", "file:///a%41#x"},
    // clang-format on
};

Url parsed(QByteArrayView text)
{
    const auto url = Url::parse(text);
    if (!url)
        qFatal("not a URL: %s", text.toByteArray().constData());
    return *url;
}

} // namespace

class TestCanonical : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allSpellingsHaveOneForm_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<bool>("dropTracking");
        QTest::addColumn<QByteArray>("canonical");
        for (const Case &c : cases)
            QTest::newRow(c.why) << QByteArray(c.input) << (c.tracking == Dropped) << QByteArray(c.canonical);
    }
    void allSpellingsHaveOneForm()
    {
        QFETCH(QByteArray, input);
        QFETCH(bool, dropTracking);
        QFETCH(QByteArray, canonical);
        const Url once = canonicalUrl(parsed(input), dropTracking);
        QCOMPARE(once.href(), canonical);
        QVERIFY(canonicalUrl(once, dropTracking) == once);
        QVERIFY(parsed(once.href()) == once);
    }

    void everyTrackingParameterIsKnownInAnyCase_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name :
             {"utm_source",   "utm_medium",    "utm_campaign", "utm_term", "utm_content", "utm_id",     "utm_anything",
              "gclid",        "gclsrc",        "dclid",        "gbraid",   "wbraid",      "gad_source", "srsltid",
              "fbclid",       "msclkid",       "yclid",        "ysclid",   "twclid",      "ttclid",     "mc_cid",
              "mc_eid",       "igshid",        "igsh",         "_ga",      "_gl",         "_hsenc",     "_hsmi",
              "__hstc",       "hsCtaTracking", "mkt_tok",      "vero_id",  "vero_conv",   "oly_enc_id", "li_fat_id",
              "mtm_campaign", "wickedid",      "_openstat"})
            QTest::newRow(name) << QByteArray(name);
    }
    void everyTrackingParameterIsKnownInAnyCase()
    {
        QFETCH(QByteArray, name);
        QVERIFY(isTrackingParameter(name));
        QVERIFY(isTrackingParameter(name.toUpper()));
        QVERIFY(!isTrackingParameter('x' + name));
    }

    void aLongNameIsNoTrackingParameter()
    {
        QVERIFY(!isTrackingParameter({}));
        QVERIFY(!isTrackingParameter(QByteArray(100'000, 'a')));
    }

    void anyMixOfPercentSignsIsStableAndKeepsItsMeaning()
    {
        // Each text of up to six of these; decoding twice must not happen, whatever stands together.
        const QByteArrayView pieces[] = {"%", "4", "%34", "%25", "%2e", "z"};
        const int kinds = 6;
        for (int code = 0, most = kinds * kinds * kinds * kinds * kinds * kinds; code < most; ++code) {
            QByteArray text;
            for (int rest = code; rest > 0; rest /= kinds)
                text += pieces[rest % kinds];
            const Url url = parsed("https://a/x?" + text);
            const Url once = canonicalUrl(url, false);
            QVERIFY2(canonicalUrl(once, false) == once, text);
            QCOMPARE(percentDecoded(*once.query()), percentDecoded(*url.query()));
        }
    }
};

QTEST_GUILESS_MAIN(TestCanonical)
#include "tst_canonical.moc"
