// Every way in which a server misbehaves: alone among good pages, and all together in one run. Each line ends as the right
// row, in bounded time, and its neighbours are unharmed. (The client below a run: tst_misbehaviour_client; connections that
// break at each byte: tst_misbehaviour_bytes.)
#include "support/blackhole.h"
#include "support/coders.h"
#include "support/runharness.h"
#include "support/testserver.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QLocale>
#include <QSslConfiguration>
#include <QTest>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

namespace {

struct Expectation {
    const char *name; ///< a path of the server; or what Stage has an address for
    RowState state;
    Kind error;
    int status;             ///< 0: none
    const char *says = "";  ///< stands in the row's error
    bool isRetried = false; ///< only the second answer is a good one
};

const char *page = "<!DOCTYPE html><title>A page</title><p>Text.";
constexpr qint64 tenGigabytes = qint64(10) << 30;

QByteArray httpDate(const QDateTime &utc)
{
    return QLocale::c().toString(utc, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
}

QByteArray manyFields()
{
    QByteArray fields;
    for (int i = 0; i < 150; ++i)
        fields += "X-Field-" + QByteArray::number(i) + ": " + QByteArray::number(i) + "\r\n";
    return fields;
}

QByteArray ok(const QByteArray &fields, const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + fields + "\r\n" + body;
}

Script coded(const QByteArray &coding, const QByteArray &body)
{
    return Script::status(200, {{"Content-Type", "text/html"}, {"Content-Encoding", coding}}, body);
}

/// A chain of so many redirects to a good page.
void chain(TestServer &server, int hops)
{
    const QByteArray path = "/chain" + QByteArray::number(hops);
    for (int i = 0; i < hops; ++i)
        server.on(i == 0 ? path : path + '-' + QByteArray::number(i),
                  Script::redirect(path + '-' + QByteArray::number(i + 1)));
    server.on(path + '-' + QByteArray::number(hops), Script::html(page));
}

void script(TestServer &server, TestServer &other)
{
    const QByteArray length = "Content-Length: " + QByteArray::number(qsizetype(strlen(page))) + "\r\n";
    const QByteArray zipped = gzip(page);
    const QByteArray early = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    const QDateTime soon = QDateTime::currentDateTimeUtc().addSecs(3);
    // The connection
    server.on("/close", Script().close());
    server.on("/reset", Script().send("HTTP/1.1 200 OK\r\nContent-Le").reset());
    server.on("/never", Script().hang());
    server.on("/drip", Script().drip(ok("Content-Length: 1000\r\n", QByteArray(1000, 'x')), 1, milliseconds(50)));
    server.on("/dripbody",
              Script().send(ok("Content-Length: 1000\r\n", {})).drip(QByteArray(1000, 'x'), 1, milliseconds(50)));
    server.on("/stalls", Script().send(ok("Content-Length: 1000\r\n", "some")).hang());
    // The framing
    server.on("/short", Script().send(ok("Content-Length: 1000\r\n", page)).close());
    server.on("/long", Script().send(ok(length, QByteArray(page) + "more than announced")).close());
    server.on("/lengths", Script().send(ok("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd")));
    server.on("/chunks", Script().send(ok("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\nzz\r\noops")).hang());
    server.on("/nolastchunk", Script().send(ok("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n")).close());
    // The head
    server.on("/hints", Script().send(early).pause(milliseconds(50)).send(ok(length, page)));
    server.on(
        "/interim",
        Script().send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + early).send(ok(length, page)));
    server.on("/onlyhints", Script().send(early).hang());
    server.on("/switch", Script().send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n").hang());
    server.on("/fields", Script().send(ok(manyFields() + length, page)));
    server.on("/heads", Script().send("HTTP/1.1 200 OK\r\n").endless("X-More: and more and more and more\r\n"));
    server.on("/nothttp", Script().send("220 mail.example ESMTP ready\r\n").close());
    server.on("/http2", Script().send(QByteArray("\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64", 15)).hang()); // SETTINGS
    // The body
    server.on("/cut", coded("gzip", zipped.chopped(12)));
    server.on("/trailing", coded("gzip", zipped + "trailing garbage"));
    server.on("/coding", coded("exi", "what is this?"));
    server.on("/big", Script().send(ok("Content-Length: 104857600\r\n", {})).endless(QByteArray(65536, 'x')));
    server.on("/endless", Script().send(ok({}, {})).endless(QByteArray(65536, 'x')));
    static const QByteArray gzipped = gzipBomb(tenGigabytes), brotlied = brotliBomb(tenGigabytes),
                            zstded = zstdBomb(tenGigabytes);
    server.on("/bombgzip", coded("gzip", gzipped));
    server.on("/bombbr", coded("br", brotlied));
    server.on("/bombzstd", coded("zstd", zstded));
    // Redirects
    server.on("/self", Script::redirect("/self"));
    server.on("/loop", Script::redirect("/loop2"));
    server.on("/loop2", Script::redirect("/loop"));
    chain(server, 10);
    chain(server, 11);
    server.on("/file", Script::redirect("file:///etc/passwd"));
    server.on("/away", Script::redirect(other.url("/here")));
    other.on("/here", Script::html(page));
    // The status
    server.on("/busy", {Script::status(429, {{"Retry-After", "2"}}), Script::html(page)});
    server.on("/busydate", {Script::status(429, {{"Retry-After", httpDate(soon)}}), Script::html(page)});
    server.on("/down", {Script::status(503), Script::html(page)});
    server.on("/gone", Script::status(503));
    server.onAny([](const Request &request) { // /good…
        return request.target.startsWith("/good") ? Script::html(page) : Script::status(404);
    });
}

const QList<Expectation> expectations = {
    {"/close", RowState::Failed, Kind::Reset, 0},
    {"/reset", RowState::Failed, Kind::Reset, 200},
    {"/never", RowState::Failed, Kind::FirstByteTimeout, 0},
    {"/drip", RowState::Failed, Kind::TotalTimeout, 200},
    {"/dripbody", RowState::Failed, Kind::TotalTimeout, 200},
    {"/stalls", RowState::Failed, Kind::IdleTimeout, 200},
    {"/short", RowState::Failed, Kind::Truncated, 200},
    {"/long", RowState::Ok, Kind::None, 200},
    {"/lengths", RowState::Failed, Kind::Protocol, 200},
    {"/chunks", RowState::Failed, Kind::Protocol, 200, "invalid chunk size"},
    {"/nolastchunk", RowState::Failed, Kind::Truncated, 200},
    {"/hints", RowState::Ok, Kind::None, 200},
    {"/interim", RowState::Ok, Kind::None, 200},
    {"/onlyhints", RowState::Failed, Kind::IdleTimeout, 0},
    {"/switch", RowState::Failed, Kind::Protocol, 101},
    {"/fields", RowState::Ok, Kind::None, 200},
    {"/heads", RowState::Failed, Kind::TooLarge, 200},
    {"/nothttp", RowState::Failed, Kind::Protocol, 0},
    {"/http2", RowState::Failed, Kind::Protocol, 0},
    {"/cut", RowState::Failed, Kind::Truncated, 200},
    {"/trailing", RowState::Ok, Kind::None, 200},
    {"/coding", RowState::Failed, Kind::Decode, 200, "exi"},
    {"/big", RowState::Failed, Kind::TooLarge, 200},
    {"/endless", RowState::Failed, Kind::TooLarge, 200},
    {"/bombgzip", RowState::Failed, Kind::TooLarge, 200, "decoded"},
    {"/bombbr", RowState::Failed, Kind::TooLarge, 200, "decoded"},
    {"/bombzstd", RowState::Failed, Kind::TooLarge, 200, "decoded"},
    {"/self", RowState::Failed, Kind::RedirectLoop, 302},
    {"/loop", RowState::Failed, Kind::RedirectLoop, 302},
    {"/chain10", RowState::Ok, Kind::None, 200},
    {"/chain11", RowState::Failed, Kind::TooManyRedirects, 302, "More than 10"},
    {"/file", RowState::Failed, Kind::BadRedirect, 302, "file:"},
    {"/away", RowState::Ok, Kind::None, 200},
    {"/busy", RowState::Ok, Kind::None, 200, "", true},
    {"/busydate", RowState::Ok, Kind::None, 200, "", true},
    {"/down", RowState::Ok, Kind::None, 200, "", true},
    {"/gone", RowState::Failed, Kind::Http, 503},
    {"refused", RowState::Failed, Kind::Refused, 0},
    {"black hole", RowState::Failed, Kind::ConnectTimeout, 0},
    {"silent in TLS", RowState::Failed, Kind::TlsTimeout, 0},
    {"good certificate", RowState::Ok, Kind::None, 200},
    {"expired certificate", RowState::Failed, Kind::Tls, 0, "expired"},
    {"self-signed certificate", RowState::Failed, Kind::Tls, 0, "self-signed"},
    {"wrong name certificate", RowState::Failed, Kind::Tls, 0, "host name"},
    {"no such name", RowState::Failed, Kind::Dns, 0, "no-such-name.invalid"}, // RFC 6761 §6.4
};

/// Everybody who misbehaves, and where.
struct Stage {
    using Tls = TestServer::Tls;
    TestServer server, other, good{Tls::Good}, expired{Tls::Expired}, selfSigned{Tls::SelfSigned},
        wrongName{Tls::WrongName};
    const BlackHole blackHole;

    Stage()
    {
        script(server, other);
        good.on("/", Script::html(page));
    }

    QByteArray url(const QByteArray &name) const
    {
        const auto at = [](quint16 port) { return "127.0.0.1:" + QByteArray::number(port) + '/'; };
        const std::map<QByteArray, QByteArray> others{
            {"refused", "http://" + at(TestServer::refusingPort())},
            {"black hole", "http://" + at(blackHole.port())},
            {"silent in TLS", "https://" + at(server.port())}, // waits for the end of a head that never comes
            {"good certificate", good.url("/")},
            {"expired certificate", expired.url("/")},
            {"self-signed certificate", selfSigned.url("/")},
            {"wrong name certificate", wrongName.url("/")},
            {"no such name", "http://no-such-name.invalid/"},
        };
        return name.startsWith('/') ? server.url(name) : others.at(name);
    }
};

CrawlOptions impatientOptions()
{
    CrawlOptions options = hastyOptions();
    options.retries = 1;
    options.connectTimeout = options.tlsTimeout = milliseconds(1000);
    options.firstByteTimeout = options.idleTimeout = milliseconds(1000);
    options.timeout = milliseconds(2500);
    return options;
}

bool holds(const Record &row, const Expectation &wanted)
{
    const bool right = row.state == wanted.state && row.errorKind == wanted.error
        && row.status.value_or(0) == wanted.status && row.error.isEmpty() == (wanted.error == Kind::None)
        && row.error.contains(QLatin1String(wanted.says), Qt::CaseInsensitive)
        && (row.state != RowState::Ok || row.title == QStringLiteral("A page"));
    if (!right)
        qWarning("%s: %s %s %d \"%s\"", wanted.name, qPrintable(rowStateName(row.state)),
                 qPrintable(errorKindName(row.errorKind)), row.status.value_or(0), qPrintable(row.error));
    return right;
}

const Expectation goodPage{"good", RowState::Ok, Kind::None, 200};

/// From now on VmHWM is the most memory that this process has in use from now on.
void forgetPeakMemory()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (!file.open(QIODevice::WriteOnly) || file.write("5") != 1)
        qFatal("The peak of memory can't be reset");
}

qint64 megabytes(const QByteArray &field)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("There is no /proc");
    const QByteArray status = file.readAll();
    const qsizetype at = status.indexOf(field + ':') + field.size() + 1;
    return status.mid(at, status.indexOf("kB", at) - at).trimmed().toLongLong() >> 10;
}

} // namespace

class TestMisbehaviour : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        // So that the bad certificates fail by what is bad in them, and not by their authority.
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.addCaCertificates(TestServer::caCertificatePath());
        QSslConfiguration::setDefaultConfiguration(tls);
    }

    void eachEndsAsItsRowAmongGoodPages_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < expectations.size(); ++i)
            QTest::newRow(expectations[i].name) << i;
    }
    void eachEndsAsItsRowAmongGoodPages()
    {
        QFETCH(int, index);
        const Stage stage;
        QStringList paste;
        for (int i = 0; i < 10; ++i)
            paste << QString::fromUtf8(stage.server.url("/good" + QByteArray::number(i)));
        paste.insert(5, QString::fromUtf8(stage.url(expectations[index].name)));
        CrawlOptions options = impatientOptions();
        options.retries = expectations[index].isRetried ? 1 : 0;
        RunHarness harness(paste.join(QLatin1Char('\n')), options);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(harness.finish(20'000));
        QVERIFY2(clock.elapsed() < 6'000, qPrintable(QString::number(clock.elapsed())));
        QList<Record> rows = harness.rows();
        QCOMPARE(rows.size(), 11);
        QVERIFY(holds(rows.takeAt(5), expectations[index]));
        for (const Record &row : rows)
            QVERIFY(holds(row, goodPage));
        QCOMPARE(harness.receipt().lost, 0);
    }

    void everyMisbehaviourEndsAsTheRightRowAndHarmsNoOther()
    {
        const Stage stage;
        QStringList paste;
        QList<Expectation> expected;
        for (const Expectation &expectation : expectations) { // good and bad side by side
            paste << QString::fromUtf8(stage.server.url("/good" + QByteArray::number(paste.size())))
                  << QString::fromUtf8(stage.url(expectation.name));
            expected << goodPage << expectation;
        }
        CrawlOptions options = impatientOptions();
        options.firstByteTimeout = options.idleTimeout = milliseconds(1500);
        options.timeout = milliseconds(5000);
        RunHarness harness(paste.join(QLatin1Char('\n')), options);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(harness.finish(60'000));
        QVERIFY2(clock.elapsed() < 30'000, qPrintable(QString::number(clock.elapsed())));

        const QList<Record> rows = harness.rows();
        QCOMPARE(rows.size(), expected.size());
        int right = 0;
        for (int i = 0; i < rows.size(); ++i)
            right += holds(rows[i], expected[i]);
        const auto bad = expectations.size();
        qInfo(
            "misbehaving-servers: %d misbehaviours and %d good pages in one run: %d of %d rows as they must be, %.1f s",
            int(bad), int(rows.size() - bad), right, int(rows.size()), double(clock.elapsed()) / 1000);
        QCOMPARE(right, rows.size());
        QCOMPARE(harness.receipt().lost, 0);
        const qint64 fields = paste.indexOf(QString::fromUtf8(stage.server.url("/fields"))) + 1;
        QCOMPARE(harness.details(fields).head.count("\r\nX-Field-"), 150);
        const qint64 file = paste.indexOf(QString::fromUtf8(stage.server.url("/file"))) + 1;
        QVERIFY(!harness.details(file).head.contains("root:"));
    }

    void tenGigabytesCostNoMoreThanTheCap_data()
    {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<QByteArray>("bomb");
        QTest::newRow("gzip") << QByteArray("gzip") << gzipBomb(tenGigabytes);
        QTest::newRow("br") << QByteArray("br") << brotliBomb(tenGigabytes);
        QTest::newRow("zstd") << QByteArray("zstd") << zstdBomb(tenGigabytes);
        QTest::newRow("gzip in gzip") << QByteArray("gzip, gzip") << gzip(gzipBomb(tenGigabytes));
    }
    void tenGigabytesCostNoMoreThanTheCap()
    {
        QFETCH(QByteArray, coding);
        QFETCH(QByteArray, bomb);
        TestServer server;
        server.onAny([coding, bomb](const Request &) { return coded(coding, bomb); });
        QStringList paste;
        for (int i = 0; i < 20; ++i)
            paste << QString::fromUtf8(server.url("/" + QByteArray::number(i)));
        CrawlOptions options = hastyOptions();
        options.concurrency = 4;
        RunHarness harness(paste.join(QLatin1Char('\n')), options);
        forgetPeakMemory();
        const qint64 before = megabytes("VmRSS");
        QElapsedTimer clock;
        clock.start();
        QVERIFY(harness.finish(60'000));
        const qint64 growth = megabytes("VmHWM") - before;
        qInfo("20 bombs of 10 GB, %.1f MB each, 4 at a time: %lld MB more memory, %.1f s", double(bomb.size()) / 1e6,
              (long long)growth, double(clock.elapsed()) / 1000);
        for (const Record &row : harness.rows())
            QCOMPARE(row.errorKind, Kind::TooLarge);
        QVERIFY2(growth < 600, qPrintable(QString::number(growth))); // the sanitizer keeps for a while what was freed
    }

    void aServerThatNamesATimeIsNotAskedBefore_data()
    {
        QTest::addColumn<bool>("asDate");
        QTest::newRow("2") << false;
        QTest::newRow("a date") << true;
    }
    void aServerThatNamesATimeIsNotAskedBefore()
    {
        QFETCH(bool, asDate);
        TestServer server;
        const QDateTime soon = QDateTime::currentDateTimeUtc().addSecs(3);
        const QByteArray time = asDate ? httpDate(soon) : "2";
        server.on("/busy", {Script::status(429, {{"Retry-After", time}}), Script::html(page)});
        server.onAny([](const Request &) { return Script::html(page); });
        QStringList paste{QString::fromUtf8(server.url("/busy"))};
        for (int i = 0; i < 5; ++i)
            paste << QString::fromUtf8(server.url("/" + QByteArray::number(i)));
        CrawlOptions options = hastyOptions();
        options.perHost = 1; // so that the answer comes before the next start
        options.retries = 1;
        RunHarness harness(paste.join(QLatin1Char('\n')), options);
        QVERIFY(harness.finish());
        for (const Record &row : harness.rows())
            QVERIFY(holds(row, goodPage));
        const QList<Request> requests = server.requests();
        QCOMPARE(requests.size(), 7);
        QCOMPARE(requests[0].target, QByteArray("/busy"));
        const auto silence = std::chrono::duration_cast<milliseconds>(requests[1].arrived - requests[0].arrived);
        QVERIFY2(silence >= milliseconds(1990), qPrintable(QString::number(silence.count())));
        QVERIFY(silence < milliseconds(5000));
        if (asDate)
            QVERIFY(QDateTime::currentDateTimeUtc() >= soon.addMSecs(-soon.time().msec()));
    }

    void noCredentialTravelsToAnotherOrigin()
    {
        // Another host, another port, and another scheme: each is another origin.
        TestServer server, other, safe(TestServer::Tls::Good);
        server.listenAt(QStringLiteral("127.0.0.2"));
        server.on("/host", Script::redirect(server.url("/seen", "127.0.0.2")));
        server.on("/port", Script::redirect(other.url("/seen")));
        server.on("/scheme", Script::redirect(safe.url("/seen")));
        server.on("/cookie",
                  Script::status(302, {{"Set-Cookie", "session=secret; Path=/"}, {"Location", other.url("/seen")}}));
        server.on("/back", Script::redirect(other.url("/back"))); // and does not come back from there
        other.on("/back", Script::redirect(server.url("/seen")));
        QStringList paste;
        for (TestServer *each : {&server, &other, &safe})
            each->on("/seen", Script::html(page));
        for (const char *path : {"/host", "/port", "/scheme", "/cookie", "/back"})
            paste << QStringLiteral("http://me:secret@127.0.0.1:%1%2").arg(server.port()).arg(QLatin1String(path));
        CrawlOptions options = impatientOptions();
        options.guardNetwork = false; // 127.0.0.2 stands for any other host
        RunHarness harness(paste.join(QLatin1Char('\n')), options);
        QVERIFY(harness.finish());
        for (const Record &row : harness.rows())
            QVERIFY(holds(row, goodPage));
        int elsewhere = 0;
        for (const TestServer *each : {&server, &other, &safe}) {
            for (const Request &request : each->requests()) {
                const bool pasted = each == &server && request.target != "/seen";
                elsewhere += !pasted;
                QCOMPARE(request.header("Authorization").isEmpty(), !pasted);
                QCOMPARE(request.header("Cookie"), QByteArray());
                QVERIFY(pasted || !request.head.contains(QByteArray("me:secret").toBase64()));
                QVERIFY(!request.head.contains("secret"));
            }
        }
        QCOMPARE(elsewhere, 6);
    }

    void aServerThatClosesEveryConnectionLosesNoPage_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::newRow("with Connection: close")
            << Script::status(200, {{"Content-Type", "text/html"}, {"Connection", "close"}}, page);
        QTest::newRow("without a word") << Script(Script::html(page)).close();
        QTest::newRow("a moment later") << Script(Script::html(page)).pause(milliseconds(2)).close();
        QTest::newRow("by a reset") << Script(Script::html(page)).pause(milliseconds(2)).reset();
    }
    void aServerThatClosesEveryConnectionLosesNoPage()
    {
        QFETCH(Script, answer);
        TestServer server;
        server.onAny([answer](const Request &) { return answer; });
        QStringList paste;
        for (int i = 0; i < 300; ++i)
            paste << QString::fromUtf8(server.url("/" + QByteArray::number(i)));
        CrawlOptions options = hastyOptions(); // no retries
        options.perHost = 8;
        RunHarness harness(paste.join(QLatin1Char('\n')), options);
        QVERIFY(harness.finish());
        for (const Record &row : harness.rows())
            QVERIFY(holds(row, goodPage));
    }

    void theClocksOfAPageDoNotRunWhileItWaitsItsTurn()
    {
        TestServer server;
        server.onAny([](const Request &) {
            return Script().pause(milliseconds(300)).send(Script::html(page).steps()[0].bytes);
        });
        QStringList paste;
        for (int i = 0; i < 6; ++i)
            paste << QString::fromUtf8(server.url("/" + QByteArray::number(i)));
        CrawlOptions options = hastyOptions();
        options.perHost = 1;
        options.timeout = milliseconds(1000); // six in a row take 1.8 s
        RunHarness harness(paste.join(QLatin1Char('\n')), options);
        QVERIFY(harness.finish());
        for (const Record &row : harness.rows())
            QVERIFY(holds(row, goodPage));
    }
};

QTEST_GUILESS_MAIN(TestMisbehaviour)
#include "tst_misbehaviour.moc"
