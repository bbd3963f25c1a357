#include "store/batchwriter.h"

#include "store/recordsql.h"
#include "store/runstore.h"
#include "store/sqlconnection.h"

#include <QStringList>
#include <QVariant>

namespace creel {

using namespace Qt::StringLiterals;

BatchWriter::BatchWriter(const SqlConnection &connection, const RunRecipe &recipe)
    : m_update(connection.prepare(u"UPDATE records SET (%1) = (%2) WHERE id = ?"_s.arg(
          cellColumns(), QStringList(columnCount, u"?"_s).join(u',')))),
      m_response(connection.prepare(
          u"INSERT OR IGNORE INTO responses (record, head, peer, attempts, dns_ms, connect_ms, tls_ms, "
          "first_byte_ms, total_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)),
      m_hop(connection.prepare(u"INSERT INTO hops (record, hop, url, status, location) VALUES (?, ?, ?, ?, ?)"_s)),
      m_body(connection.prepare(u"INSERT INTO bodies (record, body) VALUES (?, ?)"_s)),
      m_found(connection.prepare(
          u"INSERT OR REPLACE INTO records (id, line, url, state, error_kind, error, depth, found_on) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s)),
      m_forget{connection.prepare(u"DELETE FROM responses WHERE record = ?"_s),
               connection.prepare(u"DELETE FROM hops WHERE record = ?"_s),
               connection.prepare(u"DELETE FROM bodies WHERE record = ?"_s),
               connection.prepare(u"DELETE FROM encodings WHERE record = ?"_s)},
      m_extracted(connection, recipe)
{
}

bool BatchWriter::write(const StoredRecord &row)
{
    const qint64 id = row.record.id;
    if (id == 0)
        return addFound(row.found);
    return writeRecord(row.record) && writeResponse(id, row.details) && writeHops(id, row.details.hops)
        && writeBody(id, row.details.body) && writeExtracted(id, row.details.extracted) && addFound(row.found);
}

bool BatchWriter::execute(QSqlQuery &query)
{
    const bool ok = query.exec();
    if (!ok)
        m_error = query.lastError();
    return ok;
}

bool BatchWriter::writeRecord(const Record &record)
{
    bindRecord(m_update, record, 0);
    m_update.bindValue(columnCount, record.id);
    if (!execute(m_update))
        return false;
    if (m_update.numRowsAffected() == 1)
        return true;
    m_error = QSqlError({}, u"it has no row %1"_s.arg(record.id), QSqlError::StatementError);
    return false;
}

bool BatchWriter::writeResponse(qint64 id, const RecordDetails &details)
{
    const auto phase = [](int ms) { return ms < 0 ? QVariant() : QVariant(ms); };
    m_response.bindValue(0, id);
    m_response.bindValue(1, details.head);
    m_response.bindValue(2, details.peer);
    m_response.bindValue(3, details.attempts);
    m_response.bindValue(4, phase(details.timings.dns));
    m_response.bindValue(5, phase(details.timings.connect));
    m_response.bindValue(6, phase(details.timings.tls));
    m_response.bindValue(7, phase(details.timings.firstByte));
    m_response.bindValue(8, phase(details.timings.total));
    if (!execute(m_response))
        return false;
    if (m_response.numRowsAffected() == 1) // nearly always: the line is fetched for the first time
        return true;
    return forget(id) && execute(m_response);
}

bool BatchWriter::forget(qint64 id)
{
    for (QSqlQuery &statement : m_forget) {
        statement.bindValue(0, id);
        if (!execute(statement))
            return false;
    }
    return m_extracted.forget(id) || failed();
}

bool BatchWriter::writeHops(qint64 id, const QList<Hop> &hops)
{
    int number = 0;
    for (const Hop &hop : hops) {
        m_hop.bindValue(0, id);
        m_hop.bindValue(1, ++number);
        m_hop.bindValue(2, QString::fromUtf8(hop.url));
        m_hop.bindValue(3, hop.status);
        m_hop.bindValue(4, QString::fromUtf8(hop.location));
        if (!execute(m_hop))
            return false;
    }
    return true;
}

bool BatchWriter::writeBody(qint64 id, const QByteArray &compressed)
{
    if (compressed.isEmpty())
        return true;
    m_body.bindValue(0, id);
    m_body.bindValue(1, compressed);
    return execute(m_body);
}

bool BatchWriter::writeExtracted(qint64 id, const std::optional<PageRecords> &extracted)
{
    return !extracted || m_extracted.write(id, *extracted) || failed();
}

bool BatchWriter::failed()
{
    m_error = m_extracted.error();
    return false;
}

bool BatchWriter::addFound(const std::vector<Record> &found)
{
    for (const Record &record : found) {
        m_found.bindValue(0, record.id);
        m_found.bindValue(1, record.line);
        m_found.bindValue(2, QString::fromUtf8(record.url));
        m_found.bindValue(3, rowStateName(record.state));
        m_found.bindValue(4, record.errorKind == FetchError::Kind::None ? QString() : errorKindName(record.errorKind));
        m_found.bindValue(5, record.error);
        m_found.bindValue(6, record.depth ? QVariant(*record.depth) : QVariant());
        m_found.bindValue(7, record.foundOn.isEmpty() ? QString() : QString::fromUtf8(record.foundOn));
        if (!execute(m_found))
            return false;
    }
    return true;
}

} // namespace creel
