#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace creel {

/// What every page gives without any recipe. Texts are null where the page has none.
struct PageFields {
    QString title;            ///< first <title> of the HTML document, white space collapsed
    QString description;      ///< first meta[name=description i]'s content
    QString h1;               ///< first <h1>'s visible text
    QString canonical;        ///< first link[rel~=canonical]'s href, absolute
    QString lang;             ///< html[lang]
    QString charset;          ///< WHATWG name of the encoding that was used
    QString charsetReason;    ///< "bom", "http", "meta", "utf-8", "default"
    std::optional<int> words; ///< of the visible text; nullopt when the body is not HTML
    std::optional<int> links; ///< number of a[href]
    bool isHtml = false;
    bool tooComplex = false; ///< the parser's budget was spent: fields that came before it are there
};

/// The page as it came from the fetcher, content coding undone.
struct PageInput {
    QByteArray body;
    QByteArray contentType; ///< the header's value, empty when there was none (then the body is sniffed for HTML)
    QByteArray url;         ///< final URL: what relative references resolve against (after <base href>)
};

/// bytes → charset → document → fields. Pure, bounded in time and memory on any bytes; any thread.
PageFields extractPage(const PageInput &page);

} // namespace creel
