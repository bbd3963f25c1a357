#include "run/pageextractor.h"

#include "parse/builders.h"
#include "parse/charset.h"
#include "parse/documentbuilder.h"
#include "parse/extraction/extraction.h"
#include "parse/pagetype.h"

namespace creel {

using namespace Qt::StringLiterals;

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
    PageRecords made;
    const std::optional<PageType> type = pageType(page.body, page.contentType);
    if (!type) {
        made.error = u"this is no text: there is nothing to extract. If it is, say so with its Content-Type."_s;
        return made;
    }
    const QByteArray utf8 = decodeToUtf8(page.body, type->charset.name);
    ParsedDocument parsed;
    if (type->isHtml)
        parsed = buildDocument(page.parser, utf8);
    else
        parsed.document = DocumentBuilder(utf8).take();
    const Extraction extraction = creel::extract(*m_recipe, {parsed.document, page.url, page.headers});
    made.error = extraction.error;
    if (parsed.tooComplex)
        made.error = u"too complex: the parser's budget was spent, so that only the beginning was read"_s;
    else if (!type->isHtml && m_recipe->parts().selectorCount > 0)
        made.error = u"this is no HTML, so that selectors find nothing. If it is, say so with its Content-Type."_s;

    // A byte order mark is no part of the text.
    const qint64 shift = type->charset.name == "UTF-8"_L1 && page.body.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    const auto range = [shift](SourceRange source) {
        return source.isEmpty() ? PageRange() : PageRange{shift + source.begin, shift + source.end};
    };
    for (const ExtractedRecord &record : extraction.records) {
        PageRecord &added = made.records.emplaceBack(PageRecord{{}, range(record.source)});
        for (const ExtractedValue &value : record.values)
            added.values.append({value.isFound, value.text, value.error, range(value.source)});
    }
    return made;
}

} // namespace creel
