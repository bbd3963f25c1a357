#pragma once

#include "support/script.h"
#include "support/testserver.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <map>

namespace creel::test {

/// The server's end of one connection: reads request heads, plays their scripts one after the other.
class TestConnection : public QObject
{
public:
    TestConnection(TestListener &listener, QTcpSocket *socket, int number);
    ~TestConnection() override;
    bool isIdle() const { return !m_playing; }
    void close() { m_socket->disconnectFromHost(); }

private:
    void read();
    void startNext();
    void play();
    void ended();

    TestListener &m_listener;
    QTcpSocket *m_socket;
    int m_number;
    QByteArray m_input;
    QList<Script::Step> m_steps;
    QByteArray m_endless;
    bool m_playing = false;
    QTimer m_pause;
};

/// Everything of the server that lives on its thread.
class TestListener : public QObject
{
public:
    explicit TestListener(TestServer::Tls tls);
    ~TestListener() override;
    quint16 listen(const QString &address, quint16 port);
    Script scriptFor(const Request &request);

    std::map<QByteArray, QList<Script>> scripts;
    std::function<Script(const Request &)> any;
    QList<Request> requests;
    QList<TestConnection *> open;
    int accepted = 0, inFlight = 0, mostInFlight = 0;

private:
    friend class Acceptor;
    void accept(qintptr descriptor);
    bool m_tls;
    QSslConfiguration m_configuration;
};

} // namespace creel::test
