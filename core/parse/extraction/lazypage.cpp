#include "parse/extraction/lazypage.h"

#include "parse/links.h"

namespace creel {

namespace {

Url pageUrl(const QByteArray &text)
{
    const Expected<Url, UrlError> url = Url::parse(text);
    return url ? *url : Url();
}

} // namespace

/// HTML §4.2.3: the first base[href] counts.
const Url &LazyPage::base()
{
    if (m_page.base.isValid())
        return m_page.base;
    if (m_base)
        return *m_base;
    QByteArrayView declared;
    for (Node node = document().documentElement(); node && declared.isNull(); node = node.nextInDocument()) {
        if (node.isHtml(Name::Base))
            declared = node.attribute(Name::Href);
    }
    return m_base.emplace(documentBase(pageUrl(m_page.url), declared));
}

XPathTree &LazyPage::xpath() { return m_xpath ? *m_xpath : m_xpath.emplace(document()); }

const PageJson &LazyPage::json() { return m_json ? *m_json : m_json.emplace(readPageJson(document())); }

const StructuredData &LazyPage::structured()
{
    return m_structured ? *m_structured : m_structured.emplace(readStructuredData(document(), pageUrl(m_page.url)));
}

} // namespace creel
