// Recipes in the main window: of the next run, and filled in after a run from the pages that it keeps.

#include "filterbar.h"
#include "recipeeditor.h"
#include "recordmodel.h"
#include "support/windowharness.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTextBrowser>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

Recipe recipeOf(const QByteArray &json)
{
    const auto recipe = recipeFromJson(json);
    if (!recipe)
        qFatal("%s", qPrintable(recipe.error().first().toString()));
    return *recipe;
}

Recipe heading() { return recipeOf(R"({"version":1,"fields":[{"name":"head","kind":"css","expression":"h1"}]})"); }

/// Two records a page: its title and its heading.
Recipe parts()
{
    return recipeOf(R"({"version":1,"fields":[{"name":"part","kind":"css","expression":"title, h1","many":"rows"}]})");
}

/// As a person does it in the editor, with its button.
void use(WindowHarness &harness, const Recipe &recipe)
{
    harness.action("recipe").trigger();
    auto *editor = harness.window->findChild<RecipeEditor *>();
    QVERIFY(editor);
    editor->setRecipe(recipe);
    editor->findChild<QAction *>(u"applyRecipe"_s)->trigger();
    editor->close();
}

int columnOf(const WindowHarness &harness, const QString &title)
{
    for (int column = 0; column < harness.rows().columnCount(); ++column) {
        if (harness.rows().headerData(column, Qt::Horizontal).toString() == title)
            return column;
    }
    return -1;
}

void scrape(WindowHarness &harness, const QString &urls)
{
    harness.paste(urls);
    harness.action("start").trigger();
    QTRY_COMPARE(harness.state(), Run::State::Finished);
}

} // namespace

class TestWindowReextraction : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNextRunHasTheColumnsOfTheRecipe()
    {
        WindowHarness harness;
        use(harness, heading());
        QVERIFY(harness.message().contains(u"next run"_s));
        scrape(harness, harness.urls("page", 3));
        const int column = columnOf(harness, u"head"_s);
        QCOMPARE(column, int(fieldColumn(0)));
        QTRY_COMPARE(harness.cell(2, fieldColumn(0)), u"One"_s);
        // Behind URL, state and status, where it is seen.
        QCOMPARE(harness.table().horizontalHeader()->visualIndex(column), int(Column::Status) + 2);
        QVERIFY(harness.table().isColumnHidden(int(recordsColumn)));
        harness.table().selectAll();
        QSignalSpy copied(QGuiApplication::clipboard(), &QClipboard::dataChanged);
        harness.action("copy").trigger();
        QTRY_VERIFY(!copied.isEmpty());
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QVERIFY(lines[0].endsWith(u"\thead"_s) && lines[3].endsWith(u"\tOne"_s));
    }

    void theColumnsOfAFinishedRunAreFilledFromItsStoredPages()
    {
        WindowHarness harness;
        scrape(harness, harness.urls("page", 40));
        QCOMPARE(columnOf(harness, u"part"_s), -1);
        const qsizetype requests = harness.server.requestCount();
        use(harness, parts());
        QTRY_COMPARE(harness.rows().rowCount(), 80); // a row each record
        QTRY_COMPARE(harness.cell(3, fieldColumn(0)), u"One"_s);
        QTRY_VERIFY(harness.message().contains(u"40 stored pages"_s));
        QCOMPARE(harness.server.requestCount(), requests);
        QCOMPARE(harness.cell(2, fieldColumn(0)), u"Page 2"_s);
        QCOMPARE(harness.cell(2, recordsColumn), u"2"_s);
        QVERIFY(!harness.table().isColumnHidden(int(recordsColumn)));

        auto *summary = harness.find<QTextBrowser>("summary");
        harness.table().setCurrentIndex(harness.rows().index(2, 1));
        QTRY_VERIFY(summary->toPlainText().contains(u"1 of 2"_s) && summary->toPlainText().contains(u"Page 2"_s));
        harness.table().setCurrentIndex(harness.rows().index(3, 1)); // another record of the same page
        QTRY_VERIFY(summary->toPlainText().contains(u"2 of 2"_s) && summary->toPlainText().contains(u"One"_s));

        auto *per = harness.find<QComboBox>("filterPer");
        QVERIFY(per->isVisible());
        per->setCurrentIndex(0);
        QTRY_COMPARE(harness.rows().rowCount(), 40);
        use(harness, heading()); // one record a page: there is nothing to choose
        QTRY_VERIFY(!per->isVisible());
        QTRY_COMPARE(harness.cell(7, fieldColumn(0)), u"One"_s);
    }

    void aValueIsOneLineInItsCell()
    {
        WindowHarness harness;
        harness.server.on("/page/1", Script::html("<h1>\n\n  The first\n line </h1>"));
        use(harness, heading());
        scrape(harness, harness.urls("page", 1));
        QTRY_COMPARE(harness.cell(0, fieldColumn(0)), u"The first line"_s);
    }

    void nothingIsStartedWhileStoredPagesAreRead()
    {
        WindowHarness harness;
        scrape(harness, harness.urls("page", 200));
        use(harness, heading());
        QVERIFY(harness.run()->isReextracting());
        QVERIFY(!harness.action("start").isEnabled());
        QVERIFY(harness.find<QPushButton>("stopReextraction")->isVisible());
        QTRY_VERIFY(!harness.run()->isReextracting());
        QTRY_VERIFY(
            !harness.find<QPushButton>("stopReextraction")->isVisible()); // the bar hears of it by the event loop
        QVERIFY(harness.action("start").isEnabled());
    }

    void readingThatWasStoppedIsGoneOnWith()
    {
        WindowHarness harness;
        scrape(harness, harness.urls("page", 600));
        auto *stop = harness.find<QPushButton>("stopReextraction");
        qint64 read = 0;
        connect(harness.run(), &Run::reextracting, this, [&](qint64 done, qint64) {
            read = done;
            if (done > 0 && stop->isVisible())
                stop->click();
        });
        use(harness, heading());
        auto *goOn = harness.find<QPushButton>("goOnReextraction");
        QTRY_VERIFY(goOn->isVisible());
        QVERIFY(read > 0 && read < 600);
        QVERIFY(harness.find<QLabel>("reextraction")->text().contains(u"of 600"_s));
        const_cast<Run *>(harness.run())->disconnect(this);
        goOn->click();
        QTRY_VERIFY(harness.message().contains(QString::number(600 - read)));
        QTRY_COMPARE(harness.cell(0, fieldColumn(0)), u"One"_s);
    }

    void selectedPagesAreDecodedAgain()
    {
        WindowHarness harness;
        harness.server.on(
            "/page/1",
            Script::status(200, {{"Content-Type", "text/html; charset=utf-8"}}, "<title>\xCC\xE8\xF0</title>"));
        harness.server.on(
            "/page/2",
            Script::status(200, {{"Content-Type", "text/html; charset=utf-8"}}, "<title>\xCC\xE8\xF0</title>"));
        scrape(harness, harness.urls("page", 3));
        QTRY_VERIFY(harness.cell(0, Column::Title).contains(QChar::ReplacementCharacter));
        harness.table().setFocus();
        harness.table().selectRow(0);
        QTRY_VERIFY(harness.action("decodeRows").isEnabled());
        const auto choose = [&](const QString &encoding, const char *which) {
            harness.action("decodeRows").trigger();
            QTRY_VERIFY(harness.window->findChild<QComboBox *>(u"encoding"_s));
            auto *box = harness.window->findChild<QComboBox *>(u"encoding"_s);
            QPointer<QDialog> dialog(qobject_cast<QDialog *>(box->window()));
            box->setCurrentIndex(box->findData(encoding));
            dialog->findChild<QRadioButton *>(QLatin1StringView(which))->setChecked(true);
            dialog->accept();
            QTRY_VERIFY(!dialog);
        };
        choose(u"windows-1251"_s, "decodeRows");
        QTRY_COMPARE(harness.cell(0, Column::Title), u"Мир"_s);
        QCOMPARE(harness.cell(0, Column::Charset), u"windows-1251"_s);
        QVERIFY(harness.cell(1, Column::Title).contains(QChar::ReplacementCharacter));
        QTRY_VERIFY(!harness.run()->isReextracting());
        choose(u"windows-1251"_s, "decodeHost");
        QTRY_COMPARE(harness.cell(1, Column::Title), u"Мир"_s);
        QTRY_VERIFY(!harness.run()->isReextracting());
        choose({}, "decodeHost"); // as they say
        QTRY_COMPARE(harness.cell(2, Column::Charset), u"UTF-8"_s);
        QTRY_VERIFY(harness.cell(0, Column::Title).contains(QChar::ReplacementCharacter));
    }
};

QTEST_MAIN(TestWindowReextraction)
#include "tst_window_reextraction.moc"
