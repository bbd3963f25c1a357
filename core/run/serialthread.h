#pragma once

#include <QFuture>
#include <QtConcurrentRun>
#include <QThreadPool>

#include <utility>

namespace creel {

/// One thread that does its jobs one after the other, in the order of the calls; results come as futures. The thread lives as
/// long as this object, so that what is bound to a thread (a database connection) can live in its jobs. The destructor
/// waits for them. Don't wait for a job's future: QFuture would then do a job that has not begun on the waiting thread.
class SerialThread
{
public:
    SerialThread()
    {
        m_pool.setMaxThreadCount(1);
        m_pool.setExpiryTimeout(-1); // the same thread for every job
    }

    template <class Job>
    auto run(Job job)
    {
        return QtConcurrent::run(&m_pool, std::move(job));
    }

private:
    QThreadPool m_pool;
};

} // namespace creel
