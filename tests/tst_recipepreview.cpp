// What the recipe editor looks at: pages of a run, their trees, what a recipe gives on one of them and on a sample.

#include "run/previewpage.h"
#include "run/recipecoverage.h"
#include "run/recipepreview.h"
#include "run/recorddetection.h"
#include "run/spreadsample.h"
#include "support/pagerun.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

Field css(const QString &name, const QString &expression)
{
    Field field;
    field.name = name;
    field.expression = expression;
    return field;
}

Recipe recipeOf(const QList<Field> &fields)
{
    Recipe recipe;
    recipe.fields = fields;
    return recipe;
}

QByteArray page(int number)
{
    const QByteArray n = QByteArray::number(number);
    QByteArray html = "<title>Book " + n + "</title><h1>Book " + n + "</h1>";
    if (number % 10 != 0)
        html += "<p class=price>" + QByteArray::number(number % 2) + "</p>";
    if (number % 5 == 0)
        html += "<h1>Second</h1>";
    return html;
}

QList<KeptPage> manyPages(int count)
{
    QList<KeptPage> pages;
    for (int i = 1; i <= count; ++i)
        pages.append({"https://host-" + QByteArray::number(i % 3) + ".example/" + QByteArray::number(i), page(i)});
    return pages;
}

QList<SampleRow> rowsOf(const QByteArray &host, qint64 first, int count)
{
    QList<SampleRow> rows;
    for (int i = 0; i < count; ++i)
        rows.append({first + i, host});
    return rows;
}

QByteArray sourceAt(const PreviewPage &page, PageRange range)
{
    return page.source().mid(range.begin, range.end - range.begin);
}

std::shared_ptr<const PreviewPage> pageOf(const QByteArray &html)
{
    StoredPage stored;
    stored.body = html;
    stored.contentType = "text/html; charset=utf-8";
    return PreviewPage::read(stored);
}

/// The number of the element that this path of places leads to.
quint32 elementOf(const PreviewPage &page, std::initializer_list<int> path)
{
    quint32 number = page.root();
    for (const int place : path)
        number = page.children(number, 0, place + 1).value(place);
    return number;
}

/// A run file with pages, and a preview of it.
class PreviewHarness
{
public:
    explicit PreviewHarness(const QList<KeptPage> &pages = manyPages(30))
    {
        makePageRun(path(), pages);
        QObject::connect(&preview, &RecipePreview::covered, &preview,
                         [this](const RecipeCoverage &coverage) { coverages.append(coverage); });
        QObject::connect(&preview, &RecipePreview::previewed, &preview,
                         [this](const PagePreview &shown) { previews.append(shown); });
        QObject::connect(&preview, &RecipePreview::pageOpened, &preview,
                         [this](const OpenedPage &page) { opened.append(page); });
        QObject::connect(&preview, &RecipePreview::pageFailed, &preview,
                         [this](const QString &message) { failures.append(message); });
    }
    QString path() const { return folder.filePath(u"test.creel"_s); }
    bool isCovered() const
    {
        return !coverages.isEmpty() && coverages.last().wanted > 0 && coverages.last().pages == coverages.last().wanted;
    }

    QTemporaryDir folder;
    QList<RecipeCoverage> coverages;
    QList<PagePreview> previews;
    QList<OpenedPage> opened;
    QStringList failures;
    RecipePreview preview;
};

} // namespace

class TestRecipePreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // --- the sample ---
    void aSampleTakesAsMuchOfEachHost()
    {
        const QList<qint64> sample =
            spreadSample(rowsOf("a", 1, 1000) + rowsOf("b", 2001, 50) + rowsOf("c", 3001, 5), 45);
        QCOMPARE(sample.size(), 45);
        const auto of = [&sample](qint64 first, qint64 last) {
            return std::count_if(sample.begin(), sample.end(), [=](qint64 id) { return id >= first && id < last; });
        };
        QCOMPARE(of(3001, 4000), 5); // all that there are
        QCOMPARE(of(2001, 3000), 20);
        QCOMPARE(of(1, 2000), 20);
    }

    void aSampleLiesEvenlyOverTheLines()
    {
        QCOMPARE(spreadSample(rowsOf("a", 1, 100), 4), QList<qint64>({13, 38, 63, 88}));
        QCOMPARE(spreadSample(rowsOf("a", 1, 3), 10), QList<qint64>({1, 2, 3}));
        QCOMPARE(spreadSample({}, 10), QList<qint64>());
        QList<SampleRow> hosts;
        for (int i = 0; i < 1000; ++i)
            hosts.append({i + 1, QByteArray::number(i)});
        QCOMPARE(spreadSample(hosts, 4), QList<qint64>({126, 376, 626, 876}));
    }

    // --- the page ---
    void elementsAreToldAsPeopleWriteThem()
    {
        const auto page =
            pageOf("<body><div id=list class='card is-new'><p>One <b>two</b></p><script>var x;</script></div>");
        const quint32 div = elementOf(*page, {1, 0});
        const PageElement element = page->element(div);
        QCOMPARE(element.label, u"div#list.card.is-new"_s);
        QCOMPARE(element.text, u"One two"_s);
        QVERIFY(element.hasChildren);
        QCOMPARE(page->element(page->children(div, 0, 1).first()).label, u"p"_s);
        QCOMPARE(page->element(page->root()).label, u"html"_s);
        QCOMPARE(page->parent(page->root()), 0u);
        QCOMPARE(page->parent(div), elementOf(*page, {1}));
        QCOMPARE(page->element(0).number, 0u);
        QVERIFY(page->children(0, 0, 10).isEmpty());
    }

    void childrenComeInPieces()
    {
        QByteArray html = "<body>";
        for (int i = 0; i < 1000; ++i)
            html += "<p>" + QByteArray::number(i) + "</p>text";
        const auto page = pageOf(html);
        const quint32 body = elementOf(*page, {1});
        const QList<quint32> first = page->children(body, 0, 300);
        QCOMPARE(first.size(), 300);
        const QList<quint32> next = page->children(body, first.last(), 10'000);
        QCOMPARE(next.size(), 700);
        QCOMPARE(page->element(next.first()).text, u"300"_s);
        QVERIFY(page->children(body, next.last(), 10).isEmpty());
    }

    void anElementIsFoundByAByteOfItsSource()
    {
        const auto page = pageOf("\xEF\xBB\xBF<table><tr><td>one<td><i>two</i></table><p>three");
        const auto at = [&page](const char *text) {
            return page->element(page->elementAt(page->source().indexOf(text)));
        };
        QCOMPARE(at("two").label, u"i"_s); // through a <tbody> that nobody wrote
        QCOMPARE(sourceAt(*page, at("two").source), QByteArray("<i>two</i>"));
        QCOMPARE(at("one").label, u"td"_s);
        QCOMPARE(at("three").label, u"p"_s);
        QCOMPARE(at("</table>").label, u"table"_s);
        QVERIFY(page->source().startsWith("\xEF\xBB\xBF"));
    }

    void rangesOfAPreviewMeanThePagesSource()
    {
        for (const QByteArray &mark : {QByteArray(), QByteArray("\xEF\xBB\xBF")}) {
            const auto page = pageOf(mark
                                     + "<p>Gr\xC3\xB6\xC3\x9F"
                                       "e <b>zw\xC3\xB6lf</b></p>");
            const auto extractor = PageExtractor::make(recipeOf({css(u"size"_s, u"b"_s)}));
            QVERIFY(extractor.hasValue());
            const PageRecords records = extractor.value().extract(page->stored());
            QCOMPARE(sourceAt(*page, records.records.first().values.first().source), QByteArray("zw\xC3\xB6lf"));
        }
    }

    void aPageIsShownInTheEncodingThatWasChosenForIt()
    {
        StoredPage stored;
        stored.body = "<title>\xCC\xE8\xF0</title><h1 class=head>\xCC\xE8\xF0</h1><p class=next>x"; // windows-1251
        stored.contentType = "text/html; charset=utf-8";
        stored.encoding = QStringLiteral("windows-1251");
        const auto page = PreviewPage::read(stored);
        QVERIFY(page->source().contains("<title>\u041C\u0438\u0440</title>"));
        Field field;
        field.name = QStringLiteral("h");
        field.expression = QStringLiteral("h1");
        Recipe recipe;
        recipe.fields = {field};
        const PageRecords records = PageExtractor::make(recipe)->extract(stored);
        QCOMPARE(sourceAt(*page, records.records[0].values[0].source), QByteArray("\u041C\u0438\u0440"));
        // What the server said would have three bytes for each letter, and so another element at this place.
        QCOMPARE(proposeSelectorsAt(stored, page->source().indexOf("<p class"), {}).element, QStringLiteral("p.next"));
    }

    void aMillionNodesAreOpenedWithoutBeingWalked()
    {
        const auto page = pageOf("<body>" + QByteArray("<i>x</i>").repeated(1'000'000));
        const quint32 body = elementOf(*page, {1});
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(page->children(body, 0, 500).size(), 500);
        QVERIFY(page->element(body).hasChildren);
        QVERIFY2(clock.elapsed() < 50, qPrintable(QString::number(clock.elapsed())));
    }

    void whatIsNoTextHasNoTree()
    {
        StoredPage stored;
        stored.body = QByteArray("\x89PNG\r\n\x1a\n\0\0", 10);
        const auto image = PreviewPage::read(stored);
        QCOMPARE(image->root(), 0u);
        QVERIFY(image->charset().isEmpty());
        stored.body = "{\"a\": 1}";
        stored.contentType = "application/json";
        const auto json = PreviewPage::read(stored);
        QCOMPARE(json->root(), 0u);
        QVERIFY(!json->isHtml());
        QCOMPARE(json->source(), stored.body);
        QCOMPARE(json->elementAt(3), 0u);
    }

    // --- coverage ---
    void coverageCountsPagesWithNoneAndMany()
    {
        const Recipe recipe = recipeOf({css(u"heading"_s, u"h1"_s), css(u"price"_s, u".price"_s)});
        CoverageCounter counter(recipe, *PageExtractor::make(recipe));
        for (int i = 1; i <= 20; ++i) {
            StoredPage stored;
            stored.body = page(i);
            counter.add(i, stored);
        }
        const RecipeCoverage coverage = counter.coverage();
        QCOMPARE(coverage.pages, 20);
        QCOMPARE(coverage.records, 20);
        const FieldCoverage &heading = coverage.fields[0], &price = coverage.fields[1];
        QCOMPARE(heading.name, u"heading"_s);
        QCOMPARE(heading.none, 0);
        QCOMPARE(heading.many, 4);
        QCOMPARE(heading.pagesWithMany, QList<qint64>({5, 10, 15, 20}));
        QCOMPARE(price.none, 2);
        QCOMPARE(price.pagesWithNone, QList<qint64>({10, 20}));
        QCOMPARE(price.many, 0);
        QCOMPARE(price.top.size(), 2);
        QCOMPARE(price.top[0].value, u"1"_s);
        QCOMPARE(price.top[0].pages, 10);
        QCOMPARE(price.top[1].pages, 8);
    }

    void fieldsOfAContainerAreCountedByRecord()
    {
        Recipe recipe;
        recipe.container = Container();
        recipe.container->expression = u"li"_s;
        recipe.container->fields = {css(u"name"_s, u"b"_s)};
        CoverageCounter counter(recipe, *PageExtractor::make(recipe));
        StoredPage stored;
        stored.contentType = "text/html";
        stored.body = "<ul><li><b>1</b><li><b>2</b><li>none</ul>";
        counter.add(1, stored);
        stored.body = "<ul><li><b>1</b><b>again</b></ul>";
        counter.add(2, stored);
        stored.body = "<p>no list";
        counter.add(3, stored);
        const RecipeCoverage coverage = counter.coverage();
        QCOMPARE(coverage.records, 4);
        QCOMPARE(coverage.pagesWithoutRecords, QList<qint64>({3}));
        const FieldCoverage &name = coverage.fields.first();
        QCOMPARE(name.found, 3);
        QCOMPARE(name.pagesWithNone, QList<qint64>({3}));
        QCOMPARE(name.pagesWithMany, QList<qint64>({2})); // several records a page are what a container is for
    }

    void whatCantBeCountedDoesNotHideTheOthers()
    {
        Field image = css(u"image"_s, u"og:image"_s), value = css(u"value"_s, u"string(//p)"_s);
        image.kind = RuleKind::OpenGraph;
        value.kind = RuleKind::XPath;
        const Recipe recipe = recipeOf({image, value, css(u"heading"_s, u"h1"_s)});
        CoverageCounter counter(recipe, *PageExtractor::make(recipe));
        StoredPage stored;
        stored.contentType = "text/html";
        stored.body =
            "<meta property=og:image content=a><meta property=og:image content=b><p>1<p>2<h1>1</h1><h1>2</h1>";
        counter.add(1, stored);
        const QList<FieldCoverage> fields = counter.coverage().fields;
        QCOMPARE(fields[0].many, 1);
        QCOMPARE(fields[1].many, 0);
        QCOMPARE(fields[2].many, 1);
    }

    void valuesWithErrorsAreCounted()
    {
        Field price = css(u"price"_s, u"p"_s);
        price.steps = {Step{StepKind::Number}};
        const Recipe recipe = recipeOf({price});
        CoverageCounter counter(recipe, *PageExtractor::make(recipe));
        StoredPage stored;
        stored.body = "<p>on request";
        counter.add(7, stored);
        QCOMPARE(counter.coverage().fields.first().pagesWithErrors, QList<qint64>({7}));
    }

    // --- what is wrong ---
    void problemsKnowWhereTheyWereWritten()
    {
        Recipe recipe = recipeOf({css(u"a"_s, u"p"_s), css(u"a"_s, u"p["_s), css({}, u"b"_s)});
        for (int i = 0; i < recipe.fields.size(); ++i)
            recipe.fields[i].writtenAt.place = {i + 1, 1};
        const QList<RecipeError> problems = problemsOf(recipe);
        QCOMPARE(problems.size(), 3);
        QCOMPARE(problems[0].place.line, 2);
        QCOMPARE(problems[0].offset, 2);
        QVERIFY(problems[1].message.startsWith(u"Two fields"));
        QCOMPARE(problems[1].place.line, 2);
        QVERIFY(problems[2].message.contains(u"needs a name"));
        QCOMPARE(problems[2].place.line, 3);
        QVERIFY(problemsOf(recipeOf({css(u"a"_s, u"p"_s)})).isEmpty());
    }

    // --- the preview ---
    void aPageIsShownAsARunWouldHaveIt()
    {
        PreviewHarness it;
        it.preview.setRun(it.path());
        it.preview.setRecipe(recipeOf({css(u"heading"_s, u"h1"_s)}));
        it.preview.openRow(4);
        QTRY_COMPARE(it.opened.size(), 1);
        QCOMPARE(it.opened.last().row.id, 4);
        QCOMPARE(it.opened.last().row.url, QByteArray("https://host-1.example/4"));
        const StoredPage &stored = it.opened.last().page->stored();
        QCOMPARE(stored.contentType, QByteArray("text/html; charset=utf-8"));
        QVERIFY(stored.headers.contains(std::pair(QByteArray("X-Shelf"), QByteArray("4"))));
        QTRY_VERIFY(!it.previews.isEmpty() && !it.previews.last().records.records.isEmpty());
        const PagePreview &shown = it.previews.last();
        QCOMPARE(shown.names, QStringList({u"heading"_s}));
        QCOMPARE(shown.records.records.size(), 1);
        QCOMPARE(shown.records.records[0].values[0].text, u"Book 4"_s);
    }

    void onlyTheLastRecipeIsTold()
    {
        PreviewHarness it;
        it.preview.setRun(it.path());
        it.preview.openRow(1);
        QTRY_COMPARE(it.opened.size(), 1);
        QTRY_VERIFY(!it.previews.isEmpty());
        it.previews.clear();
        it.coverages.clear();
        for (const char16_t *expression : {u"p", u"h", u"h1"})
            it.preview.setRecipe(recipeOf({css(u"f"_s, QString::fromUtf16(expression))}));
        QTRY_VERIFY(it.isCovered());
        QCOMPARE(it.previews.size(), 1);
        QCOMPARE(it.previews.first().records.records[0].values[0].text, u"Book 1"_s);
        for (const RecipeCoverage &coverage : std::as_const(it.coverages))
            QCOMPARE(coverage.fields.first().none, 0); // h1 stands in all pages, p and h don't
    }

    void theSampleIsCoveredWithoutThePagesThatAreNotKept()
    {
        QList<KeptPage> pages = manyPages(30);
        pages[3].body.clear();
        PreviewHarness it(pages);
        it.preview.setRecipe(recipeOf({css(u"price"_s, u".price"_s)}));
        it.preview.setRun(it.path());
        QTRY_VERIFY(it.isCovered());
        const RecipeCoverage &coverage = it.coverages.last();
        QCOMPARE(coverage.pages, 29);
        QCOMPARE(coverage.fields.first().pagesWithNone, QList<qint64>({10, 20, 30}));
    }

    void aRecipeWithAProblemIsNotTriedOnPages()
    {
        PreviewHarness it;
        it.preview.setRun(it.path());
        it.preview.openRow(1);
        it.preview.setRecipe(recipeOf({css(u"a"_s, u"p["_s)}));
        QTRY_VERIFY(!it.previews.isEmpty() && !it.coverages.isEmpty() && !it.opened.isEmpty());
        QTRY_COMPARE(it.previews.last().errors.size(), 1);
        QVERIFY(it.previews.last().records.records.isEmpty());
        QCOMPARE(it.coverages.last().pages, 0);
    }

    void neighboursAreThePagesThatARunRead()
    {
        QList<KeptPage> pages = manyPages(1200);
        pages[1].state = RowState::Failed;
        PreviewHarness it(pages);
        it.preview.setRun(it.path());
        it.preview.openNeighbour(0, 1);
        QTRY_COMPARE(it.opened.size(), 1);
        QCOMPARE(it.opened.last().row.id, 1);
        it.preview.openNeighbour(1, 1);
        QTRY_COMPARE(it.opened.size(), 2);
        QCOMPARE(it.opened.last().row.id, 3);
        it.preview.openNeighbour(1200, -1);
        QTRY_COMPARE(it.opened.size(), 3);
        QCOMPARE(it.opened.last().row.id, 1199);
        it.preview.openNeighbour(1, -1);
        QTRY_COMPARE(it.failures.size(), 1);
        it.preview.openNeighbour(1200, 1);
        QTRY_COMPARE(it.failures.size(), 2);
        QCOMPARE(it.opened.size(), 3);
    }

    void pagesAreFoundByTheirUrl()
    {
        PreviewHarness it;
        it.preview.setRun(it.path());
        QList<PageRow> rows;
        QString text;
        connect(&it.preview, &RecipePreview::found, this, [&](const QString &asked, const QList<PageRow> &found) {
            text = asked;
            rows = found;
        });
        it.preview.find(u"host-2"_s);
        it.preview.find(u".example/2"_s);
        QTRY_COMPARE(rows.size(), 11); // 2, 20 … 29
        QCOMPARE(text, u".example/2"_s);
        QCOMPARE(rows[1].url, QByteArray("https://host-2.example/20"));
        QCOMPARE(rows[1].line, 20);
    }

    void aPageOfAFileNeedsNoRun()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"saved.html"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("<ul><li>one</ul><h1>Saved</h1>"); // what no sniffing takes for HTML
        file.close();
        RecipePreview preview;
        QList<OpenedPage> opened;
        QString failure;
        QString value;
        connect(&preview, &RecipePreview::pageOpened, this, [&](const OpenedPage &page) { opened.append(page); });
        connect(&preview, &RecipePreview::pageFailed, this, [&](const QString &message) { failure = message; });
        connect(&preview, &RecipePreview::previewed, this, [&](const PagePreview &shown) {
            if (!shown.records.records.isEmpty())
                value = shown.records.records[0].values[0].text;
        });
        preview.setRecipe(recipeOf({css(u"heading"_s, u"h1"_s)}));
        preview.openFile(path);
        QTRY_COMPARE(value, u"Saved"_s);
        QCOMPARE(opened.first().fileName, u"saved.html"_s);
        QCOMPARE(opened.first().row.id, 0);
        preview.openFile(folder.filePath(u"none.html"_s));
        QTRY_VERIFY(failure.contains(u"none.html"));
        preview.openRow(1);
        QTRY_VERIFY(failure.contains(u"no run"));
        QCOMPARE(opened.size(), 1);
    }

    void aRunThatIsGoneIsSaid()
    {
        RecipePreview preview;
        QSignalSpy failed(&preview, &RecipePreview::failed);
        QTemporaryDir folder;
        preview.setRun(folder.filePath(u"gone.creel"_s));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed.first().first().toString().contains(u"gone.creel"));
    }

    void theEventLoopIsFreeWhileAHostilePageIsLookedAt()
    {
        QByteArray html = "<body>";
        for (int i = 0; i < 200'000; ++i)
            html += "<div><p>" + QByteArray::number(i) + "</p></div>";
        PreviewHarness it;
        StoredPage stored;
        stored.body = html;
        it.preview.openPage(stored, u"hostile.html"_s);
        QTRY_COMPARE_WITH_TIMEOUT(it.opened.size(), 1, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!it.previews.isEmpty(), 20'000);
        it.previews.clear();
        qint64 longest = 0;
        QElapsedTimer all, clock;
        all.start();
        clock.start();
        QTimer ticks;
        connect(&ticks, &QTimer::timeout, this, [&] { longest = std::max(longest, clock.restart()); });
        ticks.start(5);
        it.preview.setRecipe(recipeOf({css(u"slow"_s, u"div ~ "_s.repeated(190) + u"b"_s)}));
        QTRY_COMPARE_WITH_TIMEOUT(it.previews.size(), 1, 60'000);
        QCOMPARE(it.previews.first().records.records.size(), 1);
        QVERIFY2(all.elapsed() > 3 * longest, qPrintable(QString::number(all.elapsed()))); // it went on meanwhile
        QVERIFY2(longest < 200, qPrintable(QString::number(longest)));
    }

    void destructionWaitsForNothingLong()
    {
        QElapsedTimer clock;
        {
            PreviewHarness it(manyPages(100));
            it.preview.setRun(it.path());
            it.preview.openRow(1);
            it.preview.setRecipe(recipeOf({css(u"heading"_s, u"h1"_s)}));
            clock.start();
        }
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestRecipePreview)
#include "tst_recipepreview.moc"
