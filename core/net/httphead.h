#pragma once

#include "base/expected.h"
#include "base/fetcherror.h"
#include "net/http.h"

#include <QByteArrayView>

#include <optional>

namespace creel {

/// The status line of an answer (RFC 9112 §4).
struct StatusLine {
    int status = 0;
    bool http10 = false; ///< HTTP/1.0: closes by default and knows no chunks
};

/// nullopt when the line is no HTTP status line. `line` comes without its line end.
std::optional<StatusLine> parseStatusLine(QByteArrayView line);

/// The field lines of a whole head (status line and empty line included). Tolerant as browsers are: lines without a colon
/// or a name are left out, white space before the colon goes, folded lines become one (RFC 9112 §5).
HttpHeaders parseFields(QByteArrayView head);

/// How long the body is, and what comes after it (RFC 9112 §6.3).
struct Framing {
    enum class Kind { None, Length, Chunked, UntilClose };
    Kind kind = Kind::None;
    qint64 length = 0;      ///< Length only; saturates at the largest qint64
    bool keepAlive = false; ///< another answer may follow on the connection (§9.3)
};

/// An error of kind Protocol where the framing can't be trusted.
Expected<Framing, FetchError> framingOf(const StatusLine &statusLine, const HttpHeaders &headers);

/// The elements of a comma-separated field value, lower case, without parameters and empty elements (RFC 9110 §5.6.1).
QList<QByteArray> listTokens(QByteArrayView value);

} // namespace creel
