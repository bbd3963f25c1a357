#pragma once

#include "demo/demoanswer.h"

#include <QObject>

#include <functional>

class QTcpSocket;

namespace creel {

/// One client of the demo site: reads its requests one after the other, answers each, and keeps the connection alive until
/// the client closes it. Owns the socket; deletes itself when that disconnects.
class DemoConnection : public QObject
{
    Q_OBJECT
public:
    using Answerer = std::function<DemoAnswer(DemoRequest)>;
    DemoConnection(QTcpSocket *socket, Answerer answerer, QObject *parent);

private:
    void readOn();
    void answerHead(const QByteArray &head);
    void send(const DemoAnswer &answer, bool withBody);
    void closeAfter(const QByteArray &bytes);

    QTcpSocket *m_socket;
    Answerer m_answerer;
    QByteArray m_buffer;
    bool m_answering = false; ///< an answer is on its way; what comes meanwhile waits
};

} // namespace creel
