#pragma once

#include "base/expected.h"
#include "base/fetcherror.h"
#include "base/record.h"
#include "base/url.h"
#include "net/http.h"

#include <QList>

#include <optional>

namespace creel {

/// Where an answer sends its reader (RFC 9110 §15.4, 301 302 303 307 308 with a Location): nullopt when the answer is final.
/// `hops` are those that led to `url`. A target that is no http(s) URL, was visited on the way, or would be one hop more
/// than `limit` is an error that names the way.
Expected<std::optional<Url>, FetchError> redirectTarget(const Url &url, const Response &response,
                                                        const QList<Hop> &hops, int limit);

} // namespace creel
