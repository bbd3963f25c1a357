#pragma once

#include "crawl/timepoint.h"

#include <QString>

namespace creel {

/// How a request ended, as far as its host is concerned.
struct LaneReport {
    enum class Kind : quint8 {
        Answered,   ///< any answer that shows a server in order: 200, 301, 404 …
        Overloaded, ///< out of breath: 429, 503, no connection or no first byte in time
        Failed,     ///< any other error: 5xx, refused, reset …
    };
    Kind kind = Kind::Answered;
    milliseconds latency{0}; ///< start to last byte
    QString what = {};       ///< of an error: "The server answered 503 Service Unavailable"
    bool throttled = false;  ///< the server itself asked for patience: 429 or 503
};

} // namespace creel
