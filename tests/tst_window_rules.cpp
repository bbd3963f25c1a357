// The parts of the recipe editor, each by itself: rules as rows, steps as text, the history, the shown source, the lazy tree.

#include "pagetreemodel.h"
#include "recipedraft.h"
#include "recipefile.h"
#include "recordlist.h"
#include "rulemodel.h"
#include "sourceexcerpt.h"
#include "steptext.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

Field css(const QString &name, const QString &expression)
{
    Field field;
    field.name = name;
    field.expression = expression;
    return field;
}

/// A page field, a container with two, a nested one with one.
Recipe nestedRecipe()
{
    Recipe recipe;
    recipe.name = u"Shop"_s;
    recipe.fields = {css(u"shop"_s, u"h1"_s)};
    Container outer, inner;
    outer.expression = u".card"_s;
    outer.fields = {css(u"name"_s, u"h2"_s), css(u"price"_s, u".price"_s)};
    inner.expression = u"li"_s;
    inner.fields = {css(u"size"_s, u":scope"_s)};
    outer.nested = {inner};
    recipe.container = outer;
    return recipe;
}

QStringList namesOf(const QList<RuleRow> &rules)
{
    QStringList names;
    for (const RuleRow &rule : rules)
        names << (rule.isContainer ? u'[' + rule.field.expression + u']' : rule.field.name);
    return names;
}

std::shared_ptr<const PreviewPage> pageOf(const QByteArray &html)
{
    StoredPage stored;
    stored.body = html;
    stored.contentType = "text/html; charset=utf-8";
    return PreviewPage::read(stored);
}

} // namespace

class TestWindowRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // --- rows ---
    void aRecipeIsItsRows()
    {
        const Recipe recipe = nestedRecipe();
        const QList<RuleRow> rules = rulesOf(recipe);
        QCOMPARE(namesOf(rules), QStringList({u"shop"_s, u"[.card]"_s, u"name"_s, u"price"_s, u"[li]"_s, u"size"_s}));
        QCOMPARE(recipeOf(recipe.name, rules), recipe);
        QCOMPARE(recipeOf({}, {}), Recipe());
    }

    void errorsTellTheRow()
    {
        Recipe recipe = nestedRecipe();
        recipe.container->nested[0].fields[0].expression = u"p["_s;
        recipe.container->fields[1].steps = {Step{StepKind::Trim}, Step{StepKind::Replace, u"("_s}};
        const QList<RecipeError> problems = problemsOf(recipeOf({}, rulesOf(recipe)));
        QCOMPARE(problems.size(), 2);
        QCOMPARE(problems[0].place, (TextPlace{4, firstStepColumn + 1}));
        QCOMPARE(problems[1].place, (TextPlace{6, expressionColumn}));
        QCOMPARE(problems[1].offset, 2);
    }

    // --- steps ---
    void stepsAreReadAsTheyAreWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("words") << u"trim | collapse | absolute-url"_s;
        QTest::newRow("replace") << u"replace \"\\s+\" \" \" | number ,"_s;
        QTest::newRow("quotes") << u"replace \"say \"\"hi\"\"\" \"\""_s;
        QTest::newRow("bars") << u"split \" | \" | default \"none\""_s;
        QTest::newRow("price") << u"price . EUR amount | date day-first"_s;
        QTest::newRow("empty") << QString();
    }
    void stepsAreReadAsTheyAreWritten()
    {
        QFETCH(QString, text);
        const auto steps = stepsFromText(text);
        QVERIFY(steps.hasValue());
        QCOMPARE(stepsToText(steps.value()), text);
        QCOMPARE(steps.value().size(), text.isEmpty() ? 0 : text.count(u" | "_s) + 1 - text.count(u"\" | \""_s));
    }

    void whatIsWrittenOfAStepIsThatStep()
    {
        const auto steps = stepsFromText(u"replace , \".\"|price EUR , amount|  |date month-first"_s);
        QVERIFY(steps.hasValue());
        QCOMPARE(steps.value().size(), 3);
        QCOMPARE(steps.value()[0].pattern, u","_s);
        QCOMPARE(steps.value()[0].with, u"."_s);
        QCOMPARE(steps.value()[1].currency, u"EUR"_s);
        QCOMPARE(steps.value()[1].decimal, QChar(u','));
        QCOMPARE(steps.value()[1].part, PricePart::Amount);
        QCOMPARE(steps.value()[2].order, DateOrder::MonthFirst);
        for (int kind = 0; kind <= int(StepKind::Default); ++kind) {
            const auto example = stepsFromText(stepExample(StepKind(kind)));
            QVERIFY(example.hasValue());
            QCOMPARE(example.value().first().kind, StepKind(kind));
        }
    }

    void wrongStepsSayWhereAndWhatToWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("message");
        QTest::newRow("unknown") << u"trim | shout"_s << 7 << u"replace"_s;
        QTest::newRow("too much") << u"trim all"_s << 5 << u"“all”"_s;
        QTest::newRow("too little") << u"trim | replace \"a\""_s << 7 << u"replace \"\\s+\" \" \""_s;
        QTest::newRow("no end") << u"split \";"_s << 6 << u"quote"_s;
        QTest::newRow("no currency") << u"price eur"_s << 6 << u"price EUR amount"_s;
        QTest::newRow("not for a number") << u"number amount"_s << 7 << u"number ."_s;
    }
    void wrongStepsSayWhereAndWhatToWrite()
    {
        QFETCH(QString, text);
        const auto steps = stepsFromText(text);
        QVERIFY(!steps.hasValue());
        QTEST(int(steps.error().offset), "offset");
        QFETCH(QString, message);
        QVERIFY2(steps.error().message.contains(message), qPrintable(steps.error().message));
    }

    // --- the draft ---
    void everyChangeCanBeUndone()
    {
        RecipeDraft draft;
        draft.setRecipe(nestedRecipe(), u"Import"_s);
        draft.addField(2, css(u"name"_s, u"b"_s));
        QCOMPARE(namesOf(draft.rules())[3], u"name2"_s); // a column needs a name of its own
        draft.remove(1);
        QCOMPARE(draft.recipe().fields.size(), 4); // what stood in the container stands in the page now
        draft.move(0, 1);
        QCOMPARE(namesOf(draft.rules()).first(), u"name"_s);
        for (int i = 0; i < 3; ++i)
            draft.history().undo();
        QCOMPARE(draft.recipe(), nestedRecipe());
        draft.history().undo();
        QCOMPARE(draft.recipe(), Recipe());
        for (int i = 0; i < 4; ++i)
            draft.history().redo();
        QCOMPARE(namesOf(draft.rules()).first(), u"name"_s);
    }

    void oneEditIsOneStepBack()
    {
        RecipeDraft draft;
        draft.setRecipe(nestedRecipe(), u"Import"_s);
        RuleRow rule = draft.rules()[0];
        for (const char16_t *typed : {u"h", u"h1", u"h1."}) {
            rule.field.expression = QString::fromUtf16(typed);
            draft.setRule(0, rule, u"Change"_s);
        }
        draft.endEdit();
        rule.field.expression = u"h1.big"_s;
        draft.setRule(0, rule, u"Change"_s);
        draft.history().undo();
        QCOMPARE(draft.rules()[0].field.expression, u"h1."_s);
        draft.history().undo();
        QCOMPARE(draft.recipe(), nestedRecipe());
    }

    void aContainerTakesTheFieldsBelowIt()
    {
        RecipeDraft draft;
        draft.addField(-1, css(u"a"_s, u"a"_s));
        draft.addField(0, css(u"b"_s, u"b"_s));
        QCOMPARE(draft.addContainer(1), 1);
        QCOMPARE(draft.recipe().fields.size(), 1);
        QCOMPARE(draft.recipe().container->fields.size(), 1);
        QCOMPARE(draft.addContainer(1), 2); // inside of the one that is there
        QCOMPARE(draft.recipe().container->nested.size(), 1);
        QCOMPARE(draft.addContainer(0), -1);
        QVERIFY(!draft.mayMove(1, 1)); // containers don't pass each other
        QVERIFY(draft.mayMove(0, 1));
        draft.move(0, 1);
        QCOMPARE(draft.recipe().container->fields.size(), 1);
        QCOMPARE(draft.duplicate(0), -1);
    }

    // --- the model ---
    void theModelKeepsItsPromises()
    {
        RecipeDraft draft;
        RuleModel model(draft);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        draft.setRecipe(nestedRecipe(), {});
        QCOMPARE(model.rowCount(), 6);
        const QPersistentModelIndex price = model.index(3, RuleModel::Name);
        draft.remove(0);
        draft.addField(0, css(u"new"_s, u"i"_s));
        QVERIFY(price.isValid());
        QCOMPARE(price.data().toString(), u"price"_s);
        draft.history().undo();
        draft.setRecipe({}, {});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(resets.size(), 0);
    }

    void columnsOfRecordsAreFieldsWithoutContainers()
    {
        RecipeDraft draft;
        draft.setRecipe(nestedRecipe(), {});
        const RuleModel model(draft);
        QList<int> columns;
        for (int row = 0; row < model.rowCount(); ++row)
            columns << model.columnOf(row);
        QCOMPARE(columns, QList<int>({0, -1, 1, 2, -1, 3}));
        QCOMPARE(model.rowOf(2), 3);
        QCOMPARE(model.rowOf(9), -1);
        QCOMPARE(draft.recipe().fieldNames().value(model.columnOf(5)), u"size"_s);
    }

    void whatHasNoMeaningAnyMoreGoes()
    {
        RecipeDraft draft;
        draft.addField(-1, css(u"link"_s, u"a"_s));
        RuleModel model(draft);
        const auto set = [&model](int column, const QVariant &value) {
            return model.setData(model.index(0, column), value);
        };
        const auto isEditable = [&model](int column) {
            return model.flags(model.index(0, column)).testFlag(Qt::ItemIsEditable);
        };
        QVERIFY(!isEditable(RuleModel::Attribute));
        QVERIFY(!set(RuleModel::Attribute, u"href"_s));
        QVERIFY(set(RuleModel::TakeWhat, int(Take::Attribute)));
        QVERIFY(set(RuleModel::Attribute, u"href"_s));
        QCOMPARE(draft.rules()[0].field.attribute, u"href"_s);
        QVERIFY(set(RuleModel::Kind, int(RuleKind::Regex)));
        QCOMPARE(draft.rules()[0].field.take, Take::Text);
        QCOMPARE(draft.rules()[0].field.attribute, QString());
        QVERIFY(set(RuleModel::Attribute, u"1"_s)); // the group of a regex
        QCOMPARE(draft.rules()[0].field.group, u"1"_s);
        QVERIFY(!isEditable(RuleModel::Separator));
        QVERIFY(set(RuleModel::HowMany, int(Many::Joined)));
        QVERIFY(set(RuleModel::Separator, u" / "_s));
        QCOMPARE(draft.rules()[0].field.separator, u" / "_s);
        QVERIFY(!isEditable(RuleModel::Coverage));
        QVERIFY(problemsOf(draft.recipe()).isEmpty() || draft.rules()[0].field.group == u"1"_s);
    }

    void stepsThatCantBeReadAreRefusedWithAReason()
    {
        RecipeDraft draft;
        draft.addField(-1, css(u"a"_s, u"a"_s));
        RuleModel model(draft);
        QSignalSpy refused(&model, &RuleModel::refused);
        const QModelIndex cell = model.index(0, RuleModel::Steps);
        QVERIFY(model.setData(cell, u"trim"_s));
        QVERIFY(!model.setData(cell, u"shout"_s));
        QCOMPARE(refused.size(), 1);
        QCOMPARE(cell.data().toString(), u"trim"_s);
    }

    void coverageIsToldInWords()
    {
        RecipeCoverage coverage;
        coverage.pages = 100;
        FieldCoverage field;
        field.none = 6;
        field.many = 2;
        QCOMPARE(coverageText(field, coverage), u"94 of 100 · 6 none · 2 many"_s);
        QCOMPARE(coverageText(FieldCoverage(), coverage), u"100 of 100"_s);
        QCOMPARE(coverageText(field, RecipeCoverage()), QString());
    }

    // --- the source ---
    void bytesAndPositionsMatch_data()
    {
        QTest::addColumn<QByteArray>("utf8");
        QTest::newRow("ascii") << QByteArray("<p>one</p>\n<p>two</p>");
        QTest::newRow("umlauts") << QByteArray("Gr\xC3\xB6\xC3\x9F"
                                               "e \xE2\x82\xAC 12 \xF0\x9F\x8E\xA3 end");
        QTest::newRow("line ends") << QByteArray("a\r\nb\rc\nd\r\n\r\ne");
        QTest::newRow("odd characters") << QByteArray("a\0b\xE2\x80\xA8"
                                                      "c\xE2\x80\xA9"
                                                      "d\x0C"
                                                      "e",
                                                      13);
        QTest::newRow("long lines") << QByteArray("x\xC3\xA4").repeated(5000) + "\r\n" + QByteArray("y").repeated(3000);
        QTest::newRow("empty") << QByteArray();
    }
    void bytesAndPositionsMatch()
    {
        QFETCH(QByteArray, utf8);
        const SourceExcerpt excerpt(utf8, 0);
        QPlainTextEdit editor;
        editor.setPlainText(excerpt.text());
        // What the editor makes of it has every character where the excerpt says.
        QCOMPARE(editor.document()->characterCount() - 1, int(excerpt.text().size()));
        for (qsizetype byte = 0; byte < utf8.size(); ++byte) {
            const bool isInside = (uchar(utf8[byte]) & 0xC0) == 0x80;
            const bool isDropped = utf8[byte] == '\r' && byte + 1 < utf8.size() && utf8[byte + 1] == '\n';
            if (isInside || isDropped)
                continue;
            const int position = excerpt.position(byte);
            QCOMPARE(excerpt.byteAt(position),
                     byte - (byte > 0 && utf8[byte] == '\n' && utf8[byte - 1] == '\r' ? 1 : 0));
            const char c = utf8[byte];
            if (c > ' ')
                QCOMPARE(editor.document()->characterAt(position), QChar(QLatin1Char(c)));
        }
        QCOMPARE(excerpt.position(utf8.size()), int(excerpt.text().size()));
        QVERIFY(excerpt.isWhole());
    }

    void noLineIsLongerThanAnEditorShows()
    {
        const SourceExcerpt excerpt(QByteArray("z").repeated(100'000), 0);
        QVERIFY(excerpt.isFolded());
        for (const QString &line : excerpt.text().split(u'\n'))
            QVERIFY(line.size() <= SourceExcerpt::longestLine);
        QVERIFY(!SourceExcerpt("short", 0).isFolded());
    }

    void aLargePageIsShownAroundWhatIsLookedAt()
    {
        QByteArray utf8;
        while (utf8.size() < 5'000'000)
            utf8 += "<p>\xC3\xA4 " + QByteArray::number(utf8.size()) + "</p>\n";
        for (const qint64 around : {qint64(0), qint64(2'500'001), utf8.size() - 1}) {
            const SourceExcerpt excerpt(utf8, around);
            QVERIFY(!excerpt.isWhole());
            QVERIFY(excerpt.shows(around));
            QVERIFY(excerpt.end() - excerpt.begin() <= SourceExcerpt::shownBytes);
            const qint64 byte = utf8.lastIndexOf("<p>", std::max<qint64>(around, 3));
            if (byte >= excerpt.begin())
                QCOMPARE(excerpt.text().mid(excerpt.position(byte), 3), u"<p>"_s);
            QVERIFY(!excerpt.text().contains(QChar::ReplacementCharacter)); // no character is cut
        }
    }

    // --- the tree ---
    void theTreeKeepsItsPromises()
    {
        PageTreeModel model;
        const auto page = pageOf("<body><div class=a><p>1<p>2</div>" + QByteArray("<i>x</i>").repeated(1200));
        model.setPage(page);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        tester.setUseFetchMore(false); // while rows come in it would ask for more of them
        QCOMPARE(model.rowCount(), 1);
        const QModelIndex html = model.index(0, 0);
        QCOMPARE(html.data().toString(), u"html"_s);
        model.fetchMore(html);
        const QModelIndex body = model.index(1, 0, html);
        while (model.canFetchMore(body))
            model.fetchMore(body);
        QCOMPARE(model.rowCount(body), 1201);
        QCOMPARE(model.index(0, 0, body).data().toString(), u"div.a"_s);
        QCOMPARE(model.index(0, 1, body).data().toString(), u"1 2"_s);
    }

    void aMillionElementsOpenAtOnce()
    {
        const auto page = pageOf("<body>" + QByteArray("<i>x</i>").repeated(1'000'000));
        PageTreeModel model;
        QTreeView view;
        view.setModel(&model);
        view.setUniformRowHeights(true);
        view.resize(400, 400);
        view.show();
        QElapsedTimer clock;
        clock.start();
        model.setPage(page);
        view.expandRecursively(model.index(0, 0), 1);
        QApplication::sendPostedEvents();
        view.grab();
        QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
        const QModelIndex body = model.index(1, 0, model.index(0, 0));
        QVERIFY(model.rowCount(body) <= 4 * PageTreeModel::fetchedRows);
    }

    void anElementBehindTooManyIsNotLookedForToTheEnd()
    {
        const auto page = pageOf("<body>" + QByteArray("<i>x</i>").repeated(200'000) + "<b id=last>y</b>");
        PageTreeModel model;
        model.setPage(page);
        const quint32 last = page->elementAt(page->source().indexOf("id=last"));
        QCOMPARE(page->element(last).label, u"b#last"_s);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(!model.indexOf(last).isValid());
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
    }

    void anElementIsFoundInTheTree()
    {
        const auto page =
            pageOf("<table><tr><td>1<td>2</table>" + QByteArray("<i>x</i>").repeated(2000) + "<b>here</b>");
        PageTreeModel model;
        model.setPage(page);
        const QModelIndex here = model.indexOf(page->elementAt(page->source().indexOf("here")));
        QCOMPARE(here.data().toString(), u"b"_s);
        QCOMPARE(here.row(), 2001);
        QCOMPARE(model.indexOf(page->elementAt(page->source().indexOf("2<"))).data().toString(), u"td"_s);
        QVERIFY(!model.indexOf(0).isValid());
        model.setPage(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    // --- records and files ---
    void recordsShowWhatIsFoundAndWhatIsWrong()
    {
        RecordList list;
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
        PagePreview preview;
        preview.names = {u"a"_s, u"b"_s, u"c"_s};
        PageRecord record;
        record.values = {{true, u"one\n two"_s, {}, {}}, {false, {}, {}, {}}, {false, {}, u"no number"_s, {}}};
        preview.records.records = {record};
        list.setPreview(preview);
        QCOMPARE(list.index(0, 0).data().toString(), u"one two"_s);
        QCOMPARE(list.index(0, 1).data().toString(), u"–"_s);
        QCOMPARE(list.index(0, 1).data(Qt::AccessibleTextRole).toString(), u"Not found"_s);
        QCOMPARE(list.index(0, 2).data().toString(), u"no number"_s);
        QCOMPARE(list.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"c"_s);
        QSignalSpy resets(&list, &QAbstractItemModel::modelReset);
        preview.records.records[0].values[0].text = u"other"_s;
        list.setPreview(preview);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(list.index(0, 0).data().toString(), u"other"_s);
    }

    void aRecipeComesBackFromItsFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"shop.json"_s);
        QVERIFY(writeRecipeFile(path, nestedRecipe()).hasValue());
        const auto recipe = readRecipeFile(path);
        QVERIFY(recipe.hasValue());
        QCOMPARE(recipe.value().recipe, nestedRecipe());
        QVERIFY(!writeRecipeFile(folder.filePath(u"no/such/folder.json"_s), {}).hasValue());

        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"version\": 1, \"fields\": [{\"name\": \"a\", \"kind\": \"cs\", \"expression\": \"p\"}]}");
        file.close();
        const auto broken = readRecipeFile(path);
        QVERIFY(!broken.hasValue());
        QVERIFY2(broken.error().message.contains(u"shop.json"), qPrintable(broken.error().message));
        QVERIFY2(broken.error().message.contains(u"1:"), qPrintable(broken.error().message));
        QVERIFY(!readRecipeFile(folder.filePath(u"gone.json"_s)).hasValue());
    }

    void aSitemapOfWebScraperBecomesARecipe()
    {
        const auto read = readRecipeFile(
            QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/webscraper/element-with-fields/sitemap.json"));
        QVERIFY2(read.hasValue(), read ? "" : qPrintable(read.error().message));
        QVERIFY(read.value().recipe.container);
        QVERIFY(problemsOf(read.value().recipe).isEmpty());
    }
};

QTEST_MAIN(TestWindowRules)
#include "tst_window_rules.moc"
