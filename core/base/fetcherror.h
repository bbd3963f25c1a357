#pragma once

#include <QByteArray>
#include <QString>

namespace creel {

/// Why a URL gave no page, or not a whole one. Data, never an exception; `message` is for people and is never parsed.
struct FetchError {
    enum class Kind : quint8 {
        None,
        Invalid,     ///< the line is no http(s) URL
        Dns,         ///< the name has no address
        Refused,     ///< the connection was refused
        Unreachable, ///< no route to the host or network
        Reset,       ///< the connection broke before the answer was whole
        ConnectTimeout,
        Tls, ///< handshake or certificate
        TlsTimeout,
        FirstByteTimeout,
        IdleTimeout,
        TotalTimeout,
        Protocol,  ///< the answer is not HTTP, or breaks its framing
        Truncated, ///< fewer bytes than announced
        TooLarge,  ///< over maxBodyBytes (wire or decoded), or endless headers
        Decode,    ///< the content coding is broken or unknown
        RedirectLoop,
        TooManyRedirects,
        BadRedirect,    ///< a redirect without a usable http(s) target
        Http,           ///< a final answer of 400 and above
        TooComplex,     ///< the parser's budget was spent
        Cancelled,      ///< stopped while in flight
        PrivateAddress, ///< the name leads into the user's own network, which the list did not name
        // Rows that are not fetched, each with its reason:
        Robots,     ///< robots.txt asks crawlers to stay out, or could not be had (RFC 9309 §2.3.1.4)
        OutOfScope, ///< scope, include or exclude
        TooDeep,    ///< farther from the pasted pages than the depth
        PageLimit,  ///< the most pages, of the run or of the host
        Nofollow,   ///< rel=nofollow or meta robots, where they are obeyed
        Trap,       ///< endless by its looks
        HostParked, ///< its host answered errors only
        Skipped,    ///< by the user
    };

    Kind kind = Kind::None;
    QString message; ///< the raw text: what happened, with what

    friend bool operator==(const FetchError &, const FetchError &) = default;
};

/// The word for `error_kind` in tables and exports: "connect_timeout", "too_large"; empty for None.
QString errorKindName(FetchError::Kind kind);
/// The inverse; None for an unknown word (a run file of a newer Creel).
FetchError::Kind errorKindFromName(QStringView name);
/// One sentence for a person: what to do about it. Empty for None.
QString errorAdvice(FetchError::Kind kind);
/// May the same request succeed a little later? (connection errors and timeouts; HTTP statuses are retry.h's matter)
bool isTransient(FetchError::Kind kind);

} // namespace creel
