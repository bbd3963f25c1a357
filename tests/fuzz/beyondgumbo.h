#pragma once

#include "parse/document.h"

namespace creel::fuzz {

/// The page without what gumbo 0.10.1 reads wrongly wherever it stands, and which is easy to do without.
QByteArray asGumboNeedsIt(const QByteArray &utf8);

/// Whether a page has what gumbo 0.10.1 is known to read otherwise than today's standard has it: then a difference between the
/// trees tells nothing. Each case has its section in the source.
bool isBeyondGumbo(const QByteArray &page, const Document &ours, const Document &gumbos);

} // namespace creel::fuzz
