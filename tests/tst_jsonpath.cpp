#include "parse/jsonpath.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <functional>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

QByteArrayList linesOf(const QString &fixture)
{
    QFile file(QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/jsonpath/") + fixture);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no %s", qPrintable(file.fileName()));
    return file.readAll().split('\n');
}

JsonDocument parsed(const QByteArray &text)
{
    auto document = JsonDocument::parse(text);
    if (!document)
        qFatal("%s", qPrintable(document.error().message));
    return std::move(document).value();
}

JsonPath compiled(const QByteArray &text)
{
    const auto path = JsonPath::compile(QString::fromUtf8(text));
    if (!path)
        qFatal("%s: %s", text.constData(), qPrintable(path.error().message));
    return *path;
}

/// The nodelist as the fixtures have it.
QByteArray nodelist(const QByteArray &path, const JsonDocument &document)
{
    Steps steps(JsonPath::defaultSteps);
    QByteArray out;
    for (const JsonNode &node : compiled(path).select(document, steps))
        out += "    " + normalizedPath(node, steps) + '\t' + node.written().toByteArray() + '\n';
    return steps.areSpent() ? QByteArray("spent") : out;
}

/// What is selected, as it is written, between spaces.
QByteArray selected(const QByteArray &path, const QByteArray &json)
{
    const JsonDocument document = parsed(json);
    Steps steps(JsonPath::defaultSteps);
    QByteArrayList values;
    for (const JsonNode &node : compiled(path).select(document, steps))
        values << node.written().toByteArray();
    return values.join(' ');
}

void addQueries(const QString &fixture)
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("expected");
    QByteArray document, query, expected;
    int number = 0;
    const auto finish = [&] {
        if (!query.isEmpty())
            QTest::addRow("%d %s", ++number, query.constData()) << document << query << expected;
        query.clear();
        expected.clear();
    };
    for (const QByteArray &line : linesOf(fixture)) {
        if (line.startsWith("    ")) {
            expected += line + '\n';
            continue;
        }
        finish();
        if (line.startsWith("document "))
            document = line.sliced(9);
        else if (!line.startsWith('#'))
            query = line;
    }
    finish();
}

void checkQuery()
{
    QFETCH(QByteArray, document);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, expected);
    const JsonDocument tree = parsed(document);
    QCOMPARE(nodelist(query, tree), expected);

    // §2.7: a normalized path is a query that selects its node alone, and is that node's normalized path.
    Steps steps(JsonPath::defaultSteps);
    for (const JsonNode &node : compiled(query).select(tree, steps)) {
        const QByteArray path = normalizedPath(node, steps);
        const std::vector<JsonNode> same = compiled(path).select(tree, steps);
        QCOMPARE(same.size(), size_t(1));
        QVERIFY(same.front() == node);
    }
}

/// Whether the steps were spent, and in what time.
struct Effort {
    bool spent = false;
    qint64 milliseconds = 0;
};

Effort effortOf(const QByteArray &path, const JsonDocument &document, qint64 budget = JsonPath::defaultSteps)
{
    QElapsedTimer timer;
    timer.start();
    Steps steps(budget);
    compiled(path).select(document, steps);
    return {steps.areSpent(), timer.elapsed()};
}

constexpr qint64 fewSteps = JsonPath::defaultSteps / 10; // under a sanitizer a step takes long
constexpr qint64 patience = 20'000;                      // in ms; a release takes a hundredth

} // namespace

class TestJsonPath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void examplesOfTheRfc_data() { addQueries(u"rfc9535.txt"_s); }
    void examplesOfTheRfc() { checkQuery(); }
    void queriesOfEveryKind_data() { addQueries(u"queries.txt"_s); }
    void queriesOfEveryKind() { checkQuery(); }
    void malformedQueriesSayWhere_data();
    void malformedQueriesSayWhere();
    void charactersThatNoFixtureHasAreChecked();
    void longAndDeepQueriesAreRefused();
    void aRepeatedNameIsItsLastMember();
    void escapedNamesAreFound();
    void numbersAreComparedExactly();
    void objectsAreEqualInAnyOrder();
    void fieldsCanBeRelativeToAValue();
    void aPatternFromTheDocumentIsCompiledOnceAndBounded();
    void depthIsNoDanger();
    void hostileQueriesEndWithTheirSteps_data();
    void hostileQueriesEndWithTheirSteps();
    void existenceStopsAtTheFirst();
    void aNormalizedPathCostsItsDepth();
};

void TestJsonPath::malformedQueriesSayWhere_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("message");
    const QByteArrayList lines = linesOf(u"malformed.txt"_s).mid(1);
    for (qsizetype i = 0; i + 1 < lines.size(); i += 2) {
        const qsizetype caret = lines[i + 1].indexOf('^');
        QTest::addRow("%lld %s", i / 2, lines[i].constData())
            << lines[i] << int(caret) << lines[i + 1].sliced(caret + 2);
    }
}

void TestJsonPath::malformedQueriesSayWhere()
{
    QFETCH(QByteArray, query);
    QFETCH(int, offset);
    QFETCH(QByteArray, message);
    const auto path = JsonPath::compile(QString::fromUtf8(query));
    QVERIFY(!path);
    QVERIFY2(path.error().message.contains(QString::fromUtf8(message)), qPrintable(path.error().message));
    QCOMPARE(path.error().offset, offset);
}

void TestJsonPath::charactersThatNoFixtureHasAreChecked()
{
    const auto offsetOf = [](const QString &text) {
        const auto path = JsonPath::compile(text);
        return path ? -1 : int(path.error().offset);
    };
    QCOMPARE(offsetOf(u"$['a\tb']"_s), 4);
    QCOMPARE(offsetOf(u"$['a\nb']"_s), 4);
    QCOMPARE(offsetOf(QString(u"$['a"_s) + QChar(0) + u"']"_s), 4);
    QCOMPARE(offsetOf(QString(u"$."_s) + QChar(0)), 2);
    QCOMPARE(offsetOf(QString(u"$"_s) + QChar(0)), 1);
    QCOMPARE(offsetOf(QString(u"$['a"_s) + QChar(0xD800) + u"']"_s), 4);
    QCOMPARE(offsetOf(QString(u"$."_s) + QChar(0xDC00)), 2);
    QCOMPARE(offsetOf(QString(u"$.a"_s) + QChar(0xD800)), 3);
    QCOMPARE(offsetOf(u"$\f.a"_s), 1);
    QCOMPARE(offsetOf(u"$\u00A0.a"_s), 1);
    QCOMPARE(offsetOf(u"$.\U0001F600.?"_s), 5); // counted in UTF-16
    QCOMPARE(offsetOf(u"$\t\r\n ['a']"_s), -1);
}

void TestJsonPath::longAndDeepQueriesAreRefused()
{
    const QString longest = u"$"_s + u".a"_s.repeated(JsonPath::maxLength / 2 - 1);
    QVERIFY(JsonPath::compile(longest));
    const auto tooLong = JsonPath::compile(longest + u".ab"_s);
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().offset, JsonPath::maxLength);

    const auto nested = [](int levels) { return u"$"_s + u"[?@"_s.repeated(levels) + u"]"_s.repeated(levels); };
    QVERIFY(JsonPath::compile(nested(JsonPath::maxDepth)));
    QVERIFY(!JsonPath::compile(nested(JsonPath::maxDepth + 1)));
    for (const QString &opening : {u"("_s, u"!("_s, u"[?@"_s, u"length("_s, u"@[?("_s}) {
        const auto path = JsonPath::compile(u"$[?"_s + opening.repeated(JsonPath::maxLength / 8));
        QVERIFY(!path);
        QVERIFY2(path.error().message.contains(u"deep"_s) || opening == u"[?@"_s, qPrintable(path.error().message));
    }
    const int terms = JsonPath::maxLength / 8;
    QVERIFY(JsonPath::compile(u"$[?@.a"_s + u"||@.a"_s.repeated(terms) + u']'));
}

void TestJsonPath::aRepeatedNameIsItsLastMember()
{
    const QByteArray json = "{\"a\":1,\"b\":2,\"a\":3}";
    QCOMPARE(selected("$.a", json), QByteArray("3"));
    QCOMPARE(selected("$.*", json), QByteArray("1 2 3"));
    QCOMPARE(selected("$[?@[0]==@[1]]", "[[{\"a\":1,\"a\":2},{\"a\":2}],[{\"a\":1,\"a\":2},{\"a\":1}]]"),
             QByteArray("[{\"a\":1,\"a\":2},{\"a\":2}]"));
}

void TestJsonPath::escapedNamesAreFound()
{
    QCOMPARE(selected("$.abc", "{\"\\u0061b\\u0063\":1}"), QByteArray("1"));
    QCOMPARE(selected("$['a\"b']", "{\"a\\\"b\":1}"), QByteArray("1"));
    QCOMPARE(selected("$['\xEF\xBF\xBD']", "{\"\\ud800\":1}"), QByteArray("1"));
    QCOMPARE(selected("$['\xEF\xBF\xBD']", "{\"\xFF\":1}"), QByteArray("1"));
    QCOMPARE(selected("$[?@.a=='\\u00e9\\n']", "[{\"a\":\"\\u00e9\\u000A\"}]"),
             QByteArray("{\"a\":\"\\u00e9\\u000A\"}"));
}

void TestJsonPath::numbersAreComparedExactly()
{
    const QByteArray json = "[9007199254740992,9007199254740993,9.007199254740993e15,-0,0.0,1e400,1E+2,100.0]";
    QCOMPARE(selected("$[?@==9007199254740993]", json), QByteArray("9007199254740993 9.007199254740993e15"));
    QCOMPARE(selected("$[?@==0]", json), QByteArray("-0 0.0"));
    QCOMPARE(selected("$[?@==100]", json), QByteArray("1E+2 100.0"));
    QCOMPARE(selected("$[?@>9007199254740993]", json), QByteArray("1e400"));
    QCOMPARE(selected("$[?@<1e400 && @>1e3]", json),
             QByteArray("9007199254740992 9007199254740993 9.007199254740993e15"));
}

void TestJsonPath::objectsAreEqualInAnyOrder()
{
    const QByteArray same =
        "[{\"a\":[1,{\"b\":2,\"c\":\"\\u0041\"}],\"d\":{}},{\"d\":{},\"\\u0061\":[1.0,{\"c\":\"A\",\"b\":2e0}]}]";
    QCOMPARE(selected("$[?@==$[1]]", same).count("{}"), 2);
    for (const char *other : {"[{\"a\":1},{\"a\":2}]", "[{\"a\":1},{\"b\":1}]", "[{\"a\":1},{\"a\":1,\"b\":1}]",
                              "[[1,2],[1]]", "[[1],[1,2]]", "[[[]],[{}]]", "[[1,[2,3]],[1,[2,4]]]", "[[[1],2],[[1],3]]",
                              "[\"a\",\"b\"]", "[[null],[false]]"})
        QCOMPARE(nodelist("$[?@==$[1]]", parsed(other)).count('\n'), 1);
}

void TestJsonPath::fieldsCanBeRelativeToAValue()
{
    const JsonDocument document = parsed("{\"rows\":[{\"n\":1},{\"n\":2}],\"n\":3}");
    Steps steps(1000);
    QByteArrayList values;
    for (const JsonNode &row : compiled("$.rows[*]").select(document, steps))
        for (const JsonNode &node : compiled("$.n").select(document, row, steps))
            values << normalizedPath(node, steps) + '=' + node.text();
    QCOMPARE(values.join(' '), QByteArray("$['rows'][0]['n']=1 $['rows'][1]['n']=2"));
    QVERIFY(compiled("$").select(document, JsonNode(), steps).empty());
}

void TestJsonPath::aPatternFromTheDocumentIsCompiledOnceAndBounded()
{
    QByteArray rows;
    for (int i = 0; i < 20'000; ++i)
        rows += ",\"xaz\"";
    const JsonDocument document =
        parsed("{\"p\":\"[^b]{3,90}(z|y)*\",\"big\":\"(x{900}){900}\",\"v\":[" + rows.sliced(1) + "]}");
    QVERIFY(!effortOf("$.v[?match(@,$.p)]", document).spent);
    QVERIFY(effortOf("$.v[?match(@,$.big)]", document).spent); // neither yes nor no
    QVERIFY(!effortOf("$.v[?match($.nothing,$.big)]", document).spent);
}

void TestJsonPath::depthIsNoDanger()
{
    constexpr int depth = 10'000'000;
    const JsonDocument document = parsed(QByteArray(depth, '[') + QByteArray(depth, ']'));
    for (const char *path : {"$..a", "$..[0]", "$..[?@.a]", "$[?@==$[0]]", "$..[?@[0][0]==1]", "$[0]..*"}) {
        const Effort effort = effortOf(path, document, fewSteps);
        QVERIFY2(effort.milliseconds < patience, path);
    }
    // Comparing is iterative too, and ends with the steps, not with the stack.
    QByteArray pair = QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']');
    QVERIFY(!effortOf("$[?@==$[0]]", parsed('[' + pair + ',' + pair + ']')).spent);
    QByteArray objects;
    for (int i = 0; i < 300'000; ++i)
        objects += "{\"a\":";
    objects += '1' + QByteArray(300'000, '}');
    QVERIFY(!effortOf("$[?@==$[0]]", parsed('[' + objects + ',' + objects + ']')).spent);
}

void TestJsonPath::hostileQueriesEndWithTheirSteps_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("json");
    const QByteArray wide = "[" + QByteArray("[1,2,3,4,5,6,7,8,9],").repeated(5'000) + "0]";
    const QByteArray deep = QByteArray(20'000, '[') + QByteArray(20'000, ']');
    QTest::newRow("descendants of descendants") << QByteArray("$..*..*..*") << deep;
    QTest::newRow("everything many times")
        << "$" + QByteArray("[*,*,*,*,*,*,*,*]").repeated(20) << "[" + QByteArray(40, '[') + "1" + QByteArray(41, ']');
    QTest::newRow("descendants in a filter") << QByteArray("$..[?@..x]") << deep;
    QTest::newRow("all with all") << QByteArray("$[?count($[*])==1]") << wide;
    QTest::newRow("filters in filters") << QByteArray("$[?$[?$[?@[0]==0]]]") << wide;
    QTest::newRow("large equal values") << QByteArray("$.*[?$.a==$.b]") << "{\"a\":" + wide + ",\"b\":" + wide + "}";
    QTest::newRow("a name far away") << QByteArray("$.*[?$.z==0]")
                                     << "{" + QByteArray("\"a\":[1,2,3,4,5,6,7,8,9],").repeated(5'000) + "\"z\":1}";
    QTest::newRow("long texts with long patterns")
        << QByteArray("$[?search(@,'(x?){300}y(x?){300}z')]")
        << "[" + ("\"" + QByteArray(100'000, 'x') + "\",").repeated(50) + "1]";
    QByteArray patterns;
    for (int i = 0; i < 20'000; ++i)
        patterns += "\"(x?\\\\p{L}){50}" + QByteArray::number(i) + "\",";
    QTest::newRow("a pattern for each value")
        << QByteArray("$.p[?search($.t,@)]") << "{\"t\":\"xxxxxxxxxx\",\"p\":[" + patterns + "1]}";
    QTest::newRow("slices") << QByteArray("$..[::-1]..[::-1]") << wide;
}

void TestJsonPath::hostileQueriesEndWithTheirSteps()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, json);
    const Effort effort = effortOf(path, parsed(json), fewSteps);
    qInfo("%s in %lld ms", effort.spent ? "spent" : "done", static_cast<long long>(effort.milliseconds));
    QVERIFY(effort.milliseconds < patience);
}

void TestJsonPath::existenceStopsAtTheFirst()
{
    const JsonDocument document = parsed("[" + QByteArray("[1,2,3],").repeated(10'000) + "0]");
    QVERIFY(!effortOf("$[?$..*]", document, 1'000'000).spent);
    QVERIFY(effortOf("$[?count($..*)>0]", document, 1'000'000).spent);
}

void TestJsonPath::aNormalizedPathCostsItsDepth()
{
    const JsonDocument document = parsed(QByteArray(1000, '[') + QByteArray(1000, ']'));
    Steps steps(100'000);
    const std::vector<JsonNode> nodes = compiled("$..*").select(document, steps);
    QCOMPARE(nodes.size(), size_t(999));
    QCOMPARE(normalizedPath(nodes.back(), steps), "$" + QByteArray("[0]").repeated(999));
    Steps few(100);
    QVERIFY(normalizedPath(nodes.back(), few).isNull());
    QCOMPARE(normalizedPath(document.root(), few = Steps(1)), QByteArray("$"));
}

QTEST_GUILESS_MAIN(TestJsonPath)
#include "tst_jsonpath.moc"
