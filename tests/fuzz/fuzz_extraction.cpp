// CompiledRecipe and extract(): any recipe is compiled or told what is wrong, and what it extracts lies within the page.
// Input: the recipe's JSON, an empty line, the page.

#include "targets.h"

#include "parse/builders.h"
#include "parse/charset.h"
#include "parse/extraction/extraction.h"

namespace creel::fuzz {
namespace {

void checkErrors(const QList<RecipeError> &errors)
{
    require(!errors.isEmpty(), "what can't be compiled says why");
    for (const RecipeError &error : errors)
        require(!error.message.isEmpty() && error.place.isKnown() && error.offset >= -1,
                "an error says what is wrong, and where");
}

void checkValue(const ExtractedValue &value, FieldType type, quint32 pageSize)
{
    require(value.source.begin <= value.source.end && value.source.end <= pageSize, "a value comes from the page");
    require(value.isFound || value.text.isEmpty(), "what is not found has no text");
    require(!value.isFound || value.error.isEmpty(), "what is found has no error");
    if (value.isFound && type == FieldType::Number)
        require(isJsonNumber(value.text), "a number is one");
    if (value.isFound && type == FieldType::Boolean)
        require(value.text == u"true" || value.text == u"false", "a truth is one");
}

} // namespace

void extraction(QByteArrayView input)
{
    const qsizetype end = input.indexOf("\n\n");
    const ExactBytes json(input.first(end < 0 ? input.size() : end)),
        page(input.sliced(end < 0 ? input.size() : end + 2));
    const auto recipe = recipeFromJson(json.array());
    if (!recipe)
        return;
    const auto compiled = CompiledRecipe::compile(*recipe);
    if (!compiled)
        return checkErrors(compiled.error());

    const QByteArray utf8 = decodeToUtf8(page.array(), u"utf-8");
    const Document document = buildDocument(HtmlParser::Creel, utf8).document;
    ExtractionBudget budget;
    budget.steps = 400'000;
    budget.bytes = 1 << 20;
    budget.expressionTime = std::chrono::milliseconds(50);
    const Extraction extraction = extract(
        *compiled,
        {document, "http://a.test/b/c.html?d=e#f", {{"Server", "x"}, {"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}}},
        budget);
    for (const ExtractedRecord &record : extraction.records) {
        require(record.values.size() == size_t(compiled->names().size()), "a record has all columns");
        require(record.source.end <= quint32(utf8.size()), "a container stands in the page");
        for (size_t i = 0; i < record.values.size(); ++i)
            checkValue(record.values[i], compiled->type(qsizetype(i)), quint32(utf8.size()));
    }
}

} // namespace creel::fuzz
