#include "support/windowharness.h"

#include <QLabel>

using namespace creel;
using namespace creel::test;

/// What was fetched is there again, however the window went.
class TestWindowClose : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closingMidRunLosesNothing()
    {
        WindowHarness it;
        const QString text = it.urls("page", 60) + it.urls("hang", 80);
        it.paste(text);
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.counts()[RowState::Ok], 60, 10'000);
        const QString path = it.run()->path();
        it.window->close();
        QTRY_VERIFY(!it.window->isVisible()); // once the run has stopped
        QCOMPARE(it.state(), Run::State::Finished);
        it.window.reset();

        it.openWindow();
        it.window->openPath(path);
        QTRY_VERIFY(it.run() != nullptr);
        QCOMPARE(it.counts()[RowState::Ok], 60);
        QCOMPARE(it.counts().total(), 140);
        QTRY_COMPARE(it.rows().rowCount(), 140);
        QTRY_COMPARE(it.cell(19, Column::Title), QStringLiteral("Page 20"));
        QTRY_COMPARE(it.editor().toPlainText().trimmed(), text.trimmed());
        QVERIFY(it.action("start").isEnabled());
        QCOMPARE(it.action("start").text().remove(u'&'), QStringLiteral("Resume"));

        it.server.onAny([](const Request &) { return Script::html("<title>Late</title>"); });
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.counts()[RowState::Ok], 140, 20'000);
    }

    void closingWhileTheRunIsBeingMadeKeepsItsLines()
    {
        WindowHarness it;
        it.paste(it.urls("hang", 300));
        it.press(Qt::Key_F5);
        QVERIFY(it.window->session().isOpening());
        it.window->close();
        QVERIFY(it.window->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!it.window->isVisible(), 10'000);
        QCOMPARE(it.counts().total(), 300);
        QCOMPARE(it.state(), Run::State::Finished);
    }

    void aFileThatIsNoRunIsAClearErrorAndStaysAsItIs()
    {
        WindowHarness it;
        const QString path = it.home.filePath(QStringLiteral("letter.creel"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Dear Sir or Madam");
        file.close();
        it.paste(QStringLiteral("example.com\n"));
        it.window->openPath(path);
        QTRY_VERIFY2(it.message().contains(path), qPrintable(it.message()));
        QCOMPARE(it.editor().toPlainText(), QStringLiteral("example.com\n"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("Dear Sir or Madam"));
    }

    void newRunsAreKeptAndListed()
    {
        WindowHarness it;
        for (int i = 0; i < 2; ++i) {
            it.press(Qt::Key_N, Qt::ControlModifier);
            QCOMPARE(it.editor().toPlainText(), QString());
            it.paste(it.urls("page", 2 + i));
            it.press(Qt::Key_F5);
            QTRY_COMPARE_WITH_TIMEOUT(it.counts()[RowState::Ok], 2 + i, 10'000);
            QTRY_COMPARE(it.state(), Run::State::Finished);
        }
        QCOMPARE(QDir(it.home.path()).entryList({QStringLiteral("*.creel")}).size(), 2);
    }

    void aRunIsNotLeftByAccident()
    {
        WindowHarness it;
        it.paste(it.urls("hang", 10));
        it.press(Qt::Key_F5);
        QTRY_COMPARE(it.state(), Run::State::Running);
        it.press(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(it.state(), Run::State::Running);
        QVERIFY(it.message().contains(QLatin1String("Stop it first")));
        it.press(Qt::Key_Period, Qt::ControlModifier);
        QTRY_COMPARE(it.state(), Run::State::Finished);
        it.press(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(!it.run());
    }

    void changedListBeginsAnotherRun()
    {
        WindowHarness it;
        it.paste(it.urls("page", 2));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        const QString first = it.run()->path();
        it.paste(it.urls("page", 3)); // after what is there: two duplicates and one more page
        it.press(Qt::Key_F5);
        QTRY_VERIFY(it.run() && it.run()->path() != first);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        QCOMPARE(it.counts()[RowState::Duplicate], 2);
        QVERIFY(QFile::exists(first));
    }
};

QTEST_MAIN(TestWindowClose)
#include "tst_window_close.moc"
