#pragma once

#include <QByteArray>

#include <vector>

namespace creel::test {

/// A loopback port where connecting takes for ever: its listener accepts nobody and its backlog is full, so that the
/// kernel drops every SYN.
class BlackHole
{
public:
    explicit BlackHole(const QByteArray &address = "127.0.0.1");
    ~BlackHole();
    Q_DISABLE_COPY_MOVE(BlackHole)
    quint16 port() const { return m_port; }

private:
    std::vector<int> m_descriptors;
    quint16 m_port = 0;
};

} // namespace creel::test
