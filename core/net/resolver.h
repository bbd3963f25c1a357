#pragma once

#include "base/fetcherror.h"

#include <QByteArray>
#include <QCoroTask>
#include <QHash>
#include <QHostAddress>
#include <QHostInfo>
#include <QList>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace creel {

class Alarm;
class Wakeup;

/// The addresses of a name, in the order in which to try them; or why there is none (kind Dns, or the alarm's).
struct Resolution {
    QList<QHostAddress> addresses;
    FetchError error;
};

/// Turns host names into addresses by the system's resolver, without blocking. Answers and failures are kept for a while
/// (the system tells no TTL), and askers of one name share one look-up. Event-loop thread only.
class Resolver : public QObject
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    using Clock = std::function<TimePoint()>;
    /// Starts a look-up of `name` and calls `done` on this thread, unless `context` is gone by then.
    using LookUp =
        std::function<void(const QString &name, QObject *context, std::function<void(const QHostInfo &)> done)>;

    static constexpr std::chrono::seconds answerAge{60};
    static constexpr std::chrono::seconds failureAge{5};
    static constexpr qsizetype mostEntries = 20'000;
    static constexpr int mostLookUps = 256; ///< at a time, of the system's: each is a thread that waits, and a socket

    explicit Resolver(Clock now = &std::chrono::steady_clock::now, LookUp lookUp = &systemLookUp);

    /// `host` as Url has it: lower-case ASCII, IPv6 in brackets; a literal needs no look-up. Completes exactly once: on the
    /// answer, or when `alarm` rings (whose clock the caller has started). Must not outlive the resolver.
    [[nodiscard]] QCoro::Task<Resolution> resolve(QByteArray host, Alarm *alarm);

    /// The system's resolver, on threads of our own, which all resolvers share: QHostInfo::lookupHost() has 20.
    static void systemLookUp(const QString &name, QObject *context, std::function<void(const QHostInfo &)> done);

private:
    struct Entry {
        Resolution resolution;
        TimePoint expires;
        bool pending = true;
        QList<Wakeup *> waiters;
    };
    std::shared_ptr<Entry> entryFor(const QByteArray &host);
    void answered(const std::shared_ptr<Entry> &entry, const QByteArray &host, const QHostInfo &info);
    void dropExpired();

    Clock m_now;
    LookUp m_lookUp;
    QHash<QByteArray, std::shared_ptr<Entry>> m_entries;
};

/// RFC 8305 §4: the families take turns, the system's first choice first; within a family the order stays.
QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses);

} // namespace creel
