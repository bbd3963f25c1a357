#include "support/windowharness.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolBar>
#include <QToolButton>

using namespace creel;
using namespace creel::test;

/// From paste to CSV with keys and clicks, as a person goes it.
class TestWindowRun : public QObject
{
    Q_OBJECT

    static QToolButton *button(const WindowHarness &window, const char *action)
    {
        return qobject_cast<QToolButton *>(window.find<QToolBar>("toolbar")->widgetForAction(&window.action(action)));
    }

private Q_SLOTS:
    void rowsAppearWhileTheRunGoesOn()
    {
        WindowHarness it;
        it.paste(it.urls("page", 250) + it.urls("hang", 50));
        QTest::mouseClick(button(it, "start"), Qt::LeftButton);
        // The run can't end while pages hang, so what is seen here is seen while it goes on.
        QTRY_COMPARE(it.cell(0, Column::Title), QStringLiteral("Page 1"));
        QTRY_COMPARE(it.cell(10, Column::Title), QStringLiteral("Page 11")); // a visible row: others are not kept fresh
        QCOMPARE(it.state(), Run::State::Running);

        it.server.onAny([](const Request &) { return Script::html("<title>Late</title>"); });
        QTest::mouseClick(button(it, "stop"), Qt::LeftButton);
        QTRY_COMPARE(it.state(), Run::State::Finished);
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 30'000);
        QCOMPARE(it.rows().rowCount(), 300);
        QCOMPARE(it.counts()[RowState::Ok], 300);
        QVERIFY(it.table().isVisible());
        QVERIFY(it.message().startsWith(QLatin1String("All done")));
        QVERIFY(it.find<QLabel>("ledgerSum")->text().startsWith(QLatin1String("300 lines = 300 ok")));
    }

    void stopShowsItsReceiptAndTheRestCanBeResumed()
    {
        WindowHarness it;
        it.paste(it.urls("page", 20) + it.urls("hang", 100));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.counts()[RowState::Ok], 20, 10'000);
        QCOMPARE(it.state(), Run::State::Running);
        QVERIFY(!it.action("start").isEnabled());
        QTest::mouseClick(button(it, "stop"), Qt::LeftButton);
        QTRY_COMPARE(it.state(), Run::State::Finished);
        QVERIFY2(it.message().contains(QLatin1String("in flight aborted in")), qPrintable(it.message()));
        QVERIFY(it.message().contains(QLatin1String("0 rows lost")));
        QCOMPARE(it.action("start").text().remove(u'&'), QStringLiteral("Resume"));

        it.server.onAny([](const Request &) { return Script::html("<title>Late</title>"); });
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.counts()[RowState::Ok], 120, 20'000);
        QTRY_COMPARE(it.state(), Run::State::Finished);
        QCOMPARE(it.cell(0, Column::Title), QStringLiteral("Page 1"));
        QTRY_COMPARE(it.cell(29, Column::Title), QStringLiteral("Late"));
        QCOMPARE(QDir(it.home.path()).entryList({QStringLiteral("*.creel")}).size(), 1);
    }

    void pauseHoldsTheRunUntilItIsReleased()
    {
        WindowHarness it;
        it.paste(it.urls("slow", 400));
        it.press(Qt::Key_F5);
        QTRY_VERIFY(it.counts()[RowState::Ok] > 10);
        QTest::mouseClick(button(it, "pause"), Qt::LeftButton);
        QCOMPARE(it.state(), Run::State::Paused);
        QVERIFY(it.action("pause").isChecked());
        QTest::mouseClick(button(it, "pause"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 30'000);
        QCOMPARE(it.counts()[RowState::Ok], 400);
    }

    void filterAndSortAnswerToKeysAndClicks()
    {
        WindowHarness it;
        it.paste(it.urls("page", 120) + it.urls("missing", 30));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 20'000);

        it.press(Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("page/11"));
        QTRY_COMPARE(it.rows().rowCount(), 11); // 11 and 110 … 119
        QTRY_COMPARE(it.cell(1, Column::Title), QStringLiteral("Page 110"));
        it.press(Qt::Key_Escape);
        QTRY_COMPARE(it.rows().rowCount(), 150);

        auto *states = it.find<QComboBox>("filterState");
        QVERIFY(states->itemText(2).contains(QLatin1String("30")));
        states->setFocus();
        QTest::keyClicks(states, QStringLiteral("Fail"));
        QTRY_COMPARE(it.rows().rowCount(), 30);
        QTest::keyClick(states, Qt::Key_Escape);
        QTRY_COMPARE(it.rows().rowCount(), 150);

        const QHeaderView &header = *it.table().horizontalHeader();
        const int line = int(Column::Line);
        const auto clickHeader = [&] {
            QTest::mouseClick(header.viewport(), Qt::LeftButton, {},
                              QPoint(header.sectionViewportPosition(line) + 12, header.height() / 2));
        };
        clickHeader();
        clickHeader();
        QTRY_COMPARE(it.cell(0, Column::Line), QStringLiteral("150"));
        clickHeader(); // the third one: the order of lines again
        QTRY_COMPARE(it.cell(0, Column::Line), QStringLiteral("1"));
        QCOMPARE(header.sortIndicatorSection(), -1);
    }

    void exportedCsvHasEveryRowWhateverTheFilter()
    {
        WindowHarness it;
        it.paste(it.urls("page", 40) + QStringLiteral("ftp://nowhere/\n\n"));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 20'000);
        it.find<QLineEdit>("filterText")->setText(QStringLiteral("page/7"));
        QTRY_COMPARE(it.rows().rowCount(), 1);

        it.press(Qt::Key_E, Qt::ControlModifier);
        auto *path = it.find<QLineEdit>("exportPath");
        QTRY_VERIFY(path->hasFocus());
        path->selectAll();
        QTest::keyClicks(path, it.home.filePath(QStringLiteral("no/such/folder.csv")));
        QTest::keyClick(path, Qt::Key_Return);
        QTRY_VERIFY(it.find<QLabel>("exportNote")->text().contains(QLatin1String("no/such")));

        const QString file = it.home.filePath(QStringLiteral("table.csv"));
        path->selectAll();
        QTest::keyClicks(path, file);
        QTest::mouseClick(it.find<QPushButton>("exportNow"), Qt::LeftButton);
        QTRY_VERIFY(it.message().contains(QLatin1String("Exported 42 rows")));
        QFile csv(file);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().split('\n');
        QVERIFY(lines.first().startsWith("line,url,state,status,"));
        QCOMPARE(lines.size(), 44); // header, 40 pages, an invalid line, a blank one, the last line end
        QVERIFY(lines[40].contains("/page/40,ok,200,"));
        QVERIFY(lines[41].contains(",invalid,"));
    }

    void copiedRowsAreTabSeparated()
    {
        WindowHarness it;
        it.paste(it.urls("page", 30));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 20'000);
        it.table().setFocus();
        QTest::keyClick(&it.table(), Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(&it.table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&it.table(), Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(it.message().startsWith(QLatin1String("Copied 2 rows")));
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(QLatin1String("line\turl\tstate\t")));
        QCOMPARE(lines[2].split(u'\t').size(), columnCount);
        QVERIFY(lines[2].contains(QLatin1String("/page/2\tok\t200")));
    }

    void detailsShowTheSelectedRow()
    {
        WindowHarness it;
        it.paste(it.urls("page", 3) + it.urls("missing", 1));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 20'000);
        const QPoint fourth(60, it.table().rowViewportPosition(3) + 5);
        QTest::mouseClick(it.table().viewport(), Qt::LeftButton, {}, fourth);
        auto *summary = it.find<QTextEdit>("summary");
        QTRY_VERIFY(summary->toPlainText().contains(QLatin1String("404")));
        QVERIFY(summary->toPlainText().contains(QLatin1String("http")));
        QTRY_VERIFY(it.find<QPlainTextEdit>("head")->toPlainText().startsWith(QLatin1String("HTTP/1.1 404")));
        auto *tabs = it.find<QTabWidget>("details");
        tabs->setCurrentIndex(3);
        QTRY_VERIFY(
            it.find<QPlainTextEdit>("sourceText")->toPlainText().contains(QLatin1String("<title>Page 1</title>")));
    }
};

QTEST_MAIN(TestWindowRun)
#include "tst_window_run.moc"
