#pragma once

#include "base/fileerror.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <optional>

namespace creel {

/// One SQLite connection, closed when this ends; every query on it has to end before. Made, used and destroyed on one
/// thread (Qt SQL's rule, which Qt doesn't check).
class SqlConnection
{
public:
    enum class Access {
        ReadOnly,
        ReadWrite,
        Immutable, ///< reads the bare file: no locks, no -wal, nothing made beside it; for files that nobody writes
    };

    /// Opens at once; look at isOpen(). The file is not made when it is missing.
    SqlConnection(QString path, Access access);
    ~SqlConnection();
    Q_DISABLE_COPY_MOVE(SqlConnection)

    bool isOpen() const { return m_database.isOpen(); }
    const QString &path() const { return m_path; }
    QSqlDatabase &database() { return m_database; }

    /// A forward-only query: the driver would keep every row that was read otherwise.
    QSqlQuery query() const;
    /// The same, prepared. A statement of ours that can't be prepared means a file that lacks our tables.
    QSqlQuery prepare(const QString &sql) const;
    bool run(const QString &sql) const;
    /// The one value that `sql` asks for, or nullopt.
    std::optional<QVariant> valueOf(const QString &sql) const;

    /// What happened to this file, for a person. `doing`: "read" or "written".
    FileError fileError(const QSqlError &error, QStringView doing) const;
    /// The error of what was last done on the connection itself (open, begin, commit) or by run() or valueOf().
    FileError lastFileError(QStringView doing) const;

private:
    QString m_path;
    QString m_name;
    QSqlDatabase m_database;
    mutable QSqlError m_runError;
};

/// A transaction that is rolled back unless commit() said true. For reading: one snapshot of the file.
class Transaction
{
public:
    explicit Transaction(SqlConnection &connection)
        : m_connection(connection), m_open(connection.database().transaction())
    {
    }
    ~Transaction()
    {
        if (m_open)
            m_connection.database().rollback();
    }
    Q_DISABLE_COPY_MOVE(Transaction)

    bool isOpen() const { return m_open; }
    bool commit()
    {
        if (m_open && m_connection.database().commit())
            m_open = false;
        return !m_open;
    }

private:
    SqlConnection &m_connection;
    bool m_open;
};

} // namespace creel
