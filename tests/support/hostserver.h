#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace creel::test {

/// Many hosts in one: answers at every address of 127.0.0.0/8, each request after a time of its own, and keeps a log of what
/// arrived when, by the kernel's clock and not by when this thread came to read it. Cheap, so that it is not what a
/// measurement measures; keeps connections alive; knows GET without a body only. On a thread of its own.
class HostServer
{
public:
    using Time = std::chrono::nanoseconds; ///< since 1970

    struct Asked {
        int host = 0; ///< 17: 127.0.0.17, 256: 127.0.1.0
        QByteArray target;
        Time arrived{};
    };
    struct Answer {
        int status = 200;
        QByteArray bytes; ///< head and body; empty: silence for ever
        std::chrono::milliseconds after{0};
    };
    /// One request. `answered` is 0 while it waits.
    struct Entry {
        int host = 0, status = 0;
        QByteArray target;
        Time arrived{}, answered{};
    };

    /// `answer` is asked on the server's thread.
    explicit HostServer(std::function<Answer(const Asked &)> answer);
    ~HostServer();
    HostServer(const HostServer &) = delete;
    HostServer &operator=(const HostServer &) = delete;

    quint16 port() const { return m_port; }
    /// "http://127.0.0.17:8080" and the target
    QByteArray url(int host, const QByteArray &target) const;
    /// In the order of arrival.
    std::vector<Entry> log() const;
    std::size_t count() const;
    int connections() const { return m_connections; } ///< ever accepted
    void forget();                                    ///< between two runs, while nothing is asked

    /// A whole answer. `headers` are lines that end with CRLF.
    static QByteArray message(int status, const QByteArray &body, const QByteArray &headers = {});

private:
    class Loop;
    void serve(std::stop_token stop);

    std::function<Answer(const Asked &)> m_answer;
    int m_listener = -1;
    quint16 m_port = 0;
    mutable std::mutex m_mutex;
    std::vector<Entry> m_log;
    std::atomic<int> m_connections = 0;
    std::jthread m_thread;
};

} // namespace creel::test
