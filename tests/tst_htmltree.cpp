// Tree construction against html5lib's tests, where they are, and against cases of its own (tests/fixtures/htmltree, in the
// same form). Parse errors are no part of it: what stands below "#errors" is not looked at.

#include "parse/html/parser.h"
#include "support/documentchecks.h"
#include "support/treecases.h"

#include <QTest>

#include <algorithm>
#include <stop_token>
#include <vector>

using namespace std::chrono_literals;
using namespace creel;
using test::brokenLink;
using test::brokenRange;
using test::TreeCase;
using test::treeText;

namespace {

QByteArray treeOf(const Document &document, const TreeCase &test)
{
    return treeText(document, test.isFragment ? document.documentElement() : document.root());
}

Node first(const Document &document, QByteArrayView name)
{
    for (Node node = document.root(); node; node = node.nextInDocument())
        if (node.name() == name)
            return node;
    return {};
}

/// The depth of the deepest element; the html element's is 1.
int greatestDepth(const Document &document)
{
    int depth = 0, greatest = 0;
    for (TreeWalk walk(document.root()); walk; walk.advance()) {
        depth += walk.entering() ? 1 : -1;
        if (walk.node().isElement())
            greatest = qMax(greatest, depth - 1); // the document
    }
    return greatest;
}

int count(const Document &document, QByteArrayView name)
{
    int found = 0;
    for (Node node = document.root(); node; node = node.nextInDocument())
        found += node.name() == name;
    return found;
}

} // namespace

class TestHtmlTree : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsTheFormOfTheSuite();
    void passesTheSuite();
    void buildsTheTreeOfTheStandard_data();
    void buildsTheTreeOfTheStandard();
    void hasACaseForEveryInsertionMode();
    void leavesOutNulOrReplacesIt_data();
    void leavesOutNulOrReplacesIt();
    void knowsTheQuirksOfADoctype_data();
    void knowsTheQuirksOfADoctype();
    void deepElementsBecomeSiblings_data();
    void deepElementsBecomeSiblings();
    void aSpentBudgetGivesATreeToWalk_data();
    void aSpentBudgetGivesATreeToWalk();
};

void TestHtmlTree::readsTheFormOfTheSuite()
{
    const auto cases =
        test::readTreeCases("#data\na\n\n#data\n\n#errors\n#document\n| \"x\n\n#errors\ny\"\n\n"
                            "#data\n#errors\n1\n#new-errors\n2\n#document-fragment\nsvg desc\n#script-off\n"
                            "#document\n\n#data\n\n\n#errors\n#script-on\n#document\n| <p>");
    QCOMPARE(cases.size(), std::size_t(3));
    QCOMPARE(cases[0].data, "a\n\n#data\n");
    QCOMPARE(cases[0].tree, "| \"x\n\n#errors\ny\"");
    QVERIFY(!cases[0].isFragment && cases[0].scripting == TreeCase::Scripting::Either);
    QCOMPARE(cases[1].number, 2);
    QVERIFY(cases[1].data.isEmpty() && cases[1].tree.isEmpty());
    QCOMPARE(cases[1].remarks, QByteArrayList({"1", "2"}));
    QVERIFY(cases[1].isFragment && cases[1].contextNamespace == Namespace::Svg);
    QCOMPARE(cases[1].contextName, "desc");
    QVERIFY(cases[1].scripting == TreeCase::Scripting::Off);
    QCOMPARE(cases[2].data, "\n");
    QVERIFY(cases[2].scripting == TreeCase::Scripting::On);
}

void TestHtmlTree::passesTheSuite()
{
    const auto cases = test::suiteTreeCases();
    if (cases.empty()) {
        qInfo("html5lib's tests are not here (CREEL_HTML5LIB names their folder): our own cases alone");
        return;
    }
    std::size_t passed = 0;
    for (const TreeCase &test : cases) {
        const Document document = test::parsed(test);
        const QByteArray got = treeOf(document, test);
        if (got == test.tree)
            ++passed;
        else
            qWarning().noquote() << test::difference(test, got);
    }
    qInfo("%zu of %zu cases of the suite", passed, cases.size());
    QCOMPARE(passed, cases.size());
    QVERIFY2(cases.size() >= 1784, "a part of the suite is missing");
}

void TestHtmlTree::buildsTheTreeOfTheStandard_data()
{
    QTest::addColumn<TreeCase>("test");
    for (const TreeCase &test : test::ownTreeCases("own.dat"))
        QTest::addRow("%d: %s", test.number, test.remarks.value(0).constData()) << test;
}

void TestHtmlTree::buildsTheTreeOfTheStandard()
{
    QFETCH(TreeCase, test);
    const Document document = test::parsed(test);
    const QByteArray got = treeOf(document, test);
    QVERIFY2(got == test.tree, test::difference(test, got).constData());
}

void TestHtmlTree::hasACaseForEveryInsertionMode()
{
    const auto cases = test::ownTreeCases("own.dat");
    QVERIFY(cases.size() >= 40);
    for (int mode = 1; mode <= 21; ++mode) {
        const QByteArray section = "13.2.6.4." + QByteArray::number(mode) + ' ';
        const bool found =
            std::ranges::any_of(cases, [&](const TreeCase &test) { return test.remarks.value(0).contains(section); });
        QVERIFY2(found, section.constData());
    }
}

void TestHtmlTree::leavesOutNulOrReplacesIt_data()
{
    QTest::addColumn<QByteArray>("page"); // @ is NUL
    QTest::addColumn<QByteArray>("body"); // ? is U+FFFD
    QTest::addRow("in body") << QByteArray("a@b") << QByteArray("|     \"ab\"");
    QTest::addRow("nothing but NUL in body") << QByteArray("<b>@</b>") << QByteArray("|     <b>");
    QTest::addRow("text") << QByteArray("<body><xmp>a@</xmp>") << QByteArray("|     <xmp>\n|       \"a?\"");
    QTest::addRow("in table text") << QByteArray("<table>@ @</table>") << QByteArray("|     <table>\n|       \" \"");
    QTest::addRow("foreign content") << QByteArray("<svg>a@</svg>") << QByteArray("|     <svg svg>\n|       \"a?\"");
    QTest::addRow("an HTML island") << QByteArray("<svg><desc>a@</svg>")
                                    << QByteArray("|     <svg svg>\n|       <svg desc>\n|         \"a\"");
    QTest::addRow("before and in foreign content")
        << QByteArray("@<svg>@</svg>") << QByteArray("|     <svg svg>\n|       \"?\"");
    QTest::addRow("in select") << QByteArray("<select>@a") << QByteArray("|     <select>\n|       \"a\"");
    QTest::addRow("in a name") << QByteArray("<p@ a@=@>") << QByteArray("|     <p?>\n|       a?=\"?\"");
}

void TestHtmlTree::leavesOutNulOrReplacesIt()
{
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, body);
    const Document document = html::parse(page.replace('@', QByteArray(1, '\0'))).document;
    QCOMPARE(treeText(document, document.root()),
             "| <html>\n|   <head>\n|   <body>\n" + body.replace('?', "\xEF\xBF\xBD"));
}

void TestHtmlTree::knowsTheQuirksOfADoctype_data()
{
    using enum QuirksMode;
    QTest::addColumn<QByteArray>("doctype");
    QTest::addColumn<QuirksMode>("mode");
    const auto add = [](const char *doctype, QuirksMode mode) {
        QTest::addRow("%s", doctype) << QByteArray(doctype) << mode;
    };
    add("", Quirks);
    add("<!DOCTYPE html>", NoQuirks);
    add("<!DOCTYPE HTML SYSTEM 'about:legacy-compat'>", NoQuirks);
    add("<!DOCTYPE>", Quirks);
    add("<!DOCTYPE html x>", Quirks);
    add("<!DOCTYPE svg>", Quirks);
    add("<!DOCTYPE html SYSTEM 'HTTP://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.DTD'>", Quirks);
    add("<!DOCTYPE html PUBLIC 'html'>", Quirks);
    add("<!DOCTYPE html PUBLIC 'html 5'>", NoQuirks);
    add("<!DOCTYPE html PUBLIC '-//W3O//DTD W3 HTML Strict 3.0//EN//'>", Quirks);
    add("<!DOCTYPE html PUBLIC '-//W3O//DTD W3 HTML Strict 3.0//EN//x'>", NoQuirks);
    add("<!DOCTYPE html PUBLIC '-//w3c//dtd html 3.2//en' 'x'>", Quirks);
    add("<!DOCTYPE html PUBLIC '-//IETF//DTD HTML//'>", Quirks);
    add("<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.0 Transitional//EN' 'x'>", Quirks);
    add("<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.0//EN'>", NoQuirks);
    add("<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01//EN'>", NoQuirks);
    add("<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN'>", Quirks);
    add("<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN' ''>", LimitedQuirks);
    add("<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01 Frameset//EN' 'x'>", LimitedQuirks);
    add("<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN'>", LimitedQuirks);
    add("<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Frameset//EN' 'x'>", LimitedQuirks);
    add("<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'>", NoQuirks);
    add("<p><!DOCTYPE html>", Quirks); // too late
}

void TestHtmlTree::knowsTheQuirksOfADoctype()
{
    QFETCH(QByteArray, doctype);
    QFETCH(QuirksMode, mode);
    const Document document = html::parse(doctype + "<p><table>").document;
    QCOMPARE(document.quirksMode(), mode);
    const bool isInside = first(document, "table").parent().isHtml(Name::P); // §13.2.6.4.7, a start tag "table"
    QCOMPARE(isInside, mode == QuirksMode::Quirks);
}

void TestHtmlTree::deepElementsBecomeSiblings_data()
{
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("depth");
    for (const char *name : {"div", "b", "span", "ul", "svg", "object"})
        QTest::addRow("%s", name) << '<' + QByteArray(name) + '>' << QByteArray(name) << 512;
    QTest::addRow("g") << QByteArray("<svg><g>") << QByteArray("g") << 512;
    QTest::addRow("li") << QByteArray("<ul><li>") << QByteArray("li") << 512;
    QTest::addRow("td") << QByteArray("<table><tr><td>") << QByteArray("td") << 512;
    QTest::addRow("table") << QByteArray("<table>") << QByteArray("table") << 3; // each ends the one before
}

/// Browsers cap the stack of open elements at 512, and so does the parser: the standard allows limits (§13.2).
void TestHtmlTree::deepElementsBecomeSiblings()
{
    QFETCH(QByteArray, unit);
    QFETCH(QByteArray, name);
    QFETCH(int, depth);
    const ParsedDocument result = html::parse(unit.repeated(10'000) + "<p>end");
    QVERIFY(!result.tooComplex);
    QCOMPARE(greatestDepth(result.document), depth);
    QCOMPARE(count(result.document, name), 10'000);
    QCOMPARE(first(result.document, "p").textContent(), "end");
    QCOMPARE(brokenRange(result.document) + brokenLink(result.document), QByteArray());
}

void TestHtmlTree::aSpentBudgetGivesATreeToWalk_data()
{
    QTest::addColumn<QByteArray>("unit");
    for (const char *unit :
         {"<p>text</p>", "<p a=b&amp;c>&lt;", "<b><p></b>", "<div>", "<table><td>x<a>", "<template>"})
        QTest::addRow("%s", unit) << QByteArray(unit);
}

void TestHtmlTree::aSpentBudgetGivesATreeToWalk()
{
    QFETCH(QByteArray, unit);
    const QByteArray page = "<title>Here</title>" + unit.repeated(100'000);
    constexpr qsizetype enough = qsizetype(256) << 20, little = qsizetype(1) << 20;
    std::stop_source stop;
    stop.request_stop();
    for (const ParseBudget &budget :
         {ParseBudget{1min, enough, stop.get_token()}, ParseBudget{0ms, enough}, ParseBudget{1min, little}}) {
        const ParsedDocument result = html::parse(page, budget);
        QVERIFY(result.tooComplex);
        QVERIFY(result.document.memory() < 2 * little);
        QCOMPARE(brokenRange(result.document) + brokenLink(result.document), QByteArray());
        QVERIFY(greatestDepth(result.document) <= 512);
        if (budget.memory == little)
            QCOMPARE(first(result.document, "title").textContent(), "Here");
    }
    QVERIFY(!html::parse(page, {1min, enough}).tooComplex);
}

QTEST_GUILESS_MAIN(TestHtmlTree)
#include "tst_htmltree.moc"
