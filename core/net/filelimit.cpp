#include "net/filelimit.h"

#include "net/connectionpool.h"
#include "net/resolver.h"

#include <algorithm>

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

int affordableConnections(int wanted, qint64 fileLimit)
{
    constexpr qint64 others = 128; // the run file and its readers, the window
    const qint64 left = fileLimit - others - Resolver::mostLookUps - IdleLimits().most;
    return int(std::clamp<qint64>(left / 2, 1, std::max(wanted, 1)));
}

} // namespace creel
