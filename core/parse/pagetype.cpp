#include "parse/pagetype.h"

#include "parse/mimetype.h"

namespace creel {

std::optional<PageType> pageType(QByteArrayView body, QByteArrayView contentType, const QString &encoding)
{
    MimeType type = parseMimeType(contentType);
    // MIME Sniffing §7: these are what servers say that don't know.
    if (type.essence.isEmpty() || type.essence == "unknown/unknown" || type.essence == "application/unknown"
        || type.essence == "*/*")
        type.essence = sniffMimeType(body).essence;
    if (!type.isHtml() && !type.isText())
        return std::nullopt;
    if (!encoding.isEmpty())
        return PageType{type.isHtml(), {encoding, QStringLiteral("chosen")}};
    const bool isXml = type.essence == "text/xml" || type.essence == "application/xml" || type.essence.endsWith("+xml");
    const auto declarations = type.isHtml() ? Declarations::Html : isXml ? Declarations::Xml : Declarations::None;
    return PageType{type.isHtml(), sniffCharset(body, type.charset, declarations)};
}

} // namespace creel
