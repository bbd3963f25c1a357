#pragma once

#include <QtGlobal>

namespace creel::bench {

/// How much heap a piece of work takes at its peak: the program's malloc and free are its own and count. Of large blocks only
/// the pages count that were written to: memory that is asked for and never used costs nothing. One thread; not under a
/// sanitizer, whose malloc is its own.
class HeapMeter
{
public:
    /// Begins with what is allocated now. From the first meter on, large blocks always come fresh from the kernel and go back
    /// to it, so that times of a second run don't profit from the first one's memory.
    HeapMeter();
    ~HeapMeter();
    Q_DISABLE_COPY_MOVE(HeapMeter)

    qint64 peak() const; ///< bytes above those at the beginning

    static bool isAvailable();

private:
    qint64 m_before;
};

} // namespace creel::bench
