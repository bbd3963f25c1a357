#pragma once

#include <QByteArray>
#include <QDir>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

namespace creel::bench {

/// Serves the pages of a folder from memory, on all of 127.0.0.0/8, on a thread of its own: /17 is the 17th page, around
/// the end. Keeps connections alive.
class PageServer
{
public:
    explicit PageServer(const QString &folder)
    {
        const QDir dir(folder);
        for (const QString &name : dir.entryList({QStringLiteral("*.html")}, QDir::Files, QDir::Name)) {
            QFile file(dir.filePath(name));
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray page = file.readAll();
            m_answers.append("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
                             + QByteArray::number(page.size()) + "\r\n\r\n" + page);
        }
        m_server->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
        QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection())
                QObject::connect(socket, &QIODevice::readyRead, socket, [this, socket] { answer(*socket); });
        });
        m_thread.start();
        QMetaObject::invokeMethod(
            m_server,
            [this] {
                m_server->listen(QHostAddress::AnyIPv4);
                m_port = m_server->serverPort();
            },
            Qt::BlockingQueuedConnection);
    }
    ~PageServer()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(PageServer)

    qsizetype pages() const { return m_answers.size(); }

    /// `count` URLs over `hosts` hosts, one a line.
    QString urls(int count, int hosts) const
    {
        QString text;
        for (int i = 0; i < count; ++i)
            text += QStringLiteral("http://127.0.0.%1:%2/%3\n").arg(i % hosts + 1).arg(m_port).arg(i);
        return text;
    }

private:
    void answer(QTcpSocket &socket) const
    {
        while (socket.canReadLine()) {
            const QByteArray line = socket.readLine();
            if (line.startsWith("GET /"))
                socket.setProperty("page", line.mid(5, line.indexOf(' ', 5) - 5).toLongLong());
            else if (line == "\r\n")
                socket.write(m_answers[socket.property("page").toLongLong() % m_answers.size()]);
        }
    }

    QThread m_thread;
    QTcpServer *m_server = new QTcpServer; ///< lives on the thread, which deletes it
    QList<QByteArray> m_answers;
    quint16 m_port = 0;
};

} // namespace creel::bench
