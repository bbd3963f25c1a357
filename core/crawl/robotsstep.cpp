#include "crawl/robotsstep.h"

#include "net/decoder.h"

namespace creel {

RobotsStep robotsStep(const Url &url, const FetchResult &result, int redirects)
{
    RobotsStep step;
    RobotsFinding &finding = step.finding;
    const Response &response = result.response;
    finding.url = url.display();
    FetchError error = result.error;
    if (result.ok()) {
        DecodedBody decoded =
            decodeBody(response.body, response.headers.combined("Content-Encoding"),
                       RobotsTxt::maxBytes + 1); // one more, which tells whether the last line is whole
        finding.body = std::move(decoded.body);
        error = decoded.error;
    }
    finding.access = robotsAccess(error.kind, response.status, redirects);
    if (finding.access == RobotsAccess::Follow) {
        const QByteArray location = response.headers.value("Location").value_or(QByteArray());
        const Expected<Url, UrlError> target = Url::parse(QByteArrayView(location), &url);
        if (!location.isEmpty() && target && target->isHttp())
            step.next = *target;
        else
            finding.access = RobotsAccess::AllowAll; // there is no robots.txt at the end of it
    }
    if (finding.access == RobotsAccess::DisallowAll) {
        const QString where = QString::fromUtf8(url.display());
        if (error.kind == FetchError::Kind::None)
            finding.why = {FetchError::Kind::Robots,
                           QStringLiteral("%1 answered %2, which means that the site is to be left alone for now")
                               .arg(where, QString::number(response.status))};
        else
            finding.why = {
                error.kind,
                QStringLiteral("%1 comes before any page, and could not be had: %2").arg(where, error.message)};
    }
    return step;
}

} // namespace creel
