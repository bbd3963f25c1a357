#include "support/testserver.h"

#include "support/testconnection.h"

#include <QTcpServer>

#include <utility>

namespace creel::test {

QByteArray Request::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

/// Asks the listener on its own thread and waits for the answer: no lock, no torn state.
template <class F>
auto TestServer::ask(F question) const
{
    std::invoke_result_t<F> answer{};
    QMetaObject::invokeMethod(m_listener, [&answer, &question] { answer = question(); }, Qt::BlockingQueuedConnection);
    return answer;
}

TestServer::TestServer(Tls tls, quint16 port) : m_tls(tls != Tls::None)
{
    m_listener = new TestListener(tls);
    m_listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_listener, &QObject::deleteLater);
    m_thread.start();
    m_port = ask([this, port] { return m_listener->listen(QStringLiteral("127.0.0.1"), port); });
}

TestServer::~TestServer()
{
    m_thread.quit();
    m_thread.wait();
}

void TestServer::on(const QByteArray &target, const QList<Script> &sequence)
{
    ask([this, &target, &sequence] {
        m_listener->scripts[target] = sequence;
        return true;
    });
}

void TestServer::onAny(std::function<Script(const Request &)> answer)
{
    ask([this, &answer] {
        m_listener->any = std::move(answer);
        return true;
    });
}

void TestServer::listenAt(const QString &address)
{
    ask([this, &address] { return m_listener->listen(address, m_port); });
}

QByteArray TestServer::url(const QByteArray &target, const QByteArray &host) const
{
    return (m_tls ? "https://" : "http://") + host + ':' + QByteArray::number(m_port) + target;
}

QList<Request> TestServer::requests() const
{
    return ask([this] { return m_listener->requests; });
}

void TestServer::forgetRequests()
{
    ask([this] { return std::exchange(m_listener->requests, {}).size(); });
}

int TestServer::connectionCount() const
{
    return ask([this] { return m_listener->accepted; });
}

int TestServer::openConnections() const
{
    return ask([this] { return int(m_listener->open.size()); });
}

int TestServer::mostRequestsInFlight() const
{
    return ask([this] { return m_listener->mostInFlight; });
}

void TestServer::closeIdleConnections()
{
    ask([this] {
        const QList<TestConnection *> open = m_listener->open;
        for (TestConnection *connection : open) {
            if (connection->isIdle())
                connection->close();
        }
        return true;
    });
}

quint16 TestServer::refusingPort()
{
    QTcpServer briefly;
    briefly.listen(QHostAddress::LocalHost);
    return briefly.serverPort();
}

QString TestServer::caCertificatePath() { return QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/tls/ca.crt"); }

} // namespace creel::test
