#pragma once

#include "support/runharness.h"

#include <QFile>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <map>

namespace creel::test {

/// How a call of creel-cli ended. code -1: it crashed, or took a minute.
struct Outcome {
    int code = -1;
    QString out, err;
};

inline QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// creel-cli as a script meets it, with a folder of its own for files.
class CliProcess
{
public:
    QString file(const QString &name) const { return m_folder.filePath(name); }

    void start(const QStringList &arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), file(QStringLiteral("data")));
        environment.remove(QStringLiteral("DISPLAY"));
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(CREEL_CLI), arguments);
        if (!m_process.waitForStarted())
            qFatal("%s", qPrintable(m_process.errorString()));
    }
    QProcess &process() { return m_process; }

    Outcome finish()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(60'000)) {
            m_process.kill();
            m_process.waitForFinished();
            return {-1, {}, QString::fromUtf8(m_process.readAllStandardError())};
        }
        return {m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1,
                QString::fromUtf8(m_process.readAllStandardOutput()),
                QString::fromUtf8(m_process.readAllStandardError())};
    }
    Outcome call(const QStringList &arguments)
    {
        start(arguments);
        return finish();
    }

    /// Gives an order (--control) and waits for its answer: the first line of it.
    QString order(const QString &text)
    {
        m_process.write(text.toUtf8() + '\n');
        return answer();
    }
    QString answer()
    {
        m_process.setReadChannel(QProcess::StandardError);
        if (!QTest::qWaitFor([this] { return m_process.canReadLine(); }, 10'000))
            return QStringLiteral("no answer");
        return QString::fromUtf8(m_process.readLine()).trimmed();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

/// The rows of a run file that nobody has open, by URL.
inline std::map<QByteArray, Record> rowsOf(const QString &path)
{
    std::map<QByteArray, Record> rows;
    const Run::OpenResult run = await(Run::open(path));
    const Expected<RowWindow, FileError> window = run ? await((*run)->window(0, 1'000'000)) : RowWindow();
    if (!run || !window)
        return rows;
    for (const Record &row : window->rows) {
        if (!rows.emplace(row.url, row).second)
            qFatal("%s has two rows", row.url.constData());
    }
    return rows;
}

/// "/ ok, /a skipped robots": each row's address without its origin where that is `origin`.
inline QString told(const std::map<QByteArray, Record> &rows, const QByteArray &origin)
{
    QStringList texts;
    for (const auto &[url, row] : rows) {
        const QByteArray target = url.startsWith(origin) ? url.mid(origin.size()) : url;
        QString text = QString::fromUtf8(target) + QLatin1Char(' ') + rowStateName(row.state);
        if (row.errorKind != FetchError::Kind::None)
            text += QLatin1Char(' ') + errorKindName(row.errorKind);
        texts << text;
    }
    return texts.join(QStringLiteral(", "));
}

} // namespace creel::test
