#include "net/http.h"

namespace creel {

namespace {

bool sameName(const QByteArray &a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.constData(), a.size(), b.data(), b.size()) == 0;
}

} // namespace

std::optional<QByteArray> HttpHeaders::value(QByteArrayView name) const
{
    for (const auto &field : m_fields) {
        if (sameName(field.first, name))
            return field.second;
    }
    return std::nullopt;
}

QByteArray HttpHeaders::combined(QByteArrayView name) const
{
    QByteArray all;
    for (const auto &field : m_fields) {
        if (!sameName(field.first, name))
            continue;
        if (!all.isEmpty())
            all += ", ";
        all += field.second;
    }
    return all;
}

FetchLimits::FetchLimits(const CrawlOptions &options)
    : connect(options.connectTimeout), tls(options.tlsTimeout), firstByte(options.firstByteTimeout),
      idle(options.idleTimeout), total(options.timeout), maxBodyBytes(options.maxBodyBytes)
{
}

void HttpRequest::removeCredentials()
{
    credentials.clear();
    extraHeaders.removeIf([](const auto &field) {
        const QByteArray &name = field.first;
        return sameName(name, "Authorization") || sameName(name, "Proxy-Authorization") || sameName(name, "Cookie");
    });
}

} // namespace creel
