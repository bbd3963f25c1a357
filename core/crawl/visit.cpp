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

} // namespace creel
