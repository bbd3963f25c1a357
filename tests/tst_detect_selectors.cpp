#include "parse/builders.h"
#include "parse/detect/elementhandles.h"
#include "parse/detect/generatednames.h"
#include "parse/detect/selectorproposals.h"
#include "run/recorddetection.h"

#include <QElapsedTimer>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

Document parsed(const QByteArray &html) { return buildDocument(HtmlParser::Creel, html).document; }

Node only(const Document &document, const QString &selector, Node root = {})
{
    const auto parsed = Selector::parse(selector);
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().message));
    const Selection selection = parsed->select(document, root ? root : document.root());
    return selection.elements.empty() ? Node() : selection.elements.front();
}

const QByteArray shop =
    "<!DOCTYPE html><body><div id=page-7><header id=top><h1>Shop</h1></header>"
    "<ul class='items row'><li class='css-1x2y3z'><h3 class=title>A</h3><b class='price sale'>1</b><i>x</i>"
    "<li class='css-1x2y3z' data-testid=card-b><h3 class=title>B</h3><b class=price>2</b><i>y</i></ul>"
    "<p itemprop=description class='mt-4'>Words</p><span class=only>o</span></div>";

} // namespace

class tst_DetectSelectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesThatABuildWroteAreKnown_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<NameQuality>("quality");
        const auto rows = [](NameQuality quality, std::initializer_list<const char *> names) {
            for (const char *name : names)
                QTest::newRow(name) << QByteArray(name) << quality;
        };
        rows(NameQuality::Generated,
             {"css-1x2y3z", "x1y2z", "sc-bdVaJa", "Card_title__3xYz1", "kPqRst", "jss142", "svelte-1abcd2",
              "styles__Title-sc-x9kk2", "_3liAhj", "a1b2c3d4", "12", "emotion-0", "bXqzWk", "ng-tns-c12-3",
              "hash-8f3a9c2e"});
        rows(NameQuality::Styling,
             {"col-md-4", "mt-2", "odd", "is-active", "md:flex", "w-1/2", "text-gray-900", "row"});
        rows(NameQuality::Meaningful,
             {"product-card", "product-card__title", "productTitle", "price", "h2", "listing2", "item-price",
              "wp-block-post", "Produkt-Liste", "hit", "iPhone", "jobTitle", "tr-4k", "größe"});
    }
    void namesThatABuildWroteAreKnown()
    {
        QFETCH(QByteArray, name);
        QFETCH(NameQuality, quality);
        QCOMPARE(classQuality(name), quality);
    }

    void idsThatNumberElementsDontLast()
    {
        QCOMPARE(idQuality("main"), NameQuality::Meaningful);
        QCOMPARE(idQuality("__next"), NameQuality::Meaningful);
        for (const char *id : {"product-1234", ":r1:", "ember12", "yui_3_1", "bXqzWk", "a b"})
            QCOMPARE(idQuality(id), NameQuality::Generated);
    }

    void theShortestStableSelectorIsFirst_data()
    {
        QTest::addColumn<QString>("element");
        QTest::addColumn<QString>("first");
        QTest::newRow("id") << u"header"_s << u"#top"_s;
        QTest::newRow("attribute") << u"p"_s << u"[itemprop=\"description\"]"_s;
        QTest::newRow("test id") << u"li + li"_s << u"[data-testid=\"card-b\"]"_s;
        QTest::newRow("class") << u"span"_s << u".only"_s;
        QTest::newRow("tag") << u"h1"_s << u"h1"_s;
        QTest::newRow("below a landmark") << u"li + li i"_s << u"[data-testid=\"card-b\"] i"_s;
        QTest::newRow("class of a state") << u"b.sale"_s << u".sale"_s;
        QTest::newRow("by number") << u"li:first-child h3"_s << u".items > li:nth-child(1) > h3:nth-child(1)"_s;
        QTest::newRow("generated id") << u"#page-7"_s << u"div"_s;
    }
    void theShortestStableSelectorIsFirst()
    {
        QFETCH(QString, element);
        QFETCH(QString, first);
        const Document document = parsed(shop);
        const Node node = only(document, element);
        QVERIFY(node);
        const SelectorProposals proposals = proposeSelectors(document, node);
        QVERIFY(!proposals.alone.empty());
        QCOMPARE(proposals.alone.front().text, first);
    }

    void whatIsGeneratedComesLast()
    {
        const Document document = parsed(shop);
        const SelectorProposals card = proposeSelectors(document, only(document, u"li"_s));
        QCOMPARE(card.alike.front().text, u"li"_s);
        QVERIFY2(card.alike.back().text.contains(u"css-1x2y3z"_s), qPrintable(card.alike.back().text));
        const SelectorProposals page = proposeSelectors(document, only(document, u"#page-7"_s));
        QCOMPARE(page.alone.back().text, u"#page-7"_s);
    }

    void elementsOfTheSameKindHaveSelectorsOfTheirOwn()
    {
        const Document document = parsed(shop);
        const SelectorProposals title = proposeSelectors(document, only(document, u"li + li h3"_s));
        QCOMPARE(title.alike.front(), (SelectorProposal{u".title"_s, 2, false}));
        const SelectorProposals first = proposeSelectors(document, only(document, u"li h3"_s));
        QCOMPARE(first.alike.front(), (SelectorProposal{u".title"_s, 2, true}));
    }

    void selectorsCanBeRelativeToAContainer()
    {
        const Document document = parsed(shop);
        const Node card = only(document, u"li + li"_s);
        const auto first = [&](const QString &element) {
            return proposeSelectors(document, only(document, element, card), card).alone.front().text;
        };
        QCOMPARE(first(u"h3"_s), u".title"_s);
        QCOMPARE(first(u"b"_s), u".price"_s);
        QCOMPARE(first(u"i"_s), u"i"_s);
        QCOMPARE(proposeSelectors(document, card, card).alone.front().text, u":scope"_s);
    }

    void everyProposalSelectsTheElement()
    {
        const QByteArray pages[] = {
            shop,
            "<table><tr><td>1<td>2<tr><td>3<td>4</table>",
            "<p class='a:b 1x -'>x<p class='a:b'>y<p id='a\"b\\c'>z",
            "<svg><foreignObject><p>x</p></foreignObject><a xlink:href=x class=\"\xC3\xA4\">t</a></svg>",
            "<div><div><div><div><i></i></div></div></div><i></i></div><template><i></i></template>",
            "<x-y.z data-a=1></x-y.z><x-y.z data-a=1></x-y.z><a name='\n\x01'></a>"};
        int count = 0;
        for (const QByteArray &html : pages) {
            const Document document = parsed(html);
            for (Node node = document.documentElement(); node; node = node.nextInDocument()) {
                if (!node.isElement())
                    continue;
                for (const Node container : {Node(), node.parent().isElement() ? node.parent().parent() : Node()}) {
                    const SelectorProposals proposals = proposeSelectors(document, node, container);
                    QVERIFY2(!proposals.alone.empty(), html + ' ' + node.name().toByteArray());
                    for (const auto *list : {&proposals.alone, &proposals.alike}) {
                        QVERIFY(list->size() <= 12);
                        for (const SelectorProposal &proposal : *list) {
                            const auto selector = Selector::parse(proposal.text);
                            QVERIFY2(selector, qPrintable(proposal.text));
                            const std::vector<Node> found =
                                selector->select(document, container ? container : document.root()).elements;
                            QVERIFY2(std::find(found.begin(), found.end(), node) != found.end(),
                                     qPrintable(proposal.text));
                            QCOMPARE(qsizetype(found.size()), proposal.count);
                            QCOMPARE(found.front() == node, proposal.isFirst);
                            QCOMPARE(list == &proposals.alone, proposal.count == 1);
                            ++count;
                        }
                    }
                }
            }
        }
        QVERIFY2(count > 200, qPrintable(QString::number(count)));
    }

    void whatIsNoElementHasNone()
    {
        const Document document = parsed("x");
        QVERIFY(proposeSelectors(document, Node()).alone.empty());
        QVERIFY(proposeSelectors(document, document.root()).alone.empty());
        QVERIFY(proposeSelectors(document, only(document, u"body"_s).firstChild()).alone.empty());
    }

    void aSpentBudgetGivesFewerAndNoWrongOnes()
    {
        const Document document = parsed(shop);
        const Node title = only(document, u"li + li h3"_s);
        QVERIFY(proposeSelectors(document, title, {}, {0}).alike.empty());
        const SelectorProposals few = proposeSelectors(document, title, {}, {1'100});
        QVERIFY(few.alone.empty());
        QCOMPARE(few.alike.size(), size_t(2));
    }

    void hostilePagesEndInTime_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::newRow("nested") << QByteArray("<div>").repeated(300'000);
        QTest::newRow("siblings") << QByteArray("<i></i>").repeated(300'000);
        QByteArray classes = "<p class='";
        for (int i = 0; i < 200'000; ++i)
            classes += " c" + QByteArray::number(i);
        QTest::newRow("classes") << classes + "'>x";
    }
    void hostilePagesEndInTime()
    {
        QFETCH(QByteArray, html);
        const Document document = parsed(html);
        const Node last = Node(document, NodeIndex(document.nodeCount())),
                   element = last.isElement() ? last : last.parent();
        QElapsedTimer clock;
        clock.start();
        const SelectorProposals proposals = proposeSelectors(document, element);
        QVERIFY2(clock.elapsed() < 8'000,
                 qPrintable(QString::number(clock.elapsed()))); // a second, but sanitizers take their time
        QVERIFY(proposals.alone.size() + proposals.alike.size() > 0);
    }

    void theFacadeFindsTheElementAtAByte()
    {
        StoredPage page{shop, "text/html"};
        const qint64 offset = shop.indexOf(">B<") + 1;
        const ProposedSelectors proposed = proposeSelectorsAt(page, offset);
        QCOMPARE(proposed.element, u"h3.title"_s);
        QCOMPARE(shop.mid(proposed.source.begin, proposed.source.end - proposed.source.begin),
                 QByteArray("<h3 class=title>B</h3>"));
        QCOMPARE(proposed.alike.first().selector, u".title"_s);
        const ProposedSelectors same = proposeSelectorsFor(page, proposed.node, u"li"_s);
        QCOMPARE(same.element, proposed.element);
        QCOMPARE(same.alone.first().selector, u".title"_s);

        page.body.prepend("\xEF\xBB\xBF");
        QCOMPARE(proposeSelectorsAt(page, offset + 3).source.begin, proposed.source.begin + 3);
        QCOMPARE(proposeSelectorsAt(page, offset + 3).node, proposed.node);
        QCOMPARE(proposeSelectorsAt(page, 2).element, QString());
        QCOMPARE(proposeSelectorsAt(page, page.body.size()).element, QString());
        QCOMPARE(proposeSelectorsFor(page, 0).element, QString());
        QCOMPARE(proposeSelectorsFor(page, 100'000).element, QString());
        QVERIFY(proposeSelectorsFor(page, proposed.node, u"ul ul"_s).alone.isEmpty());
        QVERIFY(proposeSelectorsFor(page, proposed.node, u"li["_s).alone.isEmpty());
        QCOMPARE(proposeSelectorsAt({"{}", "application/json"}, 0).element, QString());
    }
};

QTEST_GUILESS_MAIN(tst_DetectSelectors)
#include "tst_detect_selectors.moc"
