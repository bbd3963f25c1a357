#pragma once

#include "base/crawloptions.h"
#include "parse/extraction/compiledrecipe.h"
#include "store/runstore.h"

#include <QFuture>
#include <QThreadPool>

#include <deque>
#include <optional>
#include <vector>

namespace creel {

/// Reads the stored pages of a run that its newest recipe has not read, or that are to be read in another encoding, offline and on all
/// cores. A job of the store's thread, cut into steps, so
/// that the thread has time for others; the pages are read on a pool. Destroying it between two steps leaves the pages that are not
/// read yet to the next one: the run file knows which are.
class Reextraction
{
public:
    struct Step {
        qint64 first = 0, last = 0; ///< of rows that changed, [first, last); empty: none did
        qint64 done = 0;            ///< pages so far
        bool isOver = false;
    };

    /// Borrows the store. `recipe` is its newest one, if it has one; `options` are the run's; `threads` 0: as many as there are cores.
    Reextraction(RunStore &store, std::optional<CompiledRecipe> recipe, CrawlOptions options, int threads = 0);
    ~Reextraction(); ///< waits for the pages that are being read, some tens

    /// Commits the pages that were read next. Blocks for about as long as it takes to read a few dozen pages.
    Expected<Step, FileError> step();

private:
    using Batch = std::vector<ReadPage>;

    Expected<bool, FileError> putToWork();

    RunStore &m_store;
    const std::optional<CompiledRecipe> m_recipe;
    const CrawlOptions m_options;
    QThreadPool m_pool;
    std::deque<QFuture<Batch>> m_atWork;
    qint64 m_lastId = 0; ///< of the pages that were put to work
    qint64 m_done = 0;
};

} // namespace creel
