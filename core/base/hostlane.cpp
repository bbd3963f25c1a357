#include "base/hostlane.h"

#include <array>

namespace creel {

QString hostLaneStateName(HostLane::State state)
{
    static constexpr std::array<const char16_t *, 6> names = {u"idle",   u"working", u"waiting",
                                                              u"robots", u"paused",  u"parked"};
    return QString::fromUtf16(names[size_t(state)]);
}

} // namespace creel
