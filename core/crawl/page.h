#pragma once

#include "base/htmlparser.h"
#include "base/record.h"
#include "net/http.h"
#include "parse/extraction/compiledrecipe.h"
#include "parse/extractor.h"
#include "parse/links.h"
#include "parse/selector.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <stop_token>

namespace creel {

/// What to do with a body on its way to the record.
struct PageOptions {
    qint64 maxBodyBytes = 10 << 20; ///< decoded; more ends as too_large
    bool keepBody = true;
    QByteArray (*compressBody)(const QByteArray &body) = nullptr; ///< how a kept body is stored; null: as it is

    HtmlParser htmlParser = defaultHtmlParser;
    bool links = false;                   ///< of pages, sitemaps and feeds
    bool sitemaps = false;                ///< of sitemaps and feeds
    std::optional<Selector> linkSelector; ///< only the links of pages that it matches
    bool obeyNofollow = false;
    bool dropTracking = false;
    std::optional<CompiledRecipe> recipe; ///< what to find on pages, error pages too
    QByteArray agent;                     ///< our product token: for directives that are meant for us
};

/// A page that was read.
struct Page {
    StoredRecord row;
    /// In canonical form; where nofollow is obeyed, that of the whole page is on each of them. An error page has none.
    QList<PageLink> links;
};

/// The final answer of a visit: undoes the content coding, extracts the fields and compresses the body. Fills what
/// the answer tells; id, line, url and hops are the caller's. Pure, bounded, any thread: it is the work of the pool. When `stop`
/// is requested it ends soon with something that is not to be kept.
Page readPage(FetchResult result, const QByteArray &url, const PageOptions &options, const std::stop_token &stop = {});

/// Puts what a page tells by itself into its row.
void takeFields(Record &record, const PageFields &fields);
/// What the recipe found on it, with its links as rows have their URLs.
PageRecords takeRecords(PageFields &fields, bool dropTracking);

/// Skipped where it was somebody's choice not to fetch the row, Failed where it could not be had.
RowState stateFor(FetchError::Kind kind);

/// "what happened. What to do." as the error column shows it.
QString errorText(const FetchError &error);

} // namespace creel
