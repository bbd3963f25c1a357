#include "base/ledger.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestLedger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void blankLinesAndCommentsAreKept();
    void everyLineEndCounts_data();
    void everyLineEndCounts();
    void aByteOrderMarkIsNoPartOfTheFirstLine();
    void theTextOfALineIsKeptAsPasted();
    void duplicatesNameTheEarlierLine();
    void linesThatDifferInSchemeOrSlashAreNoDuplicates();
    void invalidLinesAreNoDuplicatesOfEachOther();
    void theCountsAddUp();
    void recordsCarryTheLine();
    void anEmptyPasteHasNoLines();
};

void TestLedger::blankLinesAndCommentsAreKept()
{
    const Ledger ledger = Ledger::fromText(u"\n  \t\n# shops\n   # more\nexample.com/#top\n\u00a0\n\"\"\n");
    QCOMPARE(ledger.size(), 7);
    QCOMPARE(ledger.count(RowState::Blank), 6);
    QCOMPARE(ledger.lines()[0].reason, QString());
    QCOMPARE(ledger.lines()[2].reason, u"comment"_s);
    QCOMPARE(ledger.lines()[3].reason, u"comment"_s);
    QCOMPARE(ledger.lines()[4].state, RowState::Queued);
    QCOMPARE(ledger.lines()[2].toRecord(3).url, "# shops");
    QCOMPARE(ledger.lines()[2].toRecord(3).errorKind, FetchError::Kind::None);
    QCOMPARE(ledger.lines()[2].toRecord(3).error, u"comment"_s);
}

void TestLedger::everyLineEndCounts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("\\n") << u"a\nb\n"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("\\r\\n") << u"a\r\nb\r\n"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("\\r") << u"a\rb\r"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("mixed") << u"a\r\n\nb\r\rc\n\r"_s << QStringList{u"a"_s, u""_s, u"b"_s, u""_s, u"c"_s, u""_s};
    QTest::newRow("no last one") << u"a\nb"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("an empty last line is no line") << u"a\n"_s << QStringList{u"a"_s};
    QTest::newRow("an empty line before it is one") << u"a\n\n"_s << QStringList{u"a"_s, u""_s};
    QTest::newRow("only a line end") << u"\n"_s << QStringList{u""_s};
}

void TestLedger::everyLineEndCounts()
{
    QFETCH(QString, text);
    const Ledger ledger = Ledger::fromText(text);
    QStringList lines;
    for (const LedgerLine &line : ledger.lines())
        lines.append(line.text);
    QTEST(lines, "lines");
}

void TestLedger::aByteOrderMarkIsNoPartOfTheFirstLine()
{
    const Ledger ledger = Ledger::fromText(u"\ufeff# a comment\nexample.com");
    QCOMPARE(ledger.lines()[0].text, u"# a comment"_s);
    QCOMPARE(ledger.lines()[0].state, RowState::Blank);
    QCOMPARE(ledger.lines()[1].state, RowState::Queued);
}

void TestLedger::theTextOfALineIsKeptAsPasted()
{
    const QString text = u"  \"https://EXAMPLE.com/\u00e4\" \t"_s;
    const Ledger ledger = Ledger::fromText(text);
    QCOMPARE(ledger.lines()[0].text, text);
    QCOMPARE(ledger.lines()[0].url, "https://example.com/%C3%A4");
}

void TestLedger::duplicatesNameTheEarlierLine()
{
    const Ledger ledger = Ledger::fromText(u"# list\n"
                                           "https://example.com/a\n"
                                           "EXAMPLE.com/a\n"
                                           "https://example.com:443/x/../a#part-2\n"
                                           "https://jane:secret@example.com/a\n"
                                           "https://example.com/b\n");
    for (const size_t i : {2u, 3u, 4u}) {
        const LedgerLine &line = ledger.lines()[i];
        QCOMPARE(line.state, RowState::Duplicate);
        QCOMPARE(line.duplicateOf, 2);
        QCOMPARE(line.reason, u"same as line 2"_s);
        QCOMPARE(line.toRecord(qint64(i) + 1).error, u"same as line 2"_s);
    }
    QCOMPARE(ledger.lines()[3].url, "https://example.com/a#part-2");
    QCOMPARE(ledger.lines()[1].duplicateOf, 0);
    QCOMPARE(ledger.lines()[5].state, RowState::Queued);
}

void TestLedger::linesThatDifferInSchemeOrSlashAreNoDuplicates()
{
    const Ledger ledger = Ledger::fromText(u"https://a.example/b\nhttp://a.example/b\nhttps://a.example/b/\n"
                                           "https://www.a.example/b\nhttps://a.example/B\nhttps://a.example/b?\n");
    QCOMPARE(ledger.count(RowState::Queued), 6);
}

void TestLedger::invalidLinesAreNoDuplicatesOfEachOther()
{
    const Ledger ledger = Ledger::fromText(u"foo bar\nfoo bar\n");
    QCOMPARE(ledger.count(RowState::Invalid), 2);
}

void TestLedger::theCountsAddUp()
{
    const Ledger ledger = Ledger::fromText(u"a.example\n\n# x\nfoo bar\na.example\nftp://a.example\nb.example\n\n");
    QCOMPARE(ledger.count(RowState::Queued), 2);
    QCOMPARE(ledger.count(RowState::Blank), 3);
    QCOMPARE(ledger.count(RowState::Invalid), 2);
    QCOMPARE(ledger.count(RowState::Duplicate), 1);
    qint64 sum = 0;
    for (int i = 0; i < rowStateCount; ++i)
        sum += ledger.count(RowState(i));
    QCOMPARE(sum, ledger.size());
}

void TestLedger::recordsCarryTheLine()
{
    const Record queued = judgeLine(u"example.com/a#b").toRecord(7);
    QCOMPARE(queued.line, 7);
    QCOMPARE(queued.url, "https://example.com/a#b");
    QCOMPARE(queued.state, RowState::Queued);
    QCOMPARE(queued.errorKind, FetchError::Kind::None);
    QVERIFY(queued.error.isEmpty());
    QVERIFY(!queued.status);

    const Record invalid = judgeLine(u"  h\u00fctte kaputt ").toRecord(8);
    QCOMPARE(invalid.url, "  h\u00fctte kaputt ");
    QCOMPARE(invalid.state, RowState::Invalid);
}

void TestLedger::anEmptyPasteHasNoLines()
{
    QCOMPARE(Ledger::fromText({}).size(), 0);
    QCOMPARE(Ledger::fromText(u"\ufeff").size(), 0);
}

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
