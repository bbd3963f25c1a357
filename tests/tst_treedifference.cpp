// The comparison that holds our parser to gumbo sees every kind of difference.

#include "parse/gumbobuilder.h"
#include "parse/html/parser.h"
#include "support/gumbofaults.h"

#include <QTest>

using namespace creel;
using namespace creel::test;

namespace {

std::vector<TreeDifference> differencesOf(const char *ours, const char *theirs)
{
    const Document a = buildWithGumbo(ours).document, b = buildWithGumbo(theirs).document;
    return differences(treeEvents(a), treeEvents(b));
}

} // namespace

class TestTreeDifference : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void seesEveryKindOfDifference_data();
    void seesEveryKindOfDifference();
    void findsNoneInEqualTrees();
    void goesOnAfterADifferenceInContentOnly();
    void seesTheDoctypeAndTheQuirksMode();
    void tellsAFaultOfGumboByTheFormsEndTag();
};

void TestTreeDifference::seesEveryKindOfDifference_data()
{
    QTest::addColumn<QByteArray>("ours");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char *name, const char *ours, const char *theirs, const char *what, const char *path) {
        QTest::newRow(name) << QByteArray(ours) << QByteArray(theirs) << QByteArray(what) << QByteArray(path);
    };
    row("name", "<p><b>", "<p><i>", "b against i", "html/body/p/b");
    row("namespace", "<svg><a></svg>", "<svg></svg><a>", "svg:a against the end of svg:svg", "html/body/svg:svg/svg:a");
    row("kind", "<p>x", "<p><!--x-->", "#text \"x\" against #comment", "html/body/p/#text");
    row("text", "<p>one two three", "<p>one two four", "#text from byte 0 \"one two three\" against \"one two four\"",
        "html/body/p/#text");
    row("comment", "<!--a-->", "<!--b-->", "#comment from byte 0 \"a\" against \"b\"", "#comment");
    row("missing", "<p>", "<p><b>", "the end of p against b", "html/body/p");
    row("nesting", "<b></b><i>", "<b><i>", "the end of b against i", "html/body/b");
    row("second of two", "<p>1<p>2<p>3", "<p>1<p>2<p>", "#text \"3\" against the end of p", "html/body/p[3]/#text");
    row("attribute's name", "<p a b>", "<p a c>", "attribute 2 is b against c", "html/body/p");
    row("attribute's value", "<p a=1>", "<p a=2>", "attribute a: from byte 0 \"1\" against \"2\"", "html/body/p");
    row("attributes' order", "<p a b>", "<p b a>", "attribute 1 is a against b", "html/body/p");
    row("one attribute more", "<p a b>", "<p a>", "2 against 1 attributes", "html/body/p");
    row("template contents", "<template><p>", "<template>", "p against the end of #contents", "#contents/p");
}

void TestTreeDifference::seesEveryKindOfDifference()
{
    QFETCH(QByteArray, ours);
    QFETCH(QByteArray, theirs);
    const auto found = differencesOf(ours, theirs);
    QVERIFY(!found.empty());
    QTEST(found.front().what, "what");
    QTEST(found.front().path, "path");
    QVERIFY(!differencesOf(theirs, ours).empty());
}

void TestTreeDifference::findsNoneInEqualTrees()
{
    const char page[] = "<!DOCTYPE html><!--c--><p a=1 b>x<svg viewBox=1><g/></svg><template><td>y</template><table>z";
    QVERIFY(differencesOf(page, page).empty());
}

void TestTreeDifference::goesOnAfterADifferenceInContentOnly()
{
    const auto found = differencesOf("<p a=1>one<b>two</b>", "<p a=2>One<b>Two</b><i>");
    QCOMPARE(found.size(), 4u);
    QCOMPARE(found.back().what, QByteArray("the end of p against i"));
    QCOMPARE(found.front().sourceOffset, 0u);
    QCOMPARE(found[1].sourceOffset, 7u);
    QCOMPARE(found[2].sourceOffset, 13u);
}

void TestTreeDifference::seesTheDoctypeAndTheQuirksMode()
{
    const auto differ = [](const char *ours, const char *theirs) {
        const Document a = buildWithGumbo(ours).document, b = buildWithGumbo(theirs).document;
        const auto difference = doctypeDifference(a, b);
        return difference ? difference->what : QByteArray();
    };
    QCOMPARE(differ("<!DOCTYPE html>", "<!doctype HTML>"), QByteArray());
    QCOMPARE(differ("<!DOCTYPE html>", ""), QByteArray("doctype \"html||\" against \"||\""));
    QVERIFY(!differ("<!DOCTYPE html PUBLIC 'a'>", "<!DOCTYPE html PUBLIC 'b'>").isEmpty());
    QVERIFY(!differ("<!DOCTYPE html SYSTEM 'a'>", "<!DOCTYPE html>").isEmpty());
}

void TestTreeDifference::tellsAFaultOfGumboByTheFormsEndTag()
{
    const char page[] = "<form>text</form> more<form>no end";
    const Document our = html::parse(page).document, gumbo = buildWithGumbo(page).document;
    TreeEvents events = treeEvents(our);
    const TreeEvents gumbos = treeEvents(gumbo);
    QVERIFY(!differences(events, gumbos).empty());
    QCOMPARE(applyGumboFaults(events).formTexts, 1);
    QVERIFY(differences(events, gumbos).empty());
}

QTEST_GUILESS_MAIN(TestTreeDifference)
#include "tst_treedifference.moc"
