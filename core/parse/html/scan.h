#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace creel::html {

/// The first of `stops` in [at, end); `end` where there is none. Looks at 16 bytes at a time, with whatever vectors the
/// machine has.
template <char... stops>
inline const char *findAny(const char *at, const char *end)
{
    using Bytes = signed char __attribute__((vector_size(16)));
    while (end - at >= 16) {
        Bytes bytes;
        std::memcpy(&bytes, at, sizeof bytes);
        const auto found =
            std::bit_cast<std::array<std::uint64_t, 2>>(((bytes == static_cast<signed char>(stops)) | ...));
        if ((found[0] | found[1]) != 0) {
            if constexpr (std::endian::native != std::endian::little)
                break;
            return at + (found[0] != 0 ? std::countr_zero(found[0]) : 64 + std::countr_zero(found[1])) / 8;
        }
        at += 16;
    }
    while (at != end && ((*at != stops) && ...))
        ++at;
    return at;
}

} // namespace creel::html
