#include "net/fetcher.h"

#include "net/alarm.h"
#include "net/connectionpool.h"
#include "net/httpparser.h"
#include "net/requesthead.h"
#include "net/resolver.h"

#include <chrono>

namespace creel {

namespace {

using Kind = FetchError::Kind;
using std::chrono::steady_clock;

int msBetween(steady_clock::time_point from, steady_clock::time_point to)
{
    return int(std::chrono::duration_cast<milliseconds>(to - from).count());
}

} // namespace

Fetcher::Fetcher(ConnectionPool &connections, Resolver &resolver, FetchLimits limits)
    : m_connections(connections), m_resolver(resolver), m_limits(limits)
{
}

QCoro::Task<FetchResult> Fetcher::fetch(HttpRequest request, std::stop_token stop)
{
    FetchResult result;
    const auto began = steady_clock::now();
    const Expected<QByteArray, FetchError> head = requestHead(request);
    if (!head) {
        result.error = head.error();
        co_return result;
    }
    Alarm alarm(m_limits, stop);
    HttpParser parser(m_limits.maxHeadBytes, m_limits.maxBodyBytes);
    Timings timings;
    std::unique_ptr<Connection> connection = m_connections.take(request.url.origin());
    for (;;) {
        const bool kept = connection != nullptr;
        if (!kept) {
            Opened opened = co_await m_connections.connector().open(request.url, &m_resolver, &alarm);
            timings = opened.timings;
            if (!opened.connection) {
                parser.breakOff(opened.error);
                break;
            }
            connection = std::move(opened.connection);
        }
        const auto sent = steady_clock::now();
        Wakeup wakeup;
        const Alarm::Rings rings(alarm, wakeup);
        Connection::Exchange exchange{&parser, &alarm, &wakeup, {}};
        connection->begin(*head, &exchange);
        if (request.sent)
            request.sent(); // after it, so that who counts a delay from here never counts from too early
        co_await wakeup;
        connection->end();
        if (!parser.ended())
            parser.breakOff(alarm.error());
        if (exchange.firstByte)
            timings.firstByte = msBetween(sent, *exchange.firstByte);
        // RFC 9112 §9.3.1: a server may close a kept connection just as we use it. Nothing came, so nothing was done:
        // a GET goes once more, on a connection of its own.
        if (!kept || alarm.rung() || parser.error().kind != Kind::Reset || parser.response().wireBytes > 0)
            break;
        connection.reset();
        parser = HttpParser(m_limits.maxHeadBytes, m_limits.maxBodyBytes);
    }
    result.response = std::move(parser.response());
    result.error = parser.error();
    result.response.timings = timings;
    result.response.timings.total = msBetween(began, steady_clock::now());
    if (connection) {
        result.response.peer = connection->peer();
        if (parser.reusable())
            m_connections.give(std::move(connection));
    }
    co_return result;
}

} // namespace creel
