#include "crawl/robots.h"

#include "parse/ascii.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace creel {

namespace {

constexpr milliseconds longestCrawlDelay = std::chrono::hours(24); // §2.4: a cached robots.txt lives no longer
constexpr int mostRedirects = 5;                                   // §2.3.1.2

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isBlank(char c) { return c == ' ' || c == '\t'; } // §2.2 WS
constexpr bool isNewline(char c) { return c == '\r' || c == '\n'; }

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

/// Cuts the first line off `rest`. §2.2 NL: CR, LF or CR LF.
QByteArrayView takeLine(QByteArrayView &rest)
{
    const qsizetype end = std::find_if(rest.begin(), rest.end(), isNewline) - rest.begin();
    const QByteArrayView line = rest.first(end);
    rest = rest.sliced(end);
    rest = rest.sliced(rest.startsWith("\r\n") ? 2 : rest.isEmpty() ? 0 : 1);
    return line;
}

/// §2.5: the whole lines within the limit.
QByteArrayView withinLimit(QByteArrayView file)
{
    if (file.size() <= RobotsTxt::maxBytes)
        return file;
    qsizetype end = RobotsTxt::maxBytes;
    if (!isNewline(file[end]))
        while (end > 0 && !isNewline(file[end - 1]))
            --end;
    return file.first(end);
}

/// Seconds, with decimals: what has a sign, an exponent or a unit is none.
std::optional<milliseconds> parseCrawlDelay(QByteArrayView value)
{
    const auto isPart = [](char c) { return isDigit(c) || c == '.'; };
    bool ok = false;
    const double seconds = value.toByteArray().toDouble(&ok);
    if (!ok || !std::all_of(value.begin(), value.end(), isPart))
        return std::nullopt;
    const double longest = double(longestCrawlDelay.count());
    return milliseconds(qint64(std::min(seconds * 1000 + 0.5, longest)));
}

/// Whether a group's name is that of a crawler: the same, or what it is a branch of ("foo" of "foo-news").
bool isNameOf(QByteArrayView agent, QByteArrayView token)
{
    return !agent.isEmpty() && token.startsWith(agent) && (agent.size() == token.size() || token[agent.size()] == '-');
}

} // namespace

QByteArray productToken(QByteArrayView text)
{
    const auto isPart = [](char c) { return isAsciiAlpha(c) || isDigit(c) || c == '-' || c == '_'; };
    return QByteArray(text.begin(), std::find_if_not(text.begin(), text.end(), isPart) - text.begin()).toLower();
}

RobotsRules::RobotsRules(QList<RobotsRule> rules, std::optional<milliseconds> crawlDelay)
    : m_rules(std::move(rules)), m_crawlDelay(crawlDelay)
{
    // §2.2.2: the order in which they decide.
    std::sort(m_rules.begin(), m_rules.end(), [](const RobotsRule &a, const RobotsRule &b) {
        return std::tuple(b.pattern.octets(), b.allows, a.line) < std::tuple(a.pattern.octets(), a.allows, b.line);
    });
}

RobotsVerdict RobotsRules::check(const Url &url) const
{
    const RobotsTarget target(url);
    if (target.isRobotsTxt()) // §2.2.2: implicitly allowed
        return {};
    const auto rule = std::find_if(m_rules.begin(), m_rules.end(),
                                   [&target](const RobotsRule &r) { return r.pattern.matches(target); });
    if (rule == m_rules.end())
        return {};
    return {rule->allows, rule->line, rule->text};
}

RobotsTxt RobotsTxt::parse(QByteArrayView file)
{
    RobotsTxt robots;
    QByteArrayView rest = withinLimit(file);
    if (rest.startsWith("\xEF\xBB\xBF"))
        rest = rest.sliced(3);
    bool namesAgents = false; // in the user-agent lines that begin a group
    for (int number = 1; !rest.isEmpty(); ++number) {
        const QByteArrayView line = takeLine(rest);
        const qsizetype comment = line.indexOf('#');
        const QByteArrayView record = comment < 0 ? line : line.first(comment);
        const qsizetype colon = record.indexOf(':');
        if (colon < 0)
            continue;
        const QByteArrayView name = trimmed(record.first(colon)), value = trimmed(record.sliced(colon + 1));
        const auto is = [name](QByteArrayView field) { return equalsIgnoringAsciiCase(name, field); };
        if (is("user-agent")) {
            if (!std::exchange(namesAgents, true))
                robots.m_groups.append(Group{});
            const bool everybody = value.startsWith('*') && (value.size() == 1 || isBlank(value[1]));
            robots.m_groups.last().agents.append(everybody ? QByteArray("*") : productToken(value));
        } else if (is("allow") || is("disallow")) {
            namesAgents = false;
            if (robots.m_groups.isEmpty() || value.isEmpty()) // §2.2.2: of no group; §2.2: an empty pattern
                continue;
            robots.m_groups.last().rules.append(
                {RobotsPattern(value), is("allow"), number, trimmed(line).toByteArray()});
        } else if (is("sitemap") && !value.isEmpty()) { // §2.2.4: ends no group
            robots.m_sitemaps.append(value.toByteArray());
        } else if (is("crawl-delay") && !robots.m_groups.isEmpty()) { // §2.2.4
            Group &group = robots.m_groups.last();
            if (const std::optional<milliseconds> delay = parseCrawlDelay(value))
                group.delays.append({group.agents.size(), *delay});
        }
    }
    return robots;
}

RobotsRules RobotsTxt::rulesFor(QByteArrayView token) const
{
    const QByteArray own = token.toByteArray().toLower();
    QByteArray best;
    for (const Group &group : m_groups)
        for (const QByteArray &agent : group.agents)
            if (agent.size() > best.size() && isNameOf(agent, own))
                best = agent;
    if (best.isEmpty())
        best = "*"; // §2.2.1: if no group matches
    QList<RobotsRule> rules;
    std::optional<milliseconds> crawlDelay;
    for (const Group &group : m_groups) {
        const qsizetype agent = group.agents.indexOf(best);
        if (agent < 0)
            continue;
        rules += group.rules; // §2.2.1: must be combined into one group
        for (const CrawlDelay &delay : group.delays)
            if (delay.agents > agent)
                crawlDelay = std::max(crawlDelay, std::optional(delay.delay));
    }
    return RobotsRules(std::move(rules), crawlDelay);
}

RobotsAccess robotsAccess(FetchError::Kind error, int status, int redirects)
{
    using Kind = FetchError::Kind;
    if (error == Kind::BadRedirect || error == Kind::RedirectLoop || error == Kind::TooManyRedirects)
        return RobotsAccess::AllowAll; // there is no robots.txt at the end of it
    if (status >= 400 && status <= 499)
        return RobotsAccess::AllowAll; // whatever became of the body
    const bool answered = error == Kind::None || error == Kind::TooLarge || error == Kind::Http;
    if (!answered)
        return RobotsAccess::DisallowAll;
    if (status >= 200 && status <= 299)
        return RobotsAccess::Parse;
    if ((status >= 301 && status <= 303) || status == 307 || status == 308)
        return redirects < mostRedirects ? RobotsAccess::Follow : RobotsAccess::AllowAll;
    return status >= 300 && status <= 399 ? RobotsAccess::AllowAll : RobotsAccess::DisallowAll;
}

} // namespace creel
