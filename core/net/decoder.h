#pragma once

#include "base/expected.h"
#include "base/fetcherror.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// What we say in Accept-Encoding: all that decodeBody() can undo.
inline constexpr const char *acceptEncoding = "gzip, deflate, br, zstd";

/// What came out of a body, and what went wrong. On an error `body` holds all that could be decoded.
struct DecodedBody {
    QByteArray body;
    FetchError error;
};

/// Undoes the content codings of `contentEncoding` (RFC 9110 §8.4: a list, applied in order; gzip, x-gzip, deflate both raw
/// and in a zlib wrapper, br, zstd, identity). At most `cap` bytes come out: more is TooLarge, noticed while inflating and
/// never after, so a bomb costs no more than the cap. Trailing garbage behind a complete gzip stream is ignored (browsers
/// do); a truncated stream is Truncated. A body that is labelled but plainly not coded (no gzip magic) is passed as it is.
/// Pure; any thread.
DecodedBody decodeBody(const QByteArray &body, QByteArrayView contentEncoding, qint64 cap);

} // namespace creel
