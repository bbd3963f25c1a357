#pragma once

#include "store/rowsource.h"
#include "store/runstore.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>
#include <map>
#include <memory>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace creel::test {

/// A new run file with these lines, open for writing.
inline std::unique_ptr<RunStore> makeRun(const QString &path, const QString &lines, const CrawlOptions &options = {})
{
    auto store = RunStore::create(path, Ledger::fromText(lines), options);
    if (store)
        return std::move(*store);
    qFatal("%s", qPrintable(store.error().message));
}

inline QString manyLines(int count)
{
    QString lines;
    for (int line = 1; line <= count; ++line)
        lines += QStringLiteral("https://host-%1.example/%2\n").arg(line % 7).arg(line);
    return lines;
}

inline StoredRecord okRow(qint64 line, const QString &title = {})
{
    StoredRecord row;
    row.record.id = line;
    row.record.line = line;
    row.record.url = "https://example.com/" + QByteArray::number(line);
    row.record.state = RowState::Ok;
    row.record.status = 200;
    row.record.title = title;
    row.details.attempts = 1;
    return row;
}

/// Everything in a folder: name, bytes and time of change of each file. What a look must not change.
inline std::map<QString, std::pair<QByteArray, QDateTime>> contentOf(const QString &folder)
{
    std::map<QString, std::pair<QByteArray, QDateTime>> content;
    const QFileInfoList entries = QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    for (const QFileInfo &entry : entries) {
        QFile file(entry.filePath());
        if (entry.isFile() && file.open(QIODevice::ReadOnly))
            content[entry.fileName()] = {file.readAll(), entry.lastModified()};
        else
            content[entry.fileName()] = {};
    }
    return content;
}

/// Somebody whom file permissions hold back: root, as whom CI may run, is not.
class AsNobody
{
public:
    AsNobody()
    {
        if (geteuid() == 0 && setresuid(nobody, nobody, 0) != 0) // the real one too: access(2) asks for that
            qFatal("can't become nobody");
    }
    ~AsNobody()
    {
        if (geteuid() == nobody && setresuid(0, 0, 0) != 0)
            qFatal("can't become root again");
    }
    Q_DISABLE_COPY_MOVE(AsNobody)

private:
    static constexpr uid_t nobody = 65534;
};

/// No file of this process may grow beyond `bytes`: as on a full disk, writes fail from there on.
class DiskFull
{
public:
    explicit DiskFull(qint64 bytes) : m_signal(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{rlim_t(bytes), m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~DiskFull()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }
    Q_DISABLE_COPY_MOVE(DiskFull)

private:
    void (*m_signal)(int);
    rlimit m_before{};
};

} // namespace creel::test
