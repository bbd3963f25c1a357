#include "parse/mimetype.h"

#include "parse/ascii.h"

#include <algorithm>

namespace creel {
namespace {

QByteArray lowered(QByteArrayView text)
{
    QByteArray result = text.toByteArray();
    std::transform(result.begin(), result.end(), result.begin(), toAsciiLower);
    return result;
}

/// The value that `rest` begins with, quoted or bare; `rest` is moved behind it, up to the next ';'.
QByteArray takeParameterValue(QByteArrayView &rest)
{
    QByteArray value;
    qsizetype i = 0;
    if (rest.startsWith('"')) { // Fetch: collect an HTTP quoted string
        for (i = 1; i < rest.size() && rest[i] != '"'; ++i) {
            i += rest[i] == '\\' && i + 1 < rest.size();
            value += rest[i];
        }
    } else {
        const qsizetype semicolon = rest.indexOf(';');
        value = trimAsciiSpace(semicolon < 0 ? rest : rest.first(semicolon)).toByteArray();
    }
    const qsizetype semicolon = rest.indexOf(';', std::min(i, rest.size()));
    rest = semicolon < 0 ? QByteArrayView() : rest.sliced(semicolon + 1);
    return value;
}

bool beginsWithHtmlTag(QByteArrayView body)
{
    constexpr const char *tags[] = {"<!DOCTYPE HTML", "<HTML", "<HEAD",  "<SCRIPT", "<IFRAME", "<H1",   "<DIV", "<FONT",
                                    "<TABLE",         "<A",    "<STYLE", "<TITLE",  "<B",      "<BODY", "<BR",  "<P"};
    return body.startsWith("<!--") || std::any_of(std::begin(tags), std::end(tags), [body](const char *tag) {
               const QByteArrayView name(tag);
               return body.size() > name.size() && equalsIgnoringAsciiCase(body.first(name.size()), name)
                   && (body[name.size()] == ' ' || body[name.size()] == '>');
           });
}

/// MIME Sniffing §3: a byte that no text has.
bool isBinaryByte(char c)
{
    const auto byte = uchar(c);
    return byte <= 0x08 || byte == 0x0B || (byte >= 0x0E && byte <= 0x1A) || (byte >= 0x1C && byte <= 0x1F);
}

} // namespace

bool MimeType::isJson() const
{
    return essence.endsWith("+json") || essence == "application/json" || essence == "text/json";
}

bool MimeType::isText() const
{
    return essence.startsWith("text/") || essence.endsWith("+xml") || essence.endsWith("+json")
        || essence == "application/xml" || essence == "application/json" || essence == "application/javascript"
        || essence == "application/x-javascript" || essence == "application/ecmascript";
}

MimeType parseMimeType(QByteArrayView contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    const QByteArrayView essence = trimAsciiSpace(semicolon < 0 ? contentType : contentType.first(semicolon));
    const qsizetype slash = essence.indexOf('/');
    if (slash <= 0 || slash + 1 == essence.size())
        return {};

    MimeType type{lowered(essence), {}};
    QByteArrayView rest = semicolon < 0 ? QByteArrayView() : contentType.sliced(semicolon + 1);
    while (!rest.isEmpty() && type.charset.isEmpty()) {
        const auto *end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == ';' || c == '='; });
        QByteArrayView name = rest.first(end - rest.begin());
        while (!name.isEmpty() && isAsciiSpace(name.front())) // before the name only: "charset =" names nothing
            name = name.sliced(1);
        const bool hasValue = end != rest.end() && *end == '=';
        rest = end == rest.end() ? QByteArrayView() : rest.sliced(end - rest.begin() + 1);
        if (!hasValue)
            continue;
        const QByteArray value = takeParameterValue(rest);
        if (equalsIgnoringAsciiCase(name, "charset"))
            type.charset = value;
    }
    return type;
}

MimeType sniffMimeType(QByteArrayView body)
{
    body = body.first(std::min<qsizetype>(body.size(), 1445)); // §5.2: the resource header
    if (body.startsWith("\xFE\xFF") || body.startsWith("\xFF\xFE"))
        return {"text/plain", {}};
    if (body.startsWith("\xEF\xBB\xBF"))
        body = body.sliced(3); // the standard stops here with text/plain; people's HTML files often have a BOM
    QByteArrayView text = body;
    while (!text.isEmpty() && isAsciiSpace(text.front()))
        text = text.sliced(1);
    if (beginsWithHtmlTag(text))
        return {"text/html", {}};
    if (text.startsWith("<?xml"))
        return {"text/xml", {}};
    if (body.startsWith("%PDF-") || std::any_of(body.begin(), body.end(), isBinaryByte))
        return {"application/octet-stream", {}};
    return {"text/plain", {}};
}

} // namespace creel
