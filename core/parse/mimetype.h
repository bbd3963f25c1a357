#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// A MIME type (MIME Sniffing standard §4.4, as far as we need it).
struct MimeType {
    QByteArray essence; ///< "text/html", lower case; empty when the value is no MIME type
    QByteArray charset; ///< the first charset parameter, unquoted; empty without one

    bool isHtml() const { return essence == "text/html" || essence == "application/xhtml+xml"; }
    bool isJson() const; ///< §4.6
    /// Whether the bytes are characters: text, JSON, XML, scripts.
    bool isText() const;
};

MimeType parseMimeType(QByteArrayView contentType);

/// What a body without a Content-Type is (MIME Sniffing §7.1): "text/html", "text/xml", "text/plain", or
/// "application/octet-stream" for anything that is not characters.
MimeType sniffMimeType(QByteArrayView body);

} // namespace creel
