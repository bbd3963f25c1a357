#include "store/runstore.h"

#include "support/runfile.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int batchSize = 50;

/// Does something to a SQLite file behind Creel's back.
void alter(const QString &path, const QStringList &statements, const std::function<void()> &thenBeforeClosing = {})
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"alter"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        for (const QString &statement : statements)
            QVERIFY2(query.exec(statement), qPrintable(statement));
        if (thenBeforeClosing)
            thenBeforeClosing();
    }
    QSqlDatabase::removeDatabase(u"alter"_s);
}

QString errorOfOpening(const QString &path)
{
    const auto store = RunStore::open(path);
    return store ? QString() : store.error().message;
}

QString errorOfReading(const QString &path)
{
    const auto rows = RowSource::open(path);
    return rows ? QString() : rows.error().message;
}

Record storedRow(const QString &path, qint64 line)
{
    auto rows = RowSource::open(path);
    const auto record = rows ? (*rows)->record(line) : Unexpected(rows.error());
    return record ? record.value() : Record();
}

StateCounts storedCounts(const QString &path)
{
    auto rows = RowSource::open(path);
    const auto counts = rows ? (*rows)->counts() : Unexpected(rows.error());
    return counts ? counts.value() : StateCounts();
}

StoredRecord rowWithPage(qint64 line)
{
    StoredRecord row = okRow(line, u"Title %1"_s.arg(line));
    row.details.head = "HTTP/1.1 200 OK\r\n\r\n";
    row.details.hops = {{"http://a.example/", 301, "http://b.example/"}};
    QByteArray noise(3000, Qt::Uninitialized); // pages that don't shrink keep the writer busy
    QRandomGenerator(quint32(line)).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
    row.details.body = compressBody(noise);
    return row;
}

/// What a test's other process does: "write" commits batches for ever and says each number of rows that is committed,
/// "make" makes one run after another, "hold" opens a run and waits, "visit" opens and closes it as any SQLite program would.
int runAsChild(const QString &task, const QString &path)
{
    const auto say = [](const QByteArray &text) {
        std::fputs((text + '\n').constData(), stdout);
        std::fflush(stdout);
    };
    if (task == "visit"_L1) {
        alter(path, {u"SELECT count(*) FROM records"_s});
        return 0;
    }
    if (task == "make"_L1) {
        const Ledger ledger = Ledger::fromText(manyLines(2000));
        say("start");
        for (int number = 1;; ++number) {
            if (!RunStore::create(path + QString::number(number), ledger, {}))
                return 1;
            say(QByteArray::number(number));
        }
    }
    auto store = RunStore::open(path);
    if (!store)
        return 1;
    say("open");
    if (task == "hold"_L1)
        return std::getchar() == EOF ? 0 : 1;
    for (qint64 line = 1;; line = line % 1000 + 1) {
        std::vector<StoredRecord> batch;
        for (int i = 0; i < batchSize; ++i, ++line)
            batch.push_back(rowWithPage(line));
        --line;
        if (!(*store)->commit(batch))
            return 1;
        say(QByteArray::number(line));
    }
}

class Child
{
public:
    Child(const QString &task, const QString &path)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(), {u"--child"_s, task, path});
    }
    ~Child() { kill(); }

    /// The next line that it says.
    QByteArray hear()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(30'000)) { }
        return m_process.readLine().trimmed();
    }
    /// SIGKILL; returns the last whole line that it said, or `heard` when it said no more.
    QByteArray kill(QByteArray heard = {})
    {
        m_process.kill();
        m_process.waitForFinished();
        while (m_process.canReadLine())
            heard = m_process.readLine().trimmed();
        return heard;
    }
    int wait()
    {
        m_process.waitForFinished();
        return m_process.exitCode();
    }

private:
    QProcess m_process;
};

} // namespace

class TestRunStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }

    void aNewRunHoldsEveryLineAndTheOptions();
    void userInfoIsKeptApartFromWhatIsShown();
    void aNewRunNeverReplacesAFile();
    void aRunThatCantBeMadeLeavesNothing();
    void committedRowsComeBackWhole();
    void aSecondCommitTakesThePlaceOfTheFirst();
    void aBatchIsCommittedWholeOrNotAtAll();
    void aWalkOverTheRowsHasTheirStatesAndTheStoppedOnceRequeued();
    void aClosedRunIsOneFile();

    void aSecondWriterIsRefused();
    void aSecondWriterInAnotherProcessIsRefusedUntilTheFirstIsKilled();
    void readersLeaveTheLocksOfTheWriterAlone();
    void killedWhileWritingLosesNoCommittedRow();
    void killedWhileMakingLeavesNoHalfRun();

    void foreignAndDamagedFilesAreRefusedAndLeftAsTheyAre_data();
    void foreignAndDamagedFilesAreRefusedAndLeftAsTheyAre();
    void theWalOfAForeignDatabaseIsLeftAlone();
    void aHalfDoneChangeIsRolledBackByTheNextWhoOpens();
    void aWriteProtectedFileIsRefusedAtOnce_data();
    void aWriteProtectedFileIsRefusedAtOnce();
    void aFolderThatCantBeWrittenIsRefusedAtOnce();
    void aFullDiskFailsTheBatchAndNothingElse();
    void optionsOfOlderAndNewerCreelsAreUnderstood();
    void theParserIsKeptAndAFileThatNamesNoneWasReadWithGumbo();
    void bodiesAreCompressedAndComeBack();

private:
    QString file(const QString &name = u"run.creel"_s) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRunStore::aNewRunHoldsEveryLineAndTheOptions()
{
    CrawlOptions options;
    options.concurrency = 7;
    options.perHost = 2;
    options.delay = 1234ms;
    options.connectTimeout = 1ms;
    options.tlsTimeout = 2ms;
    options.firstByteTimeout = 3ms;
    options.idleTimeout = 4ms;
    options.timeout = 5ms;
    options.retries = 6;
    options.redirectLimit = 0;
    options.maxBodyBytes = 5'000'000'000;
    options.keepBodies = false;
    options.userAgent = "Agent/\xE4 1";
    options.headers = {{"X-One", "1"}, {"X-Bytes", "\xFF\x01\"\\"}, {"X-One", ""}};
    const QString text = u"example.com\n\n# note\nhttp://[bad\nhttps://example.com/\n  example.org/ä b \n"_s;
    makeRun(file(), text, options);

    auto store = RunStore::open(file());
    QVERIFY2(store, qPrintable(errorOfOpening(file())));
    QCOMPARE((*store)->path(), file());
    const auto read = (*store)->options();
    QVERIFY(read);
    QVERIFY(read.value() == options);

    auto rows = RowSource::open(file());
    QVERIFY(rows);
    QVERIFY((*rows)->options().value() == options);
    QCOMPARE((*rows)->inputText().value(), text);
    const Ledger ledger = Ledger::fromText(text);
    for (qint64 line = 1; line <= ledger.size(); ++line)
        QVERIFY((*rows)->record(line).value() == ledger.lines()[size_t(line - 1)].toRecord(line));
}

void TestRunStore::userInfoIsKeptApartFromWhatIsShown()
{
    auto store = makeRun(
        file(), u"https://anna:s3cret@example.com/x@y\nhttp://s3cret@[bad\nhttps://anna:s3cret@example.com/x@y\n"_s);
    KnownRow pending;
    QCOMPARE((*store)
                 .rows([&](const KnownRow &row) {
                     pending = row;
                     return true;
                 })
                 .value(),
             1);
    QVERIFY(pending.isPasted());
    QCOMPARE(pending.credentials, "anna:s3cret"_ba);
    QCOMPARE(pending.url, "https://example.com/x@y"_ba);
    auto rows = RowSource::open(file());
    QCOMPARE((*rows)->inputText().value(), u"https://example.com/x@y\nhttp://[bad\nhttps://example.com/x@y\n"_s);
    (*rows)
        ->forEach([](const Record &record) {
            for (int column = 0; column < columnCount; ++column) {
                if (cellText(record, Column(column)).contains(u"s3cret"_s))
                    qFatal("line %d shows a password", int(record.line));
            }
            return true;
        })
        .value();
}

void TestRunStore::aNewRunNeverReplacesAFile()
{
    makeRun(file(), u"example.com\n"_s);
    const auto before = contentOf(m_folder->path());
    const auto again = RunStore::create(file(), Ledger::fromText(u"example.org\n"), {});
    QVERIFY(!again);
    QVERIFY2(again.error().message.contains(file()), qPrintable(again.error().message));
    QVERIFY(contentOf(m_folder->path()) == before);
}

void TestRunStore::aRunThatCantBeMadeLeavesNothing()
{
    const Ledger ledger = Ledger::fromText(manyLines(5000));
    {
        const DiskFull full(100'000);
        const auto store = RunStore::create(file(), ledger, {});
        QVERIFY(!store);
        QVERIFY2(store.error().message.contains(file()), qPrintable(store.error().message));
    }
    QVERIFY(contentOf(m_folder->path()).empty());
    QVERIFY(!RunStore::create(file(u"no/such/folder/run.creel"_s), ledger, {}));
    QVERIFY(RunStore::create(file(), ledger, {}).hasValue());
}

void TestRunStore::committedRowsComeBackWhole()
{
    StoredRecord row;
    row.record = {2,
                  2,
                  "https://example.com/ä",
                  RowState::Failed,
                  404,
                  "https://example.com/end",
                  u"Ti\"tle"_s,
                  u"D\n2"_s,
                  u"H😀"_s,
                  u"/c"_s,
                  u"de"_s,
                  u"text/html"_s,
                  u"utf-8"_s,
                  5'000'000'000,
                  0,
                  12,
                  3,
                  86'400'000,
                  1'700'000'000'123,
                  FetchError::Kind::Http,
                  u"Not found."_s,
                  3,
                  "https://example.com/from"};
    row.details.head = "HTTP/1.1 404 \xFF\r\nx: \0y\r\n\r\n"_ba;
    row.details.hops = {{"https://example.com/ä", 301, "https://example.com/1"},
                        {"https://example.com/1", 302, "https://example.com/end"}};
    row.details.timings = {0, 1, -1, 3, 4};
    row.details.peer = u"[::1]:443"_s;
    row.details.attempts = 3;
    row.details.body = compressBody("<p>body");
    {
        auto store = makeRun(file(), manyLines(3));
        QCOMPARE(store->commit({row}).value(), 1);
    }
    QVERIFY(storedRow(file(), 2) == row.record);
    QVERIFY(storedRow(file(), 3).state == RowState::Queued);
    auto rows = RowSource::open(file());
    const RecordDetails details = (*rows)->details(2).value();
    QCOMPARE(details.head, row.details.head);
    QVERIFY(details.hops == row.details.hops);
    QVERIFY(details.timings == row.details.timings);
    QCOMPARE(details.peer, row.details.peer);
    QCOMPARE(details.attempts, 3);
    QCOMPARE(details.body, "<p>body"_ba);
}

void TestRunStore::aSecondCommitTakesThePlaceOfTheFirst()
{
    auto store = makeRun(file(), manyLines(3));
    QVERIFY(store->commit({rowWithPage(2)}));
    StoredRecord second = okRow(2);
    second.record.state = RowState::Stopped;
    QVERIFY(store->commit({second}));
    auto rows = RowSource::open(file());
    QVERIFY((*rows)->record(2).value() == second.record);
    const RecordDetails details = (*rows)->details(2).value();
    QVERIFY(details.body.isEmpty() && details.hops.isEmpty() && details.head.isEmpty());
}

void TestRunStore::aBatchIsCommittedWholeOrNotAtAll()
{
    auto store = makeRun(file(), manyLines(3));
    const auto result = store->commit({okRow(1), okRow(2), okRow(4)}); // there is no line 4
    QVERIFY(!result);
    QVERIFY2(result.error().message.contains(file()), qPrintable(result.error().message));
    QCOMPARE(storedCounts(file())[RowState::Queued], 3);
    QCOMPARE(store->commit({okRow(1), okRow(3)}).value(), 2);
    QCOMPARE(storedCounts(file())[RowState::Ok], 2);
}

void TestRunStore::aWalkOverTheRowsHasTheirStatesAndTheStoppedOnceRequeued()
{
    auto store = makeRun(file(), u"a.example\n\nb.example\na.example\nbad url\nc.example\nd.example\n"_s);
    StoredRecord stopped = okRow(6);
    stopped.record.state = RowState::Stopped;
    QVERIFY(store->commit({okRow(3), stopped}));
    QCOMPARE(storedCounts(file())[RowState::Stopped], 1);
    QCOMPARE(store->requeueStopped().value(), 1);
    QCOMPARE(storedCounts(file())[RowState::Stopped], 0);
    QCOMPARE(store->requeueStopped().value(), 0);
    QList<qint64> known, queued;
    const auto take = [&](const KnownRow &row) {
        known << row.id;
        if (row.state == RowState::Queued)
            queued << row.id;
        return known.size() < 4;
    };
    QCOMPARE(store->rows(take).value(), 4);
    QCOMPARE(known, (QList<qint64>{1, 3, 6, 7})); // nothing without a URL, no duplicate
    QCOMPARE(queued, (QList<qint64>{1, 6, 7}));
    known = {0, 0};
    QCOMPARE(store->rows(take).value(), 2);
    QCOMPARE(known, (QList<qint64>{0, 0, 1, 3}));
    QVERIFY(store->commit({okRow(1)})); // nothing of the walk is left open
}

void TestRunStore::aClosedRunIsOneFile()
{
    auto store = makeRun(file(), manyLines(3));
    QVERIFY(store->commit({rowWithPage(2)}));
    {
        auto rows = RowSource::open(file());
        QVERIFY((*rows)->counts());
    }
    QVERIFY(QFile::exists(file() + "-wal"_L1));
    store.reset();
    const auto closed = contentOf(m_folder->path());
    QCOMPARE(closed.size(), 1U);
    {
        auto rows = RowSource::open(file());
        QVERIFY((*rows)->details(2));
    }
    QVERIFY(contentOf(m_folder->path()) == closed); // reading leaves no trace
}

void TestRunStore::aSecondWriterIsRefused()
{
    auto store = makeRun(file(), manyLines(3));
    QVERIFY2(errorOfOpening(file()).contains(file()), qPrintable(errorOfOpening(file())));
    QVERIFY(QFile::link(file(), file(u"other name.creel"_s)));
    QVERIFY(!errorOfOpening(file(u"other name.creel"_s)).isEmpty());
    QVERIFY(!RunStore::create(file(), Ledger(), {}));
    QVERIFY(store->commit({okRow(1)}));
    store.reset();
    QCOMPARE(errorOfOpening(file(u"other name.creel"_s)), QString());
    QCOMPARE(contentOf(m_folder->path()).size(), 2U); // no lock is left
}

void TestRunStore::aSecondWriterInAnotherProcessIsRefusedUntilTheFirstIsKilled()
{
    makeRun(file(), manyLines(3));
    Child holder(u"hold"_s, file());
    QCOMPARE(holder.hear(), "open"_ba);
    QVERIFY2(errorOfOpening(file()).contains(file()), qPrintable(errorOfOpening(file())));
    QCOMPARE(errorOfReading(file()), QString());
    holder.kill();
    QCOMPARE(errorOfOpening(file()), QString());
}

void TestRunStore::readersLeaveTheLocksOfTheWriterAlone()
{
    auto store = makeRun(file(), manyLines(3));
    QVERIFY(store->commit({okRow(1)}));
    QVERIFY(!errorOfOpening(file()).isEmpty());  // looks into the file, and closes it
    QCOMPARE(errorOfReading(file()), QString()); // so does this
    // A program that sees no other's locks takes itself for the last one, and does away with the -wal under the writer.
    QCOMPARE(Child(u"visit"_s, file()).wait(), 0);
    QVERIFY(QFile::exists(file() + "-wal"_L1));
    QVERIFY(store->commit({okRow(2)}));
    QCOMPARE(storedCounts(file())[RowState::Ok], 2);
}

void TestRunStore::killedWhileWritingLosesNoCommittedRow()
{
    const QString text = manyLines(1000);
    makeRun(file(), text);
    qint64 known = 0; // rows that were once said to be committed
    for (int round = 0; round < 12; ++round) {
        Child writer(u"write"_s, file());
        QCOMPARE(writer.hear(), "open"_ba); // the lock of the killed one before is no obstacle
        QByteArray last = "0";
        for (int batches = QRandomGenerator::global()->bounded(8); batches >= 0; --batches)
            last = writer.hear();
        QVERIFY(!last.isEmpty());
        QTest::qSleep(QRandomGenerator::global()->bounded(5)); // anywhere inside the next one
        known = qMax(known, writer.kill(last).toLongLong());

        auto rows = RowSource::open(file()); // first a reader, which can't change the file, then a writer
        QVERIFY2(rows, qPrintable(errorOfReading(file())));
        QCOMPARE((*rows)->inputText().value(), text);
        const StateCounts counts = (*rows)->counts().value();
        QCOMPARE(counts.total(), 1000);
        QVERIFY(counts[RowState::Ok] >= known);
        QCOMPARE(counts[RowState::Ok] % batchSize, 0); // no part of a batch
        for (qint64 line = 1; line <= known; line += 37) {
            QCOMPARE((*rows)->record(line).value().title, u"Title %1"_s.arg(line));
            QCOMPARE((*rows)->details(line).value().body, decompressBody(rowWithPage(line).details.body));
        }
    }
    QVERIFY(known > 0);
    QCOMPARE(errorOfOpening(file()), QString());
    QCOMPARE(contentOf(m_folder->path()).size(), 1U); // and the first clean close tidies up
}

void TestRunStore::killedWhileMakingLeavesNoHalfRun()
{
    int made = 0;
    for (int round = 0; round < 12; ++round) {
        Child maker(u"make"_s, file(u"%1-"_s.arg(round)));
        QCOMPARE(maker.hear(), "start"_ba);
        QByteArray last = "0";
        for (int runs = QRandomGenerator::global()->bounded(3); runs > 0; --runs)
            last = maker.hear();
        QTest::qSleep(QRandomGenerator::global()->bounded(30)); // anywhere inside the next one
        const int said = maker.kill(last).toInt();
        for (int number = 1; number <= said + 1; ++number) {
            const QString path = file(u"%1-%2"_s.arg(round).arg(number));
            if (number <= said)
                QVERIFY2(QFile::exists(path), qPrintable(path));
            if (!QFile::exists(path)) {
                QVERIFY(RunStore::create(path, Ledger::fromText(manyLines(3)), {})
                            .hasValue()); // what is left is no obstacle
                QCOMPARE(storedCounts(path).total(), 3);
                continue;
            }
            QCOMPARE(storedCounts(path)[RowState::Queued], 2000);
            ++made;
        }
    }
    QVERIFY(made > 0);
}

void TestRunStore::foreignAndDamagedFilesAreRefusedAndLeftAsTheyAre_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("says");
    const QString other = u"no Creel run file"_s;
    QTest::newRow("text") << "https://example.com/\n"_ba.repeated(500) << QStringList() << other;
    QTest::newRow("empty") << ""_ba << QStringList() << other;
    QTest::newRow("short") << "SQLite format 3"_ba << QStringList() << other;
    QTest::newRow("SQLite's first bytes only")
        << "SQLite format 3\0"_ba + QByteArray(5000, 'x') << QStringList() << other;
    QTest::newRow("somebody else's database")
        << QByteArray() << QStringList{u"CREATE TABLE records (id)"_s, u"INSERT INTO records VALUES (1)"_s} << other;
    QTest::newRow("somebody else's, in WAL mode")
        << QByteArray() << QStringList{u"PRAGMA journal_mode = WAL"_s, u"CREATE TABLE t (id)"_s} << other;
    QTest::newRow("a newer format") << "run"_ba << QStringList{u"PRAGMA user_version = 99"_s} << u"newer Creel"_s;
    QTest::newRow("a newer format, in WAL mode")
        << "run"_ba << QStringList{u"PRAGMA journal_mode = WAL"_s, u"PRAGMA user_version = 99"_s} << u"newer Creel"_s;
    QTest::newRow("no format") << "run"_ba << QStringList{u"PRAGMA user_version = 0"_s} << other;
    QTest::newRow("cut off") << "run, cut"_ba << QStringList() << u"damaged"_s;
    QTest::newRow("without its tables") << "run"_ba << QStringList{u"DROP TABLE run"_s, u"DROP TABLE records"_s}
                                        << u"can't be read"_s;
}

void TestRunStore::foreignAndDamagedFilesAreRefusedAndLeftAsTheyAre()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, statements);
    QFETCH(QString, says);
    if (bytes.startsWith("run")) {
        makeRun(file(), manyLines(500));
    } else if (!bytes.isNull()) {
        QFile foreign(file());
        QVERIFY(foreign.open(QIODevice::WriteOnly) && foreign.write(bytes) == bytes.size());
    }
    if (!statements.isEmpty())
        alter(file(), statements);
    if (bytes == "run, cut")
        QVERIFY(QFile::resize(file(), QFileInfo(file()).size() / 8192 * 4096));

    const auto before = contentOf(m_folder->path());
    QCOMPARE(before.size(), 1U);
    for (const QString &error : {errorOfOpening(file()), errorOfReading(file())}) {
        QVERIFY2(error.contains(says) && error.contains(file()), qPrintable(error));
        QVERIFY(contentOf(m_folder->path()) == before);
    }
}

void TestRunStore::theWalOfAForeignDatabaseIsLeftAlone()
{
    QDir(m_folder->path()).mkdir(u"theirs"_s);
    const QString theirs = file(u"theirs/places.sqlite"_s);
    const auto copy = [&] {
        QVERIFY(QFile::copy(theirs, file()) && QFile::copy(theirs + "-wal"_L1, file() + "-wal"_L1));
    };
    alter(theirs, {u"PRAGMA journal_mode = WAL"_s, u"CREATE TABLE places (url)"_s}, copy);
    const auto before = contentOf(m_folder->path());
    QVERIFY(before.contains(u"run.creel-wal"_s));
    QVERIFY(!errorOfOpening(file()).isEmpty() && !errorOfReading(file()).isEmpty());
    QVERIFY(contentOf(m_folder->path()) == before);
}

void TestRunStore::aHalfDoneChangeIsRolledBackByTheNextWhoOpens()
{
    makeRun(file(u"whole.creel"_s), manyLines(1000));
    for (const bool reader :
         {true, false}) { // what a kill leaves in the moment when a run goes into WAL mode, or out of it
        const auto copy = [&] {
            QFile::remove(file());
            QVERIFY(QFile::copy(file(u"whole.creel"_s), file()));
            QVERIFY(QFile::copy(file(u"whole.creel-journal"_s), file() + "-journal"_L1));
        };
        alter(file(u"whole.creel"_s), {u"PRAGMA cache_size = 5"_s, u"BEGIN"_s, u"UPDATE records SET state = 'gone'"_s},
              copy);
        QCOMPARE(reader ? errorOfReading(file()) : errorOfOpening(file()), QString());
        QCOMPARE(storedCounts(file())[RowState::Queued], 1000);
        QVERIFY(!QFile::exists(file() + "-journal"_L1));
    }
}

void TestRunStore::aWriteProtectedFileIsRefusedAtOnce_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("closed") << u"DELETE"_s;
    QTest::newRow("closed by another program, in WAL mode") << u"WAL"_s;
}

void TestRunStore::aWriteProtectedFileIsRefusedAtOnce()
{
    QFETCH(QString, mode);
    makeRun(file(), manyLines(3));
    alter(file(), {"PRAGMA journal_mode = "_L1 + mode});
    QVERIFY(chmod(qPrintable(m_folder->path()), 0777) == 0 && chmod(qPrintable(file()), 0444) == 0);
    const auto before = contentOf(m_folder->path());
    {
        const AsNobody nobody;
        const QString error = errorOfOpening(file());
        QVERIFY2(error.contains(file()) && error.contains(u"write-protected"_s), qPrintable(error));
    }
    QVERIFY(contentOf(m_folder->path()) == before);
    QVERIFY(chmod(qPrintable(file()), 0) == 0);
    {
        const AsNobody nobody;
        const QString error = errorOfOpening(file());
        QVERIFY2(error.contains(file()) && error.contains(u"may not read"_s), qPrintable(error));
    }
}

void TestRunStore::aFolderThatCantBeWrittenIsRefusedAtOnce()
{
    makeRun(file(), manyLines(3));
    QVERIFY(chmod(qPrintable(file()), 0666) == 0 && chmod(qPrintable(m_folder->path()), 0555) == 0);
    const auto before = contentOf(m_folder->path());
    {
        const AsNobody nobody;
        const QString error = errorOfOpening(file());
        QVERIFY2(error.contains(file()) && error.contains(u"folder"_s), qPrintable(error));
        const auto made = RunStore::create(file(u"new.creel"_s), Ledger(), {});
        QVERIFY(!made && made.error().message.contains(file(u"new.creel"_s)));
    }
    QVERIFY(contentOf(m_folder->path()) == before);
    QVERIFY(chmod(qPrintable(m_folder->path()), 0700) == 0);
}

void TestRunStore::aFullDiskFailsTheBatchAndNothingElse()
{
    auto store = makeRun(file(), manyLines(1000));
    QVERIFY(store->commit({rowWithPage(1)}));
    std::vector<StoredRecord> batch;
    for (qint64 line = 2; line <= 1000; ++line)
        batch.push_back(rowWithPage(line));
    {
        const DiskFull full(QFileInfo(file()).size() + 500'000);
        const auto result = store->commit(batch);
        QVERIFY(!result);
        QVERIFY2(result.error().message.contains(file()) && result.error().message.contains(u"space"_s),
                 qPrintable(result.error().message));
        QCOMPARE(storedCounts(file())[RowState::Ok], 1);
    }
    QCOMPARE(store->commit(batch).value(), 999); // there is room again
    QCOMPARE(storedCounts(file())[RowState::Ok], 1000);
}

void TestRunStore::optionsOfOlderAndNewerCreelsAreUnderstood()
{
    CrawlOptions options;
    options.retries = 9;
    makeRun(file(), manyLines(1), options);
    alter(file(),
          {u"UPDATE run SET options = '{\"retries\": 5, \"not_invented_yet\": [1], \"delay_ms\": \"no number\"}'"_s});
    CrawlOptions expected;
    expected.retries = 5;
    expected.htmlParser = HtmlParser::Gumbo;
    QVERIFY(RunStore::open(file()).value()->options().value() == expected);

    alter(file(), {u"UPDATE run SET options = 'no JSON'"_s});
    const auto before = contentOf(m_folder->path());
    QVERIFY2(errorOfOpening(file()).contains(u"options are damaged"_s), qPrintable(errorOfOpening(file())));
    QVERIFY(contentOf(m_folder->path()) == before);
}

void TestRunStore::theParserIsKeptAndAFileThatNamesNoneWasReadWithGumbo()
{
    CrawlOptions options;
    makeRun(file(), manyLines(1), options);
    const auto kept = [this] { return RunStore::open(file()).value()->options().value().htmlParser; };
    QCOMPARE(kept(), defaultHtmlParser);
    for (const HtmlParser parser : {HtmlParser::Creel, HtmlParser::Gumbo}) {
        QCOMPARE(htmlParserFromName(htmlParserName(parser)), parser);
        options.htmlParser = parser;
        QVERIFY(RunStore::open(file()).value()->setOptions(options));
        QCOMPARE(kept(), parser);
    }
    QCOMPARE(htmlParserName(HtmlParser::Creel), u"creel"_s);
    alter(file(), {u"UPDATE run SET options = json_set(options, '$.html_parser', 'creel')"_s});
    QCOMPARE(kept(), HtmlParser::Creel);
    alter(file(), {u"UPDATE run SET options = json_remove(options, '$.html_parser')"_s});
    QCOMPARE(kept(), HtmlParser::Gumbo);
}

void TestRunStore::bodiesAreCompressedAndComeBack()
{
    const QByteArray body = "<p>The same again and again.</p>"_ba.repeated(10'000);
    QVERIFY(compressBody(body).size() < 1000);
    QCOMPARE(decompressBody(compressBody(body)), body);
    QVERIFY(compressBody({}).isEmpty());
    QVERIFY(decompressBody("no zstd frame").isNull());
    QVERIFY(decompressBody(compressBody(body).chopped(1)).isNull());
    QVERIFY(
        decompressBody(QByteArray::fromHex("28b52ffde0ffffffffffffff7f")).isNull()); // says 2^63 bytes, and has none
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--child"_L1)
        return runAsChild(arguments.value(2), arguments.value(3));
    TestRunStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_runstore.moc"
