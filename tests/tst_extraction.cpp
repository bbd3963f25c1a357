#include "parse/builders.h"
#include "parse/documentbuilder.h"
#include "parse/extraction/extraction.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <array>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array bothParsers = {HtmlParser::Creel, HtmlParser::Gumbo};
const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/recipes/");

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

Recipe recipeOf(const QByteArray &json)
{
    const auto recipe = recipeFromJson(json);
    if (!recipe)
        qFatal("%s", qPrintable(recipe.error().front().toString()));
    return *recipe;
}

CompiledRecipe compiled(const Recipe &recipe)
{
    const auto made = CompiledRecipe::compile(recipe);
    if (!made)
        qFatal("%s", qPrintable(made.error().front().toString()));
    return *made;
}

Field field(RuleKind kind, const QString &expression, Take take = Take::Text, Many many = Many::First)
{
    Field made;
    made.name = u"f"_s;
    made.kind = kind;
    made.expression = expression;
    made.take = take;
    made.many = many;
    return made;
}

Recipe recipeOf(const Field &field)
{
    Recipe recipe;
    recipe.fields << field;
    return recipe;
}

Recipe inContainer(const QString &container, const Field &field)
{
    Recipe recipe;
    recipe.container = Container{RuleKind::Css, container, {field}, {}, {}};
    return recipe;
}

Document parsed(const QByteArray &utf8, HtmlParser parser = HtmlParser::Creel)
{
    return buildDocument(parser, utf8).document;
}

QString errorsOf(const Recipe &recipe)
{
    const auto made = CompiledRecipe::compile(recipe);
    QStringList lines;
    if (!made) {
        for (const RecipeError &error : made.error())
            lines << error.toString();
    }
    return lines.join(u'\n');
}

/// The records as the fixtures have them: what has no value is left out.
JsonText json(const CompiledRecipe &recipe, const Extraction &extraction)
{
    JsonText records = JsonText::array();
    for (const ExtractedRecord &record : extraction.records) {
        JsonText object = JsonText::object();
        for (qsizetype i = 0; i < recipe.names().size(); ++i) {
            const ExtractedValue &value = record.values[size_t(i)];
            JsonText made = JsonText::string(value.text);
            if (!value.error.isEmpty()) {
                made = JsonText::object();
                made.add(u"error"_s, JsonText::string(value.error));
            } else if (!value.isFound) {
                continue;
            } else if (recipe.type(i) == FieldType::Number) {
                made = JsonText::number(value.text);
            } else if (recipe.type(i) == FieldType::Boolean) {
                made = JsonText::truth(value.text == u"true");
            }
            object.add(recipe.names()[i], made);
        }
        records.items.push_back(object);
    }
    return records;
}

const JsonText *member(const JsonText &object, QStringView name)
{
    for (const JsonMember &member : object.members) {
        if (member.name == name)
            return &member.value;
    }
    return nullptr;
}

/// Cuts errors to what the fixture says of them.
void shortenErrors(JsonText &got, const JsonText &expected)
{
    for (size_t i = 0; i < got.items.size() && i < expected.items.size(); ++i) {
        for (JsonMember &value : got.items[i].members) {
            const JsonText *wanted = member(expected.items[i], value.name);
            const JsonText *begin = wanted ? member(*wanted, u"error") : nullptr;
            if (begin && value.value.kind == JsonText::Kind::Object
                && value.value.members[0].value.text.startsWith(begin->text))
                value.value = *wanted;
        }
    }
}

/// The bytes that each value came from, in brackets where there are some.
QByteArray sources(const Recipe &recipe, const QByteArray &page)
{
    const Document document = parsed(page);
    QByteArray out;
    const Extraction extraction = extract(compiled(recipe), {document, "http://a.test/", {}});
    for (const ExtractedRecord &record : extraction.records) {
        for (const ExtractedValue &value : record.values)
            out += '[' + page.mid(value.source.begin, value.source.size()) + ']';
    }
    return out;
}

} // namespace

class tst_Extraction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesGiveTheirRecords_data();
    void pagesGiveTheirRecords();
    void expressionsThatAreWrongSayWhere_data();
    void expressionsThatAreWrongSayWhere();
    void allErrorsAreToldAtOnce();
    void valuesKnowTheBytesTheyCameFrom();
    void valuesOfJsonKnowTheirBytes();
    void brokenJsonIsAnErrorWhereNothingIsFound();
    void aPageThatIsJsonIsReadAsSuchWhateverItsType();
    void attributesAreNamedAsTheirElementsHaveThem();
    void aContainerOfTextsIsAnError_data();
    void aContainerOfTextsIsAnError();
    void recordsKnowTheirContainer_data();
    void recordsKnowTheirContainer();
    void aPageThatIsNoHtmlHasASource();
    void baseElementsCount();
    void templatesAreNoPartOfThePage();
    void aSpentBudgetIsAnErrorOfTheValue_data();
    void aSpentBudgetIsAnErrorOfTheValue();
    void aRequestedStopSpendsTheSteps();
    void hostilePagesEndInTime_data();
    void hostilePagesEndInTime();
    void everyTruncationOfAPageGivesRecords();
};

void tst_Extraction::pagesGiveTheirRecords_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<HtmlParser>("parser");
    const QStringList folders = QDir(fixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY2(folders.size() >= 19, "the fixtures are missing");
    for (const HtmlParser parser : bothParsers) {
        for (const QString &folder : folders)
            QTest::newRow(qPrintable(folder + u' ' + htmlParserName(parser))) << fixtures + folder << parser;
    }
}

void tst_Extraction::pagesGiveTheirRecords()
{
    QFETCH(QString, folder);
    QFETCH(HtmlParser, parser);
    const auto file = parseJsonText(readFile(folder + "/expected.json"_L1));
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    const JsonText *url = member(*file, u"url"), *headers = member(*file, u"headers"),
                   *records = member(*file, u"records");
    QVERIFY(records);
    const QByteArray body = readFile(folder + "/page.html"_L1);
    const CompiledRecipe recipe = compiled(recipeOf(readFile(folder + "/recipe.json"_L1)));
    const Document document = parsed(body, parser);
    ExtractionPage page{document, url ? url->text.toUtf8() : "http://example.com/dir/page.html", {}};
    for (const JsonText &header : headers ? headers->items : std::vector<JsonText>())
        page.headers.append({header.items[0].text.toUtf8(), header.items[1].text.toUtf8()});

    const Extraction extraction = extract(recipe, page);
    QCOMPARE(extraction.error, QString());
    JsonText got = json(recipe, extraction);
    shortenErrors(got, *records);
    QCOMPARE(QString::fromUtf8(got.pretty()), QString::fromUtf8(records->pretty()));
    for (const ExtractedRecord &record : extraction.records) {
        for (const ExtractedValue &value : record.values) {
            QVERIFY(value.source.begin <= value.source.end && value.source.end <= quint32(body.size()));
            QVERIFY(value.isFound || value.text.isEmpty());
        }
    }
}

void tst_Extraction::expressionsThatAreWrongSayWhere_data()
{
    QTest::addColumn<Recipe>("recipe");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const Field &field, const char *expected) {
        QTest::newRow(name) << recipeOf(field) << QString::fromUtf8(expected);
    };
    using enum RuleKind;
    row("group", field(Regex, u"ä(b"_s),
        "field \"f\": A bracket ( has no ), or the other way round. (character 2 of the expression)");
    row("bracket that closes nothing", field(Regex, u"[)]a\\))(b)"_s),
        "field \"f\": A bracket ( has no ), or the other way round. (character 7 of the expression)");
    row("class", field(Regex, u"ab[c"_s), "field \"f\": A bracket [ has no ]. (character 3 of the expression)");
    row("nothing to repeat", field(Regex, u"ä*|*b"_s),
        "field \"f\": There is nothing here to repeat. Write \\ before *, + and ? to mean the characters. (character 4 "
        "of the expression)");
    row("looking around", field(Regex, u"a(?=b)"_s),
        "field \"f\": Looking around (?=…), (?<=…) and its like can't be done in linear time: match more, and take a "
        "group of it. "
        "(character 2 of the expression)");
    row("back reference", field(Regex, u"(a)\\1"_s),
        "field \"f\": This escape means nothing here. Back references (\\1) can't be done in linear time. (character 4 "
        "of the expression)");
    row("too large", field(Regex, u"((a{100}){100}){100}"_s), "field \"f\": ");
    row("backslash", field(Regex, u"a\\"_s), "field \"f\": A backslash at the end escapes nothing");
    Field group = field(Regex, u"(a)"_s);
    group.group = u"n"_s;
    row("no such group", group, "field \"f\": The expression has no group \"n\"; it has 1 groups.");
    group.kind = Css;
    group.expression = u"a"_s;
    row("group of a selector", group, "field \"f\": \"group\" is for the kind regex only");
    row("selector", field(Css, u"a > > b"_s), "field \"f\": ");
    row("empty selector", field(Css, QString()), "field \"f\": ");
    row("XPath", field(XPath, u"//a["_s), "field \"f\": ");
    row("XPath that looks at no page", field(XPath, u"//a[$x]"_s), "field \"f\": ");
    row("JSONPath", field(JsonPath, u"$.a["_s), "field \"f\": ");
    row("structured path", field(JsonLd, u"Product"_s),
        "field \"f\": A dot and the name of a property should follow the type. (character 8 of the expression)");
    row("path of microdata", field(Microdata, u"Product..a"_s),
        "field \"f\": The name of a property should stand here. (character 9 of the expression)");
    row("path of RDFa", field(Rdfa, u"A. b"_s), "field \"f\": ");
    row("path of Open Graph", field(OpenGraph, QString()), "field \"f\": ");
    row("path of a Twitter card", field(TwitterCard, u"a b"_s), "field \"f\": ");
    row("html of JSON", field(JsonPath, u"$"_s, Take::OuterHtml),
        "field \"f\": \"take\": \"outer-html\" needs an element, which the kind jsonpath doesn't find: use text.");
    row("html of a string", field(XPath, u"string(//a)"_s, Take::InnerHtml),
        "field \"f\": \"take\": \"inner-html\" needs an element, which this expression doesn't find: use text.");
    row("count of a number", field(XPath, u"count(//a)"_s, Take::Count),
        "field \"f\": \"take\": \"count\" counts nodes");
    Field ofString = field(XPath, u"string(//a)"_s, Take::AbsoluteUrl);
    ofString.attribute = u"href"_s;
    row("attribute of a string", ofString, "field \"f\": \"attribute\" is for the takes");
    row("url part", field(UrlPart, u"hots"_s), "field \"f\": \"hots\" is no part of a URL");
    row("url segment", field(UrlPart, u"path:0"_s), "field \"f\": \"path:0\" is no part of a URL");
    row("header", field(Header, u" "_s), "field \"f\": The name of a header field is missing");
    row("html of a regex", field(Regex, u"a"_s, Take::InnerHtml),
        "field \"f\": \"take\": \"inner-html\" needs an element, which the kind regex doesn't find: use text.");
    row("attribute without a name", field(Css, u"a"_s, Take::Attribute),
        "field \"f\": \"take\": \"attribute\" needs an \"attribute\"");
    Field text = field(Css, u"a"_s);
    text.attribute = u"href"_s;
    row("attribute of a text", text, "field \"f\": \"attribute\" is for the takes attribute and absolute-url");
    Field steps = field(Css, u"a"_s);
    steps.steps << Step{StepKind::Replace, u"(a"_s};
    row("pattern of a step", steps,
        "field \"f\": the step \"replace\": A bracket ( has no ), or the other way round. (character 1");
    steps.steps = {Step{StepKind::Replace, u"(a)"_s, u"\\2"_s}};
    row("group of a step", steps, "field \"f\": the step \"replace\": \"with\" names group 2, but the pattern has 1.");
    steps.steps = {Step{StepKind::Replace, u"a"_s, u"b\\"_s}};
    row("backslash of a step", steps,
        "field \"f\": the step \"replace\": In \"with\" a backslash stands before a group's number");
    Step price{StepKind::Price};
    price.currency = u"Euro"_s;
    steps.steps = {price};
    row("currency", steps, "field \"f\": \"Euro\" is no currency of ISO 4217");
    steps.steps = {Step{StepKind::Split}};
    row("split without a separator", steps, "field \"f\": The step \"split\" needs a \"separator\".");

    const Field good = field(Css, u"a"_s);
    QTest::newRow("container of a regex") << Recipe{{}, {}, Container{Regex, u"a"_s, {good}, {}, {}}}
                                          << u"container: A container is found with the kind css"_s;
    const auto in = [](RuleKind kind, const QString &expression, const Field &inside) {
        return Recipe{{}, {}, Container{kind, expression, {inside}, {}, {}}};
    };
    QTest::newRow("container of a number")
        << in(XPath, u"count(//a)"_s, good) << u"container: A container is found with an expression for elements"_s;
    QTest::newRow("container of structured data")
        << in(JsonLd, u"Product.offers"_s, good)
        << u"container: A container is found with the kind css, xpath or jsonpath"_s;
    QTest::newRow("container of wrong JSONPath")
        << in(JsonPath, u"items"_s, field(JsonPath, u"$"_s)) << u"container: "_s;
    QTest::newRow("selector in JSON") << in(JsonPath, u"$"_s, good)
                                      << u"field \"f\": The kind css looks at elements, and the container finds JSON"_s;
    QTest::newRow("XPath in JSON") << in(JsonPath, u"$"_s, field(XPath, u"a"_s))
                                   << u"field \"f\": The kind xpath looks at elements"_s;
    QTest::newRow("structured data in JSON")
        << in(JsonPath, u"$"_s, field(OpenGraph, u"a"_s)) << u"field \"f\": The kind opengraph looks at elements"_s;
    QTest::newRow("container of itself") << inContainer(u":scope"_s, good)
                                         << u"container: \":scope\" is what the container stands in"_s;
    QTest::newRow("container selector") << inContainer(u"a:hover"_s, good) << u"container: "_s;
    Recipe rows = inContainer(u"a"_s, good);
    rows.fields << field(Css, u"b"_s, Take::Text, Many::Rows);
    rows.fields.first().name = u"g"_s;
    QTest::newRow("rows outside of the container")
        << rows << u"field \"g\": \"many\": \"rows\" can't stand outside of a container"_s;
}

void tst_Extraction::expressionsThatAreWrongSayWhere()
{
    QFETCH(Recipe, recipe);
    QFETCH(QString, expected);
    const QString errors = errorsOf(recipe);
    QVERIFY2(errors.startsWith(expected), qPrintable(errors));
    QVERIFY(!errors.contains(u'\n'));
}

void tst_Extraction::allErrorsAreToldAtOnce()
{
    const Recipe recipe = recipeOf(
        QByteArray("{\"version\": 1, \"fields\": [\n{\"name\": \"a\", \"kind\": \"css\", \"expression\": \"a[\"},\n"
                   "{\"name\": \"b\", \"kind\": \"regex\", \"expression\": \"(\", \"steps\": [\n"
                   "{\"step\": \"replace\", \"pattern\": \"[\", \"with\": \"\"}]}]}"));
    const QStringList lines = errorsOf(recipe).split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(u"2:44: field \"a\": "_s), qPrintable(lines[0]));
    QVERIFY2(lines[1].startsWith(u"3:46: field \"b\": "_s), qPrintable(lines[1]));
    QVERIFY2(lines[2].startsWith(u"4:32: field \"b\": the step \"replace\": "_s), qPrintable(lines[2]));
}

void tst_Extraction::valuesKnowTheBytesTheyCameFrom()
{
    const QByteArray page = "<p class=a title=\"x &amp; y\">o &amp; <b>ne</b></p><p class=b>two<p class=c>three</p>";
    const auto of = [&page](const QString &selector, Take take, Many many = Many::First) {
        Field made = field(RuleKind::Css, selector, take, many);
        if (take == Take::Attribute)
            made.attribute = u"title"_s;
        return sources(recipeOf(made), page);
    };
    QCOMPARE(of(u".a"_s, Take::Text), QByteArray("[o &amp; <b>ne</b>]"));
    QCOMPARE(of(u".a"_s, Take::InnerHtml), QByteArray("[o &amp; <b>ne</b>]"));
    QCOMPARE(of(u".a b"_s, Take::OuterHtml), QByteArray("[<b>ne</b>]"));
    QCOMPARE(of(u".b"_s, Take::OuterHtml), QByteArray("[<p class=b>two]"));
    QCOMPARE(of(u".b"_s, Take::VisibleText), QByteArray("[two]"));
    QCOMPARE(of(u"body"_s, Take::Text), QByteArray("[]")); // the parser put it in
    QCOMPARE(of(u".a"_s, Take::Attribute), QByteArray("[x &amp; y]"));
    QCOMPARE(of(u"p"_s, Take::Count), QByteArray("[]"));
    QCOMPARE(of(u".b, .c"_s, Take::Text, Many::Joined), QByteArray("[two<p class=c>three]"));
    QCOMPARE(of(u"p"_s, Take::Text, Many::Rows), QByteArray("[o &amp; <b>ne</b>][two][three]"));
    QCOMPARE(sources(recipeOf(field(RuleKind::Regex, u"class=(.)"_s, Take::Text, Many::Rows)), page),
             QByteArray("[a][b][c]"));
    QCOMPARE(sources(inContainer(u".b"_s, field(RuleKind::Regex, u"class=(.)"_s)), page), QByteArray("[b]"));
    QCOMPARE(sources(inContainer(u".a"_s, field(RuleKind::XPath, u"b"_s)), page), QByteArray("[ne]"));
    QCOMPARE(sources(recipeOf(field(RuleKind::XPath, u"//@class"_s, Take::Text, Many::Rows)), page),
             QByteArray("[a][b][c]"));
    QCOMPARE(sources(recipeOf(field(RuleKind::XPath, u"//p[@class='b']"_s, Take::OuterHtml)), page),
             QByteArray("[<p class=b>two]"));
    QCOMPARE(sources(recipeOf(field(RuleKind::XPath, u"//p[@class='b']/text()"_s)), page), QByteArray("[two]"));
    QCOMPARE(sources(recipeOf(field(RuleKind::XPath, u"string(//p)"_s)), page), QByteArray("[]"));
    QCOMPARE(sources(recipeOf(field(RuleKind::Constant, u"x"_s)), page), QByteArray("[]"));
}

void tst_Extraction::valuesOfJsonKnowTheirBytes()
{
    const QByteArray json = " {\"a\": [1, \"x\\u0041\"], \"b\": {}}";
    const auto all = [](const QString &path) {
        return recipeOf(field(RuleKind::JsonPath, path, Take::Text, Many::Rows));
    };
    QCOMPARE(sources(all(u"$.a[*]"_s), json), QByteArray("[1][\"x\\u0041\"]"));
    QCOMPARE(sources(all(u"$.b"_s), "<script type=application/json>" + json + "</script>"), QByteArray("[{}]"));
    // Where the parser changed a text, all of it is the place.
    const QByteArray changed = "{\"a\":\r\n5}";
    QCOMPARE(sources(all(u"$.a"_s), "<script type=application/json>" + changed + "</script>"), '[' + changed + ']');

    Recipe inJson = recipeOf(field(RuleKind::Regex, u"[0-9]"_s));
    inJson.container = Container{RuleKind::JsonPath, u"$.a"_s, inJson.fields, {}, {}};
    inJson.fields.clear();
    QCOMPARE(sources(inJson, json), QByteArray("[1]"));
    QCOMPARE(sources(inJson, "<script type=application/json>" + changed + "</script>"), '[' + changed + ']');

    const QByteArray microdata =
        "<div itemscope itemtype=http://s.test/P><b itemprop=n>x &amp; y</b><meta itemprop=m content=z></div>";
    const auto at = [](const QString &path) { return recipeOf(field(RuleKind::Microdata, path)); };
    QCOMPARE(sources(at(u"P.n"_s), microdata), QByteArray("[x &amp; y]"));
    QCOMPARE(sources(at(u"P.m"_s), microdata), QByteArray("[z]"));
}

void tst_Extraction::brokenJsonIsAnErrorWhereNothingIsFound()
{
    const QByteArray good = "<script type=application/json>{\"a\": 1}</script>",
                     broken = "<script type=application/ld+json>\n{\"a\": }</script>";
    const auto error = [](RuleKind kind, const QString &path, const QByteArray &page) {
        const Document document = parsed(page);
        const Extraction extraction = extract(compiled(recipeOf(field(kind, path))), {document, {}, {}});
        return extraction.records.front().values[0].error;
    };
    QCOMPARE(error(RuleKind::JsonPath, u"$.a"_s, broken + good), QString());
    const QString told = error(RuleKind::JsonPath, u"$.b"_s, good + broken);
    QVERIFY2(
        told.startsWith(u"Nothing was found, and what stands at byte 80 of the page is no JSON: line 2, column 7: "_s),
        qPrintable(told));
    QCOMPARE(error(RuleKind::JsonPath, u"$.b"_s, good), QString());
    QVERIFY(error(RuleKind::JsonLd, u"P.n"_s, good + broken)
                .startsWith(u"Nothing was found, and the JSON-LD at byte 80 of"_s));
    QCOMPARE(error(RuleKind::JsonLd, u"P.n"_s,
                   broken + "<script type=application/ld+json>{\"@type\":\"P\",\"n\":1}</script>"),
             QString());
    QCOMPARE(error(RuleKind::Microdata, u"P.n"_s, good + broken), QString());

    Recipe inDivs = inContainer(u"div"_s, field(RuleKind::JsonPath, u"$.b"_s));
    const Document document = parsed("<div></div><div>" + broken + "</div><div>" + good + "</div>");
    const Extraction extraction = extract(compiled(inDivs), {document, {}, {}});
    QCOMPARE(extraction.records.size(), size_t(3));
    QCOMPARE(extraction.records[0].values[0].error, QString());
    QVERIFY(extraction.records[1].values[0].error.startsWith(u"Nothing was found"_s));
    QCOMPARE(extraction.records[2].values[0].error, QString());

    const Document noJson = DocumentBuilder(QByteArray("a: b")).take();
    QVERIFY(extract(compiled(recipeOf(field(RuleKind::JsonPath, u"$"_s))), {noJson, {}, {}})
                .records[0]
                .values[0]
                .error.contains(u"is no JSON: line 1, column 1: "_s));
}

void tst_Extraction::aPageThatIsJsonIsReadAsSuchWhateverItsType()
{
    const CompiledRecipe recipe = compiled(recipeOf(field(RuleKind::JsonPath, u"$.a"_s)));
    const QByteArray json = "{\"a\": \"<p>x</p>\"}";
    const Document asText = DocumentBuilder(json).take(), asHtml = parsed(json);
    QCOMPARE(extract(recipe, {asText, {}, {}}).records[0].values[0].text, u"<p>x</p>"_s);
    QCOMPARE(extract(recipe, {asHtml, {}, {}}).records[0].values[0].text, u"<p>x</p>"_s);
    // Text that only begins so is a page.
    const Document page = parsed("{ <script type=application/json>{\"a\": 2}</script>");
    QCOMPARE(extract(recipe, {page, {}, {}}).records[0].values[0].text, u"2"_s);
    const ExtractedValue none =
        extract(compiled(recipeOf(field(RuleKind::JsonPath, u"$.b"_s))), {page, {}, {}}).records[0].values[0];
    QVERIFY(!none.isFound && none.error.isEmpty());
    const Document empty = DocumentBuilder(QByteArray(" ")).take();
    QCOMPARE(extract(recipe, {empty, {}, {}}).records[0].values[0].error, QString());
}

void tst_Extraction::attributesAreNamedAsTheirElementsHaveThem()
{
    const Document document = parsed("<p dataX=h></p><svg viewBox=v datax=no></svg>");
    const auto taken = [&document](const QString &selector, const QString &attribute) {
        Field made = field(RuleKind::Css, selector, Take::Attribute);
        made.attribute = attribute;
        return extract(compiled(recipeOf(made)), {document, {}, {}}).records[0].values[0].text;
    };
    QCOMPARE(taken(u"p"_s, u"dataX"_s), u"h"_s);
    QCOMPARE(taken(u"p"_s, u"DATAX"_s), u"h"_s);
    QCOMPARE(taken(u"svg"_s, u"viewBox"_s), u"v"_s);
    QCOMPARE(taken(u"svg"_s, u"viewbox"_s), QString());
    QCOMPARE(taken(u"svg"_s, u"dataX"_s), QString());
}

void tst_Extraction::aContainerOfTextsIsAnError_data()
{
    QTest::addColumn<QString>("expression");
    for (const char *expression : {"//p/text()", "//@class", "//comment()", "/"})
        QTest::newRow(expression) << QString::fromLatin1(expression);
}

void tst_Extraction::aContainerOfTextsIsAnError()
{
    QFETCH(QString, expression);
    Recipe recipe = inContainer(expression, field(RuleKind::XPath, u"."_s));
    recipe.container->kind = RuleKind::XPath;
    const Document document = parsed("<p class=a>x<!--y--></p>");
    const Extraction extraction = extract(compiled(recipe), {document, {}, {}});
    QVERIFY(extraction.records.empty());
    QVERIFY2(extraction.error.startsWith(u"the container's expression finds more than elements"_s),
             qPrintable(extraction.error));
}

void tst_Extraction::recordsKnowTheirContainer_data()
{
    QTest::addColumn<HtmlParser>("parser");
    for (const HtmlParser parser : bothParsers)
        QTest::newRow(qPrintable(htmlParserName(parser))) << parser;
}

void tst_Extraction::recordsKnowTheirContainer()
{
    QFETCH(HtmlParser, parser);
    const QByteArray page = "<ul><li>a<li>b</ul>";
    const Document document = parsed(page, parser);
    const Extraction extraction =
        extract(compiled(inContainer(u"li"_s, field(RuleKind::Css, u":scope"_s))), {document, {}, {}});
    QCOMPARE(extraction.records.size(), size_t(2));
    QCOMPARE(extraction.records[0].source, (SourceRange{4, 9}));
    QCOMPARE(extraction.records[1].source, (SourceRange{9, 14}));
    QCOMPARE(extraction.records[1].values[0].text, u"b"_s);
}

void tst_Extraction::aPageThatIsNoHtmlHasASource()
{
    const Document document = DocumentBuilder(QByteArray("{\"id\": 5}")).take();
    const Extraction extraction =
        extract(compiled(recipeOf(field(RuleKind::Regex, u"\"id\": (\\d)"_s))), {document, {}, {}});
    QCOMPARE(extraction.records.size(), size_t(1));
    QCOMPARE(extraction.records[0].values[0].text, u"5"_s);
    const Extraction none = extract(compiled(recipeOf(field(RuleKind::Css, u":scope"_s))), {document, {}, {}});
    QVERIFY(!none.records[0].values[0].isFound);
}

void tst_Extraction::baseElementsCount()
{
    const Document document = parsed("<base target=x><base href=/deep/ ><base href=/no/ ><a href=x>");
    const CompiledRecipe recipe = compiled(recipeOf(field(RuleKind::Css, u"a"_s, Take::AbsoluteUrl)));
    QCOMPARE(extract(recipe, {document, "http://a.test/b/c", {}}).records[0].values[0].text, u"http://a.test/deep/x"_s);
    const ExtractedValue unknown = extract(recipe, {document, {}, {}}).records[0].values[0];
    QVERIFY(!unknown.isFound && unknown.error.startsWith(u"\"x\" is no URL"_s));
}

void tst_Extraction::templatesAreNoPartOfThePage()
{
    const Document document = parsed("<div><template><p>in</template><p>out</div>");
    QCOMPARE(extract(compiled(recipeOf(field(RuleKind::Css, u"p"_s))), {document, {}, {}}).records[0].values[0].text,
             u"out"_s);
    QCOMPARE(extract(compiled(recipeOf(field(RuleKind::Css, u"div"_s))), {document, {}, {}}).records[0].values[0].text,
             u"out"_s);
}

void tst_Extraction::aSpentBudgetIsAnErrorOfTheValue_data()
{
    QTest::addColumn<Field>("field");
    QTest::addColumn<int>("kind");
    QTest::newRow("selector") << field(RuleKind::Css, u"div b"_s) << 0;
    QTest::newRow("text") << field(RuleKind::Css, u":scope"_s) << 0;
    QTest::newRow("html") << field(RuleKind::Css, u":scope"_s, Take::OuterHtml) << 0;
    QTest::newRow("bytes") << field(RuleKind::Css, u":scope"_s) << 1;
    QTest::newRow("bytes of matches") << field(RuleKind::Regex, u"b>"_s, Take::Text, Many::Rows) << 1;
    QTest::newRow("bytes joined") << field(RuleKind::Regex, u"<b>word"_s, Take::Text, Many::Joined) << 1;
    QTest::newRow("JSONPath") << field(RuleKind::JsonPath, u"$..b"_s) << 0;
    QTest::newRow("bytes of JSON") << field(RuleKind::JsonPath, u"$..b"_s, Take::Text, Many::Joined) << 1;
    QTest::newRow("bytes of nodes") << field(RuleKind::XPath, u"//b"_s, Take::Text, Many::Rows) << 1;
    QTest::newRow("bytes of texts") << field(RuleKind::XPath, u"//b/text()"_s, Take::Text, Many::Joined) << 1;
    QTest::newRow("bytes of metas") << field(RuleKind::OpenGraph, u"b"_s, Take::Text, Many::Joined) << 1;
    QTest::newRow("XPath that costs too much")
        << field(RuleKind::XPath, u"//b[preceding::*[preceding::*[last()]]]"_s) << 3;
    QTest::newRow("time of XPath") << field(RuleKind::XPath, u"//b"_s) << 2;
    QTest::newRow("time") << field(RuleKind::Regex, u"b>"_s, Take::Count) << 2;
}

void tst_Extraction::aSpentBudgetIsAnErrorOfTheValue()
{
    QFETCH(Field, field);
    QFETCH(int, kind);
    const Document document =
        parsed("<meta property=og:b content=xxxx>" + QByteArray("<meta property=og:b content=x>").repeated(300)
               + "<script type=application/json>[" + QByteArray("{\"b\": 1},").repeated(200) + "0]</script><div>"
               + QByteArray("<b>word</b>").repeated(1000));
    ExtractionBudget budget;
    if (kind == 0)
        budget.steps = 100;
    else if (kind == 1)
        budget.bytes = 2000;
    else if (kind == 2)
        budget.expressionTime = {};
    const Extraction extraction = extract(compiled(recipeOf(field)), {document, {}, {}}, budget);
    QVERIFY(!extraction.records.empty());
    const ExtractedValue &value = extraction.records.back().values[0];
    if (field.many == Many::Rows) { // told once: rows are missing
        QVERIFY2(extraction.error.startsWith(u"too complex"_s), qPrintable(extraction.error));
    } else {
        QVERIFY2(value.error.startsWith(u"too complex"_s), qPrintable(value.error));
        QVERIFY(!value.isFound);
    }
    if (kind == 3)
        return;
    const Extraction whole = extract(compiled(recipeOf(field)), {document, {}, {}});
    QCOMPARE(whole.records.front().values[0].error, QString());
}

void tst_Extraction::aRequestedStopSpendsTheSteps()
{
    const Document document = parsed("<div>" + QByteArray("<b>word</b>").repeated(1000));
    Field field;
    field.name = u"n"_s;
    field.expression = u"b"_s;
    field.take = Take::Count;
    ExtractionBudget budget;
    std::stop_source source;
    budget.stop = source.get_token();
    QCOMPARE(extract(compiled(recipeOf(field)), {document, {}, {}}, budget).records[0].values[0].text, u"1000"_s);
    source.request_stop();
    const Extraction stopped = extract(compiled(recipeOf(field)), {document, {}, {}}, budget);
    QVERIFY(stopped.records[0].values[0].error.startsWith(u"too complex"_s));
}

void tst_Extraction::hostilePagesEndInTime_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<Recipe>("recipe");
    const QByteArray deep = QByteArray("<div>x").repeated(100'000), wide = QByteArray("<p>x<b>y</b>").repeated(100'000);
    QTest::newRow("texts of nested elements")
        << deep << recipeOf(field(RuleKind::Css, u"div"_s, Take::Text, Many::Joined));
    QTest::newRow("HTML of nested elements")
        << deep << recipeOf(field(RuleKind::Css, u"div"_s, Take::OuterHtml, Many::Rows));
    QTest::newRow("nested containers") << deep << inContainer(u"div"_s, field(RuleKind::Css, u"div"_s, Take::Count));
    QTest::newRow("many containers") << wide << inContainer(u"p"_s, field(RuleKind::Css, u"b"_s));
    QTest::newRow("every element has all")
        << wide << inContainer(u"*"_s, field(RuleKind::Css, u"*"_s, Take::Text, Many::Rows));
    QTest::newRow("regex that looks to the end")
        << QByteArray(200'000, 'x') << recipeOf(field(RuleKind::Regex, u"x[^y]*y|x"_s, Take::Count));
    QTest::newRow("regex in containers") << deep << inContainer(u"div"_s, field(RuleKind::Regex, u"(x+x+)+y"_s));
    QTest::newRow("regex of one character") << wide << recipeOf(field(RuleKind::Regex, u"."_s, Take::Text, Many::Rows));
    const QByteArray json = "<script type=application/json>" + QByteArray("[").repeated(100'000) + '1'
        + QByteArray("]").repeated(100'000) + "</script>";
    QTest::newRow("texts of nested JSON")
        << json << recipeOf(field(RuleKind::JsonPath, u"$..*"_s, Take::Text, Many::Rows));
    Recipe ofJson = recipeOf(field(RuleKind::JsonPath, u"$..*"_s, Take::Count));
    ofJson.container = Container{RuleKind::JsonPath, u"$..*"_s, ofJson.fields, {}, {}};
    ofJson.fields.clear();
    QTest::newRow("nested containers of JSON") << json << ofJson;
    QTest::newRow("JSON of nested elements")
        << deep + json << inContainer(u"div"_s, field(RuleKind::JsonPath, u"$..*"_s));
    const QByteArray items = QByteArray("<p itemscope itemtype=P><b itemprop=n>x</b></p>").repeated(20'000);
    QTest::newRow("microdata of many containers") << items << inContainer(u"p"_s, field(RuleKind::Microdata, u"P.n"_s));
    QTest::newRow("microdata of nested containers")
        << deep + items << inContainer(u"div"_s, field(RuleKind::Microdata, u"P.n"_s, Take::Text, Many::Joined));
    QTest::newRow("XPath of many containers")
        << wide.first(200'000) << inContainer(u"p"_s, field(RuleKind::XPath, u".//b"_s));
    QTest::newRow("XPath of the page in containers")
        << wide.first(200'000) << inContainer(u"p"_s, field(RuleKind::XPath, u"//b"_s, Take::Count));
    QTest::newRow("empty matches") << wide << recipeOf(field(RuleKind::Regex, QString(), Take::Text, Many::Rows));
}

void tst_Extraction::hostilePagesEndInTime()
{
    QFETCH(QByteArray, page);
    QFETCH(Recipe, recipe);
    const CompiledRecipe ready = compiled(recipe);
    const Document document = parsed(page);
    ExtractionBudget budget; // a tenth, since sanitizers make all of it ten times as slow
    budget.steps /= 10;
    budget.bytes /= 10;
    budget.expressionTime /= 10;
    QElapsedTimer timer;
    timer.start();
    const Extraction extraction = extract(ready, {document, {}, {}}, budget);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    const bool told = !extraction.error.isEmpty()
        || (!extraction.records.empty() && !extraction.records.back().values[0].error.isEmpty());
    QVERIFY(told || !extraction.records.empty());
}

void tst_Extraction::everyTruncationOfAPageGivesRecords()
{
    const QByteArray page = readFile(fixtures + "/shop/page.html"_L1);
    const CompiledRecipe recipe = compiled(recipeOf(readFile(fixtures + "/shop/recipe.json"_L1)));
    size_t most = 0;
    for (qsizetype size = 0; size <= page.size(); ++size) {
        const Document document = parsed(page.first(size));
        const Extraction extraction = extract(recipe, {document, "http://a.test/", {}});
        QVERIFY(extraction.error.isEmpty() && extraction.records.size() >= most);
        most = extraction.records.size();
        for (const ExtractedRecord &record : extraction.records)
            QCOMPARE(record.values.size(), size_t(recipe.names().size()));
    }
    QCOMPARE(most, size_t(3));
}

QTEST_GUILESS_MAIN(tst_Extraction)
#include "tst_extraction.moc"
