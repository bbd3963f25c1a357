#include "net/resolver.h"

#include "async/wakeup.h"
#include "net/alarm.h"
#include "net/lookup.h"

namespace creel {

Resolver::Resolver(Clock now, LookUp lookUp) : m_now(std::move(now)), m_lookUp(std::move(lookUp)) { }

QCoro::Task<Resolution> Resolver::resolve(QByteArray host, Alarm *alarm)
{
    Resolution result;
    const bool bracketed = host.startsWith('[') && host.endsWith(']');
    QHostAddress literal;
    if (literal.setAddress(QString::fromLatin1(bracketed ? host.sliced(1, host.size() - 2) : host))) {
        result.addresses.append(literal);
        co_return result;
    }
    const std::shared_ptr<Entry> entry = entryFor(host);
    if (entry->pending) {
        Wakeup wakeup;
        const Alarm::Rings rings(*alarm, wakeup);
        entry->waiters.append(&wakeup);
        co_await wakeup;
        entry->waiters.removeOne(&wakeup);
        if (entry->pending) {
            result.error = alarm->error(); // the look-up goes on, and its answer will be kept
            co_return result;
        }
    }
    result = entry->resolution; // a copy of our own: QCoro 0.8 moves out of any lvalue that is co_returned
    co_return result;
}

std::shared_ptr<Resolver::Entry> Resolver::entryFor(const QByteArray &host)
{
    const auto found = m_entries.constFind(host);
    if (found != m_entries.cend() && ((*found)->pending || m_now() < (*found)->expires))
        return *found;
    if (m_entries.size() >= mostEntries)
        dropExpired();
    const auto entry = std::make_shared<Entry>();
    m_entries.insert(host, entry);
    m_lookUp(QString::fromLatin1(host), this,
             [this, entry, host](const QHostInfo &info) { answered(entry, host, info); });
    return entry;
}

void Resolver::answered(const std::shared_ptr<Entry> &entry, const QByteArray &host, const QHostInfo &info)
{
    entry->pending = false;
    entry->resolution.addresses = interleaved(info.addresses());
    if (entry->resolution.addresses.isEmpty()) {
        entry->resolution.error = {FetchError::Kind::Dns,
                                   QStringLiteral("%1: %2").arg(QString::fromLatin1(host), info.errorString())};
        entry->expires = m_now() + failureAge;
    } else {
        entry->expires = m_now() + answerAge;
    }
    for (Wakeup *waiter : std::as_const(entry->waiters))
        waiter->wake();
}

void Resolver::dropExpired()
{
    const TimePoint now = m_now();
    m_entries.removeIf([now](const auto &item) { return !item.value()->pending && item.value()->expires <= now; });
    // All fresh: then all answers go. They are a cache, and asking again costs less than an order of use for each hit.
    if (m_entries.size() >= mostEntries)
        m_entries.removeIf([](const auto &item) { return !item.value()->pending; });
}

void Resolver::systemLookUp(const QString &name, QObject *context, std::function<void(const QHostInfo &)> done)
{
    // Never destroyed: a program that ends does not wait for silent name servers.
    static const LookUp &lookUp = *new LookUp(onThreads(&askSystem, mostLookUps));
    lookUp(name, context, std::move(done));
}

QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses)
{
    if (addresses.isEmpty())
        return {};
    QList<QHostAddress> first, second, result;
    for (const QHostAddress &address : addresses)
        (address.protocol() == addresses.first().protocol() ? first : second).append(address);
    for (qsizetype i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < first.size())
            result.append(first[i]);
        if (i < second.size())
            result.append(second[i]);
    }
    return result;
}

} // namespace creel
