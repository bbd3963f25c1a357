#include "run/export.h"

#include "support/runfile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

class TestExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_folder.reset(); }

    void everyRowIsExportedInTheOrderOfLines();
    void theOptionsReachTheWriter();
    void progressEndsWithTheNumberOfRows();
    void aStoppedExportLeavesTheFileBefore();
    void aFullDiskLeavesTheFileBefore();
    void aFolderThatCantBeWrittenIsNamed();
    void anUnknownFormatIsRefused();
    void aRunThatCantBeReadLeavesTheFileBefore();

private:
    QString run() const { return m_folder->filePath(u"run.creel"_s); }
    QString csv(const QString &name = u"out.csv"_s) const { return m_folder->filePath(name); }
    QByteArray bytesOf(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : "unreadable"_ba;
    }
    void putFileBefore()
    {
        QFile file(csv());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("before") == 6);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestExport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const auto store = makeRun(run(), u"example.com/1\n\nbad url\nexample.com/1\nexample.com/5\n"_s);
    QVERIFY(store->commit({okRow(1, u"=First, \"row\""_s), okRow(5, u"Größer"_s)}));
}

void TestExport::everyRowIsExportedInTheOrderOfLines()
{
    QCOMPARE(exportRun(run(), csv(), {}).value(), 5);
    const QByteArrayList lines = QByteArrayList() << bytesOf(csv()).split('\n');
    QCOMPARE(lines.size(), 7); // header, five rows, and nothing after the last line end
    QVERIFY(lines[0].startsWith("line,url,state,"));
    QCOMPARE(lines[1], "1,https://example.com/1,ok,200,,\"'=First, \"\"row\"\"\",,,,,,,,,,,,,,\r"_ba);
    QVERIFY(lines[2].startsWith("2,,blank,"));
    QVERIFY(lines[3].startsWith("3,bad url,invalid,"));
    QVERIFY(lines[4].startsWith("4,https://example.com/1,duplicate,"));
    QVERIFY(lines[5].startsWith("5,https://example.com/5,ok,200,,Größer,"));
    QCOMPARE(lines[6], ""_ba);
}

void TestExport::theOptionsReachTheWriter()
{
    ExportOptions options;
    options.utf8Bom = true;
    options.formulaGuard = false;
    QVERIFY(exportRun(run(), csv(), options));
    QVERIFY(bytesOf(csv()).startsWith("\xEF\xBB\xBFline,"));
    QVERIFY(bytesOf(csv()).contains("\"=First"));
}

void TestExport::progressEndsWithTheNumberOfRows()
{
    const QString large = m_folder->filePath(u"large.creel"_s);
    makeRun(large, manyLines(25'000));
    QList<qint64> told;
    QCOMPARE(exportRun(large, csv(), {}, {}, [&told](qint64 rows) { told << rows; }).value(), 25'000);
    QVERIFY(told.size() > 1);
    QVERIFY(std::is_sorted(told.begin(), told.end()));
    QCOMPARE(told.back(), 25'000);
}

void TestExport::aStoppedExportLeavesTheFileBefore()
{
    const QString large = m_folder->filePath(u"large.creel"_s);
    makeRun(large, manyLines(25'000));
    putFileBefore();
    const auto before = contentOf(m_folder->path());
    std::stop_source source;
    const auto stopAtOnce = [&source](qint64 rows) {
        QVERIFY(rows < 25'000);
        source.request_stop();
    };
    const auto stopped = exportRun(large, csv(), {}, source.get_token(), stopAtOnce);
    QVERIFY(!stopped);
    QVERIFY(stopped.error().message.contains(csv()));
    QVERIFY(contentOf(m_folder->path()) == before);
}

void TestExport::aFullDiskLeavesTheFileBefore()
{
    const QString large = m_folder->filePath(u"large.creel"_s);
    makeRun(large, manyLines(25'000));
    putFileBefore();
    const auto before = contentOf(m_folder->path());
    for (const qint64 room : {0, 100'000}) {
        const DiskFull full(room);
        const auto failed = exportRun(large, csv(), {});
        QVERIFY(!failed);
        QVERIFY2(failed.error().message.contains(csv()), qPrintable(failed.error().message));
        QVERIFY(contentOf(m_folder->path()) == before);
    }
    const DiskFull full(100); // less than what waits for the end
    QVERIFY(!exportRun(run(), csv(), {}));
    QVERIFY(contentOf(m_folder->path()) == before);
}

void TestExport::aFolderThatCantBeWrittenIsNamed()
{
    const auto missing = exportRun(run(), csv(u"no/such/folder/out.csv"_s), {});
    QVERIFY(!missing && missing.error().message.contains(u"no/such/folder"_s));
    QVERIFY(chmod(qPrintable(m_folder->path()), 0555) == 0);
    {
        const AsNobody nobody;
        const auto refused = exportRun(run(), csv(), {});
        QVERIFY(!refused && refused.error().message.contains(csv()));
    }
    QVERIFY(chmod(qPrintable(m_folder->path()), 0700) == 0);
    QVERIFY(!QFile::exists(csv()));
    QVERIFY(!exportRun(run(), m_folder->path() + "/."_L1, {}));
}

void TestExport::anUnknownFormatIsRefused()
{
    const auto refused = exportRun(run(), csv(u"out.doc"_s), {});
    QVERIFY(!refused && refused.error().message.contains(u".csv"_s));
    QVERIFY(!QFile::exists(csv(u"out.doc"_s)));
}

void TestExport::aRunThatCantBeReadLeavesTheFileBefore()
{
    putFileBefore();
    const auto before = contentOf(m_folder->path());
    const auto failed = exportRun(m_folder->filePath(u"none.creel"_s), csv(), {});
    QVERIFY(!failed && failed.error().message.contains(u"none.creel"_s));
    QVERIFY(contentOf(m_folder->path()) == before);

    // Damage that shows only while the rows are read: the file's second half is noise.
    const QString large = m_folder->filePath(u"large.creel"_s);
    makeRun(large, manyLines(25'000));
    QFile file(large);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() / 2) && file.write(QByteArray(int(file.size() / 2), '\x5A')) > 0);
    file.close();
    const auto damaged = exportRun(large, csv(), {});
    QVERIFY(!damaged);
    QVERIFY2(damaged.error().message.contains(large) && damaged.error().message.contains(u"damaged"_s),
             qPrintable(damaged.error().message));
    QCOMPARE(bytesOf(csv()), "before"_ba);
}

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
