#pragma once

#include "async/wakeup.h"

#include <QCoroTask>
#include <QTimer>

#include <chrono>
#include <stop_token>

namespace creel {

/// Sleeps for `duration`, or until `stop` is requested: true when it slept to the end. Never blocks the thread; needs its
/// event loop.
inline QCoro::Task<bool> sleepFor(std::chrono::milliseconds duration, std::stop_token stop = {})
{
    Wakeup wakeup;
    auto wake = [&wakeup] { wakeup.wake(); };
    std::stop_callback wakeOnStop{stop, wake};
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &wakeup, wake);
    timer.start(duration);
    co_await wakeup;
    co_return !stop.stop_requested();
}

} // namespace creel
