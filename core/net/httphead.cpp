#include "net/httphead.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace creel {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isBlank(char c) { return c == ' ' || c == '\t'; }

/// The next line of `rest` without its line end, which may be a bare LF (RFC 9112 §2.2).
QByteArrayView takeLine(QByteArrayView &rest)
{
    const auto end = rest.indexOf('\n');
    QByteArrayView line = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

/// RFC 9110 §5.5: CR and NUL inside a value are made harmless.
QByteArray cleanValue(QByteArrayView raw)
{
    QByteArray value = raw.trimmed().toByteArray();
    if (std::memchr(value.constData(), '\r', size_t(value.size()))
        || std::memchr(value.constData(), '\0', size_t(value.size())))
        value.replace('\r', ' ').replace('\0', ' ');
    return value;
}

/// RFC 9112 §6.3, fifth case: a list of equal numbers is one number; anything else is an error. -1: invalid.
qint64 contentLength(const QByteArray &combined)
{
    qint64 length = -1;
    for (const QByteArray &element : combined.split(',')) {
        const QByteArray digits = element.trimmed();
        if (digits.isEmpty() || !std::all_of(digits.begin(), digits.end(), isDigit))
            return -1;
        bool fits = false;
        const qint64 value = digits.toLongLong(&fits);
        const qint64 number = fits ? value : std::numeric_limits<qint64>::max();
        if (length >= 0 && number != length)
            return -1;
        length = number;
    }
    return length;
}

Unexpected<FetchError> protocolError(const QString &message)
{
    return Unexpected(FetchError{FetchError::Kind::Protocol, message});
}

} // namespace

std::optional<StatusLine> parseStatusLine(QByteArrayView line)
{
    // "HTTP/" DIGIT [ "." DIGIT ] 1*SP 3DIGIT, then whatever the server likes. HTTP/0.9 has no status line, and a
    // server that calls its HTTP/1 answer HTTP/2 or 3 is taken at its bytes.
    if (line.size() < 10 || qstrnicmp(line.data(), 5, "HTTP/", 5) != 0 || !isDigit(line[5]) || line[5] == '0')
        return std::nullopt;
    qsizetype at = 6;
    bool http10 = false;
    if (line[at] == '.') {
        http10 = line[5] == '1' && line[at + 1] == '0';
        for (++at; at < line.size() && isDigit(line[at]);)
            ++at;
    }
    const qsizetype blanks = at;
    while (at < line.size() && isBlank(line[at]))
        ++at;
    if (at == blanks || line.size() - at < 3 || !std::all_of(line.data() + at, line.data() + at + 3, isDigit))
        return std::nullopt;
    const int status = (line[at] - '0') * 100 + (line[at + 1] - '0') * 10 + (line[at + 2] - '0');
    if (status < 100 || (line.size() > at + 3 && isDigit(line[at + 3])))
        return std::nullopt;
    return StatusLine{status, http10};
}

HttpHeaders parseFields(QByteArrayView head)
{
    QList<std::pair<QByteArray, QByteArray>> fields;
    takeLine(head);
    bool foldable = false; // is there a field that a folded line would go on?
    while (!head.isEmpty()) {
        const QByteArrayView line = takeLine(head);
        if (line.isEmpty())
            break;
        if (isBlank(line.front())) {
            // §5.2: obs-fold becomes a space; §2.2: white space right after the status line is skipped.
            const QByteArray more = cleanValue(line);
            if (foldable && !more.isEmpty())
                fields.last().second += (fields.last().second.isEmpty() ? "" : " ") + more;
            continue;
        }
        const auto colon = line.indexOf(':');
        const QByteArrayView name = colon < 0 ? QByteArrayView() : line.first(colon).trimmed();
        foldable = !name.isEmpty();
        if (foldable)
            fields.append({name.toByteArray(), cleanValue(line.sliced(colon + 1))});
    }
    return HttpHeaders(std::move(fields));
}

QList<QByteArray> listTokens(QByteArrayView value)
{
    QList<QByteArray> tokens;
    while (!value.isEmpty()) {
        const auto comma = value.indexOf(',');
        QByteArrayView element = comma < 0 ? value : value.first(comma);
        value = comma < 0 ? QByteArrayView() : value.sliced(comma + 1);
        if (const auto semicolon = element.indexOf(';'); semicolon >= 0)
            element = element.first(semicolon);
        element = element.trimmed();
        if (!element.isEmpty())
            tokens.append(element.toByteArray().toLower());
    }
    return tokens;
}

Expected<Framing, FetchError> framingOf(const StatusLine &statusLine, const HttpHeaders &headers)
{
    Framing framing;
    const QList<QByteArray> connection = listTokens(headers.combined("Connection"));
    framing.keepAlive = !connection.contains("close") && (!statusLine.http10 || connection.contains("keep-alive"));
    if (statusLine.status < 200 || statusLine.status == 204 || statusLine.status == 304)
        return framing; // §6.3, first case

    QList<QByteArray> codings = listTokens(headers.combined("Transfer-Encoding"));
    codings.removeAll("identity"); // RFC 2616 had it; it still comes, and means nothing
    const QByteArray lengths = headers.combined("Content-Length");
    if (!codings.isEmpty()) {
        if (codings != QList<QByteArray>{"chunked"})
            return protocolError(QStringLiteral("The answer has a Transfer-Encoding that was not asked for: ")
                                 + QString::fromLatin1(codings.join(", ")));
        framing.kind = Framing::Kind::Chunked;
        // §6.1: beside a Content-Length, or from HTTP/1.0, the framing is suspect: nothing may follow it.
        framing.keepAlive = framing.keepAlive && !statusLine.http10 && lengths.isEmpty();
    } else if (headers.value("Content-Length")) {
        framing.kind = Framing::Kind::Length;
        framing.length = contentLength(lengths);
        if (framing.length < 0)
            return protocolError(QStringLiteral("The answer has an invalid Content-Length: ")
                                 + QString::fromLatin1(lengths));
    } else {
        framing.kind = Framing::Kind::UntilClose;
        framing.keepAlive = false;
    }
    return framing;
}

} // namespace creel
