#pragma once

#include <chrono>

namespace creel {

using std::chrono::milliseconds;
using TimePoint = std::chrono::steady_clock::time_point;

} // namespace creel
