#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace creel {

/// How far from the pasted pages found URLs may lead.
enum class Scope : quint8 {
    Host,   ///< the hosts of the pasted URLs: scheme, name and port; http and https of one name count as one
    Domain, ///< their registrable domains (publicsuffix.org): www.example.co.uk and shop.example.co.uk
    Prefix, ///< URLs that begin as a pasted one does, up to its last slash
    Any,
};
QString scopeName(Scope scope); ///< "host"
std::optional<Scope> scopeFromName(QStringView name);

/// Which of the URLs that are found in pages join the run. The default is list mode: none do. A pattern is a regular
/// expression that matches anywhere in the URL, or "glob:" and a pattern that matches all of it (* ? [a-z]).
struct FollowOptions {
    bool links = false; ///< crawl mode: the links of pages, and the URLs of sitemaps and feeds that they lead to
    bool sitemaps =
        false; ///< listed sitemaps and feeds, and those that robots.txt names, add their URLs; also in list mode
    Scope scope = Scope::Host;
    int depth = 100;            ///< links from a pasted page to the farthest one; 0: only the pasted ones
    qint64 maxPages = 0;        ///< rows that are fetched, pasted ones included; 0: no limit
    qint64 maxPagesPerHost = 0; ///< the same for one host
    QStringList include,
        exclude;      ///< a found URL must match one of `include` (unless there is none), and none of `exclude`
    QString selector; ///< only links that match this CSS selector; empty: all
    bool obeyNofollow = false; ///< rel=nofollow and meta robots nofollow
    bool dropTracking = false; ///< utm_source, gclid, fbclid … are taken out of found URLs
    bool guardTraps = true;    ///< repeating path segments, endless calendars, endless parameters

    bool any() const { return links || sitemaps; }
    friend bool operator==(const FollowOptions &, const FollowOptions &) = default;
};

} // namespace creel
