#include "demo.h"

namespace creel::cli {

int runDemo(const QStringList &)
{
    return 2;
}

} // namespace creel::cli
