#pragma once

#include "base/url.h"

namespace creel {

/// The one form of all spellings of an http(s) URL: what found URLs are compared, kept and fetched in. Pure; any thread.
///
/// Gone are the fragment, the user info and the dots behind the host. What is percent-encoded in path and query is upper-case,
/// and decoded when it is an unreserved character (RFC 3986 §6.2.2.1, §6.2.2.2). All else stays as it is: the order of the
/// parameters, an empty query (`/?` is not `/`), empty segments, and a % without two hex digits. With `dropTracking` the
/// parameters of isTrackingParameter() are taken out, and the ? when none is left.
///
/// canonicalUrl(canonicalUrl(u)) == canonicalUrl(u). A URL of another scheme is returned as it is.
Url canonicalUrl(Url url, bool dropTracking);

/// A parameter that tells a site where its visitor came from, and means nothing for what it answers: utm_…, gclid, fbclid ….
/// The name as it stands in a canonical query; upper and lower case are one.
bool isTrackingParameter(QByteArrayView name);

} // namespace creel
