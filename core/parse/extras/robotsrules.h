#pragma once

#include "parse/extraction/extraction.h"

#include <QStringList>

namespace creel {

/// What a page asks of search engines, by meta[name=robots], meta[name=<a crawler's name>] and X-Robots-Tag together. First what
/// goes for all of them: "noindex, nofollow"; then a value for each crawler that is named, "googlebot: noindex, noarchive", with what
/// goes for all of them in it. No standard has this; they are merged as Google documents it: of rules that contradict each other
/// the one that forbids more counts (noindex before index, the smaller max-snippet, the earlier unavailable_after), and "none" is
/// noindex, nofollow. Rules are in lower case, each once, in the order in which they were met; unknown ones are kept.
QStringList robotsRules(const ExtractionPage &page, Steps &steps);

} // namespace creel
