#include "export/csvwriter.h"

#include <algorithm>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype flushAt = 64 * 1024;

/// What makes a spreadsheet take a cell for a formula (owasp.org/www-community/attacks/CSV_Injection).
bool looksLikeFormula(QStringView cell) { return !cell.isEmpty() && u"=+-@\t\r"_s.contains(cell.front()); }

/// RFC 4180 §2, rules 6 and 7.
bool needsQuotes(QStringView cell)
{
    return std::any_of(cell.begin(), cell.end(),
                       [](QChar c) { return c == u'"' || c == u',' || c == u'\r' || c == u'\n'; });
}

} // namespace

CsvWriter::CsvWriter(QIODevice &device, QList<TableColumn> columns, const ExportOptions &options)
    : m_device(device), m_columns(std::move(columns)), m_options(options)
{
    m_buffer.reserve(2 * flushAt);
}

bool CsvWriter::begin()
{
    if (m_options.utf8Bom)
        m_buffer += "\xEF\xBB\xBF";
    bool isFirst = true;
    for (const TableColumn &column : m_columns) {
        if (!std::exchange(isFirst, false))
            m_buffer += ',';
        appendCell(column.name, m_options.formulaGuard);
    }
    m_buffer += "\r\n";
    return true;
}

bool CsvWriter::write(const Record &record)
{
    bool isFirst = true;
    for (const TableColumn &column : m_columns) {
        if (!std::exchange(isFirst, false))
            m_buffer += ',';
        appendCell(cellText(record, column.column), m_options.formulaGuard && !column.isNumber);
    }
    m_buffer += "\r\n";
    return m_buffer.size() < flushAt || flush();
}

bool CsvWriter::end() { return flush(); }

void CsvWriter::appendCell(QStringView text, bool isGuarded)
{
    if (text.contains(u'\0'))
        return appendCell(text.toString().replace(u'\0', QChar::ReplacementCharacter), isGuarded);
    const bool guarded = isGuarded && looksLikeFormula(text);
    const bool quoted = needsQuotes(text);
    if (quoted)
        m_buffer += '"';
    if (guarded)
        m_buffer += '\'';
    while (quoted) { // up to each quote, which is doubled
        const qsizetype quote = text.indexOf(u'"');
        if (quote < 0)
            break;
        appendEncoded(text.first(quote + 1));
        m_buffer += '"';
        text = text.sliced(quote + 1);
    }
    appendEncoded(text);
    if (quoted)
        m_buffer += '"';
}

void CsvWriter::appendEncoded(QStringView text)
{
    const qsizetype before = m_buffer.size();
    m_buffer.resize(before + m_encoder.requiredSpace(text.size()));
    const char *end = m_encoder.appendToBuffer(m_buffer.data() + before, text);
    m_buffer.resize(end - m_buffer.constData());
}

bool CsvWriter::flush()
{
    const bool ok = m_device.write(m_buffer) == m_buffer.size();
    m_buffer.resize(0); // keeps its memory
    return ok;
}

} // namespace creel
