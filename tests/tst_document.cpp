#include "parse/documentbuilder.h"
#include "parse/gumbobuilder.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

Document parsed(const QByteArray &utf8) { return buildWithGumbo(utf8).document; }

Node first(const Document &document, QByteArrayView name)
{
    for (Node node = document.root(); node; node = node.nextInDocument())
        if (node.name() == name)
            return node;
    return {};
}

QByteArray sourceOf(const Document &document, SourceRange range)
{
    return document.source().mid(range.begin, range.end - range.begin);
}

QByteArray prefixed(Namespace ns, QByteArrayView name)
{
    return (ns == Namespace::Svg ? "svg " : ns == Namespace::MathMl ? "math " : "") + name.toByteArray();
}

/// One node's line, and those of its attributes, in the form of the html5lib tests.
QByteArray described(const Document &document, Node node, const QByteArray &indent)
{
    switch (node.kind()) {
    case NodeKind::Doctype:
        return indent + "<!DOCTYPE " + document.doctype().name + ">\n";
    case NodeKind::Text:
        return indent + '"' + node.characters().toByteArray() + "\"\n";
    case NodeKind::Comment:
        return indent + "<!-- " + node.characters().toByteArray() + " -->\n";
    case NodeKind::TemplateContents:
        return indent + "content\n";
    default:
        break;
    }
    QByteArrayList attributes;
    for (qsizetype i = 0; i < node.attributeCount(); ++i) {
        const Attribute a = node.attributeAt(i);
        const char *prefixes[] = {"", "xlink ", "xml ", "xmlns "};
        attributes.append(indent + "  " + prefixes[int(a.ns())] + a.name().toByteArray() + "=\""
                          + a.value().toByteArray() + "\"\n");
    }
    std::sort(attributes.begin(), attributes.end());
    return indent + '<' + prefixed(node.ns(), node.name()) + ">\n" + attributes.join();
}

QByteArray tree(const Document &document, Node root, int depth = 0)
{
    QByteArray text;
    for (Node node = root.firstChild(); node; node = node.nextSibling()) {
        text += described(document, node, "| " + QByteArray(2 * depth, ' '));
        text += tree(document, node, depth + 1);
        if (const Node contents = node.templateContents()) {
            text += described(document, contents, "| " + QByteArray(2 * depth + 2, ' '));
            text += tree(document, contents, depth + 2);
        }
    }
    return text;
}

const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/document/");

} // namespace

class tst_Document : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gumboFillsTheTree_data();
    void gumboFillsTheTree();
    void aNullNodeAnswersEveryQuestion();
    void absentAndEmptyAttributesDiffer();
    void sourceRangesGiveTheVeryBytes();
    void unchangedTextsAreViewsIntoTheSource();
    void unknownNamesAreAsGoodAsKnownOnes();
    void everyKnownNameIsFoundByItsSpelling();
    void siblingsAreLinkedBothWays();
    void walksMeetEveryNodeOfTheirSubtreeAlone();
    void insertedAndRemovedNodesKeepTheirOrder();
    void textJoinsTheTextBeforeIt();
    void attributesMayComeLate();
    void aMovedDocumentKeepsItsTree();
    void aMillionLevelsTakeNoStack();
    void quirksModeIsKept();
    void nestingBeyondTheBudgetGivesTheBeginningOfThePage_data();
    void nestingBeyondTheBudgetGivesTheBeginningOfThePage();
    void memoryBeyondTheBudgetGivesTheBeginningOfThePage();
    void noBudgetAtAllGivesAnEmptyDocument();
    void everyTruncationOfAPageIsATree();
    void anyBytesAreATree();
};

void tst_Document::gumboFillsTheTree_data()
{
    QTest::addColumn<QString>("path");
    const QStringList pages = QDir(fixtures).entryList({u"*.html"_s});
    QVERIFY2(!pages.isEmpty(), "the fixtures are missing");
    for (const QString &page : pages)
        QTest::newRow(qPrintable(page)) << fixtures + page;
}

void tst_Document::gumboFillsTheTree()
{
    QFETCH(QString, path);
    const Document document = parsed(readFile(path));
    const QByteArray got = tree(document, document.root());
    QVERIFY2(got == readFile(path.chopped(4) + "tree"_L1), "the tree is:\n" + got);
}

void tst_Document::aNullNodeAnswersEveryQuestion()
{
    const Node none;
    QVERIFY(!none);
    QVERIFY(!none.isElement() && !none.isText() && !none.isHtml(Name::A));
    QVERIFY(none.name().isEmpty() && none.characters().isNull() && none.textContent().isEmpty());
    QVERIFY(none.attribute(Name::Href).isNull() && none.attribute("href").isNull());
    QCOMPARE(none.attributeCount(), 0);
    QVERIFY(none.startTag().isEmpty() && none.endTag().isEmpty() && none.characterSource().isEmpty());
    for (const Node &other :
         {none.parent(), none.firstChild(), none.lastChild(), none.nextSibling(), none.previousSibling(),
          none.firstElementChild(), none.nextElementSibling(), none.previousElementSibling(), none.nextInDocument(),
          none.nextAfterSubtree(), none.templateContents()})
        QCOMPARE(other, none);

    const Document empty;
    QVERIFY(empty.root());
    QVERIFY(!empty.documentElement());
    QVERIFY(!empty.root().parent() && !empty.root().nextSibling() && !empty.root().nextInDocument());
}

void tst_Document::absentAndEmptyAttributesDiffer()
{
    const Document document = parsed("<p a b='' c=''>");
    const Node p = first(document, "p");
    for (const char *name : {"a", "b", "c"}) {
        QVERIFY(!p.attribute(name).isNull());
        QVERIFY(p.attribute(name).isEmpty());
    }
    QVERIFY(p.attribute("d").isNull());
    QVERIFY(p.attribute("A").isNull());
}

void tst_Document::sourceRangesGiveTheVeryBytes()
{
    const QByteArray page =
        "<body><P  Class = \"a &amp; b\" id=x hidden title=''>T&auml;xt</P ><!-- c --><img src='y'/>";
    const Document document = parsed(page);
    const Node p = first(document, "p");
    QCOMPARE(sourceOf(document, p.startTag()), "<P  Class = \"a &amp; b\" id=x hidden title=''>");
    QCOMPARE(sourceOf(document, p.endTag()), "</P >");
    QCOMPARE(p.attributeCount(), 4);
    QCOMPARE(sourceOf(document, p.attributeAt(0).nameSource()), "Class");
    QCOMPARE(sourceOf(document, p.attributeAt(0).valueSource()), "a &amp; b");
    QCOMPARE(p.attributeAt(0).value(), "a & b");
    QCOMPARE(sourceOf(document, p.attributeAt(1).nameSource()), "id");
    QCOMPARE(sourceOf(document, p.attributeAt(1).valueSource()), "x");
    QCOMPARE(sourceOf(document, p.attributeAt(2).nameSource()), "hidden");
    QVERIFY(p.attributeAt(2).valueSource().isEmpty());
    QVERIFY(p.attributeAt(3).valueSource().isEmpty());
    QCOMPARE(sourceOf(document, p.firstChild().characterSource()), "T&auml;xt");
    QCOMPARE(p.textContent(), u"Täxt"_s.toUtf8());
    QCOMPARE(sourceOf(document, p.nextSibling().characterSource()), "<!-- c -->");
    const Node img = first(document, "img");
    QCOMPARE(sourceOf(document, img.attributeAt(0).valueSource()), "y");
    QVERIFY(img.endTag().isEmpty());
    QVERIFY(first(document, "head").startTag().isEmpty()); // the parser's own
}

void tst_Document::unchangedTextsAreViewsIntoTheSource()
{
    const QByteArray page = "<p title='plain'>plain</p><!--plain--><p title='a&amp;b'>a&amp;b</p>";
    const Document document = parsed(page);
    const auto inSource = [&](QByteArrayView text) {
        const std::less_equal<const char *> notAfter;
        const QByteArray &source = document.source();
        return notAfter(source.constData(), text.data()) && notAfter(text.data(), source.constData() + source.size());
    };
    const Node plain = first(document, "p");
    QVERIFY(inSource(plain.attribute(Name::Title)) && inSource(plain.firstChild().characters()));
    QVERIFY(inSource(plain.nextSibling().characters()));
    QCOMPARE(plain.nextSibling().characters(), "plain");
    const Node changed = plain.nextElementSibling();
    QVERIFY(!inSource(changed.attribute(Name::Title)) && !inSource(changed.firstChild().characters()));
    QCOMPARE(changed.attribute(Name::Title), "a&b");
    QCOMPARE(document.source().constData(), page.constData()); // shared
}

void tst_Document::unknownNamesAreAsGoodAsKnownOnes()
{
    const Document document = parsed("<x-card Data-Price=9 data-x=1></x-card><x-card data-price=8>");
    const Node card = first(document, "x-card");
    QVERIFY(card);
    QCOMPARE(card.attribute("data-price"), "9");
    QCOMPARE(card.nameId(), document.findName("x-card"));
    QVERIFY(card.nameId() >= Name::KnownCount);
    QVERIFY(document.findName("data-price") != document.findName("data-x"));
    QCOMPARE(document.nameText(document.findName("data-x")), "data-x");
    QCOMPARE(document.findName("never-seen"), Name::None);
}

void tst_Document::everyKnownNameIsFoundByItsSpelling()
{
    for (quint32 i = 1; i < quint32(Name::KnownCount); ++i)
        QCOMPARE(knownName(knownNameText(Name(i))), Name(i));
    for (const char *text : {"", "hreff", "hre", "HREF", "x"})
        QCOMPARE(knownName(text), Name::None);
}

void tst_Document::siblingsAreLinkedBothWays()
{
    const Document document = parsed("<p>1<b>2</b>3<i>4</i></p>");
    const Node p = first(document, "p");
    QList<Node> forwards, backwards;
    for (Node node = p.firstChild(); node; node = node.nextSibling()) {
        QCOMPARE(node.parent(), p);
        forwards.append(node);
    }
    for (Node node = p.lastChild(); node; node = node.previousSibling())
        backwards.prepend(node);
    QCOMPARE(forwards.size(), 4);
    QCOMPARE(backwards, forwards);
    QCOMPARE(p.firstElementChild().name(), "b");
    QCOMPARE(p.firstElementChild().nextElementSibling().name(), "i");
    QCOMPARE(p.lastChild().previousElementSibling().name(), "b");
    QVERIFY(!p.firstElementChild().previousElementSibling());
}

void tst_Document::walksMeetEveryNodeOfTheirSubtreeAlone()
{
    const Document document = parsed("<div><p>1<b>2</b></p>3</div><div>4<template>5</template></div>6");
    const Node div = first(document, "div");
    QByteArray names;
    for (Node node = div; node; node = node.nextInDocument(div))
        names += node.isText() ? node.characters().toByteArray() : node.name().toByteArray();
    QCOMPARE(names, "divp1b23");
    QCOMPARE(div.firstChild().nextAfterSubtree(div).characters(), "3");
    QVERIFY(!div.nextAfterSubtree(div));
    QCOMPARE(document.root().textContent(), "12346"); // what a template holds is not in the document

    QByteArray events;
    for (TreeWalk walk(div); walk; walk.advance()) {
        events += walk.entering() ? '+' : '-';
        events += walk.node().isText() ? walk.node().characters().toByteArray() : walk.node().name().toByteArray();
        if (walk.entering() && walk.node().name() == "b")
            walk.skipChildren();
    }
    QCOMPARE(events, "+div+p+1-1+b-b-p+3-3-div");
}

void tst_Document::insertedAndRemovedNodesKeepTheirOrder()
{
    DocumentBuilder builder{QByteArray()};
    const NodeIndex parent = builder.createElement(Name::Ul, Namespace::Html, {});
    builder.append(builder.documentNode(), parent);
    QList<NodeIndex> model, loose;
    for (int i = 0; i < 12; ++i)
        loose.append(builder.createElement(Name::Li, Namespace::Html, {}));
    QRandomGenerator random(1);
    for (int step = 0; step < 2000; ++step) {
        if (!loose.isEmpty() && (model.isEmpty() || random.bounded(2))) {
            const qsizetype place = random.bounded(int(model.size()) + 1);
            const NodeIndex node = loose.takeLast();
            builder.insert(parent, node, place == model.size() ? 0 : model[place]);
            model.insert(place, node);
        } else {
            const NodeIndex node = model.takeAt(random.bounded(int(model.size())));
            builder.remove(node);
            loose.append(node);
        }
    }
    const Document document = builder.take();
    QList<NodeIndex> forwards, backwards;
    for (Node node = document.documentElement().firstChild(); node; node = node.nextSibling())
        forwards.append(node.index());
    for (Node node = document.documentElement().lastChild(); node; node = node.previousSibling())
        backwards.prepend(node.index());
    QVERIFY(!model.isEmpty());
    QCOMPARE(forwards, model);
    QCOMPARE(backwards, model);
}

void tst_Document::textJoinsTheTextBeforeIt()
{
    const QByteArray source = "one two &amp; three";
    DocumentBuilder builder(source);
    const NodeIndex p = builder.createElement(Name::P, Namespace::Html, {});
    builder.append(builder.documentNode(), p);
    builder.appendText(p, builder.hold("one ", 0), {0, 4});
    builder.appendText(p, builder.hold("two ", 4), {4, 8});      // still a view
    builder.appendText(p, builder.hold("&", 8), {8, 13});        // "&" is there, so a view again
    builder.appendText(p, builder.hold(" three", 13), {13, 19}); // but this is not beside it
    builder.appendText(p, builder.store("!"), {19, 19});
    const Document document = builder.take();
    const Node text = document.documentElement().firstChild();
    QCOMPARE(text.characters(), "one two & three!");
    QCOMPARE(text.characterSource(), (SourceRange{0, 19}));
    QVERIFY(!text.nextSibling());
}

void tst_Document::attributesMayComeLate()
{
    DocumentBuilder builder("abcdef");
    const auto attribute = [&](const char *name, quint32 at) {
        AttributeData data(builder.intern(name), AttributeNamespace::None);
        data.value = {at, 1};
        return data;
    };
    const NodeIndex html = builder.createElement(Name::Html, Namespace::Html, {});
    builder.append(builder.documentNode(), html);
    builder.addAttribute(html, attribute("lang", 0));
    const NodeIndex body = builder.createElement(Name::Body, Namespace::Html, {});
    builder.append(html, body);
    builder.addAttribute(body, attribute("id", 1));
    builder.addAttribute(html, attribute("x-late", 2)); // a second <html> tag
    builder.addAttribute(html, attribute("x-later", 3));
    const Document document = builder.take();
    const Node node = document.documentElement();
    QCOMPARE(node.attributeCount(), 3);
    QCOMPARE(node.attribute(Name::Lang), "a");
    QCOMPARE(node.attribute("x-late"), "c");
    QCOMPARE(node.attribute("x-later"), "d");
    QCOMPARE(node.firstChild().attribute(Name::Id), "b");
}

void tst_Document::aMovedDocumentKeepsItsTree()
{
    Document document = parsed("<x-y>T&auml;xt</x-y>");
    const QByteArray before = tree(document, document.root());
    Document moved = std::move(document);
    QCOMPARE(tree(moved, moved.root()), before);
    Document assigned;
    assigned = std::move(moved);
    QCOMPARE(tree(assigned, assigned.root()), before);
}

void tst_Document::aMillionLevelsTakeNoStack()
{
    constexpr int depth = 1'000'000;
    DocumentBuilder builder("x");
    NodeIndex parent = builder.documentNode();
    for (int i = 0; i < depth; ++i) {
        const NodeIndex div = builder.createElement(Name::Div, Namespace::Html, {});
        builder.append(parent, div);
        parent = div;
    }
    builder.appendText(parent, builder.hold("x", 0), {0, 1});
    const Document document = builder.take();
    int nodes = 0, steps = 0;
    for (Node node = document.root(); node; node = node.nextInDocument())
        ++nodes;
    for (TreeWalk walk(document.root()); walk; walk.advance())
        ++steps;
    QCOMPARE(nodes, depth + 2);
    QCOMPARE(steps, 2 * nodes);
    QCOMPARE(document.root().textContent(), "x");
}

void tst_Document::quirksModeIsKept()
{
    QCOMPARE(parsed("<!doctype html>").quirksMode(), QuirksMode::NoQuirks);
    QCOMPARE(parsed("<p>").quirksMode(), QuirksMode::Quirks);
    const Document limited = parsed("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//\" \"x\">");
    QCOMPARE(limited.quirksMode(), QuirksMode::LimitedQuirks);
    QCOMPARE(limited.doctype().publicId, "-//W3C//DTD XHTML 1.0 Transitional//");
    QCOMPARE(limited.doctype().systemId, "x");
    QCOMPARE(limited.root().firstChild().kind(), NodeKind::Doctype);
}

void tst_Document::nestingBeyondTheBudgetGivesTheBeginningOfThePage_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("div") << QByteArray("<div>");
    QTest::newRow("b") << QByteArray("<b>");
    QTest::newRow("a") << QByteArray("<a href=x>");
    QTest::newRow("ul li") << QByteArray("<ul><li>");
    QTest::newRow("table") << QByteArray("<table><tr><td>");
    QTest::newRow("svg") << QByteArray("<svg>");
    QTest::newRow("template") << QByteArray("<template>");
    QTest::newRow("misnested") << QByteArray("<b><p></b>");
    QTest::newRow("attributes") << QByteArray("<p a b c d e f g h i j k l m n o p q r s t u v w x y z>");
}

void tst_Document::nestingBeyondTheBudgetGivesTheBeginningOfThePage()
{
    QFETCH(QByteArray, piece);
    const QByteArray page = "<title>Here</title>" + piece.repeated(1'000'000);
    const ParseBudget budget{200ms, 64 << 20};
    const ParsedDocument result = buildWithGumbo(page, budget);
    QVERIFY(result.tooComplex);
    QCOMPARE(first(result.document, "title").textContent(), "Here");
    QVERIFY(result.document.source().size() <= 64 << 10);
}

void tst_Document::memoryBeyondTheBudgetGivesTheBeginningOfThePage()
{
    const QByteArray page = "<title>Here</title>" + QByteArray("<p>text</p>").repeated(100'000);
    const ParsedDocument result = buildWithGumbo(page, {1min, 4 << 20});
    QVERIFY(result.tooComplex);
    QCOMPARE(first(result.document, "title").textContent(), "Here");
    QVERIFY(!buildWithGumbo(page, {1min, 256 << 20}).tooComplex);
}

void tst_Document::noBudgetAtAllGivesAnEmptyDocument()
{
    const ParsedDocument result = buildWithGumbo("<title>Here</title>", {1s, 0});
    QVERIFY(result.tooComplex);
    QVERIFY(!result.document.root().firstChild());
}

void tst_Document::everyTruncationOfAPageIsATree()
{
    for (const QString &name : QDir(fixtures).entryList({u"*.html"_s})) {
        const QByteArray page = readFile(fixtures + name);
        for (qsizetype size = 0; size <= page.size(); ++size) {
            const Document document = parsed(page.first(size));
            QCOMPARE(document.documentElement().name(), "html");
        }
    }
}

void tst_Document::anyBytesAreATree()
{
    // Mostly the bytes that mean something to a parser.
    constexpr char meaningful[] = "<>/!-='\"&;# \n\0aAbBpPtdrsvgx1\xC3\xA4";
    const QByteArray alphabet(meaningful, sizeof meaningful - 1);
    QRandomGenerator random(7);
    for (int round = 0; round < 400; ++round) {
        QByteArray page(random.bounded(400), Qt::Uninitialized);
        for (char &c : page)
            c = alphabet[random.bounded(int(alphabet.size()))];
        const Document document = parsed(page);
        for (Node node = document.root(); node; node = node.nextInDocument()) {
            QVERIFY(node.startTag().end <= page.size() && node.endTag().end <= page.size());
            for (qsizetype i = 0; i < node.attributeCount(); ++i)
                QVERIFY(node.attributeAt(i).valueSource().end <= page.size());
        }
    }
}

QTEST_GUILESS_MAIN(tst_Document)
#include "tst_document.moc"
