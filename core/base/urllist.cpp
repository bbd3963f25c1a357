#include "base/urllist.h"

#include "base/ledger.h"

#include <QStringDecoder>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace creel {

namespace {

constexpr int sampledRecords = UrlColumn::sampledRecords;

/// Cells of one record after the other (RFC 4180 §2).
class CsvReader
{
public:
    CsvReader(QStringView text, QChar delimiter) : m_text(text), m_delimiter(delimiter) { }
    bool atEnd() const { return m_at >= m_text.size(); }

    QStringList next()
    {
        QStringList cells;
        while (true) {
            cells.append(cell());
            if (atEnd() || m_text[m_at] != m_delimiter)
                break;
            ++m_at;
        }
        if (!atEnd() && m_text[m_at] == u'\r')
            ++m_at;
        if (!atEnd() && m_text[m_at] == u'\n')
            ++m_at;
        return cells;
    }

private:
    bool ends(QChar c) const { return c == m_delimiter || c == u'\r' || c == u'\n'; }

    QString cell()
    {
        QString text;
        if (!atEnd() && m_text[m_at] == u'"') { // §2.5–2.7: quoted; a doubled quote is one
            for (++m_at; !atEnd(); ++m_at) {
                if (m_text[m_at] == u'"') {
                    if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != u'"') {
                        ++m_at;
                        break;
                    }
                    ++m_at;
                }
                text += m_text[m_at];
            }
        }
        const qsizetype rest = m_at; // unquoted, or what stray text follows a quoted cell
        while (!atEnd() && !ends(m_text[m_at]))
            ++m_at;
        return text.append(m_text.sliced(rest, m_at - rest));
    }

    QStringView m_text;
    QChar m_delimiter;
    qsizetype m_at = 0;
};

/// The delimiter that the first record has most of, outside quotes.
QChar guessDelimiter(QStringView text)
{
    QChar best = u',';
    qsizetype most = 1;
    for (const QChar delimiter : {u',', u';', u'\t'}) {
        const qsizetype cells = CsvReader(text, delimiter).next().size();
        if (cells > most) {
            most = cells;
            best = delimiter;
        }
    }
    return best;
}

/// How much a cell looks like a URL: any word would make a host name, so a scheme or a dot counts.
int urlScore(const QString &cell)
{
    if (judgeLine(cell).state != RowState::Queued)
        return 0;
    if (cell.trimmed().startsWith(QLatin1StringView("http"), Qt::CaseInsensitive))
        return 3;
    return cell.contains(u'.') && !cell.contains(u' ') && !cell.contains(u'@') && cell.back().isLetter() ? 1 : 0;
}

QString oneLine(QString cell)
{
    cell.replace(u'\n', u' ').remove(u'\r');
    return cell;
}

} // namespace

QString decodeText(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringConverter::encodingForData(bytes).value_or(QStringConverter::Utf8),
                           QStringConverter::Flag::Stateless); // a sequence cut off at the end is an error, too
    const QString text = decoder(bytes);
    return decoder.hasError() ? QString::fromLatin1(bytes) : text;
}

std::optional<UrlColumn> urlColumn(QStringView csv)
{
    const QChar delimiter = guessDelimiter(csv);
    std::vector<int> scores;
    QStringList header;
    CsvReader sample(csv, delimiter);
    for (int record = 0; record < sampledRecords && !sample.atEnd(); ++record) {
        const QStringList cells = sample.next();
        if (record == 0)
            header = cells;
        scores.resize(std::max(scores.size(), size_t(cells.size())));
        for (qsizetype i = 0; i < cells.size(); ++i)
            scores[size_t(i)] += urlScore(cells[i]);
    }
    const auto best = std::max_element(scores.cbegin(), scores.cend());
    if (best == scores.cend() || *best == 0)
        return {};
    const qsizetype column = best - scores.cbegin();

    UrlColumn found;
    found.column = int(column) + 1;
    found.columns = int(scores.size());
    CsvReader records(csv, delimiter);
    const bool hasHeader = urlScore(header.value(column)) == 0;
    if (hasHeader) {
        records.next();
        found.name = header.value(column);
    }
    for (; !records.atEnd(); ++found.rows)
        found.text += oneLine(records.next().value(column)) + u'\n';
    return found;
}

bool isTableName(const QString &path)
{
    return path.endsWith(QLatin1StringView(".csv"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1StringView(".tsv"), Qt::CaseInsensitive);
}

} // namespace creel
