#include "store/knownrows.h"

#include "store/rowfilter.h"

#include <QVariant>

namespace creel {

using namespace Qt::StringLiterals;

QString selectKnownRows(const QString &condition)
{
    // The credentials of a pasted line are for its own row: what it led to has left the page for which they were written.
    return u"SELECT r.id, r.line, r.state, r.url, r.final_url, r.depth, l.credentials, r.error_kind, r.found_on "
           "FROM records r LEFT JOIN lines l ON l.line = r.id WHERE %1 ORDER BY r.id"_s.arg(condition);
}

KnownRow readKnownRow(const QSqlQuery &query)
{
    KnownRow row;
    row.id = query.value(0).toLongLong();
    row.line = query.value(1).toLongLong();
    row.state = rowStateFromName(query.value(2).toString()).value_or(RowState::Failed);
    row.url = query.value(3).toString().toUtf8();
    row.finalUrl = query.value(4).toString().toUtf8();
    row.depth = query.value(5).toInt();
    row.credentials = query.value(6).toByteArray();
    row.errorKind = errorKindFromName(query.value(7).toString());
    row.foundOn = query.value(8).toString().toUtf8();
    return row;
}

QString retryCondition(const RowQuery &query)
{
    const QString retried = u"(r.state IN ('ok', 'failed') "
                            "OR r.state = 'skipped' AND r.error_kind IN ('robots', 'host_parked', 'skipped'))"_s;
    RowQuery ofPages = query;
    ofPages.per = RowsPer::Page;
    const QString filter = filterCondition(ofPages);
    return filter.isEmpty() ? retried : retried + " AND "_L1 + filter;
}

} // namespace creel
