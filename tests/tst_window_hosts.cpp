#include "hostmodel.h"
#include "statelook.h"
#include "support/windowharness.h"

#include <QAbstractItemModelTester>
#include <QDockWidget>
#include <QLabel>
#include <QSignalSpy>
#include <QToolBar>
#include <QToolButton>

using namespace creel;
using namespace creel::test;

/// The hosts of a run: what is told of them, and what can be done with one of them.
class TestWindowHosts : public QObject
{
    Q_OBJECT

    static HostLane lane(const char *host, HostLane::State state = HostLane::State::Working, qint64 queued = 0)
    {
        HostLane lane;
        lane.host = host;
        lane.state = state;
        lane.queued = queued;
        return lane;
    }
    static QStringList hostsOf(const HostModel &model)
    {
        QStringList hosts;
        for (int row = 0; row < model.rowCount(); ++row)
            hosts << QString::fromLatin1(model.lane(row).host);
        return hosts;
    }

    /// Pages of two hosts in turn: 127.0.0.1 and 127.0.0.2.
    static QString twoHosts(WindowHarness &it, const char *kind, int each)
    {
        it.server.listenAt(QStringLiteral("127.0.0.2"));
        QString text;
        for (int i = 1; i <= each; ++i) {
            for (const char *host : {"127.0.0.1", "127.0.0.2"})
                text += QString::fromLatin1(it.server.url("/" + QByteArray(kind) + "/" + QByteArray::number(i), host)
                                            + '\n');
        }
        return text;
    }
    static QTableView &hosts(const WindowHarness &it) { return *it.find<QTableView>("hosts"); }
    static QString cell(const WindowHarness &it, const QString &host, HostModel::Column column)
    {
        const QAbstractItemModel &model = *hosts(it).model();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data().toString().contains(host))
                return model.index(row, column).data().toString();
        }
        return {};
    }
    static void clickHost(const WindowHarness &it, const QString &host)
    {
        QTableView &table = hosts(it);
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            const QModelIndex index = table.model()->index(row, 0);
            if (index.data().toString().contains(host))
                QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
        }
        QCOMPARE(table.selectionModel()->selectedRows().size(), 1);
    }
    static void press(const WindowHarness &it, const char *button)
    {
        QVERIFY(it.find<QToolButton>(button)->isEnabled());
        QTest::mouseClick(it.find<QToolButton>(button), Qt::LeftButton);
    }
    static qsizetype requestsAt(const WindowHarness &it, const QString &address)
    {
        const QList<Request> requests = it.server.requests();
        return std::count_if(requests.begin(), requests.end(),
                             [&](const Request &request) { return request.localAddress == address; });
    }

private Q_SLOTS:
    void aHostKeepsItsRowAndItsSelection()
    {
        HostModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &HostModel::modelReset);
        model.setLanes({lane("http://a"), lane("http://b"), lane("http://c")});
        const QPersistentModelIndex b = model.index(1, HostModel::Host);
        model.setLanes({lane("http://c"), lane("http://d"), lane("http://b")}); // the busiest first, and a is gone
        QCOMPARE(hostsOf(model),
                 (QStringList{QStringLiteral("http://b"), QStringLiteral("http://c"), QStringLiteral("http://d")}));
        QVERIFY(b.isValid());
        QCOMPARE(b.row(), 0);

        model.setLanes({lane("http://b", HostLane::State::Working, 9), lane("http://c", HostLane::State::Working, 7),
                        lane("http://d", HostLane::State::Working, 8)});
        model.sort(HostModel::Queued, Qt::AscendingOrder);
        QCOMPARE(hostsOf(model),
                 (QStringList{QStringLiteral("http://c"), QStringLiteral("http://d"), QStringLiteral("http://b")}));
        QCOMPARE(b.row(), 2);
        QCOMPARE(b.data().toString(), QStringLiteral("http://b"));
        model.setLanes({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!b.isValid());
        QVERIFY(resets.isEmpty());
    }

    void numbersReadAsAPersonReadsThem()
    {
        HostLane it = lane("https://example.com", HostLane::State::Waiting, 4'120);
        it.delayMs = 1'500;
        it.nextStartMs = 2'340;
        it.reason = QStringLiteral("429, Retry-After: 3");
        it.p50Ms = 87;
        HostModel model;
        model.setLanes({it});
        const auto text = [&](HostModel::Column column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(HostModel::Queued), QStringLiteral("4,120"));
        QCOMPARE(text(HostModel::Delay), QStringLiteral("1,500 ms"));
        QCOMPARE(text(HostModel::NextStart), QStringLiteral("in 2.3 s"));
        QCOMPARE(text(HostModel::P50), QStringLiteral("87 ms"));
        QCOMPARE(text(HostModel::P95), QString());
        QCOMPARE(text(HostModel::State), QStringLiteral("Waiting"));
        QCOMPARE(model.index(0, HostModel::Host).data(Qt::ToolTipRole).toString(), it.reason);
        QSet<int> glyphs;
        for (int state = 0; state <= int(HostLane::State::Parked); ++state)
            glyphs.insert(int(stateGlyph(HostLane::State(state))));
        QCOMPARE(glyphs.size(), int(HostLane::State::Parked) + 1); // more than a colour
    }

    void oneHostIsPausedWhileTheOtherGoesOn()
    {
        WindowHarness it;
        CrawlOptions options = hastyOptions();
        options.perHost = 1;
        options.delay = 5ms;
        it.window->setLimits(options);
        it.paste(twoHosts(it, "page", 400));
        it.press(Qt::Key_F5);
        it.press(Qt::Key_F7);
        QVERIFY(it.find<QDockWidget>("hostDock")->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(hosts(it).model()->rowCount(), 2, 10'000);
        QVERIFY(!it.find<QToolButton>("pauseHostButton")->isEnabled()); // nothing is selected
        clickHost(it, QStringLiteral("127.0.0.2"));
        QVERIFY(!it.find<QToolButton>("resumeHostButton")->isEnabled());
        press(it, "pauseHostButton");
        QTRY_COMPARE(cell(it, QStringLiteral("127.0.0.2"), HostModel::State), QStringLiteral("Paused"));
        QTRY_COMPARE(cell(it, QStringLiteral("127.0.0.2"), HostModel::InFlight), QStringLiteral("0"));
        const qsizetype held = requestsAt(it, QStringLiteral("127.0.0.2"));
        QVERIFY(held < 400);
        QTRY_COMPARE_WITH_TIMEOUT(requestsAt(it, QStringLiteral("127.0.0.1")), 400, 20'000);
        QCOMPARE(requestsAt(it, QStringLiteral("127.0.0.2")), held);
        QCOMPARE(it.state(), Run::State::Running);
        QCOMPARE(hosts(it).selectionModel()->selectedRows().size(), 1); // all the while
        press(it, "resumeHostButton");
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 20'000);
        QCOMPARE(it.counts()[RowState::Ok], 800);
        QTRY_COMPARE(hosts(it).model()->rowCount(), 0); // there is nothing true to tell any more
    }

    void aParkedHostIsAskedAgain()
    {
        WindowHarness it;
        it.server.onAny([](const Request &request) {
            return request.localAddress == QLatin1String("127.0.0.2") ? Script::status(503) : Script().hang();
        });
        CrawlOptions options = hastyOptions();
        options.perHost = 1;
        options.adaptive = false;
        it.window->setLimits(options);
        it.paste(twoHosts(it, "page", 200));
        QTest::mouseClick(
            qobject_cast<QToolButton *>(it.find<QToolBar>("toolbar")->widgetForAction(&it.action("hosts"))),
            Qt::LeftButton);
        it.action("start").trigger();
        const QString bad = QStringLiteral("127.0.0.2");
        QTRY_COMPARE_WITH_TIMEOUT(cell(it, bad, HostModel::State), QStringLiteral("Parked"), 20'000);
        QVERIFY(!cell(it, bad, HostModel::Reason).isEmpty());
        QVERIFY(it.find<QLabel>("hostSum")->text().contains(QLatin1String("1 parked")));
        const qsizetype asked = requestsAt(it, bad);
        it.server.onAny([](const Request &) { return Script::html("<title>Better</title>"); });
        clickHost(it, bad);
        press(it, "unparkHostButton");
        QTRY_VERIFY_WITH_TIMEOUT(requestsAt(it, bad) > asked + 10, 10'000);
        it.action("stop").trigger();
        QTRY_COMPARE(it.state(), Run::State::Finished);
    }

    void thePanelIsAskedForAndComesBackNextTime()
    {
        WindowHarness it;
        auto *dock = it.find<QDockWidget>("hostDock");
        QVERIFY(!dock->isVisible());
        it.press(Qt::Key_F7);
        QVERIFY(dock->isVisible());
        QVERIFY(hosts(it).hasFocus());
        it.press(Qt::Key_F6);
        QVERIFY(it.editor().hasFocus()); // it is a pane among the others
        it.window->close();
        it.openWindow();
        QVERIFY(it.find<QDockWidget>("hostDock")->isVisible());
        QVERIFY(it.action("hosts").isChecked());
        it.press(Qt::Key_F7);
        QVERIFY(!it.find<QDockWidget>("hostDock")->isVisible());
    }
};

QTEST_MAIN(TestWindowHosts)
#include "tst_window_hosts.moc"
