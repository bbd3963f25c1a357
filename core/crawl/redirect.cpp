#include "crawl/redirect.h"

#include <algorithm>

namespace creel {

namespace {

using Target = Expected<std::optional<Url>, FetchError>;

Target failure(FetchError::Kind kind, const QString &message) { return Unexpected(FetchError{kind, message}); }

QByteArray withoutFragment(const QByteArray &url)
{
    return url.left(url.indexOf('#') < 0 ? url.size() : url.indexOf('#'));
}

} // namespace

Target redirectTarget(const Url &url, const Response &response, const QList<Hop> &hops, int limit)
{
    const int status = response.status;
    const bool redirects = (status >= 301 && status <= 303) || status == 307 || status == 308;
    const std::optional<QByteArray> location = response.headers.value("Location");
    if (!redirects || !location)
        return std::optional<Url>();

    const QString from = QString::fromUtf8(url.display());
    const QString to = QString::fromUtf8(*location);
    const Expected<Url, UrlError> target = Url::parse(QByteArrayView(*location), &url);
    if (!target)
        return failure(
            FetchError::Kind::BadRedirect,
            QStringLiteral("%1 redirects to \"%2\", which is no URL: %3").arg(from, to, target.error().reason));
    if (!target->isHttp())
        return failure(FetchError::Kind::BadRedirect,
                       QStringLiteral("%1 redirects to %2, which is not http or https").arg(from, to));

    const QByteArray next = target->dedupeKey();
    const auto leadsTo = [&next](const Hop &hop) { return withoutFragment(hop.url) == next; };
    if (next == url.dedupeKey())
        return failure(FetchError::Kind::RedirectLoop, QStringLiteral("%1 redirects to itself").arg(from));
    if (std::any_of(hops.begin(), hops.end(), leadsTo))
        return failure(FetchError::Kind::RedirectLoop,
                       QStringLiteral("%1 redirects back to %2, which led here").arg(from, QString::fromUtf8(next)));
    if (hops.size() >= limit)
        return failure(
            FetchError::Kind::TooManyRedirects,
            QStringLiteral("More than %1 redirects; the last one led to %2").arg(QString::number(limit), from));
    return std::optional<Url>(*target);
}

} // namespace creel
