#include "base/fetcherror.h"
#include "base/record.h"
#include "base/rowquery.h"

#include <QLocale>
#include <QSet>
#include <QTest>

#include <limits>

using namespace creel;
using namespace Qt::StringLiterals;
using Kind = FetchError::Kind;

class TestRecord : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyErrorKindHasItsOwnWordAndBack();
    void errorKindWordsNeverChange_data();
    void errorKindWordsNeverChange();
    void anUnknownErrorWordIsNone();
    void everyErrorKindSaysWhatToDoInOneSentence();
    void onlyWhatMayPassByItselfIsTransient();
    void everyStateHasItsOwnWordAndBack();
    void anUnknownStateWordIsNoState();
    void everyColumnShowsItsOwnValue();
    void absentValuesAreEmptyCells();
    void timesAreIso8601InUtcWithMilliseconds_data();
    void timesAreIso8601InUtcWithMilliseconds();
    void bytesBeyondAsciiOfAnInvalidLineAreReadAsUtf8();
    void theSumNamesEveryStateThatHasRows_data();
    void theSumNamesEveryStateThatHasRows();
    void theSumReadsTheSameInEveryLocale();
    void theTotalIsTheNumberOfRows();
};

void TestRecord::everyErrorKindHasItsOwnWordAndBack()
{
    QSet<QString> seen;
    for (int i = 0; i <= int(Kind::Cancelled); ++i) {
        const QString name = errorKindName(Kind(i));
        QVERIFY2(!seen.contains(name), qPrintable(name));
        seen.insert(name);
        QCOMPARE(errorKindFromName(name), Kind(i));
    }
    QVERIFY(errorKindName(Kind::None).isEmpty());
}

// They stand in run files, exports and people's scripts.
void TestRecord::errorKindWordsNeverChange_data()
{
    QTest::addColumn<FetchError::Kind>("kind");
    QTest::addColumn<QString>("word");
    const std::pair<Kind, const char *> words[] = {
        {Kind::Invalid, "invalid"},
        {Kind::Dns, "dns"},
        {Kind::Refused, "refused"},
        {Kind::Unreachable, "unreachable"},
        {Kind::Reset, "reset"},
        {Kind::ConnectTimeout, "connect_timeout"},
        {Kind::Tls, "tls"},
        {Kind::TlsTimeout, "tls_timeout"},
        {Kind::FirstByteTimeout, "first_byte_timeout"},
        {Kind::IdleTimeout, "idle_timeout"},
        {Kind::TotalTimeout, "total_timeout"},
        {Kind::Protocol, "protocol"},
        {Kind::Truncated, "truncated"},
        {Kind::TooLarge, "too_large"},
        {Kind::Decode, "decode"},
        {Kind::RedirectLoop, "redirect_loop"},
        {Kind::TooManyRedirects, "too_many_redirects"},
        {Kind::BadRedirect, "bad_redirect"},
        {Kind::Http, "http"},
        {Kind::TooComplex, "too_complex"},
        {Kind::Cancelled, "cancelled"},
    };
    for (const auto &[kind, word] : words)
        QTest::newRow(word) << kind << QString::fromLatin1(word);
}

void TestRecord::errorKindWordsNeverChange()
{
    QFETCH(FetchError::Kind, kind);
    QFETCH(QString, word);
    QCOMPARE(errorKindName(kind), word);
}

void TestRecord::anUnknownErrorWordIsNone()
{
    QCOMPARE(errorKindFromName(u"quantum_decoherence"), Kind::None);
    QCOMPARE(errorKindFromName(u""), Kind::None);
    QCOMPARE(errorKindFromName({}), Kind::None);
}

void TestRecord::everyErrorKindSaysWhatToDoInOneSentence()
{
    QVERIFY(errorAdvice(Kind::None).isEmpty());
    for (int i = 1; i <= int(Kind::Cancelled); ++i) {
        const QString advice = errorAdvice(Kind(i));
        QVERIFY2(advice.size() > 20, qPrintable(errorKindName(Kind(i))));
        QVERIFY2(advice.front().isUpper() && advice.endsWith(u'.'), qPrintable(advice));
        QVERIFY2(!advice.contains(u". "_s), qPrintable(advice));
    }
}

void TestRecord::onlyWhatMayPassByItselfIsTransient()
{
    for (const Kind kind :
         {Kind::Dns, Kind::Refused, Kind::Unreachable, Kind::Reset, Kind::Truncated, Kind::ConnectTimeout,
          Kind::TlsTimeout, Kind::FirstByteTimeout, Kind::IdleTimeout, Kind::TotalTimeout})
        QVERIFY2(isTransient(kind), qPrintable(errorKindName(kind)));
    for (const Kind kind :
         {Kind::None, Kind::Invalid, Kind::Tls, Kind::Protocol, Kind::TooLarge, Kind::Decode, Kind::RedirectLoop,
          Kind::TooManyRedirects, Kind::BadRedirect, Kind::Http, Kind::TooComplex, Kind::Cancelled})
        QVERIFY2(!isTransient(kind), qPrintable(errorKindName(kind)));
}

void TestRecord::everyStateHasItsOwnWordAndBack()
{
    const QStringList words = {u"queued"_s,    u"ok"_s,      u"failed"_s,  u"invalid"_s,
                               u"duplicate"_s, u"skipped"_s, u"stopped"_s, u"blank"_s};
    QCOMPARE(words.size(), rowStateCount);
    for (int i = 0; i < rowStateCount; ++i) {
        QCOMPARE(rowStateName(RowState(i)), words[i]);
        QCOMPARE(rowStateFromName(words[i]), std::optional(RowState(i)));
    }
}

void TestRecord::anUnknownStateWordIsNoState()
{
    QVERIFY(!rowStateFromName(u"Ok"));
    QVERIFY(!rowStateFromName(u"okay"));
    QVERIFY(!rowStateFromName({}));
}

void TestRecord::everyColumnShowsItsOwnValue()
{
    Record record;
    record.line = 7;
    record.url = "https://example.com/a";
    record.state = RowState::Ok;
    record.status = 200;
    record.finalUrl = "https://example.com/b";
    record.title = u"a title"_s;
    record.description = u"a description"_s;
    record.h1 = u"a heading"_s;
    record.canonical = u"https://example.com/c"_s;
    record.lang = u"en"_s;
    record.contentType = u"text/html"_s;
    record.charset = u"utf-8"_s;
    record.bytes = 12345678901;
    record.words = 321;
    record.links = 0;
    record.redirects = 1;
    record.elapsedMs = 1234;
    record.fetchedAtMs = 0;
    record.errorKind = Kind::TooLarge;
    record.error = u"what happened"_s;
    record.depth = 2;
    record.foundOn = "https://example.com/from";
    const QStringList expected = {
        u"7"_s,
        u"https://example.com/a"_s,
        u"ok"_s,
        u"200"_s,
        u"https://example.com/b"_s,
        u"a title"_s,
        u"a description"_s,
        u"a heading"_s,
        u"https://example.com/c"_s,
        u"en"_s,
        u"text/html"_s,
        u"utf-8"_s,
        u"12345678901"_s,
        u"321"_s,
        u"0"_s,
        u"1"_s,
        u"1234"_s,
        u"1970-01-01T00:00:00.000Z"_s,
        u"too_large"_s,
        u"what happened"_s,
        u"2"_s,
        u"https://example.com/from"_s,
    };
    QCOMPARE(expected.size(), columnCount);
    for (int i = 0; i < columnCount; ++i)
        QCOMPARE(cellText(record, Column(i)), expected[i]);
}

void TestRecord::absentValuesAreEmptyCells()
{
    const Record record;
    for (int i = 0; i < columnCount; ++i) {
        if (Column(i) != Column::Line && Column(i) != Column::State)
            QVERIFY2(cellText(record, Column(i)).isEmpty(), columnNames[size_t(i)]);
    }
}

void TestRecord::timesAreIso8601InUtcWithMilliseconds_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("the epoch") << qint64(0) << u"1970-01-01T00:00:00.000Z"_s;
    QTest::newRow("milliseconds keep their zeros") << qint64(7) << u"1970-01-01T00:00:00.007Z"_s;
    QTest::newRow("a leap day") << qint64(1709251199120) << u"2024-02-29T23:59:59.120Z"_s;
    QTest::newRow("the hour that Berlin skips") << qint64(1711848600000) << u"2024-03-31T01:30:00.000Z"_s;
    QTest::newRow("the last one with four digits") << qint64(253402300799999) << u"9999-12-31T23:59:59.999Z"_s;
    QTest::newRow("nonsense of a damaged file") << std::numeric_limits<qint64>::max() << QString();
    QTest::newRow("negative nonsense") << std::numeric_limits<qint64>::min() << QString();
    QTest::newRow("after 2038") << qint64(4102444800000) << u"2100-01-01T00:00:00.000Z"_s;
}

void TestRecord::timesAreIso8601InUtcWithMilliseconds()
{
    QFETCH(qint64, ms);
    Record record;
    record.fetchedAtMs = ms;
    for (const char *zone : {"UTC", "Europe/Berlin", "Asia/Kathmandu"}) {
        qputenv("TZ", zone);
        QTEST(cellText(record, Column::FetchedAt), "text");
    }
    qunsetenv("TZ");
}

void TestRecord::bytesBeyondAsciiOfAnInvalidLineAreReadAsUtf8()
{
    Record record;
    record.url = u"hütte — kaputt"_s.toUtf8();
    QCOMPARE(cellText(record, Column::Url), u"hütte — kaputt"_s);
}

void TestRecord::theSumNamesEveryStateThatHasRows_data()
{
    QTest::addColumn<StateCounts>("counts");
    QTest::addColumn<QString>("sum");
    // In the order of RowState: queued, ok, failed, invalid, duplicate, skipped, stopped, blank.
    QTest::newRow("the README's") << StateCounts{
        {500, 9412, 31, 12, 45, 0, 0,
         0}} << u"10,000 lines = 9,412 ok + 31 failed + 12 invalid + 45 duplicate + 500 not started"_s;
    QTest::newRow("nothing") << StateCounts{} << u"0 lines"_s;
    QTest::newRow("one") << StateCounts{{1, 0, 0, 0, 0, 0, 0, 0}} << u"1 line = 1 not started"_s;
    QTest::newRow("all states") << StateCounts{{1, 2, 3, 4, 5, 6, 7, 8}}
                                << u"36 lines = 2 ok + 3 failed + 4 invalid + 5 duplicate + 6 skipped + 8 blank"
                                   " + 7 stopped + 1 not started"_s;
    QTest::newRow("a million") << StateCounts{{0, 1234567, 0, 0, 0, 0, 0, 0}} << u"1,234,567 lines = 1,234,567 ok"_s;
    QTest::newRow("no comma below a thousand") << StateCounts{{0, 999, 0, 0, 0, 0, 0, 0}} << u"999 lines = 999 ok"_s;
}

void TestRecord::theSumNamesEveryStateThatHasRows()
{
    QFETCH(StateCounts, counts);
    QTEST(counts.sum(), "sum");
}

void TestRecord::theSumReadsTheSameInEveryLocale()
{
    const StateCounts counts{{0, 12345, 0, 0, 0, 0, 0, 0}};
    const QLocale before;
    for (const char *locale : {"de_DE", "fr_FR", "hi_IN", "ar_EG", "C"}) {
        QLocale::setDefault(QLocale(QString::fromLatin1(locale)));
        QCOMPARE(counts.sum(), u"12,345 lines = 12,345 ok"_s);
    }
    QLocale::setDefault(before);
}

void TestRecord::theTotalIsTheNumberOfRows()
{
    StateCounts counts;
    QCOMPARE(counts.total(), 0);
    counts[RowState::Ok] += 3;
    counts[RowState::Blank] += 4;
    QCOMPARE(counts.total(), 7);
    QCOMPARE(std::as_const(counts)[RowState::Blank], 4);
}

QTEST_GUILESS_MAIN(TestRecord)
#include "tst_record.moc"
