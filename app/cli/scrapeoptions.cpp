#include "scrapeoptions.h"

#include "command.h"
#include "followflags.h"

#include <array>

namespace creel::cli {

namespace {

struct Number {
    const char *name;
    const char *value;
    const char *help;
    qint64 least, most;
    qint64 (*get)(const CrawlOptions &);
    void (*set)(CrawlOptions &, qint64);
};

constexpr std::array numbers = {
    Number{"concurrency", "N", "Requests in flight, all hosts together.", 1, 4096,
           [](const CrawlOptions &o) -> qint64 { return o.concurrency; },
           [](CrawlOptions &o, qint64 n) { o.concurrency = int(n); }},
    Number{"per-host", "N", "Requests in flight to one host.", 1, 4096,
           [](const CrawlOptions &o) -> qint64 { return o.perHost; },
           [](CrawlOptions &o, qint64 n) { o.perHost = int(n); }},
    Number{"delay", "MS", "Least time between two starts to one host, in milliseconds.", 0, 3'600'000,
           [](const CrawlOptions &o) -> qint64 { return o.delay.count(); },
           [](CrawlOptions &o, qint64 n) { o.delay = milliseconds(n); }},
    Number{"retries", "N", "Further attempts after connection errors, timeouts, 429 and 5xx.", 0, 20,
           [](const CrawlOptions &o) -> qint64 { return o.retries; },
           [](CrawlOptions &o, qint64 n) { o.retries = int(n); }},
    Number{"max-body", "BYTES", "Larger bodies, on the wire or decoded, end as too_large.", 1, qint64(1) << 30,
           [](const CrawlOptions &o) -> qint64 { return o.maxBodyBytes; },
           [](CrawlOptions &o, qint64 n) { o.maxBodyBytes = n; }},
};

constexpr double longestTimeout = 86'400;

QString latin(const char *text) { return QString::fromLatin1(text); }

/// RFC 9110 §5.1, §5.5: a token, a colon, and a value without line ends.
std::optional<std::pair<QByteArray, QByteArray>> headerField(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const qsizetype colon = bytes.indexOf(':');
    const QByteArray name = bytes.left(qMax<qsizetype>(colon, 0)).trimmed();
    const QByteArray value = bytes.mid(colon + 1).trimmed();
    const auto isToken = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    };
    const bool good = !name.isEmpty() && std::all_of(name.begin(), name.end(), isToken) && !value.contains('\n')
        && !value.contains('\r') && !value.contains('\0');
    return good ? std::optional(std::pair(name, value)) : std::nullopt;
}

} // namespace

void addCrawlOptions(QCommandLineParser &parser)
{
    const CrawlOptions defaults;
    for (const Number &number : numbers) {
        const QString standard = QString::number(number.get(defaults));
        const QString help = QStringLiteral("%1 Default: %2.").arg(latin(number.help), standard);
        parser.addOption({latin(number.name), help, latin(number.value), standard});
    }
    const QString timeout = QString::number(defaults.timeout.count() / 1000);
    parser.addOption({QStringLiteral("timeout"),
                      QStringLiteral("Longest time for one request, in seconds. Default: %1.").arg(timeout),
                      QStringLiteral("S"), timeout});
    parser.addOption(
        {QStringLiteral("no-bodies"), QStringLiteral("Don't keep the pages in the run file. Default: kept.")});
    const QString reader = htmlParserName(defaults.htmlParser);
    parser.addOption(
        {QStringLiteral("parser"),
         QStringLiteral("What reads the HTML of pages: creel (ours, from today's standard) or gumbo (slower, "
                        "from an older one). Default: %1.")
             .arg(reader),
         QStringLiteral("PARSER"), reader});
    const QString agent = QString::fromLatin1(defaults.userAgent);
    parser.addOption({QStringLiteral("user-agent"),
                      QStringLiteral("What we call ourselves. Default: \"%1\".").arg(agent), QStringLiteral("S"),
                      agent});
    parser.addOption({QStringLiteral("header"),
                      QStringLiteral("A header field sent with every request; repeatable. Default: none."),
                      QStringLiteral("'K: V'")});
    addFollowOptions(parser);
}

Expected<CrawlOptions, QString> withCrawlOptions(CrawlOptions options, const QCommandLineParser &parser)
{
    for (const Number &number : numbers) {
        if (!parser.isSet(latin(number.name)))
            continue;
        QString error;
        const std::optional<qint64> value = wholeNumber(parser, latin(number.name), number.least, number.most, error);
        if (!value)
            return Unexpected(error);
        number.set(options, *value);
    }
    if (parser.isSet(QStringLiteral("timeout"))) {
        bool fits = false;
        const QString timeout = parser.value(QStringLiteral("timeout"));
        const double seconds = timeout.toDouble(&fits);
        if (!fits || !(seconds > 0) || seconds > longestTimeout)
            return Unexpected(QStringLiteral("--timeout takes seconds from 0.001 to %1, not \"%2\".")
                                  .arg(QString::number(longestTimeout), timeout));
        options.timeout = milliseconds(qMax<qint64>(1, qint64(seconds * 1000)));
        options.firstByteTimeout = options.timeout; // a person who waits longer means the answer, not its last part
    }
    if (parser.isSet(QStringLiteral("no-bodies")))
        options.keepBodies = false;
    if (parser.isSet(QStringLiteral("parser"))) {
        const QString name = parser.value(QStringLiteral("parser"));
        const std::optional<HtmlParser> htmlParser = htmlParserFromName(name);
        if (!htmlParser)
            return Unexpected(QStringLiteral("--parser takes creel or gumbo, not \"%1\".").arg(name));
        options.htmlParser = *htmlParser;
    }
    if (parser.isSet(QStringLiteral("user-agent"))) {
        options.userAgent = parser.value(QStringLiteral("user-agent")).toUtf8();
        if (options.userAgent.contains('\n') || options.userAgent.contains('\r'))
            return Unexpected(QStringLiteral("--user-agent can't hold a line end."));
    }
    if (parser.isSet(QStringLiteral("header")))
        options.headers.clear();
    for (const QString &text : parser.values(QStringLiteral("header"))) {
        const auto field = headerField(text);
        if (!field)
            return Unexpected(QStringLiteral("--header takes 'Name: value', not \"%1\".").arg(text));
        options.headers.append(*field);
    }
    return withFollowOptions(std::move(options), parser);
}

Expected<CrawlOptions, QString> withDefault(CrawlOptions options, const QString &name)
{
    const CrawlOptions standard;
    for (const Number &number : numbers) {
        if (name == latin(number.name)) {
            number.set(options, number.get(standard));
            return options;
        }
    }
    if (name == QLatin1String("timeout")) {
        options.timeout = standard.timeout;
        options.firstByteTimeout = standard.firstByteTimeout;
    } else if (name == QLatin1String("no-bodies")) {
        options.keepBodies = standard.keepBodies;
    } else if (name == QLatin1String("parser")) {
        options.htmlParser = standard.htmlParser;
    } else if (name == QLatin1String("user-agent")) {
        options.userAgent = standard.userAgent;
    } else if (name == QLatin1String("header")) {
        options.headers = standard.headers;
    } else if (!resetFollowOption(options, name)) {
        return Unexpected(QStringLiteral("There is no option --%1 that has a default to go back to.").arg(name));
    }
    return options;
}

} // namespace creel::cli
