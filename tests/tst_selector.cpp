#include "parse/builders.h"
#include "parse/documentbuilder.h"
#include "parse/selector.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <span>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/selector/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Document parsed(const QByteArray &utf8) { return buildDocument(defaultHtmlParser, utf8).document; }

Selector compiled(const QString &text)
{
    const auto selector = Selector::parse(text);
    if (!selector)
        qFatal("%s: %s", qPrintable(text), qPrintable(selector.error().message));
    return *selector;
}

Node byId(const Document &document, QByteArrayView id)
{
    for (Node node = document.root(); node; node = node.nextInDocument())
        if (node.attribute(Name::Id) == id)
            return node;
    return {};
}

/// The ids of what was found, or the names of elements that have none.
QByteArray ids(const std::vector<Node> &elements)
{
    QByteArrayList found;
    for (const Node &element : elements)
        found << (element.hasAttribute(Name::Id) ? element.attribute(Name::Id) : element.name()).toByteArray();
    return found.join(' ');
}

/// A page as large as one likes, of any shape, without a parser.
enum class Shape { Deep, Wide, Bushy };

Document grown(Shape shape, int elements)
{
    DocumentBuilder builder(QByteArray("<p>words"));
    const Name div = builder.intern("div"), klass = builder.intern("class"), rare = builder.intern("rare");
    NodeIndex parent = builder.documentNode();
    // At the same part of the page, whatever its size.
    const int rarePlace = shape == Shape::Bushy ? 1 : elements / 2;
    std::vector<NodeIndex> all;
    for (int i = 0; i < elements; ++i) {
        const NodeIndex element = builder.createElement(i == rarePlace ? rare : div, Namespace::Html, {});
        AttributeData attribute(klass, AttributeNamespace::None);
        attribute.value = builder.store(i % 2 ? "odd item" : "even item");
        builder.addAttribute(element, attribute);
        builder.append(shape == Shape::Bushy && i > 0 ? all[size_t(i - 1) / 3] : parent, element);
        builder.appendText(element, builder.hold("words", 3), {});
        if (shape == Shape::Deep || i == 0)
            parent = element;
        all.push_back(element);
    }
    return builder.take();
}

qint64 stepsNeeded(const Selector &selector, const Document &document)
{
    qint64 low = 0, high = qint64(1) << 20;
    while (low < high) {
        const qint64 steps = (low + high) / 2;
        if (selector.select(document, document.root(), {steps}).tooComplex)
            low = steps + 1;
        else
            high = steps;
    }
    return low;
}

QByteArray repeated(const char *text, int times) { return QByteArray(text).repeated(times); }

struct Row {
    const char *selector;
    const char *ids;
};

// clang-format off
const Row pageRows[] = {
    // type and universal selectors, with namespaces
    {"p", "p1 p2 p3 p4"}, {"P", "p1 p2 p3 p4"}, {"nothing", ""}, {"ul > *", "l1 l2 l3 l4 l5 n1 n2"},
    {"linearGradient", "gradient"}, {"lineargradient", ""}, {"svg|linearGradient", "gradient"}, {"SVG", ""}, {"svg", "svg"},
    {"a", "a1 a2 a4 sa"}, {"html|a", "a1 a2 a4"}, {"svg|a", "sa"}, {"math|*", "math mi"}, {"|a", ""}, {"*|a", "a1 a2 a4 sa"},
    {"html|*:root", "html"}, {"xlink|a", ""},
    // attributes
    {"[data-x]", "intro"}, {"[DATA-X]", "intro"}, {"[data-kind='A-1']", "intro"}, {"[data-kind='a-1']", ""},
    {"[data-kind='a-1' i]", "intro"}, {"[data-kind='a-1'I]", "intro"}, {"[data-kind=a-1 i]", "intro"},
    {"[data-x~=beta]", "intro"}, {"[data-x~='alpha beta']", ""}, {"[data-x~='']", ""}, {"[data-x^=alp]", "intro"},
    {"[data-x$='ta']", "intro"}, {"[data-x*='a b']", "intro"}, {"[data-x*='A B']", ""}, {"[data-x*='A B' i]", "intro"},
    {"[data-x^='']", ""}, {"[data-x$='']", ""}, {"[data-x*='']", ""}, {"[data-kind|=A]", "intro"}, {"[data-kind|='A-1']", "intro"},
    {"[data-kind|='A-']", ""}, {"[title='']", "p2"}, {"p[title]", "p2"}, {"[ title ]", "p2"}, {"[title|='']", "p2"},
    {"[viewBox]", "svg"}, {"[viewbox]", ""}, {"svg[viewBox='0 0 1 1']", "svg"},
    // HTML §4.16.2: rel and hreflang have no case on HTML elements, href has
    {"[rel=nofollow]", "a1"}, {"[rel=nofollow s]", ""}, {"[rel='NoFollow' s]", "a1"}, {"[hreflang|=EN]", "a2"},
    {"[href$='.pdf']", ""}, {"[href$='.pdf' i]", "a2"}, {"[href$='.PDF']", "a2"},
    {"[href]", "a1 a2"}, {"[xlink|href]", "sa"}, {"[*|href]", "a1 a2 sa"}, {"[|href]", "a1 a2"}, {"[*|href^='#']", "sa"},
    // classes and ids; CSS Syntax §4 escapes
    {".item", "l1 l2 l3 l5 n2"}, {".Item", ""}, {".item.sold", "l2"}, {".note", "p3"}, {".last", "p3"}, {".Page", "body"},
    {"#p1", "p1"}, {"#P1", ""}, {"p#p1.lead", "p1"}, {".lead#p1[class]", "p1"}, {"#odd\\:id", "odd:id"},
    {"#odd\\3a id", "odd:id"}, {"#odd\\00003Aid", "odd:id"}, {".\\31st", "odd:id"}, {".\\31 st", "odd:id"}, {".\303\274mlaut", "odd:id"},
    {".\\FC mlaut", "odd:id"}, {"#\\70\\31", "p1"}, {"#\\0000701", "p1"}, {"[id='odd\\3a id']", "odd:id"}, {"[id=\"od\\\nd:id\"]", "odd:id"},
    {"\\64 iv#intro", "intro"},
    // comments and white space
    {"/* a */p/* b */#p1/**/", "p1"}, {"div/**/ /**/> /**/p#p1", "p1"}, {" \t\n p#p1 \f", "p1"}, {"#p1/**/,/**/#p2", "p1 p2"},
    // combinators
    {"div p", "p1 p2 p3 p4"}, {"div > p", "p1 p2 p3 p4"}, {"body > p", ""}, {"#intro>p", "p1 p2 p3"}, {"div b i", "i1"},
    {"p > i", ""}, {"p i", "i1"}, {"h2 + ul", "ul"}, {"h2+p", ""}, {"h2 ~ p", "p4"}, {"#p1 ~ p", "p2 p3"}, {"#p1 + p + p", "p3"},
    {"li ~ li a", "a2 a4"}, {"ul li ul li", "n1 n2"}, {"li > ul > li + li", "n2"}, {"#list ul > li ~ .item", "l2 l3 l5 n2"},
    {"html body div > ul li a", "a1 a2 a4"}, {".sold ~ li .item", "n2"}, {"#l3 ~ #l1", ""}, {"div div", ""},
    {"body > div + div ~ svg text", "st"},
    // lists, in document order and each once
    {"#p3, #p1, p:first-child", "p1 p3"}, {"i,b , p", "p1 b1 i1 p2 p3 p4"},
    // logical combinations
    {":is(h2, h3)", "h2"}, {":is(ul, div) > p", "p1 p2 p3 p4"}, {":where(#p1, #p2).lead", "p1"}, {"p:not(.lead)", "p2 p3 p4"},
    {"p:not(.lead, #p2)", "p3 p4"}, {"li:not(li li)", "l1 l2 l3 l4 l5"}, {"li:not(:not(.sold))", "l2"}, {":is(li li, h2)", "h2 n1 n2"},
    {"li:is(:is(:is(.sold)))", "l2"}, {":IS(H2)", "h2"}, {"div :not(li *):is(a, p)", "p1 p2 p3 p4"},
    // :has()
    {"li:has(a)", "l1 l2 l4"}, {"li:has(> a[href])", "l1 l2"}, {"li:has(+ .sold)", "l1"}, {"li:has(~ #l3)", "l1 l2"},
    {"li:has(> ul > li + li)", "l5"}, {"li:has(ul .item)", "l5"}, {"li:has(li ~ .item)", "l5"}, {"*:has(> i)", "b1"},
    {":has(i)", "html body intro p1 b1"}, {"li:not(:has(a, ul))", "l3 n1 n2"}, {"p:has(b):has(i)", "p1"}, {"h2:has(+ ul > li a)", "h2"},
    {"h2:has(~ p):not(:has(~ div))", "h2"}, {"div:has(> p ~ p)", "intro"}, {"p:has(~ p ~ p)", "p1"}, {"div:has(:is(li li))", "list"},
    {"ul:has(> li:nth-child(5))", "ul"}, {"li:has(nothing)", ""}, {"p:has(.lead b)", ""}, {"p:has(:is(.lead b))", "p1"},
    {":has(> #ul):has(h2)", "list"},
    // the tree
    {":root", "html"}, {":root > head", "head"}, {":scope", "html"}, {":scope > body", "body"},
    {"span:empty", "empty blank commented"}, {"p:empty", ""}, {"#full:empty", ""},
    {"li:first-child", "l1 n1"}, {"li:last-child", "l5 n2"}, {"b:only-child", "b1"}, {":root:first-child", "html"},
    {"li:nth-child(2)", "l2 n2"}, {"li:nth-child(odd)", "l1 l3 l5 n1"}, {"li:nth-child(even)", "l2 l4 n2"},
    {"#ul > li:nth-child(2n+1)", "l1 l3 l5"}, {"#ul > li:nth-child( 2n + 1 )", "l1 l3 l5"}, {"#ul > li:nth-child(2N-1)", "l1 l3 l5"},
    {"#ul > li:nth-child(n+4)", "l4 l5"}, {"#ul > li:nth-child(-n+2)", "l1 l2"}, {"#ul > li:nth-child(+3)", "l3"},
    {"#ul > li:nth-child(+n)", "l1 l2 l3 l4 l5"}, {"#ul > li:nth-child(-2n+5)", "l1 l3 l5"}, {"#ul > li:nth-child(3n- 1)", "l2 l5"},
    {"#ul > li:nth-child(n- 1)", "l1 l2 l3 l4 l5"}, {"#ul > li:nth-child(3n - 2)", "l1 l4"}, {"li:nth-child(0)", ""},
    {"li:nth-child(-3)", ""}, {"li:nth-child(99999999999)", ""}, {"li:nth-child(n+99999999999)", ""}, {"#ul > li:nth-child(0n+2)", "l2"},
    {"#ul > li:nth-child(+2n+1)", "l1 l3 l5"}, {"#ul > li:nth-child(-n + 1)", "l1"}, {"#ul > li:nth-child(2n/**/+1)", "l1 l3 l5"},
    {"#ul > li:nth-last-child(1)", "l5"}, {"#ul > li:nth-last-child(-n+2)", "l4 l5"}, {"#ul > li:nth-last-child(2n)", "l2 l4"},
    {"#ul > li:nth-child(2 of .item)", "l2"}, {"#ul > :nth-child(even of .item)", "l2 l5"}, {":nth-last-child(1 of .item)", "l5 n2"},
    {"#ul > li:nth-child(1 of :not(.item))", "l4"}, {"li:nth-child(1 of li, a)", "l1 n1"}, {"#ul > li:nth-child(odd of.item)", "l1 l3"},
    {"#list > p:first-of-type", "p4"}, {"#list > :last-of-type", "h2 ul p4"}, {"p:only-of-type", "p4"},
    {"#intro > p:nth-of-type(2)", "p2"}, {"#intro > p:nth-last-of-type(2n+1)", "p1 p3"}, {"body > div:nth-of-type(3)", "odd:id"},
    {"svg > :first-of-type", "gradient sa"},
    // links; HTML §4.16.3
    {":any-link", "a1 a2 sa"}, {":link", "a1 a2 sa"}, {"a:not(:link)", "a4"}, {":defined:is(#custom, #is, #svg, #p1)", "p1 svg"},
    {":open", "open"},
    // not of the standard
    {"li:contains('two')", "l2 l5 n2"}, {"p:contains(Carp)", "p1"}, {"p:contains('Carp and perch')", "p1"}, {"i:contains('and')", ""},
    {"p:contains(Pike, Eel)", "p2 p3"}, {"p:contains('not text')", ""}, {"b:contains('')", "b1"}, {"i:contains('perch\\a ')", ""}, {"div:contains('perch\\a ')", "intro"}, {"p:contains('carp')", ""},
    {"ul:contains('nested two'):not(:has(a))", "inner"}, {"span:contains('x')", "full"}, {"title:contains(Fish)", "title"},
    // a template holds no part of the tree
    {"#inside", ""}, {"template p", ""}, {"template:empty", "template"}, {"template:has(p)", ""},
};

const Row formRows[] = {
    {":enabled:is(option, optgroup, select)", "s1 o2 o3 s2 o4 o5 s3 o7 o8 s4 o9"},
    {"fieldset:disabled, fieldset :disabled", "fs inlegend2 infs fs2 infs2"},
    {"#form :disabled", "off"}, {"select :disabled, select:disabled", "o1 og o6"}, {"#inlegend:enabled", "inlegend"},
    {"p:enabled", ""}, {"a:disabled", ""},
    {"input:checked", "c1 r2"}, {"option:checked", "o2 o4 o5 o8"},
    {":default", "c1 r1 r2 go image o4 o5 o7 o8"}, {":indeterminate", "r3 r4 r5 pr1"},
    {":required", "ro c2 area s2"}, {"#form :optional", "text filled off hidden c1 r1 r2 r3 r4 reset go2"}, {"button:optional", ""},
    {"#form :read-write", "text filled area"}, {":read-write:not(input, textarea)", "edit editp"}, {"#ro:read-only, #noediti:read-only", "ro noediti"},
    {"fieldset :read-write", "inlegend"}, {":placeholder-shown", "text area"},
    {":in-range", "n1 n3 d2 w1 t1 range"}, {":out-of-range", "n2 d1 m1 t2 dt1"},
    {"input[type=email]", "ro"}, {"input[type=EMAIL s]", "ro"}, {"input[type=email s]", ""},
};

const Row languageRows[] = {
    {"p:lang(fr)", "fr inrtl"}, {"p:lang(FR-ca)", "fr inrtl"}, {"p:lang('fr-FR')", ""}, {":lang(de)", "de deb deat dex"}, {":lang(de-AT)", "deat"},
    {":lang('*-AT')", "deat"}, {":lang('*-Latn')", "deat"}, {":lang('de-*-AT')", "deat"}, {":lang(d)", ""}, {"p:lang('')", "unknown"},
    {"p:lang('*')", "fr de deat dex inrtl"}, {":lang(ja)", "svg ja"}, {":lang(en)", ""}, {":lang(ja, 'de-x')", "dex svg ja"},
    {":lang(\\*-AT)", "deat"}, {"html:lang(fr)", "html"},
    {":dir(rtl)", "rtl inrtl auto arbdi sp value area"}, {"#rtl :dir(ltr)", "bdi tel"}, {"#auto2:dir(ltr), #script:dir(ltr)", "auto2 script"},
    {"svg:dir(ltr)", "svg"}, {"html:DIR(LTR)", "html"},
};

struct Mistake {
    const char *selector;
    int offset;
    const char *message; ///< a part of it
};

const Mistake mistakes[] = {
    {"", 0, "expected a selector, not the end"}, {"   ", 3, "expected a selector"}, {",", 0, "not \",\""}, {"a,", 2, "the end"},
    {"a,,b", 2, "not \",\""}, {",a", 0, "expected"}, {"a >", 3, "the end"}, {"> a", 0, "expected a selector"}, {"a > > b", 4, "not \">\""},
    {"a ~ + b", 4, "not \"+\""}, {"a + , b", 4, "expected"}, {"a)", 1, "unexpected \")\""}, {"a b)", 3, "unexpected"}, {"a || b", 2, "column"},
    {"a||b", 1, "column"}, {"a!b", 1, "unexpected \"!\""}, {"a & b", 2, "expected a selector"}, {"a{}", 1, "unexpected"}, {"@a", 0, "expected"},
    {"<a>", 0, "expected"}, {"5", 0, "expected"}, {"a 5px", 2, "expected"}, {"\"a\"", 0, "expected"}, {"a;", 1, "unexpected"}, {"a\\", 1, "backslash"},
    {"a\\\nb", 1, "backslash"}, {"/* a", 0, "comment"}, {"a /* b", 2, "comment"},
    // names
    {".", 1, "class name"}, {". a", 1, "class name"}, {".1a", 0, "expected"}, {"..a", 1, "class name"}, {"a.", 2, "class name"}, {"#", 0, "expected"},
    {"#1a", 0, "can't begin"}, {"a#", 1, "unexpected"}, {"# a", 0, "expected"}, {".a*", 2, "must come first"}, {"[a]b", 3, "must come first"},
    {":root b:hover", 7, "reader"}, {"a/**/b", 5, "must come first"}, {"x|a", 0, "namespace prefix"}, {"a|", 0, "namespace prefix"}, {"svg|", 4, "element name"},
    {"svg|.a", 4, "element name"}, {"|", 0, "expected"}, {"*|", 2, "element name"},
    {"svg|*|*", 5, "unexpected"},
    // attributes
    {"[", 1, "attribute name"}, {"[]", 1, "attribute name"}, {"[a", 0, "bracket"}, {"[a=]", 3, "a name or a string"}, {"[a=b", 0, "bracket"},
    {"[a=1]", 3, "a name or a string"}, {"[a=\"b]", 3, "string is not closed"}, {"[a='b\n']", 5, "line ends"}, {"[a!=b]", 2, "operator"},
    {"[a==b]", 3, "name or a string"}, {"[a~b]", 3, "expected \"=\""}, {"[a b]", 3, "operator"}, {"[a=b c]", 5, "flag"}, {"[a=b i s]", 7, "expected \"]\""},
    {"[a=b,c]", 4, "expected \"]\""}, {"[=b]", 1, "attribute name"}, {"[.a]", 1, "attribute name"}, {"[x|a]", 1, "namespace"}, {"[*a]", 2, "\"|\""},
    {"[*]", 2, "\"|\""}, {"[a= ]", 4, "name or a string"}, {"[a$ =b]", 3, "expected \"=\""}, {"a]", 1, "unexpected"}, {"[a i]", 3, "operator"},
    {"[*|=b]", 3, "attribute name"},
    // pseudo-classes
    {":", 1, "name of a pseudo-class"}, {"a: b", 2, "name of a pseudo-class"}, {":foo", 0, "no pseudo-class :foo"}, {"a:foo(b)", 1, ":foo()"}, {"::before", 0, "pseudo-element"},
    {"a:after", 1, "pseudo-element"}, {"a::foo", 1, "pseudo-element"}, {"p::first-line b", 1, "pseudo-element"}, {":hover", 0, "reader"}, {"a:visited", 1, "reader"}, {":focus-within", 0, "reader"},
    {":valid", 0, "not supported"}, {":host(a)", 0, "not supported"}, {":root()", 5, "takes no argument"}, {":not", 0, "parentheses"}, {":not()", 5, "expected a selector"},
    {":is()", 4, "expected a selector"}, {":is(a,)", 6, "expected a selector"}, {":is(a, :foo)", 7, "no pseudo-class"}, {":where(!)", 7, "expected"}, {":not(a", 0, "not closed"},
    {":not(a]", 6, "unexpected"}, {":not(> a)", 5, "expected a selector"}, {":has()", 5, "expected a selector"}, {":has(> )", 7, "expected"}, {":has(a:has(b))", 6, "inside of :has()"},
    {":has(:is(:has(a)))", 9, "inside of"}, {":nth-child", 0, "parentheses"}, {":nth-child()", 11, "position"}, {":nth-child(foo)", 11, "position"}, {":nth-child(2n+)", 14, "position"},
    {":nth-child(+ 2)", 11, "position"}, {":nth-child(2 n)", 13, "expected \")\""}, {":nth-child(n + -1)", 15, "position"}, {":nth-child(1.5)", 11, "position"}, {":nth-child(2n1)", 11, "position"},
    {":nth-child(+ n)", 11, "position"}, {":nth-child(-odd)", 11, "position"}, {":nth-child(+odd)", 12, "position"}, {":nth-child(n-1x)", 11, "position"}, {":nth-child(2n+1 of)", 18, "expected a selector"},
    {":nth-child(2n+1 on a)", 16, "expected \")\""}, {":nth-of-type(1 of a)", 15, "expected \")\""}, {":nth-child(1", 0, "not closed"}, {":nth-child(2px)", 11, "position"}, {":nth-child(1e3)", 11, "position"},
    {":lang()", 6, "name or a string"}, {":lang(en,)", 9, "name or a string"}, {":lang(1)", 6, "name or a string"}, {":lang(*-AT)", 6, "name or a string"}, {":lang(en us)", 9, "expected \")\""},
    {":dir()", 5, "ltr or rtl"}, {":dir(up)", 5, "ltr or rtl"}, {":dir(ltr rtl)", 9, "expected \")\""}, {":contains()", 10, "name or a string"}, {":contains(\"a)", 10, "not closed"},
    {":contains(a b)", 12, "expected \")\""}, {"\U0001F41F p:foo", 4, "no pseudo-class"}, {":empty(a)", 6, "takes no argument"},
};
// clang-format on

void addRows(std::span<const Row> rows)
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<QByteArray>("expected");
    for (const Row &row : rows)
        QTest::addRow("%s", row.selector) << QString::fromUtf8(row.selector) << QByteArray(row.ids);
}

void selectsFrom(const QString &page)
{
    QFETCH(QString, selector);
    QFETCH(QByteArray, expected);
    const Document document = parsed(fixture(page));
    const Selection selection = compiled(selector).select(document);
    QCOMPARE(ids(selection.elements), expected);
    QVERIFY(!selection.tooComplex);
}

} // namespace

class tst_Selector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void elementsOfAPageMatch_data() { addRows(pageRows); }
    void elementsOfAPageMatch() { selectsFrom(u"page.html"_s); }
    void controlsHaveTheirStates_data() { addRows(formRows); }
    void controlsHaveTheirStates() { selectsFrom(u"forms.html"_s); }
    void languagesAndDirectionsAreInherited_data() { addRows(languageRows); }
    void languagesAndDirectionsAreInherited() { selectsFrom(u"languages.html"_s); }
    void mistakesAreErrorsAtTheirPlace_data();
    void mistakesAreErrorsAtTheirPlace();
    void whatStandsAroundTheScopeCounts();
    void oneMatcherServesManyScopes();
    void askingOneByOneGivesTheSame();
    void aGroupSelectsWhatEachOfItDoes_data();
    void aGroupSelectsWhatEachOfItDoes();
    void aGroupSaysWhichSelectorsWereTooComplex();
    void quirksModeForgetsTheCaseOfClassesAndIds();
    void emptyAndTruncatedPagesHaveAnswersToo();
    void everyTruncationOfASelectorEnds();
    void anyTokensInAnyOrderEnd();
    void tooLongAndTooDeepSelectorsAreErrors();
    void aSpentBudgetSaysSo();
    void hostileSelectorsOnHostilePagesEnd_data();
    void hostileSelectorsOnHostilePagesEnd();
    void aPageTwiceAsLongTakesTwiceTheSteps_data();
    void aPageTwiceAsLongTakesTwiceTheSteps();
};

void tst_Selector::mistakesAreErrorsAtTheirPlace_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QString>("message");
    for (const Mistake &mistake : mistakes)
        QTest::addRow("%s", mistake.selector)
            << QString::fromUtf8(mistake.selector) << mistake.offset << QString::fromUtf8(mistake.message);
}

void tst_Selector::mistakesAreErrorsAtTheirPlace()
{
    QFETCH(QString, selector);
    QFETCH(int, offset);
    QFETCH(QString, message);
    const auto result = Selector::parse(selector);
    QVERIFY2(!result, "this was accepted");
    QVERIFY2(result.error().message.contains(message), qPrintable(result.error().message));
    QCOMPARE(result.error().offset, offset);
}

void tst_Selector::whatStandsAroundTheScopeCounts()
{
    const Document document = parsed(fixture(u"page.html"_s));
    const Node ul = byId(document, "ul"), inner = byId(document, "inner");
    QCOMPARE(ids(compiled(u":scope > li"_s).select(document, ul).elements), "l1 l2 l3 l4 l5");
    QCOMPARE(ids(compiled(u":scope > li"_s).select(document, inner).elements), "n1 n2");
    QCOMPARE(ids(compiled(u"#list li li"_s).select(document, inner).elements), "n1 n2");
    QCOMPARE(ids(compiled(u"ul"_s).select(document, ul).elements), "inner");
    QCOMPARE(ids(compiled(u":scope li"_s).select(document, inner).elements), "n1 n2");
    QCOMPARE(ids(compiled(u"li:not(:scope *)"_s).select(document, inner).elements), "");
    QCOMPARE(ids(compiled(u":root > body :scope"_s).select(document, inner).elements), "");
}

void tst_Selector::oneMatcherServesManyScopes()
{
    const Document document = parsed(fixture(u"page.html"_s));
    // Each of these keeps a table of what holds for a scope, which must not be taken for another scope's.
    const Selector selectors[] = {compiled(u":scope li"_s), compiled(u":scope > li ~ li"_s),
                                  compiled(u"li:nth-child(2 of :scope > *)"_s),
                                  compiled(u"body:has(:scope > .sold) li"_s), compiled(u":scope > li:has(li)"_s)};
    const char *inUl[] = {"l1 l2 l3 l4 l5 n1 n2", "l2 l3 l4 l5", "l2", "l1 l2 l3 l4 l5 n1 n2", "l5"};
    const char *inInner[] = {"n1 n2", "n2", "n2", "", ""};
    for (size_t i = 0; i < std::size(selectors); ++i) {
        SelectorMatcher matcher(selectors[i], document);
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(ids(matcher.select(byId(document, "ul"))), inUl[i]);
            QCOMPARE(ids(matcher.select(byId(document, "inner"))), inInner[i]);
        }
    }
    SelectorMatcher counting(compiled(u":nth-child(1 of :not(:scope))"_s), document);
    QVERIFY(counting.matches(byId(document, "p2"), byId(document, "p1")));
    QVERIFY(!counting.matches(byId(document, "p2"), byId(document, "p3")));
}

void tst_Selector::askingOneByOneGivesTheSame()
{
    const Document document = parsed(fixture(u"page.html"_s));
    for (const Row &row : pageRows) {
        SelectorMatcher matcher(compiled(QString::fromUtf8(row.selector)), document);
        std::vector<Node> elements;
        for (NodeIndex i = NodeIndex(document.nodeCount()); i > 0; --i) { // from the end, unlike select()
            const Node node(document, i);
            const bool isInTemplate = node.attribute(Name::Id) == "inside";
            if (matcher.matches(node, document.root()) && !isInTemplate)
                elements.insert(elements.begin(), node);
        }
        std::vector<Node> selected = compiled(QString::fromUtf8(row.selector)).select(document).elements;
        const auto byIndex = [](const Node &a, const Node &b) { return a.index() < b.index(); };
        std::sort(selected.begin(), selected.end(), byIndex);
        QVERIFY2(elements == selected, row.selector);
    }
    SelectorMatcher any(compiled(u"*"_s), document);
    QVERIFY(!any.matches(Node()) && !any.matches(document.root()));
}

void tst_Selector::aGroupSelectsWhatEachOfItDoes_data()
{
    QTest::addColumn<bool>("isQuirky");
    QTest::newRow("standards") << false;
    QTest::newRow("quirks") << true;
}

void tst_Selector::aGroupSelectsWhatEachOfItDoes()
{
    QFETCH(bool, isQuirky);
    QByteArray page = fixture(u"page.html"_s);
    if (isQuirky)
        page.replace("<!DOCTYPE html>", "");
    const Document document = parsed(page);
    QCOMPARE(document.quirksMode() == QuirksMode::Quirks, isQuirky);
    QStringList texts{u":scope > p"_s,     u":scope li ~ li"_s, u".SOLD"_s,    u"#L1"_s,
                      u".item.sold, li"_s, u":not(.item)"_s,    u"nothing a"_s};
    for (const Row &row : pageRows)
        texts << QString::fromUtf8(row.selector);
    std::vector<SelectorGroup::Member> members;
    for (const QString &text : texts)
        members.push_back({compiled(text), members.size() % 3 == 0});
    SelectorGroup group(members, document);
    std::vector<SelectorMatcher> matchers;
    for (const SelectorGroup::Member &member : members)
        matchers.emplace_back(member.selector, document);

    for (Node root = document.root(); root; root = root.nextInDocument()) {
        if (root.isText())
            continue;
        group.select(root);
        for (size_t i = 0; i < members.size(); ++i) {
            std::vector<NodeIndex> expected;
            for (Node node = root.nextInDocument(root); node; node = node.nextInDocument(root)) {
                if (matchers[i].matches(node, root) && (expected.empty() || !members[i].onlyFirst))
                    expected.push_back(node.index());
            }
            QVERIFY2(group.selected(i) == expected, qPrintable(texts[qsizetype(i)]));
            QVERIFY(!group.tooComplex(i));
        }
    }
}

void tst_Selector::aGroupSaysWhichSelectorsWereTooComplex()
{
    const Document document = parsed("<p>" + QByteArray("<b class=x>y</b>").repeated(1000));
    const std::vector<SelectorGroup::Member> members{
        {compiled(u"p"_s)}, {compiled(u"b"_s), true}, {compiled(u"b + b + b"_s)}, {compiled(u"i"_s)}};
    SelectorGroup all(members, document);
    all.select(document.root());
    QCOMPARE(all.selected(2).size(), size_t(998));
    // Each has a share of half of it: enough for two of them, and more than enough for walking.
    SelectorGroup some(members, document, {8000});
    some.select(document.root());
    QVERIFY(!some.tooComplex(0) && !some.tooComplex(1) && some.tooComplex(2) && !some.tooComplex(3));
    // Not enough for walking: what was done before is whole.
    SelectorGroup few({{compiled(u"p"_s), true}, {compiled(u"i"_s)}}, document, {100});
    few.select(document.root());
    QVERIFY(!few.tooComplex(0) && few.tooComplex(1));
    QCOMPARE(few.selected(0).size(), size_t(1));
    few.select(document.root());
    QVERIFY(few.tooComplex(0));
}

void tst_Selector::quirksModeForgetsTheCaseOfClassesAndIds()
{
    const Document quirky = parsed("<p id=One class='Big red'>x");
    QCOMPARE(quirky.quirksMode(), QuirksMode::Quirks);
    QCOMPARE(ids(compiled(u"#oNE.bIG.RED"_s).select(quirky).elements), "One");
    QCOMPARE(ids(compiled(u"[id=one]"_s).select(quirky).elements), "");
    const Document standard = parsed("<!DOCTYPE html><p id=One class='Big red'>x");
    QCOMPARE(ids(compiled(u"#oNE, .bIG"_s).select(standard).elements), "");
}

void tst_Selector::emptyAndTruncatedPagesHaveAnswersToo()
{
    const Document empty;
    const QByteArray page = fixture(u"page.html"_s);
    for (const Row &row : pageRows) {
        const Selector selector = compiled(QString::fromUtf8(row.selector));
        QVERIFY(selector.select(empty).elements.empty());
        for (qsizetype size = 0; size < page.size(); size += 97)
            QVERIFY(!selector.select(parsed(page.first(size))).tooComplex);
    }
}

void tst_Selector::everyTruncationOfASelectorEnds()
{
    for (const std::span<const Row> rows : {std::span<const Row>(pageRows), std::span<const Row>(languageRows)}) {
        for (const Row &row : rows) {
            const QString text = QString::fromUtf8(row.selector);
            for (qsizetype size = 0; size <= text.size(); ++size) {
                const auto result = Selector::parse(QStringView(text).first(size));
                QVERIFY(result || (result.error().offset >= 0 && result.error().offset <= size));
                QVERIFY(result || !result.error().message.isEmpty());
            }
        }
    }
}

void tst_Selector::anyTokensInAnyOrderEnd()
{
    static constexpr const char *parts[] = {"a",
                                            "li",
                                            "*",
                                            ".item",
                                            "#p1",
                                            "[id]",
                                            "[class~=item]",
                                            "[title*='x' i]",
                                            ":root",
                                            ":scope",
                                            ":first-child",
                                            ":empty",
                                            ":checked",
                                            ":enabled",
                                            ":lang(en)",
                                            ":dir(ltr)",
                                            ":contains(x)",
                                            ":nth-child(2n+1)",
                                            ":nth-last-of-type(",
                                            "2n",
                                            "odd",
                                            ":nth-child(odd of ",
                                            ":is(",
                                            ":not(",
                                            ":has(",
                                            ":has(> ",
                                            ")",
                                            ")",
                                            ")",
                                            ",",
                                            ", ",
                                            " ",
                                            " > ",
                                            " + ",
                                            " ~ ",
                                            "|",
                                            "svg|",
                                            "[",
                                            "]",
                                            "=",
                                            "'",
                                            "\\",
                                            "/*",
                                            "*/",
                                            ":",
                                            "-",
                                            "+",
                                            "5",
                                            "\xF0\x9F\x90\x9F",
                                            "\n",
                                            "!"};
    const Document document = parsed(fixture(u"page.html"_s));
    QRandomGenerator random(2024);
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray text;
        for (int i = random.bounded(1, 12); i > 0; --i)
            text += parts[random.bounded(int(std::size(parts)))];
        const QString selector = QString::fromUtf8(text);
        const auto result = Selector::parse(selector);
        if (!result) {
            QVERIFY2(result.error().offset >= 0 && result.error().offset <= selector.size(), text.constData());
            continue;
        }
        ++accepted;
        QVERIFY2(!result->select(document).tooComplex, text.constData());
    }
    QVERIFY2(accepted > 500, "hardly anything was a selector");
}

void tst_Selector::tooLongAndTooDeepSelectorsAreErrors()
{
    const auto errorOf = [](const QByteArray &text) {
        const auto result = Selector::parse(QString::fromLatin1(text));
        return result ? QString() : QString::number(result.error().offset) + u' ' + result.error().message;
    };
    QCOMPARE(errorOf(repeated("a ", 199) + "a"), QString());
    QCOMPARE(errorOf(repeated("a ", 200) + "a"), u"400 this selector is too deep"_s);
    QCOMPARE(errorOf(repeated("a,", 32000) + "a"), QString());
    QCOMPARE(errorOf(repeated(":is(a,", 100) + "a" + repeated(")", 100)), u"598 this selector is too deep"_s);
    QVERIFY(errorOf(repeated(":not(", 10000)).endsWith("too deep"_L1));
    QVERIFY(errorOf(repeated("(", 60000)).startsWith("0 "_L1));
    QVERIFY(errorOf(repeated("a", 70000)).startsWith("65536 "_L1));
}

void tst_Selector::aSpentBudgetSaysSo()
{
    const Document document = parsed(fixture(u"page.html"_s));
    const Selector selector = compiled(u"div p:not(nothing)"_s);
    const Selection whole = selector.select(document);
    for (qint64 steps = 0;; ++steps) {
        const Selection part = selector.select(document, document.root(), {steps});
        // What was found is right, and is the beginning.
        QVERIFY(part.elements.size() <= whole.elements.size());
        QVERIFY(std::equal(part.elements.begin(), part.elements.end(), whole.elements.begin()));
        if (!part.tooComplex) {
            QCOMPARE(part.elements.size(), whole.elements.size());
            QVERIFY2(steps > 20, "the budget is not asked");
            break;
        }
        QVERIFY2(steps < 10'000, "the budget is never enough");
    }
}

void tst_Selector::hostileSelectorsOnHostilePagesEnd_data()
{
    QTest::addColumn<QByteArray>("selector");
    QTest::newRow("many descendants") << repeated("div ", 199) + "nothing, " + repeated("div ", 199) + "div";
    QTest::newRow("many siblings") << repeated("div ~ ", 199) + "div";
    QTest::newRow("children between descendants")
        << repeated("div > div ", 90) + "div, x " + repeated("> div div ", 90);
    QTest::newRow("siblings between descendants") << "x " + repeated("div ~ div ", 90) + ".odd";
    QTest::newRow("has of descendants") << ":has(" + repeated("div ", 190) + "div)";
    QTest::newRow("has of siblings") << ":has(~ " + repeated("div ~ ", 190) + "div)";
    QTest::newRow("nested nots") << repeated(":not(div ", 60) + "x" + repeated(")", 60);
    QTest::newRow("many lists") << repeated("x y ~ z, ", 7000) + "x";
    QTest::newRow("many places") << repeated(":nth-last-child(2n+1 of .odd),", 2000) + "x";
    QTest::newRow("long words") << ":contains('" + repeated("words", 12000) + "')";
    QTest::newRow("languages") << QByteArray(":lang(de) :lang(en), :not(:lang(fr))");
    QTest::newRow("directions") << QByteArray(":dir(rtl) :dir(ltr), :not(:dir(ltr))");
}

/// Each ends, with an answer or with the word that it was too much. Nothing grows on the stack with the page.
void tst_Selector::hostileSelectorsOnHostilePagesEnd()
{
    QFETCH(QByteArray, selector);
    for (const Shape shape : {Shape::Deep, Shape::Wide, Shape::Bushy}) {
        const Document document = grown(shape, 30'000);
        QElapsedTimer timer;
        timer.start();
        const auto result = Selector::parse(QString::fromLatin1(selector));
        QVERIFY2(bool(result), qPrintable(result ? QString() : result.error().message));
        const Selection selection = result->select(document, document.root(), {1'500'000});
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(u"%1 ms"_s.arg(timer.elapsed()))); // instrumented; else a tenth
        QVERIFY(selection.elements.size() <= 30'000);
    }
}

void tst_Selector::aPageTwiceAsLongTakesTwiceTheSteps_data()
{
    QTest::addColumn<QString>("selector");
    for (const char *selector :
         {"div div .odd", "rare ~ .odd", "nothing ~ div ~ div", "nothing div > div", "div:has(rare)",
          "div:has(nothing)", "div:has(> .odd ~ .even div)", "div:nth-child(3n)", "div:nth-last-of-type(2)",
          "div:nth-child(2 of .odd)", "div:contains('words')", ":not(rare *)", "div:is(rare ~ div, div div)",
          ":first-child, :last-child, :only-child", ":empty", "rare > div ~ div + div"})
        QTest::newRow(selector) << QString::fromLatin1(selector);
}

void tst_Selector::aPageTwiceAsLongTakesTwiceTheSteps()
{
    QFETCH(QString, selector);
    const Selector compiledSelector = compiled(selector);
    for (const Shape shape : {Shape::Deep, Shape::Wide, Shape::Bushy}) {
        const qint64 once = stepsNeeded(compiledSelector, grown(shape, 400));
        const qint64 twice = stepsNeeded(compiledSelector, grown(shape, 800));
        QVERIFY2(10 * twice <= 22 * once, qPrintable(u"%1 and %2 steps"_s.arg(once).arg(twice)));
    }
}

QTEST_GUILESS_MAIN(tst_Selector)
#include "tst_selector.moc"
