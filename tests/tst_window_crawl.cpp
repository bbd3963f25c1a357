#include "support/windowharness.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>

using namespace creel;
using namespace creel::test;

/// A crawl from the window, and what is changed while it goes on, with keys and clicks.
class TestWindowCrawl : public QObject
{
    Q_OBJECT

    static QByteArray linksTo(const QByteArray &folder, int count)
    {
        QByteArray html;
        for (int i = 1; i <= count; ++i)
            html += "<a href=" + folder + QByteArray::number(i) + ">x</a> ";
        return html;
    }
    /// /tree/ leads to three pages, each of them to three more, and back; /wide/ to 5 that are kept and 30 that are dropped.
    static Script site(const Request &request)
    {
        const QByteArray path = request.target;
        if (path == "/tree/")
            return Script::html("<title>Root</title><a href=1>1</a><a href=2>2</a><a href=3>3</a>");
        if (path.startsWith("/tree/"))
            return Script::html("<title>Tree " + path.mid(6) + "</title><a href=/tree/>up</a>"
                                + (path.size() == 7 ? linksTo(path, 3) : QByteArray()));
        if (path == "/wide/")
            return Script::html("<title>Wide</title>" + linksTo("keep/", 5) + linksTo("drop/", 30));
        return path.startsWith("/wide/") ? Script().hang() : Script::html("<title>Page</title>");
    }

    static QString text(const WindowHarness &it, const QByteArray &path)
    {
        return QString::fromLatin1(it.server.url(path)) + u'\n';
    }
    static void chooseCrawl(WindowHarness &it)
    {
        auto *mode = it.find<QComboBox>("crawlMode");
        mode->setFocus();
        QTest::keyClick(mode, Qt::Key_Down);
        QCOMPARE(mode->currentIndex(), 1);
        QVERIFY(it.find<QComboBox>("crawlScope")->isVisible()); // its tab has come to the front
    }
    static void type(QSpinBox *spin, int value)
    {
        spin->setFocus();
        spin->selectAll();
        QTest::keyClicks(spin, QString::number(value));
    }
    static void write(QPlainTextEdit *field, const QString &text)
    {
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
    }

private Q_SLOTS:
    void theTableGrowsAsTheCrawlFindsPages()
    {
        WindowHarness it;
        it.server.onAny(&site);
        it.paste(text(it, "/tree/"));
        chooseCrawl(it);
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.counts().total(), 13, 10'000);
        QTRY_COMPARE(it.state(), Run::State::Finished);
        QTRY_COMPARE(it.rows().rowCount(), 13);
        QTRY_COMPARE(it.cell(0, Column::Title), QStringLiteral("Root"));
        QTRY_VERIFY(it.cell(12, Column::Title).startsWith(QLatin1String("Tree ")));
        QCOMPARE(it.cell(12, Column::Depth), QStringLiteral("2"));
        QCOMPARE(it.find<QLabel>("ledgerSum")->text(), QStringLiteral("1 line + 12 found = 13 ok"));
    }

    void depthIncludeAndExcludeAreObeyed()
    {
        WindowHarness it;
        it.server.onAny(&site);
        it.paste(text(it, "/tree/"));
        chooseCrawl(it);
        type(it.find<QSpinBox>("crawlDepth"), 1);
        write(it.find<QPlainTextEdit>("crawlExclude"), QStringLiteral("glob:*/tree/3"));
        it.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        QCOMPARE(it.counts()[RowState::Ok], 3); // the root, 1 and 2
        QCOMPARE(it.run()->options().follow.depth, 1);
    }

    void aBadPatternIsToldAtItsFieldAndNothingStarts()
    {
        WindowHarness it;
        it.server.onAny(&site);
        it.paste(text(it, "/tree/"));
        chooseCrawl(it);
        auto *include = it.find<QPlainTextEdit>("crawlInclude");
        write(include, QStringLiteral("a(b"));
        auto *problem = it.find<QLabel>("crawlProblem");
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(QLatin1String("a(b")), qPrintable(problem->text()));
        it.find<QTabWidget>("options")->setCurrentIndex(0);
        it.editor().setFocus();
        it.press(Qt::Key_F5);
        QVERIFY2(it.message().contains(QLatin1String("a(b")), qPrintable(it.message()));
        QVERIFY(include->hasFocus());
        QVERIFY(!it.run());
        QCOMPARE(it.editor().toPlainText(), text(it, "/tree/")); // nothing is lost
        write(include, QStringLiteral("tree/[12]$"));
        QVERIFY(!problem->isVisible());
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        QCOMPARE(it.counts()[RowState::Ok], 3);
    }

    void aDelayChangedWhileRunningIsObeyed()
    {
        WindowHarness it;
        CrawlOptions options = hastyOptions();
        options.delay = 10ms;
        options.adaptive = false;
        it.window->setLimits(options);
        it.paste(it.urls("page", 2'000));
        it.press(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(it.server.requestCount() > 10, 10'000);
        type(it.find<QSpinBox>("delay"), 300);
        QTRY_COMPARE(it.run()->options().delay, milliseconds(300));
        QTRY_COMPARE_WITH_TIMEOUT(gapOfLastTwo(it) >= 200ms, true, 1'500); // within a second, and what a gap takes
        it.server.forgetRequests();
        QTRY_VERIFY_WITH_TIMEOUT(it.server.requestCount() >= 4, 5'000);
        const QList<Request> late = it.server.requests();
        for (qsizetype i = 1; i < late.size(); ++i) // as they arrive, which on a busy machine is not as they start
            QVERIFY(late[i].arrived - late[i - 1].arrived >= 200ms);
        QCOMPARE(it.state(), Run::State::Running);

        type(it.find<QSpinBox>("delay"), 0);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 20'000);
        QCOMPARE(it.counts()[RowState::Ok], 2'000);
    }

    void aNarrowerScopeIsTriedBeforeItIsApplied()
    {
        WindowHarness it;
        it.server.onAny(&site);
        CrawlOptions options = hastyOptions();
        options.perHost = 2; // so that most of what is found stays queued: two pages hang
        it.window->setLimits(options);
        it.paste(text(it, "/wide/"));
        chooseCrawl(it);
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.counts().total(), 36, 10'000);
        QTRY_COMPARE(it.window->session().progress().inFlight, 2);

        auto *exclude = it.find<QPlainTextEdit>("crawlExclude");
        auto *question = it.find<QWidget>("scopeQuestion");
        write(exclude, QStringLiteral("/drop/"));
        QTRY_VERIFY(question->isVisible());
        QCOMPARE(it.find<QLabel>("wouldDrop")->text(), QStringLiteral("Would drop 30 queued rows."));
        QVERIFY(it.run()->options().follow.exclude.isEmpty());
        QCOMPARE(it.counts()[RowState::Skipped], 0);
        QTest::mouseClick(it.find<QPushButton>("revertScope"), Qt::LeftButton);
        QVERIFY(exclude->toPlainText().isEmpty());
        QVERIFY(!question->isVisible());

        write(exclude, QStringLiteral("/drop/[12]"));
        QTRY_VERIFY(question->isVisible());
        QCOMPARE(it.find<QLabel>("wouldDrop")->text(), QStringLiteral("Would drop 22 queued rows.")); // 1, 2, 10 … 29
        QTest::mouseClick(it.find<QPushButton>("applyScope"), Qt::LeftButton);
        QTRY_COMPARE(it.counts()[RowState::Skipped], 22);
        QVERIFY(!question->isVisible());
        QCOMPARE(it.run()->options().follow.exclude, QStringList(QStringLiteral("/drop/[12]")));
        it.action("stop").trigger();
        QTRY_COMPARE(it.state(), Run::State::Finished);
    }

    void aStoppedRunGoesOnWithTheLimitsOfTheMoment()
    {
        WindowHarness it;
        it.paste(it.urls("page", 3) + it.urls("hang", 3));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.counts()[RowState::Ok], 3, 10'000);
        it.action("stop").trigger();
        QTRY_COMPARE(it.state(), Run::State::Finished);
        it.server.onAny([](const Request &) { return Script::html("<title>Late</title>"); });
        type(it.find<QSpinBox>("perHost"), 1);
        it.press(Qt::Key_F5);
        QCOMPARE(it.run()->options().perHost, 1);
        QTRY_COMPARE_WITH_TIMEOUT(it.counts()[RowState::Ok], 6, 10'000);
        QTRY_COMPARE(it.state(), Run::State::Finished);
    }

    void modeAndMannersAreKeptForTheNextTimeAndPatternsAreNot()
    {
        WindowHarness it;
        it.server.onAny(&site);
        it.paste(text(it, "/tree/"));
        chooseCrawl(it);
        type(it.find<QSpinBox>("crawlDepth"), 1);
        write(it.find<QPlainTextEdit>("crawlInclude"), QStringLiteral("tree"));
        it.find<QTabWidget>("options")->setCurrentIndex(0);
        QTest::mouseClick(it.find<QCheckBox>("adaptive"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(!it.find<QCheckBox>("adaptive")->isChecked());
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);

        MainWindow next(it.settings, it.home.path());
        QCOMPARE(next.findChild<QComboBox *>(QStringLiteral("crawlMode"))->currentIndex(), 1);
        QCOMPARE(next.findChild<QSpinBox *>(QStringLiteral("crawlDepth"))->value(), 1);
        QVERIFY(!next.findChild<QCheckBox *>(QStringLiteral("adaptive"))->isChecked());
        QVERIFY(next.findChild<QPlainTextEdit *>(QStringLiteral("crawlInclude"))->toPlainText().isEmpty());
    }

    void selectedRowsAreSkippedAtOnce()
    {
        WindowHarness it;
        CrawlOptions options = hastyOptions();
        options.perHost = 2; // line 1 and 2 are in flight, the others queued
        it.window->setLimits(options);
        it.paste(it.urls("hang", 6));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.window->session().progress().inFlight, 2, 10'000);
        QTRY_COMPARE(it.rows().rowCount(), 6);
        it.table().setFocus();
        QVERIFY(!it.action("skipRows").isEnabled());
        clickRow(it, 0);                      // in flight
        clickRow(it, 4, Qt::ControlModifier); // queued
        QTRY_VERIFY(it.action("skipRows").isEnabled());
        QVERIFY(!it.action("retryRows").isEnabled());
        it.press(Qt::Key_K, Qt::ControlModifier);
        QTRY_COMPARE(it.counts()[RowState::Skipped], 2);
        QTRY_COMPARE(it.cell(0, Column::State), QStringLiteral("skipped"));
        QTRY_COMPARE(it.cell(4, Column::State), QStringLiteral("skipped"));
        QTRY_VERIFY(!it.action("skipRows").isEnabled()); // they are no longer queued
        QVERIFY(it.action("retryRows").isEnabled());
        it.action("stop").trigger();
        QTRY_COMPARE(it.state(), Run::State::Finished);
        QVERIFY(!it.action("skipRows").isEnabled());
    }

    void failedRowsAreRetriedAndTheRunStartsAgain()
    {
        WindowHarness it;
        it.paste(it.urls("page", 4) + it.urls("missing", 3));
        QVERIFY(!it.action("retryFailed").isEnabled());
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        QCOMPARE(it.counts()[RowState::Failed], 3);
        QTRY_VERIFY(it.action("retryFailed").isEnabled());
        QVERIFY(!it.action("retryFiltered").isEnabled()); // nothing is filtered
        it.server.forgetRequests();
        it.server.onAny([](const Request &) { return Script::html("<title>Late</title>"); });
        it.press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(it.counts()[RowState::Ok], 7, 10'000);
        QTRY_COMPARE(it.state(), Run::State::Finished);
        QCOMPARE(it.server.requestCount(), 3);
        QTRY_COMPARE(it.cell(6, Column::Title), QStringLiteral("Late"));
        QCOMPARE(it.cell(0, Column::Title), QStringLiteral("Page 1"));
        QVERIFY(!it.action("retryFailed").isEnabled());
    }

    void theFilteredOrSelectedRowsAreRetried()
    {
        WindowHarness it;
        it.paste(it.urls("page", 12) + QStringLiteral("ftp://no/\n"));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        it.server.onAny([](const Request &) { return Script::html("<title>Again</title>"); });
        it.server.forgetRequests();
        it.find<QLineEdit>("filterText")->setText(QStringLiteral("page/1"));
        QTRY_COMPARE(it.rows().rowCount(), 4); // 1, 10, 11 and 12
        QTRY_VERIFY(it.action("retryFiltered").isEnabled());
        it.action("retryFiltered").trigger();
        QTRY_COMPARE_WITH_TIMEOUT(it.server.requestCount(), 4, 10'000);
        QTRY_COMPARE(it.state(), Run::State::Finished);

        it.find<QLineEdit>("filterText")->clear();
        QTRY_COMPARE(it.rows().rowCount(), 13);
        it.server.forgetRequests();
        clickRow(it, 12); // which is no URL
        QTRY_VERIFY(!it.action("retryRows").isEnabled());
        clickRow(it, 5);
        clickRow(it, 6, Qt::ShiftModifier);
        QTRY_VERIFY(it.action("retryRows").isEnabled());
        it.press(Qt::Key_T, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(it.server.requestCount(), 2, 10'000);
        QTRY_COMPARE(it.cell(5, Column::Title), QStringLiteral("Again"));
        QTRY_COMPARE(it.state(), Run::State::Finished);
        QVERIFY(it.table().actions().contains(&it.action("retryRows"))); // which is its context menu
        QCOMPARE(it.table().contextMenuPolicy(), Qt::ActionsContextMenu);
    }

private:
    static void clickRow(const WindowHarness &it, int row, Qt::KeyboardModifiers keys = {})
    {
        QTest::mouseClick(it.table().viewport(), Qt::LeftButton, keys,
                          QPoint(60, it.table().rowViewportPosition(row) + 5));
    }
    static std::chrono::steady_clock::duration gapOfLastTwo(const WindowHarness &it)
    {
        const QList<Request> requests = it.server.requests();
        return requests.last().arrived - requests[requests.size() - 2].arrived;
    }
};

QTEST_MAIN(TestWindowCrawl)
#include "tst_window_crawl.moc"
