#include "export/csvwriter.h"

#include <QBuffer>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

Record rowWithTitle(const QString &title)
{
    Record record;
    record.line = 7;
    record.url = "https://example.com/";
    record.state = RowState::Ok;
    record.title = title;
    return record;
}

QByteArray written(const std::vector<Record> &records, const ExportOptions &options = {}, const Recipe &recipe = {})
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    CsvWriter writer(buffer, tableColumns(false, recipe), options);
    bool ok = writer.begin();
    for (const Record &record : records)
        ok = writer.write(record) && ok;
    ok = writer.end() && ok;
    return ok ? buffer.data() : "failed"_ba;
}

/// The bytes of the title cell, quotes and all, of one row.
QByteArray titleCell(const QString &title, const ExportOptions &options = {})
{
    const QByteArray row = written({rowWithTitle(title)}, options).mid(written({}, options).size());
    const QByteArray before = "7,https://example.com/,ok,,,", after = QByteArray(",").repeated(14) + "\r\n";
    return row.startsWith(before) && row.endsWith(after) ? row.mid(before.size()).chopped(after.size()) : row;
}

/// A disk that takes no more than so much.
class SmallDevice : public QIODevice
{
public:
    explicit SmallDevice(qint64 room) : m_room(room) { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        m_room -= size;
        return m_room < 0 ? -1 : size;
    }

private:
    qint64 m_room;
};

} // namespace

class TestCsvWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theHeaderNamesEveryColumnInOrder();
    void aRowHasEveryColumnAndEndsWithCrLf();
    void theColumnsOfTheRecipeComeLast();
    void cellsAreQuotedOnlyWhereTheyHaveTo_data();
    void cellsAreQuotedOnlyWhereTheyHaveTo();
    void cellsThatLookLikeFormulasAreGuarded_data();
    void cellsThatLookLikeFormulasAreGuarded();
    void theGuardCanBeSwitchedOff();
    void aBomIsWrittenOnlyWhenAskedFor();
    void whatIsNoCharacterBecomesTheReplacementCharacter();
    void longCellsAreWhole();
    void aFullDiskIsToldAtTheLatestAtTheEnd();
    void formatsAreChosenByTheEnding();
};

void TestCsvWriter::theHeaderNamesEveryColumnInOrder()
{
    QCOMPARE(
        written({}),
        "line,url,state,status,final_url,title,description,h1,canonical,lang,content_type,charset,bytes,words,links,"
        "redirects,elapsed_ms,fetched_at,error_kind,error\r\n"_ba);
}

void TestCsvWriter::aRowHasEveryColumnAndEndsWithCrLf()
{
    Record full = rowWithTitle(u"T"_s);
    full.status = 200;
    full.finalUrl = "https://example.com/x";
    full.description = u"D"_s;
    full.h1 = u"H"_s;
    full.canonical = u"C"_s;
    full.lang = u"en"_s;
    full.contentType = u"text/html"_s;
    full.charset = u"utf-8"_s;
    full.bytes = 5'000'000'000;
    full.words = 0;
    full.links = 3;
    full.redirects = 1;
    full.elapsedMs = 12;
    full.fetchedAtMs = 1'709'251'199'007;
    full.errorKind = FetchError::Kind::TooComplex;
    full.error = u"E"_s;
    Record bare;
    bare.line = 8;
    bare.state = RowState::Blank;
    QCOMPARE(written({full, bare}).mid(written({}).size()),
             "7,https://example.com/,ok,200,https://example.com/x,T,D,H,C,en,text/html,utf-8,5000000000,0,3,1,12,"
             "2024-02-29T23:59:59.007Z,too_complex,E\r\n"
             "8,,blank,,,,,,,,,,,,,,,,,\r\n"_ba);
}

void TestCsvWriter::theColumnsOfTheRecipeComeLast()
{
    Recipe recipe;
    recipe.fields = {{.name = u"Title"_s}, {.name = u"price"_s, .type = FieldType::Number}, {.name = u"note"_s}};
    Record row = rowWithTitle(u"T"_s);
    row.records = 2;
    row.position = 1;
    row.values = {u"other"_s, u"-12.5"_s, u"-12.5"_s};
    const QByteArray header =
        ",error,Title_2,price,note\r\n"; // no two columns have one name; "-12.5" is a number, or may be a formula
    QVERIFY(written({}, {}, recipe).endsWith(header));
    QVERIFY(written({row}, {}, recipe).endsWith(",,,,other,-12.5,'-12.5\r\n"));
    row.values.clear();
    QVERIFY(written({row}, {}, recipe).endsWith(",,,,,\r\n"));

    recipe.fields[0].many = Many::Rows; // more than one record a page: how many
    row.values = {u"a"_s, QString(), u"b"_s};
    QVERIFY(written({}, {}, recipe).endsWith(",error,records,Title_2,price,note\r\n"));
    QVERIFY(written({row}, {}, recipe).endsWith(",,,,2,a,,b\r\n"));
}

void TestCsvWriter::cellsAreQuotedOnlyWhereTheyHaveTo_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("cell");
    // RFC 4180 §2, rules 5 to 7
    QTest::newRow("plain") << u"plain; 'text'"_s << "plain; 'text'"_ba;
    QTest::newRow("comma") << u"a,b"_s << "\"a,b\""_ba;
    QTest::newRow("quote") << u"a \"b\" c"_s << "\"a \"\"b\"\" c\""_ba;
    QTest::newRow("only quotes") << u"\"\""_s << "\"\"\"\"\"\""_ba;
    QTest::newRow("LF") << u"a\nb"_s << "\"a\nb\""_ba;
    QTest::newRow("CR inside") << u"a\rb"_s << "\"a\rb\""_ba;
    QTest::newRow("CRLF") << u"a\r\nb"_s << "\"a\r\nb\""_ba;
    QTest::newRow("spaces stay") << u"  a  "_s << "  a  "_ba;
    QTest::newRow("all planes") << u"ä € 漢 😀"_s << QByteArray("ä € 漢 😀");
    QTest::newRow("all planes, quoted") << u"😀\"😀\""_s << QByteArray("\"😀\"\"😀\"\"\"");
    QTest::newRow("empty") << QString() << QByteArray();
}

void TestCsvWriter::cellsAreQuotedOnlyWhereTheyHaveTo()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, cell);
    QCOMPARE(titleCell(text), cell);
}

void TestCsvWriter::cellsThatLookLikeFormulasAreGuarded_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("=") << u"=1+1"_s << "'=1+1"_ba;
    QTest::newRow("+") << u"+49 30 1234"_s << "'+49 30 1234"_ba;
    QTest::newRow("-") << u"-1"_s << "'-1"_ba;
    QTest::newRow("@") << u"@SUM(A1)"_s << "'@SUM(A1)"_ba;
    QTest::newRow("tab") << u"\t=1"_s << "'\t=1"_ba;
    QTest::newRow("CR") << u"\r=1"_s << "\"'\r=1\""_ba;
    QTest::newRow("inside the quotes") << u"=HYPERLINK(\"x\",\"y\")"_s << "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""_ba;
    QTest::newRow("not at the beginning") << u"1=1"_s << "1=1"_ba;
    QTest::newRow("not a dash") << u"– dash"_s << QByteArray("– dash");
}

void TestCsvWriter::cellsThatLookLikeFormulasAreGuarded()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, cell);
    QCOMPARE(titleCell(text), cell);
}

void TestCsvWriter::theGuardCanBeSwitchedOff()
{
    ExportOptions options;
    options.formulaGuard = false;
    QCOMPARE(titleCell(u"=1+1"_s, options), "=1+1"_ba);
    QCOMPARE(titleCell(u"@a,b"_s, options), "\"@a,b\""_ba);
}

void TestCsvWriter::aBomIsWrittenOnlyWhenAskedFor()
{
    ExportOptions options;
    options.utf8Bom = true;
    QVERIFY(written({}, options).startsWith("\xEF\xBB\xBFline,url"));
    QVERIFY(written({}).startsWith("line,url"));
}

void TestCsvWriter::whatIsNoCharacterBecomesTheReplacementCharacter()
{
    const QByteArray replacement = "\xEF\xBF\xBD";
    QCOMPARE(titleCell(u"a"_s + QChar(0xD83D) + u"b"_s), "a" + replacement + "b"); // a high surrogate alone
    QCOMPARE(titleCell(u"a"_s + QChar(0xDE00) + u"b"_s), "a" + replacement + "b"); // a low one
    QCOMPARE(titleCell(u"a\""_s + QChar(0xD83D) + u"\"b"_s), "\"a\"\"" + replacement + "\"\"b\"");
    QCOMPARE(titleCell(u"a"_s + QChar(0xD83D)), "a" + replacement);
    QCOMPARE(titleCell(u"a"_s + QChar(0) + u"b,"_s), "\"a" + replacement + "b,\"");
}

void TestCsvWriter::longCellsAreWhole()
{
    const QString text = u"0123456789,\"ä\"\n"_s.repeated(200'000);
    QByteArray expected = text.toUtf8();
    expected.replace("\"", "\"\"");
    QCOMPARE(titleCell(text), '"' + expected + '"');
}

void TestCsvWriter::aFullDiskIsToldAtTheLatestAtTheEnd()
{
    SmallDevice full(100'000);
    CsvWriter writer(full, tableColumns(false, {}), {});
    QVERIFY(writer.begin());
    int rows = 0;
    while (rows < 10'000 && writer.write(rowWithTitle(u"title"_s)))
        ++rows;
    QVERIFY(rows > 0 && rows < 10'000);

    SmallDevice tiny(10);
    CsvWriter late(tiny, tableColumns(false, {}), {});
    QVERIFY(!(late.begin() && late.write(rowWithTitle(u"title"_s)) && late.end()));
}

void TestCsvWriter::formatsAreChosenByTheEnding()
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(writerFor(u"/some/where/Out.CSV"_s, buffer, {}, {}).hasValue());
    for (const QString &path : {u"out.docx"_s, u"out"_s, u"csv"_s, u"out.csv.gz"_s, u""_s}) {
        const auto writer = writerFor(path, buffer, {}, {});
        QVERIFY2(!writer, qPrintable(path));
        QVERIFY2(writer.error().message.contains(path) && writer.error().message.contains(u".csv"_s), qPrintable(path));
    }
}

QTEST_GUILESS_MAIN(TestCsvWriter)
#include "tst_csvwriter.moc"
