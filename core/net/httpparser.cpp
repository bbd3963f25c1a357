#include "net/httpparser.h"

#include "net/httphead.h"

#include <algorithm>

namespace creel {

namespace {

/// Room is made for a whole announced body, but a lying Content-Length gets no more than this.
constexpr qint64 largestReserve = 16 << 20;
/// The size itself in a chunk-size line: 16 hex digits. What is longer is an extension and counts as head.
constexpr qsizetype plainChunkLine = 18;

QString shown(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.first(std::min<qsizetype>(bytes.size(), 40))).simplified();
}

QByteArrayView firstLine(const QByteArray &head)
{
    QByteArrayView line = QByteArrayView(head).first(head.indexOf('\n'));
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

HttpParser::HttpParser(qint64 maxHeadBytes, qint64 maxBodyBytes)
    : m_maxHeadBytes(maxHeadBytes), m_maxBodyBytes(maxBodyBytes)
{
}

qsizetype HttpParser::feed(QByteArrayView bytes)
{
    qsizetype used = 0;
    while (used < bytes.size() && !ended()) {
        const QByteArrayView rest = bytes.sliced(used);
        switch (m_expecting) {
        case Expecting::Head:
            used += feedHead(rest);
            break;
        case Expecting::Fixed:
            used += feedBody(rest, m_remaining);
            if (m_remaining == 0 && !failed())
                complete();
            break;
        case Expecting::UntilClose:
            used += feedBody(rest, rest.size());
            break;
        case Expecting::ChunkData:
            used += feedBody(rest, m_remaining);
            if (m_remaining == 0)
                m_expecting = Expecting::ChunkEnd;
            break;
        case Expecting::ChunkEnd:
            used += feedChunkEnd(rest.front());
            break;
        case Expecting::ChunkSize:
        case Expecting::Trailers:
            used += feedLine(rest);
            break;
        }
    }
    if (used < bytes.size())
        m_keepAlive = false; // bytes that no request asked for: what follows can't be told apart
    m_response.wireBytes += bytes.size();
    return used;
}

void HttpParser::finish()
{
    if (ended())
        return;
    m_keepAlive = false;
    if (m_expecting == Expecting::UntilClose)
        complete();
    else if (m_headBytes == 0)
        fail(FetchError::Kind::Reset, QStringLiteral("The server closed the connection without an answer"));
    else if (m_state == State::Head)
        fail(FetchError::Kind::Reset, QStringLiteral("The connection closed inside the header fields"));
    else if (m_expecting == Expecting::Fixed)
        fail(FetchError::Kind::Truncated,
             QStringLiteral("The body ended %1 bytes before its Content-Length").arg(m_remaining));
    else
        fail(FetchError::Kind::Truncated, QStringLiteral("The connection closed before the last chunk of the body"));
}

void HttpParser::breakOff(const FetchError &error)
{
    if (!ended())
        fail(error.kind, error.message);
}

qsizetype HttpParser::feedHead(QByteArrayView bytes)
{
    QByteArray &head = m_response.head;
    qsizetype used = 0;
    while (used < bytes.size()) {
        const qsizetype lineFeed = bytes.indexOf('\n', used);
        const qsizetype end = lineFeed < 0 ? bytes.size() : lineFeed + 1;
        const qsizetype taken = qsizetype(std::min<qint64>(end - used, m_maxHeadBytes - m_headBytes));
        head.append(bytes.sliced(used, taken));
        m_headBytes += taken;
        if (used + taken < end) {
            failTooLongHead();
            return used + taken;
        }
        used = end;
        if (lineFeed < 0)
            break;
        const QByteArrayView line = QByteArrayView(head).sliced(m_lineStart);
        if (line == "\r\n" || line == "\n") {
            if (m_lineStart > 0) {
                headEnded();
                return used;
            }
            head.clear(); // an empty line left over from an answer before: skipped, as RFC 9112 §2.2 has it for requests
        }
        m_lineStart = head.size();
    }
    // What does not begin like HTTP never will: no need to wait for its end.
    const qsizetype begun = std::min<qsizetype>(head.size(), 5);
    if (qstrnicmp(head.constData(), begun, "HTTP/", begun) != 0 && head != "\r")
        fail(FetchError::Kind::Protocol,
             QStringLiteral("The answer is not HTTP: it begins with “%1”").arg(shown(head)));
    return used;
}

void HttpParser::headEnded()
{
    const QByteArray &head = m_response.head;
    const auto statusLine = parseStatusLine(firstLine(head));
    if (!statusLine) {
        fail(FetchError::Kind::Protocol, QStringLiteral("The answer has a broken status line: “%1”").arg(shown(head)));
        return;
    }
    if (statusLine->status < 200 && statusLine->status != 101) {
        // RFC 9110 §15.2: any number of interim answers may come before the final one. All share one budget of bytes.
        m_response.head.clear();
        m_lineStart = 0;
        return;
    }
    m_headComplete = true;
    m_response.status = statusLine->status;
    m_response.headers = parseFields(head);
    if (statusLine->status == 101) {
        fail(FetchError::Kind::Protocol, QStringLiteral("The server switched to a protocol that was not asked for"));
        return;
    }
    const auto framing = framingOf(*statusLine, m_response.headers);
    if (!framing) {
        fail(framing.error().kind, framing.error().message);
        return;
    }
    m_state = State::Body;
    m_keepAlive = framing->keepAlive;
    switch (framing->kind) {
    case Framing::Kind::None:
        complete();
        break;
    case Framing::Kind::Length:
        m_expecting = Expecting::Fixed;
        m_remaining = framing->length;
        if (m_remaining > m_maxBodyBytes)
            fail(FetchError::Kind::TooLarge,
                 QStringLiteral("The body has %1 bytes; at most %2 are taken").arg(m_remaining).arg(m_maxBodyBytes));
        else if (m_remaining == 0)
            complete();
        else
            m_response.body.reserve(std::min(m_remaining, largestReserve));
        break;
    case Framing::Kind::Chunked:
        m_expecting = Expecting::ChunkSize;
        break;
    case Framing::Kind::UntilClose:
        m_expecting = Expecting::UntilClose;
        break;
    }
}

qsizetype HttpParser::feedBody(QByteArrayView bytes, qint64 atMost)
{
    const qsizetype offered = qsizetype(std::min<qint64>(bytes.size(), atMost));
    const qsizetype taken = qsizetype(std::min<qint64>(offered, m_maxBodyBytes - m_response.body.size()));
    m_response.body.append(bytes.first(taken));
    m_remaining -= taken;
    if (taken < offered)
        fail(FetchError::Kind::TooLarge,
             QStringLiteral("The body is longer than the %1 bytes that are taken").arg(m_maxBodyBytes));
    return taken;
}

qsizetype HttpParser::feedChunkEnd(char byte)
{
    if (byte == '\n') {
        m_line.resize(0);
        m_expecting = Expecting::ChunkSize;
    } else if (byte == '\r' && m_line.isEmpty()) {
        m_line.append(byte);
    } else {
        fail(FetchError::Kind::Protocol, QStringLiteral("A chunk of the body is longer than its announced size"));
    }
    return 1;
}

qsizetype HttpParser::feedLine(QByteArrayView bytes)
{
    const qsizetype lineFeed = bytes.indexOf('\n');
    const qsizetype end = lineFeed < 0 ? bytes.size() : lineFeed + 1;
    if (m_line.size() + end > m_maxHeadBytes - m_headBytes + plainChunkLine) {
        failTooLongHead();
        return 0;
    }
    m_line.append(bytes.first(end));
    if (lineFeed < 0)
        return end;
    const qsizetype counted = m_expecting == Expecting::Trailers ? m_line.size() : m_line.size() - plainChunkLine;
    m_headBytes += std::max<qsizetype>(counted, 0);
    m_line.chop(m_line.endsWith("\r\n") ? 2 : 1);
    lineEnded(m_line);
    m_line.resize(0); // keeps its memory
    return end;
}

void HttpParser::lineEnded(QByteArrayView line)
{
    if (m_expecting == Expecting::ChunkSize) {
        chunkSize(line);
    } else if (line.isEmpty()) {
        complete(); // RFC 9112 §7.1.2: the end of the trailers, which we have no use for
    }
}

void HttpParser::chunkSize(QByteArrayView line)
{
    // RFC 9112 §7.1: 1*HEXDIG, then perhaps white space and extensions, which are ignored.
    qint64 size = 0;
    qsizetype at = 0;
    for (; at < line.size() && hexValue(line[at]) >= 0; ++at)
        size = std::min(size, qint64(1) << 58) * 16 + hexValue(line[at]); // saturates
    const QByteArrayView rest = line.sliced(at).trimmed();
    if (at == 0 || (!rest.isEmpty() && rest.front() != ';')) {
        fail(FetchError::Kind::Protocol, QStringLiteral("The body has an invalid chunk size: “%1”").arg(shown(line)));
        return;
    }
    m_remaining = size;
    m_expecting = size > 0 ? Expecting::ChunkData : Expecting::Trailers;
}

void HttpParser::fail(FetchError::Kind kind, const QString &message)
{
    if (!m_headComplete)
        salvageHead();
    m_state = State::Failed;
    m_keepAlive = false;
    m_error = FetchError{kind, message};
}

void HttpParser::failTooLongHead()
{
    fail(FetchError::Kind::TooLarge,
         QStringLiteral("The header fields are longer than the %1 bytes that are taken").arg(m_maxHeadBytes));
}

/// A head that never ended may still have told the status.
void HttpParser::salvageHead()
{
    const QByteArray &head = m_response.head;
    if (!head.contains('\n'))
        return;
    if (const auto statusLine = parseStatusLine(firstLine(head)))
        m_response.status = statusLine->status;
}

} // namespace creel
