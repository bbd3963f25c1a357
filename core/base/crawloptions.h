#pragma once

#include "base/followoptions.h"
#include "base/htmlparser.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <utility>

namespace creel {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// What a person may set for a run. Kept in the run file, so that a resumed run behaves the same.
struct CrawlOptions {
    int concurrency = 32;                  ///< requests in flight, all hosts together; 1 … 4096
    int perHost = 4;                       ///< requests in flight to one host; 1 … 4096
    milliseconds delay{250};               ///< least time between two starts to one host
    milliseconds connectTimeout{10'000};   ///< TCP connect, per address tried
    milliseconds tlsTimeout{10'000};       ///< TLS handshake
    milliseconds firstByteTimeout{30'000}; ///< request sent -> first byte of the answer
    milliseconds idleTimeout{15'000};      ///< longest silence inside an answer
    milliseconds timeout{30'000};          ///< the whole request, name look-up to last byte
    int retries = 2;                       ///< further attempts after connection errors, timeouts, 429 and 5xx
    int redirectLimit = 10;                ///< redirect hops of one line
    qint64 maxBodyBytes = 10 << 20;        ///< larger bodies (on the wire or decoded) end as too_large
    bool keepBodies = true;                ///< bodies go into the run file, zstd-compressed
    bool obeyRobots = true;                ///< robots.txt (RFC 9309), asked for before the first page of a host
    bool adaptive = true;     ///< a host whose answers become slow, or are 429 or 503, is asked more slowly
    bool guardNetwork = true; ///< loopback, private and metadata addresses only where the list names them
    HtmlParser htmlParser = defaultHtmlParser;
    FollowOptions follow; ///< which found URLs join the run
    QByteArray userAgent = defaultUserAgent();
    QList<std::pair<QByteArray, QByteArray>> headers; ///< sent with every request, besides our own

    static QByteArray defaultUserAgent() { return "Creel/" CREEL_VERSION; }
    friend bool operator==(const CrawlOptions &, const CrawlOptions &) = default;
};

} // namespace creel
