#include "run/pageextractor.h"

#include "net/httpparser.h"
#include "parse/extraction/compiledrecipe.h"
#include "parse/extractor.h"

namespace creel {

StoredPage storedPage(QByteArray body, const QByteArray &head, QByteArray url, HtmlParser parser)
{
    HttpParser parsed;
    parsed.feed(head);
    const HttpHeaders &headers = parsed.response().headers;
    return {std::move(body), headers.value("Content-Type").value_or(QByteArray()), std::move(url), headers.fields(),
            parser};
}

Expected<PageExtractor, QList<RecipeError>> PageExtractor::make(const Recipe &recipe)
{
    const Expected<CompiledRecipe, QList<RecipeError>> compiled = CompiledRecipe::compile(recipe);
    if (!compiled)
        return Unexpected(compiled.error());
    return PageExtractor(std::make_shared<const CompiledRecipe>(*compiled));
}

QStringList PageExtractor::names() const { return m_recipe->names(); }

FieldType PageExtractor::type(qsizetype column) const { return m_recipe->type(column); }

PageRecords PageExtractor::extract(const StoredPage &page) const
{
    PageInput input;
    input.body = page.body;
    input.contentType = page.contentType;
    input.url = page.url;
    input.headers = page.headers;
    input.parser = page.parser;
    input.recipe = m_recipe.get();
    input.encoding = page.encoding;
    return extractPage(input).records;
}

} // namespace creel
