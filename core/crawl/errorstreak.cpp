#include "crawl/errorstreak.h"

namespace creel {

using namespace Qt::StringLiterals;

std::optional<QString> ErrorStreak::ended(TimePoint now, const LaneReport &report, const ParkLimits &limits)
{
    if (report.kind == LaneReport::Kind::Answered) {
        *this = {};
        return std::nullopt;
    }
    if (m_errors++ == 0)
        m_first = now;
    m_throttled = report.throttled ? m_throttled + 1 : 0;

    const bool throttled = m_throttled >= limits.throttled;
    if (!throttled && (m_errors < limits.errors || now - m_first < limits.errorsFor))
        return std::nullopt;
    const auto seconds = std::chrono::round<std::chrono::seconds>(now - m_first).count();
    QString reason = throttled ? u"The server asked for patience %1 times in a row"_s.arg(m_throttled)
                               : u"%1 requests in a row failed within %2 s"_s.arg(m_errors).arg(seconds);
    if (!report.what.isEmpty())
        reason += u"; the last one: "_s + report.what;
    return reason;
}

} // namespace creel
