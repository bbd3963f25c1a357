#include "support/script.h"

namespace creel::test {

Script &Script::send(QByteArray bytes)
{
    m_steps.append({Step::Kind::Send, std::move(bytes)});
    return *this;
}

Script &Script::pause(milliseconds time)
{
    m_steps.append({Step::Kind::Pause, {}, time});
    return *this;
}

Script &Script::drip(QByteArray bytes, qsizetype count, milliseconds every)
{
    for (qsizetype at = 0; at < bytes.size(); at += count)
        send(bytes.mid(at, count)).pause(every);
    return *this;
}

Script &Script::endless(QByteArray chunk)
{
    m_steps.append({Step::Kind::Endless, std::move(chunk)});
    return *this;
}

Script &Script::close()
{
    m_steps.append({Step::Kind::Close, {}});
    return *this;
}

Script &Script::reset()
{
    m_steps.append({Step::Kind::Reset, {}});
    return *this;
}

Script &Script::hang()
{
    m_steps.append({Step::Kind::Hang, {}});
    return *this;
}

Script Script::status(int code, const Headers &headers, const QByteArray &body)
{
    QByteArray answer = "HTTP/1.1 " + QByteArray::number(code) + " Status\r\n";
    for (const auto &[name, value] : headers)
        answer += name + ": " + value + "\r\n";
    if (code != 204 && code != 304)
        answer += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return Script().send(answer + "\r\n" + body);
}

Script Script::html(const QByteArray &body)
{
    return status(200, {{"Content-Type", "text/html; charset=utf-8"}}, body);
}

Script Script::redirect(const QByteArray &to, int code) { return status(code, {{"Location", to}}); }

} // namespace creel::test
