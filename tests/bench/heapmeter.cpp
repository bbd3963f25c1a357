#include "heapmeter.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CREEL_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CREEL_SANITIZED
#endif

#if defined(__GLIBC__) && !defined(CREEL_SANITIZED)
#include <malloc.h>
#include <sys/mman.h>

// glibc's own names for the same functions, meant for programs that put theirs before it.
extern "C" {
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);
}

namespace {

constexpr size_t large = 16 << 10;        ///< what glibc maps by itself, once it is told to
constexpr size_t header = sizeof(size_t); ///< what it keeps before each block
constexpr size_t pageSize = 4096;

qint64 smallBytes = 0; ///< of all small blocks, always
qint64 peakBytes = 0;
bool isMetering = false;

struct LargeBlock {
    void *block;
    size_t size;
};
LargeBlock largeBlocks[256]; // while metering
size_t largeCount = 0;

/// Of one block, the bytes in pages that were written to.
qint64 residentBytes(const LargeBlock &of)
{
    static unsigned char isResident[1 << 20];
    const auto address = reinterpret_cast<quintptr>(of.block);
    const quintptr begin = address / pageSize * pageSize;
    const size_t all = (address + of.size - begin + pageSize - 1) / pageSize;
    const size_t pages = std::min(all, sizeof isResident);
    if (mincore(reinterpret_cast<void *>(begin), pages * pageSize, isResident) != 0)
        return qint64(of.size);
    return qint64(pageSize)
        * std::count_if(isResident, isResident + pages, [](unsigned char page) { return page & 1; });
}

qint64 allBytes()
{
    qint64 sum = smallBytes;
    for (size_t i = 0; i < largeCount; ++i)
        sum += residentBytes(largeBlocks[i]);
    return sum;
}

void *counted(void *block)
{
    if (!block)
        return block;
    const size_t size = malloc_usable_size(block);
    if (size < large) {
        smallBytes += qint64(size + header);
        if (isMetering && largeCount == 0)
            peakBytes = std::max(peakBytes, smallBytes);
    } else if (isMetering && largeCount < std::size(largeBlocks)) {
        largeBlocks[largeCount++] = {block, size};
    }
    return block;
}

/// Blocks only fill up between two calls of this, so the peak is found here.
void uncount(void *block)
{
    if (!block)
        return;
    const size_t size = malloc_usable_size(block);
    if (size < large) {
        smallBytes -= qint64(size + header);
        return;
    }
    if (!isMetering)
        return;
    peakBytes = std::max(peakBytes, allBytes());
    const auto end = largeBlocks + largeCount;
    const auto found =
        std::find_if(largeBlocks, end, [block](const LargeBlock &known) { return known.block == block; });
    if (found != end)
        *found = largeBlocks[--largeCount];
}

} // namespace

extern "C" {
void *malloc(size_t size) noexcept { return counted(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) noexcept { return counted(__libc_calloc(count, size)); }
void *memalign(size_t alignment, size_t size) noexcept { return counted(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) noexcept { return counted(__libc_memalign(alignment, size)); }

int posix_memalign(void **block, size_t alignment, size_t size) noexcept
{
    *block = counted(__libc_memalign(alignment, size));
    return *block ? 0 : ENOMEM;
}

void free(void *block) noexcept
{
    uncount(block);
    __libc_free(block);
}

void *realloc(void *block, size_t size) noexcept
{
    const size_t before = block ? malloc_usable_size(block) : 0;
    if (block && before < large && size >= large) { // glibc might let it grow where it is
        void *moved = malloc(size);
        if (moved) {
            std::memcpy(moved, block, before);
            free(block);
        }
        return moved;
    }
    uncount(block);
    return counted(__libc_realloc(block, size)); // where there is no memory left, figures don't matter any more
}
}

namespace creel::bench {

bool HeapMeter::isAvailable() { return true; }

HeapMeter::HeapMeter() : m_before(smallBytes)
{
    mallopt(M_MMAP_THRESHOLD, int(large));
    malloc_trim(0); // what was freed before and is taken again would look used
    isMetering = true;
    largeCount = 0;
    peakBytes = smallBytes;
}

HeapMeter::~HeapMeter() { isMetering = false; }

qint64 HeapMeter::peak() const { return std::max(peakBytes, allBytes()) - m_before; }

} // namespace creel::bench

#else

namespace creel::bench {

bool HeapMeter::isAvailable() { return false; }
HeapMeter::HeapMeter() : m_before(0) { }
HeapMeter::~HeapMeter() = default;
qint64 HeapMeter::peak() const { return m_before; }

} // namespace creel::bench

#endif
