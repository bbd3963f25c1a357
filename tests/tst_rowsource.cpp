#include "store/rowsource.h"

#include "support/runfile.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

RowQuery sortedBy(Column column, bool descending = false)
{
    RowQuery query;
    query.sortBy = column;
    query.descending = descending;
    return query;
}

RowQuery withText(const QString &text)
{
    RowQuery query;
    query.text = text;
    return query;
}

/// The lines of the query's result, in its order.
QList<qint64> linesOf(RowSource &rows, const RowQuery &query)
{
    const auto total = rows.setQuery(query);
    const auto window = rows.window(0, 1'000'000);
    QList<qint64> lines;
    if (!total || !window || window.value().total != total.value())
        return {-1};
    for (const Record &record : window.value().rows)
        lines << record.line;
    return lines;
}

} // namespace

class TestRowSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void withoutAQueryRowsStandByLine();
    void aWindowIsCutToTheRowsThatThereAre();
    void numbersSortAsNumbersAndTextsWithoutCase();
    void emptyCellsAreLastInBothDirections();
    void tiesStayInTheOrderOfLines();
    void everyColumnSorts();
    void textIsFoundInTheColumnsThatArePromised();
    void textIsFoundAsItStands_data();
    void textIsFoundAsItStands();
    void filtersAndSortCombine();
    void onlyTheNamedRowsAreLeftIn();
    void positionsAndWindowsAgree();
    void aCancelledQueryLeavesTheOneBefore();
    void aQueryIsCancelledInTheMiddle();
    void windowsShowRowsAsTheyStandNowAndRefreshReorders();
    void countsAlwaysSumUp();
    void detailsOfAnUnfetchedRowAreEmpty();
    void aDamagedBodyIsAnError();
    void aLineThatIsNotThereIsAnError();
    void forEachReadsOneSnapshotWhileTheWriterGoesOn();
    void readersWorkSideBySide();
    void aRunInAFolderThatCantBeWrittenIsRead_data();
    void aRunInAFolderThatCantBeWrittenIsRead();
    void theFileIsNeverChanged();

private:
    QString file() const { return m_folder->filePath(u"run #1%20ä?.creel"_s); } // a name that is no URI by itself
    RowSource &open();
    void commit(const std::vector<StoredRecord> &batch) { QVERIFY(m_store->commit(batch)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RunStore> m_store;
    std::vector<std::unique_ptr<RowSource>> m_readers;
};

void TestRowSource::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = makeRun(file(), manyLines(6));
}

void TestRowSource::cleanup()
{
    m_readers.clear();
    m_store.reset();
    m_folder.reset();
}

RowSource &TestRowSource::open()
{
    auto rows = RowSource::open(file());
    if (!rows)
        qFatal("%s", qPrintable(rows.error().message));
    return *m_readers.emplace_back(std::move(*rows));
}

void TestRowSource::onlyTheNamedRowsAreLeftIn()
{
    RowQuery query;
    query.ids = {5, 2, 99};
    QVERIFY(!query.isPlain());
    QCOMPARE(linesOf(open(), query), (QList<qint64>{2, 5}));
    query.descending = true;
    QCOMPARE(linesOf(open(), query), (QList<qint64>{5, 2}));
    query.state = RowState::Ok; // and none of them is
    QCOMPARE(linesOf(open(), query), QList<qint64>());
}

void TestRowSource::withoutAQueryRowsStandByLine()
{
    RowSource &rows = open();
    const RowWindow window = rows.window(2, 3).value();
    QCOMPARE(window.first, 2);
    QCOMPARE(window.total, 6);
    QCOMPARE(window.rows.size(), 3);
    QCOMPARE(window.rows.front().line, 3);
    QCOMPARE(linesOf(rows, {}), (QList<qint64>{1, 2, 3, 4, 5, 6}));
    QCOMPARE(linesOf(rows, sortedBy(Column::Line, true)), (QList<qint64>{6, 5, 4, 3, 2, 1}));
    RowQuery backwards;
    backwards.descending = true;
    QCOMPARE(linesOf(rows, backwards), (QList<qint64>{6, 5, 4, 3, 2, 1}));
    QCOMPARE(linesOf(rows, sortedBy(Column::Line)), (QList<qint64>{1, 2, 3, 4, 5, 6}));
}

void TestRowSource::aWindowIsCutToTheRowsThatThereAre()
{
    RowSource &rows = open();
    for (const RowQuery &query : {RowQuery(), sortedBy(Column::Url)}) {
        QVERIFY(rows.setQuery(query));
        QCOMPARE(rows.window(4, 100).value().rows.size(), 2);
        QCOMPARE(rows.window(6, 1).value().rows.size(), 0);
        QCOMPARE(rows.window(99, 5).value().total, 6);
        QCOMPARE(rows.window(-2, 3).value().rows.size(), 1);
        QCOMPARE(rows.window(1, std::numeric_limits<qint64>::max()).value().rows.size(), 5);
        QCOMPARE(rows.window(2, 0).value().rows.size(), 0);
    }
}

void TestRowSource::numbersSortAsNumbersAndTextsWithoutCase()
{
    std::vector<StoredRecord> batch;
    const qint64 bytes[] = {100, 20, 3, 1'000'000'000'000, 0, 99};
    const QString titles[] = {u"b"_s, u"A"_s, u"a2"_s, u"C"_s, u"B1"_s, u"ä"_s};
    for (qint64 line = 1; line <= 6; ++line) {
        batch.push_back(okRow(line, titles[line - 1]));
        batch.back().record.bytes = bytes[line - 1];
    }
    commit(batch);
    RowSource &rows = open();
    QCOMPARE(linesOf(rows, sortedBy(Column::Bytes)), (QList<qint64>{5, 3, 2, 6, 1, 4}));
    QCOMPARE(linesOf(rows, sortedBy(Column::Bytes, true)), (QList<qint64>{4, 1, 6, 2, 3, 5}));
    QCOMPARE(linesOf(rows, sortedBy(Column::Title)), (QList<qint64>{2, 3, 1, 5, 4, 6}));
}

void TestRowSource::emptyCellsAreLastInBothDirections()
{
    commit({okRow(2, u"b"_s), okRow(4, u""_s), okRow(5, u"a"_s)});
    StoredRecord counted = okRow(3);
    counted.record.words = 0; // nothing, but not empty
    commit({counted});
    RowSource &rows = open();
    QCOMPARE(linesOf(rows, sortedBy(Column::Title)), (QList<qint64>{5, 2, 1, 3, 4, 6}));
    QCOMPARE(linesOf(rows, sortedBy(Column::Title, true)), (QList<qint64>{2, 5, 1, 3, 4, 6}));
    QCOMPARE(linesOf(rows, sortedBy(Column::Words)), (QList<qint64>{3, 1, 2, 4, 5, 6}));
    QCOMPARE(linesOf(rows, sortedBy(Column::Words, true)), (QList<qint64>{3, 1, 2, 4, 5, 6}));
}

void TestRowSource::tiesStayInTheOrderOfLines()
{
    commit({okRow(5, u"same"_s), okRow(1, u"SAME"_s), okRow(3, u"same"_s), okRow(6, u"other"_s)});
    RowSource &rows = open();
    QCOMPARE(linesOf(rows, sortedBy(Column::Title)), (QList<qint64>{6, 1, 3, 5, 2, 4}));
    QCOMPARE(linesOf(rows, sortedBy(Column::Title, true)), (QList<qint64>{1, 3, 5, 6, 2, 4}));
}

void TestRowSource::everyColumnSorts()
{
    StoredRecord high, low;
    high.record = {2,
                   2,
                   "https://b.example/",
                   RowState::Ok,
                   200,
                   "b",
                   u"b"_s,
                   u"b"_s,
                   u"b"_s,
                   u"b"_s,
                   u"b"_s,
                   u"b"_s,
                   u"b"_s,
                   10,
                   10,
                   10,
                   10,
                   10,
                   10,
                   FetchError::Kind::Tls,
                   u"b"_s,
                   10,
                   "b"};
    low.record = {5,
                  5,
                  "https://a.example/",
                  RowState::Failed,
                  99,
                  "a",
                  u"a"_s,
                  u"a"_s,
                  u"a"_s,
                  u"a"_s,
                  u"a"_s,
                  u"a"_s,
                  u"a"_s,
                  9,
                  9,
                  9,
                  9,
                  9,
                  9,
                  FetchError::Kind::Dns,
                  u"a"_s,
                  9,
                  "a"};
    commit({high, low});
    RowSource &rows = open();
    for (int column = 1; column < columnCount; ++column) {
        const QList<qint64> up = linesOf(rows, sortedBy(Column(column)));
        const QList<qint64> down = linesOf(rows, sortedBy(Column(column), true));
        QVERIFY2(up.indexOf(5) < up.indexOf(2), columnNames[size_t(column)]);
        QVERIFY2(down.indexOf(2) < down.indexOf(5), columnNames[size_t(column)]);
    }
}

void TestRowSource::textIsFoundInTheColumnsThatArePromised()
{
    const auto put = [this](qint64 line, auto cell) {
        StoredRecord row = okRow(line);
        cell(row.record);
        commit({row});
    };
    RowSource &rows = open();
    const QString needle = u"needle"_s;
    const auto isFound = [&](auto cell) {
        put(4, cell);
        return linesOf(rows, withText(needle)) == QList<qint64>{4};
    };
    QVERIFY(isFound([&](Record &record) { record.url = "https://needle.example/"; }));
    QVERIFY(isFound([&](Record &record) { record.finalUrl = "https://needle.example/"; }));
    QVERIFY(isFound([&](Record &record) { record.title = needle; }));
    QVERIFY(isFound([&](Record &record) { record.description = needle; }));
    QVERIFY(isFound([&](Record &record) { record.h1 = needle; }));
    QVERIFY(isFound([&](Record &record) { record.canonical = needle; }));
    QVERIFY(isFound([&](Record &record) { record.error = needle; }));
    QVERIFY(!isFound([&](Record &record) { record.lang = record.charset = record.contentType = needle; }));
    QCOMPARE(linesOf(rows, withText(u"ok"_s)), QList<qint64>()); // the state has a filter of its own
}

void TestRowSource::textIsFoundAsItStands_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("in the middle") << u"one two three"_s << u"e tw"_s << true;
    QTest::newRow("case") << u"One Two"_s << u"oNE tWO"_s << true;
    QTest::newRow("case of other letters") << u"Größer als ЁЛКА"_s << u"GRÖßER ALS ёлка"_s << true;
    QTest::newRow("% is no wildcard") << u"100 zebras"_s << u"100%s"_s << false;
    QTest::newRow("% is itself") << u"100%s off"_s << u"100%S"_s << true;
    QTest::newRow("_ is no wildcard") << u"axb"_s << u"a_b"_s << false;
    QTest::newRow("_ is itself") << u"a_b"_s << u"a_b"_s << true;
    QTest::newRow("backslash") << u"a\\b"_s << u"a\\b"_s << true;
    QTest::newRow("backslash before a wildcard") << u"a\\%b"_s << u"\\%"_s << true;
    QTest::newRow("quotes") << u"it's \"so\""_s << u"'s \"S"_s << true;
    QTest::newRow("no pattern") << u"äx"_s << u"ä."_s << false;
    QTest::newRow("brackets") << u"(ä)*["_s << u"(Ä)*["_s << true;
    QTest::newRow("absent") << u"one"_s << u"two"_s << false;
}

void TestRowSource::textIsFoundAsItStands()
{
    QFETCH(QString, title);
    QFETCH(QString, text);
    QFETCH(bool, found);
    commit({okRow(2, title)});
    QCOMPARE(linesOf(open(), withText(text)), found ? QList<qint64>{2} : QList<qint64>());
}

void TestRowSource::filtersAndSortCombine()
{
    StoredRecord failed = okRow(3, u"Shop C"_s);
    failed.record.state = RowState::Failed;
    commit({okRow(1, u"Shop b"_s), okRow(2, u"Shop A"_s), failed, okRow(4, u"Office"_s), okRow(6, u"shop ä"_s)});
    RowSource &rows = open();
    RowQuery query = sortedBy(Column::Title, true);
    query.text = u"shop"_s;
    query.state = RowState::Ok;
    QCOMPARE(linesOf(rows, query), (QList<qint64>{6, 1, 2}));
    query.text.clear();
    QCOMPARE(linesOf(rows, query), (QList<qint64>{6, 1, 2, 4}));
    query = withText(u"shop"_s);
    QCOMPARE(linesOf(rows, query), (QList<qint64>{1, 2, 3, 6}));
    query.descending = true;
    QCOMPARE(linesOf(rows, query), (QList<qint64>{6, 3, 2, 1}));
    query = {};
    query.state = RowState::Queued;
    QCOMPARE(linesOf(rows, query), (QList<qint64>{5}));
    query.state = RowState::Skipped;
    QCOMPARE(linesOf(rows, query), QList<qint64>());
}

void TestRowSource::positionsAndWindowsAgree()
{
    commit({okRow(1, u"c"_s), okRow(2, u"a"_s), okRow(6, u"b"_s)});
    RowSource &rows = open();
    RowQuery onlyOk = sortedBy(Column::Title);
    onlyOk.state = RowState::Ok;
    for (const RowQuery &query : {RowQuery(), sortedBy(Column::Title, true), onlyOk}) {
        const QList<qint64> lines = linesOf(rows, query);
        for (qint64 line = 1; line <= 6; ++line) {
            const qsizetype index = lines.indexOf(line);
            QCOMPARE(rows.positionOf(line), index < 0 ? std::nullopt : std::optional<qint64>(index));
        }
        QCOMPARE(rows.positionOf(0), std::nullopt);
        QCOMPARE(rows.positionOf(7), std::nullopt);
        QCOMPARE(rows.window(1, 1).value().rows.front().line, lines[1]);
    }
}

void TestRowSource::aCancelledQueryLeavesTheOneBefore()
{
    commit({okRow(1, u"b"_s), okRow(2, u"a"_s)});
    RowSource &rows = open();
    QVERIFY(rows.setQuery(sortedBy(Column::Title)));
    for (const RowQuery &query : {sortedBy(Column::Url), withText(u"a"_s)}) {
        const auto cancelled = rows.setQuery(query, [] { return true; });
        QVERIFY(!cancelled);
        QVERIFY(cancelled.error().message.contains(file()));
        QCOMPARE(rows.window(0, 6).value().rows.front().line, 2);
    }
    QVERIFY(!rows.refresh([] { return true; }));
    QCOMPARE(rows.window(0, 6).value().rows.front().line, 2);
    QCOMPARE(rows.refresh([] { return false; }).value(), 6);
}

void TestRowSource::aQueryIsCancelledInTheMiddle()
{
    const QString path = m_folder->filePath(u"long.creel"_s);
    makeRun(path, manyLines(70'000));
    auto rows = RowSource::open(path).value();
    int asked = 0;
    QVERIFY(!rows->setQuery(withText(u"host"_s), [&asked] { return ++asked == 3; }));
    QCOMPARE(asked, 3); // and not after all of the work
    QCOMPARE(rows->setQuery(withText(u"host-3"_s), [] { return false; }).value(), 10'000);
}

void TestRowSource::windowsShowRowsAsTheyStandNowAndRefreshReorders()
{
    commit({okRow(1, u"b"_s), okRow(2, u"c"_s)});
    RowSource &rows = open();
    RowQuery query = sortedBy(Column::Title);
    query.state = RowState::Ok;
    QCOMPARE(linesOf(rows, query), (QList<qint64>{1, 2}));
    commit({okRow(2, u"a"_s), okRow(3, u"d"_s)});
    RowWindow window = rows.window(0, 10).value();
    QCOMPARE(window.total, 2);
    QCOMPARE(window.rows[1].line, 2); // where it was
    QCOMPARE(window.rows[1].title, u"a"_s);
    QCOMPARE(rows.refresh().value(), 3);
    window = rows.window(0, 10).value();
    QCOMPARE(window.rows[0].line, 2);
    QCOMPARE(window.rows[2].line, 3);
}

void TestRowSource::countsAlwaysSumUp()
{
    RowSource &rows = open();
    QCOMPARE(rows.counts().value()[RowState::Queued], 6);
    StoredRecord failed = okRow(2);
    failed.record.state = RowState::Failed;
    commit({okRow(1), failed, okRow(3)});
    const StateCounts counts = rows.counts().value();
    QCOMPARE(counts[RowState::Ok], 2);
    QCOMPARE(counts[RowState::Failed], 1);
    QCOMPARE(counts[RowState::Queued], 3);
    QCOMPARE(counts.total(), 6);
}

void TestRowSource::detailsOfAnUnfetchedRowAreEmpty()
{
    const RecordDetails details = open().details(1).value();
    QVERIFY(details.head.isEmpty() && details.hops.isEmpty() && details.body.isEmpty() && details.peer.isEmpty());
    QVERIFY(details.timings == Timings());
    QCOMPARE(details.attempts, 0);
}

void TestRowSource::aDamagedBodyIsAnError()
{
    StoredRecord row = okRow(1);
    row.details.body = compressBody(QByteArray(1000, 'x')).chopped(3);
    commit({row, okRow(2)});
    RowSource &rows = open();
    const auto details = rows.details(1);
    QVERIFY(!details);
    QVERIFY(details.error().message.contains(file()) && details.error().message.contains(u"line 1"_s));
    QVERIFY(rows.details(2));
}

void TestRowSource::aLineThatIsNotThereIsAnError()
{
    RowSource &rows = open();
    QVERIFY(!rows.record(0) && !rows.record(7) && !rows.inputLine(7));
    QVERIFY(rows.record(7).error().message.contains(file()));
    QCOMPARE(rows.inputLine(6).value(), u"https://host-6.example/6"_s);
}

void TestRowSource::forEachReadsOneSnapshotWhileTheWriterGoesOn()
{
    RowSource &rows = open();
    int ok = 0;
    const auto take = [&](const Record &record) {
        ok += record.state == RowState::Ok ? 1 : 0;
        if (record.line == 1)
            commit({okRow(1), okRow(2), okRow(3), okRow(4), okRow(5), okRow(6)});
        return true;
    };
    QCOMPARE(rows.forEach(take).value(), 6);
    QCOMPARE(ok, 0);
    QCOMPARE(rows.forEach(take).value(), 6);
    QCOMPARE(ok, 6);
    QCOMPARE(rows.forEach([](const Record &record) { return record.line < 3; }).value(), 3);
    m_readers.clear(); // no statement is left open that would keep it
    m_store.reset();
    QCOMPARE(contentOf(m_folder->path()).size(), 1U);
}

void TestRowSource::readersWorkSideBySide()
{
    commit({okRow(1, u"b"_s), okRow(2, u"a"_s)});
    RowSource &first = open(), &second = open();
    QVERIFY(first.setQuery(sortedBy(Column::Title)));
    QVERIFY(second.setQuery(sortedBy(Column::Line, true)));
    QCOMPARE(first.window(0, 1).value().rows.front().line, 2);
    QCOMPARE(second.window(0, 1).value().rows.front().line, 6);
    commit({okRow(3)}); // and none of them holds the writer up
}

void TestRowSource::aRunInAFolderThatCantBeWrittenIsRead_data()
{
    QTest::addColumn<bool>("wal");
    QTest::newRow("closed") << false;
    QTest::newRow("closed by another program, in WAL mode") << true;
}

void TestRowSource::aRunInAFolderThatCantBeWrittenIsRead()
{
    QFETCH(bool, wal);
    commit({okRow(2, u"b"_s), okRow(5, u"a"_s)});
    m_store.reset();
    if (wal) {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"wal"_s);
            database.setDatabaseName(file());
            QVERIFY(database.open() && QSqlQuery(database).exec(u"PRAGMA journal_mode = WAL"_s));
        }
        QSqlDatabase::removeDatabase(u"wal"_s);
    }
    QVERIFY(chmod(qPrintable(file()), 0444) == 0 && chmod(qPrintable(m_folder->path()), 0555) == 0);
    const auto before = contentOf(m_folder->path());
    QCOMPARE(before.size(), 1U);
    {
        const AsNobody nobody;
        QCOMPARE(linesOf(open(), sortedBy(Column::Title)), (QList<qint64>{5, 2, 1, 3, 4, 6}));
        m_readers.clear();
    }
    QVERIFY(contentOf(m_folder->path()) == before);
    QVERIFY(chmod(qPrintable(m_folder->path()), 0700) == 0);
}

void TestRowSource::theFileIsNeverChanged()
{
    commit({okRow(1, u"b"_s)});
    m_store.reset();
    const auto before = contentOf(m_folder->path());
    RowSource &rows = open();
    QVERIFY(rows.setQuery(sortedBy(Column::Title)));
    QVERIFY(rows.setQuery(withText(u"ä"_s)));
    QVERIFY(rows.counts() && rows.details(1) && rows.inputText() && rows.options());
    QVERIFY(contentOf(m_folder->path()) == before); // the order of rows is in no file of this folder
    m_readers.clear();
    QVERIFY(contentOf(m_folder->path()) == before);
}

QTEST_GUILESS_MAIN(TestRowSource)
#include "tst_rowsource.moc"
