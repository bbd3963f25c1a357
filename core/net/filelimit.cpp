#include "net/filelimit.h"

#include <sys/resource.h>

namespace creel {

qint64 raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    return qint64(setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : before);
}

} // namespace creel
