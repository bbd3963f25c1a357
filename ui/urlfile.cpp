#include "urlfile.h"

#include "base/ledger.h"
#include "wording.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace creel {

namespace {

constexpr qint64 sizeLimit = 64 << 20; // an editor is no place for more
constexpr int sampledRecords = 200;

QString tr(const char *text) { return QCoreApplication::translate("creel::UrlList", text); }

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
    QStringDecoder decoder(QStringConverter::encodingForData(bytes).value_or(QStringConverter::Utf8));
    const QString text = decoder(bytes);
    return decoder.hasError() ? QString::fromLatin1(bytes) : text;
}

std::optional<UrlList> urlColumn(QStringView csv)
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

    UrlList list;
    qint64 taken = 0;
    CsvReader records(csv, delimiter);
    const bool hasHeader = urlScore(header.value(column)) == 0;
    if (hasHeader)
        records.next();
    for (; !records.atEnd(); ++taken)
        list.text += oneLine(records.next().value(column)) + u'\n';
    const QString name =
        hasHeader && !header.value(column).isEmpty() ? tr(" (“%1”)").arg(header.value(column)) : QString();
    list.note = tr("Column %1%2 of %3 has the URLs: %4 taken.")
                    .arg(QString::number(column + 1), name, QString::number(scores.size()), rowsText(taken));
    return list;
}

Expected<UrlList, FileError> readUrlFile(const QString &path)
{
    const QFileInfo info(path);
    if (info.size() > sizeLimit) {
        return Unexpected(
            FileError{tr("%1 has %2, too much for the window. “creel-cli scrape --urls” takes lists of any size.")
                          .arg(path, byteText(info.size()))});
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Unexpected(FileError{
            tr("%1 can't be read: %2. Check that it exists and that you may read it.").arg(path, file.errorString())});
    }
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return Unexpected(
            FileError{tr("%1 can't be read to its end: %2. Try it again.").arg(path, file.errorString())});
    const QString text = decodeText(bytes);
    if (text.contains(QChar::Null)) {
        return Unexpected(FileError{tr("%1 is no text file. Save the list as text or CSV, and open that.").arg(path)});
    }
    const QString ending = info.suffix().toLower();
    if (ending != QLatin1StringView("csv") && ending != QLatin1StringView("tsv"))
        return UrlList{text, tr("%1 was opened.").arg(info.fileName())};
    std::optional<UrlList> list = urlColumn(text);
    if (!list) {
        return Unexpected(
            FileError{tr("%1: none of its columns has URLs in the first %2 records. Put the URLs into a column "
                         "of their own, or save them as a text file with one URL a line.")
                          .arg(path, QString::number(sampledRecords))});
    }
    list->note.prepend(info.fileName() + QStringLiteral(": "));
    return *std::move(list);
}

} // namespace creel
