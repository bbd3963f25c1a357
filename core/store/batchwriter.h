#pragma once

#include "base/record.h"
#include "store/extractionsql.h"

#include <QSqlError>
#include <QSqlQuery>

#include <array>

namespace creel {

class SqlConnection;
struct StoredRecord;

/// The statements that put finished rows into the run file. For one transaction, which is its owner's.
class BatchWriter
{
public:
    BatchWriter(const SqlConnection &connection, const RunRecipe &recipe);

    /// Takes the place of what an earlier attempt left for the same row, and adds the rows that it led to.
    bool write(const StoredRecord &row);
    const QSqlError &error() const { return m_error; } ///< of the write that failed

private:
    bool execute(QSqlQuery &query);
    bool writeRecord(const Record &record);
    bool writeResponse(qint64 id, const RecordDetails &details);
    bool forget(qint64 id); ///< what an earlier attempt left beside the record
    bool writeHops(qint64 id, const QList<Hop> &hops);
    bool writeBody(qint64 id, const QByteArray &compressed);
    bool writeExtracted(qint64 id, const std::optional<PageRecords> &extracted);
    bool failed(); ///< takes over the error of m_extracted
    bool addFound(const std::vector<Record> &found);

    QSqlQuery m_update, m_response, m_hop, m_body, m_found;
    std::array<QSqlQuery, 4> m_forget;
    ExtractionWriter m_extracted;
    QSqlError m_error;
};

} // namespace creel
