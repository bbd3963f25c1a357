#include "preferences.h"

#include "headertext.h"

#include <QSettings>

namespace creel {

namespace {

constexpr auto parserKey = "crawl/htmlParser";

int whole(const QSettings &settings, const char *key, int fallback)
{
    return settings.value(QLatin1StringView(key), fallback).toInt();
}

milliseconds time(const QSettings &settings, const char *key, milliseconds fallback)
{
    return milliseconds(settings.value(QLatin1StringView(key), qint64(fallback.count())).toLongLong());
}

void set(QSettings &settings, const char *key, const QVariant &value)
{
    settings.setValue(QLatin1StringView(key), value);
}
void set(QSettings &settings, const char *key, milliseconds value) { set(settings, key, qint64(value.count())); }

FollowOptions loadFollow(const QSettings &settings)
{
    const auto value = [&settings](const char *key, const QVariant &fallback) {
        return settings.value(QLatin1StringView(key), fallback);
    };
    FollowOptions it;
    it.links = value("follow/links", it.links).toBool();
    it.sitemaps = value("follow/sitemaps", it.sitemaps).toBool();
    it.scope = scopeFromName(value("follow/scope", QString()).toString()).value_or(it.scope);
    it.depth = value("follow/depth", it.depth).toInt();
    it.maxPages = value("follow/maxPages", it.maxPages).toLongLong();
    it.maxPagesPerHost = value("follow/maxPagesPerHost", it.maxPagesPerHost).toLongLong();
    it.include = value("follow/include", it.include).toStringList();
    it.exclude = value("follow/exclude", it.exclude).toStringList();
    it.selector = value("follow/selector", it.selector).toString();
    it.obeyNofollow = value("follow/obeyNofollow", it.obeyNofollow).toBool();
    it.dropTracking = value("follow/dropTracking", it.dropTracking).toBool();
    it.guardTraps = value("follow/guardTraps", it.guardTraps).toBool();
    return it;
}

void saveFollow(QSettings &settings, const FollowOptions &it)
{
    set(settings, "follow/links", it.links);
    set(settings, "follow/sitemaps", it.sitemaps);
    set(settings, "follow/scope", scopeName(it.scope));
    set(settings, "follow/depth", it.depth);
    set(settings, "follow/maxPages", it.maxPages);
    set(settings, "follow/maxPagesPerHost", it.maxPagesPerHost);
    set(settings, "follow/include", it.include);
    set(settings, "follow/exclude", it.exclude);
    set(settings, "follow/selector", it.selector);
    set(settings, "follow/obeyNofollow", it.obeyNofollow);
    set(settings, "follow/dropTracking", it.dropTracking);
    set(settings, "follow/guardTraps", it.guardTraps);
}

} // namespace

Preferences Preferences::load(const QSettings &settings)
{
    const CrawlOptions standard;
    Preferences it;
    it.crawl.concurrency = whole(settings, "crawl/concurrency", standard.concurrency);
    it.crawl.perHost = whole(settings, "crawl/perHost", standard.perHost);
    it.crawl.delay = time(settings, "crawl/delayMs", standard.delay);
    it.crawl.connectTimeout = time(settings, "crawl/connectTimeoutMs", standard.connectTimeout);
    it.crawl.tlsTimeout = time(settings, "crawl/tlsTimeoutMs", standard.tlsTimeout);
    it.crawl.firstByteTimeout = time(settings, "crawl/firstByteTimeoutMs", standard.firstByteTimeout);
    it.crawl.idleTimeout = time(settings, "crawl/idleTimeoutMs", standard.idleTimeout);
    it.crawl.timeout = time(settings, "crawl/timeoutMs", standard.timeout);
    it.crawl.retries = whole(settings, "crawl/retries", standard.retries);
    it.crawl.redirectLimit = whole(settings, "crawl/redirectLimit", standard.redirectLimit);
    it.crawl.maxBodyBytes = settings.value(QLatin1StringView("crawl/maxBodyBytes"), standard.maxBodyBytes).toLongLong();
    it.crawl.keepBodies = settings.value(QLatin1StringView("crawl/keepBodies"), standard.keepBodies).toBool();
    it.crawl.obeyRobots = settings.value(QLatin1StringView("crawl/obeyRobots"), standard.obeyRobots).toBool();
    it.crawl.adaptive = settings.value(QLatin1StringView("crawl/adaptive"), standard.adaptive).toBool();
    it.crawl.guardNetwork = settings.value(QLatin1StringView("crawl/guardNetwork"), standard.guardNetwork).toBool();
    const QString parser = settings.value(QLatin1StringView(parserKey)).toString();
    it.crawl.htmlParser = htmlParserFromName(parser).value_or(standard.htmlParser);
    it.crawl.follow = loadFollow(settings);
    // A user agent that was never changed follows the version.
    it.crawl.userAgent = settings.value(QLatin1StringView("crawl/userAgent"), standard.userAgent).toByteArray();
    if (const auto headers = headersFromText(settings.value(QLatin1StringView("crawl/headers")).toString()))
        it.crawl.headers = *headers;
    it.exporting.utf8Bom = settings.value(QLatin1StringView("export/utf8Bom"), it.exporting.utf8Bom).toBool();
    it.exporting.formulaGuard =
        settings.value(QLatin1StringView("export/formulaGuard"), it.exporting.formulaGuard).toBool();
    return it;
}

void Preferences::save(QSettings &settings) const
{
    set(settings, "crawl/concurrency", crawl.concurrency);
    set(settings, "crawl/perHost", crawl.perHost);
    set(settings, "crawl/delayMs", crawl.delay);
    set(settings, "crawl/connectTimeoutMs", crawl.connectTimeout);
    set(settings, "crawl/tlsTimeoutMs", crawl.tlsTimeout);
    set(settings, "crawl/firstByteTimeoutMs", crawl.firstByteTimeout);
    set(settings, "crawl/idleTimeoutMs", crawl.idleTimeout);
    set(settings, "crawl/timeoutMs", crawl.timeout);
    set(settings, "crawl/retries", crawl.retries);
    set(settings, "crawl/redirectLimit", crawl.redirectLimit);
    set(settings, "crawl/maxBodyBytes", crawl.maxBodyBytes);
    set(settings, "crawl/keepBodies", crawl.keepBodies);
    set(settings, "crawl/obeyRobots", crawl.obeyRobots);
    set(settings, "crawl/adaptive", crawl.adaptive);
    set(settings, "crawl/guardNetwork", crawl.guardNetwork);
    saveFollow(settings, crawl.follow);
    if (crawl.htmlParser == defaultHtmlParser) // what nobody chose follows the default
        settings.remove(QLatin1StringView(parserKey));
    else
        set(settings, parserKey, htmlParserName(crawl.htmlParser));
    if (crawl.userAgent == CrawlOptions::defaultUserAgent())
        settings.remove(QLatin1StringView("crawl/userAgent"));
    else
        set(settings, "crawl/userAgent", crawl.userAgent);
    set(settings, "crawl/headers", headersToText(crawl.headers));
    set(settings, "export/utf8Bom", exporting.utf8Bom);
    set(settings, "export/formulaGuard", exporting.formulaGuard);
}

} // namespace creel
