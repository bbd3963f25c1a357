// Recipes in the life of a run: found while it goes on, kept, sorted, exported, and found again on the stored pages.
#include "support/runharness.h"
#include "support/testserver.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray shopPage(int items, int first = 1)
{
    QByteArray page = "<!DOCTYPE html><title>Shop</title><h1>Shop " + QByteArray::number(first) + "</h1><ul>";
    for (int item = first; item < first + items; ++item)
        page += "<li><a href='/i" + QByteArray::number(item) + "'>Item " + QByteArray::number(item) + "</a> <b>"
            + QByteArray::number(11 - item) + ".50</b></li>";
    return page + "</ul>";
}

Recipe recipeOf(const QByteArray &json)
{
    const auto recipe = recipeFromJson(json);
    if (!recipe)
        qFatal("%s", qPrintable(recipe.error().first().toString()));
    return *recipe;
}

Recipe headings() { return recipeOf(R"({"version":1,"fields":[{"name":"head","kind":"css","expression":"h1"}]})"); }

Recipe items()
{
    return recipeOf(R"({"version":1,"fields":[{"name":"head","kind":"css","expression":"h1"}],
        "container":{"kind":"css","expression":"li","fields":[
            {"name":"name","kind":"css","expression":"a"},
            {"name":"price","kind":"css","expression":"b","steps":[{"step":"number"}]}]}})");
}

QStringList column(const QList<Record> &rows, qsizetype field)
{
    QStringList texts;
    for (const Record &row : rows)
        texts << cellText(row, fieldColumn(field));
    return texts;
}

QList<Record> queried(Run &run, const RowQuery &query)
{
    const auto total = await(run.setQuery(query));
    const auto window = await(run.window(0, 1000));
    return total && window && window->total == *total ? window->rows : QList<Record>();
}

RowQuery perRecord()
{
    RowQuery query;
    query.per = RowsPer::Record;
    return query;
}

/// A shop of three pages; the second has no items.
class Shop
{
public:
    Shop()
    {
        server.on("/1", Script::html(shopPage(3)));
        server.on("/2", Script::html("<!DOCTYPE html><h1>Closed</h1>"));
        server.on("/3", Script::html(shopPage(2, 9)));
    }
    QString paste() const
    {
        return QString::fromLatin1(server.url("/1") + '\n' + server.url("/2") + '\n' + server.url("/3") + '\n');
    }
    TestServer server;
};

} // namespace

class TestRunRecipe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPageHasTheValuesOfItsFirstRecord()
    {
        const Shop shop;
        RunHarness harness(shop.paste(), hastyOptions(), items());
        QVERIFY(harness.finish());
        const QList<Record> rows = harness.rows();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows[0].records, 3);
        QCOMPARE(rows[0].position, 1);
        QCOMPARE(rows[0].values, QStringList({u"Shop 1"_s, u"Item 1"_s, u"10.50"_s}));
        QCOMPARE(rows[1].records, 0);
        QCOMPARE(rows[1].position, 0);
        QCOMPARE(rows[1].values, QStringList());
        QCOMPARE(rows[2].values, QStringList({u"Shop 9"_s, u"Item 9"_s, u"2.50"_s}));
    }

    void recordsAreRowsInTheOrderOfLinesAndOfThePage()
    {
        const Shop shop;
        RunHarness harness(shop.paste(), hastyOptions(), items());
        QVERIFY(harness.finish());
        const QList<Record> rows = queried(harness.run(), perRecord());
        QCOMPARE(column(rows, 1), QStringList({u"Item 1"_s, u"Item 2"_s, u"Item 3"_s, {}, u"Item 9"_s, u"Item 10"_s}));
        QList<qint64> lines, positions;
        for (const Record &row : rows) {
            lines << row.line;
            positions << row.position;
        }
        QCOMPARE(lines, QList<qint64>({1, 1, 1, 2, 3, 3})); // a page without records is a row all the same
        QCOMPARE(positions, QList<qint64>({1, 2, 3, 0, 1, 2}));

        const auto written = await(harness.run().exportTo(harness.path() + u".csv"_s, {}));
        QCOMPARE(written.value(), 6);
        QFile csv(harness.path() + u".csv"_s);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArrayList exported = csv.readAll().split('\n');
        QVERIFY(exported[0].endsWith(",error,records,head,name,price\r"));
        QVERIFY(exported[2].startsWith("1,") && exported[2].endsWith(",3,Shop 1,Item 2,9.50\r"));
        QVERIFY(exported[4].startsWith("2,") && exported[4].endsWith(",0,,,\r"));
        ExportOptions pages;
        pages.per = RowsPer::Page;
        QCOMPARE(await(harness.run().exportTo(harness.path() + u".csv"_s, pages)).value(), 3);
    }

    void valuesAreSortedAsTheirTypeAndFoundByTheFilter()
    {
        const Shop shop;
        RunHarness harness(shop.paste(), hastyOptions(), items());
        QVERIFY(harness.finish());
        RowQuery query = perRecord();
        query.sortBy = fieldColumn(2); // a number: 10.50 comes after 9.50
        QCOMPARE(column(queried(harness.run(), query), 2),
                 QStringList({u"1.50"_s, u"2.50"_s, u"8.50"_s, u"9.50"_s, u"10.50"_s, {}}));
        query.descending = true;
        QCOMPARE(column(queried(harness.run(), query), 2),
                 QStringList({u"10.50"_s, u"9.50"_s, u"8.50"_s, u"2.50"_s, u"1.50"_s, {}}));
        query.text = u"item 1"_s; // 1 and 10
        QCOMPARE(column(queried(harness.run(), query), 1), QStringList({u"Item 1"_s, u"Item 10"_s}));
        query.per = RowsPer::Page; // pages of which any record has it, with their first records
        QCOMPARE(column(queried(harness.run(), query), 1), QStringList({u"Item 1"_s, u"Item 9"_s}));
        query = {};
        query.sortBy = recordsColumn;
        QCOMPARE(column(queried(harness.run(), query), 0), QStringList({{}, u"Shop 9"_s, u"Shop 1"_s}));
        query.text = u"\"Item"_s; // what is written in the file around values is none of them
        query.sortBy.reset();
        QCOMPARE(queried(harness.run(), query).size(), 0);
    }

    void detailsHaveEveryRecordWithTheBytesItCameFrom()
    {
        const Shop shop;
        RunHarness harness(shop.paste(), hastyOptions(), items());
        QVERIFY(harness.finish());
        const RecordDetails details = harness.details(3);
        QVERIFY(details.extracted);
        QCOMPARE(details.extracted->records.size(), 2);
        const PageValue &name = details.extracted->records[1].values[1];
        QCOMPARE(name.text, u"Item 10"_s);
        QCOMPARE(details.body.mid(name.source.begin, name.source.end - name.source.begin), "Item 10"_ba);
        const PageRange container = details.extracted->records[1].source;
        QVERIFY(details.body.mid(container.begin, container.end - container.begin).startsWith("<li><a href='/i10'>"));
    }

    void aValueThatCouldNotBeReadIsExplainedInItsRow()
    {
        TestServer server;
        server.on("/", Script::html("<p>1.234</p>"));
        RunHarness harness(QString::fromLatin1(server.url("/")), hastyOptions(),
                           recipeOf(R"({"version":1,"fields":[{"name":"n","kind":"css","expression":"p",
                                        "steps":[{"step":"number"}]}]})"));
        QVERIFY(harness.finish());
        const Record row = harness.rows().value(0);
        QCOMPARE(row.state, RowState::Ok);
        QCOMPARE(row.values, QStringList({QString()}));
        QVERIFY2(row.error.startsWith(u"\"n\": "_s) && row.error.contains(u"1.234"_s), qPrintable(row.error));
        QCOMPARE(harness.details(1).extracted->records[0].values[0].isFound, false);
    }

    void storedPagesReadAgainAreAsARunWithThatRecipeHasThem()
    {
        const Shop shop;
        RunHarness fresh(shop.paste(), hastyOptions(), items());
        QVERIFY(fresh.finish());
        RunHarness harness(shop.paste(), hastyOptions(), headings());
        QVERIFY(harness.finish());
        const qsizetype requests = shop.server.requestCount();
        qint64 told = 0;
        connect(&harness.run(), &Run::reextracting, this, [&told](qint64 done, qint64 total) {
            QCOMPARE(total, 3);
            told = done;
        });
        QCOMPARE(await(harness.run().reextract(items())).value(), 3);
        QCOMPARE(told, 3);
        harness.run().disconnect(this);
        QCOMPARE(shop.server.requestCount(), requests); // offline
        QVERIFY(harness.run().recipe() == items());
        const QList<Record> again = queried(harness.run(), perRecord()), first = queried(fresh.run(), perRecord());
        QCOMPARE(again.size(), first.size());
        for (qsizetype i = 0; i < first.size(); ++i) {
            QCOMPARE(again[i].values, first[i].values);
            QCOMPARE(again[i].records, first[i].records);
            QCOMPARE(again[i].position, first[i].position);
        }
        QCOMPARE(*harness.details(1).extracted, *fresh.details(1).extracted);

        QCOMPARE(await(harness.run().reextract(items())).value(), 0); // they have been read with it
        QCOMPARE(await(harness.run().reextract({})).value(), 0);      // no recipe, no columns
        QCOMPARE(harness.rows().value(0).values, QStringList());
        QCOMPARE(harness.rows().value(0).records, std::nullopt);
    }

    void aRunIsGoneOnWithByTheRecipeThatItHas()
    {
        const Shop shop;
        TestServer slow;
        slow.on("/", {Script().hang(), Script::html(shopPage(1, 5))});
        RunHarness harness(shop.paste() + QString::fromLatin1(slow.url("/")), hastyOptions(), headings());
        harness.run().start();
        QTRY_COMPARE(harness.run().progress().counts[RowState::Ok], 3);
        const auto refused = await(harness.run().reextract(items()));
        QVERIFY(!refused && refused.error().message.contains(u"Stop it first"_s));
        harness.run().stop();
        QVERIFY(harness.finish(5'000));
        harness.close();

        const Run::OpenResult opened = await(Run::open(harness.path()));
        QVERIFY(opened);
        Run &run = **opened;
        QVERIFY(run.recipe() == headings());
        QCOMPARE(await(run.reextract(items())).value(), 3);
        run.start();
        QTRY_COMPARE(run.state(), Run::State::Finished);
        QCOMPARE(column(queried(run, {}), 1), QStringList({u"Item 1"_s, {}, u"Item 9"_s, u"Item 5"_s}));
    }

    void aStoppedReextractionIsGoneOnWithByTheSameCall()
    {
        TestServer server;
        server.onAny([](const Request &request) { return Script::html(shopPage(1, request.target.mid(1).toInt())); });
        QString paste;
        constexpr int pages = 400;
        for (int page = 1; page <= pages; ++page)
            paste += QString::fromLatin1(server.url('/' + QByteArray::number(page)) + '\n');
        Recipe before = headings();
        before.fields[0].kind = RuleKind::Constant;
        before.fields[0].expression = u"Stale 1"_s;
        RunHarness harness(paste, hastyOptions(), before);
        QVERIFY(harness.finish());

        qint64 least = pages;
        connect(&harness.run(), &Run::reextracting, this, [&](qint64 done, qint64 total) {
            least = std::min(least, total);
            if (done > 0)
                harness.run().stopReextracting();
        });
        const qint64 first = await(harness.run().reextract(items())).value();
        QVERIFY2(first > 0 && first < pages, qPrintable(QString::number(first)));
        RowQuery stale;
        stale.text = u"Stale 1"_s; // of the recipe before: out of sight, also where its pages are not read yet
        QCOMPARE(queried(harness.run(), stale).size(), 0);
        const QList<Record> half = queried(harness.run(), {});
        QCOMPARE(std::ranges::count_if(half, [](const Record &row) { return row.records.has_value(); }), first);
        harness.run().disconnect(this);
        QCOMPARE(await(harness.run().reextract(items())).value(), pages - first);
        for (const Record &row : harness.rows())
            QCOMPARE(row.values.value(1), u"Item %1"_s.arg(row.line));
    }

    void aRunThatIsClosedWhileItReadsPagesAgainLosesNothing()
    {
        TestServer server;
        server.onAny([](const Request &request) { return Script::html(shopPage(1, request.target.mid(1).toInt())); });
        QString paste;
        constexpr int pages = 400;
        for (int page = 1; page <= pages; ++page)
            paste += QString::fromLatin1(server.url('/' + QByteArray::number(page)) + '\n');
        RunHarness harness(paste, hastyOptions(), headings());
        QVERIFY(harness.finish());
        bool begun = false;
        connect(&harness.run(), &Run::reextracting, this, [&](qint64 done, qint64) { begun = begun || done > 0; });
        harness.run().reextract(items());
        QTRY_VERIFY(begun);
        harness.close();

        const Run::OpenResult opened = await(Run::open(harness.path()));
        QVERIFY(opened);
        const auto rest = await((*opened)->reextract(items()));
        QVERIFY(rest && *rest < pages);
        QCOMPARE(queried(**opened, perRecord()).size(), pages);
        QCOMPARE(column(queried(**opened, perRecord()), 1).last(), u"Item 400"_s);
    }

    void pagesThatAreQueuedAgainShowNoValues()
    {
        const Shop shop;
        RunHarness harness(shop.paste(), hastyOptions(), items());
        QVERIFY(harness.finish());
        RowQuery first;
        first.text = u"item 1"_s;
        first.ids = {1};
        first.per = RowsPer::Record; // of a record or not: its page is fetched
        QCOMPARE(await(harness.run().retry(first)).value(), 1);
        QCOMPARE(harness.rows().value(0).values, QStringList());
        QCOMPARE(harness.rows().value(0).records, std::nullopt);
        QCOMPARE(harness.rows().value(2).values.value(1), u"Item 9"_s);
        QVERIFY(harness.finish());
        QCOMPARE(harness.rows().value(0).values.value(1), u"Item 1"_s);
    }

    void inlinksAreThePagesOfTheRunThatLeadToOne()
    {
        TestServer server;
        const QByteArray home = server.url("/");
        server.on(
            "/",
            Script::html("<a href='/a'>a</a> <a href='a#part'>a again</a> <a href='/b'>b</a> <a href='/'>self</a>"));
        server.on("/a", Script::html("<a href='" + home + "'>home</a> <a href='/b?x=%7e'>b</a>"));
        server.on("/b", Script::html("<a href='./'>home</a><a href='/a' rel=nofollow>a</a>"));
        server.on("/b?x=~", Script::html("nothing"));
        QString paste;
        for (const char *target : {"/", "/a", "/b", "/b?x=~"})
            paste += QString::fromLatin1(server.url(target) + '\n');
        const Recipe recipe = recipeOf(R"({"version":1,"fields":[{"name":"title","kind":"css","expression":"title"},
                                          {"name":"inlinks","kind":"page","expression":"inlinks"}]})");
        RunHarness harness(paste, hastyOptions(), recipe);
        QVERIFY(harness.finish());
        const QStringList expected{u"2"_s, u"2"_s, u"1"_s, u"1"_s};
        QCOMPARE(column(harness.rows(), 1), expected);
        RowQuery most;
        most.sortBy = fieldColumn(1);
        QCOMPARE(column(queried(harness.run(), most), 1), QStringList({u"1"_s, u"1"_s, u"2"_s, u"2"_s}));

        RunHarness later(paste);
        QVERIFY(later.finish());
        QCOMPARE(await(later.run().reextract(recipe)).value(), 4); // from the stored pages, too
        QCOMPARE(column(later.rows(), 1), expected);
    }

    void inlinksFollowWhatPagesSayNow()
    {
        TestServer server;
        server.on("/old", Script::redirect("/new"));
        server.on("/new", Script::html("<a href='/old'>the way that it came by</a>")); // is no other page
        server.on("/a", {Script::html("<a href='/new'>new</a>"), Script::html("nothing more")});
        const QString paste = QString::fromLatin1(server.url("/old") + '\n' + server.url("/a") + '\n');
        const Recipe recipe =
            recipeOf(R"({"version":1,"fields":[{"name":"inlinks","kind":"page","expression":"inlinks"}]})");
        RunHarness harness(paste, hastyOptions(), recipe);
        QVERIFY(harness.finish());
        QCOMPARE(column(harness.rows(), 0), QStringList({u"1"_s, u"0"_s}));
        RowQuery again;
        again.ids = {2};
        QCOMPARE(await(harness.run().retry(again)).value(), 1);
        QVERIFY(harness.finish());
        QCOMPARE(column(harness.rows(), 0), QStringList({u"0"_s, u"0"_s}));
    }

    void aPageThatIsMadeToCostTooMuchHarmsNoOther()
    {
        TestServer server;
        server.on("/good", Script::html(shopPage(3)));
        server.on("/deep", Script::html(QByteArray("<b><p>").repeated(30'000) + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"));
        server.on("/wide", Script::html("<ul>" + QByteArray("<li><a>x</a><b>1</b>").repeated(20'000)));
        server.on("/nul", Script::html(QByteArray(100'000, '\0')));
        server.on("/good?2", Script::html(shopPage(3)));
        QString paste;
        for (const char *target : {"/deep", "/good", "/wide", "/nul", "/good?2"})
            paste += QString::fromLatin1(server.url(target) + '\n');
        const Recipe recipe = recipeOf(R"json({"version":1,"fields":[
            {"name":"nested","kind":"css","take":"count",
             "expression":"*:has(* ~ * ~ *) *:nth-last-child(2n+1 of :has(b)) ~ *:not(:has(p i))"},
            {"name":"pattern","kind":"regex","expression":"(a*)*(a*)*(a|aa)*$","many":"joined"},
            {"name":"path","kind":"xpath","expression":"count(/descendant::node()[count(descendant::node()) > count(preceding::node())])"},
            {"name":"name","kind":"css","expression":"li a"}]})json");
        RunHarness harness(paste, hastyOptions(), recipe);
        QVERIFY(harness.finish(60'000));
        const QList<Record> rows = harness.rows();
        for (const Record &row : rows)
            QCOMPARE(row.state, RowState::Ok);
        for (const qsizetype good : {1, 4}) {
            QCOMPARE(rows[good].values[3], u"Item 1"_s);
            QCOMPARE(rows[good].error, QString());
        }
        for (const qsizetype costly : {0, 2})
            QVERIFY2(rows[costly].error.contains(u"too complex"_s), qPrintable(rows[costly].error));
        QCOMPARE(rows[2].values[3], u"x"_s); // what can be had on such a page is had
    }

    void pagesAreReadAgainInTheEncodingThatIsChosen()
    {
        TestServer server, other;
        const QByteArray cyrillic =
            "<!DOCTYPE html><title>\xCF\xF0\xE8\xE2\xE5\xF2</title><h1>\xCC\xE8\xF0</h1>"; // windows-1251
        server.on("/1", Script::html(cyrillic));
        server.on("/2", Script::html(cyrillic));
        other.on("/3", Script::html(cyrillic));
        const QString paste =
            QString::fromLatin1(server.url("/1") + '\n' + server.url("/2") + '\n' + other.url("/3") + '\n');
        RunHarness harness(paste, hastyOptions(), headings());
        QVERIFY(harness.finish());
        QVERIFY(harness.rows().value(0).title != u"Привет"_s);
        const QString before = harness.rows().value(2).title;

        RowQuery host;
        host.origin = QString::fromLatin1(server.url("/"));
        QCOMPARE(await(harness.run().decodeAgain(host, u"cp1251"_s)).value(), 2);
        for (int row : {0, 1}) {
            const Record decoded = harness.rows().value(row);
            QCOMPARE(decoded.title, u"Привет"_s);
            QCOMPARE(decoded.h1, u"Мир"_s);
            QCOMPARE(decoded.charset, u"windows-1251"_s);
            QCOMPARE(decoded.words, 1);
            QCOMPARE(decoded.values, QStringList({u"Мир"_s}));
        }
        QCOMPARE(harness.rows().value(2).title, before);
        QCOMPARE(harness.details(1).encoding, u"windows-1251"_s);
        QCOMPARE(harness.details(3).encoding, QString());

        QCOMPARE(await(harness.run().reextract(items())).value(), 3); // another recipe reads them so, too
        QCOMPARE(harness.rows().value(0).charset, u"windows-1251"_s);
        QCOMPARE(await(harness.run().reextract(headings())).value(), 3);
        QCOMPARE(harness.rows().value(0).values, QStringList({u"Мир"_s}));

        RowQuery first;
        first.ids = {1};
        QCOMPARE(await(harness.run().decodeAgain(first, {})).value(), 1); // as it says itself
        QCOMPARE(harness.rows().value(0).title, before);
        QCOMPARE(harness.rows().value(1).title, u"Привет"_s);
        QCOMPARE(harness.details(1).encoding, QString());
        const auto refused = await(harness.run().decodeAgain(first, u"klingon"_s));
        QVERIFY(!refused && refused.error().message.contains(u"\"klingon\""_s)
                && refused.error().message.contains(u"windows-1251"_s));
    }

    void encodingsAreChosenInARunWithoutARecipe()
    {
        TestServer server;
        server.on("/", Script::html("<title>\xE9t\xE9</title>"));
        RunHarness harness(QString::fromLatin1(server.url("/")));
        QVERIFY(harness.finish());
        const QString before = harness.rows().value(0).title; // the server said UTF-8
        QCOMPARE(await(harness.run().decodeAgain({}, u"windows-1251"_s)).value(), 1);
        QCOMPARE(harness.rows().value(0).title, u"йtй"_s);
        QCOMPARE(harness.rows().value(0).records, std::nullopt);
        QCOMPARE(await(harness.run().decodeAgain({}, {})).value(), 1);
        QCOMPARE(harness.rows().value(0).title, before);
    }

    void aRecipeThatCanNotBeCarriedOutIsRefused()
    {
        Recipe wrong = headings();
        wrong.fields[0].expression = u"h1["_s;
        QTemporaryDir folder;
        const auto made =
            await(Run::create(folder.filePath(u"x.creel"_s), Ledger::fromText(u"http://a.example"_s), {}, wrong));
        QVERIFY(!made);
        QVERIFY2(made.error().message.contains(u"\"head\""_s), qPrintable(made.error().message));
        QVERIFY(!QFile::exists(folder.filePath(u"x.creel"_s)));
        const Shop shop;
        RunHarness harness(shop.paste(), hastyOptions(), headings());
        QVERIFY(harness.finish());
        QVERIFY(!await(harness.run().reextract(wrong)));
        QVERIFY(harness.run().recipe() == headings());
    }
};

QTEST_GUILESS_MAIN(TestRunRecipe)
#include "tst_run_recipe.moc"
