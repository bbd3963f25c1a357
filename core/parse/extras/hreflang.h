#pragma once

#include "base/url.h"
#include "parse/extraction/extraction.h"

#include <vector>

namespace creel {

/// The page in other languages: "de-AT=https://…" of each link[rel~=alternate][hreflang] of the page (HTML §4.6.7.1), with the bytes
/// of its start tag, then of each such link of the Link header (RFC 8288; one with several hreflang is several). Tags have their
/// case by BCP 47, but x-default is as it is; URLs are absolute, what is none is an error.
std::vector<ExtractedValue> hreflangs(const ExtractionPage &page, const Url &base, ExtractionLeft &left);

} // namespace creel
