#include "parse/extraction/extraction.h"

#include "parse/extraction/fieldreader.h"
#include "parse/extraction/taking.h"

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
    std::vector<Values> rowsOf(const std::vector<CompiledField> &fields, Node scope)
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
        std::vector<Values> made(rows);
        for (size_t row = 0; row < rows; ++row) {
            for (size_t i = 0; i < fields.size(); ++i) {
                const size_t place = fields[i].field.many == Many::Rows ? row : 0;
                made[row].push_back(place < columns[i].size() ? columns[i][place] : ExtractedValue());
            }
            if (!m_fields.left.spendBytes(bytesOf(fields.size()))) {
                made.resize(row + 1);
                break;
            }
        }
        return made;
    }

    void addRows(const Values &before, const std::vector<CompiledField> &fields, Node scope)
    {
        for (const Values &row : rowsOf(fields, scope)) {
            ExtractedRecord record{before, scope ? sourceOf(scope, m_fields.left.steps) : SourceRange()};
            record.values.insert(record.values.end(), row.begin(), row.end());
            record.values.resize(m_columns);
            m_made.records.push_back(std::move(record));
            if (!m_fields.left.spendBytes(bytesOf(m_columns) + qsizetype(sizeof(ExtractedRecord))))
                return stop();
        }
    }

    void addContainers(const CompiledContainer &container, const Values &before, Node scope)
    {
        const std::optional<std::vector<Node>> nodes = m_fields.elements(container.rule, scope);
        if (!nodes)
            return stop();
        for (const Node node : *nodes) {
            if (!m_made.error.isEmpty())
                return;
            if (container.nested.empty()) {
                addRows(before, container.fields, node);
                continue;
            }
            const std::vector<Values> rows = rowsOf(container.fields, node);
            Values values = before;
            values.insert(values.end(), rows.front().begin(), rows.front().end());
            const size_t recordsBefore = m_made.records.size();
            addContainers(container.nested.front(), values, node);
            if (m_made.records.size() == recordsBefore
                && m_made.error.isEmpty()) { // none inside: it is a record itself
                values.resize(m_columns);
                m_made.records.push_back({std::move(values), sourceOf(node, m_fields.left.steps)});
                if (!m_fields.left.spendBytes(bytesOf(m_columns)))
                    return stop();
            }
        }
    }

    void stop()
    {
        m_made.error =
            u"too complex: the page's budget was spent; records from here on are missing. Write a simpler container."_s;
    }

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
