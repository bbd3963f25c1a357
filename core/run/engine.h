#pragma once

#include "async/channel.h"
#include "base/crawloptions.h"
#include "crawl/crawler.h"

#include <QCoroTask>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace creel {

/// One crawl on a thread of its own, with an event loop: owns the thread, the sockets, the pool of parsers and the crawler.
/// The public methods are called on the owner's thread and never block; signals arrive there queued.
class Engine : public QObject
{
    Q_OBJECT
public:
    /// Finished rows go into `records`, which is closed after the last one. Starts at once.
    Engine(const CrawlOptions &options, std::shared_ptr<Channel<StoredRecord>> records);
    /// Stops, and waits until nothing of it is left: as long as pages are being read (bounded by the parser's budget).
    ~Engine() override;

    void add(std::vector<PendingLine> lines); ///< any thread
    void noMoreLines();                       ///< any thread
    void setPaused(bool paused);
    void stop();

Q_SIGNALS:
    void progressed(const creel::CrawlCounts &counts); ///< at most ten times a second
    void ended(const creel::CrawlCounts &counts);      ///< every row is in the channel, and the channel closed

private:
    class Worker;
    QThread m_thread;
    Worker *m_worker; ///< lives on the thread and is deleted there
};

} // namespace creel
