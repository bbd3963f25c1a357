#include "run/storedpages.h"

#include "base/url.h"
#include "run/spreadsample.h"
#include "store/rowsource.h"

#include <algorithm>

namespace creel {

namespace {

constexpr qint64 windowRows = 500;

/// A page that was read as text: it may well be stored.
bool hasPage(const Record &record)
{
    return record.state == RowState::Ok && !record.charset.isEmpty() && record.bytes.value_or(0) > 0;
}

PageRow pageRow(const Record &record) { return {record.id, record.line, record.url}; }

QByteArray hostOf(const QByteArray &url)
{
    const Expected<Url, UrlError> parsed = Url::parse(QByteArrayView(url));
    return parsed ? parsed->host() : QByteArray();
}

bool isTrue(const StoredPages::Cancelled &cancelled) { return cancelled && cancelled(); }

} // namespace

StoredPages::StoredPages(std::unique_ptr<RowSource> rows, HtmlParser parser) : m_rows(std::move(rows)), m_parser(parser)
{
}

StoredPages::~StoredPages() = default;

Expected<std::unique_ptr<StoredPages>, FileError> StoredPages::open(const QString &path)
{
    Expected<std::unique_ptr<RowSource>, FileError> rows = RowSource::open(path);
    if (!rows)
        return Unexpected(rows.error());
    const Expected<CrawlOptions, FileError> options = (*rows)->options();
    if (!options)
        return Unexpected(options.error());
    return std::unique_ptr<StoredPages>(new StoredPages(std::move(*rows), options.value().htmlParser));
}

Expected<QList<qint64>, FileError> StoredPages::sample(qsizetype most, const Cancelled &cancelled)
{
    const Expected<qint64, FileError> total = m_rows->setQuery({});
    if (!total)
        return Unexpected(total.error());
    const qint64 stretches = std::min(*total, searchedRows) / windowRows + 1;
    const qint64 length = std::min(windowRows, *total);
    QList<SampleRow> rows;
    for (qint64 i = 0; i < stretches && !isTrue(cancelled); ++i) {
        const qint64 first = *total <= searchedRows ? i * windowRows : i * (*total - length) / (stretches - 1);
        const Expected<RowWindow, FileError> window = m_rows->window(first, length);
        if (!window)
            return Unexpected(window.error());
        for (const Record &record : window.value().rows) {
            if (hasPage(record))
                rows.append({record.id, hostOf(record.finalUrl)});
        }
    }
    return spreadSample(rows, most);
}

Expected<QList<PageRow>, FileError> StoredPages::find(const QString &text, qsizetype most, const Cancelled &cancelled)
{
    RowQuery query;
    query.text = text;
    query.state = RowState::Ok;
    const Expected<qint64, FileError> total = m_rows->setQuery(query, cancelled);
    if (!total)
        return Unexpected(total.error());
    QList<PageRow> found;
    for (qint64 first = 0; first < *total && found.size() < most && !isTrue(cancelled); first += windowRows) {
        const Expected<RowWindow, FileError> window = m_rows->window(first, windowRows);
        if (!window)
            return Unexpected(window.error());
        for (const Record &record : window.value().rows) {
            if (hasPage(record) && found.size() < most)
                found.append(pageRow(record));
        }
    }
    return found;
}

Expected<std::optional<PageRow>, FileError> StoredPages::neighbour(qint64 id, int step, const Cancelled &cancelled)
{
    const Expected<qint64, FileError> total = m_rows->setQuery({});
    if (!total)
        return Unexpected(total.error());
    // Rows have the ids 1 … total in this order, so that the row after this one stands at position `id`.
    qint64 begin = step > 0 ? id : std::max<qint64>(id - 1 - windowRows, 0);
    qint64 end = step > 0 ? std::min(id + windowRows, *total) : id - 1;
    while (begin < end && !isTrue(cancelled)) {
        const Expected<RowWindow, FileError> window = m_rows->window(begin, end - begin);
        if (!window)
            return Unexpected(window.error());
        const QList<Record> &rows = window.value().rows;
        if (step > 0) {
            const auto next = std::find_if(rows.begin(), rows.end(), hasPage);
            if (next != rows.end())
                return std::optional(pageRow(*next));
            begin = end;
            end = std::min(end + windowRows, *total);
        } else {
            const auto previous = std::find_if(rows.rbegin(), rows.rend(), hasPage);
            if (previous != rows.rend())
                return std::optional(pageRow(*previous));
            end = begin;
            begin = std::max<qint64>(begin - windowRows, 0);
        }
    }
    return std::optional<PageRow>();
}

Expected<PageRow, FileError> StoredPages::row(qint64 id)
{
    const Expected<Record, FileError> record = m_rows->record(id);
    if (!record)
        return Unexpected(record.error());
    return pageRow(record.value());
}

Expected<std::optional<StoredPage>, FileError> StoredPages::page(qint64 id)
{
    const Expected<Record, FileError> record = m_rows->record(id);
    if (!record)
        return Unexpected(record.error());
    Expected<RecordDetails, FileError> details = m_rows->details(id);
    if (!details)
        return Unexpected(details.error());
    if (details->body.isEmpty())
        return std::optional<StoredPage>();
    const QByteArray &url = record->finalUrl.isEmpty() ? record->url : record->finalUrl;
    StoredPage page = storedPage(std::move(details->body), details->head, url, m_parser);
    page.encoding = details->encoding;
    return std::optional(std::move(page));
}

} // namespace creel
