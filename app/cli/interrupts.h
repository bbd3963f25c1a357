#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <array>
#include <functional>
#include <memory>

namespace creel::cli {

/// SIGINT and SIGTERM as a call on the event loop, while it lives. The second signal ends the program as if this did not
/// exist: for whoever can't wait. One at a time.
class Interrupts : public QObject
{
public:
    explicit Interrupts(std::function<void()> onInterrupt);
    ~Interrupts() override;
    bool happened() const { return m_happened; }

private:
    std::array<int, 2> m_pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
    bool m_happened = false;
};

} // namespace creel::cli
