#include "support/blackhole.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace creel::test {

BlackHole::BlackHole(const QByteArray &at)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    inet_pton(AF_INET, at.constData(), &address.sin_addr);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);

    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    m_descriptors.push_back(listener);
    if (bind(listener, generic, length) != 0 || listen(listener, 0) != 0
        || getsockname(listener, generic, &length) != 0)
        qFatal("The black hole can't listen");
    m_port = ntohs(address.sin_port);
    for (int filler = 0; filler < 4; ++filler) {
        const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        m_descriptors.push_back(descriptor);
        connect(descriptor, generic, length); // the first fills the backlog; the others are left waiting, as meant
    }
}

BlackHole::~BlackHole()
{
    for (const int descriptor : m_descriptors)
        close(descriptor);
}

} // namespace creel::test
