#include "interrupts.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace creel::cli {

namespace {

volatile std::sig_atomic_t signalPipe = -1; // a signal handler can reach nothing else

extern "C" void forwardSignal(int number)
{
    const char byte = char(number);
    [[maybe_unused]] const ssize_t written = ::write(signalPipe, &byte, 1); // async-signal-safe, unlike all of Qt
    std::signal(number, SIG_DFL);
}

} // namespace

Interrupts::Interrupts(std::function<void()> onInterrupt)
{
    if (::pipe2(m_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // without it a signal ends the program at once; the run file holds what is committed
    signalPipe = m_pipe[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this, onInterrupt = std::move(onInterrupt)] {
        m_notifier->setEnabled(false);
        m_happened = true;
        onInterrupt();
    });
    std::signal(SIGINT, forwardSignal);
    std::signal(SIGTERM, forwardSignal);
}

Interrupts::~Interrupts()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    signalPipe = -1;
    m_notifier.reset();
    for (const int end : m_pipe) {
        if (end >= 0)
            ::close(end);
    }
}

} // namespace creel::cli
