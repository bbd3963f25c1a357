#include "store/writerlock.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// Is what was locked still what the name stands for? The holder before removes the file when it lets go.
bool isStillThere(int descriptor, const QByteArray &file)
{
    struct stat locked{}, named{};
    return fstat(descriptor, &locked) == 0 && stat(file.constData(), &named) == 0 && locked.st_dev == named.st_dev
        && locked.st_ino == named.st_ino;
}

} // namespace

Expected<WriterLock, FileError> WriterLock::acquire(const QString &runPath)
{
    const QFileInfo run(runPath); // two names for one file (a symbolic link) are one lock
    const QString target = run.exists() ? run.canonicalFilePath() : run.absoluteFilePath();
    const QByteArray file = QFile::encodeName(target + "-lock"_L1);
    for (;;) {
        const int descriptor = open(file.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor < 0)
            return Unexpected(FileError{u"\"%1\" can't be written: nothing can be made in its folder (%2). Change the "
                                        "folder's permissions, or work on a copy in a folder of your own."_s.arg(
                                            runPath, qt_error_string(errno))});
        if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int error = errno;
            close(descriptor);
            if (error == EWOULDBLOCK)
                return Unexpected(
                    FileError{u"\"%1\" is being written by another Creel, perhaps in another window. Stop "
                              "that run, or wait for its end."_s.arg(runPath)});
            return Unexpected(
                FileError{u"\"%1\" can't be locked for writing (%2). Work on a copy on a local disk."_s.arg(
                    runPath, qt_error_string(error))});
        }
        if (isStillThere(descriptor, file))
            return WriterLock(descriptor, file);
        close(descriptor);
    }
}

WriterLock::WriterLock(int descriptor, QByteArray file) : m_descriptor(descriptor), m_file(std::move(file)) { }

WriterLock::WriterLock(WriterLock &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_file(std::move(other.m_file))
{
}

WriterLock::~WriterLock()
{
    if (m_descriptor < 0)
        return;
    unlink(m_file.constData()); // before the lock goes, so that nobody else's file is removed
    close(m_descriptor);
}

} // namespace creel
