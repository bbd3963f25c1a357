#include "base/urllist.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestUrlList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theColumnWithUrlsIsFound_data()
    {
        QTest::addColumn<QString>("csv");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("text");
        QTest::newRow("header") << u"id,address,note\n1,https://a.test/,x\n2,https://b.test/,y\n"_s << 2
                                << u"https://a.test/\nhttps://b.test/\n"_s;
        QTest::newRow("no header") << u"https://a.test/;x\nb.test;y"_s << 1 << u"https://a.test/\nb.test\n"_s;
        QTest::newRow("tabs") << u"x\thttps://a.test/\r\ny\t\r\n"_s << 2 << u"https://a.test/\n\n"_s;
        QTest::newRow("quotes, delimiters and line ends inside") // RFC 4180 §2.5 to 2.7
            << u"note,url\n\"a, \"\"b\"\"\nc\",\"https://a.test/?q=1,2\"\n"_s << 2 << u"https://a.test/?q=1,2\n"_s;
        QTest::newRow("mail addresses are no URLs")
            << u"anna@a.test,https://a.test/\n"_s << 2 << u"https://a.test/\n"_s;
    }
    void theColumnWithUrlsIsFound()
    {
        QFETCH(QString, csv);
        QFETCH(int, column);
        QFETCH(QString, text);
        const std::optional<UrlColumn> found = urlColumn(csv);
        QVERIFY(found);
        QCOMPARE(found->column, column);
        QCOMPARE(found->text, text);
        QCOMPARE(found->rows, text.count(u'\n'));
    }

    void aTableWithoutUrlsIsNotGuessedAt()
    {
        QVERIFY(!urlColumn(u"name,age\nAnna,7\nBo,9\n"));
        QVERIFY(!urlColumn(u""));
    }

    void bytesBecomeTextByTheirMarkOrTheirForm()
    {
        QCOMPARE(decodeText("\xEF\xBB\xBF\xC3\xA9"_ba), u"é"_s);
        QCOMPARE(decodeText("\xC3\xA9"_ba), u"é"_s);
        QCOMPARE(decodeText("\xE9"_ba), u"é"_s); // no UTF-8: Latin-1
        QCOMPARE(decodeText(QByteArray("\xFF\xFE\xE9\0", 4)), u"é"_s);
    }

    void onlyTheEndingMakesATable()
    {
        QVERIFY(isTableName(u"/x/list.CSV"_s));
        QVERIFY(isTableName(u"list.tsv"_s));
        QVERIFY(!isTableName(u"list.csv.txt"_s));
        QVERIFY(!isTableName(u"-"_s));
    }
};

QTEST_GUILESS_MAIN(TestUrlList)
#include "tst_urllist.moc"
