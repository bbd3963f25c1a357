// The entry of each fuzzer, for libFuzzer. CREEL_FUZZ_TARGET is a function of targets.h.

#include "targets.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    creel::fuzz::CREEL_FUZZ_TARGET(QByteArrayView(data, qsizetype(size)));
    return 0;
}
