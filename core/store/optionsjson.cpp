#include "store/optionsjson.h"

#include "store/sqlconnection.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

struct Writer {
    QJsonObject &object;
    void operator()(const QString &key, const int &value) const { object[key] = value; }
    void operator()(const QString &key, const qint64 &value) const { object[key] = value; }
    void operator()(const QString &key, const bool &value) const { object[key] = value; }
    void operator()(const QString &key, const milliseconds &value) const { object[key] = qint64(value.count()); }
    void operator()(const QString &key, const QString &value) const { object[key] = value; }
    void operator()(const QString &key, const QStringList &value) const
    {
        object[key] = QJsonArray::fromStringList(value);
    }
    void operator()(const QString &key, const Scope &value) const { object[key] = scopeName(value); }
    void operator()(const QString &key, const HtmlParser &value) const { object[key] = htmlParserName(value); }
};

struct Reader {
    const QJsonObject &object;
    void operator()(const QString &key, int &value) const { value = object[key].toInt(value); }
    void operator()(const QString &key, qint64 &value) const { value = object[key].toInteger(value); }
    void operator()(const QString &key, bool &value) const { value = object[key].toBool(value); }
    void operator()(const QString &key, milliseconds &value) const
    {
        value = milliseconds(object[key].toInteger(value.count()));
    }
    void operator()(const QString &key, QString &value) const { value = object[key].toString(value); }
    void operator()(const QString &key, QStringList &value) const
    {
        for (const auto &text : object[key].toArray())
            value << text.toString();
    }
    void operator()(const QString &key, Scope &value) const
    {
        value = scopeFromName(object[key].toString()).value_or(value);
    }
    void operator()(const QString &key, HtmlParser &value) const
    {
        value = htmlParserFromName(object[key].toString()).value_or(value);
    }
};

/// Every plain option with its key, once for both directions.
template <class Visit, class Options>
void visitOptions(const Visit &visit, Options &options)
{
    visit(u"concurrency"_s, options.concurrency);
    visit(u"per_host"_s, options.perHost);
    visit(u"delay_ms"_s, options.delay);
    visit(u"connect_timeout_ms"_s, options.connectTimeout);
    visit(u"tls_timeout_ms"_s, options.tlsTimeout);
    visit(u"first_byte_timeout_ms"_s, options.firstByteTimeout);
    visit(u"idle_timeout_ms"_s, options.idleTimeout);
    visit(u"timeout_ms"_s, options.timeout);
    visit(u"retries"_s, options.retries);
    visit(u"redirect_limit"_s, options.redirectLimit);
    visit(u"max_body_bytes"_s, options.maxBodyBytes);
    visit(u"keep_bodies"_s, options.keepBodies);
    visit(u"obey_robots"_s, options.obeyRobots);
    visit(u"adaptive"_s, options.adaptive);
    visit(u"guard_network"_s, options.guardNetwork);
    visit(u"html_parser"_s, options.htmlParser);
    visit(u"follow_links"_s, options.follow.links);
    visit(u"follow_sitemaps"_s, options.follow.sitemaps);
    visit(u"scope"_s, options.follow.scope);
    visit(u"depth"_s, options.follow.depth);
    visit(u"max_pages"_s, options.follow.maxPages);
    visit(u"max_pages_per_host"_s, options.follow.maxPagesPerHost);
    visit(u"include"_s, options.follow.include);
    visit(u"exclude"_s, options.follow.exclude);
    visit(u"link_selector"_s, options.follow.selector);
    visit(u"obey_nofollow"_s, options.follow.obeyNofollow);
    visit(u"drop_tracking"_s, options.follow.dropTracking);
    visit(u"guard_traps"_s, options.follow.guardTraps);
}

} // namespace

QByteArray toJson(const CrawlOptions &options)
{
    QJsonObject object;
    visitOptions(Writer{object}, options);
    // Header bytes as Latin-1: any byte comes back as it was (RFC 9110 §5.5).
    object[u"user_agent"_s] = QString::fromLatin1(options.userAgent);
    QJsonArray headers;
    for (const auto &[name, value] : options.headers)
        headers.append(QJsonArray{QString::fromLatin1(name), QString::fromLatin1(value)});
    object[u"headers"_s] = headers;
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<CrawlOptions> optionsFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    CrawlOptions options;
    options.htmlParser = HtmlParser::Gumbo; // read the rows of files that name none: the others shall be like them
    visitOptions(Reader{object}, options);
    options.userAgent = object[u"user_agent"_s].toString(QString::fromLatin1(options.userAgent)).toLatin1();
    const QJsonArray headers = object[u"headers"_s].toArray();
    for (const auto &header : headers)
        options.headers.append({header[0].toString().toLatin1(), header[1].toString().toLatin1()});
    return options;
}

Expected<CrawlOptions, FileError> readOptions(const SqlConnection &connection)
{
    QSqlQuery query = connection.query();
    if (!query.exec(u"SELECT options FROM run"_s))
        return Unexpected(connection.fileError(query.lastError(), u"read"));
    const std::optional<CrawlOptions> options =
        query.next() ? optionsFromJson(query.value(0).toString().toUtf8()) : std::nullopt;
    if (!options)
        return Unexpected(
            FileError{u"\"%1\" can't be read: its options are damaged. Use a backup."_s.arg(connection.path())});
    return *options;
}

} // namespace creel
