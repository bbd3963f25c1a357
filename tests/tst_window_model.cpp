#include "recordmodel.h"
#include "recordtable.h"
#include "support/runharness.h"
#include "support/testserver.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>

using namespace creel;
using namespace creel::test;

/// The table's model over a run file, and the view that follows lines, not positions.
class TestWindowModel : public QObject
{
    Q_OBJECT

    static QString paste(const TestServer &server, int lines)
    {
        QString text;
        for (int i = 1; i <= lines; ++i)
            text += QString::fromLatin1(server.url("/" + QByteArray::number(i))) + u'\n';
        return text;
    }
    static QString invalidLines(int count)
    {
        QString text;
        for (int i = 1; i <= count; ++i)
            text += QStringLiteral("ftp://example.com/%1\n").arg(i);
        return text;
    }
    static qint64 lineOf(const RecordModel &model, int row)
    {
        const Record *record = model.record(row);
        return record ? record->line : -1;
    }

private Q_SLOTS:
    void modelKeepsTheRulesWhileRowsArrive()
    {
        TestServer server;
        server.onAny([](const Request &) { return Script::html("<title>T</title>"); });
        RunHarness it(paste(server, 400));
        RecordModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRun(&it.run());
        QTRY_COMPARE(model.rowCount(), 400);
        model.setVisibleRows(0, 30);
        it.run().start();
        QTRY_COMPARE_WITH_TIMEOUT(it.finishes(), 1, 4'000);
        QTRY_COMPARE(model.index(10, int(Column::Title)).data().toString(), QStringLiteral("T"));
        model.sort(int(Column::Line), Qt::DescendingOrder);
        QTRY_COMPARE(lineOf(model, 0), 400);
        RowQuery query;
        query.state = RowState::Failed;
        model.setQuery(query);
        QTRY_COMPARE(model.rowCount(), 0);
        model.setRun(nullptr);
    }

    void onlyAFewPagesAreHeld()
    {
        RunHarness it(invalidLines(4'000));
        RecordModel model;
        model.setRun(&it.run());
        QTRY_COMPARE(model.rowCount(), 4'000);
        for (int first = 0; first < 4'000; first += RecordModel::pageRows) {
            model.setVisibleRows(first, first + 30);
            QTRY_VERIFY(model.record(first));
        }
        int held = 0;
        for (int row = 0; row < 4'000; row += RecordModel::pageRows)
            held += model.record(row) ? 1 : 0;
        QVERIFY(held <= RecordModel::keptPages);
        QCOMPARE(lineOf(model, 3'999), 4'000);
    }

    void rowsThatACrawlAddsStay()
    {
        TestServer server;
        server.onAny([](const Request &request) {
            QByteArray html = "<a href=/more>more</a>";
            for (int i = 1; i <= 150; ++i)
                html += "<a href=" + request.target + "/" + QByteArray::number(i) + ">x</a>";
            if (request.target == "/more") // when the first page of rows is there
                return Script().pause(milliseconds(400)).send(Script::html(html).steps().first().bytes);
            return request.target == "/list" ? Script::html(html) : Script().hang();
        });
        CrawlOptions options = hastyOptions();
        options.follow.links = true;
        RunHarness it(QString::fromLatin1(server.url("/list")), options);
        RecordModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy removals(&model, &RecordModel::rowsRemoved);
        model.setRun(&it.run());
        model.setVisibleRows(0, 30);
        it.run().start();
        QTRY_COMPARE(model.rowCount(), 152);
        QTRY_COMPARE(it.run().progress().counts.total(), 302);
        QTRY_VERIFY(model.record(1) && model.record(1)->state == RowState::Ok); // so the page was read again
        QCOMPARE(model.rowCount(), 302);
        QVERIFY(removals.isEmpty());
        it.run().stop();
        QTRY_COMPARE(it.finishes(), 1);
        model.setRun(nullptr);
    }

    void aRowThatIsNotThereYetIsAPlaceholder()
    {
        RunHarness it(invalidLines(5'000));
        RecordModel model;
        model.setRun(&it.run());
        QTRY_VERIFY(model.record(0));
        QVERIFY(!model.record(3'000));
        QCOMPARE(model.index(3'000, int(Column::Url)).data().toString(), QStringLiteral("…"));
        QCOMPARE(model.idAt(3'000), std::optional<qint64>(3'001));
        QSignalSpy loaded(&model, &RecordModel::dataChanged);
        model.setVisibleRows(3'000, 3'030);
        QTRY_VERIFY(model.record(3'000));
        QVERIFY(loaded.size() >= 1);
    }

    void scrollingFarAsksOnlyForWhatIsSeenAtLast()
    {
        RunHarness it(invalidLines(20'000));
        RecordModel model;
        model.setRun(&it.run());
        QTRY_VERIFY(model.record(0));
        QSignalSpy loaded(&model, &RecordModel::rowsLoaded);
        for (int first = 1'000; first < 20'000; first += 100)
            model.setVisibleRows(first, first + 30);
        QTRY_VERIFY(model.record(19'968));
        QVERIFY2(loaded.size() <= 5, qPrintable(QString::number(loaded.size()))); // of 150 pages on the way
    }

    void selectionAndPlaceFollowTheLineWhenTheOrderChanges()
    {
        RunHarness it(invalidLines(5'000));
        RecordModel model;
        RecordTable table(model);
        table.resize(900, 500);
        table.show();
        model.setRun(&it.run());
        QTRY_VERIFY(model.record(0));
        table.verticalScrollBar()->setValue(2'000 * table.rowHeight(0));
        table.selectRow(2'007);
        QTRY_COMPARE(table.currentId(), std::optional<qint64>(2'008));
        const int y = table.rowViewportPosition(2'007);

        model.sort(int(Column::Line), Qt::DescendingOrder);
        QTRY_COMPARE(table.currentIndex().row(), 2'992);
        QCOMPARE(table.currentId(), std::optional<qint64>(2'008));
        QCOMPARE(table.selectedRanges(), (QList<std::pair<int, int>>{{2'992, 2'993}}));
        QCOMPARE(table.rowViewportPosition(2'992), y);

        RowQuery query;
        query.text = QStringLiteral("/2008");
        model.setQuery(query);
        QTRY_COMPARE(table.currentIndex().row(), 0);
        query.text = QStringLiteral("/3");
        model.setQuery(query);
        QTRY_VERIFY(!table.currentIndex().isValid()); // filtered out
        QTRY_COMPARE(table.currentId(), std::nullopt);
        model.setRun(nullptr);
    }

    void allRowsSelectedAreOneRange()
    {
        RunHarness it(invalidLines(20'000));
        RecordModel model;
        RecordTable table(model);
        table.show();
        model.setRun(&it.run());
        QTRY_COMPARE(model.rowCount(), 20'000);
        table.selectAll();
        QCOMPARE(table.selectedRanges(), (QList<std::pair<int, int>>{{0, 20'000}}));
        model.sort(int(Column::Url), Qt::AscendingOrder);
        QTRY_VERIFY(!model.isBusy());
        QTRY_COMPARE(table.selectedRanges(), (QList<std::pair<int, int>>{{0, 20'000}}));
        model.setRun(nullptr);
    }
};

QTEST_MAIN(TestWindowModel)
#include "tst_window_model.moc"
