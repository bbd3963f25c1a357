#include "run/robotscheck.h"

#include "crawl/robots.h"

namespace creel {

qsizetype robotsBytes()
{
    return RobotsTxt::maxBytes + 1; // one more, which tells whether the last line is whole
}

QByteArray robotsToken(QByteArrayView agent) { return productToken(agent); }

QList<RobotsAnswer> checkRobots(QByteArrayView robotsTxt, QByteArrayView agent, const QList<Url> &urls)
{
    const RobotsRules rules = RobotsTxt::parse(robotsTxt).rulesFor(productToken(agent));
    QList<RobotsAnswer> answers;
    for (const Url &url : urls) {
        const RobotsVerdict verdict = rules.check(url);
        answers.append({verdict.allowed, verdict.line, QString::fromUtf8(verdict.text)});
    }
    return answers;
}

} // namespace creel
