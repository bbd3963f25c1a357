#include "demo/democonnection.h"

#include <QTcpSocket>
#include <QTimer>

namespace creel {

namespace {

constexpr qsizetype longestHead = 64 << 10;

QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 404:
        return "Not Found";
    case 503:
        return "Service Unavailable";
    default:
        return {}; // RFC 9112 §4: a client ignores it anyway
    }
}

/// RFC 9112 §7.1: the body in pieces of a size that shows them.
QByteArray inChunks(const QByteArray &body)
{
    QByteArray coded;
    for (qsizetype at = 0; at < body.size(); at += 512) {
        const QByteArray piece = body.mid(at, 512);
        coded += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
    }
    return coded + "0\r\n\r\n";
}

} // namespace

DemoConnection::DemoConnection(QTcpSocket *socket, Answerer answerer, QObject *parent)
    : QObject(parent), m_socket(socket), m_answerer(std::move(answerer))
{
    m_socket->setParent(this);
    connect(m_socket, &QTcpSocket::readyRead, this, &DemoConnection::readOn);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
}

void DemoConnection::readOn()
{
    m_buffer += m_socket->readAll();
    if (m_answering || m_buffer.isEmpty())
        return;
    // A TLS handshake (RFC 8446 §5.1: content type 22), or nothing that will ever be a request.
    if (m_buffer.startsWith('\x16') || m_buffer.size() > longestHead) {
        closeAfter("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = m_buffer.left(end);
    m_buffer.remove(0, end + 4);
    answerHead(head);
}

void DemoConnection::answerHead(const QByteArray &head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    DemoRequest request;
    request.method = words.value(0);
    request.path = words.value(1).split('?').first();
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).toLower(), value = line.mid(colon + 1).trimmed();
        if (name == "host")
            request.host = value;
        else if (name == "authorization")
            request.authorization = value;
    }
    if (words.size() != 3 || (request.method != "GET" && request.method != "HEAD")) {
        closeAfter(
            "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    m_answering = true;
    const bool withBody = request.method == "GET";
    const DemoAnswer answer = m_answerer(request);
    QTimer::singleShot(answer.delay, this, [this, answer, withBody] { send(answer, withBody); });
}

void DemoConnection::send(const DemoAnswer &answer, bool withBody)
{
    using Delivery = DemoAnswer::Delivery;
    if (answer.delivery == Delivery::HangUp) {
        m_socket->abort();
        return;
    }
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reason(answer.status) + "\r\nServer: Reed-and-Rill\r\n";
    if (!answer.contentType.isEmpty())
        head += "Content-Type: " + answer.contentType + "\r\n";
    for (const auto &[name, value] : answer.fields)
        head += name + ": " + value + "\r\n";
    const QByteArray body = withBody ? answer.body : QByteArray();
    switch (answer.delivery) {
    case Delivery::Chunked:
        m_socket->write(head + "Transfer-Encoding: chunked\r\n\r\n" + (withBody ? inChunks(body) : QByteArray()));
        break;
    case Delivery::UntilClose:
        closeAfter(head + "Connection: close\r\n\r\n" + body);
        return;
    case Delivery::Cut:
        closeAfter(head + "Content-Length: " + QByteArray::number(answer.body.size() * 2) + "\r\n\r\n" + body);
        return;
    case Delivery::Whole:
    case Delivery::HangUp:
        // RFC 9110 §8.6: a 204 has no Content-Length.
        if (answer.status != 204)
            head += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
        m_socket->write(head + "\r\n" + body);
    }
    m_answering = false;
    readOn();
}

void DemoConnection::closeAfter(const QByteArray &bytes)
{
    m_answering = true; // nothing more is answered
    m_socket->write(bytes);
    m_socket->disconnectFromHost();
}

} // namespace creel
