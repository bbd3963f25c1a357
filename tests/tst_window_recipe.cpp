// The recipe editor as a person has it before them: with the pages of a run, or with a page from a file.

#include "matchview.h"
#include "messagebar.h"
#include "recipeeditor.h"
#include "run/run.h"
#include "support/pagerun.h"
#include "support/windowharness.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

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

/// Every tenth page has no price.
QList<KeptPage> shopPages(int count)
{
    QList<KeptPage> pages;
    for (int i = 1; i <= count; ++i) {
        const QByteArray n = QByteArray::number(i);
        QByteArray html = "<!DOCTYPE html><title>Shop</title><h1 class=name>Rod " + n + "</h1>\n";
        html += i % 10 == 0 ? "<p>sold out</p>" : "<p class=price>" + n + ".50</p>";
        pages.append({"https://shop.example/" + n, html});
    }
    return pages;
}

QByteArray listPage()
{
    QByteArray html = "<!DOCTYPE html><html><head><title>Rods</title></head><body><h1>Rods</h1><div class=\"list\">\n";
    for (int i = 1; i <= 12; ++i) {
        const QByteArray n = QByteArray::number(i);
        html += "<div class=\"card\"><a class=\"link\" href=\"/rod/" + n + "\"><h2 class=\"title\">Rod number " + n
            + "</h2></a><span class=\"price\">" + n + ".50 EUR</span></div>\n";
    }
    return html + "</div></body></html>\n";
}

class EditorHarness
{
public:
    explicit EditorHarness(const QList<KeptPage> &pages = {})
    {
        if (!pages.isEmpty()) {
            makePageRun(path("test.creel"), pages);
            const Run::OpenResult opened = await(Run::open(path("test.creel")));
            if (!opened)
                qFatal("%s", qPrintable(opened.error().message));
            run = *opened;
        }
        editor = std::make_unique<RecipeEditor>(settings);
        editor->setPause(std::chrono::milliseconds(0));
        editor->resize(1280, 800);
        editor->show();
        if (run)
            editor->setRun(run.get());
        QVERIFY(QTest::qWaitForWindowActive(editor.get()));
        QObject::connect(editor.get(), &RecipeEditor::recipeApplied, editor.get(),
                         [this](const Recipe &recipe) { applied.append(recipe); });
    }

    QString path(const char *name) const { return home.filePath(QLatin1StringView(name)); }
    QString save(const char *name, const QByteArray &content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s can't be written", name);
        return file.fileName();
    }
    template <class T>
    T &find(const char *name) const
    {
        auto *child = editor->findChild<T *>(QLatin1StringView(name));
        if (!child)
            qFatal("the editor has no %s", name);
        return *child;
    }
    QTableView &rules() const { return find<QTableView>("rules"); }
    QAbstractItemModel &model() const { return *rules().model(); }
    QModelIndex cell(int row, int column) const { return model().index(row, column); }
    QString text(int row, int column) const { return cell(row, column).data().toString(); }
    QString record(int row, int column) const
    {
        return find<QTableView>("recipeRecords").model()->index(row, column).data().toString();
    }
    int records() const { return find<QTableView>("recipeRecords").model()->rowCount(); }
    QString address() const { return find<QLineEdit>("pageSearch").text(); }
    MatchView &source() const { return find<MatchView>("recipeSource"); }
    QString message() const { return editor->findChild<MessageBar *>()->text(); }
    QAction &action(const char *name) const { return find<QAction>(name); }
    QComboBox &proposals() const { return find<QComboBox>("proposedSelectors"); }

    /// As a person does it: F2 in the cell, and keys.
    QLineEdit *startTyping(int row, int column, const QString &typed)
    {
        rules().setFocus();
        rules().setCurrentIndex(cell(row, column));
        QTest::keyClick(&rules(), Qt::Key_F2);
        auto *line = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        if (!line)
            qFatal("no editor has the focus");
        line->selectAll();
        QTest::keyClicks(line, typed);
        return line;
    }
    void type(int row, int column, const QString &typed) { finishTyping(startTyping(row, column, typed)); }
    static void finishTyping(QPointer<QLineEdit> line)
    {
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&line] { return !line; })); // a view takes what was typed by a queued call
    }
    void clickSource(const char *text)
    {
        const QTextCursor place = source().document()->find(QLatin1StringView(text));
        QTextCursor cursor(source().document());
        cursor.setPosition(place.selectionStart() + 1);
        source().setTextCursor(cursor);
        source().ensureCursorVisible();
        QTest::mouseClick(source().viewport(), Qt::LeftButton, {}, source().cursorRect(cursor).center());
    }
    /// What has this background in the source.
    QStringList highlighted(bool current) const
    {
        QStringList texts;
        for (const QTextEdit::ExtraSelection &selection : source().extraSelections()) {
            if (selection.format.fontUnderline() == current)
                texts << selection.cursor.selectedText();
        }
        return texts;
    }

    QTemporaryDir home;
    QSettings settings{home.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    std::shared_ptr<Run> run;
    std::unique_ptr<RecipeEditor> editor;
    QList<Recipe> applied;
};

} // namespace

class TestWindowRecipe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEditorOpensFromTheWindowAndGivesItsRecipe()
    {
        WindowHarness it;
        it.press(Qt::Key_F9);
        auto *editor = it.window->findChild<RecipeEditor *>();
        QVERIFY(editor && editor->isVisible());
        editor->setRecipe(recipeOf({css(u"name"_s, u"h1"_s)}));
        editor->findChild<QAction *>(u"applyRecipe"_s)->trigger();
        QCOMPARE(it.window->session().recipe(), recipeOf({css(u"name"_s, u"h1"_s)}));
        QVERIFY2(it.message().contains(u"1 column"), qPrintable(it.message()));
        editor->close();
        it.action("recipe").trigger();
        QCOMPARE(it.window->findChildren<RecipeEditor *>().size(), 1); // the same one, with what was written
        QCOMPARE(editor->recipe().fields.size(), 1);
        it.window->close();
        QVERIFY(!editor->isVisible());
    }

    void itShowsTheRowThatIsSelected()
    {
        WindowHarness it;
        it.paste(it.urls("page", 5));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        QTRY_COMPARE(it.cell(2, Column::Title), u"Page 3"_s);
        it.table().selectRow(2);
        it.press(Qt::Key_F9);
        auto *editor = it.window->findChild<RecipeEditor *>();
        QTRY_VERIFY(editor->findChild<QLineEdit *>(u"pageSearch"_s)->text().endsWith(u"/page/3"));
        QTRY_VERIFY(editor->findChild<MatchView *>()->toPlainText().contains(u"<title>Page 3</title>"));
    }

    void whatIsTypedIsSeenOnThePageAndOnTheSample()
    {
        EditorHarness it(shopPages(30));
        QTRY_VERIFY(it.address().startsWith(u"https://shop.example/"));
        it.action("addField").trigger();
        auto *line = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(line); // the expression is to be typed
        QTest::keyClicks(line, u".price"_s);
        QTRY_COMPARE(it.record(0, 0), u"1.50"_s); // before Return
        QTRY_COMPARE(it.text(0, RuleModel::Coverage), u"27 of 30 · 3 none"_s);
        it.finishTyping(line);
        QTRY_COMPARE(it.highlighted(true), QStringList({u"1.50"_s}));
        it.type(0, RuleModel::Name, u"price"_s);
        QCOMPARE(it.editor->recipe().fields.first().name, u"price"_s);
        it.type(0, RuleModel::Expression, u"h1"_s);
        QTRY_COMPARE(it.record(0, 0), u"Rod 1"_s);
        QTRY_COMPARE(it.text(0, RuleModel::Coverage), u"30 of 30"_s);
    }

    void escapeBringsTheExpressionBack()
    {
        EditorHarness it(shopPages(3));
        it.editor->setRecipe(recipeOf({css(u"name"_s, u"h1"_s)}));
        QLineEdit *line = it.startTyping(0, RuleModel::Expression, u".pri"_s);
        QCOMPARE(it.editor->recipe().fields.first().expression, u".pri"_s);
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(it.editor->recipe().fields.first().expression, u"h1"_s);
        QTRY_COMPARE(it.record(0, 0), u"Rod 1"_s);
    }

    void theExtrasOfAPageAreOfferedByName()
    {
        EditorHarness it(shopPages(3));
        Field extra = css(u"words"_s, {});
        extra.kind = RuleKind::Page;
        it.editor->setRecipe(recipeOf({extra}));
        QCOMPARE(it.text(0, RuleModel::Kind), u"Extra of the page"_s);
        QLineEdit *line = it.startTyping(0, RuleModel::Expression, u"count"_s);
        QTRY_VERIFY(line->completer() && line->completer()->popup()->isVisible());
        QCOMPARE(line->completer()->currentCompletion(), u"word-count"_s);
        QTest::keyClick(line->completer()->popup(), Qt::Key_Down);
        QTest::keyClick(line->completer()->popup(), Qt::Key_Return);
        QTRY_COMPARE(it.editor->recipe().fields.first().expression, u"word-count"_s);
        QTRY_COMPARE(it.record(0, 0), u"3"_s);
    }

    void anErrorStandsAtItsRuleWithItsCharacter()
    {
        EditorHarness it(shopPages(3));
        it.editor->setRecipe(recipeOf({css(u"name"_s, u"h1"_s), css(u"price"_s, u".price"_s)}));
        QTRY_COMPARE(it.records(), 1);
        it.type(1, RuleModel::Expression, u"p["_s);
        auto &problem = it.find<QLabel>("ruleProblem");
        QTRY_VERIFY(problem.isVisible());
        QVERIFY2(problem.text().contains(u"price"), qPrintable(problem.text()));
        QVERIFY2(problem.text().contains(u"underline"), qPrintable(problem.text()));
        QCOMPARE(it.cell(1, RuleModel::Expression).data(RuleModel::OffsetRole).toInt(), 2);
        QCOMPARE(it.cell(0, RuleModel::Expression).data(RuleModel::OffsetRole).toInt(), -1);
        QVERIFY(!it.cell(1, RuleModel::Name).data(Qt::DecorationRole).isNull());
        QVERIFY(!it.find<QTableView>("recipeRecords").isEnabled()); // those were of another recipe
        it.action("applyRecipe").trigger();
        QVERIFY(it.applied.isEmpty());
        QVERIFY2(it.message().contains(u"character 3"), qPrintable(it.message()));
        it.type(1, RuleModel::Expression, u"p"_s);
        QTRY_VERIFY(!problem.isVisible());
        QTRY_VERIFY(it.find<QTableView>("recipeRecords").isEnabled());
        it.action("applyRecipe").trigger();
        QCOMPARE(it.applied.size(), 1);
        QCOMPARE(it.applied.first().fields[1].expression, u"p"_s);
    }

    void stepsThatCantBeReadStayInTheirEditor()
    {
        EditorHarness it(shopPages(3));
        it.editor->setRecipe(recipeOf({css(u"price"_s, u".price"_s)}));
        const QPointer<QLineEdit> line = it.startTyping(0, RuleModel::Steps, u"numbr"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCoreApplication::sendPostedEvents(); // by which a view would take it
        QVERIFY(line && line->isVisible());
        QVERIFY(it.find<QLabel>("ruleProblem").text().contains(u"number"));
        line->setText(u"number"_s);
        it.finishTyping(line);
        QTRY_VERIFY(!it.find<QLabel>("ruleProblem").isVisible());
        QCOMPARE(it.editor->recipe().fields.first().steps.first().kind, StepKind::Number);
        it.find<QToolButton>("addStep").menu()->actions().last()->trigger();
        QCOMPARE(it.text(0, RuleModel::Steps), u"number | default \"none\""_s);
    }

    void theKeysOfTheRules()
    {
        EditorHarness it;
        it.editor->setRecipe(recipeOf({css(u"a"_s, u"a"_s), css(u"b"_s, u"b"_s)}));
        const auto names = [&it] {
            QStringList all;
            for (int row = 0; row < it.model().rowCount(); ++row)
                all << it.text(row, RuleModel::Name);
            return all.join(u' ');
        };
        it.rules().setFocus();
        it.rules().setCurrentIndex(it.cell(0, 0));
        QTest::keyClick(&it.rules(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(names(), u"b a"_s);
        QCOMPARE(it.rules().currentIndex().row(), 1);
        QTest::keyClick(&it.rules(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(names(), u"b a a2"_s);
        QTest::keyClick(&it.rules(), Qt::Key_Delete);
        QCOMPARE(names(), u"b a"_s);
        QTest::keyClick(&it.rules(), Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(&it.rules(), Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(&it.rules(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(names(), u"a b"_s);
        QTest::keyClick(&it.rules(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(names(), u"b a"_s);
        QTest::keyClick(&it.rules(), Qt::Key_Insert);
        QCOMPARE(it.model().rowCount(), 3);
    }

    void aChoiceIsMadeInItsCell()
    {
        EditorHarness it(shopPages(3));
        it.editor->setRecipe(recipeOf({css(u"n"_s, u"p"_s)}));
        QTRY_COMPARE(it.records(), 1);
        it.rules().setFocus();
        it.rules().setCurrentIndex(it.cell(0, RuleModel::TakeWhat));
        QTest::keyClick(&it.rules(), Qt::Key_F2);
        auto *box = it.rules().findChild<QComboBox *>();
        QVERIFY(box);
        box->hidePopup();
        box->setCurrentIndex(box->findData(int(Take::Count)));
        Q_EMIT box->activated(box->currentIndex());
        QCOMPARE(it.text(0, RuleModel::TakeWhat), u"How many"_s);
        QTRY_COMPARE(it.record(0, 0), u"1"_s);
    }

    void thePagesWithNoneAreOneClickAway()
    {
        EditorHarness it(shopPages(30));
        it.editor->setRecipe(recipeOf({css(u"name"_s, u"h1"_s), css(u"price"_s, u".price"_s)}));
        it.rules().selectRow(1);
        it.find<QTabWidget>("recipeResults").setCurrentIndex(1);
        auto &none = it.find<QToolButton>("coverageNone");
        QTRY_VERIFY(none.isVisible() && none.text().startsWith(u'3'));
        for (const char16_t *page : {u"/10", u"/20", u"/30", u"/10"}) {
            QTest::mouseClick(&none, Qt::LeftButton);
            QTRY_VERIFY2(it.address().endsWith(QStringView(page)), qPrintable(it.address()));
        }
        QTest::mouseClick(&it.find<QToolButton>("nextPageWithNone"), Qt::LeftButton);
        QTRY_VERIFY(it.address().endsWith(u"/20"));
        QTRY_COMPARE(it.record(0, 1), u"–"_s);
        it.rules().selectRow(0);
        QTRY_VERIFY(!none.isVisible());
        QCOMPARE(it.find<QTableView>("topValues").model()->rowCount(), 20);
    }

    void pagesAreFoundByTheirAddressAndOneAfterTheOther()
    {
        EditorHarness it(shopPages(30));
        QTRY_VERIFY(it.address().endsWith(u"/1"));
        QTest::mouseClick(&it.find<QToolButton>("nextPage"), Qt::LeftButton);
        QTRY_VERIFY(it.address().endsWith(u"/2"));
        QTest::mouseClick(&it.find<QToolButton>("previousPage"), Qt::LeftButton);
        QTRY_VERIFY(it.address().endsWith(u"/1"));
        auto &search = it.find<QLineEdit>("pageSearch");
        search.setFocus();
        search.selectAll();
        QTest::keyClicks(&search, u"/27"_s);
        QTest::keyClick(&search, Qt::Key_Return); // at once, before anything could be found
        QTRY_VERIFY(it.address().endsWith(u"/27"));
        QTRY_VERIFY(it.source().toPlainText().contains(u"Rod 27"));
    }

    void aClickInTheSourceProposesSelectors()
    {
        EditorHarness it;
        it.editor->openFile(it.save("list.html", listPage()));
        QTRY_VERIFY(it.source().toPlainText().contains(u"Rod number 12"));
        it.clickSource("Rod number 3<");
        QTRY_VERIFY(it.proposals().count() > 0);
        auto &use = it.find<QPushButton>("useSelector");
        QVERIFY(!use.isEnabled()); // there is no rule yet
        QTest::mouseClick(&it.find<QPushButton>("addSelector"), Qt::LeftButton);
        QCOMPARE(it.model().rowCount(), 1);
        QCOMPARE(it.text(0, RuleModel::Expression), it.proposals().currentData().toString());
        QTRY_COMPARE(it.record(0, 0), u"Rod number 3"_s);
        it.clickSource("5.50 EUR");
        QTRY_VERIFY(it.proposals().itemData(0).toString() != it.text(0, RuleModel::Expression));
        QVERIFY(use.isEnabled());
        QTest::mouseClick(&use, Qt::LeftButton);
        QTRY_COMPARE(it.record(0, 0), u"5.50 EUR"_s);
        QCOMPARE(it.model().rowCount(), 1);
    }

    void anElementOfTheTreeProposesSelectorsAndIsShownInTheSource()
    {
        EditorHarness it;
        it.editor->openFile(it.save("list.html", listPage()));
        QTRY_VERIFY(it.source().toPlainText().contains(u"Rod number 12"));
        it.find<QTabWidget>("recipeViews").setCurrentIndex(1);
        auto &tree = it.find<QTreeView>("pageTree");
        tree.setFocus();
        QTest::keyClick(&tree, Qt::Key_Home);
        for (int i = 0; i < 2; ++i)
            QTest::keyClick(&tree, Qt::Key_Down); // head, body
        QCOMPARE(tree.currentIndex().data().toString(), u"body"_s);
        QTest::keyClick(&tree, Qt::Key_Right);
        QTest::keyClick(&tree, Qt::Key_Down);
        QCOMPARE(tree.currentIndex().data().toString(), u"h1"_s);
        QTRY_VERIFY(it.proposals().count() > 0);
        QCOMPARE(it.proposals().itemData(0).toString(), u"h1"_s);
        QVERIFY(it.highlighted(false).contains(u"<h1>Rods</h1>"_s));
    }

    void detectedRecordsAreRulesThatCanBeUndone()
    {
        EditorHarness it;
        QVERIFY(!it.action("detectRecords").isEnabled());
        it.editor->openFile(it.save("list.html", listPage()));
        QTRY_VERIFY(it.action("detectRecords").isEnabled());
        it.action("detectRecords").trigger();
        QTRY_VERIFY(it.editor->recipe().container);
        QTRY_COMPARE(it.records(), 12);
        QVERIFY2(it.message().contains(u"12 records"), qPrintable(it.message()));
        QVERIFY(it.action("detectRecords").isEnabled());
        it.action("undoRule").trigger();
        QCOMPARE(it.editor->recipe(), Recipe());
        it.editor->openFile(it.save("plain.html", "<!DOCTYPE html><h1>Alone</h1><p>Nothing is here twice."));
        QTRY_VERIFY(it.source().toPlainText().contains(u"Alone"));
        it.action("detectRecords").trigger();
        QTRY_VERIFY2(it.message().contains(u"repeats nothing"), qPrintable(it.message()));
    }

    void fieldsOfAContainerGetSelectorsRelativeToIt()
    {
        EditorHarness it;
        it.editor->openFile(it.save("list.html", listPage()));
        Recipe recipe;
        recipe.container = Container();
        recipe.container->expression = u".card"_s;
        recipe.container->fields = {css(u"name"_s, u"h2"_s)};
        it.editor->setRecipe(recipe);
        QTRY_COMPARE(it.records(), 12);
        it.rules().selectRow(1);
        it.clickSource("7.50 EUR");
        QTRY_VERIFY(it.proposals().count() > 0);
        QTest::mouseClick(&it.find<QPushButton>("addSelector"), Qt::LeftButton);
        QTRY_COMPARE(it.record(11, 1), u"12.50 EUR"_s); // not only of the one that was clicked
        QCOMPARE(it.record(6, 1), u"7.50 EUR"_s);
    }

    void aCellOfARecordIsShownInTheSource()
    {
        EditorHarness it;
        it.editor->openFile(it.save("list.html", listPage()));
        Recipe recipe;
        recipe.container = Container();
        recipe.container->expression = u".card"_s;
        recipe.container->fields = {css(u"name"_s, u"h2"_s), css(u"price"_s, u".price"_s)};
        it.editor->setRecipe(recipe);
        QTRY_COMPARE(it.records(), 12);
        auto &records = it.find<QTableView>("recipeRecords");
        records.setCurrentIndex(records.model()->index(3, 1));
        QCOMPARE(it.rules().currentIndex().row(), 2);
        QVERIFY(it.highlighted(false).contains(u"4.50 EUR"_s));
        QVERIFY(it.highlighted(true).contains(u"5.50 EUR"_s)); // the field's others
        QVERIFY(it.highlighted(false).contains(u"Rod number 4"_s));
        it.rules().selectRow(0);
        QVERIFY(it.highlighted(true).filter(u"card"_s).size() > 1); // a container: its records
    }

    void aRecipeIsReadAndWritten()
    {
        EditorHarness it;
        it.editor->setRecipe(recipeOf({css(u"name"_s, u"h1"_s)}));
        it.find<QLineEdit>("recipeName").setFocus();
        QTest::keyClicks(&it.find<QLineEdit>("recipeName"), u"Rods"_s);
        it.editor->exportFile(it.path("rods.json"));
        QTRY_VERIFY(it.message().contains(u"rods.json"));
        it.editor->setRecipe({});
        it.editor->importFile(it.path("rods.json"));
        QTRY_COMPARE(it.editor->recipe().name, u"Rods"_s);
        QCOMPARE(it.find<QLineEdit>("recipeName").text(), u"Rods"_s);
        QCOMPARE(it.text(0, RuleModel::Expression), u"h1"_s);
        it.editor->importFile(it.save("broken.json", "{\"version\": 1, \"fields\": [{}]}"));
        QTRY_VERIFY2(it.message().contains(u"broken.json"), qPrintable(it.message()));
        QCOMPARE(it.editor->recipe().fields.size(), 1);
    }

    void eachTypedWordIsOneStepBack()
    {
        EditorHarness it;
        it.editor->setRecipe(recipeOf({css(u"a"_s, u"b"_s)}));
        it.type(0, RuleModel::Expression, u"h1"_s);
        it.type(0, RuleModel::Expression, u"h2"_s);
        it.action("undoRule").trigger();
        QCOMPARE(it.text(0, RuleModel::Expression), u"h1"_s);
        it.action("undoRule").trigger();
        QCOMPARE(it.text(0, RuleModel::Expression), u"b"_s);
        QVERIFY(!it.action("undoRule").isEnabled());
    }

    void aTemplateIsARecipeToStartFrom()
    {
        EditorHarness it;
        QMenu &menu = *it.find<QToolButton>("templates").menu();
        const qsizetype always = menu.actions().size();
        QVERIFY(always > 0);
        menu.actions().first()->trigger();
        QVERIFY(!it.editor->recipe().isEmpty());
        it.editor->openFile(it.save(
            "product.html",
            "<!DOCTYPE html><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": "
            "\"Product\", \"name\": \"Rod\", \"sku\": \"R-1\"}</script>"));
        QTRY_VERIFY(menu.actions().size() > always);
        QAction *product = menu.actions().last();
        QVERIFY2(product->text().startsWith(u"Product"), qPrintable(product->text()));
        product->trigger();
        QTRY_VERIFY(it.editor->recipe().fieldNames().contains(u"sku"_s));
        QTRY_COMPARE(it.records(), 1);
        it.editor->openFile(it.save("plain.html", "<!DOCTYPE html><p>plain"));
        QTRY_COMPARE(menu.actions().size(), always);
    }

    void itTellsWhatWillBecomeOfTheRecipe()
    {
        EditorHarness it(shopPages(3));
        QVERIFY(!it.action("applyRecipe").isEnabled());
        it.editor->setRecipe(recipeOf({css(u"name"_s, u"h1"_s)}));
        QTRY_VERIFY(it.action("applyRecipe").isEnabled());
        it.editor->setRun(nullptr);
        QVERIFY(it.action("applyRecipe").text().contains(u"Next Run"));
    }

    void aLargePageAndASlowRuleLeaveTheWindowFree()
    {
        EditorHarness it;
        QByteArray html = "<!DOCTYPE html><body>\n";
        while (html.size() < 10'000'000)
            html += "<p>" + QByteArray("text ").repeated(400) + "</p>\n"; // quickly parsed: sanitizers take their time
        const QString path = it.save("large.html", html + "<p id=last>the end</p>");
        qint64 longest = 0;
        QElapsedTimer clock;
        QTimer ticks;
        connect(&ticks, &QTimer::timeout, this, [&] { longest = std::max(longest, clock.restart()); });
        clock.start();
        ticks.start(5);
        it.editor->openFile(path);
        QTRY_VERIFY_WITH_TIMEOUT(it.source().toPlainText().size() > 100'000, 30'000);
        it.editor->setRecipe(recipeOf({css(u"slow"_s, u"* ~ "_s.repeated(190) + u"b"_s)}));
        QTRY_VERIFY_WITH_TIMEOUT(!it.record(0, 0).isEmpty(), 30'000);
        it.editor->setRecipe(recipeOf({css(u"last"_s, u"#last"_s)}));
        QTRY_COMPARE_WITH_TIMEOUT(it.record(0, 0), u"the end"_s, 30'000);
        // What is far down is shown all the same.
        it.find<QTableView>("recipeRecords").setCurrentIndex(it.find<QTableView>("recipeRecords").model()->index(0, 0));
        QVERIFY(it.source().toPlainText().contains(u"id=last"));
        QTRY_VERIFY(it.find<QLabel>("sourceNote").text().contains(u"10.0 MB"));
        QVERIFY2(longest < 1000, qPrintable(QString::number(longest))); // with sanitizers; a tenth of that without
    }
};

QTEST_MAIN(TestWindowRecipe)
#include "tst_window_recipe.moc"
