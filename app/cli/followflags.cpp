#include "followflags.h"

#include "command.h"
#include "run/run.h"

#include <array>

namespace creel::cli {

namespace {

struct Number {
    const char *name;
    const char *help;
    qint64 most;
    qint64 (*get)(const FollowOptions &);
    void (*set)(FollowOptions &, qint64);
};
constexpr std::array numbers = {
    Number{"depth",
           "With --crawl: most links from a listed page to a found one; 0 fetches the list alone. Default: 100.",
           1'000'000, [](const FollowOptions &o) -> qint64 { return o.depth; },
           [](FollowOptions &o, qint64 n) { o.depth = int(n); }},
    Number{"max-pages", "Most pages to fetch, listed ones included; 0: no limit. Default: 0.", qint64(1) << 40,
           [](const FollowOptions &o) -> qint64 { return o.maxPages; },
           [](FollowOptions &o, qint64 n) { o.maxPages = n; }},
    Number{"max-pages-per-host", "The same for each host. Default: 0.", qint64(1) << 40,
           [](const FollowOptions &o) -> qint64 { return o.maxPagesPerHost; },
           [](FollowOptions &o, qint64 n) { o.maxPagesPerHost = n; }},
};

struct Flag {
    const char *name;
    const char *help;
    bool &(*field)(CrawlOptions &);
    bool set; ///< what the flag makes of it; its default is the opposite
};
constexpr std::array flags = {
    Flag{"crawl", "Crawl mode: follow the links of the listed pages, within the scope. Default: fetch the list alone.",
         [](CrawlOptions &o) -> bool & { return o.follow.links; }, true},
    Flag{"sitemaps",
         "Take the URLs of the listed sitemaps and feeds, and of the sitemaps that robots.txt names. Default: with "
         "--crawl "
         "those that links lead to.",
         [](CrawlOptions &o) -> bool & { return o.follow.sitemaps; }, true},
    Flag{"nofollow",
         "Obey rel=nofollow, and meta robots and X-Robots-Tag nofollow: don't follow such links. Default: they are "
         "followed.",
         [](CrawlOptions &o) -> bool & { return o.follow.obeyNofollow; }, true},
    Flag{"drop-tracking",
         "Take utm_source, gclid, fbclid and their like out of found URLs. Default: URLs are kept as they are.",
         [](CrawlOptions &o) -> bool & { return o.follow.dropTracking; }, true},
    Flag{"no-trap-guard",
         "Follow what looks endless, too: repeating paths, calendars of other centuries, thousands of parameter "
         "combinations. Default: such URLs are skipped, with the reason.",
         [](CrawlOptions &o) -> bool & { return o.follow.guardTraps; }, false},
    Flag{"no-robots",
         "Don't ask for robots.txt, and don't obey it. Default: it is asked for before the first page of a host, and "
         "obeyed (RFC 9309), Crawl-delay too.",
         [](CrawlOptions &o) -> bool & { return o.obeyRobots; }, false},
    Flag{"no-throttle",
         "Keep the pace when a host becomes slow. Default: it is asked more slowly until it has its breath back. "
         "(Retry-After is obeyed in any case.)",
         [](CrawlOptions &o) -> bool & { return o.adaptive; }, false},
    Flag{"allow-private",
         "Let links, redirects and name look-ups lead to loopback, private and link-local addresses. Default: only "
         "addresses that the list names.",
         [](CrawlOptions &o) -> bool & { return o.guardNetwork; }, false},
};

QString latin(const char *text) { return QString::fromLatin1(text); }

} // namespace

void addFollowOptions(QCommandLineParser &parser)
{
    for (const Flag &flag : flags)
        parser.addOption({latin(flag.name), latin(flag.help)});
    for (const Number &number : numbers)
        parser.addOption({latin(number.name), latin(number.help), QStringLiteral("N")});
    parser.addOption({QStringLiteral("scope"),
                      QStringLiteral("Where found pages may be: host (those of the list), domain (their registrable "
                                     "domains), prefix (the folders of the listed pages) or any. Default: host."),
                      QStringLiteral("SCOPE")});
    parser.addOption(
        {QStringLiteral("include"),
         QStringLiteral("Follow only URLs that match; a regular expression, searched anywhere in the URL, or "
                        "glob:PATTERN for the whole of it. Repeatable. Default: all."),
         QStringLiteral("RE")});
    parser.addOption({QStringLiteral("exclude"),
                      QStringLiteral("Don't follow URLs that match; as --include. Repeatable. Default: none."),
                      QStringLiteral("RE")});
    parser.addOption({QStringLiteral("select"),
                      QStringLiteral("Follow only links that match this CSS selector. Default: all."),
                      QStringLiteral("SELECTOR")});
}

Expected<CrawlOptions, QString> withFollowOptions(CrawlOptions options, const QCommandLineParser &parser)
{
    for (const Flag &flag : flags) {
        if (parser.isSet(latin(flag.name)))
            flag.field(options) = flag.set;
    }
    for (const Number &number : numbers) {
        if (!parser.isSet(latin(number.name)))
            continue;
        QString error;
        const std::optional<qint64> value = wholeNumber(parser, latin(number.name), 0, number.most, error);
        if (!value)
            return Unexpected(error);
        number.set(options.follow, *value);
    }
    if (parser.isSet(QStringLiteral("scope"))) {
        const QString name = parser.value(QStringLiteral("scope"));
        const std::optional<Scope> scope = scopeFromName(name);
        if (!scope)
            return Unexpected(QStringLiteral("--scope takes host, domain, prefix or any, not \"%1\".").arg(name));
        options.follow.scope = *scope;
    }
    if (parser.isSet(QStringLiteral("include")))
        options.follow.include = parser.values(QStringLiteral("include"));
    if (parser.isSet(QStringLiteral("exclude")))
        options.follow.exclude = parser.values(QStringLiteral("exclude"));
    if (parser.isSet(QStringLiteral("select")))
        options.follow.selector = parser.value(QStringLiteral("select"));
    if (const std::optional<QString> problem = Run::problem(options))
        return Unexpected(*problem);
    return options;
}

bool resetFollowOption(CrawlOptions &options, const QString &name)
{
    const FollowOptions standard;
    for (const Flag &flag : flags) {
        if (name == latin(flag.name)) {
            flag.field(options) = !flag.set;
            return true;
        }
    }
    for (const Number &number : numbers) {
        if (name == latin(number.name)) {
            number.set(options.follow, number.get(standard));
            return true;
        }
    }
    if (name == QLatin1String("scope"))
        options.follow.scope = standard.scope;
    else if (name == QLatin1String("include"))
        options.follow.include = standard.include;
    else if (name == QLatin1String("exclude"))
        options.follow.exclude = standard.exclude;
    else if (name == QLatin1String("select"))
        options.follow.selector = standard.selector;
    else
        return false;
    return true;
}

} // namespace creel::cli
