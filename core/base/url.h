#pragma once

#include "base/expected.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <optional>

namespace creel {

/// Why a text is no URL. `reason` is a sentence for a person.
struct UrlError {
    QString reason;
};

/// A URL record and its parser, as the WHATWG URL standard has them (§4.1, §4.4; hosts §3). All parts are ASCII, already
/// percent-encoded and serialised. A value; any thread.
class Url
{
public:
    Url() = default;

    /// §4.4 the basic URL parser, without a state override. `base` resolves relative references.
    static Expected<Url, UrlError> parse(QStringView input, const Url *base = nullptr);
    /// The same for bytes that are UTF-8 (header values, attribute values).
    static Expected<Url, UrlError> parse(QByteArrayView utf8, const Url *base = nullptr);

    bool isValid() const { return !m_scheme.isEmpty(); }
    bool isHttp() const { return m_scheme == "http" || m_scheme == "https"; }
    bool isHttps() const { return m_scheme == "https"; }

    const QByteArray &scheme() const { return m_scheme; }     ///< "https", no colon
    const QByteArray &username() const { return m_username; } ///< percent-encoded
    const QByteArray &password() const { return m_password; }
    bool hasCredentials() const { return !m_username.isEmpty() || !m_password.isEmpty(); }
    const QByteArray &host() const { return m_host; } ///< ASCII; IPv6 in brackets
    /// The port to connect to: the explicit one, else the scheme's default, else 0.
    quint16 port() const;
    std::optional<quint16> explicitPort() const { return m_port; } ///< never the scheme's default
    const QByteArray &path() const { return m_path; }
    const std::optional<QByteArray> &query() const { return m_query; }       ///< without '?'
    const std::optional<QByteArray> &fragment() const { return m_fragment; } ///< without '#'

    QByteArray origin() const;        ///< "https://host" or "https://host:8443": key of host queues and connections
    QByteArray hostHeader() const;    ///< "host" or "host:8443" (RFC 9110 §7.2)
    QByteArray requestTarget() const; ///< path and query, origin form (RFC 9112 §3.2.1)
    QByteArray href() const;          ///< §4.5 the URL serializer, credentials included
    QByteArray display() const;       ///< href without user info: what is shown, exported and stored
    QByteArray dedupeKey() const;     ///< display without fragment

    void removeCredentials()
    {
        m_username.clear();
        m_password.clear();
    }
    friend bool operator==(const Url &, const Url &) = default;

private:
    friend class UrlParser;
    enum class Credentials { Included, Excluded };
    enum class Fragment { Included, Excluded };
    QByteArray serialized(Credentials credentials, Fragment fragment) const;

    QByteArray m_scheme, m_username, m_password, m_host, m_path;
    bool m_hasHost = false;    ///< a null host and an empty one differ (file:///x)
    bool m_opaquePath = false; ///< mailto:x
    std::optional<quint16> m_port;
    std::optional<QByteArray> m_query, m_fragment;
};

} // namespace creel
