#include "async/taskgroup.h"

namespace creel {

TaskGroup::TaskGroup(std::stop_token parent, OnFailure onFailure)
    : m_stop(std::move(parent)), m_onFailure(onFailure) { }

TaskGroup::~TaskGroup() { Q_ASSERT_X(m_joined && m_running == 0, "TaskGroup", "is joined before it goes"); }

QCoro::Task<> TaskGroup::join()
{
    Q_ASSERT_X(!m_joiner, "TaskGroup", "has one joiner at a time");
    while (m_running > 0) { // again, when a task was started while the wake-up was under way
        Wakeup allEnded;
        m_joiner = &allEnded;
        co_await allEnded;
        m_joiner = nullptr;
    }
    m_joined = true;
    if (const std::exception_ptr thrown = std::exchange(m_thrown, nullptr))
        std::rethrow_exception(thrown);
}

void TaskGroup::ended(bool failed, const std::exception_ptr &thrown)
{
    if (!m_thrown)
        m_thrown = thrown;
    if (failed && m_onFailure == OnFailure::StopOthers)
        m_stop.request();
    if (--m_running == 0 && m_joiner)
        m_joiner->wake();
}

} // namespace creel
