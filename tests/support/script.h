#pragma once

#include <QByteArray>
#include <QList>

#include <chrono>
#include <utility>

namespace creel::test {

using std::chrono::milliseconds;

/// What the test server does with one request, byte for byte and step for step:
///     Script().send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhal").pause(50ms).reset()
/// A script without an end of its own keeps the connection alive.
class Script
{
public:
    struct Step {
        enum class Kind { Send, Pause, Close, Reset, Hang, Endless };
        Kind kind;
        QByteArray bytes;
        milliseconds pause{0};
    };

    Script &send(QByteArray bytes);
    Script &pause(milliseconds time);
    Script &drip(QByteArray bytes, qsizetype count, milliseconds every); ///< `count` bytes at a time
    Script &endless(QByteArray chunk);                                   ///< over and over, as fast as it is read
    Script &close();                                                     ///< in order: FIN after all bytes
    Script &reset();                                                     ///< RST
    Script &hang();                                                      ///< keeps silent for ever

    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    static Script status(int code, const Headers &headers = {}, const QByteArray &body = {}); ///< with a Content-Length
    static Script html(const QByteArray &body);
    static Script redirect(const QByteArray &to, int code = 302);

    const QList<Step> &steps() const { return m_steps; }

private:
    QList<Step> m_steps;
};

} // namespace creel::test
