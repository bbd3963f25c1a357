#pragma once

#include "base/htmlparser.h"
#include "base/pagerecords.h"
#include "parse/links.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>
#include <stop_token>

namespace creel {

class CompiledRecipe;
class Selector;

/// What every page gives without any recipe. Texts are null where the page has none.
struct PageFields {
    QString title;            ///< first <title> of the HTML document, white space collapsed
    QString description;      ///< first meta[name=description i]'s content
    QString h1;               ///< first <h1>'s visible text
    QString canonical;        ///< first link[rel~=canonical]'s href, absolute; as written where that is no URL
    QString lang;             ///< html[lang]
    QString charset;          ///< WHATWG name of the encoding that was used; null when the body is no text at all
    QString charsetReason;    ///< "bom", "http", "meta", "xml", "utf-8", "default"; "chosen" by a person
    std::optional<int> words; ///< visible text (visibletext.h); nullopt when the body is no HTML or too complex
    std::optional<int> links; ///< number of a[href]; nullopt as above
    bool isHtml = false;
    bool tooComplex = false; ///< the parser's budget was spent: fields that came before it are there
    RobotsDirectives robots; ///< of meta[name=robots] and meta[name=<agent>] together
    PageLinks found;         ///< when they were wanted; of a page that is too complex, those of its beginning
    PageRecords records;     ///< where there is a recipe
};

/// The page as it came from the fetcher, content coding undone.
struct PageInput {
    QByteArray body;
    QByteArray contentType; ///< the header's value, empty when there was none (then the body is sniffed for HTML)
    QByteArray url;         ///< final URL: what relative references resolve against (after <base href>)
    QString encoding = {};  ///< WHATWG name of the one that a person chose; empty: as the page says
    QByteArray agent = {};  ///< our product token, "creel": its own meta element counts beside that for all robots
    bool wantLinks = false; ///< fill PageFields::found
    const Selector *linkSelector = nullptr; ///< only links of elements that it matches are found; null: all
    const CompiledRecipe *recipe = nullptr; ///< fill PageFields::records
    QList<std::pair<QByteArray, QByteArray>> headers = {}; ///< of the answer, for the recipe
    HtmlParser parser = defaultHtmlParser;
    std::stop_token stop = {}; ///< requested: the rest need not be read, and the page may come out as too complex
};

/// bytes → charset → document → fields and records. The one code path of a run, of a preview and of re-extraction. Pure, bounded in time and memory on any bytes; any thread.
PageFields extractPage(const PageInput &page);

} // namespace creel
