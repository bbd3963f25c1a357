#include "crawl/retry.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace creel {

namespace {

/// RFC 9110 §5.6.7: IMF-fixdate, the obsolete RFC 850 form, and asctime. All are UTC.
std::optional<qint64> parseHttpDate(QByteArrayView value)
{
    const QString text = QString::fromLatin1(value).simplified();
    for (const char *format :
         {"ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"}) {
        QDateTime date = QLocale::c().toDateTime(text, QString::fromLatin1(format));
        if (!date.isValid())
            continue;
        date.setTimeSpec(Qt::UTC);
        if (date.date().year() < 1970) // a two-digit year means the nearest century that is not long past
            date = date.addYears(100);
        return date.toMSecsSinceEpoch();
    }
    return std::nullopt;
}

} // namespace

bool isRetryableStatus(int status)
{
    return status == 429 || (status >= 500 && status <= 599 && status != 501 && status != 505);
}

bool isThrottled(const AttemptOutcome &outcome)
{
    return (outcome.status == 429 || outcome.status == 503) && outcome.retryAfter;
}

std::optional<milliseconds> retryDelay(const AttemptOutcome &outcome, int attempt, const RetryPolicy &policy,
                                       double random)
{
    if (attempt > policy.retries || !(isTransient(outcome.error) || isRetryableStatus(outcome.status)))
        return std::nullopt;
    if (outcome.retryAfter && *outcome.retryAfter > policy.longestRetryAfter)
        return std::nullopt;

    const int doublings = std::min(attempt - 1, 20);
    const milliseconds step = std::min<milliseconds>(policy.firstDelay * (1LL << doublings), policy.longestDelay);
    const milliseconds backoff = step / 2 + milliseconds(qint64(double(step.count()) / 2 * random));
    return outcome.retryAfter ? std::max(*outcome.retryAfter, milliseconds(0)) : backoff;
}

std::optional<milliseconds> parseRetryAfter(QByteArrayView value, qint64 nowMs)
{
    const QByteArrayView trimmed = value.trimmed();
    if (trimmed.isEmpty())
        return std::nullopt;
    if (std::all_of(trimmed.begin(), trimmed.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        constexpr qint64 longest = 365LL * 24 * 3600; // more digits than a year holds: "never", not an overflow
        bool fits = false;
        const qint64 seconds = trimmed.toByteArray().toLongLong(&fits);
        return milliseconds(std::min(fits ? seconds : longest, longest) * 1000);
    }
    const std::optional<qint64> date = parseHttpDate(trimmed);
    if (!date)
        return std::nullopt;
    return milliseconds(std::max<qint64>(0, *date - nowMs));
}

} // namespace creel
