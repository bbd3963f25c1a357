#pragma once

#include "async/channel.h"
#include "base/crawloptions.h"
#include "crawl/crawler.h"
#include "parse/extraction/compiledrecipe.h"

#include <QCoroTask>
#include <QFuture>
#include <QObject>
#include <QSet>
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
    /// Finished rows go into `records`, which is closed after the last one; `recipe` is carried out on their pages. Starts at once.
    Engine(const CrawlOptions &options, std::optional<CompiledRecipe> recipe,
           std::shared_ptr<Channel<StoredRecord>> records);
    /// Stops, and waits until nothing of it is left: as long as pages are being read (bounded by the parser's budget).
    ~Engine() override;

    void add(std::vector<KnownRow> rows); ///< any thread; pasted rows first
    void noMoreRows(qint64 lastId);       ///< any thread
    void setPaused(bool paused);
    void setHostPaused(const QByteArray &host, bool paused);
    void unparkHost(const QByteArray &host);
    void skip(const QSet<qint64> &ids);
    QFuture<bool> retry(std::vector<KnownRow> rows); ///< see Crawler::retry()
    void setOptions(const CrawlOptions &options);
    void stop();

    /// Answers of the engine's thread, as of a moment; default values when the engine ends before.
    QFuture<QList<HostLane>> lanes(qsizetype most);
    QFuture<qint64> wouldDrop(const FollowOptions &follow);

Q_SIGNALS:
    void progressed(const creel::CrawlCounts &counts); ///< at most ten times a second
    void ended(const creel::CrawlCounts &counts);      ///< every row is in the channel, and the channel closed

private:
    class Worker;
    template <class T, class Question>
    QFuture<T> ask(Question question);
    QThread m_thread;
    Worker *m_worker; ///< lives on the thread and is deleted there
};

} // namespace creel
