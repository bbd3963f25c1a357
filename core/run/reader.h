#pragma once

#include "base/crawloptions.h"
#include "base/rowquery.h"
#include "run/serialthread.h"
#include "store/rowsource.h"

#include <QFuture>

#include <atomic>
#include <memory>
#include <optional>

namespace creel {

/// The reader thread of a run: answers the window's questions from the run file, in the order of the calls. The methods are
/// called on one thread and never block; after open() has succeeded.
class Reader
{
public:
    ~Reader();

    QFuture<Expected<StateCounts, FileError>> open(QString path);
    QFuture<Expected<CrawlOptions, FileError>> options();
    QFuture<Expected<Recipe, FileError>> recipe();

    QFuture<Expected<qint64, FileError>> setQuery(RowQuery query);
    QFuture<Expected<qint64, FileError>> refresh();
    QFuture<Expected<RowWindow, FileError>> window(qint64 first, qint64 count);
    QFuture<std::optional<qint64>> positionOf(qint64 id);
    QFuture<Expected<RecordDetails, FileError>> details(qint64 id);
    QFuture<Expected<std::vector<KnownRow>, FileError>> retryable(RowQuery query);
    QFuture<Expected<QString, FileError>> inputText();
    QFuture<Expected<StateCounts, FileError>> counts();

private:
    std::atomic<int> m_generation = 0; ///< of the query: a sort that was overtaken gives up
    std::unique_ptr<RowSource> m_rows; ///< made, used and destroyed on the thread
    SerialThread m_thread;
};

} // namespace creel
