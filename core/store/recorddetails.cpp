#include "store/recorddetails.h"

#include "store/extractionsql.h"
#include "store/runstore.h"
#include "store/sqlconnection.h"

#include <QVariant>

namespace creel {

using namespace Qt::StringLiterals;

Expected<RecordDetails, FileError> readDetails(const SqlConnection &connection, qint64 id)
{
    RecordDetails details;
    QSqlQuery response = connection.prepare(
        u"SELECT head, peer, attempts, dns_ms, connect_ms, tls_ms, first_byte_ms, total_ms, body, "
        "encodings.name FROM responses LEFT JOIN bodies USING (record) LEFT JOIN encodings USING (record) "
        "WHERE record = ?"_s);
    response.addBindValue(id);
    if (!response.exec())
        return Unexpected(connection.fileError(response.lastError(), u"read"));
    if (response.next()) {
        const auto phase = [&response](int column) {
            const QVariant ms = response.value(column);
            return ms.isNull() ? -1 : ms.toInt();
        };
        details.head = response.value(0).toByteArray();
        details.peer = response.value(1).toString();
        details.attempts = response.value(2).toInt();
        details.timings = {phase(3), phase(4), phase(5), phase(6), phase(7)};
        const QByteArray compressed = response.value(8).toByteArray();
        details.encoding = response.value(9).toString();
        details.body = decompressBody(compressed);
        if (details.body.isNull() && !compressed.isEmpty())
            return Unexpected(FileError{
                u"The stored page of line %1 in \"%2\" is damaged. Fetch it again in a new run."_s.arg(id).arg(
                    connection.path())});
    }

    QSqlQuery hops = connection.prepare(u"SELECT url, status, location FROM hops WHERE record = ? ORDER BY hop"_s);
    hops.addBindValue(id);
    if (hops.exec()) {
        while (hops.next())
            details.hops.append(
                {hops.value(0).toString().toUtf8(), hops.value(1).toInt(), hops.value(2).toString().toUtf8()});
    }
    if (hops.lastError().isValid())
        return Unexpected(connection.fileError(hops.lastError(), u"read"));
    Expected<std::optional<PageRecords>, FileError> extracted = readPageRecords(connection, id);
    if (!extracted)
        return Unexpected(extracted.error());
    details.extracted = std::move(*extracted);
    return details;
}

} // namespace creel
