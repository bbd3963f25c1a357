// Where the nodes of a tree say that they stand in the source: of pages that are written out (tests/fixtures/htmltree/sources.dat),
// of every case of html5lib's suite, and of tag soup.

#include "parse/html/parser.h"
#include "support/documentchecks.h"
#include "support/treecases.h"

#include <QRandomGenerator>
#include <QTest>

#include <vector>

using namespace creel;
using test::brokenLink;
using test::brokenRange;
using test::bytesAt;
using test::TreeCase;

namespace {

/// The very bytes of every node, below one another as treeText() has them: "name startTag endTag", "@name name value" as they
/// stand in the source, texts and comments with their references and delimiters. "-" is what doesn't stand there.
QByteArray sourceText(const Document &document)
{
    const auto bytes = [&](SourceRange range) { return range.isEmpty() ? "-" : bytesAt(document, range); };
    QByteArrayList lines;
    int depth = 0;
    for (TreeWalk walk(document.documentElement()); walk; walk.advance()) {
        const Node node = walk.node();
        depth += walk.entering() ? 1 : -1;
        if (!walk.entering())
            continue;
        const QByteArray indent(2 * (depth - 1), ' ');
        if (!node.isElement()) {
            lines << "| " + indent + bytes(node.characterSource());
            continue;
        }
        lines << "| " + indent + node.name().toByteArray() + ' ' + bytes(node.startTag()) + ' ' + bytes(node.endTag());
        for (qsizetype i = 0; i < node.attributeCount(); ++i) {
            const Attribute attribute = node.attributeAt(i);
            lines << "|   " + indent + '@' + attribute.name().toByteArray() + ' ' + bytes(attribute.nameSource()) + ' '
                    + bytes(attribute.valueSource());
        }
    }
    return lines.join('\n');
}

/// Tags of all kinds in no order.
QByteArray tagSoup(QRandomGenerator &random)
{
    static const QByteArrayList names{"a",
                                      "b",
                                      "i",
                                      "nobr",
                                      "p",
                                      "div",
                                      "h1",
                                      "li",
                                      "ul",
                                      "dd",
                                      "table",
                                      "caption",
                                      "colgroup",
                                      "col",
                                      "tbody",
                                      "tr",
                                      "td",
                                      "th",
                                      "form",
                                      "input",
                                      "button",
                                      "select",
                                      "option",
                                      "optgroup",
                                      "applet",
                                      "br",
                                      "hr",
                                      "image",
                                      "pre",
                                      "ruby",
                                      "rt",
                                      "rtc",
                                      "template",
                                      "svg",
                                      "desc",
                                      "g",
                                      "math",
                                      "mi",
                                      "mglyph",
                                      "foreignObject",
                                      "html",
                                      "head",
                                      "body",
                                      "meta",
                                      "frameset",
                                      "frame",
                                      "title",
                                      "script",
                                      "annotation-xml"};
    static const QByteArrayList texts{
        "a", " ", "\n", "\r\n", "&lt;", "&amp", "x y", "<!--c-->", "<![CDATA[d<e]]>", "\xC3\xA9"};
    QByteArray soup;
    for (int i = int(random.bounded(40)); i >= 0; --i) {
        const QByteArray &name = names[int(random.bounded(int(names.size())))];
        switch (random.bounded(8)) {
        case 0:
        case 1:
        case 2:
            soup += '<' + name + '>';
            break;
        case 3:
            soup += '<' + name + " x=1 Y='&gt;' type=hidden/>";
            break;
        case 4:
        case 5:
            soup += "</" + name + '>';
            break;
        case 6:
            soup += texts[int(random.bounded(int(texts.size())))];
            break;
        default:
            soup += QByteArray(1, random.bounded(8) ? 'z' : '\0');
        }
    }
    return soup;
}

} // namespace

class TestHtmlTreeSources : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhereEachPartStands_data();
    void tellsWhereEachPartStands();
    void holdsForEveryCaseOfTheSuite();
    void holdsForEveryTruncationOfAPage();
    void holdsForTagSoup();
};

void TestHtmlTreeSources::tellsWhereEachPartStands_data()
{
    QTest::addColumn<TreeCase>("test");
    const auto cases = test::ownTreeCases("sources.dat");
    QVERIFY2(!cases.empty(), "the fixture is missing");
    for (const TreeCase &test : cases)
        QTest::addRow("%d: %s", test.number, test.remarks.value(0).constData()) << test;
}

void TestHtmlTreeSources::tellsWhereEachPartStands()
{
    QFETCH(TreeCase, test);
    const Document document = html::parse(test.data).document;
    QCOMPARE(brokenRange(document), QByteArray());
    const QByteArray got = sourceText(document);
    QVERIFY2(got == test.tree, test::difference(test, got).constData());
}

void TestHtmlTreeSources::holdsForEveryCaseOfTheSuite()
{
    auto cases = test::suiteTreeCases();
    if (cases.empty())
        qInfo("html5lib's tests are not here (CREEL_HTML5LIB names their folder): our own cases alone");
    for (TreeCase &test : test::ownTreeCases("own.dat"))
        cases.push_back(std::move(test));
    for (const TreeCase &test : cases) {
        const Document document = test::parsed(test);
        const QByteArray broken = brokenRange(document) + brokenLink(document);
        QVERIFY2(broken.isEmpty(), (test.file + ' ' + QByteArray::number(test.number) + ": " + broken).constData());
    }
}

void TestHtmlTreeSources::holdsForEveryTruncationOfAPage()
{
    const QByteArray page =
        "<!DOCTYPE html><html lang=en><title>a &amp; b</title><body class='x y'><p>one<b>two<div>three</b>"
        "<table>four<tr><td>five<select><option>six</select></table><svg viewBox='0 0'><desc><p>seven"
        "</desc><![CDATA[eight]]></svg><template><td>nine</template><!-- ten --></body></html>\xE2\x82\xAC";
    for (qsizetype size = 0; size <= page.size(); ++size) {
        const Document document = html::parse(page.first(size)).document;
        const QByteArray broken = brokenRange(document) + brokenLink(document);
        QVERIFY2(broken.isEmpty(), (broken + " in " + page.first(size)).constData());
        QVERIFY(document.documentElement().isHtml(Name::Html));
    }
}

void TestHtmlTreeSources::holdsForTagSoup()
{
    for (quint32 seed = 1; seed <= 10'000; ++seed) {
        QRandomGenerator random(seed);
        const QByteArray soup = tagSoup(random);
        const Document document = seed % 4 ? html::parse(soup).document : html::parseFragment(soup, {"td"}).document;
        const QByteArray broken = brokenRange(document) + brokenLink(document);
        QVERIFY2(broken.isEmpty(), (QByteArray::number(seed) + ": " + broken + " in " + soup).constData());
    }
}

QTEST_GUILESS_MAIN(TestHtmlTreeSources)
#include "tst_htmltree_sources.moc"
