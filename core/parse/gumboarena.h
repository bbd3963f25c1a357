#pragma once

#include "parse/parsebudget.h"

#include <gumbo.h>

#include <csetjmp>

namespace creel {

/// The memory of one gumbo parse, given back as a whole. gumbo's own way to free a tree is recursive and overflows the stack
/// on deep pages, it has no limits, and it takes no "no" for an answer: when the budget is spent, the only way out of it is a
/// longjmp from its allocator. That jump passes over gumbo's C frames alone; no frame of ours is between.
class GumboArena
{
public:
    explicit GumboArena(const ParseBudget &budget);
    ~GumboArena();
    Q_DISABLE_COPY_MOVE(GumboArena)

    /// gumbo's tree, which lives as long as the arena and points into `utf8`; nullptr when the budget was spent.
    const GumboOutput *parse(QByteArrayView utf8);

private:
    struct Chunk;

    static void *allocate(void *arena, size_t size);
    static void release(void *arena, void *block);
    bool grow(size_t size);

    ParseBudget m_budget;
    std::chrono::nanoseconds m_deadline;
    Chunk *m_chunks = nullptr;
    char *m_free = nullptr; ///< the rest of the newest chunk
    char *m_end = nullptr;
    char *m_newest = nullptr; ///< the last block given out: the only one that can be taken back
    size_t m_allocated = 0;
    unsigned m_calls = 0;
    std::jmp_buf m_spent;
};

} // namespace creel
