#pragma once

#include "base/pageextra.h"
#include "parse/extraction/lazypage.h"

#include <optional>
#include <vector>

namespace creel {

/// Finds the extras of one page. What several of them need is found once. Linear in the page for each; a step is a node, or
/// 16 bytes of text.
class ExtraReader
{
public:
    /// Both outlive the reader.
    ExtraReader(LazyPage &page, ExtractionLeft &left);

    /// The values, none where the page has none; one with an error where the budget was spent.
    std::vector<ExtractedValue> read(PageExtra extra);

private:
    std::vector<ExtractedValue> find(PageExtra extra);
    std::vector<ExtractedValue> types();
    const QString &text();

    LazyPage &m_page;
    ExtractionLeft &m_left;
    std::optional<QString> m_text; ///< what is visible, white space collapsed
};

} // namespace creel
