#include "run/typetemplates.h"

#include "base/url.h"
#include "parse/builders.h"
#include "parse/charset.h"
#include "parse/pagetype.h"
#include "parse/structured/structuredtemplate.h"

#include <array>
#include <utility>

namespace creel {

namespace {

constexpr std::array<std::pair<StructuredSyntax, RuleKind>, 3> syntaxes = {
    std::pair(StructuredSyntax::JsonLd, RuleKind::JsonLd), std::pair(StructuredSyntax::Microdata, RuleKind::Microdata),
    std::pair(StructuredSyntax::Rdfa, RuleKind::Rdfa)};

StructuredData readData(const StoredPage &page)
{
    const std::optional<PageType> type = pageType(page.body, page.contentType, page.encoding);
    if (!type || !type->isHtml)
        return {};
    const ParsedDocument parsed = buildDocument(page.parser, decodeToUtf8(page.body, type->charset.name));
    const Expected<Url, UrlError> url = Url::parse(page.url);
    return readStructuredData(parsed.document, url ? *url : Url());
}

} // namespace

QList<TypeOnPage> typesOnPage(const StoredPage &page)
{
    const StructuredData data = readData(page);
    QList<TypeOnPage> types;
    for (const auto &[syntax, kind] : syntaxes) {
        StructuredData own;
        for (const StructuredItem &item : data.items)
            if (item.syntax == syntax)
                own.items.push_back({syntax, item.types});
        for (const QString &type : structuredTypes(own))
            types.append({kind, type});
    }
    return types;
}

Recipe recipeForType(const StoredPage &page, const TypeOnPage &type)
{
    for (const auto &[syntax, kind] : syntaxes)
        if (kind == type.kind)
            return structuredTemplate(readData(page), syntax, type.type);
    return {};
}

} // namespace creel
