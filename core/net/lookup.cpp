#include "net/lookup.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <netdb.h>

namespace creel {

Resolver::LookUp onThreads(std::function<QHostInfo(const QString &name)> ask, int threads)
{
    const auto dropQueue = [](QThreadPool *pool) {
        pool->clear(); // nobody waits for those any more
        delete pool;
    };
    const std::shared_ptr<QThreadPool> pool(new QThreadPool, dropQueue);
    pool->setMaxThreadCount(threads);
    return [pool, ask = std::move(ask)](const QString &name, QObject *context,
                                        std::function<void(const QHostInfo &)> done) {
        auto *watcher = new QFutureWatcher<QHostInfo>(context); // goes with it: nobody is told then
        QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
            watcher->deleteLater();
            if (!watcher->isCanceled())
                done(watcher->result());
        });
        const auto promise = std::make_shared<QPromise<QHostInfo>>();
        promise->start();
        watcher->setFuture(promise->future());
        pool->start([promise, ask, name] {
            promise->addResult(ask(name));
            promise->finish();
        });
    };
}

QHostInfo askSystem(const QString &name)
{
    QHostInfo info;
    info.setHostName(name);
    addrinfo hints{}, *found = nullptr;
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM; // each address once
    hints.ai_flags = AI_ADDRCONFIG;  // no IPv6 addresses where there is no IPv6
    const int error = ::getaddrinfo(name.toLatin1().constData(), nullptr, &hints, &found);
    if (error != 0) {
        info.setError(error == EAI_NONAME ? QHostInfo::HostNotFound : QHostInfo::UnknownError);
        info.setErrorString(QString::fromLocal8Bit(::gai_strerror(error)));
        return info;
    }
    QList<QHostAddress> addresses;
    for (const addrinfo *each = found; each; each = each->ai_next) {
        const QHostAddress address(each->ai_addr);
        if (!address.isNull() && !addresses.contains(address))
            addresses.append(address);
    }
    ::freeaddrinfo(found);
    info.setAddresses(addresses);
    return info;
}

} // namespace creel
