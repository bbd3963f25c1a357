#include "base/jsontext.h"
#include "parse/builders.h"
#include "parse/detect/recorddetector.h"
#include "parse/extraction/extraction.h"
#include "run/recorddetection.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/detect/");
constexpr const char *pageUrl = "https://shop.example/";

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

const JsonText &member(const JsonText &object, QStringView name)
{
    for (const JsonMember &member : object.members) {
        if (member.name == name)
            return member.value;
    }
    static const JsonText none;
    return none;
}

Document parsed(const QByteArray &html) { return buildDocument(HtmlParser::Creel, html).document; }

std::vector<Node> selected(const Document &document, const QString &text)
{
    const auto selector = Selector::parse(text);
    if (!selector)
        qFatal("%s: %s", qPrintable(text), qPrintable(selector.error().message));
    return selector->select(document).elements;
}

/// The columns that a recipe gives, each with its values; what is missing or empty is null.
QList<QStringList> columnsOf(const Container &container, const Document &document)
{
    Recipe recipe;
    recipe.container = container;
    const auto compiled = CompiledRecipe::compile(recipe);
    if (!compiled)
        qFatal("%s", qPrintable(compiled.error().front().toString()));
    const Extraction extraction = extract(*compiled, {document, pageUrl, {}});
    QList<QStringList> columns(container.fields.size());
    for (const ExtractedRecord &record : extraction.records) {
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const ExtractedValue &value = record.values[size_t(i)];
            const QString text = value.error.isEmpty() ? value.text.simplified() : u"error: "_s + value.error;
            columns[i] << (text.isEmpty() ? QString() : text);
        }
    }
    return columns;
}

Container withoutSteps(Container container)
{
    for (Field &field : container.fields) {
        field.steps.clear();
        field.type = FieldType::Text;
    }
    return container;
}

struct Verdict {
    bool isRightContainer = false;
    int columns = 0, found = 0;
    QString report; ///< what is missing
};

/// Compares the best proposal with the table that a person expects of the page: a column is found when a field has its values, as
/// they stand on the page or after its steps.
Verdict judge(const QString &folder)
{
    const auto expected = parseJsonText(readFile(folder + "/expected.json"_L1));
    if (!expected)
        qFatal("%s", qPrintable(expected.error().message));
    const Document document = parsed(readFile(folder + "/page.html"_L1));
    Verdict verdict;
    const std::vector<RecordProposal> proposals = detectRecords(document);
    if (proposals.empty())
        return {false, 0, 0, u"nothing"_s};
    const Container &best = proposals.front().container;
    const std::vector<Node> wanted = selected(document, member(*expected, u"container").text);
    verdict.isRightContainer = selected(document, best.expression) == wanted && !wanted.empty();
    verdict.report =
        u"%1 (%2 records, expected %3)"_s.arg(best.expression).arg(proposals.front().records).arg(wanted.size());
    const QList<QStringList> written = columnsOf(withoutSteps(best), document), made = columnsOf(best, document);
    for (const JsonMember &column : member(*expected, u"columns").members) {
        QStringList values;
        for (const JsonText &value : column.value.items)
            values << (value.kind == JsonText::Kind::Null ? QString() : value.text.simplified());
        ++verdict.columns;
        if (written.contains(values) || made.contains(values))
            ++verdict.found;
        else
            verdict.report += u", no "_s + column.name;
    }
    return verdict;
}

/// A page with some furniture around its content.
QByteArray page(const QByteArray &content)
{
    return "<!DOCTYPE html><html lang=en><title>t</title><body><nav><ul><li><a href=/a>Alpha</a><li><a "
           "href=/b>Beta</a><li><a "
           "href=/c>Gamma</a><li><a href=/d>Delta</a></ul></nav>"
        + content + "<footer><a href=/x>Imprint</a> <a href=/y>Privacy</a></footer>";
}

/// `count` times the text, with the number from 1 for each #.
QByteArray times(int count, const QByteArray &text)
{
    QByteArray all;
    for (int i = 1; i <= count; ++i)
        all += QByteArray(text).replace('#', QByteArray::number(i));
    return all;
}

std::vector<RecordProposal> detected(const QByteArray &html, const DetectionBudget &budget = {})
{
    const Document document = parsed(html);
    return detectRecords(document, budget);
}

/// What the first proposal is: "container: name=expression(take), …".
QString best(const QByteArray &html)
{
    const std::vector<RecordProposal> proposals = detected(html);
    if (proposals.empty())
        return {};
    QStringList fields;
    for (const Field &field : proposals.front().container.fields)
        fields << field.name + u'=' + field.expression
                + (field.attribute.isEmpty() ? QString() : u'[' + field.attribute + u']')
                + (field.type == FieldType::Text || field.type == FieldType::Url ? QString()
                                                                                 : u' ' + fieldTypeName(field.type));
    return proposals.front().container.expression + u": "_s + fields.join(u", "_s);
}

qsizetype recordsOf(const QByteArray &html)
{
    const std::vector<RecordProposal> proposals = detected(html);
    return proposals.empty() ? 0 : proposals.front().records;
}

const QByteArray cardText =
    "<div class=card><h3><a href=/p/#>Thing number #</a></h3><p>Words on thing #, and some more</p>"
    "<span class=price>$#.50</span><button>Add to cart</button></div>";

} // namespace

class tst_DetectRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listPagesGiveTheTableThatAPersonExpects();
    void cardsAreRecordsWithNamedFields();
    void recordsNeedNoClasses();
    void wrappersAndPartsAreNoRecordsOfTheirOwn();
    void advertisementsBetweenRecordsAreLeftOut();
    void menusAndPageNumbersAreNoRecords();
    void whatIsTheSameInAllRecordsIsNoField();
    void whatAnotherFieldSaysIsNoField();
    void whatStandsSeveralTimesIsJoined();
    void tableHeadsNameTheColumns();
    void rowsOfTwoKindsAreNotMixed();
    void labelsNameTheirValues();
    void cellsWithoutNamesAreNumbered();
    void proposalsAreRecipesThatGiveTheseRecords();
    void whatIsHiddenOrInATemplateIsNoRecord();
    void aPageWithoutRecordsHasNone_data();
    void aPageWithoutRecordsHasNone();
    void sameBytesGiveTheSameProposals();
    void aSpentBudgetEndsTheSearch();
    void hostilePagesEndInTime_data();
    void hostilePagesEndInTime();
    void everyTruncationOfAPageEnds();
    void theFacadeShowsTheFirstRecords();
};

void tst_DetectRecords::cardsAreRecordsWithNamedFields()
{
    QCOMPARE(best(page("<main>" + times(8, cardText) + "</main>")),
             u".card: title=a, url=a[href], text=p, price=.price number"_s);
}

void tst_DetectRecords::recordsNeedNoClasses()
{
    QCOMPARE(best(page("<div>" + times(5, "<div><b>Name #</b><i>20#0-01-01</i></div>") + "</div><div><p>x</p></div>")),
             u"div:has(> b): title=b, date=i date"_s);
    // Neither do classes have to be the same.
    QByteArray cards = times(6, "<div class=n#><b>Name #</b> <i>Words #</i></div>");
    QCOMPARE(recordsOf(page("<section>" + cards + "</section>")), 6);
}

void tst_DetectRecords::wrappersAndPartsAreNoRecordsOfTheirOwn()
{
    const QByteArray inner = "<div class=in><h3>Title #</h3><p class=x>Text #</p></div>";
    const std::vector<RecordProposal> proposals =
        detected(page("<ul>" + times(6, "<li class=out><img src=#.png>" + inner + "</li>") + "</ul>"));
    QCOMPARE(proposals.size(), size_t(1));
    QCOMPARE(proposals.front().container.expression, u".out"_s);
    // Rows of cards are no records, the cards are.
    const QByteArray row = "<div class=row>" + times(3, cardText) + "</div>";
    QCOMPARE(recordsOf(page(row.repeated(4))), 12);
    // A wrapper says more.
    const QByteArray counts = "<p class=n>#</p><p class=n>1#</p><p class=n>2#</p>";
    QCOMPARE(
        detected(page(times(
                     6, "<div class=thing><div class=v>" + counts + "</div><div class=k>" + cardText + "</div></div>")))
            .front()
            .container.expression,
        u".thing"_s);
    // Nor are sections with a head of their own.
    const QByteArray dish = "<li class=dish><b>Dish $</b><i>$.50</i></li>",
                     dishes = QByteArray(dish).replace('$', "1") + QByteArray(dish).replace('$', "2")
        + QByteArray(dish).replace('$', "3") + QByteArray(dish).replace('$', "4");
    QCOMPARE(recordsOf(page(times(
                 4,
                 "<section class=s><h2>Section #</h2><img src=#.jpg><p>Some words on section #</p><a href=/s/#>All of "
                 "section #</a><ul>"
                     + dishes + "</ul></section>"))),
             16);
}

void tst_DetectRecords::advertisementsBetweenRecordsAreLeftOut()
{
    const QByteArray advertisement = "<div class='card ad'><iframe src=x></iframe><small>Advertisement</small></div>";
    const QString found = best(page("<main>" + times(4, cardText) + advertisement + times(5, cardText) + "</main>"));
    QVERIFY2(found.startsWith(u".card:not(.ad): "), qPrintable(found));
}

void tst_DetectRecords::menusAndPageNumbersAreNoRecords()
{
    const QByteArray menu = "<div class=menu>" + times(40, "<li><a href=/m/#>Entry number #</a></li>") + "</div>",
                     numbers = "<div class=numbers>" + times(30, "<span class=n><a href=?p=#>#</a></span>") + "</div>",
                     links = "<div class=f>" + times(30, "<p class=l><a href=/l/#>Link #</a> <a href=/k/#>more</a></p>")
        + "</div>";
    QCOMPARE(recordsOf(page(menu + numbers + times(4, cardText) + links)), 4);
    const QByteArray rich =
        times(20, "<div class=m><b>Department #</b> <i>all about number #</i> <a href=/m/#>go</a></div>");
    QCOMPARE(recordsOf(page("<nav>" + rich + "</nav>" + times(4, cardText))), 4);
    QCOMPARE(recordsOf(page(rich + times(4, cardText))), 20);
}

void tst_DetectRecords::whatIsTheSameInAllRecordsIsNoField()
{
    const QString found = best(page(times(6,
                                          "<div class=c><b>Name #</b><i>Same</i><a href='javascript:up(#)'>Up</a><a "
                                          "href='&num;s#'>Here</a><u>Other #</u></div>")));
    QVERIFY2(found.contains(u"=b") && found.contains(u"=u"), qPrintable(found));
    QVERIFY2(!found.contains(u"=i") && !found.contains(u"=a"), qPrintable(found));
    // A badge that some have says something of them.
    const QByteArray badges = times(2, "<div class=c><b>A #</b><em class=badge>New</em><u>B #</u></div>")
        + times(6, "<div class=c><b>C #</b><u>D #</u></div>");
    QVERIFY(best(page(badges)).contains(u"badge=.badge"));
}

void tst_DetectRecords::whatAnotherFieldSaysIsNoField()
{
    const QString found = best(page(times(6,
                                          "<div class=c><a href=/#><img src=#.png alt='Name #'></a><h2><a href=/# "
                                          "title='Name #'>Name #</a></h2><p>P #</p></div>")));
    QCOMPARE(found, u".c: url=:scope > a[href], image=img[src], title=h2 a, text=p"_s);
}

void tst_DetectRecords::whatStandsSeveralTimesIsJoined()
{
    QByteArray cards;
    for (int i = 1; i <= 6; ++i)
        cards += "<div class=c><h2>Title " + QByteArray::number(i) + "</h2><p>Text " + QByteArray::number(i) + "</p>"
            + times(i % 4 + 1, "<a class=tag href=/t/#>tag #</a>") + "</div>";
    const Document document = parsed(page(cards));
    const std::vector<RecordProposal> proposals = detectRecords(document);
    QCOMPARE(proposals.front().container.expression, u".c"_s);
    const Field &tags = proposals.front().container.fields.last();
    QCOMPARE(tags.many, Many::Joined);
    QCOMPARE(tags.name, u"tag"_s);
    QCOMPARE(columnsOf(proposals.front().container, document).last()[1], u"tag 1, tag 2, tag 3"_s);
}

void tst_DetectRecords::tableHeadsNameTheColumns()
{
    const QByteArray rows = times(5, "<tr><td>N#<td>#.5<td>W#</tr>");
    QCOMPARE(best(page("<table><thead><tr><th>Full name<th>Size (m)<th>&nbsp;</thead>" + rows + "</table>")),
             u"tr:has(> td): full_name=td:nth-child(1), size_m=td:nth-child(2) number, text=td:nth-child(3)"_s);
    QCOMPARE(best(page("<table><thead><tr><th>Name<th>Size</thead>" + times(3, "<tr><td>N#<td>#</tr>")
                       + "<tr><td>M1<td> </tr>" + times(3, "<tr><td>O#<td>1#</tr>") + "</table>")),
             u"tr:has(> td): name=td:nth-child(1), size=td:nth-child(2):not(:empty) number"_s);
    QCOMPARE(best(page("<table><tr><td colspan=2><b>Both</b><td><b>Rest</b></tr>" + rows + "</table>")),
             u"tr:has(> td:nth-child(3)): both=td:nth-child(1), both_2=td:nth-child(2) number, rest=td:nth-child(3)"_s);
}

void tst_DetectRecords::rowsOfTwoKindsAreNotMixed()
{
    const QString found =
        best(page("<table>"
                  + times(6,
                          "<tr><td>#.<td><a href=/#>Story number #</a><td>site#</tr><tr><td colspan=2><td>#0 "
                          "points by user#</tr>")
                  + "</table>"));
    QVERIFY2(found.startsWith(u"tr:has(> td:nth-child(3)): "), qPrintable(found));
}

void tst_DetectRecords::labelsNameTheirValues()
{
    const QString found =
        best(page(times(5,
                        "<article><h3>T#</h3><dl><dt>Unit price<dd>N#<dt>Place<dd>P#</dl><p><b>Age:</b> "
                        "<span>#</span></p><p class=c>Code: X#</p></article>")));
    QVERIFY2(found.contains(u"unit_price=dt:contains(\"Unit price\") + dd"), qPrintable(found));
    QVERIFY2(found.contains(u"age=b:contains(\"Age\") + span number"), qPrintable(found));
}

void tst_DetectRecords::cellsWithoutNamesAreNumbered()
{
    const QString found = best(page(times(6, "<div class=r><span>A#</span><span>B#</span><span>C#</span></div>")));
    QCOMPARE(found, u".r: text=span:nth-child(1), text_2=span:nth-child(2), text_3=span:nth-child(3)"_s);
}

void tst_DetectRecords::proposalsAreRecipesThatGiveTheseRecords()
{
    const QStringList names = QDir(fixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const Document document = parsed(readFile(fixtures + name + "/page.html"_L1));
        for (const RecordProposal &proposal : detectRecords(document)) {
            Recipe recipe;
            recipe.container = proposal.container;
            const auto again = recipeFromJson(recipeToJson(recipe));
            QVERIFY2(again, qPrintable(name));
            QCOMPARE(*again, recipe);
            const auto compiled = CompiledRecipe::compile(*again);
            QVERIFY2(compiled, qPrintable(name));
            const Extraction extraction = extract(*compiled, {document, pageUrl, {}});
            QCOMPARE(qsizetype(extraction.records.size()), proposal.records);
            QCOMPARE(proposal.coverage.size(), size_t(proposal.container.fields.size()));
            const QStringList columns = recipe.fieldNames();
            QCOMPARE(QSet<QString>(columns.begin(), columns.end()).size(), columns.size());
            for (size_t i = 0; i < proposal.coverage.size(); ++i) {
                size_t found = 0;
                for (const ExtractedRecord &record : extraction.records) {
                    QVERIFY2(record.values[i].error.isEmpty(), qPrintable(name + u": "_s + record.values[i].error));
                    found += !record.values[i].text.isEmpty();
                }
                QVERIFY(found > 0);
                QVERIFY2(qAbs(proposal.coverage[i] - double(found) / double(proposal.records)) < 0.001,
                         qPrintable(name + u": "_s + recipe.fieldNames()[qsizetype(i)]));
            }
        }
    }
}

void tst_DetectRecords::whatIsHiddenOrInATemplateIsNoRecord()
{
    QCOMPARE(recordsOf("<template>" + times(6, cardText) + "</template>"), 0);
    QCOMPARE(recordsOf("<div hidden>" + times(6, cardText) + "</div>"), 0);
    QCOMPARE(recordsOf("<svg><foreignObject>" + times(6, cardText) + "</foreignObject></svg>"), 0);
}

void tst_DetectRecords::aPageWithoutRecordsHasNone_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("just words");
    QTest::newRow("an article") << page("<main><h1>Title</h1><p>" + QByteArray("Some words of it. ").repeated(40)
                                        + "</p></main>");
    QTest::newRow("two cards") << page(times(2, cardText));
    QTest::newRow("frameset") << QByteArray("<frameset><frame><frame><frame></frameset>");
    QTest::newRow("the same three times") << page(QByteArray("<div class=c><b>Same</b><i>words</i></div>").repeated(3));
}
void tst_DetectRecords::aPageWithoutRecordsHasNone()
{
    QFETCH(QByteArray, html);
    QCOMPARE(best(html), QString());
}

void tst_DetectRecords::sameBytesGiveTheSameProposals()
{
    for (const QString &name : {u"shop-grid"_s, u"link-farm"_s, u"wiki-list"_s}) {
        const QByteArray html = readFile(fixtures + name + "/page.html"_L1);
        const std::vector<RecordProposal> first = detected(html), second = detected(html);
        QCOMPARE(first.size(), second.size());
        for (size_t i = 0; i < first.size(); ++i)
            QCOMPARE(first[i].container, second[i].container);
    }
}

void tst_DetectRecords::aSpentBudgetEndsTheSearch()
{
    const QByteArray html = page(times(50, cardText));
    QVERIFY(detected(html, {0}).empty());
    size_t last = 0;
    for (qint64 steps = 100; steps < 10'000'000; steps *= 4) {
        const size_t found = detected(html, {steps}).size();
        QVERIFY(found >= last);
        last = found;
    }
    QVERIFY(last > 0);
}

void tst_DetectRecords::hostilePagesEndInTime_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::newRow("nested") << QByteArray("<div>").repeated(300'000) + "x";
    QTest::newRow("nested lists") << QByteArray("<ul><li>x").repeated(50'000);
    QTest::newRow("siblings") << QByteArray("<div>x</div>").repeated(100'000);
    QTest::newRow("rows") << "<table>" + QByteArray("<tr><td>1<td>2").repeated(20'000);
    QTest::newRow("classes") << times(15'000, "<div class='a# b# c# d# e#'>x</div>");
    QTest::newRow("cards") << times(5'000, cardText);
    QTest::newRow("deep lists") << (times(190, "<div class=x#>t") + QByteArray("</div>").repeated(190)).repeated(10);
    QTest::newRow("comments in comments")
        << (QByteArray("<div class=c>x <a href=y>z</a>").repeated(180) + QByteArray("</div>").repeated(180))
               .repeated(8);
    QTest::newRow("attributes") << "<div " + times(300'000, " data-a#=1") + ">x</div>"
            + times(9, "<div data-a1=#>#</div>");
    QTest::newRow("text") << "<p>" + QByteArray("word ").repeated(500'000);
}
void tst_DetectRecords::hostilePagesEndInTime()
{
    QFETCH(QByteArray, html);
    const Document document = parsed(html);
    QElapsedTimer clock;
    clock.start();
    detectRecords(document);
    const qint64 took = clock.elapsed(); // tests/bench/bench_detect has the figure; sanitizers take ten times as long
    QVERIFY2(took < 15'000, qPrintable(QString::number(took)));
}

void tst_DetectRecords::everyTruncationOfAPageEnds()
{
    const QByteArray html = readFile(fixtures + u"shop-ads/page.html"_s);
    for (qsizetype size = 0; size < html.size(); size += 61) {
        for (const RecordProposal &proposal : detected(html.first(size)))
            QVERIFY(proposal.records >= 3 && !proposal.container.fields.isEmpty());
    }
}

void tst_DetectRecords::theFacadeShowsTheFirstRecords()
{
    StoredPage stored{"\xEF\xBB\xBF" + page(times(8, cardText)), "text/html"};
    stored.url = "https://shop.example/";
    const QList<DetectedRecords> found = detectRecords(stored);
    QVERIFY(!found.isEmpty());
    QCOMPARE(found.first().records, 8);
    QCOMPARE(found.first().recipe.container->expression, u".card"_s);
    QCOMPARE(found.first().coverage, QList<double>({1, 1, 1, 1}));
    QCOMPARE(found.first().preview.size(), detectedPreview);
    const PageRecord &second = found.first().preview[1];
    QCOMPARE(second.values[1].text, u"https://shop.example/p/2"_s);
    QCOMPARE(stored.body.mid(second.values[3].source.begin, 5), QByteArray("$2.50"));
    QVERIFY(detectRecords(StoredPage{"{\"a\": 1}", "application/json"}).isEmpty());
}

void tst_DetectRecords::listPagesGiveTheTableThatAPersonExpects()
{
    const QStringList names = QDir(fixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    int right = 0, columns = 0, found = 0;
    for (const QString &name : names) {
        const Verdict verdict = judge(fixtures + name);
        right += verdict.isRightContainer;
        columns += verdict.columns;
        found += verdict.isRightContainer ? verdict.found : 0;
        qInfo("%-20s %s %d/%d  %s", qPrintable(name), verdict.isRightContainer ? "ok   " : "WRONG", verdict.found,
              verdict.columns, qPrintable(verdict.report));
    }
    qInfo("%d of %d containers, %d of %d columns", right, int(names.size()), found, columns);
    QVERIFY2(names.size() >= 20, "the fixtures are missing");
    QCOMPARE(right, int(names.size()));
    QCOMPARE(found, columns);
}

QTEST_GUILESS_MAIN(tst_DetectRecords)
#include "tst_detect_records.moc"
