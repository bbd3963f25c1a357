#include "crawl/outcome.h"

#include <QDateTime>

#include <algorithm>

namespace creel {

AttemptOutcome attemptOutcome(const FetchResult &result)
{
    AttemptOutcome outcome{result.error.kind, result.response.status, std::nullopt};
    if (result.ok() || outcome.status >= 400) {
        if (const auto header = result.response.headers.value("Retry-After"))
            outcome.retryAfter = parseRetryAfter(*header, QDateTime::currentMSecsSinceEpoch());
    }
    return outcome;
}

LaneReport laneReport(const FetchResult &result)
{
    using Kind = FetchError::Kind;
    const int status = result.response.status;
    LaneReport report;
    report.latency = milliseconds(std::max(0, result.response.timings.total));
    switch (result.error.kind) {
    case Kind::None:
        report.throttled = status == 429 || status == 503;
        if (report.throttled)
            report.kind = LaneReport::Kind::Overloaded;
        else if (status >= 500)
            report.kind = LaneReport::Kind::Failed;
        report.what = QStringLiteral("The server answered %1").arg(status);
        break;
    case Kind::TooLarge:
        break;
    case Kind::ConnectTimeout:
    case Kind::TlsTimeout:
    case Kind::FirstByteTimeout:
        report.kind = LaneReport::Kind::Overloaded;
        report.what = result.error.message;
        break;
    default:
        report.kind = LaneReport::Kind::Failed;
        report.what = result.error.message;
    }
    return report;
}

} // namespace creel
