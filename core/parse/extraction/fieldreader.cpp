#include "parse/extraction/fieldreader.h"

#include "parse/extraction/taking.h"
#include "parse/extraction/valuesteps.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

FieldReader::FieldReader(const CompiledRecipe &recipe, const ExtractionPage &page, const ExtractionBudget &budget)
    : left(budget), m_recipe(recipe), m_budget(budget), m_page(page), m_levels(recipe.parts().selectors.size()),
      m_structured(recipe.parts().structuredCount)
{
}

std::vector<ExtractedValue> FieldReader::read(const CompiledField &field, const Scope &scope)
{
    FoundValues found(field.field, m_page, left);
    std::visit([&](const auto &rule) { find(found, field.field, rule, scope); }, field.rule);
    std::vector<ExtractedValue> values = found.take();
    for (const CompiledStep &step : field.steps)
        applyStep(step, values, step.step.kind == StepKind::AbsoluteUrl ? m_page.base() : Url(), left);
    values = reduced(std::move(values), field.field, left);
    for (ExtractedValue &value : values)
        checkType(value, field.field.type);
    return values;
}

void FieldReader::find(FoundValues &found, const Field &, PageExtra extra, const Scope &)
{
    if (!m_extras)
        m_extras.emplace(m_page, left);
    const std::vector<ExtractedValue> values = m_extras->read(extra);
    if (values.size() == 1 && !values.front().error.isEmpty()) {
        found.fail(values.front().error);
        return;
    }
    for (const ExtractedValue &value : values)
        if (!(found.isCount() ? found.addOne() : found.add(value)))
            break;
}

SourceRange FieldReader::sourceOf(const Scope &scope)
{
    return scope.json ? placeOf(scope.json.written(), scope.jsonSource) : creel::sourceOf(scope.element, left.steps);
}

SourceRange FieldReader::placeOf(QByteArrayView text, SourceRange otherwise) const
{
    const QByteArrayView page = m_page.document().source();
    const std::less_equal<const char *> isNotBehind;
    if (!isNotBehind(page.begin(), text.begin()) || !isNotBehind(text.end(), page.end()))
        return otherwise;
    const auto begin = quint32(text.begin() - page.begin());
    return {begin, begin + quint32(text.size())};
}

} // namespace creel
