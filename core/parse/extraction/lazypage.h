#pragma once

#include "base/url.h"
#include "parse/extraction/extraction.h"
#include "parse/extraction/pagejson.h"
#include "parse/structured/structureddata.h"
#include "parse/xpath/xpath.h"

#include <optional>

namespace creel {

/// A page with all that rules look at, each made when the first one asks for it, and once. The page outlives it; one thread.
class LazyPage
{
public:
    explicit LazyPage(const ExtractionPage &page) : m_page(page) { }
    Q_DISABLE_COPY_MOVE(LazyPage)

    const Document &document() const { return m_page.document; }
    const ExtractionPage &page() const { return m_page; }
    const Url &base(); ///< what its references resolve against (HTML §2.4.3); may be invalid
    XPathTree &xpath();
    const PageJson &json();
    const StructuredData &structured();

private:
    const ExtractionPage &m_page;
    std::optional<Url> m_base;
    std::optional<XPathTree> m_xpath;
    std::optional<PageJson> m_json;
    std::optional<StructuredData> m_structured;
};

} // namespace creel
