#include "parse/extractor.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <array>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

PageFields extractHtml(const QByteArray &body, HtmlParser parser = defaultHtmlParser)
{
    PageInput page{body, "text/html", "http://example.com/"};
    page.parser = parser;
    return extractPage(page);
}

constexpr std::array bothParsers = {HtmlParser::Creel, HtmlParser::Gumbo};

/// The fields as JSON, the absent ones left out.
QJsonObject json(const PageFields &fields)
{
    QJsonObject object;
    const auto text = [&object](const char *name, const QString &value) {
        if (!value.isNull())
            object[QLatin1StringView(name)] = value;
    };
    text("title", fields.title);
    text("description", fields.description);
    text("h1", fields.h1);
    text("canonical", fields.canonical);
    text("lang", fields.lang);
    text("charset", fields.charset);
    text("charsetReason", fields.charsetReason);
    if (fields.words)
        object["words"_L1] = *fields.words;
    if (fields.links)
        object["links"_L1] = *fields.links;
    if (fields.isHtml)
        object["isHtml"_L1] = true;
    if (fields.tooComplex)
        object["tooComplex"_L1] = true;
    return object;
}

const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/extract/");

} // namespace

class tst_Extractor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesGiveTheirFields_data();
    void pagesGiveTheirFields();
    void eachParserReadsWhatItsEditionOfTheStandardHas();
    void fullValuesAreKept();
    void whatNobodyWaitsForIsNotReadToItsEnd_data();
    void whatNobodyWaitsForIsNotReadToItsEnd();
    void deepPagesKeepWhatComesFirst_data();
    void deepPagesKeepWhatComesFirst();
    void manyElementsAreNoTrouble();
    void everyTruncationOfAPageIsARow();
    void aPageWithoutAUrlKeepsItsCanonical();
};

void tst_Extractor::pagesGiveTheirFields_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<HtmlParser>("parser");
    const QStringList folders = QDir(fixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY2(folders.size() > 20, "the fixtures are missing");
    for (const HtmlParser parser : bothParsers) {
        for (const QString &folder : folders)
            QTest::newRow(qPrintable(folder + u' ' + htmlParserName(parser))) << fixtures + folder << parser;
    }
}

void tst_Extractor::pagesGiveTheirFields()
{
    QFETCH(QString, folder);
    QFETCH(HtmlParser, parser);
    const QJsonObject file = QJsonDocument::fromJson(readFile(folder + "/expected.json"_L1)).object();
    const QByteArray url = file["url"_L1].toString(u"http://example.com/dir/page.html"_s).toUtf8();
    const QByteArray contentType = file["contentType"_L1].toString().toLatin1();
    QJsonObject expected = file["fields"_L1].toObject();
    PageInput page{readFile(folder + "/page.html"_L1), contentType, url};
    page.parser = parser;
    QJsonObject got = json(extractPage(page));
    for (const QString &name : {u"charset"_s, u"charsetReason"_s})
        if (got.contains(name) && !expected.contains(name) && expected["isHtml"_L1].toBool())
            got.remove(name);
    for (const QString &name : expected.keys())
        if (expected[name].isNull())
            expected.remove(name);
    QVERIFY2(got == expected, "the fields are: " + QJsonDocument(got).toJson());
}

void tst_Extractor::eachParserReadsWhatItsEditionOfTheStandardHas()
{
    // HTML §13.2.6.4.7 "A start tag whose tag name is select": since 2025 it has no insertion mode of its own.
    const QByteArray body = "<select><option><h1>Pike</h1><a href=/p>more</a></select>";
    QCOMPARE(extractHtml(body, HtmlParser::Creel).h1, u"Pike"_s);
    QCOMPARE(extractHtml(body, HtmlParser::Creel).links, 1);
    QVERIFY(extractHtml(body, HtmlParser::Gumbo).h1.isNull());
    QCOMPARE(extractHtml(body, HtmlParser::Gumbo).links, 0);
    QCOMPARE(extractHtml(body).h1, extractHtml(body, defaultHtmlParser).h1);
}

void tst_Extractor::fullValuesAreKept()
{
    const QByteArray text = QByteArray("word ").repeated(100'000).trimmed();
    const PageFields fields = extractHtml("<title>" + text + "</title><h1>" + text + "</h1>");
    QCOMPARE(fields.title, QString::fromLatin1(text));
    QCOMPARE(fields.h1, QString::fromLatin1(text));
    QCOMPARE(fields.words, 100'000);
}

void tst_Extractor::whatNobodyWaitsForIsNotReadToItsEnd_data()
{
    QTest::addColumn<HtmlParser>("parser");
    for (const HtmlParser parser : bothParsers)
        QTest::newRow(qPrintable(htmlParserName(parser))) << parser;
}

void tst_Extractor::whatNobodyWaitsForIsNotReadToItsEnd()
{
    QFETCH(HtmlParser, parser);
    std::stop_source stop;
    PageInput page{QByteArray("<title>Long</title><h1>Long</h1>") + QByteArray("<p>word</p>").repeated(50'000),
                   "text/html", "http://example.com/"};
    page.parser = parser;
    page.stop = stop.get_token();
    QCOMPARE(extractPage(page).words, 50'001);
    stop.request_stop();
    const PageFields fields = extractPage(page);
    QVERIFY(fields.tooComplex);
    QVERIFY(!fields.words);
}

void tst_Extractor::deepPagesKeepWhatComesFirst_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<HtmlParser>("parser");
    const QByteArray head = "<title>Here</title><link rel=canonical href=/c><h1>Top</h1>";
    for (const HtmlParser parser : bothParsers) {
        const auto row = [&](const char *name, const QByteArray &tags) {
            QTest::addRow("%s %s", name, qPrintable(htmlParserName(parser)))
                << head + tags.repeated(1'000'000) << parser;
        };
        row("div", "<div>");
        row("misnested", "<b><p></b>");
    }
}

void tst_Extractor::deepPagesKeepWhatComesFirst()
{
    QFETCH(QByteArray, body);
    QFETCH(HtmlParser, parser);
    QElapsedTimer clock;
    clock.start();
    const PageFields fields = extractHtml(body, parser);
    QVERIFY(clock.elapsed() < 20'000); // the budget is 1.5 s of CPU time; the rest is for a busy machine
    QVERIFY(fields.isHtml);
    QVERIFY(fields.tooComplex
            || parser == HtmlParser::Creel); // gumbo is quadratic; ours reads it whole on a fast machine
    QCOMPARE(fields.title, u"Here"_s);
    QCOMPARE(fields.h1, u"Top"_s);
    QCOMPARE(fields.canonical, u"http://example.com/c"_s);
    QCOMPARE(fields.words.has_value(), !fields.tooComplex); // a part's numbers would be wrong ones
    QCOMPARE(fields.links.has_value(), !fields.tooComplex);
}

void tst_Extractor::manyElementsAreNoTrouble()
{
    const PageFields fields = extractHtml(QByteArray("<p>a <a href=x>b</a></p>").repeated(50'000));
    QVERIFY(!fields.tooComplex);
    QCOMPARE(fields.words, 100'000);
    QCOMPARE(fields.links, 50'000);
}

void tst_Extractor::everyTruncationOfAPageIsARow()
{
    const QByteArray page = readFile(fixtures + "whole-page/page.html"_L1);
    for (qsizetype size = 0; size <= page.size(); ++size) {
        const PageFields fields = extractHtml(page.first(size));
        QVERIFY(fields.isHtml && !fields.tooComplex && fields.words && fields.links);
    }
}

void tst_Extractor::aPageWithoutAUrlKeepsItsCanonical()
{
    const QByteArray body = "<link rel=canonical href=/x>";
    QCOMPARE(extractPage({body, "text/html", ""}).canonical, u"/x"_s);
    QCOMPARE(extractPage({body, "text/html", "not a url"}).canonical, u"/x"_s);
}

QTEST_GUILESS_MAIN(tst_Extractor)
#include "tst_extractor.moc"
