#include "crawl/page.h"

#include "crawl/canonical.h"
#include "net/decoder.h"
#include "parse/sitemap.h"

namespace creel {

namespace {

/// The reason phrase as the server sent it, "404 Not Found"; just the number where it sent none.
QString statusLine(const Response &response)
{
    const QByteArray line = response.head.left(response.head.indexOf('\n')).trimmed();
    const qsizetype space = line.indexOf(' ');
    const QString text = QString::fromLatin1(space < 0 ? QByteArray() : line.mid(space + 1).trimmed());
    return text.isEmpty() ? QString::number(response.status) : text;
}

/// A sitemap may be a gzip file by itself; the cap is that of its protocol.
QByteArray inflated(const QByteArray &body)
{
    return isGzip(body) ? decodeBody(body, "gzip", SitemapContent::maxBytes).body : body;
}

/// A list of URLs is a sitemap only where it is meant to be one.
bool isNamedSitemap(QByteArrayView url, const PageOptions &options)
{
    const QByteArrayView name = url.sliced(url.lastIndexOf('/') + 1);
    return name.contains("sitemap") || (options.sitemaps && name.endsWith(".txt"));
}

QList<PageLink> linksOf(PageFields &fields, const Response &response, const PageInput &page, const PageOptions &options)
{
    QList<PageLink> links;
    if (fields.isHtml) {
        links = std::move(fields.found.links);
        RobotsDirectives directives = fields.robots;
        for (const auto &[name, value] : response.headers.fields()) {
            if (name.compare("X-Robots-Tag", Qt::CaseInsensitive) == 0)
                directives |= robotsDirectives(value, options.agent);
        }
        if (directives.nofollow && options.obeyNofollow) {
            for (PageLink &link : links)
                link.nofollow = true;
        }
    } else {
        SitemapInput input;
        input.body = inflated(page.body);
        input.contentType = page.contentType;
        input.url = page.url;
        input.mayBeText = isNamedSitemap(page.url, options);
        const SitemapContent content = readSitemap(input);
        const auto kind =
            content.kind == SitemapContent::Kind::Index ? PageLink::Kind::Sitemap : PageLink::Kind::Anchor;
        for (const SitemapContent::Entry &entry : content.entries)
            links.append({entry.url, kind, false});
    }
    for (PageLink &link : links) {
        if (const Expected<Url, UrlError> url = Url::parse(QByteArrayView(link.url)))
            link.url = canonicalUrl(*url, options.dropTracking).display();
    }
    return links;
}

void setError(Record &record, const FetchError &error)
{
    record.errorKind = error.kind;
    record.error = errorText(error);
}

} // namespace

void takeFields(Record &record, const PageFields &fields)
{
    record.title = fields.title;
    record.description = fields.description;
    record.h1 = fields.h1;
    record.canonical = fields.canonical;
    record.lang = fields.lang;
    record.charset = fields.charset;
    record.words = fields.words;
    record.links = fields.links;
}

PageRecords takeRecords(PageFields &fields, bool dropTracking)
{
    for (QByteArray &link : fields.records.links) {
        if (const Expected<Url, UrlError> url = Url::parse(QByteArrayView(link)))
            link = canonicalUrl(*url, dropTracking).display();
    }
    return std::move(fields.records);
}

RowState stateFor(FetchError::Kind kind)
{
    switch (kind) {
    case FetchError::Kind::Robots:
    case FetchError::Kind::OutOfScope:
    case FetchError::Kind::TooDeep:
    case FetchError::Kind::PageLimit:
    case FetchError::Kind::Nofollow:
    case FetchError::Kind::Trap:
    case FetchError::Kind::HostParked:
    case FetchError::Kind::Skipped:
        return RowState::Skipped;
    default:
        return RowState::Failed;
    }
}

QString errorText(const FetchError &error)
{
    const QString advice = errorAdvice(error.kind);
    if (error.message.isEmpty() || advice.isEmpty())
        return error.message + advice;
    const QChar last = error.message.back();
    const bool closed = last == QLatin1Char('.') || last == QLatin1Char('!') || last == QLatin1Char('?');
    return error.message + (closed ? QStringLiteral(" ") : QStringLiteral(". ")) + advice;
}

Page readPage(FetchResult result, const QByteArray &url, const PageOptions &options, const std::stop_token &stop)
{
    Page read;
    StoredRecord &page = read.row;
    Record &record = page.record;
    Response &response = result.response;
    record.finalUrl = url;
    page.details.head = response.head;
    page.details.timings = response.timings;
    page.details.peer = response.peer;
    if (response.status > 0)
        record.status = response.status;
    if (const auto contentType = response.headers.value("Content-Type"))
        record.contentType = QString::fromUtf8(*contentType);

    DecodedBody decoded;
    if (result.ok())
        decoded = decodeBody(response.body, response.headers.combined("Content-Encoding"), options.maxBodyBytes);
    const FetchError &error = result.ok() ? decoded.error : result.error;
    if (error.kind != FetchError::Kind::None) {
        record.state = stateFor(error.kind);
        setError(record, error);
        return read; // half a page would pass for a whole one: its fields are not shown
    }

    record.state = RowState::Ok;
    if (response.status >= 400) {
        record.state = RowState::Failed;
        setError(record, {FetchError::Kind::Http, QStringLiteral("The server answered %1").arg(statusLine(response))});
    }
    record.bytes = decoded.body.size();
    PageInput input;
    input.body = decoded.body;
    input.contentType = response.headers.value("Content-Type").value_or(QByteArray());
    input.url = url;
    input.parser = options.htmlParser;
    input.agent = options.agent;
    input.wantLinks = options.links;
    input.linkSelector = options.linkSelector ? &*options.linkSelector : nullptr;
    input.stop = stop;
    if (options.recipe) {
        input.recipe = &*options.recipe;
        input.headers = response.headers.fields();
    }
    PageFields fields = extractPage(input);
    if (stop.stop_requested())
        return read;
    // An error page's relative links lead to more error pages, without end.
    if ((options.links || options.sitemaps) && record.state == RowState::Ok)
        read.links = linksOf(fields, response, input, options);
    if (fields.tooComplex && record.errorKind == FetchError::Kind::None)
        setError(record, {FetchError::Kind::TooComplex, QStringLiteral("The page is too complex to be read whole")});
    if (options.recipe)
        page.details.extracted = takeRecords(fields, options.dropTracking);
    takeFields(record, fields);
    if (options.keepBody)
        page.details.body = options.compressBody ? options.compressBody(decoded.body) : std::move(decoded.body);
    return read;
}

} // namespace creel
