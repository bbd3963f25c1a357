#pragma once

#include "base/crawloptions.h"
#include "base/fetcherror.h"
#include "base/record.h"
#include "base/url.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <functional>
#include <optional>
#include <utility>

namespace creel {

/// Header fields in the order in which they came, names as sent. Look-ups ignore case (RFC 9110 §5.1).
class HttpHeaders
{
public:
    HttpHeaders() = default;
    explicit HttpHeaders(QList<std::pair<QByteArray, QByteArray>> fields) : m_fields(std::move(fields)) { }
    void append(QByteArray name, QByteArray value) { m_fields.append({std::move(name), std::move(value)}); }
    /// The first field of that name; nullopt when there is none.
    std::optional<QByteArray> value(QByteArrayView name) const;
    /// All fields of that name, joined with ", " (RFC 9110 §5.3); empty when there is none.
    QByteArray combined(QByteArrayView name) const;
    const QList<std::pair<QByteArray, QByteArray>> &fields() const { return m_fields; }
    qsizetype size() const { return m_fields.size(); }

private:
    QList<std::pair<QByteArray, QByteArray>> m_fields;
};

/// One GET. Has a constructor because coroutine arguments must not be aggregate temporaries (GCC 12).
struct HttpRequest {
    explicit HttpRequest(Url target) : url(std::move(target)) { }
    Url url;
    QByteArray userAgent;
    QByteArray credentials; ///< "user:password" for Basic (RFC 7617); only ever for the origin the user wrote it for
    QList<std::pair<QByteArray, QByteArray>> extraHeaders; ///< override ours of the same name

    /// Called when it has gone on the wire, before any answer is read; again where it must go anew on another one. May be empty.
    std::function<void()> sent;

    /// Before a request goes to another origin than the one that it was meant for: takes away `credentials`, and of the
    /// extra headers Authorization, Proxy-Authorization and Cookie (RFC 9110 §15.4, point 3).
    void removeCredentials();
};

/// Clocks and caps of one request.
struct FetchLimits {
    FetchLimits() = default;
    explicit FetchLimits(const CrawlOptions &options);
    milliseconds connect{10'000};
    milliseconds tls{10'000};
    milliseconds firstByte{30'000};
    milliseconds idle{15'000};
    milliseconds total{30'000};
    qint64 maxBodyBytes = 10 << 20;
    qint64 maxHeadBytes = 256 << 10; ///< all header fields of all 1xx and the final answer together
};

/// An answer, or as much of it as came. `status` 0: nothing came.
struct Response {
    int status = 0;
    QByteArray head; ///< exact bytes of the final answer's status line and fields, with the empty line
    HttpHeaders headers;
    QByteArray body; ///< as sent: still content-coded
    Timings timings;
    QString peer;         ///< "127.0.0.1:80", "[::1]:80"
    qint64 wireBytes = 0; ///< received for this request: heads, framing and body; without TLS's own
};

/// Always both: a failed fetch may have an answer's head, or part of its body.
struct FetchResult {
    Response response;
    FetchError error; ///< kind None: whole and well
    bool ok() const { return error.kind == FetchError::Kind::None; }
};

} // namespace creel
