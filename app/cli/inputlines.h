#pragma once

#include <QByteArray>
#include <QCoroTask>
#include <QSocketNotifier>
#include <QString>

#include <optional>
#include <stop_token>

namespace creel::cli {

/// The lines of a pipe, a terminal or a file as they come; the event loop is never blocked. Borrows the descriptor, and reads
/// no more of it than is asked for. One reader at a time.
class InputLines
{
public:
    static constexpr qsizetype longest = 1 << 16; ///< bytes; what is longer is cut off

    explicit InputLines(int descriptor);

    /// The next line without its end. nullopt: the input has ended, or `stop` was requested.
    [[nodiscard]] QCoro::Task<std::optional<QString>> next(std::stop_token stop);

private:
    std::optional<QString> takeLine();
    void read();

    const int m_descriptor;
    QSocketNotifier m_notifier;
    QByteArray m_bytes;
    bool m_ended = false;
};

} // namespace creel::cli
