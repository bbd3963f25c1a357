#pragma once

#include "net/connectionpool.h"
#include "net/fetcher.h"
#include "net/resolver.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QFile>
#include <QSslCertificate>
#include <QTest>

#include <algorithm>
#include <memory>
#include <stop_token>
#include <vector>

namespace creel::test {

/// One fetch under way, and what became of it.
struct Flight {
    std::stop_source stop;
    FetchResult result;
    int completions = 0;
    QElapsedTimer sinceCompletion;
    bool landed() const { return completions > 0; }
};

/// Resolver, pool and fetcher together, as a test needs them.
class FetchClient
{
public:
    explicit FetchClient(const FetchLimits &limits = {}, const TransportOptions &transport = {}, IdleLimits idle = {})
        : pool(transport, idle), fetcher(pool, resolver, limits)
    {
    }

    static HttpRequest request(const QByteArray &url)
    {
        const auto parsed = Url::parse(QByteArrayView(url));
        if (!parsed)
            qFatal("%s is no URL", url.constData());
        HttpRequest get(*parsed);
        get.userAgent = "Test/1";
        return get;
    }

    /// Starts a fetch; the flight must outlive it.
    QCoro::Task<> start(HttpRequest get, Flight *flight)
    {
        FetchResult result = co_await fetcher.fetch(std::move(get), flight->stop.get_token());
        flight->result = std::move(result);
        ++flight->completions;
        flight->sinceCompletion.start();
    }

    /// Fetches, with the event loop running, to the end.
    FetchResult fetch(HttpRequest get)
    {
        Flight flight;
        const auto task = start(std::move(get), &flight);
        if (!QTest::qWaitFor([&flight] { return flight.landed(); }, 20'000))
            qFatal("A fetch did not complete");
        return flight.result;
    }
    FetchResult fetch(const QByteArray &url) { return fetch(request(url)); }

    Resolver resolver;
    ConnectionPool pool;
    Fetcher fetcher;
};

/// Many fetches at the same time.
struct Fleet {
    std::vector<std::unique_ptr<Flight>> flights;
    std::vector<QCoro::Task<>> tasks;

    Flight &launch(FetchClient &client, const QByteArray &url)
    {
        Flight &flight = *flights.emplace_back(std::make_unique<Flight>());
        tasks.push_back(client.start(FetchClient::request(url), &flight));
        return flight;
    }
    [[nodiscard]] bool land(int limitMs = 20'000) const
    {
        return QTest::qWaitFor([this] { return std::all_of(flights.begin(), flights.end(), &hasLanded); }, limitMs);
    }
    static bool hasLanded(const std::unique_ptr<Flight> &flight) { return flight->landed(); }
};

/// Trusts the test CA and nobody else.
inline TransportOptions trusting(const QString &caPath)
{
    TransportOptions transport;
    transport.tls.setCaCertificates(QSslCertificate::fromPath(caPath));
    return transport;
}

} // namespace creel::test
