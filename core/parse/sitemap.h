#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace creel {

/// What a sitemap (sitemaps.org, protocol 0.9) or a feed (RSS 0.9 to 2.0, Atom: RFC 4287) leads to.
struct SitemapContent {
    enum class Kind : quint8 {
        None,   ///< neither
        UrlSet, ///< of pages
        Index,  ///< of further sitemaps
        Text,   ///< of pages, one a line
        Rss,    ///< items of RSS 2.0 and its forerunners, RDF's among them
        Atom,
    };
    struct Entry {
        QByteArray url;   ///< absolute, http or https; without fragment and user info
        QString modified; ///< as written: W3C date in sitemaps, RFC 3339 in Atom, RFC 822 in RSS; null without
        friend bool operator==(const Entry &, const Entry &) = default;
    };
    /// The protocol's own limits for one file. What is above them is left out, of feeds too.
    static constexpr qsizetype maxEntries = 50'000;
    static constexpr qsizetype maxBytes = 52'428'800; ///< inflated; also of all its URLs together

    Kind kind = Kind::None;
    QList<Entry> entries;   ///< in their order, as often as they are listed
    int broken = 0;         ///< entries whose location is no http(s) URL
    bool truncated = false; ///< one of the limits was met
    QString problem;        ///< a sentence: why it is neither, where it breaks off, which limit; null when all was read
};

/// A body that may be a sitemap or a feed, content coding undone and inflated (see isGzip()).
struct SitemapInput {
    QByteArray body;
    QByteArray contentType; ///< of which the charset counts; what it is, the bytes say
    QByteArray url;         ///< final URL: what relative references resolve against
    bool mayBeText = false; ///< it was announced as a sitemap, or is called so: any list of URLs is one
};

/// Never fails: of a broken file there is what came before the break. Linear in time and memory on any bytes; any thread.
SitemapContent readSitemap(const SitemapInput &input);

/// Whether the body itself is gzip (RFC 1952 §2.3.1), as that of sitemap.xml.gz is: the caller inflates it.
bool isGzip(QByteArrayView body);

} // namespace creel
