#include "demo/demosite.h"

#include "base/ledger.h"

#include <QHash>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QUrl>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

/// A demo site on a thread of its own, so that a test may wait for its answers in the plainest way.
class ServedSite
{
public:
    ServedSite()
    {
        m_site.moveToThread(&m_thread);
        m_thread.start();
        auto listen = [this] { m_listens = m_site.listen(); };
        QMetaObject::invokeMethod(&m_site, listen, Qt::BlockingQueuedConnection);
    }
    ~ServedSite()
    {
        m_thread.quit();
        m_thread.wait();
    }
    bool listens() const { return m_listens; }
    const DemoSite *operator->() const { return &m_site; }
    QUrl page(const QString &path) const { return QUrl(m_site.homeUrl() + path.mid(1)); }

private:
    QThread m_thread;
    DemoSite m_site;
    bool m_listens = false;
};

/// Is `bytes` a whole answer, by what its head says?
bool isWhole(const QByteArray &bytes)
{
    const qsizetype head = bytes.indexOf("\r\n\r\n");
    if (head < 0)
        return false;
    const qsizetype length = bytes.left(head).indexOf("Content-Length: ");
    if (length >= 0)
        return bytes.size() - head - 4 >= bytes.mid(length + 16, bytes.indexOf("\r\n", length) - length - 16).toInt();
    return bytes.startsWith("HTTP/1.1 204") || bytes.endsWith("0\r\n\r\n");
}

/// What comes back for `request`, until `enough` says so or the server closes the connection.
QByteArray talk(QTcpSocket &socket, const QUrl &to, const QByteArray &request, bool (*enough)(const QByteArray &))
{
    socket.connectToHost(to.host(), quint16(to.port()));
    socket.write(request);
    QByteArray bytes;
    while (!enough(bytes) && socket.waitForReadyRead(10'000))
        bytes += socket.readAll();
    return bytes;
}

QByteArray get(const QUrl &url, const QByteArray &fields = {})
{
    QTcpSocket socket;
    const QByteArray target = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    return talk(socket, url, "GET " + target + " HTTP/1.1\r\nHost: demo\r\n" + fields + "\r\n", &isWhole);
}

int statusOf(const QByteArray &answer) { return answer.mid(9, 3).toInt(); }

QByteArray fieldOf(const QByteArray &answer, const QByteArray &name)
{
    const qsizetype at = answer.indexOf("\r\n" + name + ": ");
    const qsizetype from = at + name.size() + 4;
    return at < 0 ? QByteArray() : answer.mid(from, answer.indexOf("\r\n", from) - from);
}

} // namespace

class TestDemoSite : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_site.listens(), qPrintable(m_site->errorString())); }
    void thePasteIsAFewHundredLinesOverSeveralHosts();
    void theLedgerJudgesThePasteAsExpected();
    void everyPageAnswersWithItsStatusAndTitle();
    void everyRedirectEndsWhereThePasteSays();
    void aPageNamesItsCanonicalUrl();
    void busyPagesAnswerAtTheSecondAttempt();
    void oneConnectionAnswersManyRequests();
    void aHandshakeIsRefusedAtOnce();
    void membersNeedTheirPassword();
    void aTakenPortIsAnErrorThatNamesIt();

private:
    ServedSite m_site;
};

void TestDemoSite::thePasteIsAFewHundredLinesOverSeveralHosts()
{
    QHash<QString, int> hosts;
    for (const QString &line : m_site->urls())
        ++hosts[QUrl(line.trimmed()).host()];
    QVERIFY(m_site->urls().size() >= 300);
    for (const char *host : {"127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"})
        QVERIFY2(hosts.value(QLatin1String(host)) >= 50, host);
    for (const QString &line : m_site->urls())
        QVERIFY2(!line.contains(u'{'), qPrintable(line + u" still has a placeholder"_s));
}

void TestDemoSite::theLedgerJudgesThePasteAsExpected()
{
    const QList<DemoLine> expected = m_site->expected();
    const Ledger ledger = Ledger::fromText(m_site->urls().join(u'\n'));
    QCOMPARE(ledger.size(), qint64(expected.size()));
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const bool isFetched = expected[i].state == u"ok" || expected[i].state == u"failed";
        const QString state = isFetched ? u"queued"_s : expected[i].state;
        const QString found = rowStateName(ledger.lines()[size_t(i)].state);
        QVERIFY2(found == state, qPrintable(u"%1: %2, not %3"_s.arg(expected[i].text, found, state)));
    }
}

void TestDemoSite::everyPageAnswersWithItsStatusAndTitle()
{
    int pages = 0;
    for (const DemoLine &line : m_site->expected()) {
        const QUrl url(line.text.trimmed());
        // Those that redirect, ask for a second attempt or break off have tests of their own; one slow page is enough.
        const bool waits = url.path().startsWith(u"/slow/") && !url.path().endsWith(u"/300");
        if (line.status.isEmpty() || url.scheme() != u"http" || !url.userInfo().isEmpty() || waits)
            continue;
        const QByteArray answer = get(url);
        const int status = statusOf(answer);
        if (status / 100 == 3 || status == 503 || status == 429)
            continue;
        QVERIFY2(status == line.status.toInt(), qPrintable(line.text + u": "_s + QString::number(status)));
        const bool isPlainUtf8 = answer.contains("charset=utf-8") && !answer.contains("Content-Encoding");
        const QByteArray title = "<title>" + line.title.toHtmlEscaped().toUtf8() + "</title>";
        if (isPlainUtf8 && !line.title.isEmpty() && !url.path().startsWith(u"/odd/"))
            QVERIFY2(answer.contains(title), qPrintable(line.text + u" has another title"_s));
        ++pages;
    }
    QVERIFY(pages > 250);
}

void TestDemoSite::everyRedirectEndsWhereThePasteSays()
{
    int redirects = 0;
    for (const DemoLine &line : m_site->expected()) {
        QUrl url(line.text.trimmed());
        if (line.state != u"ok" || url.scheme() != u"http" || url.path().startsWith(u"/slow/"))
            continue;
        QByteArray answer = get(url);
        if (fieldOf(answer, "Location").isEmpty())
            continue;
        for (int hops = 0; !fieldOf(answer, "Location").isEmpty(); ++hops) {
            QVERIFY2(hops < 11, qPrintable(line.text));
            url = url.resolved(QUrl(QString::fromLatin1(fieldOf(answer, "Location"))));
            answer = get(url);
        }
        QVERIFY2(answer.contains("<title>" + line.title.toHtmlEscaped().toUtf8() + "</title>"), qPrintable(line.text));
        ++redirects;
    }
    QVERIFY(redirects >= 10);
}

void TestDemoSite::aPageNamesItsCanonicalUrl()
{
    const QUrl url = m_site.page(u"/weeks/1"_s);
    const QByteArray answer = get(url);
    QVERIFY2(answer.contains("<link rel=\"canonical\" href=\"http://demo/weeks/1\">"), answer.constData());
    QVERIFY2(!answer.contains("{{"), "every placeholder is filled");
}

void TestDemoSite::busyPagesAnswerAtTheSecondAttempt()
{
    const ServedSite site;
    const QUrl busy = site.page(u"/busy"_s), limit = site.page(u"/limit"_s);
    const QByteArray first = get(busy);
    QCOMPARE(statusOf(first), 503);
    QCOMPARE(fieldOf(first, "Retry-After"), QByteArray("1"));
    QCOMPARE(statusOf(get(busy)), 200);
    const QByteArray limited = get(limit);
    QCOMPARE(statusOf(limited), 429);
    QVERIFY2(fieldOf(limited, "Retry-After").endsWith(" GMT"), limited.constData());
    QCOMPARE(statusOf(get(limit)), 200);
}

void TestDemoSite::oneConnectionAnswersManyRequests()
{
    // Both at once: the second waits for its turn.
    const QByteArray request = "GET /weeks/1 HTTP/1.1\r\nHost: demo\r\n\r\nGET /weeks/2 HTTP/1.1\r\nHost: demo\r\n\r\n";
    QTcpSocket socket;
    const auto both = [](const QByteArray &bytes) { return bytes.count("</html>") == 2; };
    const QByteArray answers = talk(socket, m_site.page(u"/"_s), request, both);
    QCOMPARE(answers.count("HTTP/1.1 200 OK"), 2);
    QVERIFY(answers.indexOf("<h1>Frost on the Rings") < answers.indexOf("<h1>Burbot Under the Ice"));
    QCOMPARE(socket.state(), QTcpSocket::ConnectedState);
}

void TestDemoSite::aHandshakeIsRefusedAtOnce()
{
    QTcpSocket socket;
    const auto never = [](const QByteArray &) { return false; };
    const QByteArray answer = talk(socket, m_site.page(u"/"_s), QByteArray::fromHex("16030100a5"), never);
    QVERIFY(answer.startsWith("HTTP/1.1 400"));
    QCOMPARE(socket.state(), QTcpSocket::UnconnectedState);
}

void TestDemoSite::membersNeedTheirPassword()
{
    QCOMPARE(statusOf(get(m_site.page(u"/members"_s))), 401);
    const QByteArray password = "Authorization: Basic " + QByteArray("angler:hunter2").toBase64() + "\r\n";
    QCOMPARE(statusOf(get(m_site.page(u"/members"_s), password)), 200);
}

void TestDemoSite::aTakenPortIsAnErrorThatNamesIt()
{
    const int port = m_site.page(u"/"_s).port();
    DemoSite second;
    QVERIFY(!second.listen(quint16(port)));
    QVERIFY2(second.errorString().contains(QString::number(port)), qPrintable(second.errorString()));
    QVERIFY(second.urls().isEmpty());
}

QTEST_GUILESS_MAIN(TestDemoSite)
#include "tst_demosite.moc"
