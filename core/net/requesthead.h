#pragma once

#include "base/expected.h"
#include "net/http.h"

namespace creel {

/// The bytes of a GET request (RFC 9112 §3). Extra header fields replace ours of the same name. Names and values that could
/// break out of their line, and fields that would change the framing, are refused: kind Invalid.
Expected<QByteArray, FetchError> requestHead(const HttpRequest &request);

} // namespace creel
