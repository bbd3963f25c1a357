// RobotsTxt: any file is read, and its verdicts name lines that it has.
// Input: a line with a user agent, a line with a URL's path, then the file.

#include "targets.h"

#include "crawl/robots.h"

namespace creel::fuzz {
namespace {

QByteArrayList linesOf(QByteArray file) { return file.replace("\r\n", "\n").replace('\r', '\n').split('\n'); }

void requireSame(const RobotsVerdict &a, const RobotsVerdict &b, const char *promise)
{
    require(a.allowed == b.allowed && a.line == b.line && a.text == b.text, promise);
}

} // namespace

void robots(QByteArrayView input)
{
    const QByteArray token = productToken(takeLine(input));
    const auto url = Url::parse(QByteArrayView("https://example.com/" + takeLine(input).toByteArray()));
    if (!url || input.size() > RobotsTxt::maxBytes / 2)
        return;
    const ExactBytes bytes(input);
    const QByteArray file = bytes.array();

    const RobotsTxt robotsTxt = RobotsTxt::parse(file);
    const RobotsRules rules = robotsTxt.rulesFor(token);
    const RobotsVerdict verdict = rules.check(*url);
    if (verdict.line == 0) {
        require(verdict.allowed && verdict.text.isEmpty(), "without a rule everything is allowed");
    } else {
        const QByteArrayList lines = linesOf(file);
        require(verdict.line > 0 && verdict.line <= lines.size(), "a rule stands on a line of the file");
        require(lines[verdict.line - 1].contains(verdict.text), "a rule's text is its line's");
        const bool saysSo = verdict.text.startsWith(verdict.allowed ? "A" : "D")
            || verdict.text.startsWith(verdict.allowed ? "a" : "d");
        require(saysSo, "an Allow allows and a Disallow doesn't");
    }
    require(rules.check(*Url::parse(u"https://example.com/robots.txt")).allowed, "/robots.txt is always allowed");
    if (const auto delay = rules.crawlDelay())
        require(delay->count() >= 0 && *delay <= std::chrono::hours(24), "a delay is within a day");

    // RFC 9309 §2.2: how lines end means nothing, nor does a byte order mark, nor a line behind the last that is none of the RFC's.
    requireSame(verdict, RobotsTxt::parse(linesOf(file).join("\r\n")).rulesFor(token).check(*url),
                "line ends mean nothing");
    requireSame(verdict, RobotsTxt::parse(file + "\n# end\nunknown: x").rulesFor(token).check(*url),
                "other lines mean nothing");
    if (!file.startsWith("\xEF\xBB\xBF"))
        requireSame(verdict, RobotsTxt::parse("\xEF\xBB\xBF" + file).rulesFor(token).check(*url),
                    "a mark means nothing");
}

} // namespace creel::fuzz
