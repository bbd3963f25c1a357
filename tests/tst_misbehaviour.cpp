// Every way in which a server misbehaves, in one run, among good pages: each line ends as the right row, in bounded time,
// and its neighbours are unharmed.
#include "support/blackhole.h"
#include "support/coders.h"
#include "support/runharness.h"
#include "support/testserver.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QLocale>
#include <QTest>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

namespace {

struct Expectation {
    const char *name;
    RowState state;
    Kind error;
    int status; ///< 0: none
};

const char *page = "<!DOCTYPE html><title>A page</title><p>Text.";

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

void script(TestServer &server)
{
    const QByteArray length = "Content-Length: " + QByteArray::number(qsizetype(strlen(page))) + "\r\n";
    const QByteArray coded = gzip(page);
    const QByteArray bomb = gzip(QByteArray(100 << 20, 'x'));
    const QDateTime soon = QDateTime::currentDateTimeUtc().addSecs(3);
    server.on("/reset", Script().send("HTTP/1.1 200 OK\r\nContent-Le").reset());
    server.on("/never", Script().hang());
    server.on("/drip", Script().drip(ok("Content-Length: 1000\r\n", QByteArray(1000, 'x')), 1, milliseconds(1000)));
    server.on("/stalls", Script().send(ok("Content-Length: 1000\r\n", "some")).hang());
    server.on("/short", Script().send(ok("Content-Length: 1000\r\n", page)).close());
    server.on("/long", Script().send(ok(length, QByteArray(page) + "more than announced")).close());
    server.on("/chunks", Script().send(ok("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\nzz\r\noops")).hang());
    server.on(
        "/hints",
        Script().send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n").pause(milliseconds(50)).send(ok(length, page)));
    server.on("/fields", Script().send(ok(manyFields() + length, page)));
    server.on(
        "/cut",
        Script().send(ok("Content-Encoding: gzip\r\nContent-Length: " + QByteArray::number(coded.size() - 12) + "\r\n",
                         coded.chopped(12))));
    server.on("/big", Script().send(ok("Content-Length: 104857600\r\n", {})).endless(QByteArray(65536, 'x')));
    server.on("/bomb", Script::status(200, {{"Content-Type", "text/html"}, {"Content-Encoding", "gzip"}}, bomb));
    server.on("/heads", Script().send("HTTP/1.1 200 OK\r\n").endless("X-More: and more and more and more\r\n"));
    server.on("/loop", Script::redirect("/loop2"));
    server.on("/loop2", Script::redirect("/loop"));
    server.on("/busy", {Script::status(429, {{"Retry-After", "1"}}), Script::html(page)});
    server.on("/busydate", {Script::status(429, {{"Retry-After", httpDate(soon)}}), Script::html(page)});
    server.on("/down", {Script::status(503), Script::html(page)});
    server.on("/gone", Script::status(503));
    server.on("/nothttp", Script().send("220 mail.example ESMTP ready\r\n").close());
    server.on("/file", Script::redirect("file:///etc/passwd"));
    for (int i = 0; i < 20; ++i)
        server.on("/good" + QByteArray::number(i), Script::html(page));
}

const QList<Expectation> expectations = {
    {"/reset", RowState::Failed, Kind::Reset, 200},     {"/never", RowState::Failed, Kind::FirstByteTimeout, 0},
    {"/drip", RowState::Failed, Kind::TotalTimeout, 0}, {"/stalls", RowState::Failed, Kind::IdleTimeout, 200},
    {"/short", RowState::Failed, Kind::Truncated, 200}, {"/long", RowState::Ok, Kind::None, 200},
    {"/chunks", RowState::Failed, Kind::Protocol, 200}, {"/hints", RowState::Ok, Kind::None, 200},
    {"/fields", RowState::Ok, Kind::None, 200},         {"/cut", RowState::Failed, Kind::Truncated, 200},
    {"/big", RowState::Failed, Kind::TooLarge, 200},    {"/bomb", RowState::Failed, Kind::TooLarge, 200},
    {"/heads", RowState::Failed, Kind::TooLarge, 200},  {"/loop", RowState::Failed, Kind::RedirectLoop, 302},
    {"/busy", RowState::Ok, Kind::None, 200},           {"/busydate", RowState::Ok, Kind::None, 200},
    {"/down", RowState::Ok, Kind::None, 200},           {"/gone", RowState::Failed, Kind::Http, 503},
    {"/nothttp", RowState::Failed, Kind::Protocol, 0},  {"/file", RowState::Failed, Kind::BadRedirect, 302},
};

} // namespace

class TestMisbehaviour : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyMisbehaviourEndsAsTheRightRowAndHarmsNoOther()
    {
        TestServer server, expired(TestServer::Tls::Expired), unsigned_(TestServer::Tls::SelfSigned);
        const BlackHole blackHole;
        script(server);
        QStringList paste;
        QList<Expectation> expected;
        const auto line = [&](const QByteArray &url, const Expectation &expectation) {
            paste << QString::fromUtf8(url);
            expected << expectation;
        };
        for (int i = 0; i < qMax(20, int(expectations.size())); ++i) { // good and bad side by side
            if (i < 20)
                line(server.url("/good" + QByteArray::number(i)), {"good", RowState::Ok, Kind::None, 200});
            if (i < expectations.size())
                line(server.url(expectations[i].name), expectations[i]);
        }
        line("http://127.0.0.1:" + QByteArray::number(TestServer::refusingPort()) + "/",
             {"refused", RowState::Failed, Kind::Refused, 0});
        line("http://127.0.0.1:" + QByteArray::number(blackHole.port()) + "/",
             {"connects to nobody", RowState::Failed, Kind::ConnectTimeout, 0});
        line(expired.url("/"), {"expired certificate", RowState::Failed, Kind::Tls, 0});
        line(unsigned_.url("/"), {"self-signed certificate", RowState::Failed, Kind::Tls, 0});
        line("http://no-such-name.invalid/", {"no such name", RowState::Failed, Kind::Dns, 0}); // RFC 6761 §6.4

        CrawlOptions options = hastyOptions();
        options.retries = 1;
        options.connectTimeout = milliseconds(1000);
        options.firstByteTimeout = milliseconds(1500);
        options.idleTimeout = milliseconds(1500);
        options.timeout = milliseconds(5000);
        RunHarness harness(paste.join(QLatin1Char('\n')), options);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(harness.finish(60'000));
        QVERIFY2(clock.elapsed() < 30'000, qPrintable(QString::number(clock.elapsed())));

        const QList<Record> rows = harness.rows();
        QCOMPARE(rows.size(), expected.size());
        int right = 0, bad = 0;
        for (int i = 0; i < rows.size(); ++i) {
            const Record &row = rows[i];
            const Expectation &wanted = expected[i];
            bad += wanted.name != std::string_view("good");
            const bool holds = row.state == wanted.state && row.errorKind == wanted.error
                && row.status.value_or(0) == wanted.status && row.error.isEmpty() == (wanted.error == Kind::None)
                && (row.state != RowState::Ok || row.title == QStringLiteral("A page"));
            right += holds;
            if (!holds)
                qWarning("%s: %s %s %d \"%s\"", wanted.name, qPrintable(rowStateName(row.state)),
                         qPrintable(errorKindName(row.errorKind)), row.status.value_or(0), qPrintable(row.error));
        }
        qInfo(
            "misbehaving-servers: %d misbehaviours and %d good pages in one run: %d of %d rows as they must be, %.1f s",
            bad, int(rows.size()) - bad, right, int(rows.size()), double(clock.elapsed()) / 1000);
        QCOMPARE(right, rows.size());
        QCOMPARE(harness.receipt().lost, 0);
        const qint64 fields = paste.indexOf(QString::fromUtf8(server.url("/fields"))) + 1;
        QCOMPARE(harness.details(fields).head.count("\r\nX-Field-"), 150);
    }
};

QTEST_GUILESS_MAIN(TestMisbehaviour)
#include "tst_misbehaviour.moc"
