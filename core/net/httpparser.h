#pragma once

#include "net/http.h"

namespace creel {

/// An incremental HTTP/1.x response parser (RFC 9112) for the answer to one GET. Pure: bytes in, value out; no event loop.
/// Tolerant where browsers are (bare LF, white space before the colon, obs-fold, missing reason, HTTP/1.0, junk after the
/// status), exact about framing: a short body is Truncated, a broken chunk is Protocol.
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

    State state() const { return m_state; }
    bool done() const { return m_state == State::Done; }
    bool failed() const { return m_state == State::Failed; }
    bool headComplete() const { return m_state == State::Body || m_state == State::Done || m_response.status > 0; }
    const FetchError &error() const { return m_error; }
    /// May the connection carry another request? (keep-alive, framing known, nothing left over; RFC 9112 §9.3)
    bool reusable() const { return m_reusable; }

    Response &response() { return m_response; }
    const Response &response() const { return m_response; }

private:
    State m_state = State::Head;
    bool m_reusable = false;
    Response m_response;
    FetchError m_error;
    qint64 m_maxHeadBytes, m_maxBodyBytes;
};

} // namespace creel
