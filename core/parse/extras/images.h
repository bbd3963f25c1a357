#pragma once

#include "base/url.h"
#include "parse/extraction/extraction.h"

#include <vector>

namespace creel {

/// The start tags of all <img> without an alt attribute (HTML §4.8.4.4): alt="" says that a picture is decoration, and counts
/// as one. `document` is walked to its end, or until the steps are spent.
std::vector<Node> imagesWithoutAlt(const Document &document, Steps &steps);

/// Their absolute URLs, in their order: of src, else of data-src, by which scripts load them later. Without either: "".
std::vector<ExtractedValue> urlsOfImages(const std::vector<Node> &images, const Url &base, ExtractionLeft &left);

} // namespace creel
