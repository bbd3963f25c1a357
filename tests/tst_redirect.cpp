#include "crawl/redirect.h"

#include <QTest>

using namespace creel;

namespace {

Response answer(int status, const QByteArray &location)
{
    Response response;
    response.status = status;
    if (!location.isNull())
        response.headers.append("Location", location);
    return response;
}

} // namespace

class TestRedirect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRedirectLeadsToItsTarget_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QByteArray>("target"); // empty: the answer is final
        QTest::newRow("301") << 301 << QByteArray("https://b.test/x") << QByteArray("https://b.test/x");
        QTest::newRow("302 relative") << 302 << QByteArray("../y?q#f") << QByteArray("https://a.test/y?q#f");
        QTest::newRow("303 absolute path") << 303 << QByteArray("/z") << QByteArray("https://a.test/z");
        QTest::newRow("307 other scheme")
            << 307 << QByteArray("http://a.test/dir/page") << QByteArray("http://a.test/dir/page");
        QTest::newRow("308 protocol-relative") << 308 << QByteArray("//c.test") << QByteArray("https://c.test/");
        QTest::newRow("300 is a choice, not a redirect") << 300 << QByteArray("/z") << QByteArray();
        QTest::newRow("304") << 304 << QByteArray("/z") << QByteArray();
        QTest::newRow("200 with Location") << 200 << QByteArray("/z") << QByteArray();
        QTest::newRow("302 without Location") << 302 << QByteArray() << QByteArray();
    }
    void aRedirectLeadsToItsTarget()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        QFETCH(QByteArray, target);
        const Url from = *Url::parse(QByteArrayView("https://a.test/dir/page"));
        const auto found = redirectTarget(from, answer(status, location), {}, 10);
        QVERIFY(found);
        QCOMPARE(*found ? (*found)->href() : QByteArray(), target);
    }

    void aTargetThatIsNoWebPageIsAnError_data()
    {
        QTest::addColumn<QByteArray>("location");
        for (const char *location :
             {"file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ftp://a.test/", "https://"})
            QTest::newRow(location) << QByteArray(location);
    }
    void aTargetThatIsNoWebPageIsAnError()
    {
        QFETCH(QByteArray, location);
        const Url from = *Url::parse(QByteArrayView("https://a.test/"));
        const auto found = redirectTarget(from, answer(302, location), {}, 10);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, FetchError::Kind::BadRedirect);
        QVERIFY2(found.error().message.contains(QLatin1String(location)), qPrintable(found.error().message));
    }

    void aLoopIsNamedWhenItCloses()
    {
        const Url from = *Url::parse(QByteArrayView("https://a.test/2"));
        const QList<Hop> hops{{"https://a.test/1#top", 302, "https://a.test/2"}};
        const auto back = redirectTarget(from, answer(302, "/1#other"), hops, 10);
        QVERIFY(!back);
        QCOMPARE(back.error().kind, FetchError::Kind::RedirectLoop);
        const auto self = redirectTarget(from, answer(302, "/2"), {}, 10);
        QVERIFY(!self);
        QCOMPARE(self.error().kind, FetchError::Kind::RedirectLoop);
    }

    void tenHopsAreFollowedAndTheEleventhIsNot()
    {
        const Url from = *Url::parse(QByteArrayView("https://a.test/last"));
        QList<Hop> hops;
        for (int i = 0; i < 9; ++i)
            hops.append({"https://a.test/" + QByteArray::number(i), 302, {}});
        QVERIFY(redirectTarget(from, answer(302, "/next"), hops, 10));
        hops.append({"https://a.test/9", 302, {}});
        const auto more = redirectTarget(from, answer(302, "/next"), hops, 10);
        QVERIFY(!more);
        QCOMPARE(more.error().kind, FetchError::Kind::TooManyRedirects);
    }
};

QTEST_GUILESS_MAIN(TestRedirect)
#include "tst_redirect.moc"
