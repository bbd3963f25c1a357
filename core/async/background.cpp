#include "async/background.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#else
#include <QThread>
#endif

namespace creel {

void giveWay()
{
    thread_local bool gaveWay = false;
    if (gaveWay)
        return;
    gaveWay = true; // where it may not, the work is done all the same
#ifdef Q_OS_LINUX
    setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), 10); // a thread has a niceness of its own on Linux
#else
    QThread::currentThread()->setPriority(QThread::LowPriority);
#endif
}

} // namespace creel
