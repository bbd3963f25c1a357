#pragma once

#include "base/record.h"

#include <QByteArray>
#include <QList>

#include <memory>

namespace creel {

/// What has happened to a row so far: only rows that were redirected or retried carry one.
struct Journey {
    QList<Hop> hops;
    int attempt = 1;  ///< of the current URL, from 1; waits that the server asked for are not counted
    int attempts = 0; ///< answered or failed requests, all hops together
    int waits = 0;    ///< that the server asked for, at the current URL
};

/// A row on its way to its record: what to fetch next. Small, as a million of them may wait. Move-only.
struct Visit {
    qint64 id = 0;          ///< of the row; 0 where there is none: a robots.txt
    qint64 line = 0;        ///< the pasted line that it is, or that led to it
    int depth = -1;         ///< links from the pasted page; -1 in list mode
    QByteArray url;         ///< absolute http(s) URL to fetch next, without user info
    QByteArray credentials; ///< "user:password" for the origin of the pasted URL; gone after a hop to another one
    QByteArray startUrl;    ///< of the row; shares its bytes with `url` until the first hop
    QByteArray foundOn;     ///< the page that led to it; empty for pasted lines
    QByteArray robotsFor;   ///< the host that waits for this robots.txt; empty for a page
    std::unique_ptr<Journey> journey;

    bool isRobots() const { return !robotsFor.isEmpty(); }
};

/// The visit of a new row, before it has gone anywhere.
Visit foundVisit(const Record &row);
/// A visit's row as it stands in the run file before anything is fetched.
Record queuedRecord(const Visit &visit);
/// What the way of a row adds to it.
void describe(StoredRecord &row, const Visit &visit);

} // namespace creel
