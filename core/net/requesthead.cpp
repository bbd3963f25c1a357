#include "net/requesthead.h"

#include "net/decoder.h"

#include <algorithm>

namespace creel {

namespace {

/// RFC 9110 §5.6.2
bool isToken(const QByteArray &name)
{
    const auto isTokenChar = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    };
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isTokenChar);
}

/// RFC 9110 §5.5: no CR, LF or NUL; the rest is between user and server.
bool isValue(const QByteArray &value)
{
    return std::none_of(value.begin(), value.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

/// Host and request target: visible ASCII only.
bool isVisible(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool isSame(const QByteArray &a, const char *b) { return a.compare(b, Qt::CaseInsensitive) == 0; }

Unexpected<FetchError> invalid(const QString &message)
{
    return Unexpected(FetchError{FetchError::Kind::Invalid, message});
}

} // namespace

Expected<QByteArray, FetchError> requestHead(const HttpRequest &request)
{
    const Url &url = request.url;
    const QByteArray host = url.hostHeader();
    const QByteArray target = url.requestTarget();
    if (!url.isHttp() || url.host().isEmpty() || !isVisible(host) || !isVisible(target))
        return invalid(QStringLiteral("Not a URL that can be fetched by http: ") + QString::fromLatin1(url.display()));

    for (const auto &[name, value] : request.extraHeaders) {
        const QString shown = QString::fromLatin1(name);
        if (!isToken(name))
            return invalid(QStringLiteral("“%1” can't be the name of a header field").arg(shown));
        if (!isValue(value))
            return invalid(QStringLiteral("The value of the header field %1 has a line break").arg(shown));
        if (isSame(name, "Content-Length") || isSame(name, "Transfer-Encoding") || isSame(name, "Upgrade"))
            return invalid(
                QStringLiteral("The header field %1 can't be set: it would change how requests are read").arg(shown));
    }
    if (!isValue(request.userAgent))
        return invalid(QStringLiteral("The user agent has a line break"));

    QByteArray head;
    head.reserve(512);
    head += "GET " + target + " HTTP/1.1\r\n";
    const auto field = [&head, &request](const char *name, const QByteArray &value) {
        const auto &extra = request.extraHeaders;
        const bool replaced =
            std::any_of(extra.begin(), extra.end(), [name](const auto &f) { return isSame(f.first, name); });
        if (!replaced && !value.isEmpty())
            head.append(name).append(": ").append(value).append("\r\n");
    };
    field("Host", host);
    field("User-Agent", request.userAgent);
    field("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    field("Accept-Language", "en,*;q=0.5");
    field("Accept-Encoding", acceptEncoding);
    field("Connection", "keep-alive"); // HTTP/1.0 servers need to be told (RFC 9112 §9.3)
    field("Authorization", request.credentials.isEmpty() ? QByteArray() : "Basic " + request.credentials.toBase64());
    for (const auto &[name, value] : request.extraHeaders)
        head.append(name).append(": ").append(value).append("\r\n");
    head += "\r\n";
    return head;
}

} // namespace creel
