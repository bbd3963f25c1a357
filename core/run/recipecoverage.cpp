#include "run/recipecoverage.h"

#include <QSet>

#include <algorithm>

namespace creel {

namespace {

constexpr qsizetype keptLetters = 200;
constexpr qsizetype keptValues = 10'000; ///< of a field: more are not told apart from then on

bool findsThings(RuleKind kind)
{
    return kind != RuleKind::Header && kind != RuleKind::UrlPart && kind != RuleKind::Constant;
}

/// The field that tells how many things the rule finds. One that can't be counted (an XPath of one value, say) finds at most one.
Field counting(const Field &field)
{
    Field count;
    count.name = field.name;
    count.kind = field.kind;
    count.expression = field.expression;
    count.take = Take::Count;
    Recipe alone;
    alone.fields = {count};
    if (findsThings(field.kind) && PageExtractor::make(alone))
        return count;
    count.kind = RuleKind::Constant;
    count.take = Take::Text;
    return count;
}

QList<Field> counting(QList<Field> fields)
{
    for (Field &field : fields)
        field = counting(field);
    return fields;
}

Recipe counting(Recipe recipe)
{
    recipe.fields = counting(recipe.fields);
    if (recipe.container) {
        recipe.container->fields = counting(recipe.container->fields);
        for (Container &nested : recipe.container->nested)
            nested.fields = counting(nested.fields);
    }
    return recipe;
}

QList<Field> allFields(const Recipe &recipe)
{
    QList<Field> fields = recipe.fields;
    if (recipe.container) {
        fields += recipe.container->fields;
        for (const Container &nested : recipe.container->nested)
            fields += nested.fields;
    }
    return fields;
}

bool takesOne(const Field &field)
{
    return findsThings(field.kind) && (field.many == Many::First || field.many == Many::Last)
        && field.take != Take::Count && field.take != Take::Exists;
}

} // namespace

CoverageCounter::CoverageCounter(const Recipe &recipe, PageExtractor extractor) : m_extractor(std::move(extractor))
{
    if (const auto counts = PageExtractor::make(counting(recipe)))
        m_counts = *counts;
    const QList<Field> fields = allFields(recipe);
    for (const Field &field : fields) {
        FieldCoverage coverage;
        coverage.name = field.name;
        m_sum.fields.append(coverage);
        m_takesOne.append(takesOne(field));
    }
    m_values.resize(fields.size());
}

void CoverageCounter::add(qint64 id, const StoredPage &page)
{
    const PageRecords made = m_extractor.extract(page);
    const bool mayCount = m_counts && m_takesOne.contains(true);
    const PageRecords counted = mayCount ? m_counts->extract(page) : PageRecords();
    ++m_sum.pages;
    m_sum.records += made.records.size();
    if (made.records.isEmpty())
        m_sum.pagesWithoutRecords.append(id);
    for (qsizetype i = 0; i < m_sum.fields.size(); ++i) {
        FieldCoverage &field = m_sum.fields[i];
        QSet<QString> values;
        bool hasError = false;
        for (const PageRecord &record : made.records) {
            const PageValue &value = record.values[i];
            hasError |= !value.error.isEmpty();
            if (!value.isFound)
                continue;
            ++field.found;
            values.insert(value.text.left(keptLetters));
        }
        const bool hasMany = m_takesOne[i]
            && std::any_of(counted.records.begin(), counted.records.end(),
                           [i](const PageRecord &record) { return record.values[i].text.toDouble() > 1; });
        if (values.isEmpty()) {
            ++field.none;
            field.pagesWithNone.append(id);
        }
        if (hasMany) {
            ++field.many;
            field.pagesWithMany.append(id);
        }
        if (hasError) {
            ++field.errors;
            field.pagesWithErrors.append(id);
        }
        for (const QString &value : values) {
            if (m_values[i].size() < keptValues || m_values[i].contains(value))
                ++m_values[i][value];
        }
    }
}

RecipeCoverage CoverageCounter::coverage() const
{
    RecipeCoverage coverage = m_sum;
    for (qsizetype i = 0; i < coverage.fields.size(); ++i) {
        QList<ValueCount> &top = coverage.fields[i].top;
        for (auto value = m_values[i].begin(); value != m_values[i].end(); ++value)
            top.append({value.key(), value.value()});
        const auto last = top.begin() + std::min(shownValues, top.size());
        std::partial_sort(top.begin(), last, top.end(), [](const ValueCount &a, const ValueCount &b) {
            return a.pages != b.pages ? a.pages > b.pages : a.value < b.value;
        });
        top.erase(last, top.end());
    }
    return coverage;
}

} // namespace creel
