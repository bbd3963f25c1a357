#include "store/schema.h"

#include "store/sqlconnection.h"

#include <QFile>
#include <QFileInfo>
#include <QVariant>

static void loadMigrations() // a static library's resources are linked in only when asked for, outside any namespace
{
    Q_INIT_RESOURCE(migrations);
}

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int applicationId = 0x4372656C; // "Crel", as in 001.sql

QString migrationFile(int version) { return u":/migrations/%1.sql"_s.arg(version, 3, 10, '0'_L1); }

std::optional<int> pragma(const SqlConnection &connection, const QString &name)
{
    const std::optional<QVariant> value = connection.valueOf("PRAGMA "_L1 + name);
    return value ? std::optional(value->toInt()) : std::nullopt;
}

} // namespace

int schemaVersion()
{
    static const int newest = [] {
        loadMigrations();
        int version = 0;
        while (QFile::exists(migrationFile(version + 1)))
            ++version;
        return version;
    }();
    return newest;
}

std::optional<FileError> checkRunFile(const QString &path, bool olderToo)
{
    const QFileInfo file(path);
    if (!file.exists())
        return FileError{u"\"%1\" can't be opened: there is no such file. Check the name."_s.arg(path)};
    if (!file.isFile()) // also: never wait for the other end of a pipe
        return FileError{
            u"\"%1\" can't be opened: it is no file. Choose a file that Creel made (*.creel)."_s.arg(path)};
    if (!file.isReadable())
        return FileError{
            u"\"%1\" can't be opened: you may not read it. Change its permissions, or ask its owner."_s.arg(path)};

    // Not by reading the header ourselves: closing a descriptor of our own would drop every POSIX lock that this process
    // has on the file, those of a running writer too (sqlite.org/howtocorrupt.html §2.2). SQLite minds that, and an
    // immutable connection leaves no trace on files that aren't ours.
    const SqlConnection connection(path, SqlConnection::Access::Immutable);
    const std::optional<int> id = connection.isOpen() ? pragma(connection, u"application_id"_s) : std::nullopt;
    const std::optional<int> version = id ? pragma(connection, u"user_version"_s) : std::nullopt;
    if (!version)
        return connection.lastFileError(u"read");
    if (*id != applicationId || *version < 1)
        return FileError{
            u"\"%1\" is no Creel run file. It was left as it is. Choose a file that Creel made (*.creel)."_s.arg(path)};
    if (*version > schemaVersion())
        return FileError{u"\"%1\" was made by a newer Creel (file format %2, this one knows %3). It was left as it is. "
                         "Update Creel to open it."_s.arg(path)
                             .arg(*version)
                             .arg(schemaVersion())};
    if (*version < schemaVersion() && !olderToo)
        return FileError{
            u"\"%1\" was made by an older Creel (file format %2). Open it where it can be written once, and it "
            "is brought up to date."_s.arg(path)
                .arg(*version)};
    return std::nullopt;
}

std::optional<FileError> migrate(SqlConnection &connection)
{
    const std::optional<int> version = pragma(connection, u"user_version"_s);
    if (!version)
        return connection.lastFileError(u"read");
    if (*version == schemaVersion())
        return std::nullopt;

    Transaction transaction(connection);
    for (int next = *version + 1; next <= schemaVersion(); ++next) {
        QFile file(migrationFile(next));
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        const QString sql = QString::fromUtf8(file.readAll());
        for (const QString &statement : sql.split(u";\n"_s, Qt::SkipEmptyParts)) {
            if (!statement.trimmed().isEmpty() && !connection.run(statement))
                return connection.lastFileError(u"written");
        }
    }
    if (!connection.run(u"PRAGMA user_version = %1"_s.arg(schemaVersion())) || !transaction.commit())
        return connection.lastFileError(u"written");
    return std::nullopt;
}

} // namespace creel
