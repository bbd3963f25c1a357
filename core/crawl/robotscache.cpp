#include "crawl/robotscache.h"

namespace creel {

void RobotsCache::set(const QByteArray &host, const RobotsFinding &finding)
{
    Entry entry;
    entry.url = finding.url;
    switch (finding.access) {
    case RobotsAccess::Parse: {
        const RobotsTxt file = RobotsTxt::parse(finding.body);
        entry.rules = file.rulesFor(m_token);
        entry.sitemaps = file.sitemaps();
        break;
    }
    case RobotsAccess::DisallowAll:
        entry.closed = finding.why;
        break;
    case RobotsAccess::Follow:
    case RobotsAccess::AllowAll:
        break;
    }
    m_hosts.insert(host, entry);
}

bool RobotsCache::isClosed(const QByteArray &host) const
{
    const auto entry = m_hosts.find(host);
    return entry != m_hosts.end() && entry->closed;
}

std::optional<milliseconds> RobotsCache::crawlDelay(const QByteArray &host) const
{
    const auto entry = m_hosts.find(host);
    return entry == m_hosts.end() ? std::nullopt : entry->rules.crawlDelay();
}

QList<QByteArray> RobotsCache::sitemaps(const QByteArray &host) const { return m_hosts.value(host).sitemaps; }

std::optional<FetchError> RobotsCache::refusal(const QByteArray &host, const Url &url) const
{
    const auto entry = m_hosts.find(host);
    if (entry == m_hosts.end())
        return std::nullopt;
    if (entry->closed)
        return entry->closed;
    const RobotsVerdict verdict = entry->rules.check(url);
    if (verdict.allowed)
        return std::nullopt;
    return FetchError{
        FetchError::Kind::Robots,
        QStringLiteral("Line %1 of %2, \"%3\", keeps crawlers away from this page")
            .arg(QString::number(verdict.line), QString::fromUtf8(entry->url), QString::fromUtf8(verdict.text))};
}

} // namespace creel
