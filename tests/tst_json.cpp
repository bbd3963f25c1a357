#include "parse/json/document.h"
#include "parse/json/number.h"

#include <QElapsedTimer>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

JsonDocument parsed(const QByteArray &text)
{
    auto document = JsonDocument::parse(text);
    if (!document)
        qFatal("%s: %s", text.constData(), qPrintable(document.error().message));
    return std::move(document).value();
}

/// The tree as it was written, without white space: from what the nodes say alone.
QByteArray written(const JsonDocument &document)
{
    QByteArray out;
    JsonNode node = document.root();
    for (;;) {
        if (!node.nameSource().isEmpty())
            out += '"' + node.name() + "\":";
        if (node.kind() == JsonKind::Array || node.kind() == JsonKind::Object)
            out += node.kind() == JsonKind::Array ? '[' : '{';
        else
            out += node.written();
        if (node.firstChild()) {
            node = node.firstChild();
            continue;
        }
        for (;; node = node.parent()) {
            if (node.kind() == JsonKind::Array || node.kind() == JsonKind::Object)
                out += node.kind() == JsonKind::Array ? ']' : '}';
            if (!node.parent())
                return out;
            if (node.nextSibling())
                break;
        }
        out += ',';
        node = node.nextSibling();
    }
}

struct Malformed {
    QByteArray text;
    int offset;
    const char *expected;
    int line = 1;
    int column = 0; ///< 0: offset + 1
};

const Malformed malformedRows[] = {
    {"", 0, "value"},
    {" \t", 2, "value"},
    {"nul", 0, "null"},
    {"tru", 0, "true"},
    {"False", 0, "value"},
    {"falsy", 0, "false"},
    {"nullx", 4, "nothing more"},
    {"1 2", 2, "nothing more"},
    {"[", 1, "value or ]"},
    {"[1", 2, ", or ]"},
    {"[1,", 3, "value"},
    {"[1,]", 3, "value"},
    {"[,1]", 1, "value"},
    {"[1 2]", 3, ", or ]"},
    {"[1}", 2, ", or ]"},
    {"]", 0, "value"},
    {"[]]", 2, "nothing more"},
    {"{", 1, "name in double quotes, or }"},
    {"{a:1}", 1, "name in double quotes, or }"},
    {"{'a':1}", 1, "name"},
    {"{1:1}", 1, "name"},
    {"{\"a\"}", 4, ":"},
    {"{\"a\" 1}", 5, ":"},
    {"{\"a\":}", 5, "value"},
    {"{\"a\":1", 6, ", or }"},
    {"{\"a\":1,}", 7, "name in double quotes"},
    {"{\"a\":1]", 6, ", or }"},
    {"{\"a\":1 \"b\":2}", 7, ", or }"},
    {"\"abc", 4, "closing quote"},
    {"\"a\nb\"", 2, "control character"},
    {QByteArray("\"a\0b\"", 5), 2, "control character"},
    {"\"\\x41\"", 2, "behind the backslash"},
    {"\"\\'\"", 2, "behind the backslash"},
    {"\"\\", 2, "behind the backslash"},
    {"\"\\u12g4\"", 5, "hexadecimal"},
    {"\"\\u12", 5, "hexadecimal"},
    {"-", 1, "digit"},
    {"+1", 0, "value"},
    {".5", 0, "value"},
    {"01", 1, "leading zero"},
    {"-01", 2, "leading zero"},
    {"1.", 2, "digit"},
    {"1.e5", 2, "digit"},
    {"1e", 2, "digit"},
    {"1e+", 3, "digit"},
    {"1.5.5", 3, "nothing more"},
    {"0x10", 1, "nothing more"},
    {"NaN", 0, "value"},
    {"Infinity", 0, "value"},
    {"-Infinity", 1, "digit"},
    {"// no\n1", 0, "value"},
    {"[1, // no\n2]", 4, "value"},
    {"\f1", 0, "value"},
    {"\xC2\xA0"
     "1",
     0, "value"},
    {"[1]\xEF\xBB\xBF", 3, "nothing more"},
    {"{\n  \"a\": 1,\n  \"\xC3\xA4\xF0\x9F\x98\x80\" 2\n}", 23, ":", 3, 8},
    {"[\r\n1,\r2\n3]", 8, ", or ]", 4, 1},
    {"\xEF\xBB\xBF"
     "x",
     3, "value", 1, 1},
};

} // namespace

class TestJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void treesAreWhatWasWritten_data();
    void treesAreWhatWasWritten();
    void eachValueKnowsItsBytes();
    void stringsAreUnescaped_data();
    void stringsAreUnescaped();
    void numbersStayAsTheyAreSpelled();
    void membersStayInOrderRepeatedOnesToo();
    void aNullNodeHasManners();
    void malformedTextsSayWhere_data();
    void malformedTextsSayWhere();
    void everyTruncationIsAnError();
    void numbersCompareByTheirExactValue_data();
    void numbersCompareByTheirExactValue();
    void depthIsNoDanger();
    void tooManyValuesAreAnError();
};

void TestJson::treesAreWhatWasWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("a scalar alone") << QByteArray(" true ") << QByteArray("true");
    QTest::newRow("all kinds") << QByteArray("[null,false,true,-0.5e+3,\"s\",[],{}]") << QByteArray();
    QTest::newRow("objects") << QByteArray("{\"a\":{\"b\":[{\"c\":1},2]},\"d\":{}}") << QByteArray();
    QTest::newRow("white space") << QByteArray("\r\n{ \"a\" :\t[ 1 , [ ] , { } ] } \n")
                                 << QByteArray("{\"a\":[1,[],{}]}");
    QTest::newRow("a BOM") << QByteArray("\xEF\xBB\xBF[1]") << QByteArray("[1]");
    QTest::newRow("closing many") << QByteArray("[[[[1]]],[[2]],3]") << QByteArray();
    QTest::newRow("empty names") << QByteArray("{\"\":{\"\":1}}") << QByteArray();
}

void TestJson::treesAreWhatWasWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(written(parsed(text)), expected.isEmpty() ? text : expected);
}

void TestJson::eachValueKnowsItsBytes()
{
    const QByteArray text = " { \"\\u0061\\\\\" : [ 12 , {\"b\":\"c\"} ] }";
    const JsonDocument document = parsed(text);
    QCOMPARE(document.valueCount(), 5);
    const JsonNode root = document.root(), array = root.firstChild(), number = array.firstChild(),
                   object = number.nextSibling();
    QCOMPARE(root.source(), (SourceRange{1, quint32(text.size())}));
    QCOMPARE(root.nameSource(), SourceRange());
    QCOMPARE(array.nameSource(), (SourceRange{3, 13}));
    QCOMPARE(array.name(), QByteArray("a\\"));
    QVERIFY(array.isNamed("a\\"));
    QVERIFY(!array.isNamed("a"));
    QCOMPARE(array.written(), QByteArrayView("[ 12 , {\"b\":\"c\"} ]"));
    QCOMPARE(number.source(), (SourceRange{18, 20}));
    QCOMPARE(number.place(), 0);
    QCOMPARE(object.place(), 1);
    QCOMPARE(object.childCount(), 1);
    QCOMPARE(object.firstChild().name(), QByteArray("b"));
    QCOMPARE(object.firstChild().text(), QByteArray("c"));
    QCOMPARE(object.firstChild().written(), QByteArrayView("\"c\""));
    QCOMPARE(object.firstChild().place(), -1);
    QVERIFY(!object.nextSibling());
    QVERIFY(!root.nextSibling());
    QCOMPARE(object.parent(), array);
    QCOMPARE(array.parent(), root);
}

void TestJson::stringsAreUnescaped_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("characters");
    QTest::newRow("none") << QByteArray("\"\"") << QByteArray("");
    QTest::newRow("plain") << QByteArray("\"caf\xC3\xA9\"") << QByteArray("caf\xC3\xA9");
    QTest::newRow("all short ones") << QByteArray("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"") << QByteArray("\"\\/\b\f\n\r\t");
    QTest::newRow("hexadecimal") << QByteArray("\"\\u0041\\u00e9\\u20AC\"") << QByteArray("A\xC3\xA9\xE2\x82\xAC");
    QTest::newRow("a pair") << QByteArray("\"\\uD83D\\ude00\"") << QByteArray("\xF0\x9F\x98\x80");
    QTest::newRow("a lone high one") << QByteArray("\"\\ud83dx\"") << QByteArray("\xEF\xBF\xBDx");
    QTest::newRow("a high one before another escape") << QByteArray("\"\\ud83d\\u0041\"")
                                                      << QByteArray("\xEF\xBF\xBD"
                                                                    "A");
    QTest::newRow("a lone low one") << QByteArray("\"\\ude00\"") << QByteArray("\xEF\xBF\xBD");
    QTest::newRow("a NUL") << QByteArray("\"\\u0000\"") << QByteArray("\0", 1);
    QTest::newRow("no UTF-8") << QByteArray("\"a\xFF\xC3\"") << QByteArray("a\xEF\xBF\xBD\xEF\xBF\xBD");
    QTest::newRow("backslashes before the quote") << QByteArray("\"\\\\\\\\\"") << QByteArray("\\\\");
}

void TestJson::stringsAreUnescaped()
{
    QFETCH(QByteArray, literal);
    QFETCH(QByteArray, characters);
    const JsonDocument document = parsed('{' + literal + ':' + literal + '}');
    const JsonNode member = document.root().firstChild();
    QCOMPARE(member.string(), characters);
    QCOMPARE(member.name(), characters);
    QVERIFY(member.isNamed(characters));
    QCOMPARE(member.written(), QByteArrayView(literal));
}

void TestJson::numbersStayAsTheyAreSpelled()
{
    const JsonDocument document = parsed("[12345678901234567890123,1.0,1e400,-0,0.10]");
    QByteArrayList texts;
    for (JsonNode node = document.root().firstChild(); node; node = node.nextSibling())
        texts << node.text();
    QCOMPARE(texts.join(' '), QByteArray("12345678901234567890123 1.0 1e400 -0 0.10"));
}

void TestJson::membersStayInOrderRepeatedOnesToo()
{
    QCOMPARE(written(parsed("{\"b\":1,\"a\":2,\"b\":3}")), QByteArray("{\"b\":1,\"a\":2,\"b\":3}"));
}

void TestJson::aNullNodeHasManners()
{
    const JsonNode none;
    QVERIFY(!none);
    QCOMPARE(none.kind(), JsonKind::None);
    QVERIFY(none.written().isNull() && none.string().isNull() && none.name().isNull() && none.text().isEmpty());
    QVERIFY(!none.parent() && !none.firstChild() && !none.nextSibling());
    QVERIFY(!none.isNamed("") && none.place() == -1 && none.childCount() == 0);
}

void TestJson::malformedTextsSayWhere_data()
{
    QTest::addColumn<int>("row");
    for (int i = 0; i < int(std::size(malformedRows)); ++i)
        QTest::addRow("%d: %s", i, malformedRows[i].text.left(30).constData()) << i;
}

void TestJson::malformedTextsSayWhere()
{
    QFETCH(int, row);
    const Malformed &malformed = malformedRows[row];
    const auto document = JsonDocument::parse(malformed.text);
    QVERIFY(!document);
    QCOMPARE(document.error().offset, malformed.offset);
    QCOMPARE(document.error().line, malformed.line);
    QCOMPARE(document.error().column, malformed.column ? malformed.column : malformed.offset + 1);
    QVERIFY2(document.error().message.contains(QString::fromUtf8(malformed.expected)),
             qPrintable(document.error().message));
}

void TestJson::everyTruncationIsAnError()
{
    const QByteArray text = "{\"a\":[1.5e-3,true,null,\"x\\u00e9\\n\"],\"b\":{\"c\":[[],{}]}}";
    for (qsizetype size = 0; size < text.size(); ++size) {
        const QByteArray part(text.constData(), size);
        const auto document = JsonDocument::parse(part);
        QVERIFY2(!document, part.constData());
        QVERIFY(document.error().offset <= size);
    }
    QVERIFY(JsonDocument::parse(text));
}

void TestJson::numbersCompareByTheirExactValue_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<int>("order");
    const struct {
        const char *a, *b;
        int order;
    } rows[] = {
        {"1", "1.0", 0},
        {"1", "2", -1},
        {"100", "1e2", 0},
        {"100", "1E+2", 0},
        {"0.01", "1e-2", 0},
        {"0", "-0", 0},
        {"0", "0e5", 0},
        {"0.0", "0", 0},
        {"-1", "1", -1},
        {"-1", "-2", 1},
        {"0", "-1", 1},
        {"0", "0.001", -1},
        {"-0.001", "0", -1},
        {"10", "9", 1},
        {"0.1", "0.10", 0},
        {"0.1", "0.09", 1},
        {"1.5", "15e-1", 0},
        {"9007199254740993", "9007199254740992", 1},
        {"9007199254740992.0000000001", "9007199254740992", 1},
        {"1e400", "1e399", 1},
        {"-1e400", "-1e399", -1},
        {"1e-400", "0", 1},
        {"123456789012345678901234567890", "123456789012345678901234567891", -1},
        {"0.00012e4", "1.2", 0},
        {"1e99999999999999999999", "2e99999999999999999999", -1},
        {"1e-99999999999999999999", "1", -1},
        {"120", "12e1", 0},
        {"1200e-2", "12", 0},
    };
    for (const auto &row : rows)
        QTest::addRow("%s and %s", row.a, row.b) << QByteArray(row.a) << QByteArray(row.b) << row.order;
}

void TestJson::numbersCompareByTheirExactValue()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(int, order);
    QVERIFY((json::compareNumbers(a, b) <=> 0) == (order <=> 0));
    QVERIFY((json::compareNumbers(b, a) <=> 0) == (0 <=> order));
}

void TestJson::depthIsNoDanger()
{
    constexpr int depth = 10'000'000;
    QElapsedTimer timer;
    timer.start();
    const JsonDocument document = parsed(QByteArray(depth, '[') + QByteArray(depth, ']'));
    QCOMPARE(document.valueCount(), depth);
    QCOMPARE(document.node(depth).parent, JsonIndex(depth - 1));
    const auto open = JsonDocument::parse(QByteArray(depth, '['));
    QVERIFY(!open);
    QCOMPARE(open.error().offset, depth);
    QByteArray objects;
    for (int i = 0; i < 1'000'000; ++i)
        objects += "{\"a\":";
    QVERIFY(JsonDocument::parse(objects + '1' + QByteArray(1'000'000, '}')));
    QVERIFY2(timer.elapsed() < 20'000, "linear: under a sanitizer some seconds, else one");
}

void TestJson::tooManyValuesAreAnError()
{
    QVERIFY(JsonDocument::parse("[1,2,3]", 4));
    const auto document = JsonDocument::parse("[1,2,3]", 3);
    QVERIFY(!document);
    QCOMPARE(document.error().offset, 5);
    QVERIFY(document.error().message.contains(u"3 values"_s));
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
