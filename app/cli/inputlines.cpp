#include "inputlines.h"

#include "async/wakeup.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace creel::cli {

InputLines::InputLines(int descriptor) : m_descriptor(descriptor), m_notifier(descriptor, QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
}

QCoro::Task<std::optional<QString>> InputLines::next(std::stop_token stop)
{
    for (;;) {
        std::optional<QString> line = takeLine();
        if (stop.stop_requested())
            line.reset();
        if (line || m_ended || stop.stop_requested())
            co_return line;
        Wakeup readable;
        auto wake = [this, &readable] {
            m_notifier.setEnabled(false);
            readable.wake();
        };
        std::stop_callback onStop{stop, wake};
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &readable, wake);
        m_notifier.setEnabled(true);
        co_await readable;
        read();
    }
}

std::optional<QString> InputLines::takeLine()
{
    qsizetype end = m_bytes.indexOf('\n');
    if (end < 0 && m_ended && !m_bytes.isEmpty())
        end = m_bytes.size(); // the last one may lack its line end
    if (end < 0)
        return std::nullopt;
    QString line = QString::fromUtf8(QByteArrayView(m_bytes).first(end));
    m_bytes.remove(0, end + 1);
    return line;
}

void InputLines::read()
{
    pollfd ready{m_descriptor, POLLIN, 0};
    if (::poll(&ready, 1, 0) <= 0)
        return; // another reader of the same terminal was quicker
    std::array<char, 4096> bytes;
    const ssize_t count = ::read(m_descriptor, bytes.data(), bytes.size());
    if (count > 0) {
        m_bytes.append(bytes.data(), count);
        const qsizetype unfinished = m_bytes.size() - (m_bytes.lastIndexOf('\n') + 1);
        if (unfinished > longest)
            m_bytes.chop(unfinished - longest);
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
        m_ended = true;
    }
}

} // namespace creel::cli
