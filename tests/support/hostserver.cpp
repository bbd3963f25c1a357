#include "support/hostserver.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <unordered_map>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace creel::test {

namespace {

using Time = HostServer::Time;

Time now() { return std::chrono::duration_cast<Time>(std::chrono::system_clock::now().time_since_epoch()); }

/// Reads what has come, and when the kernel got the last of it.
ssize_t receive(int socket, char *to, std::size_t size, Time &arrived)
{
    iovec piece{to, size};
    alignas(cmsghdr) std::array<char, 256> control{};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(socket, &message, MSG_DONTWAIT);
    arrived = now();
    for (cmsghdr *part = CMSG_FIRSTHDR(&message); part && got > 0; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_TIMESTAMPNS) {
            timespec stamp{};
            std::copy_n(CMSG_DATA(part), sizeof stamp, reinterpret_cast<unsigned char *>(&stamp));
            if (stamp.tv_sec > 0)
                arrived = std::chrono::seconds(stamp.tv_sec) + Time(stamp.tv_nsec);
        }
    }
    return got;
}

} // namespace

/// The server's event loop, and its connections.
class HostServer::Loop
{
public:
    explicit Loop(HostServer &server) : m_server(server), m_poll(::epoll_create1(EPOLL_CLOEXEC))
    {
        watch(server.m_listener, EPOLLIN);
    }
    ~Loop()
    {
        for (const auto &[socket, peer] : m_peers)
            ::close(socket);
        ::close(m_poll);
    }
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    void turn()
    {
        std::array<epoll_event, 256> events;
        const Time wait = m_due.empty() ? std::chrono::milliseconds(20) : m_due.begin()->first - now();
        const timespec timeout{0, std::clamp<long>(long(wait.count()), 0, 20'000'000)};
        const int ready = ::epoll_pwait2(m_poll, events.data(), int(events.size()), &timeout, nullptr);
        for (int i = 0; i < ready; ++i) {
            const int socket = events[std::size_t(i)].data.fd;
            if (socket == m_server.m_listener)
                accept();
            else
                read(socket);
        }
        for (const Time until = now(); !m_due.empty() && m_due.begin()->first <= until; m_due.erase(m_due.begin()))
            send(m_due.begin()->second);
    }

private:
    struct Peer {
        int host = 0;
        quint64 number = 0; ///< sockets' numbers come again
        QByteArray head;
    };
    struct Due {
        int socket = -1;
        quint64 peer = 0;
        std::size_t entry = 0;
        Answer answer;
    };

    void watch(int socket, uint32_t what) const
    {
        epoll_event event{};
        event.events = what;
        event.data.fd = socket;
        ::epoll_ctl(m_poll, EPOLL_CTL_ADD, socket, &event);
    }

    void accept()
    {
        for (;;) {
            const int socket = ::accept4(m_server.m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (socket < 0)
                return;
            const int on = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
            ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            sockaddr_in address{};
            socklen_t length = sizeof address;
            ::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &length);
            m_peers[socket] = {int(ntohl(address.sin_addr.s_addr) & 0xFF'FFFF), ++m_number, {}};
            watch(socket, EPOLLIN);
            ++m_server.m_connections;
        }
    }

    void read(int socket)
    {
        Peer &peer = m_peers[socket];
        std::array<char, 16 << 10> bytes;
        Time arrived{};
        const ssize_t got = receive(socket, bytes.data(), bytes.size(), arrived);
        if (got == 0 || (got < 0 && errno != EAGAIN)) {
            ::close(socket);
            m_peers.erase(socket);
            return;
        }
        if (got < 0)
            return;
        peer.head.append(bytes.data(), got);
        if (!peer.head.endsWith("\r\n\r\n"))
            return;
        const qsizetype from = peer.head.indexOf(' ') + 1;
        const Asked asked{peer.host, peer.head.mid(from, peer.head.indexOf(' ', from) - from), arrived};
        peer.head.clear();
        Due due{socket, peer.number, 0, m_server.m_answer(asked)};
        {
            const std::lock_guard guard(m_server.m_mutex);
            due.entry = m_server.m_log.size();
            m_server.m_log.push_back({asked.host, due.answer.status, asked.target, arrived, Time()});
        }
        if (due.answer.bytes.isEmpty())
            return;
        m_due.emplace(arrived + due.answer.after, std::move(due));
    }

    void send(const Due &due)
    {
        const auto peer = m_peers.find(due.socket);
        if (peer == m_peers.end() || peer->second.number != due.peer)
            return; // hung up before
        {
            const std::lock_guard guard(
                m_server.m_mutex); // before the bytes: what they lead to arrives later than this
            m_server.m_log[due.entry].answered = now();
        }
        const QByteArray &bytes = due.answer.bytes;
        for (qsizetype sent = 0; sent < bytes.size();) {
            const ssize_t took =
                ::send(due.socket, bytes.constData() + sent, std::size_t(bytes.size() - sent), MSG_NOSIGNAL);
            if (took < 0 && errno != EAGAIN)
                return; // its end is read in time
            sent += std::max<ssize_t>(took, 0);
        }
    }

    HostServer &m_server;
    int m_poll;
    quint64 m_number = 0;
    std::unordered_map<int, Peer> m_peers;
    std::multimap<Time, Due> m_due;
};

HostServer::HostServer(std::function<Answer(const Asked &)> answer) : m_answer(std::move(answer))
{
    sockaddr_in any{};
    any.sin_family = AF_INET;
    socklen_t length = sizeof any;
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&any), length) != 0 || ::listen(m_listener, 4096) != 0
        || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&any), &length) != 0)
        qFatal("The host server can't listen");
    m_port = ntohs(any.sin_port);
    m_thread = std::jthread([this](std::stop_token stop) { serve(std::move(stop)); });
}

HostServer::~HostServer()
{
    m_thread.request_stop();
    m_thread.join();
    ::close(m_listener);
}

void HostServer::serve(std::stop_token stop)
{
    Loop loop(*this);
    while (!stop.stop_requested())
        loop.turn();
}

QByteArray HostServer::url(int host, const QByteArray &target) const
{
    return "http://127." + QByteArray::number(host >> 16) + '.' + QByteArray::number(host >> 8 & 255) + '.'
        + QByteArray::number(host & 255) + ':' + QByteArray::number(m_port) + target;
}

std::vector<HostServer::Entry> HostServer::log() const
{
    std::vector<Entry> entries;
    {
        const std::lock_guard guard(m_mutex);
        entries = m_log;
    }
    std::ranges::sort(entries, {}, &Entry::arrived);
    return entries;
}

std::size_t HostServer::count() const
{
    const std::lock_guard guard(m_mutex);
    return m_log.size();
}

void HostServer::forget()
{
    const std::lock_guard guard(m_mutex);
    m_log.clear();
}

QByteArray HostServer::message(int status, const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " So\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace creel::test
