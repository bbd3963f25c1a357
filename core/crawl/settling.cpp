#include "crawl/settling.h"

#include "async/wakeup.h"
#include "crawl/page.h"

namespace creel {

FetchError skippedByUser() { return {FetchError::Kind::Skipped, QStringLiteral("You skipped this page")}; }

Settling::~Settling() { Q_ASSERT_X(!m_sleeper, "Settling", "run() is awaited before it goes"); }

void Settling::add(Visit visit, FetchError why)
{
    m_waiting.emplace_back(std::move(visit), std::move(why));
    if (m_sleeper)
        m_sleeper->wake();
}

void Settling::close()
{
    m_closed = true;
    if (m_sleeper)
        m_sleeper->wake();
}

QCoro::Task<> Settling::run(std::stop_token stop)
{
    for (;;) {
        while (!m_waiting.empty() && !stop.stop_requested()) {
            const auto [visit, why] = std::move(m_waiting.front());
            m_waiting.pop_front();
            StoredRecord row;
            row.record.state = stateFor(why.kind);
            row.record.errorKind = why.kind;
            row.record.error = errorText(why);
            describe(row, visit);
            if (!visit.journey)
                row.details.attempts = 0;
            co_await m_records.push(std::move(row));
        }
        if (m_closed || stop.stop_requested())
            co_return;
        Wakeup more;
        m_sleeper = &more;
        auto wake = [&more] { more.wake(); };
        std::stop_callback onStop{stop, wake};
        co_await more;
        m_sleeper = nullptr;
    }
}

} // namespace creel
