#include "net/httpparser.h"

#include <QTest>

#include <random>

using namespace creel;
using Kind = FetchError::Kind;

namespace {

/// What a test says about an answer once it has ended.
struct Outcome {
    Kind kind = Kind::None;
    int status = 0;
    QByteArray body;
    bool reusable = false;
    qsizetype left = 0; ///< bytes that were not used
    bool operator==(const Outcome &) const = default;
};

Outcome parse(QByteArrayView bytes, qsizetype piece, bool close)
{
    HttpParser parser(4096, 1000);
    qsizetype used = 0, at = 0;
    while (at < bytes.size()) {
        const auto part = bytes.sliced(at, std::min(piece, bytes.size() - at));
        used += parser.feed(part);
        at += part.size();
    }
    if (close)
        parser.finish();
    return {parser.error().kind, parser.response().status, parser.response().body, parser.reusable(),
            bytes.size() - used};
}

QByteArray chunked(const QByteArray &coded, const QByteArray &more = {})
{
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + more + "\r\n" + coded;
}

} // namespace

class TestHttpParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersMeanTheSameHoweverTheyAreSplit_data();
    void answersMeanTheSameHoweverTheyAreSplit();
    void truncationIsNoticedAtEveryByte_data();
    void truncationIsNoticedAtEveryByte();
    void allHeaderFieldsAreKept();
    void headBytesAreKeptExactly();
    void foldedFieldsBecomeOneLine();
    void oddFieldLinesDoNoHarm();
    void endlessHeadersEndAtTheCap();
    void endlessInterimAnswersEndAtTheCap();
    void endlessTrailersAndExtensionsEndAtTheCap();
    void whatIsNotHttpFailsWithItsFirstBytes();
    void aBodyStopsAtTheCapAndKeepsItsStatus();
    void aLyingContentLengthReservesLittle();
    void lookUpsIgnoreCaseAndJoinEqualNames();
    void randomBytesNeverUpsetIt();
    void manySmallPiecesTakeLinearTime();
};

void TestHttpParser::answersMeanTheSameHoweverTheyAreSplit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("reusable");
    QTest::addColumn<bool>("closes");
    const auto answer = [](const char *name, const QByteArray &bytes, Kind kind, int status, const QByteArray &body,
                           bool reusable, bool closes = false) {
        QTest::newRow(name) << bytes << int(kind) << status << body << reusable << closes;
    };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    // RFC 9112 §6.3: where a body ends
    answer("Content-Length", ok + "Content-Length: 5\r\n\r\nhello", Kind::None, 200, "hello", true);
    answer("empty body", ok + "Content-Length: 0\r\n\r\n", Kind::None, 200, "", true);
    answer("until close", ok + "\r\nhello", Kind::None, 200, "hello", false, true);
    answer("until close, empty", ok + "\r\n", Kind::None, 200, "", false, true);
    answer("204 has none", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", Kind::None, 204, "", true);
    answer("304 has none", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", Kind::None, 304, "", true);
    answer("304 with chunked has none", "HTTP/1.1 304 NM\r\nTransfer-Encoding: chunked\r\n\r\n", Kind::None, 304, "",
           true);
    answer("equal lengths", ok + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", Kind::None, 200, "hello", true);
    answer("a list of equal lengths", ok + "Content-Length: 5, 5\r\n\r\nhello", Kind::None, 200, "hello", true);
    answer("lengths in conflict", ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", Kind::Protocol, 200, "",
           false);
    answer("length not a number", ok + "Content-Length: five\r\n\r\n", Kind::Protocol, 200, "", false);
    answer("negative length", ok + "Content-Length: -5\r\n\r\n", Kind::Protocol, 200, "", false);
    answer("signed length", ok + "Content-Length: +5\r\n\r\n", Kind::Protocol, 200, "", false);
    answer("empty length", ok + "Content-Length:\r\n\r\n", Kind::Protocol, 200, "", false);
    answer("length over the cap", ok + "Content-Length: 1001\r\n\r\n", Kind::TooLarge, 200, "", false);
    answer("length beyond 64 bits", ok + "Content-Length: 99999999999999999999999\r\n\r\n", Kind::TooLarge, 200, "",
           false);
    // RFC 9112 §7.1: chunks
    answer("chunked", chunked("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"), Kind::None, 200, "hello world", true);
    answer("chunked, empty", chunked("0\r\n\r\n"), Kind::None, 200, "", true);
    answer("chunk extensions", chunked("5;a=b; c=\"d\"\r\nhello\r\n0;z\r\n\r\n"), Kind::None, 200, "hello", true);
    answer("blanks around the size", chunked("5  \r\nhello\r\n0 ;x\r\n\r\n"), Kind::None, 200, "hello", true);
    answer("trailers", chunked("5\r\nhello\r\n0\r\nX: y\r\nZ: 1\r\n\r\n"), Kind::None, 200, "hello", true);
    answer("upper case size, leading zeros", chunked("000A\r\n0123456789\r\n000\r\n\r\n"), Kind::None, 200,
           "0123456789", true);
    answer("bare LF in chunks", chunked("5\nhello\n0\n\n"), Kind::None, 200, "hello", true);
    answer("invalid chunk size", chunked("5\r\nhello\r\nzz\r\n"), Kind::Protocol, 200, "hello", false);
    answer("negative chunk size", chunked("-5\r\nhello\r\n"), Kind::Protocol, 200, "", false);
    answer("empty chunk size", chunked("\r\nhello\r\n"), Kind::Protocol, 200, "", false);
    answer("0x chunk size", chunked("0x5\r\nhello\r\n"), Kind::Protocol, 200, "", false);
    answer("chunk longer than its size", chunked("5\r\nhello!\r\n"), Kind::Protocol, 200, "hello", false);
    answer("chunk size over the cap", chunked("fffffffffffffffffff\r\n" + QByteArray(1001, 'x')), Kind::TooLarge, 200,
           QByteArray(1000, 'x'), false);
    answer("chunked and a length", chunked("5\r\nhello\r\n0\r\n\r\n", "Content-Length: 3\r\n"), Kind::None, 200,
           "hello", false);
    answer("chunked from HTTP/1.0",
           "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", Kind::None, 200,
           "", false);
    answer("identity is no coding", ok + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nhi", Kind::None, 200,
           "hi", true);
    answer("unknown transfer coding", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", Kind::Protocol, 200, "", false);
    answer("chunked twice", ok + "Transfer-Encoding: chunked, chunked\r\n\r\n", Kind::Protocol, 200, "", false);
    // RFC 9110 §15.2: interim answers
    answer("100 first", "HTTP/1.1 100 Continue\r\n\r\n" + ok + "Content-Length: 2\r\n\r\nhi", Kind::None, 200, "hi",
           true);
    answer("103 twice, with fields",
           "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 103 E\r\nContent-Length: 9\r\n\r\n" + ok
               + "Content-Length: 2\r\n\r\nhi",
           Kind::None, 200, "hi", true);
    answer("101 was not asked for", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", Kind::Protocol, 101, "", false);
    // RFC 9112 §9.3: what may follow
    answer("Connection: close", ok + "Connection: Close\r\nContent-Length: 2\r\n\r\nhi", Kind::None, 200, "hi", false);
    answer("close in a list", ok + "Connection: foo, close\r\nContent-Length: 2\r\n\r\nhi", Kind::None, 200, "hi",
           false);
    answer("HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", Kind::None, 200, "hi", false);
    answer("HTTP/1.0 keep-alive", "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nhi",
           Kind::None, 200, "hi", true);
    // RFC 9112 §2.2, §4: tolerance
    answer("bare LF", "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", Kind::None, 200, "hi", true);
    answer("no reason", "HTTP/1.1 404\r\nContent-Length: 2\r\n\r\nhi", Kind::None, 404, "hi", true);
    answer("junk after the status", "HTTP/1.1 200OK-ish\r\nContent-Length: 2\r\n\r\nhi", Kind::None, 200, "hi", true);
    answer("reason in Latin-1", "HTTP/1.1 404 Introuv\xe9\r\nContent-Length: 2\r\n\r\nhi", Kind::None, 404, "hi", true);
    answer("lower case", "http/1.1 200 ok\r\ncontent-length: 2\r\n\r\nhi", Kind::None, 200, "hi", true);
    answer("calls itself HTTP/2", "HTTP/2 200\r\nContent-Length: 2\r\n\r\nhi", Kind::None, 200, "hi", true);
    answer("empty lines first", "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", Kind::None, 200, "hi", true);
    answer("blank before the colon", ok + "Content-Length : 2\r\n\r\nhi", Kind::None, 200, "hi", true);
    answer("no fields at all", "HTTP/1.1 200 OK\r\n\r\nhi", Kind::None, 200, "hi", false, true);
    // not HTTP
    answer("junk before the status line", "garbage\r\nHTTP/1.1 200 OK\r\n\r\n", Kind::Protocol, 0, "", false);
    answer("HTTP/0.9", "<html>hello", Kind::Protocol, 0, "", false);
    answer("status of two digits", "HTTP/1.1 20\r\n\r\n", Kind::Protocol, 0, "", false);
    answer("status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", Kind::Protocol, 0, "", false);
    answer("status 099", "HTTP/1.1 099 OK\r\n\r\n", Kind::Protocol, 0, "", false);
    answer("version 0.9", "HTTP/0.9 200 OK\r\n\r\n", Kind::Protocol, 0, "", false);
    answer("nothing", "", Kind::Reset, 0, "", false, true);
}

void TestHttpParser::answersMeanTheSameHoweverTheyAreSplit()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, kind);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, reusable);
    QFETCH(bool, closes);
    const auto check = [&](const HttpParser &parser) {
        return int(parser.error().kind) == kind && parser.response().status == status && parser.response().body == body
            && parser.reusable() == reusable && parser.ended();
    };
    for (qsizetype split = 0; split <= bytes.size(); ++split) { // in two, at every place
        HttpParser parser(4096, 1000);
        parser.feed(QByteArrayView(bytes).first(split));
        parser.feed(QByteArrayView(bytes).sliced(split));
        if (closes)
            parser.finish();
        QVERIFY2(check(parser), qPrintable(QStringLiteral("split at %1: %2").arg(split).arg(parser.error().message)));
    }
    HttpParser parser(4096, 1000); // byte by byte
    for (const char byte : bytes)
        parser.feed(QByteArrayView(&byte, 1));
    if (closes)
        parser.finish();
    QVERIFY(check(parser));

    if (!closes && kind == int(Kind::None)) { // what comes after an answer is none of its bytes
        const Outcome outcome = parse(bytes + "HTTP/1.1 ", bytes.size() + 9, false);
        QCOMPARE(outcome.left, 9);
        QCOMPARE(outcome.body, body);
        QVERIFY(!outcome.reusable);
    }
}

void TestHttpParser::truncationIsNoticedAtEveryByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    QTest::newRow("chunked") << chunked("5\r\nhello\r\n3;x=y\r\nabc\r\n0\r\nA: b\r\n\r\n");
    QTest::newRow("interim") << QByteArray(
        "HTTP/1.1 103 E\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
}

void TestHttpParser::truncationIsNoticedAtEveryByte()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(parse(bytes, 7, true).kind, Kind::None);
    for (qsizetype cut = 0; cut < bytes.size(); ++cut) {
        const Outcome outcome = parse(QByteArrayView(bytes).first(cut), 7, true);
        // Nothing was announced before the head is whole: then it is a broken connection, not a short page.
        const bool wholeHead = cut >= bytes.lastIndexOf("\r\n\r\n", bytes.size() - 5) + 4;
        QCOMPARE(outcome.kind, wholeHead ? Kind::Truncated : Kind::Reset);
        QVERIFY(!outcome.reusable);
    }
    // In the body, what came is kept, and the status too.
    const Outcome partial = parse(QByteArrayView("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhel"), 5, true);
    QCOMPARE(partial, (Outcome{Kind::Truncated, 200, "hel", false, 0}));
    QCOMPARE(parse(QByteArrayView("HTTP/1.1 404 No\r\nConten"), 5, true).status, 404);
}

void TestHttpParser::allHeaderFieldsAreKept()
{
    QByteArray head = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 150; ++i)
        head += "X-Field-" + QByteArray::number(i) + ": value " + QByteArray::number(i) + "\r\n";
    HttpParser parser;
    parser.feed(head + "Content-Length: 0\r\n\r\n");
    QVERIFY(parser.done());
    QCOMPARE(parser.response().headers.size(), 151);
    QCOMPARE(parser.response().headers.value("x-field-149"), QByteArray("value 149"));
}

void TestHttpParser::headBytesAreKeptExactly()
{
    const QByteArray head = "HTTP/1.1 200  OK \r\nA:b\r\nnonsense\nFolded: 1\r\n\t2\r\nContent-Length:  0 \r\n\r\n";
    HttpParser parser;
    parser.feed("HTTP/1.1 103 Early\r\nNot: kept\r\n\r\n" + head);
    QVERIFY(parser.done());
    QCOMPARE(parser.response().head, head);
    QCOMPARE(parser.response().wireBytes, head.size() + 33);
}

void TestHttpParser::foldedFieldsBecomeOneLine()
{
    HttpParser parser;
    parser.feed(
        "HTTP/1.1 200 OK\r\n ignored: 1\r\nA: one\r\n  two\r\n\tthree\r\nB:\r\n four\r\nContent-Length: 0\r\n\r\n");
    QVERIFY(parser.done());
    QCOMPARE(parser.response().headers.value("A"), QByteArray("one two three"));
    QCOMPARE(parser.response().headers.value("B"), QByteArray("four"));
    QVERIFY(!parser.response().headers.value("ignored"));
}

void TestHttpParser::oddFieldLinesDoNoHarm()
{
    HttpParser parser;
    QByteArray answer =
        "HTTP/1.1 200 OK\r\nno colon here\r\n: no name\r\nNul: a?b\r\nCr: a\rb\r\nEmpty:\r\nContent-Length: 0\r\n\r\n";
    parser.feed(answer.replace('?', '\0'));
    QVERIFY(parser.done());
    const HttpHeaders &headers = parser.response().headers;
    QCOMPARE(headers.size(), 4);
    QCOMPARE(headers.value("Nul"), QByteArray("a b"));
    QCOMPARE(headers.value("Cr"), QByteArray("a b"));
    QCOMPARE(headers.value("Empty"), QByteArray());
}

void TestHttpParser::endlessHeadersEndAtTheCap()
{
    for (const QByteArray &more : {QByteArray("X: yyyyyyyyyyyyyyyyyyyyyyyy\r\n"), QByteArray(100, 'z')}) {
        HttpParser parser(4096, 1000);
        parser.feed("HTTP/1.1 200 OK\r\n");
        qint64 fed = 17;
        for (; fed < 100'000 && !parser.ended(); fed += more.size())
            parser.feed(more);
        QCOMPARE(parser.error().kind, Kind::TooLarge);
        QCOMPARE(parser.response().status, 200);
        QVERIFY(fed < 4096 + 200);
        QVERIFY(parser.response().head.size() <= 4096);
    }
    HttpParser atOnce(4096, 1000);
    atOnce.feed("HTTP/1.1 200 OK\r\n" + QByteArray(1 << 20, 'z'));
    QCOMPARE(atOnce.error().kind, Kind::TooLarge);
    QVERIFY(atOnce.response().head.size() <= 4096);
}

void TestHttpParser::endlessInterimAnswersEndAtTheCap()
{
    HttpParser parser(4096, 1000);
    for (int i = 0; i < 1000 && !parser.ended(); ++i)
        parser.feed("HTTP/1.1 103 Early Hints\r\n\r\n");
    QCOMPARE(parser.error().kind, Kind::TooLarge);
}

void TestHttpParser::endlessTrailersAndExtensionsEndAtTheCap()
{
    HttpParser trailers(4096, 1000);
    trailers.feed(chunked("0\r\n"));
    for (int i = 0; i < 1000 && !trailers.ended(); ++i)
        trailers.feed("Trailer: value\r\n");
    QCOMPARE(trailers.error().kind, Kind::TooLarge);

    HttpParser extensions(4096, 1'000'000);
    extensions.feed(chunked(""));
    for (int i = 0; i < 1000 && !extensions.ended(); ++i)
        extensions.feed("1;extension=" + QByteArray(100, 'x') + "\r\na\r\n");
    QCOMPARE(extensions.error().kind, Kind::TooLarge);

    HttpParser oneLine(4096, 1000);
    oneLine.feed(chunked("1;"));
    for (int i = 0; i < 1000 && !oneLine.ended(); ++i)
        oneLine.feed(QByteArray(100, 'x'));
    QCOMPARE(oneLine.error().kind, Kind::TooLarge);

    HttpParser plain(4096, 1'000'000); // chunks without extensions cost nothing, however many
    plain.feed(chunked(""));
    for (int i = 0; i < 10'000; ++i)
        plain.feed("1\r\na\r\n");
    QVERIFY(!plain.ended());
}

void TestHttpParser::whatIsNotHttpFailsWithItsFirstBytes()
{
    for (const char *bytes : {"S", "HTTQ", "<", " HTTP/1.1 200 OK", "\x16\x03\x01", "HTT P"}) {
        HttpParser parser;
        parser.feed(QByteArrayView(bytes));
        QCOMPARE(parser.error().kind, Kind::Protocol);
    }
    HttpParser ssh;
    ssh.feed("SSH-2.0-OpenSSH_9.2\r\n");
    QVERIFY(ssh.error().message.contains(QStringLiteral("SSH-2.0-OpenSSH_9.2")));
}

void TestHttpParser::aBodyStopsAtTheCapAndKeepsItsStatus()
{
    const QByteArray thousand(1000, 'a');
    for (const QByteArray &framing : {QByteArray("\r\n"), QByteArray("Transfer-Encoding: chunked\r\n\r\n7d0\r\n")}) {
        HttpParser parser(4096, 1000);
        parser.feed("HTTP/1.1 503 Busy\r\n" + framing + thousand);
        QVERIFY(!parser.ended()); // exactly the cap is allowed
        parser.feed("b");
        QCOMPARE(parser.error().kind, Kind::TooLarge);
        QCOMPARE(parser.response().status, 503);
        QCOMPARE(parser.response().body, thousand);
    }
}

void TestHttpParser::aLyingContentLengthReservesLittle()
{
    HttpParser parser(4096, qint64(1) << 40);
    parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
    QCOMPARE(parser.state(), HttpParser::State::Body);
    QVERIFY(parser.response().body.capacity() <= 17 << 20);
}

void TestHttpParser::lookUpsIgnoreCaseAndJoinEqualNames()
{
    HttpHeaders headers;
    headers.append("Vary", "a");
    headers.append("Other", "x");
    headers.append("VARY", "b");
    QCOMPARE(headers.value("vary"), QByteArray("a"));
    QCOMPARE(headers.combined("vaRy"), QByteArray("a, b"));
    QVERIFY(!headers.value("Var"));
    QCOMPARE(headers.combined("Var"), QByteArray());
}

void TestHttpParser::randomBytesNeverUpsetIt()
{
    // Answers with random damage: any outcome is fine, but in bounds, and the same however they are split.
    std::mt19937 random(1);
    const QByteArray seeds[] = {
        chunked("5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n"),
        "HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\nA: b\r\n c\r\n\r\nhello"};
    const QByteArray alphabet("\r\n :;0159afHTP/.,-\0\xff", 21);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = seeds[round % 2];
        for (unsigned damage = random() % 4; damage > 0; --damage) {
            const qsizetype at = qsizetype(random() % size_t(bytes.size()));
            const char byte = alphabet[qsizetype(random() % 21)];
            if (random() % 2)
                bytes[at] = byte;
            else
                bytes.insert(at, byte);
        }
        const Outcome whole = parse(bytes, bytes.size(), true);
        QVERIFY(whole.body.size() <= 1000);
        const Outcome pieces = parse(bytes, 1 + qsizetype(random() % 9), true);
        QVERIFY2(pieces.kind == whole.kind, bytes.toPercentEncoding(" /:;,."));
        QCOMPARE(pieces.status, whole.status);
        QCOMPARE(pieces.body, whole.body);
    }
}

void TestHttpParser::manySmallPiecesTakeLinearTime()
{
    // Byte by byte through a long head, long trailers and 100,000 chunks: seconds when something is quadratic.
    QByteArray bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nFolded: a\r\n";
    for (int i = 0; i < 20'000; ++i)
        bytes += " fold\r\n";
    bytes += "\r\n";
    for (int i = 0; i < 100'000; ++i)
        bytes += "1\r\nx\r\n";
    bytes += "0\r\n" + QByteArray(100'000, 't') + "\r\n\r\n";
    HttpParser parser(1 << 20, 1 << 20);
    QElapsedTimer timer;
    timer.start();
    for (const char byte : bytes)
        parser.feed(QByteArrayView(&byte, 1));
    QVERIFY(parser.done());
    QCOMPARE(parser.response().body.size(), 100'000);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestHttpParser)
#include "tst_httpparser.moc"
