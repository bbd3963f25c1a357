#include "parse/extras/hreflang.h"

#include "parse/ascii.h"
#include "parse/extraction/valuesteps.h"
#include "parse/extras/language.h"
#include "parse/extras/linkheader.h"

namespace creel {

namespace {

ExtractedValue translation(QByteArrayView language, QByteArrayView reference, const Url &base, SourceRange source)
{
    const Expected<QString, QString> url = absoluteUrl(QString::fromUtf8(reference), base);
    if (!url)
        return {false, {}, source, url.error()};
    return {true, canonicalLanguageTag(trimAsciiSpace(language)) + u'=' + *url, source, {}};
}

} // namespace

std::vector<ExtractedValue> hreflangs(const ExtractionPage &page, const Url &base, ExtractionLeft &left)
{
    std::vector<ExtractedValue> found;
    // Behind a long base, many short references are much work.
    const auto isAffordable = [&left](QByteArrayView reference, const Url &from) {
        return left.steps.spendForText(reference.size() + from.path().size());
    };
    for (Node node = page.document.root(); node && left.steps.spend(); node = node.nextInDocument()) {
        if (!node.isHtml(Name::Link))
            continue;
        const QByteArrayView language = node.attribute(Name::Hreflang), href = node.attribute(Name::Href);
        if (trimAsciiSpace(language).isEmpty() || href.isEmpty() || !hasToken(node.attribute(Name::Rel), "alternate"))
            continue;
        if (!isAffordable(href, base))
            return found;
        found.push_back(translation(language, href, base, node.startTag()));
    }
    const Expected<Url, UrlError> parsed = Url::parse(page.url);
    const Url url = parsed ? *parsed : Url();
    for (const auto &[name, value] : page.headers) {
        if (!equalsIgnoringAsciiCase(name, "Link"))
            continue;
        for (const HeaderLink &link : parseLinkHeader(value)) {
            if (!hasToken(link.parameter("rel"), "alternate"))
                continue;
            for (const auto &[parameter, language] : link.parameters) {
                if (parameter != "hreflang" || language.isEmpty())
                    continue;
                if (!isAffordable(link.target, url))
                    return found;
                found.push_back(translation(language, link.target, url, {}));
            }
        }
    }
    return found;
}

} // namespace creel
