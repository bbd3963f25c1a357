#include "parse/extraction/extraction.h"

#include "parse/extraction/fieldreader.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

using Values = std::vector<ExtractedValue>;

qsizetype bytesOf(size_t values) { return qsizetype(values) * qsizetype(sizeof(ExtractedValue)); }

/// Makes records of a page: the page's fields, then the container's, then the nested one's, side by side.
class RecordMaker
{
public:
    RecordMaker(const CompiledRecipe &recipe, const ExtractionPage &page, const ExtractionBudget &budget)
        : m_parts(recipe.parts()), m_columns(size_t(recipe.names().size())), m_fields(recipe, page, budget)
    {
    }

    Extraction run()
    {
        if (!m_parts.container) {
            addRows({}, m_parts.fields, {});
        } else {
            const Values ofPage = rowsOf(m_parts.fields, {}).front();
            addContainers(*m_parts.container, ofPage, {});
        }
        return std::move(m_made);
    }

private:
    /// The values of fields within `scope`, a row each: one, but with Many::Rows any number.
    std::vector<Values> rowsOf(const std::vector<CompiledField> &fields, const Scope &scope)
    {
        std::vector<Values> columns;
        size_t rows = 1;
        bool isFirst = true;
        for (const CompiledField &field : fields) {
            columns.push_back(m_fields.read(field, scope));
            if (field.field.many != Many::Rows)
                continue;
            rows = isFirst ? columns.back().size() : std::max(rows, columns.back().size());
            isFirst = false;
        }
        std::vector<Values> made;
        made.reserve(rows);
        for (size_t row = 0; row < rows; ++row) {
            Values &values = made.emplace_back();
            values.reserve(m_columns);
            for (size_t i = 0; i < fields.size(); ++i) {
                if (fields[i].field.many != Many::Rows)
                    values.push_back(columns[i].front());
                else if (row < columns[i].size())
                    values.push_back(std::move(columns[i][row]));
                else
                    values.emplace_back();
            }
            if (!m_fields.left.spendBytes(bytesOf(fields.size())))
                break;
        }
        return made;
    }

    void addRows(const Values &before, const std::vector<CompiledField> &fields, const Scope &scope)
    {
        for (Values &row : rowsOf(fields, scope)) {
            row.insert(row.begin(), before.begin(), before.end());
            row.resize(m_columns);
            m_made.records.push_back({std::move(row), scope.isPage() ? SourceRange() : m_fields.sourceOf(scope)});
            if (!m_fields.left.spendBytes(bytesOf(m_columns) + qsizetype(sizeof(ExtractedRecord))))
                return stop(tooComplex());
        }
    }

    void addContainers(const CompiledContainer &container, const Values &before, const Scope &scope)
    {
        const Expected<std::vector<Scope>, QString> found = m_fields.containers(container.rule, scope);
        if (!found)
            return stop(found.error());
        for (const Scope &one : *found) {
            if (!m_made.error.isEmpty())
                return;
            if (container.nested.empty()) {
                addRows(before, container.fields, one);
                continue;
            }
            const std::vector<Values> rows = rowsOf(container.fields, one);
            Values values = before;
            values.insert(values.end(), rows.front().begin(), rows.front().end());
            const size_t recordsBefore = m_made.records.size();
            addContainers(container.nested.front(), values, one);
            if (m_made.records.size() == recordsBefore
                && m_made.error.isEmpty()) { // none inside: it is a record itself
                values.resize(m_columns);
                m_made.records.push_back({std::move(values), m_fields.sourceOf(one)});
                if (!m_fields.left.spendBytes(bytesOf(m_columns)))
                    return stop(tooComplex());
            }
        }
    }

    static QString tooComplex() { return u"too complex: the page's budget was spent"_s; }
    void stop(const QString &why) { m_made.error = why + u"; records from here on are missing."_s; }

    const CompiledRecipe::Parts &m_parts;
    const size_t m_columns;
    FieldReader m_fields;
    Extraction m_made;
};

} // namespace

Extraction extract(const CompiledRecipe &recipe, const ExtractionPage &page, const ExtractionBudget &budget)
{
    return RecordMaker(recipe, page, budget).run();
}

} // namespace creel
