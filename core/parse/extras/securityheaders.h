#pragma once

#include "parse/extraction/extraction.h"

#include <QStringList>

namespace creel {

/// The header fields that tell browsers to be careful, in the spelling of their standards: Content-Security-Policy,
/// Strict-Transport-Security (over https alone, RFC 6797 §8.1), X-Content-Type-Options, X-Frame-Options, Referrer-Policy and
/// Permissions-Policy. Those that the answer has with a value, or those that it lacks. What they say is not judged. Of an answer
/// whose header is not known: none.
QStringList securityHeaders(const ExtractionPage &page);
QStringList missingSecurityHeaders(const ExtractionPage &page);

} // namespace creel
