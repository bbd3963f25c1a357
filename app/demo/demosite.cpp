#include "demo/demosite.h"

#include "demo/democonnection.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

namespace creel {

DemoSite::DemoSite(QObject *parent) : QObject(parent) { }

bool DemoSite::listen(quint16 port)
{
    const QString first = QStringLiteral("127.0.0.1");
    if (!listenOn(first, port))
        return false;
    DemoRow hosts;
    int number = 1;
    for (const char *name : {"shop", "almanac", "atlas", "journal", "weir"}) {
        const QString own = QStringLiteral("127.0.0.%1").arg(number);
        const bool listens = number == 1 || listenOn(own, m_port);
        hosts.insert(QLatin1String(name), QStringLiteral("%1:%2").arg(listens ? own : first).arg(m_port));
        ++number;
    }
    m_pages.emplace(hosts);
    return true;
}

bool DemoSite::listenOn(const QString &address, quint16 port)
{
    auto *server = new QTcpServer(this);
    if (!server->listen(QHostAddress(address), port)) {
        m_error = QStringLiteral("Can't listen on %1:%2: %3.").arg(address).arg(port).arg(server->errorString());
        delete server;
        return false;
    }
    m_port = server->serverPort();
    connect(server, &QTcpServer::newConnection, this, [this, server] {
        auto answer = [this](DemoRequest request) {
            request.attempt = ++m_attempts[request.path];
            return m_pages->answer(request);
        };
        while (QTcpSocket *socket = server->nextPendingConnection())
            new DemoConnection(socket, answer, this);
    });
    return true;
}

QString DemoSite::homeUrl() const { return QStringLiteral("http://127.0.0.1:%1/").arg(m_port); }

QStringList DemoSite::urls() const
{
    QStringList lines;
    for (const DemoLine &line : expected())
        lines << line.text;
    return lines;
}

QList<DemoLine> DemoSite::expected() const { return m_pages ? m_pages->paste() : QList<DemoLine>(); }

} // namespace creel
