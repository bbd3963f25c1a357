#include "parse/builders.h"
#include "parse/documentbuilder.h"
#include "parse/xpath/xpath.h"

#include <QTest>

#include <ctime>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

const QByteArray page =
    "<!DOCTYPE html><html id=html lang=en><head><title>Fish &amp; chips</title></head><body id=body>\n"
    "<!-- first --><h1 id=h1 class='big head'>Menu</h1>"
    "<ul id=ul><li id=a>one</li><li id=b data-price='2.50'>two <b id=bold>bold</b></li><li id=c>three</li></ul>"
    "<p id=p>caf\xC3\xA9 <a id=link HREF='/x?a=1&amp;b=2' title='t'>go\n  there</a> \xE2\x82\xAC"
    "3</p>"
    "<div id=outer><div id=inner><div id=innermost></div></div></div>"
    "<svg id=svg viewBox='0 0 1 1'><linearGradient id=lg></linearGradient><a id=sa xlink:href='#q'></a></svg>"
    "<template id=tpl><p id=hidden>no</p></template>"
    "<o:p id=office @click='f()'></o:p></body></html>";

Document parsed(const QByteArray &utf8) { return buildDocument(defaultHtmlParser, utf8).document; }

XPath compiled(const QString &text)
{
    const auto xpath = XPath::compile(text);
    if (!xpath)
        qFatal("%s: %s at %lld", qPrintable(text), qPrintable(xpath.error().message), xpath.error().offset);
    return *xpath;
}

/// "#id", "name" of elements without one, "@name", "text", <!-- -->, "/": what was found; else the string, in quotes if it is one.
QByteArray written(const XPathResult &result)
{
    if (result.problem == XPathResult::Problem::TooComplex)
        return "too complex";
    if (result.problem == XPathResult::Problem::TooManyCharacters)
        return "too many characters";
    if (result.type == XPathType::String)
        return '"' + result.string + '"';
    if (result.type != XPathType::Nodes)
        return result.string;
    QByteArrayList found;
    for (const auto &[node, attribute] : result.nodes) {
        if (attribute)
            found << '@' + attribute->name().toByteArray();
        else if (node.isElement())
            found << (node.hasAttribute(Name::Id) ? '#' + node.attribute(Name::Id).toByteArray()
                                                  : node.name().toByteArray());
        else if (node.isText())
            found << '\'' + node.characters().toByteArray() + '\'';
        else
            found << (node.kind() == NodeKind::Comment ? "<!---->" : node.kind() == NodeKind::Document ? "/" : "?");
    }
    return found.join(' ');
}

QByteArray evaluated(const Document &document, const QString &text, const XPathBudget &budget = {})
{
    XPathTree tree(document);
    return written(compiled(text).evaluate(tree, budget));
}

Node byId(const Document &document, QByteArrayView id)
{
    for (Node node = document.root(); node; node = node.nextInDocument())
        if (node.attribute(Name::Id) == id)
            return node;
    return {};
}

enum class Shape { Deep, Wide, Bushy };

Document grown(Shape shape, int elements, int deepest)
{
    DocumentBuilder builder(QByteArray("<p>words"));
    const Name div = builder.intern("div"), klass = builder.intern("class");
    NodeIndex top = builder.createElement(div, Namespace::Html, {}), parent = top;
    builder.append(builder.documentNode(), top);
    std::vector<NodeIndex> all{top};
    for (int i = 1; i < elements; ++i) {
        const NodeIndex element = builder.createElement(div, Namespace::Html, {});
        AttributeData attribute(klass, AttributeNamespace::None);
        attribute.value = builder.store(i % 2 ? "odd item" : "even item");
        builder.addAttribute(element, attribute);
        builder.append(shape == Shape::Bushy ? all[size_t(i - 1) / 3] : parent, element);
        builder.appendText(element, builder.hold("words", 3), {});
        if (shape == Shape::Deep)
            parent = i % deepest ? element : top;
        all.push_back(element);
    }
    return builder.take();
}

} // namespace

class TestXPath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsWhatTheStandardSays_data();
    void findsWhatTheStandardSays();
    void computesWhatTheStandardSays_data();
    void computesWhatTheStandardSays();
    void declarationsOfNamespacesAreNoAttributes();
    void aWrongExpressionIsAnErrorWithItsPlace_data();
    void aWrongExpressionIsAnErrorWithItsPlace();
    void rangesAreTheBytesOfTheSource();
    void aContextOfItsOwnIsWhereAPathStarts();
    void charactersAreCountedAndNotBytes();
    void aPageOfManyCharactersSaysThatItCantCountThem();
    void textsSideBySideAreOne();
    void oneExpressionServesManyThreadsTreesAndContexts();
    void worstExpressionsEndSoonOrAreRefused_data();
    void worstExpressionsEndSoonOrAreRefused();
    void usualExpressionsAreNotRefusedOnLargePages_data();
    void usualExpressionsAreNotRefusedOnLargePages();
    void deepTreesAreNoDanger();
    void everyBudgetIsObeyed();
    void longExpressionsEndInAnErrorOrAResult();
};

void TestXPath::findsWhatTheStandardSays_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("found");
    const std::pair<const char *, const char *> rows[]{
        {"/", "/"},
        {"/html", "#html"},
        {"/html/body/ul/li", "#a #b #c"},
        {"//li", "#a #b #c"},
        {"//LI", ""},
        {"//li[2]", "#b"},
        {"//li[last()]", "#c"},
        {"//li[position() != 2]", "#a #c"},
        {"(//li)[3]", "#c"},
        {"//li[@data-price]", "#b"},
        {"//li[@data-price > 2]", "#b"},
        {"//li/@data-price", "@data-price"},
        {"//li[not(@data-price)]", "#a #c"},
        {"//*[@id='h1']", "#h1"},
        {"//h1/following-sibling::*[1]", "#ul"},
        {"//p/preceding-sibling::*", "#h1 #ul"},
        {"//p/preceding-sibling::*[1]", "#ul"},
        {"//li[2]/preceding::*", "head title #h1 #a"},
        {"//a/ancestor::*", "#html #body #p #svg"},
        {"//a/ancestor::*[1]", "#p #svg"},
        {"//b/ancestor-or-self::*[@id]", "#html #body #ul #b #bold"},
        {"//b/following::a", "#link #sa"},
        {"//ul//b", "#bold"},
        {"//div", "#outer #inner #innermost"},
        {"//div//div", "#inner #innermost"},
        {"//div/descendant-or-self::div", "#outer #inner #innermost"},
        {"//div[not(div)]", "#innermost"},
        {"//div[.//div]", "#outer #inner"},
        {"//c | //b | //li | //h1", "#h1 #a #b #bold #c"},
        {"(//p | //h1)[1]", "#h1"},
        {"//li[. = 'one']", "#a"},
        {"//li[contains(., 'bold')]", "#b"},
        {"//li/text()", "'one' 'two ' 'three'"},
        {"//comment()", "<!---->"},
        {"//processing-instruction()", ""},
        {"//title/node()", "'Fish & chips'"},
        {"//svg", "#svg"},
        {"//linearGradient", "#lg"},
        {"//lineargradient", ""},
        {"//svg/@viewBox", "@viewBox"},
        {"//@xlink:href", "@href"},
        {"//*[@xlink:href='#q']", "#sa"},
        {"//a", "#link #sa"},
        {"//template", "#tpl"},
        {"//template//p", ""},
        {"//o:p", "#office"},
        {"//*[@U000040click]", "#office"},
        {"//a/@*", "@id @href @title @id @href"},
        {"//a[@href='/x?a=1&b=2']", "#link"},
        {"//@id[. = 'a']/..", "#a"},
        {"//h1[contains(concat(' ', normalize-space(@class), ' '), ' head ')]", "#h1"},
        {"//ul/*[self::li]", "#a #b #c"},
        {"//li[count(preceding-sibling::li) = 1]", "#b"},
        {"//*[name() = 'ul']", "#ul"},
        {"//li[b and @data-price or text() = 'three']", "#b #c"},
        {"//ul/li[position() mod 2 = 1]", "#a #c"},
        {"//li[string-length(.) = 3]", "#a"},
        {"//nothing", ""},
        {"//div[//nothing]", ""},
        {"//body/*[last()]", "#office"},
        {"//div[1]", "#outer #inner #innermost"},
        {"//html/@lang/parent::*/head/title", "title"},
        {"/descendant::li[2]", "#b"},
        {"//*[@title | @viewBox]", "#link #svg"},
        {"//li [ 1 ] / text ( )", "'one'"},
        {"//*[*[*[self::div]]]", "#html #body #outer"},
        {"child::html/child::*", "head #body"},
        {"//*[starts-with(@id, 'inner')]", "#inner #innermost"},
        {".//li[1]/../li[2]", "#b"},
        {"//mod | //div[div]/div", "#inner #innermost"},
    };
    for (const auto &[expression, found] : rows)
        QTest::newRow(expression) << QString::fromUtf8(expression) << QByteArray(found);
}

void TestXPath::findsWhatTheStandardSays()
{
    QFETCH(QString, expression);
    QFETCH(QByteArray, found);
    QCOMPARE(evaluated(parsed(page), expression), found);
    QCOMPARE(compiled(expression).type(), XPathType::Nodes);
}

void TestXPath::computesWhatTheStandardSays_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("value");
    const std::pair<const char *, const char *> rows[]{
        {"count(//li)", "3"},
        {"1 + 2 * 3", "7"},
        {"0.1 + 0.2", "0.3"},
        {"1 div 0", "Infinity"},
        {"number('x')", "NaN"},
        {"-(//li/@data-price)", "-2.5"},
        {"5 mod 3 = 2", "true"},
        {"string(//li[1])", "\"one\""},
        {"string(//a/@href)", "\"/x?a=1&b=2\""},
        {"normalize-space(//a)", "\"go there\""},
        {"concat('a', \"b\", 3)", "\"ab3\""},
        {"substring-before('a=b', '=')", "\"a\""},
        {"substring-after('a=b', '=')", "\"b\""},
        {"substring('12345', 2, 3)", "\"234\""},
        {"substring('12345', 1.5, 2.6)", "\"234\""},
        {"translate('bar', 'abc', 'AB')", "\"BAr\""},
        {"boolean(//li)", "true"},
        {"//li = 'three'", "true"},
        {"//li != 'three'", "true"},
        {"not(//li = 'four')", "true"},
        {"sum(//@data-price) + 1", "3.5"},
        {"name(//svg/*)", "\"linearGradient\""},
        {"local-name(//@xlink:href)", "\"href\""},
        {"namespace-uri(//svg)", "\"\""},
        {"floor(-1.5) + ceiling(1.2) + round(2.5)", "3"},
        {"true() and not(false())", "true"},
        {"string(//nothing)", "\"\""},
        {"string(//p)",
         "\"caf\xC3\xA9 go\n  there \xE2\x82\xAC"
         "3\""},
    };
    for (const auto &[expression, value] : rows)
        QTest::newRow(expression) << QString::fromUtf8(expression) << QByteArray(value);
}

void TestXPath::computesWhatTheStandardSays()
{
    QFETCH(QString, expression);
    QFETCH(QByteArray, value);
    QCOMPARE(evaluated(parsed(page), expression), value);
}

void TestXPath::declarationsOfNamespacesAreNoAttributes()
{
    const Document document =
        parsed("<!DOCTYPE html><svg xmlns=a xmlns:xlink=b xlink:href=c id=d></svg><p xmlns=e xmlns:f=g class=h>");
    XPathTree tree(document);
    QByteArrayList values;
    for (const XPathNode &node : compiled(u"//@*"_s).evaluate(tree).nodes)
        values << node.text();
    QCOMPARE(values, (QByteArrayList{"c", "d", "h"}));
}

void TestXPath::aWrongExpressionIsAnErrorWithItsPlace_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QString>("word");
    const std::tuple<const char *, int, const char *> rows[]{
        {"", 0, "empty"},
        {"   ", 3, "empty"},
        {"//", 2, "ends"},
        {"//li[", 5, "ends"},
        {"//li[1", 4, "never closed"},
        {"(//li", 0, "never closed"},
        {"//li[1]]", 7, "]"},
        {"//li)", 4, ")"},
        {"//li[]", 5, "]"},
        {"//li['a]", 5, "no end"},
        {"//li[@]", 6, "]"},
        {"//li/", 5, "ends"},
        {"//li///a", 6, "/"},
        {"li li", 3, "li"},
        {"//li[$x]", 5, "variables"},
        {"//namespace::*", 2, "namespace axis"},
        {"//sibling::a", 2, "axis"},
        {"id('x')/p", 0, "@id"},
        {"//p[lang('en')]", 4, "@lang"},
        {"//a[matches(@href, 'x')]", 4, "2.0"},
        {"//a[ends-with(@href, 'x')]", 4, "2.0"},
        {"lower-case('A')", 0, "translate"},
        {"frobnicate(1)", 0, "frobnicate"},
        {"count()", 0, "1 argument,"},
        {"concat('a')", 0, "at least 2 arguments"},
        {"contains('a', 'b', 'c')", 0, "2 arguments"},
        {"substring('a')", 0, "2 or 3 arguments"},
        {"contains('a',)", 13, "argument"},
        {"1 +", 3, "ends"},
        {"= 1", 0, "="},
        {"//a[.='\xC3\xA9' and ~]", 14, "~"},
        {"a | | b", 4, "|"},
        {"//a.[1]", 0, ""},
        {".[1]", 1, "["},
        {"//a/text()b", 10, "b"},
        {"//a/contains(., 'x')", 4, "step"},
        {"count(1)", 0, ""},
        {"1 | 2", 0, ""},
        {"'a'/b", 0, ""},
        {"count('\xC3\xBC\xC3\xBC')", 11, "node set"}, // pugixml counts bytes
        {"//a[#x]", 4, "#"},
        {"div.class > p { }", 14, "{"},
        {"a!b", 1, "!"},
    };
    for (const auto &[expression, offset, word] : rows)
        QTest::newRow(*expression ? expression : "nothing")
            << QString::fromUtf8(expression) << offset << QString::fromUtf8(word);
}

void TestXPath::aWrongExpressionIsAnErrorWithItsPlace()
{
    QFETCH(QString, expression);
    QFETCH(int, offset);
    QFETCH(QString, word);
    const auto xpath = XPath::compile(expression);
    if (expression == u"//a.[1]"_s) { // a name may have a full stop
        QVERIFY(xpath);
        return;
    }
    QVERIFY(!xpath);
    const ExpressionError &error = xpath.error();
    QVERIFY2(error.message.contains(word), qPrintable(error.message));
    QVERIFY2(error.message.endsWith(u'.'), qPrintable(error.message));
    QVERIFY(error.offset <= expression.size());
    if (!word.isEmpty()) // the others are pugixml's
        QCOMPARE(error.offset, offset);
}

void TestXPath::rangesAreTheBytesOfTheSource()
{
    const Document document = parsed(page);
    XPathTree tree(document);
    const auto source = [&](const QString &expression) {
        const XPathResult result = compiled(expression).evaluate(tree);
        const SourceRange range = result.nodes.at(0).source();
        return page.mid(range.begin, range.size());
    };
    QCOMPARE(source(u"//b"_s), "<b id=bold>bold</b>");
    QCOMPARE(source(u"//a/@href"_s), "/x?a=1&amp;b=2");
    QCOMPARE(source(u"//title/text()"_s), "Fish &amp; chips");
    QCOMPARE(source(u"//comment()"_s), "<!-- first -->");
    QCOMPARE(compiled(u"//a/@href"_s).evaluate(tree).nodes.at(0).text(), "/x?a=1&b=2");
    QCOMPARE(compiled(u"//comment()"_s).evaluate(tree).nodes.at(0).text(), " first ");
    QCOMPARE(compiled(u"//ul"_s).evaluate(tree).nodes.at(0).text(), "onetwo boldthree");
}

void TestXPath::aContextOfItsOwnIsWhereAPathStarts()
{
    const Document document = parsed(page);
    XPathTree tree(document);
    const Node ul = byId(document, "ul");
    QCOMPARE(written(compiled(u"li"_s).evaluate(tree, ul)), "#a #b #c");
    QCOMPARE(written(compiled(u".//b"_s).evaluate(tree, ul)), "#bold");
    QCOMPARE(written(compiled(u"."_s).evaluate(tree, ul)), "#ul");
    QCOMPARE(written(compiled(u"//h1"_s).evaluate(tree, ul)), "#h1");
    QCOMPARE(written(compiled(u"following-sibling::p"_s).evaluate(tree, ul)), "#p");
    QCOMPARE(written(compiled(u"string(.)"_s).evaluate(tree, byId(document, "a").firstChild())), "\"one\"");
    QCOMPARE(written(compiled(u"."_s).evaluate(tree, byId(document, "tpl").templateContents())), "");
    QCOMPARE(written(compiled(u"."_s).evaluate(tree, Node())), "");
}

void TestXPath::charactersAreCountedAndNotBytes()
{
    const Document document = parsed("<p id=a>caf\xC3\xA9 \xE2\x82\xAC</p><p id=b>caf&eacute;!</p>");
    QCOMPARE(evaluated(document, u"string-length(//p[1])"_s), "6");
    QCOMPARE(evaluated(document, u"substring(//p[1], 4, 1)"_s), "\"\xC3\xA9\"");
    QCOMPARE(evaluated(document, u"translate(//p[1], '\u00E9\u20AC', 'eE')"_s), "\"cafe E\"");
    QCOMPARE(evaluated(document, u"translate(//p[1], 'abc', 'ABC')"_s), "\"CAf\xC3\xA9 \xE2\x82\xAC\"");
    QCOMPARE(evaluated(document, u"//p[substring(., string-length(.)) = '\u20AC']"_s), "#a");
    QCOMPARE(evaluated(document, u"//p[string-length(.) = 5]"_s), "#b");
    QCOMPARE(evaluated(parsed("<p>a"), u"string-length('\U0001F41F')"_s), "1");
    QCOMPARE(evaluated(parsed("<p>&eacute;"), u"string-length(//p)"_s), "1");
}

void TestXPath::aPageOfManyCharactersSaysThatItCantCountThem()
{
    QString text;
    for (char16_t c = 0x4E00; c < 0x4E00 + 128; ++c)
        text += QChar(c);
    const Document full = parsed("<p>" + text.toUtf8());
    QCOMPARE(evaluated(full, u"string-length(//p)"_s), "128");
    QCOMPARE(evaluated(full, u"string-length('\u00E9')"_s), "too many characters");
    const Document fuller = parsed("<p title='\xC3\xA9'>" + text.toUtf8());
    QCOMPARE(evaluated(fuller, u"string-length(//p)"_s), "too many characters");
    QCOMPARE(evaluated(fuller, u"count(//p)"_s), "1");
    QCOMPARE(evaluated(fuller, u"string(//p/@title)"_s), "\"\xC3\xA9\"");
}

void TestXPath::textsSideBySideAreOne()
{
    DocumentBuilder builder{QByteArray()};
    const NodeIndex p = builder.createElement(builder.intern("p"), Namespace::Html, {});
    builder.append(builder.documentNode(), p);
    for (const char *part : {"on", "", "e & <two>"})
        builder.append(p, builder.createText(builder.store(part), {}));
    builder.append(p, builder.createElement(builder.intern("br"), Namespace::Html, {}));
    builder.append(p, builder.createComment(builder.store(""), {}));
    builder.append(p, builder.createText(builder.store(" \n"), {}));
    const Document document = builder.take();
    QCOMPARE(evaluated(document, u"count(//text())"_s), "2");
    QCOMPARE(evaluated(document, u"count(//p/node())"_s), "4");
    XPathTree tree(document);
    const XPathResult texts = compiled(u"//text()"_s).evaluate(tree);
    QCOMPARE(texts.nodes.at(0).text(), "one & <two>");
    QCOMPARE(texts.nodes.at(1).text(), " \n");
    QCOMPARE(evaluated(document, u"//comment()"_s), "<!---->");
}

void TestXPath::oneExpressionServesManyThreadsTreesAndContexts()
{
    const XPath xpath = compiled(u"//li[string-length(.) > 2]"_s);
    const Document first = parsed(page), second = parsed("<li id=x>\xC3\xA9\xC3\xA9<li id=y>abc");
    XPathTree one(first), two(second);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(written(xpath.evaluate(one)), "#a #b #c");
        QCOMPARE(written(xpath.evaluate(two)), "#y");
    }
}

void TestXPath::worstExpressionsEndSoonOrAreRefused_data()
{
    QTest::addColumn<QString>("expression");
    for (const char *expression : {"//*//*//*//*",
                                   "//*[.//*[.//*]]",
                                   "//*[not(following::zzz)]",
                                   "//*[not(//zzz)]",
                                   "//*/following::*/preceding::*",
                                   "//*[contains(., 'zzz')]",
                                   "//*[//* = //*]",
                                   "//*[. = //*]",
                                   "//*/ancestor::*/descendant::*",
                                   "count(//*[count(//*[count(//*) = 1]) = 1])",
                                   "//*[preceding-sibling::*[preceding-sibling::*]]",
                                   "//node()/..//node()/..//node()",
                                   "//*[string-length(.) > count(//*[@class])]",
                                   "//@class[. = //@class]",
                                   "(//*//*)[position() = last()]",
                                   "//*[sum(//*) > 1]",
                                   "//*[normalize-space(..) = normalize-space(.)]",
                                   "//*|//*//*|//*/..",
                                   "//div[@class = preceding::div/@class]",
                                   "//div[name(preceding::*[last()]) = 'x']"})
        for (const char *shape : {"deep", "wide", "bushy"})
            QTest::newRow(QByteArray(expression).append(", ").append(shape).constData())
                << QString::fromUtf8(expression);
}

/// Either it is refused, or it takes no longer than the budget stands for: here, a tenth of the default.
void TestXPath::worstExpressionsEndSoonOrAreRefused()
{
    QFETCH(QString, expression);
    const QByteArray row = QTest::currentDataTag();
    const Shape shape = row.endsWith("deep") ? Shape::Deep : row.endsWith("wide") ? Shape::Wide : Shape::Bushy;
    for (const int elements : {300, 3'000, 30'000}) {
        const Document document = grown(shape, elements, 500);
        XPathTree tree(document);
        const XPath xpath = compiled(expression);
        const std::clock_t begin = std::clock();
        const XPathResult result = xpath.evaluate(tree, {.steps = 20e6, .nodes = 4e5});
        const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
        QVERIFY2(seconds < 1.5, qPrintable(u"%1 s on %2"_s.arg(seconds).arg(elements)));
        QVERIFY(result.problem != XPathResult::Problem::TooManyCharacters);
    }
}

void TestXPath::usualExpressionsAreNotRefusedOnLargePages_data()
{
    QTest::addColumn<QString>("expression");
    for (const char *expression :
         {"//div", "//div[@class='odd item']", "//div//div/@class", "//*[contains(@class, 'odd')]", "count(//div[div])",
          "//div[contains(text(), 'words')]", "//div[contains(concat(' ', @class, ' '), ' item ')]/text()",
          "(//div)[last()]", "//div[1]", "//div[normalize-space(text())='words']", "string(/div)", "//div/..",
          "//div[@class and text()]/ancestor::div[1]", "//div[contains(., 'words')]"})
        QTest::newRow(expression) << QString::fromUtf8(expression);
}

void TestXPath::usualExpressionsAreNotRefusedOnLargePages()
{
    QFETCH(QString, expression);
    for (const Document &document : {grown(Shape::Bushy, 20'000, 0), grown(Shape::Deep, 20'000, 20)})
        QVERIFY(evaluated(document, expression) != "too complex");
}

void TestXPath::deepTreesAreNoDanger()
{
    const Document document = grown(Shape::Deep, 200'000, 1 << 30);
    XPathTree tree(document);
    QCOMPARE(written(compiled(u"count(//div)"_s).evaluate(tree)), "200000");
    QCOMPARE(written(compiled(u"string-length(/div)"_s).evaluate(tree)), "999995");
    QCOMPARE(written(compiled(u"//div//div"_s).evaluate(tree)), "too complex");
}

void TestXPath::everyBudgetIsObeyed()
{
    const Document document = parsed(page);
    QCOMPARE(evaluated(document, u"//li"_s, {.steps = 3}), "too complex");
    QCOMPARE(evaluated(document, u"//li"_s, {.nodes = 2}), "too complex");
    QCOMPARE(evaluated(document, u"//li"_s, {.steps = 1000, .nodes = 100}), "#a #b #c");
}

void TestXPath::longExpressionsEndInAnErrorOrAResult()
{
    QVERIFY(!XPath::compile(QString(70'000, u'a')));
    QVERIFY(!XPath::compile(QString(60'000, u'(')));
    QVERIFY(!XPath::compile(QString(60'000, u'[')));
    QVERIFY(!XPath::compile(u"//a"_s + u"[a"_s.repeated(20'000)));
    QVERIFY(!XPath::compile(QString(60'000, u'/')));
    const auto sum = XPath::compile(u"1"_s + u"+1"_s.repeated(30'000)); // pugixml has a limit of its own
    QVERIFY(!sum);
    QVERIFY(!sum.error().message.isEmpty());
    const auto negative = XPath::compile(QString(60'000, u'-') + u'1');
    QVERIFY(!negative || negative->type() == XPathType::Number);
    QVERIFY(XPath::compile(u"//a"_s + u"/a"_s.repeated(500)));
}

QTEST_GUILESS_MAIN(TestXPath)
#include "tst_xpath.moc"
