#include "parse/gumboarena.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace creel {
namespace {

std::chrono::nanoseconds threadCpuTime()
{
#ifdef CLOCK_THREAD_CPUTIME_ID
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
#else
    return std::chrono::steady_clock::now().time_since_epoch();
#endif
}

constexpr size_t alignment = alignof(std::max_align_t);
constexpr unsigned callsPerClockReading = 256; // a reading costs as much as some ten allocations

} // namespace

struct alignas(std::max_align_t) GumboArena::Chunk {
    Chunk *next;
};

GumboArena::GumboArena(const ParseBudget &budget) : m_budget(budget), m_deadline(threadCpuTime() + budget.time) { }

GumboArena::~GumboArena()
{
    while (m_chunks) {
        Chunk *next = m_chunks->next;
        std::free(m_chunks);
        m_chunks = next;
    }
}

const GumboOutput *GumboArena::parse(QByteArrayView utf8)
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = &GumboArena::allocate;
    options.deallocator = &GumboArena::release;
    options.userdata = this;
    options.max_errors = 0; // the default, no limit, keeps every error and a copy of its surroundings
    if (setjmp(m_spent) != 0)
        return nullptr;
    return gumbo_parse_with_options(&options, utf8.data(), size_t(utf8.size()));
}

// Called by gumbo: plain code without destructors, for the sake of the jump.
void *GumboArena::allocate(void *arena, size_t size)
{
    auto *self = static_cast<GumboArena *>(arena);
    const bool late = ++self->m_calls % callsPerClockReading == 0
        && (threadCpuTime() > self->m_deadline || self->m_budget.stop.stop_requested());
    size = (size + alignment - 1) / alignment * alignment;
    if (late || (size > size_t(self->m_end - self->m_free) && !self->grow(size)))
        std::longjmp(self->m_spent, 1);
    self->m_newest = self->m_free;
    self->m_free += size;
    return self->m_newest;
}

void GumboArena::release(void *arena, void *block)
{
    auto *self = static_cast<GumboArena *>(arena);
    if (block && block == self->m_newest) {
        self->m_free = self->m_newest;
        self->m_newest = nullptr;
    }
}

bool GumboArena::grow(size_t size)
{
    // Chunks grow with the tree: few for a large page, and little waste for a small one.
    const size_t wanted = std::max(size, std::clamp(m_allocated, size_t(128) << 10, size_t(4) << 20)) + sizeof(Chunk);
    if (wanted > size_t(m_budget.memory) || m_allocated > size_t(m_budget.memory) - wanted)
        return false;
    auto *chunk = static_cast<Chunk *>(std::malloc(wanted));
    if (!chunk)
        return false;
    chunk->next = m_chunks;
    m_chunks = chunk;
    m_allocated += wanted;
    m_free = reinterpret_cast<char *>(chunk + 1);
    m_end = reinterpret_cast<char *>(chunk) + wanted;
    return true;
}

} // namespace creel
