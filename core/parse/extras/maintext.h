#pragma once

#include "parse/extraction/extraction.h"

namespace creel {

/// The text that a page is about, without what stands on all pages of its site. Simple rules, one walk each:
///   1. A paragraph is the text, links aside, of a block that has 50 bytes of it or more; that is its weight.
///   2. Left out are nav, aside, footer, form and dialogs, the ARIA roles of landmarks (navigation, complementary, banner, contentinfo,
///      search, form), aria-hidden=true, and elements whose id or class has a word like "sidebar", "comments", "related" or "cookie";
///      but never one that holds more than half of the weight of all paragraphs.
///   3. The text is that of the deepest element that holds two thirds of the weight that is left (and where there are several
///      paragraphs, two of them or more), below the one <main> where there is one; lists and boxes that are mostly links are left
///      out of it.
/// Blocks are lines; white space is collapsed in each. Empty where no block is a paragraph. `source` is the element.
ExtractedValue mainText(const Document &document, ExtractionLeft &left);

} // namespace creel
