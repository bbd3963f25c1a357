#pragma once

#include "base/expected.h"
#include "base/fileerror.h"

#include <QByteArray>
#include <QString>

namespace creel {

/// The right to write one run file: held by one WriterLock at a time, in this process or any other on the machine. It is an
/// flock(2) on a file beside the run file, so the kernel gives it back when its process dies, however that happens;
/// no process number is ever compared. Not on the run file itself: closing a second descriptor of it would drop SQLite's locks
/// (sqlite.org/howtocorrupt.html §2.2).
class WriterLock
{
public:
    /// For the run file at `runPath`, which need not be there yet. Never waits.
    static Expected<WriterLock, FileError> acquire(const QString &runPath);
    WriterLock(WriterLock &&other) noexcept;
    WriterLock &operator=(WriterLock &&) = delete;
    ~WriterLock();

private:
    WriterLock(int descriptor, QByteArray file);
    int m_descriptor;
    QByteArray m_file;
};

} // namespace creel
