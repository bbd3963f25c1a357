#include "net/decoder.h"
#include "support/coders.h"

#include <QTest>

#include <random>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

namespace {

constexpr qint64 cap = 1 << 20;

QByteArray page()
{
    QByteArray text;
    std::mt19937 random(7);
    while (text.size() < 200'000)
        text += "<p>line " + QByteArray::number(random()) + "</p>\n";
    return text;
}

} // namespace

class TestDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodingIsUndone_data();
    void everyCodingIsUndone();
    void truncatedStreamsGiveTheirPartAndAnError_data();
    void truncatedStreamsGiveTheirPartAndAnError();
    void trailingGarbageIsIgnored_data();
    void trailingGarbageIsIgnored();
    void damageIsNoticed_data();
    void damageIsNoticed();
    void gzipMembersAreJoined();
    void listsAreUndoneFromTheirEnd();
    void labelledButPlainBodiesPass();
    void unknownCodingsAreErrorsAndKeepTheBytes();
    void theCapIsExact_data();
    void theCapIsExact();
    void aBombCostsNoMoreThanTheCap();
    void aWideZstdWindowIsRefused();
    void randomDamageIsHarmless();

private:
    void codings();
};

void TestDecoder::codings()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("coded");
    QTest::newRow("gzip") << QByteArray("gzip") << gzip(page());
    QTest::newRow("x-gzip") << QByteArray("X-GZip") << gzip(page());
    QTest::newRow("deflate in zlib") << QByteArray("deflate") << zlibDeflate(page());
    QTest::newRow("deflate raw") << QByteArray("deflate") << rawDeflate(page());
    QTest::newRow("br") << QByteArray("br") << brotli(page());
    QTest::newRow("zstd") << QByteArray(" zstd ") << zstd(page());
}

void TestDecoder::everyCodingIsUndone_data()
{
    codings();
    QTest::newRow("none") << QByteArray() << page();
    QTest::newRow("identity") << QByteArray("identity") << page();
    QTest::newRow("parameters and empty elements") << QByteArray(" , gzip;q=1 ,") << gzip(page());
}

void TestDecoder::everyCodingIsUndone()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, coded);
    const DecodedBody decoded = decodeBody(coded, name, cap);
    QCOMPARE(decoded.error, FetchError{});
    QCOMPARE(decoded.body, page());
    QCOMPARE(decodeBody({}, name, cap).error, FetchError{}); // an empty body is empty in every coding
    QCOMPARE(decodeBody({}, name, cap).body, QByteArray());
}

void TestDecoder::truncatedStreamsGiveTheirPartAndAnError_data() { codings(); }

void TestDecoder::truncatedStreamsGiveTheirPartAndAnError()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, coded);
    for (const qsizetype missing : {qsizetype(1), coded.size() / 4, coded.size() - 20}) {
        const DecodedBody decoded = decodeBody(coded.chopped(missing), name, cap);
        QCOMPARE(decoded.error.kind, Kind::Truncated);
        QVERIFY(page().startsWith(decoded.body));
        if (missing == coded.size() / 4)
            QVERIFY(decoded.body.size() > 50'000);
    }
}

void TestDecoder::trailingGarbageIsIgnored_data() { codings(); }

void TestDecoder::trailingGarbageIsIgnored()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, coded);
    for (const QByteArray &garbage : {QByteArray("\0", 1), QByteArray("\r\n"), QByteArray(70'000, 'g')}) {
        const DecodedBody decoded = decodeBody(coded + garbage, name, cap);
        QCOMPARE(decoded.error, FetchError{});
        QCOMPARE(decoded.body, page());
    }
}

void TestDecoder::damageIsNoticed_data() { codings(); }

void TestDecoder::damageIsNoticed()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, coded);
    QByteArray damaged = coded;
    if (qstrcmp(QTest::currentDataTag(), "deflate raw") == 0 || qstrcmp(QTest::currentDataTag(), "br") == 0) {
        damaged.fill('\xff', coded.size() / 2); // no checksum there: only broken codes are seen
    } else {
        damaged[coded.size() - 2] = char(~damaged[coded.size() - 2]); // in the checksum or the length
    }
    const DecodedBody decoded = decodeBody(damaged, name, cap);
    QCOMPARE(decoded.error.kind, Kind::Decode);
    QVERIFY(!decoded.error.message.isEmpty());
}

void TestDecoder::gzipMembersAreJoined()
{
    const DecodedBody decoded = decodeBody(gzip("one ") + gzip("two ") + gzip("three"), "gzip", cap);
    QCOMPARE(decoded.error, FetchError{});
    QCOMPARE(decoded.body, QByteArray("one two three"));
    QCOMPARE(decodeBody(zstd("one ") + zstd("two"), "zstd", cap).body, QByteArray("one two"));
    QCOMPARE(decodeBody(gzip("one ") + gzip("two ").chopped(9), "gzip", cap).error.kind, Kind::Truncated);
}

void TestDecoder::listsAreUndoneFromTheirEnd()
{
    const QByteArray coded = brotli(gzip(page()));
    QCOMPARE(decodeBody(coded, "gzip, br", cap).body, page());
    QCOMPARE(decodeBody(coded, "gzip, identity, br", cap).error, FetchError{});
    QCOMPARE(decodeBody(coded, "br, br", cap).error.kind, Kind::Decode); // labelled the wrong way round
    QCOMPARE(decodeBody(gzip(page()), "gzip, gzip", cap).body, page());  // coded once, labelled twice
    QCOMPARE(decodeBody(coded, "gzip,gzip,gzip,gzip,gzip,gzip", cap).error.kind, Kind::Decode);
}

void TestDecoder::labelledButPlainBodiesPass()
{
    for (const char *name : {"gzip", "x-gzip", "zstd"}) {
        const DecodedBody decoded = decodeBody(page(), name, cap);
        QCOMPARE(decoded.error, FetchError{});
        QCOMPARE(decoded.body, page());
    }
}

void TestDecoder::unknownCodingsAreErrorsAndKeepTheBytes()
{
    const DecodedBody decoded = decodeBody("bytes", "compress", cap);
    QCOMPARE(decoded.error.kind, Kind::Decode);
    QVERIFY(decoded.error.message.contains(QStringLiteral("compress")));
    QCOMPARE(decoded.body, QByteArray("bytes"));
}

void TestDecoder::theCapIsExact_data()
{
    codings();
    QTest::newRow("none") << QByteArray() << page();
}

void TestDecoder::theCapIsExact()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, coded);
    const qint64 size = page().size();
    QCOMPARE(decodeBody(coded, name, size).error, FetchError{});
    QCOMPARE(decodeBody(coded, name, size).body.size(), size);
    for (const qint64 tooSmall : {size - 1, qint64(65536), qint64(1), qint64(0)}) {
        const DecodedBody decoded = decodeBody(coded, name, tooSmall);
        QCOMPARE(decoded.error.kind, Kind::TooLarge);
        QCOMPARE(decoded.body, page().first(tooSmall));
    }
}

void TestDecoder::aBombCostsNoMoreThanTheCap()
{
    // 10 GB of zeros as 10 kB: gzip in gzip, made without ever being held.
    const QByteArray tenMegabytes = gzip(QByteArray(10 << 20, '\0'));
    QByteArray gigabytes;
    for (int i = 0; i < 1000; ++i)
        gigabytes += tenMegabytes;
    const QByteArray bomb = gzip(gigabytes);
    QVERIFY(bomb.size() < 100'000);
    QElapsedTimer timer;
    timer.start();
    const DecodedBody decoded = decodeBody(bomb, "gzip, gzip", 11 << 20);
    QCOMPARE(decoded.error.kind, Kind::TooLarge);
    QCOMPARE(decoded.body.size(), 11 << 20);
    QVERIFY(decoded.body.capacity() < 40 << 20);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void TestDecoder::aWideZstdWindowIsRefused()
{
    // RFC 9659 §3: a window of more than 8 MB may not be asked of us.
    QByteArray random(9 << 20, Qt::Uninitialized);
    std::mt19937 generator(3);
    for (char &byte : random)
        byte = char(generator());
    QCOMPARE(decodeBody(zstd(random, 23), "zstd", 16 << 20).error, FetchError{});
    QCOMPARE(decodeBody(zstd(random, 26), "zstd", 16 << 20).error.kind, Kind::Decode);
}

void TestDecoder::randomDamageIsHarmless()
{
    std::mt19937 random(11);
    const QByteArray coded[] = {gzip(page()), rawDeflate(page()), brotli(page()), zstd(page())};
    const char *names[] = {"gzip", "deflate", "br", "zstd"};
    for (int round = 0; round < 400; ++round) {
        QByteArray bytes = coded[round % 4].first(qsizetype(2000 + random() % 8000));
        for (int damage = 0; damage < 3; ++damage)
            bytes[qsizetype(random() % size_t(bytes.size()))] = char(random());
        const DecodedBody decoded = decodeBody(bytes, names[round % 4], 1 << 17);
        QVERIFY(decoded.body.size() <= 1 << 17);
    }
}

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
