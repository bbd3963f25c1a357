#include "store/newrun.h"

#include "base/urlline.h"
#include "store/extractionsql.h"
#include "store/optionsjson.h"
#include "store/schema.h"
#include "store/sqlconnection.h"

#include <QDateTime>
#include <QFile>
#include <QVariant>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

bool insertOptions(const SqlConnection &connection, const CrawlOptions &options, QSqlError &error)
{
    QSqlQuery insert =
        connection.prepare(u"INSERT INTO run (id, created_at, created_by, options) VALUES (1, ?, ?, ?)"_s);
    insert.addBindValue(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    insert.addBindValue(QStringLiteral("Creel/" CREEL_VERSION));
    insert.addBindValue(QString::fromUtf8(toJson(options)));
    const bool ok = insert.exec();
    error = insert.lastError();
    return ok;
}

/// A line that is not fetched yet has few cells: binding the others, all of them null, would double the time.
bool insertLines(const SqlConnection &connection, const Ledger &ledger, const CrawlOptions &options, QSqlError &error)
{
    QSqlQuery line = connection.prepare(u"INSERT INTO lines (line, text, credentials) VALUES (?, ?, ?)"_s);
    QSqlQuery record = connection.prepare(
        u"INSERT INTO records (id, line, url, state, error_kind, error, depth) VALUES (?, ?, ?, ?, ?, ?, ?)"_s);
    record.bindValue(6, options.follow.any() ? QVariant(0) : QVariant());
    qint64 number = 0;
    for (const LedgerLine &judged : ledger.lines()) {
        ++number;
        line.bindValue(0, number);
        line.bindValue(1, judged.text.isEmpty() ? u""_s : withoutUserInfo(judged.text));
        line.bindValue(2, judged.credentials.isEmpty() ? QByteArray() : judged.credentials);
        const Record row = judged.toRecord(number);
        Q_ASSERT(!row.status && !row.fetchedAtMs && row.title.isNull());
        record.bindValue(0, number);
        record.bindValue(1, number);
        record.bindValue(2, QString::fromUtf8(row.url.isNull() ? QByteArray("") : row.url));
        record.bindValue(3, rowStateName(row.state));
        record.bindValue(4, row.errorKind == FetchError::Kind::None ? QString() : errorKindName(row.errorKind));
        record.bindValue(5, row.error);
        if (!line.exec() || !record.exec()) {
            error = line.lastError().isValid() ? line.lastError() : record.lastError();
            return false;
        }
    }
    return true;
}

std::optional<FileError> fill(const QString &path, const Ledger &ledger, const CrawlOptions &options,
                              const Recipe &recipe)
{
    SqlConnection connection(path, SqlConnection::Access::ReadWrite);
    // Nobody sees this file before it is whole, so it needs no journal: one sync, at the commit.
    if (!connection.isOpen() || !connection.run(u"PRAGMA journal_mode = OFF"_s)
        || !connection.run(u"PRAGMA synchronous = FULL"_s))
        return connection.lastFileError(u"written");
    if (std::optional<FileError> error = migrate(connection))
        return error;
    Transaction transaction(connection);
    QSqlError error;
    if (!insertOptions(connection, options, error) || !insertLines(connection, ledger, options, error)
        || (!recipe.isEmpty() && !insertRecipe(connection, recipe, error)))
        return connection.fileError(error, u"written");
    return transaction.commit() ? std::nullopt : std::optional(connection.lastFileError(u"written"));
}

} // namespace

std::optional<FileError> makeRunFile(const QString &path, const Ledger &ledger, const CrawlOptions &options,
                                     const Recipe &recipe)
{
    if (QFile::exists(path))
        return FileError{
            u"\"%1\" exists already, and a new run never replaces an old one. Choose another name."_s.arg(path)};
    const QString unfinished = path + "-new"_L1;
    QFile file(unfinished);
    file.remove(); // left by a process that was killed right here
    if (!file.open(QIODevice::NewOnly | QIODevice::WriteOnly))
        return FileError{
            u"\"%1\" can't be made (%2). Choose a folder where you may write."_s.arg(path, file.errorString())};
    file.close();
    std::optional<FileError> error = fill(unfinished, ledger, options, recipe);
    // The name's own sync comes with the first journal that SQLite makes in this folder, at the switch to WAL.
    if (!error && !file.rename(path)) // never over an existing file
        error = FileError{u"\"%1\" can't be made (%2). Choose another name."_s.arg(path, file.errorString())};
    if (error)
        QFile::remove(unfinished);
    return error;
}

} // namespace creel
