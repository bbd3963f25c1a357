#include "parse/builders.h"
#include "parse/structured/structuredpath.h"

#include <QTest>

#include <ctime>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

StructuredData dataOf(const QByteArray &html, const StructuredBudget &budget = {})
{
    const Document document = buildDocument(defaultHtmlParser, html).document;
    return readStructuredData(document, *Url::parse(QByteArrayView("https://a.test/dir/page")), budget);
}

/// "Type#id{name=value; name=Type{…}}"
QByteArray written(const StructuredData &data, quint32 index, int depth = 0)
{
    if (depth > 3)
        return "…";
    const StructuredItem &item = data.items[index];
    QByteArrayList properties;
    for (const StructuredProperty &p : item.properties)
        properties << p.name + '='
                + (p.item == StructuredProperty::noItem ? p.text.simplified() : written(data, p.item, depth + 1));
    return QByteArrayList(item.types.begin(), item.types.end()).join(' ') + (item.id.isEmpty() ? "" : "#") + item.id
        + '{' + properties.join("; ") + '}';
}

/// The items that are no values of others.
QByteArray written(const StructuredData &data)
{
    std::vector<bool> isValue(data.items.size());
    for (const StructuredItem &item : data.items)
        for (const StructuredProperty &p : item.properties)
            if (p.item != StructuredProperty::noItem)
                isValue[p.item] = true;
    QByteArrayList items;
    for (quint32 i = 0; i < data.items.size(); ++i)
        if (!isValue[i])
            items << written(data, i);
    return items.join(" | ");
}

QByteArray selected(const QByteArray &html, const QString &path)
{
    const auto compiled = StructuredPath::compile(path);
    if (!compiled)
        qFatal("%s", qPrintable(compiled.error().message));
    const StructuredData data = dataOf(html);
    QByteArrayList found;
    for (const StructuredProperty &p : compiled->select(data))
        found << (p.item == StructuredProperty::noItem ? p.text : written(data, p.item));
    return found.join(" | ");
}

QByteArray jsonLd(const QByteArray &json) { return "<script type=application/ld+json>" + json + "</script>"; }

const QByteArray product =
    jsonLd(R"({"@context":"https://schema.org","@type":"Product","name":"Rod","sku":12345678901234567890,)"
           R"("offers":[{"@type":"Offer","price":"9.50"},{"@type":"Offer","price":8.00}]})");

} // namespace

class TestStructured : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEachSyntaxAsItsStandardHasIt_data();
    void readsEachSyntaxAsItsStandardHasIt();
    void pathsLeadToValues_data();
    void pathsLeadToValues();
    void aWrongPathIsAnErrorWithItsPlace_data();
    void aWrongPathIsAnErrorWithItsPlace();
    void rangesAreTheBytesOfTheSource();
    void typesAreSortedAndStandOnce();
    void brokenJsonIsAnErrorWithItsPlace();
    void hostilePagesEndSoon_data();
    void hostilePagesEndSoon();
    void aSpentBudgetSaysSo();
};

void TestStructured::readsEachSyntaxAsItsStandardHasIt_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("items");
    const auto row = [](const char *name, const QByteArray &html, const char *items) {
        QTest::newRow(name) << html << QByteArray(items);
    };
    // HTML §5.1 and §5.2: the chapter's own examples, some of them shortened.
    row("nothing", "<p>nothing", "");
    row("two items",
        "<div itemscope><p>My name is <span itemprop=name>Elizabeth</span>.</p></div><div itemscope><p>My name is "
        "<span itemprop=name>Daniel</span>.</p></div>",
        "{name=Elizabeth} | {name=Daniel}");
    row("three properties",
        "<div itemscope><p>My name is <span itemprop=\"name\">Neil</span>.</p><p>My band is called <span "
        "itemprop=\"band\">Four Parts Water</span>.</p><p>I am <span "
        "itemprop=\"nationality\">British</span>.</p></div>",
        "{name=Neil; band=Four Parts Water; nationality=British}");
    row("text with markup", "<div itemscope><h1 itemprop=name>A <b>big</b> <!--not--> one</h1></div>",
        "{name=A big one}");
    row("img", "<div itemscope><img itemprop=image src=google-logo.png alt=Google></div>",
        "{image=https://a.test/dir/google-logo.png}");
    row("data", "<h1 itemscope><data itemprop=product-id value=9678AOU879>The Instigator 2000</data></h1>",
        "{product-id=9678AOU879}");
    row("meter", "<div itemscope><meter itemprop=ratingValue min=0 value=3.5 max=5>Rated 3.5/5</meter></div>",
        "{ratingValue=3.5}");
    row("time", "<div itemscope>I was born on <time itemprop=birthday datetime=2009-05-10>May 10th 2009</time>.</div>",
        "{birthday=2009-05-10}");
    row("time without datetime", "<div itemscope><time itemprop=t>2009-05-10</time></div>", "{t=2009-05-10}");
    row("nested",
        "<div itemscope><p>Name: <span itemprop=name>Amanda</span></p><p>Band: <span itemprop=band itemscope><span "
        "itemprop=name>Jazz Band</span> (<span itemprop=size>12</span> players)</span></p></div>",
        "{name=Amanda; band={name=Jazz Band; size=12}}");
    row("itemref",
        "<div itemscope id=amanda itemref='a b'></div><p id=a>Name: <span itemprop=name>Amanda</span></p><div id=b "
        "itemprop=band itemscope itemref=c></div><div id=c><p>Band: <span itemprop=name>Jazz Band</span></p><p>Size: "
        "<span "
        "itemprop=size>12</span> players</p></div>",
        "{name=Amanda; band={name=Jazz Band; size=12}}");
    row("a name twice",
        "<div itemscope><p>Flavors in my favorite ice cream:</p><ul><li itemprop=flavor>Lemon sorbet</li><li "
        "itemprop=flavor>Apricot sorbet</li></ul></div>",
        "{flavor=Lemon sorbet; flavor=Apricot sorbet}");
    row("two names", "<div itemscope><span itemprop='favorite-color favorite-fruit'>orange</span></div>",
        "{favorite-color=orange; favorite-fruit=orange}");
    row("figure",
        "<figure><img src=castle.jpeg><figcaption><span itemscope><span itemprop=name>The Castle</span></span> "
        "(1986)</figcaption></figure>",
        "{name=The Castle}");
    row("type",
        "<section itemscope itemtype='https://example.org/animals#cat'><h1 itemprop=name>Hedral</h1><p "
        "itemprop=desc>Hedral is a male.</p><img itemprop=img src=hedral.jpeg></section>",
        "https://example.org/animals#cat{name=Hedral; desc=Hedral is a male.; img=https://a.test/dir/hedral.jpeg}");
    row("types", "<p itemscope itemtype='https://a.test/A https://a.test/B'>", "https://a.test/A https://a.test/B{}");
    row("id",
        "<dl itemscope itemtype=https://vocab.example.net/book itemid=urn:isbn:0-330-34032-8><dt>Title <dd "
        "itemprop=title>The Reality Dysfunction <dt>Author <dd itemprop=author>Peter F. Hamilton <dt>Publication date "
        "<dd><time "
        "itemprop=pubdate datetime=1996-01-26>26 January 1996</time></dl>",
        "https://vocab.example.net/book#urn:isbn:0-330-34032-8{title=The Reality Dysfunction; author=Peter F. "
        "Hamilton; "
        "pubdate=1996-01-26}");
    row("names that are URLs",
        "<section itemscope itemtype=https://example.org/animals#cat><h1 itemprop='name "
        "https://example.com/fn'>Hedral</h1></section>",
        "https://example.org/animals#cat{name=Hedral; https://example.com/fn=Hedral}");
    row("an anchor", "<p itemscope><a itemprop=url href='?a=1&amp;b'>x</a>", "{url=https://a.test/dir/page?a=1&b}");
    row("a link in the body", "<p itemscope><link itemprop=availability href=https://schema.org/InStock>",
        "{availability=https://schema.org/InStock}");
    row("meta", "<p itemscope><meta itemprop=currency content=EUR>", "{currency=EUR}");
    row("meta without content", "<p itemscope><meta itemprop=currency>", "{currency=}");
    row("object", "<p itemscope><object itemprop=o data=x.svg></object>", "{o=https://a.test/dir/x.svg}");
    row("video, audio, iframe, embed, track",
        "<div itemscope><video itemprop=v src=v></video><audio itemprop=a src=a></audio><iframe "
        "itemprop=i src=i></iframe><embed itemprop=e src=e></div>",
        "{v=https://a.test/dir/v; a=https://a.test/dir/a; i=https://a.test/dir/i; e=https://a.test/dir/e}");
    row("no src", "<p itemscope><img itemprop=image>", "{image=}");
    row("base", "<base href=//b.test/x/><p itemscope><img itemprop=i src=y>", "{i=https://b.test/x/y}");
    row("an itemprop of nobody", "<p itemprop=lonely>x", "");
    row("an empty itemprop", "<p itemscope><b itemprop=' '>x</b>", "{}");
    row("properties of the nested item are its own", "<p itemscope><i itemprop=a itemscope><b itemprop=b>x</b></i>",
        "{a={b=x}}");
    row("an item without itemprop inside of another",
        "<p itemscope><b itemprop=a>x</b><i itemscope><b itemprop=b>y</b></i>", "{a=x} | {b=y}");
    row("itemref to nowhere", "<p itemscope itemref='x y'><b itemprop=a>x</b>", "{a=x}");
    row("itemref twice", "<p itemscope itemref='x x'></p><p id=x itemprop=a>x", "{a=x}");
    row("itemref into the item itself", "<p itemscope itemref=x><b id=x itemprop=a>x</b>", "{a=x}");
    row("itemref comes in tree order", "<b id=x itemprop=a>1</b><p itemscope itemref=x><b itemprop=a>2</b>",
        "{a=1; a=2}");
    row("a cycle",
        "<div itemscope id=a itemprop=x itemref=b></div><div itemscope id=b itemprop=y itemref=a></div><div itemscope "
        "itemref=a></div>",
        "{x={y={x={y=…}}}}");
    row("an item that is its own", "<div id=a><p itemscope itemprop=self itemref=a></div>", "{}");
    row("in a template", "<template><p itemscope><b itemprop=a>x</b></template>", "");
    // RDFa Lite 1.1 §2, its examples.
    row("vocab and typeof",
        "<p vocab=http://schema.org/ typeof=Person>My name is <span property=name>Manu Sporny</span> and you can "
        "give me a ring via <span property=telephone>1-800-555-0199</span>.</p>",
        "http://schema.org/Person{name=Manu Sporny; telephone=1-800-555-0199}");
    row("img and anchor",
        "<p vocab=http://schema.org/ typeof=Person><img property=image src=http://manu.sporny.org/manu.png><a "
        "property=url href=/me>me</a></p>",
        "http://schema.org/Person{image=http://manu.sporny.org/manu.png; url=https://a.test/me}");
    row("resource",
        "<p vocab=http://schema.org/ resource=#manu typeof=Person><span property=name>Manu Sporny</span></p>",
        "http://schema.org/Person#https://a.test/dir/page#manu{name=Manu Sporny}");
    row("itemref to an id that stands twice", "<p itemscope itemref=x></p><p id=x itemprop=a>y</p><p id=x itemprop=a>z",
        "{a=y}");
    row("a prefix beside a vocabulary", "<p vocab=https://s.test/ typeof='ov:Thing Other'>",
        "ov:Thing https://s.test/Other{}");
    row("a type with a prefix",
        "<p prefix='ov: http://open.vocab.org/terms/' typeof=ov:Thing><span property=ov:preferredAnimal>"
        "Liger</span></p>",
        "ov:Thing{ov:preferredAnimal=Liger}");
    row("nested RDFa",
        "<div vocab=https://schema.org/ typeof=Product><span property=name>Rod</span><div property=offers typeof=Offer>"
        "<meta property=price content=9.50></div></div>",
        "https://schema.org/Product{name=Rod; offers=https://schema.org/Offer{price=9.50}}");
    row("content wins",
        "<div vocab=https://schema.org/ typeof=Event><span property=d content=2026>this year</span><time property=t "
        "datetime=2027>next</time></div>",
        "https://schema.org/Event{d=2026; t=2027}");
    row("two RDFa types", "<p vocab=https://schema.org/ typeof='A B'>", "https://schema.org/A https://schema.org/B{}");
    row("property without typeof", "<p vocab=https://schema.org/ property=name>x", "");
    row("vocab ends with its element", "<p vocab=https://schema.org/></p><p typeof=A>", "A{}");
    // ogp.me and Twitter
    row("Open Graph",
        "<meta property=og:title content='The Rock'><meta property=og:type content=video.movie><meta "
        "property=og:image content=https://ia.media-imdb.com/rock.jpg>",
        "video.movie{og:title=The Rock; og:type=video.movie; og:image=https://ia.media-imdb.com/rock.jpg}");
    row("Open Graph arrays",
        "<meta property=og:image content=a><meta property=og:image:width content=300><meta property=og:image "
        "content=b>",
        "{og:image=a; og:image:width=300; og:image=b}");
    row("Open Graph by name", "<meta name=og:title content=x>", "{og:title=x}");
    row("article:", "<meta property=article:author content=x>", "{article:author=x}");
    row("no content", "<meta property=og:title>", "");
    row("Twitter", "<meta name=twitter:card content=summary><meta property=twitter:title content=x>",
        "summary{twitter:card=summary; twitter:title=x}");
    row("another meta", "<meta name=description content=x><meta property=dc:title content=y>", "");
    // JSON-LD 1.1
    row("JSON-LD", product,
        "Product{name=Rod; sku=12345678901234567890; offers=Offer{price=9.50}; offers=Offer{price=8.00}}");
    row("@graph", jsonLd(R"({"@context":"x","@graph":[{"@type":"A","@id":"#a"},{"@type":"B","n":null,"t":true}]})"),
        "A##a{} | B{t=true}");
    row("an array at the top", jsonLd(R"([{"@type":"A"},{"@type":["B","C"]}])"), "A{} | B C{}");
    row("@value, @list and @set",
        jsonLd(R"({"@type":"A","d":{"@value":"2026","@type":"date"},"l":{"@list":[1,2]},"s":{"@set":["x"]}})"),
        "A{d=2026; l=1; l=2; s=x}");
    row("escapes", jsonLd(R"({"name":"caf\u00e9 <\/b>"})"), "{name=caf\xC3\xA9 </b>}");
    row("arrays in arrays", jsonLd(R"({"a":[[1,[2]],3]})"), "{a=1; a=2; a=3}");
    row("type with parameters", "<script type='Application/LD+JSON; charset=utf-8'>{\"a\":1}</script>", "{a=1}");
    row("another script", "<script type=application/json>{\"a\":1}</script>", "");
    row("an empty script", jsonLd(" \n"), "");
    row("no object", jsonLd("\"x\""), "");
}

void TestStructured::readsEachSyntaxAsItsStandardHasIt()
{
    QFETCH(QByteArray, html);
    const StructuredData data = dataOf(html);
    QTEST(written(data), "items");
    QVERIFY(!data.tooComplex && data.errors.empty());
}

void TestStructured::pathsLeadToValues_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("values");
    const QByteArray microdata =
        "<div itemscope itemtype=https://schema.org/Product><b itemprop=name>Rod</b><i itemprop=offers itemscope "
        "itemtype=https://schema.org/Offer><b itemprop=price>9</b></i></div>";
    const QByteArray graph =
        "<meta property=og:title content=T><meta property=og:image:width content=3><meta name=twitter:title content=U>";
    const auto row = [](const QByteArray &html, const char *path, const char *values) {
        QTest::newRow(path) << html << QString::fromUtf8(path) << QByteArray(values);
    };
    row(product, "Product.name", "Rod");
    row(product, "Product.offers.price", "9.50 | 8.00");
    row(product, "Offer.price", "9.50 | 8.00");
    row(product, "*.price", "9.50 | 8.00");
    row(product, "Product.offers", "Offer{price=9.50} | Offer{price=8.00}");
    row(product, "Product.nothing", "");
    row(product, "Product.name.first", "");
    row(product, "product.name", "");
    row(microdata, "\"https://schema.org/Product\".\"name\"", "Rod");
    row(microdata, "Product.\"offers\".price", "9");
    row(graph, "OpenGraph.title", "T");
    row(graph, "OpenGraph.og:title", "T");
    row(graph, "OpenGraph.image:width", "3");
    row(graph, "Twitter.title", "U");
    row("<p itemscope itemtype=x:A itemref=r></p><p itemscope itemtype=x:A itemref=r></p><p id=r itemprop=b "
        "itemscope><i "
        "itemprop=c>once",
        "A.b.c", "once");
    row("<div itemscope itemtype=x:A><p id=a itemprop=b itemscope itemref=a></div>", "A.b.b.b.b.b.b", "");
}

void TestStructured::pathsLeadToValues()
{
    QFETCH(QByteArray, html);
    QFETCH(QString, path);
    QTEST(selected(html, path), "values");
}

void TestStructured::aWrongPathIsAnErrorWithItsPlace_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("offset");
    const std::pair<const char *, int> rows[]{
        {"", 0},      {".", 0},      {"Product", 7}, {"Product.", 8}, {"Product..price", 8},
        {".name", 0}, {"A.\"b", 2},  {"A.\"\"", 2},  {"\"A\"b.c", 3}, {"A. b", 2},
        {"A.b c", 3}, {"A.b\"c", 3}, {"\"A\"", 3}};
    for (const auto &[path, offset] : rows)
        QTest::newRow(path) << QString::fromUtf8(path) << offset;
    QTest::newRow("long") << QString(5000, u'a') << int(StructuredPath::maxLength);
}

void TestStructured::aWrongPathIsAnErrorWithItsPlace()
{
    QFETCH(QString, path);
    const auto compiled = StructuredPath::compile(path);
    QVERIFY(!compiled);
    QTEST(int(compiled.error().offset), "offset");
    QVERIFY(compiled.error().message.endsWith(u'.'));
}

void TestStructured::rangesAreTheBytesOfTheSource()
{
    const QByteArray page = "<div itemscope><b itemprop=a>x &amp; <i>y</i></b><a itemprop=u href=\"/z\">z</a></div>"
        + jsonLd(R"({"n": "v", "o": {"p": 1}})")
        + "<ul itemscope><li itemprop=l>one</ul><meta property=og:title content='T'>";
    const StructuredData data = dataOf(page);
    QByteArrayList ranges;
    const auto bytes = [&](SourceRange range) { return page.mid(range.begin, range.size()); };
    for (const StructuredItem &item : data.items) {
        ranges << bytes(item.source);
        for (const StructuredProperty &p : item.properties)
            ranges << bytes(p.source);
    }
    const QByteArrayList expected{R"({"n": "v", "o": {"p": 1}})",
                                  "\"v\"",
                                  R"({"p": 1})",
                                  R"({"p": 1})",
                                  "1",
                                  page.first(page.indexOf("<script")),
                                  "x &amp; <i>y</i>",
                                  "/z",
                                  "<ul itemscope><li itemprop=l>one</ul>",
                                  "one",
                                  "<meta property=og:title content='T'>",
                                  "T"};
    QCOMPARE(ranges, expected);

    // Where the parser changed the script's text, nothing better than the whole of it is known.
    const QByteArray changed = "{\"n\":\r\n1}";
    const StructuredData ofChanged = dataOf(jsonLd(changed));
    const quint32 begin = quint32(jsonLd({}).indexOf('>')) + 1;
    QCOMPARE(ofChanged.items.at(0).properties.at(0).source, (SourceRange{begin, begin + quint32(changed.size())}));
}

void TestStructured::typesAreSortedAndStandOnce()
{
    const QByteArray page = product
        + "<p itemscope itemtype='https://schema.org/Thing https://a.test/x#B'></p><p itemscope "
          "itemtype=http://schema.org/Product></p><meta property=og:type content=article>";
    QCOMPARE(structuredTypes(dataOf(page)), (QStringList{u"B"_s, u"Offer"_s, u"Product"_s, u"Thing"_s, u"article"_s}));
}

void TestStructured::brokenJsonIsAnErrorWithItsPlace()
{
    const StructuredData data = dataOf(jsonLd("{\"a\":") + jsonLd("{\"b\":2}"));
    QCOMPARE(data.errors.size(), size_t(1));
    QVERIFY(!data.errors[0].message.isEmpty());
    QCOMPARE(data.errors[0].source, (SourceRange{33, 38}));
    QCOMPARE(written(data), "{b=2}");
}

void TestStructured::hostilePagesEndSoon_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::newRow("properties") << "<div itemscope>" + QByteArray("<p itemprop=a>x").repeated(100'000);
    QTest::newRow("nested items") << QByteArray("<div itemscope itemprop=a>").repeated(100'000);
    QTest::newRow("nested properties") << "<div itemscope>" + QByteArray("<div itemprop=a>text").repeated(50'000);
    QTest::newRow("itemref") << "<div id=x>" + QByteArray("<p itemprop=a>x</p>").repeated(5'000) + "</div>"
            + QByteArray("<p itemscope itemref=x></p>").repeated(5'000);
    QTest::newRow("RDFa") << QByteArray("<div typeof=a property=b>x").repeated(50'000);
    QTest::newRow("JSON") << jsonLd(QByteArray("{\"a\":").repeated(100'000) + "1" + QByteArray("}").repeated(100'000));
    QTest::newRow("JSON arrays") << jsonLd("{\"a\":" + QByteArray("[").repeated(100'000)
                                           + QByteArray("]").repeated(100'000) + '}');
    QTest::newRow("names") << "<p itemscope><b itemprop='" + [] {
        QByteArray names;
        for (int i = 0; i < 100'000; ++i)
            names += QByteArray::number(i) + ' ';
        return names;
    }() + "'>x";
}

void TestStructured::hostilePagesEndSoon()
{
    QFETCH(QByteArray, html);
    for (const HtmlParser parser : {HtmlParser::Creel, HtmlParser::Gumbo}) {
        const Document document = buildDocument(parser, html).document;
        const std::clock_t begin = std::clock();
        const StructuredData data = readStructuredData(document, Url(), {.steps = 1'000'000});
        QVERIFY(double(std::clock() - begin) / CLOCKS_PER_SEC < 3);
        QVERIFY(structuredTypes(data).size() < 10);
    }
}

void TestStructured::aSpentBudgetSaysSo()
{
    QVERIFY(dataOf(product, {.steps = 3}).tooComplex);
    QVERIFY(!dataOf(product).tooComplex);
}

QTEST_GUILESS_MAIN(TestStructured)
#include "tst_structured.moc"
