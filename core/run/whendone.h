#pragma once

#include <QFuture>
#include <QFutureWatcher>

#include <utility>

namespace creel {

/// Calls `then(result)` in `context`'s thread when the future has its result, and not if `context` dies before. For futures
/// that always finish with a result, as ours do.
template <class T, class Then>
void whenDone(QFuture<T> future, QObject *context, Then then)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)]() mutable {
        watcher->deleteLater();
        then(watcher->result());
    });
    watcher->setFuture(std::move(future));
}

} // namespace creel
