#include "crawl/visit.h"

namespace creel {

Visit foundVisit(const Record &row)
{
    Visit visit;
    visit.id = row.id;
    visit.line = row.line;
    visit.depth = row.depth.value_or(-1);
    visit.url = visit.startUrl = row.url;
    visit.foundOn = row.foundOn;
    return visit;
}

Record queuedRecord(const Visit &visit)
{
    Record record;
    record.id = visit.id;
    record.line = visit.line;
    record.url = visit.startUrl;
    if (visit.depth >= 0)
        record.depth = visit.depth;
    record.foundOn = visit.foundOn;
    return record;
}

void describe(StoredRecord &row, const Visit &visit)
{
    Record &record = row.record;
    record.id = visit.id;
    record.line = visit.line;
    record.url = visit.startUrl;
    record.foundOn = visit.foundOn;
    if (visit.depth >= 0)
        record.depth = visit.depth;
    row.details.attempts = 1;
    if (record.state != RowState::Stopped)
        record.redirects = 0;
    if (const auto &journey = visit.journey) {
        row.details.attempts += journey->attempts;
        record.redirects = int(journey->hops.size());
        row.details.hops = journey->hops;
    }
}

} // namespace creel
