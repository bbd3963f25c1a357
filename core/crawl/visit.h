#pragma once

#include "base/record.h"

#include <QByteArray>
#include <QList>

#include <memory>

namespace creel {

/// What has happened to a line so far: only lines that were redirected or retried carry one.
struct Journey {
    QList<Hop> hops;
    int attempt = 1;  ///< of the current URL, from 1
    int attempts = 0; ///< answered or failed requests, all hops together
};

/// A line on its way to its record: what to fetch next. Small, as a million of them may wait. Move-only.
struct Visit {
    qint64 line = 0;
    QByteArray url;         ///< absolute http(s) URL to fetch next, without user info
    QByteArray credentials; ///< "user:password" for the origin of the pasted URL; gone after a hop to another one
    QByteArray pastedUrl;   ///< what the line said; shares its bytes with `url` until the first hop
    std::unique_ptr<Journey> journey;
};

} // namespace creel
