#include "parse/sitemap.h"
#include "parse/xmlreader.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include <array>

using namespace creel;
using namespace Qt::StringLiterals;
using Kind = SitemapContent::Kind;

namespace {

const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/sitemap/");

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

SitemapContent read(const QByteArray &body, const QByteArray &contentType = {}, bool mayBeText = false)
{
    return readSitemap({body, contentType, "http://example.com/dir/map.xml", mayBeText});
}

/// As the .expected files have it.
QByteArray listing(const SitemapContent &content)
{
    static constexpr std::array kinds = {"none", "urlset", "index", "text", "rss", "atom"};
    QByteArray lines = kinds[std::size_t(content.kind)] + QByteArray("\n");
    for (const auto &entry : content.entries)
        lines += (entry.url + ' ' + entry.modified.toUtf8()).trimmed() + '\n';
    if (content.broken > 0)
        lines += "# broken " + QByteArray::number(content.broken) + '\n';
    if (!content.problem.isNull())
        lines += "# problem: " + content.problem.toUtf8() + '\n';
    return lines;
}

QByteArray urlset(const QByteArray &locations) { return "<urlset>" + locations + "</urlset>"; }
QByteArray url(const QByteArray &location) { return "<url><loc>" + location + "</loc></url>"; }

/// Every token of a document on a line, as far as it goes.
QByteArray tokens(const QByteArray &xml)
{
    XmlReader reader(xml);
    QByteArray lines;
    for (;;) {
        switch (reader.next()) {
        case XmlReader::Token::Start:
            lines += QByteArray::number(reader.depth()) + " <" + reader.qualifiedName().toByteArray() + "> ";
            break;
        case XmlReader::Token::End:
            lines += QByteArray::number(reader.depth()) + " </" + reader.qualifiedName().toByteArray() + "> ";
            break;
        case XmlReader::Token::Text:
            lines += "'" + reader.text() + "' ";
            break;
        case XmlReader::Token::Done:
            return lines + "done";
        case XmlReader::Token::Broken:
            return lines + reader.problem().toUtf8();
        }
    }
}

} // namespace

class tst_Sitemap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesSayWhatTheyLeadTo_data();
    void filesSayWhatTheyLeadTo();
    void aListOfUrlsIsASitemapOnlyWhenExpected();
    void otherBodiesAreNone_data();
    void otherBodiesAreNone();
    void encodingsAreUndone_data();
    void encodingsAreUndone();
    void everyTruncationKeepsWhatCameBefore();
    void theProtocolsLimitOfAddressesNamesItself();
    void theProtocolsLimitOfBytesNamesItself();
    void xmlIsReadTokenByToken_data();
    void xmlIsReadTokenByToken();
    void attributesAreFoundByTheirWholeName();
    void entitiesDoNotExpand();
    void hostileXmlTakesLinearTime_data();
    void hostileXmlTakesLinearTime();
    void aLongBaseAndManyEntriesStayBounded();
    void gzipIsKnownByItsMagic();
};

void tst_Sitemap::filesSayWhatTheyLeadTo_data()
{
    QTest::addColumn<QString>("name");
    const QStringList files = QDir(fixtures).entryList({u"*.xml"_s, u"*.txt"_s});
    QVERIFY2(files.size() >= 9, "the fixtures are missing");
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file;
}

void tst_Sitemap::filesSayWhatTheyLeadTo()
{
    QFETCH(QString, name);
    // What the header says of it is never right.
    const QByteArray found =
        listing(read(readFile(fixtures + name), "application/octet-stream", name.endsWith(".txt"_L1)));
    QVERIFY2(found == readFile(fixtures + name.chopped(4) + ".expected"_L1), "it says:\n" + found);
}

void tst_Sitemap::aListOfUrlsIsASitemapOnlyWhenExpected()
{
    const QByteArray lines = "http://example.com/1\nhttp://example.com/2\n";
    QCOMPARE(read(lines).kind, Kind::None);
    QCOMPARE(read(lines, "text/plain", true).kind, Kind::Text);
    QCOMPARE(read(urlset(url("http://example.com/")), "text/plain", true).kind, Kind::UrlSet);
    QCOMPARE(read("no address\nat all\n", "text/plain", true).kind, Kind::None);
    QCOMPARE(read(QByteArray("http://example.com/\n\0", 21), "text/plain", true).kind, Kind::None);
    QCOMPARE(read("<p>http://example.com/\nhttp://example.com/2", "text/plain", true).kind, Kind::None);
}

void tst_Sitemap::otherBodiesAreNone_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         {"", " \n", "<", "<!-- no end", "<?xml version='1.0'?>", "<!DOCTYPE urlset", "{\"urlset\": []}",
          "<svg><url><loc>http://example.com/</loc></url></svg>", "<html><urlset>", "text <urlset>",
          "<x><urlset><url><loc>http://example.com/</loc></url></urlset></x>", "\x1F\x8B\x08"})
        QTest::newRow(body) << QByteArray(body);
}

void tst_Sitemap::otherBodiesAreNone()
{
    QFETCH(QByteArray, body);
    for (const bool mayBeText : {false, true}) {
        const SitemapContent content = read(body, {}, mayBeText);
        QCOMPARE(content.kind, Kind::None);
        QVERIFY(content.entries.isEmpty() && !content.problem.isEmpty());
    }
}

void tst_Sitemap::encodingsAreUndone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentType");
    const QByteArray utf8 = urlset(url("http://example.com/é"));
    QByteArray latin1 = QString::fromUtf8(utf8).toLatin1();
    QByteArray utf16le;
    for (const QChar c : QString::fromUtf8("<?xml version='1.0' encoding='utf-16'?>" + utf8))
        utf16le.append(char(c.unicode() & 0xFF)).append(char(c.unicode() >> 8));
    QTest::newRow("utf-8") << utf8 << QByteArray();
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + utf8 << QByteArray("text/xml; charset=iso-8859-1");
    QTest::newRow("declared") << "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + latin1 << QByteArray("text/xml");
    QTest::newRow("the header before the declaration")
        << "<?xml version='1.0' encoding='utf-8'?>" + latin1 << QByteArray("text/xml; charset=\"latin1\"");
    QTest::newRow("nobody said") << latin1 << QByteArray();
    QTest::newRow("utf-16 with a mark") << "\xFF\xFE" + utf16le << QByteArray();
    QTest::newRow("utf-16 without a mark") << utf16le << QByteArray();
    QTest::newRow("declared utf-16, and is not") << "<?xml version='1.0' encoding='utf-16'?>" + utf8 << QByteArray();
    QTest::newRow("a label of the web's")
        << "<?xml version='1.0' encoding='x-mac-roman'?>" + urlset(url("http://example.com/\x8E")) << QByteArray();
}

void tst_Sitemap::encodingsAreUndone()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, contentType);
    QCOMPARE(listing(read(body, contentType)), "urlset\nhttp://example.com/%C3%A9\n");
}

void tst_Sitemap::everyTruncationKeepsWhatCameBefore()
{
    for (const QString &name : {u"extensions.xml"_s, u"atom.xml"_s, u"rss2.xml"_s, u"by-hand.xml"_s}) {
        const QByteArray file = readFile(fixtures + name);
        const SitemapContent whole = read(file);
        qsizetype most = 0;
        for (qsizetype size = 0; size <= file.size(); ++size) {
            const SitemapContent part = read(file.first(size));
            QVERIFY(part.entries.size() >= most); // what was there once stays
            most = part.entries.size();
            QVERIFY(part.entries == whole.entries.first(most));
            const bool isWhole = file.first(size).contains("</urlset>") || file.first(size).contains("</sm:urlset>")
                || file.first(size).contains("</feed>") || file.first(size).contains("</rss>");
            QCOMPARE(part.problem.isNull(), isWhole);
        }
        QVERIFY(most > 2);
    }
}

void tst_Sitemap::theProtocolsLimitOfAddressesNamesItself()
{
    QByteArray locations, lines;
    for (int i = 0; i < 50'000; ++i) {
        locations += url("http://example.com/" + QByteArray::number(i));
        lines += "http://example.com/" + QByteArray::number(i) + '\n';
    }
    const SitemapContent most = read(urlset(locations));
    QCOMPARE(most.entries.size(), 50'000);
    QVERIFY(!most.truncated && most.problem.isNull());
    QVERIFY(!read(lines, {}, true).truncated);

    for (const SitemapContent &more : {read(urlset(locations + url("http://example.com/more"))),
                                       read(lines + "http://example.com/more", {}, true)}) {
        QCOMPARE(more.entries.size(), 50'000);
        QVERIFY(more.truncated);
        QVERIFY2(more.problem.contains("50,000"_L1), qPrintable(more.problem));
    }
    QVERIFY(read(urlset(url("x:").repeated(50'001))).truncated); // broken ones count as well
}

void tst_Sitemap::theProtocolsLimitOfBytesNamesItself()
{
    const QByteArray first = "<urlset>" + url("http://example.com/first");
    const QByteArray filling(SitemapContent::maxBytes - first.size() - 9, ' ');
    const SitemapContent fits = read(first + filling + "</urlset>");
    QVERIFY(!fits.truncated && fits.problem.isNull());
    const SitemapContent longer = read(first + filling + url("http://example.com/last") + "</urlset>");
    QCOMPARE(longer.entries.size(), 1);
    QVERIFY(longer.truncated);
    QVERIFY2(longer.problem.contains("50 MB"_L1), qPrintable(longer.problem));
}

void tst_Sitemap::xmlIsReadTokenByToken_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *xml, const char *expected) {
        QTest::newRow(xml) << QByteArray(xml) << QByteArray(expected);
    };
    row("<a/>", "1 <a> 1 </a> done");
    row("<a></a>junk<b>", "1 <a> 1 </a> done");
    row("<a\n></a\t>", "1 <a> 1 </a> done");
    row("<a>x<b:c/>y</a>", "1 <a> 'x' 2 <b:c> 2 </b:c> 'y' 1 </a> done");
    row("<a><!-- <b> -->x<?p <b> ?></a>", "1 <a> 'x' 1 </a> done");
    row("<a><![CDATA[<b>&amp;]]]]></a>", "1 <a> '<b>&amp;]]' 1 </a> done");
    row("<a><![CDATA[]]></a>", "1 <a> '' 1 </a> done");
    row("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x41;&#X41;</a>", "1 <a> '<>&\"'AA&#X41;' 1 </a> done");
    row("<a>&amp;lt; & &; &#; &#x; &#xG; &#0; &amp</a>", "1 <a> '&lt; & &; &#; &#x; &#xG; &#0; &amp' 1 </a> done");
    row("<a>&#55296;&#99999999999;</a>", "1 <a> '\xEF\xBF\xBD&#99999999999;' 1 </a> done");
    row("<a b='>' c = \"/>\"/>", "1 <a> 1 </a> done");
    row("<!DOCTYPE a SYSTEM \"'>\" [<!ENTITY x ']>'><?y ]> ?>]><a>&x;</a>", "1 <a> '&x;' 1 </a> done");
    row("<!DOCTYPE a PUBLIC 'x' 'y'><a/>", "1 <a> 1 </a> done");
    row("", "There is no element (line 1, column 1).");
    row("x<a/>", "Text stands before the first element (line 1, column 1).");
    row("<a>", "1 <a> <a> has no end (line 1, column 4).");
    row("<a>\n<b>\n</a>", "1 <a> '\n' 2 <b> '\n' </a> is not the end tag that is due (line 3, column 1).");
    row("<a></a", "1 <a> </a> is not the end tag that is due (line 1, column 4).");
    row("</a>", "</a> is not the end tag that is due (line 1, column 1).");
    row("<a>é< b", "1 <a> 'é' A < begins no tag (line 1, column 5).");
    row("<a b>", "The tag <a is broken (line 1, column 5).");
    row("<a b=c>", "The tag <a is broken (line 1, column 6).");
    row("<a b='c>", "The tag <a is broken (line 1, column 6).");
    row("<a", "The tag <a is broken (line 1, column 3).");
    row("<a/ >", "The tag <a is broken (line 1, column 3).");
    row("<a><!--", "1 <a> A comment has no end (line 1, column 4).");
    row("<a><?x", "1 <a> A processing instruction has no end (line 1, column 4).");
    row("<a><![CDATA[x]]", "1 <a> A CDATA section has no end (line 1, column 4).");
    row("\n<!DOCTYPE a [ '>' ", "The document type has no end (line 2, column 1).");
}

void tst_Sitemap::xmlIsReadTokenByToken()
{
    QFETCH(QByteArray, xml);
    QTEST(tokens(xml), "expected");
}

void tst_Sitemap::attributesAreFoundByTheirWholeName()
{
    const QByteArray xml = "<a x:b='1' b=\"&amp;'\" c='' b='again' d\n=\n'e=\"f\"'/>";
    XmlReader reader(xml);
    QCOMPARE(reader.next(), XmlReader::Token::Start);
    QCOMPARE(reader.attribute("b"), "&'");
    QCOMPARE(reader.attribute("x:b"), "1");
    QCOMPARE(reader.attribute("d"), "e=\"f\"");
    QVERIFY(reader.attribute("c").isEmpty() && !reader.attribute("c").isNull());
    QVERIFY(reader.attribute("e").isNull() && reader.attribute("a").isNull());
}

void tst_Sitemap::entitiesDoNotExpand()
{
    QByteArray bomb = "<!DOCTYPE urlset [<!ENTITY a0 'http://example.com/'>";
    for (int i = 1; i < 30; ++i) {
        const QByteArray name = "&a" + QByteArray::number(i - 1) + ';';
        bomb += "<!ENTITY a" + QByteArray::number(i) + " '" + name.repeated(10) + "'>";
    }
    bomb += "<!ENTITY file SYSTEM 'file:///etc/passwd'>]>";
    const SitemapContent content = read(bomb + urlset(url("http://example.com/&a29;&file;")));
    QCOMPARE(listing(content), "urlset\nhttp://example.com/&a29;&file;\n");
}

void tst_Sitemap::hostileXmlTakesLinearTime_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto numbered = [](const char *before, const char *after) {
        QByteArray text;
        for (int i = 0; i < 200'000; ++i)
            text += before + QByteArray::number(i) + after;
        return text;
    };
    QTest::newRow("depth") << "<urlset>" + QByteArray("<url>").repeated(400'000);
    QTest::newRow("attributes") << "<urlset" + numbered(" a", "=''") + ">" + url("http://example.com/");
    QTest::newRow("namespaces") << "<feed" + numbered(" xmlns:a", "=''") + ">" + QByteArray("<b:c/>").repeated(200'000);
    QTest::newRow("default attributes") << "<!DOCTYPE urlset [<!ATTLIST url" + numbered(" a", " CDATA 'x'")
            + ">]><urlset>" + QByteArray("<url/>").repeated(200'000);
    QTest::newRow("bare ampersands") << urlset(url(QByteArray("&").repeated(2'000'000)));
    QTest::newRow("open comments") << "<urlset>" + QByteArray("<!-- ").repeated(400'000);
    QTest::newRow("open quotes") << "<urlset a='" + QByteArray("<a b='").repeated(400'000);
    QTest::newRow("empty texts") << "<urlset><url><loc>" + QByteArray("<![CDATA[]]>a<!---->").repeated(300'000);
    QTest::newRow("one long name") << "<urlset><" + QByteArray(2'000'000, 'a');
    QTest::newRow("links") << "<feed><entry>" + QByteArray("<link href='http:'/>").repeated(200'000)
            + "</entry></feed>";
}

void tst_Sitemap::hostileXmlTakesLinearTime()
{
    QFETCH(QByteArray, body);
    QElapsedTimer clock;
    clock.start();
    const SitemapContent content = read(body);
    QVERIFY2(clock.elapsed() < 15'000,
             qPrintable(QString::number(clock.elapsed()))); // a second or two under sanitizers
    QVERIFY(content.problem.size() < 500);
}

void tst_Sitemap::aLongBaseAndManyEntriesStayBounded()
{
    const QByteArray base = "http://example.com/" + QByteArray(1 << 20, 'x') + "/";
    for (const char *reference : {"y", "../y"}) {
        const QByteArray entry = "<entry><link href='" + QByteArray(reference) + "'/></entry>";
        const SitemapContent content = read("<feed xml:base='" + base + "'>" + entry.repeated(50'000) + "</feed>");
        QVERIFY(content.truncated && content.entries.size() < 50);
        QVERIFY2(content.problem.contains("50 MB"_L1), qPrintable(content.problem));
    }
    const QByteArray links = QByteArray("<link href='../y'/>").repeated(50'000);
    QVERIFY(read("<feed><entry xml:base='" + base + "'>" + links + "</entry></feed>").truncated);
}

void tst_Sitemap::gzipIsKnownByItsMagic()
{
    QVERIFY(isGzip("\x1F\x8B\x08 and so on"));
    QVERIFY(!isGzip("\x1F\x8B") && !isGzip("") && !isGzip("<urlset>"));
}

QTEST_GUILESS_MAIN(tst_Sitemap)
#include "tst_sitemap.moc"
