#pragma once

#include "support/script.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QThread>

#include <chrono>
#include <functional>
#include <memory>

namespace creel::test {

/// One request as it reached the server.
struct Request {
    QByteArray method, target;
    Script::Headers headers;
    QByteArray head;      ///< exact bytes
    int connection = 0;   ///< counts from 1, in the order of acceptance
    QByteArray protocol;  ///< agreed by ALPN ("http/1.1"); empty without TLS
    QString localAddress; ///< which of the server's addresses was asked
    std::chrono::steady_clock::time_point arrived;

    QByteArray header(const QByteArray &name) const; ///< ignores case; empty when there is none
};

class TestListener;

/// A scripted HTTP server on loopback that misbehaves to order. Lives on a thread of its own, so tests may block.
///     TestServer server;
///     server.on("/slow", Script().send("HTTP/1.1 200 OK\r\n").hang());
///     fetch(server.url("/slow"));
/// Keeps connections alive and answers the requests of each in turn; what was not scripted is a 404. In TLS it offers
/// HTTP/2 first, which it can't speak.
class TestServer
{
public:
    enum class Tls { None, Good, Expired, SelfSigned, WrongName }; ///< the certificate; Good is signed by the test CA

    explicit TestServer(Tls tls = Tls::None, quint16 port = 0); ///< port 0: any free one
    ~TestServer();
    Q_DISABLE_COPY_MOVE(TestServer)

    void on(const QByteArray &target, const Script &script) { on(target, QList<Script>{script}); }
    /// One after the other for the requests of this target; the last one stays.
    void on(const QByteArray &target, const QList<Script> &sequence);
    /// Asked for every target that has no script; runs on the server's thread.
    void onAny(std::function<Script(const Request &)> answer);

    /// Listens at a further loopback address ("127.0.0.2", "::1"), at the same port.
    void listenAt(const QString &address);

    quint16 port() const { return m_port; }
    QByteArray url(const QByteArray &target, const QByteArray &host = "127.0.0.1") const;

    QList<Request> requests() const;
    qsizetype requestCount() const { return requests().size(); }
    void forgetRequests();
    int connectionCount() const;      ///< ever accepted
    int openConnections() const;      ///< open now
    int mostRequestsInFlight() const; ///< ever at one time: a head was read and its answer not yet written
    void closeIdleConnections();      ///< as a server does that is tired of keeping them

    static quint16 refusingPort();      ///< nobody listens there
    static QString caCertificatePath(); ///< PEM of the test CA

private:
    template <class F>
    auto ask(F question) const;
    QThread m_thread;
    TestListener *m_listener = nullptr; ///< lives on m_thread
    bool m_tls;
    quint16 m_port = 0;
};

} // namespace creel::test
