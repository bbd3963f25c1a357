#include "run/records.h"

#include "support/awaited.h"
#include "support/footprint.h"
#include "support/runfile.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

using Records = AsyncGenerator<Expected<Record, FileError>>;

struct Seen {
    QList<qint64> lines;
    QStringList titles;
    QString error;
};

/// Reads to the end, or until `most` records came. `between` is told the number of each.
QCoro::Task<Seen> read(Records records, int most, std::function<void(qsizetype)> between)
{
    Seen seen;
    for (int i = 0; i < most; ++i) {
        const std::optional<Expected<Record, FileError>> record = co_await records.next();
        if (!record)
            break;
        if (*record) {
            seen.lines << (*record)->line;
            seen.titles << (*record)->title;
        } else {
            seen.error += record->error().message;
        }
        if (between)
            between(seen.lines.size());
    }
    co_return seen;
}

/// The most that was allocated while all of them came by.
QCoro::Task<qint64> mostAllocated(Records records, int *count)
{
    qint64 most = 0;
    for (;;) {
        const std::optional<Expected<Record, FileError>> record = co_await records.next();
        if (!record)
            co_return most;
        ++*count;
        most = std::max(most, allocatedBytes());
    }
}

Seen all(Records records, std::function<void(qsizetype)> between = {})
{
    return awaited(read(std::move(records), std::numeric_limits<int>::max(), std::move(between)));
}

} // namespace

class TestRecords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void everyRecordComesInTheOrderOfLines_data();
    void everyRecordComesInTheOrderOfLines();
    void aQueryGivesItsRowsInItsOrder();
    void leavingEarlyClosesTheFile();
    void aStopEndsItBeforeTheNextRecord();
    void pagesStandAsTheyAreWhenTheyAreRead();
    void aMissingFileIsOneError();
    void memoryDoesNotGrowWithTheRun();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestRecords::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"run.creel"_s);
}

void TestRecords::everyRecordComesInTheOrderOfLines_data()
{
    QTest::addColumn<int>("rows");
    for (const int rows : {1, 499, 500, 501, 1700}) // around the page's size
        QTest::addRow("%d", rows) << rows;
}

void TestRecords::everyRecordComesInTheOrderOfLines()
{
    QFETCH(int, rows);
    makeRun(m_path, manyLines(rows));
    const Seen seen = all(recordsOf(m_path));
    QCOMPARE(seen.error, QString());
    QCOMPARE(seen.lines.size(), rows);
    for (qint64 line = 1; line <= rows; ++line)
        QCOMPARE(seen.lines[line - 1], line);
}

void TestRecords::aQueryGivesItsRowsInItsOrder()
{
    auto store = makeRun(m_path, manyLines(2000));
    std::vector<StoredRecord> batch;
    for (qint64 line = 1; line <= 1200; ++line)
        batch.push_back(okRow(line));
    QVERIFY(store->commit(batch));
    RowQuery query;
    query.state = RowState::Ok;
    query.descending = true;
    query.sortBy = Column::Line;
    const Seen seen = all(recordsOf(m_path, query));
    QCOMPARE(seen.lines.size(), 1200);
    QCOMPARE(seen.lines.first(), 1200);
    QVERIFY(std::is_sorted(seen.lines.rbegin(), seen.lines.rend()));
}

void TestRecords::leavingEarlyClosesTheFile()
{
    makeRun(m_path, manyLines(2000));
    all(recordsOf(m_path)); // what Qt opens once and keeps
    const qsizetype before = openDescriptors();
    QCOMPARE(awaited(read(recordsOf(m_path), 3, {})).lines, QList<qint64>({1, 2, 3}));
    QCOMPARE(awaited(read(recordsOf(m_path), 600, {})).lines.size(), 600);
    {
        const Records never = recordsOf(m_path); // nobody asks
    }
    QCOMPARE(openDescriptors(), before);
}

void TestRecords::aStopEndsItBeforeTheNextRecord()
{
    makeRun(m_path, manyLines(2000));
    std::stop_source stop;
    const auto stopAt = [&stop](qsizetype seen) {
        if (seen == 750)
            stop.request_stop();
    };
    QCOMPARE(all(recordsOf(m_path, {}, stop.get_token()), stopAt).lines.size(), 750);
    QCOMPARE(all(recordsOf(m_path, {}, stop.get_token())).lines.size(), 0); // stopped before it began
}

void TestRecords::pagesStandAsTheyAreWhenTheyAreRead()
{
    auto store = makeRun(m_path, manyLines(1500));
    const auto writeAt = [&store](qsizetype seen) {
        if (seen == 700)
            QVERIFY(store->commit({okRow(300, u"behind"_s), okRow(900, u"in the page"_s), okRow(1400, u"ahead"_s)}));
    };
    const Seen seen = all(recordsOf(m_path), writeAt);
    QCOMPARE(seen.lines.size(), 1500);
    QCOMPARE(seen.titles[299], QString());
    QCOMPARE(seen.titles[899], QString());
    QCOMPARE(seen.titles[1399], u"ahead"_s);
}

void TestRecords::aMissingFileIsOneError()
{
    const Seen seen = all(recordsOf(m_path));
    QVERIFY(seen.lines.isEmpty());
    QVERIFY2(seen.error.contains(m_path), qPrintable(seen.error));
    QVERIFY2(!QFile::exists(m_path), "looking makes nothing");
}

void TestRecords::memoryDoesNotGrowWithTheRun()
{
    constexpr int rows = 15'000;
    {
        auto store = makeRun(m_path, manyLines(rows));
        std::vector<StoredRecord> batch;
        for (qint64 line = 1; line <= rows; ++line)
            batch.push_back(okRow(line, QString(2000, u'x')));
        QVERIFY(store->commit(batch));
    }
    QVERIFY(QFileInfo(m_path).size() > 28 * 1024 * 1024);
    const qint64 before = allocatedBytes();
    int count = 0;
    const qint64 growth = awaited(mostAllocated(recordsOf(m_path), &count)) - before;
    QCOMPARE(count, rows);
    // SQLite's cache of 8 MiB, and two pages of 500 rows of 4 kB: the one that goes and the one that comes.
    QVERIFY2(growth < 14 * 1024 * 1024, qPrintable(QString::number(growth)));
}

QTEST_GUILESS_MAIN(TestRecords)
#include "tst_records.moc"
