#pragma once

#include "net/http.h"

namespace creel {

/// An incremental HTTP/1.x response parser (RFC 9112) for the answer to one GET. Pure: bytes in, value out; no event loop.
/// Tolerant where browsers are (bare LF, white space before the colon, obs-fold, missing reason, HTTP/1.0, junk after the
/// status), exact about framing: a short body is Truncated, a broken chunk is Protocol. Linear in the bytes fed, however
/// they are split.
/// 1xx answers are skipped (RFC 9110 §15.2); 101 is Protocol, as we never ask for an upgrade.
class HttpParser
{
public:
    explicit HttpParser(qint64 maxHeadBytes = 256 << 10, qint64 maxBodyBytes = 10 << 20);

    enum class State { Head, Body, Done, Failed };

    /// Takes the next bytes from the wire. Returns how many were used; the rest belongs to no answer of this request
    /// (the connection must not be reused then).
    qsizetype feed(QByteArrayView bytes);
    /// The connection was closed: completes a close-delimited body, fails anything else that is not Done.
    void finish();
    /// The connection broke, or the fetch was cut short: ends with that error, unless it is Done. What came stays.
    void breakOff(const FetchError &error);

    State state() const { return m_state; }
    bool done() const { return m_state == State::Done; }
    bool failed() const { return m_state == State::Failed; }
    bool ended() const { return done() || failed(); }
    bool headComplete() const { return m_headComplete; }
    /// Only the close will tell where the body ends.
    bool readsUntilClose() const { return m_expecting == Expecting::UntilClose && !ended(); }
    const FetchError &error() const { return m_error; }
    /// May the connection carry another request? (keep-alive, framing known, nothing left over; RFC 9112 §9.3)
    bool reusable() const { return done() && m_keepAlive; }

    Response &response() { return m_response; }
    const Response &response() const { return m_response; }

private:
    /// What the next bytes are; the last five are steps of the chunked coding (RFC 9112 §7.1).
    enum class Expecting { Head, Fixed, UntilClose, ChunkSize, ChunkData, ChunkEnd, Trailers };

    qsizetype feedHead(QByteArrayView bytes);
    void headEnded();
    qsizetype feedBody(QByteArrayView bytes, qint64 atMost);
    qsizetype feedChunkEnd(char byte);
    qsizetype feedLine(QByteArrayView bytes);
    void lineEnded(QByteArrayView line);
    void chunkSize(QByteArrayView line);
    void complete() { m_state = State::Done; }
    void fail(FetchError::Kind kind, const QString &message);
    void failTooLongHead();
    void salvageHead();

    State m_state = State::Head;
    Expecting m_expecting = Expecting::Head;
    bool m_headComplete = false;
    bool m_keepAlive = false;
    qint64 m_headBytes = 0;    ///< spent of maxHeadBytes: heads of all answers, chunk extensions, trailers
    qsizetype m_lineStart = 0; ///< in m_response.head: where the line that is coming in begins
    qint64 m_remaining = 0;    ///< bytes to come of a fixed body or of this chunk
    QByteArray m_line;         ///< a chunk-size or trailer line coming in
    Response m_response;
    FetchError m_error;
    qint64 m_maxHeadBytes, m_maxBodyBytes;
};

} // namespace creel
