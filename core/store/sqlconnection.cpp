#include "store/sqlconnection.h"

#include <QUrl>

#include <atomic>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

QString uniqueName()
{
    // Qt keeps connections in one table for all threads, by name.
    static std::atomic<quint64> count{0};
    return u"creel-%1"_s.arg(++count);
}

struct Verdict {
    QString happened, advice;
};

/// SQLite's result codes (sqlite.org/rescode.html); extended codes keep the primary one in their low byte.
Verdict judge(int code, QStringView doing)
{
    switch (code & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return {u"another program keeps it locked"_s, u"Close that program and try again."_s};
    case 8: // SQLITE_READONLY
        return {u"it is write-protected"_s, u"Change its permissions, or work on a copy in a folder of your own."_s};
    case 11: // SQLITE_CORRUPT
        return {u"it is damaged"_s, u"Use a backup, or recover a copy of it with \"sqlite3 COPY .recover\"."_s};
    case 13: // SQLITE_FULL
        return {u"the disk is full"_s, u"Free some space and resume: what was committed before is safe."_s};
    case 14: // SQLITE_CANTOPEN
        return {u"it can't be opened, or nothing can be made in its folder"_s,
                u"Check the permissions of both, or work on a copy in a folder of your own."_s};
    case 26: // SQLITE_NOTADB
        return {u"it is no Creel run file"_s, u"Choose a file that Creel made (*.creel)."_s};
    case 10: // SQLITE_IOERR
        if (doing == "written"_L1)
            return {u"the disk did not take the data"_s,
                    u"Check the disk and its free space, then resume: what was committed before is safe."_s};
        [[fallthrough]];
    default:
        return {u"the disk or the database failed"_s, u"Check the disk, then try again."_s};
    }
}

} // namespace

SqlConnection::SqlConnection(QString path, Access access)
    : m_path(std::move(path)), m_name(uniqueName()), m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
{
    // The busy timeout outlasts any transaction of ours; REGEXP is for texts that LIKE can't compare (roworder.cpp).
    QString options = u"QSQLITE_BUSY_TIMEOUT=10000;QSQLITE_ENABLE_REGEXP;QSQLITE_OPEN_URI"_s;
    if (access != Access::ReadWrite)
        options += ";QSQLITE_OPEN_READONLY"_L1;
    QUrl uri = QUrl::fromLocalFile(m_path);
    uri.setQuery(access == Access::Immutable       ? u"immutable=1"_s
                     : access == Access::ReadWrite ? u"mode=rw"_s // not "rwc": never make a file by opening it
                                                   : u"mode=ro"_s);
    m_database.setConnectOptions(options);
    m_database.setDatabaseName(QString::fromLatin1(uri.toEncoded()));
    m_database.open();
}

SqlConnection::~SqlConnection()
{
    m_database.close();
    m_database = {}; // removeDatabase wants no handle left
    QSqlDatabase::removeDatabase(m_name);
}

QSqlQuery SqlConnection::query() const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    return query;
}

QSqlQuery SqlConnection::prepare(const QString &sql) const
{
    QSqlQuery prepared = query();
    prepared.prepare(sql);
    return prepared;
}

bool SqlConnection::run(const QString &sql) const
{
    QSqlQuery once = query();
    const bool ok = once.exec(sql);
    m_runError = once.lastError();
    return ok;
}

std::optional<QVariant> SqlConnection::valueOf(const QString &sql) const
{
    QSqlQuery once = query();
    const bool found = once.exec(sql) && once.next();
    m_runError = once.lastError();
    return found ? std::optional(once.value(0)) : std::nullopt;
}

FileError SqlConnection::lastFileError(QStringView doing) const
{
    return fileError(m_runError.isValid() ? m_runError : m_database.lastError(), doing);
}

FileError SqlConnection::fileError(const QSqlError &error, QStringView doing) const
{
    const Verdict verdict = judge(error.nativeErrorCode().toInt(), doing);
    const QString raw = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return {u"\"%1\" can't be %2: %3 (%4). %5"_s.arg(m_path, doing, verdict.happened, raw, verdict.advice)};
}

} // namespace creel
