#pragma once

#include "net/http.h"

#include <QCoroTask>

#include <stop_token>

namespace creel {

class ConnectionPool;
class Resolver;

/// One GET, once. The seam to the network: nothing above it knows a socket.
class Fetcher
{
public:
    /// Borrows both; they must outlive every fetch.
    Fetcher(ConnectionPool &connections, Resolver &resolver, FetchLimits limits);

    /// Fetches `request.url` once; follows nothing, retries nothing (but an idle kept-alive connection that the server had
    /// closed: once more on a new one, RFC 9112 §9.3.1). The body comes as sent, still content-coded. Always completes: at the
    /// latest after `limits.total`, and at once when `stop` is requested (kind Cancelled). Event-loop thread only.
    [[nodiscard]] QCoro::Task<FetchResult> fetch(HttpRequest request, std::stop_token stop);

    void setLimits(FetchLimits limits) { m_limits = limits; }

private:
    ConnectionPool &m_connections;
    Resolver &m_resolver;
    FetchLimits m_limits;
};

} // namespace creel
