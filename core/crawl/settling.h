#pragma once

#include "async/channel.h"
#include "base/fetcherror.h"
#include "base/record.h"
#include "crawl/visit.h"

#include <QCoroTask>

#include <deque>
#include <stop_token>
#include <utility>

namespace creel {

/// Ends rows without a fetch: those that robots.txt, the scope or a person left out. They may be a million at once, and wait here
/// as visits, not as rows, until the channel has room. Event-loop thread only.
class Settling
{
public:
    explicit Settling(Channel<StoredRecord> &records) : m_records(records) { }
    ~Settling();

    void add(Visit visit, FetchError why);
    /// Puts the rows into the channel until it is told that there are no more, or to stop: what waits then stays as it is.
    [[nodiscard]] QCoro::Task<> run(std::stop_token stop);
    void close();

private:
    Channel<StoredRecord> &m_records;
    std::deque<std::pair<Visit, FetchError>> m_waiting;
    Wakeup *m_sleeper = nullptr; ///< in run()'s frame
    bool m_closed = false;
};

FetchError skippedByUser();

} // namespace creel
