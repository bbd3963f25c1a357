#include "demo/demopages.h"

#include <QDateTime>
#include <QFile>
#include <QLocale>

namespace creel {

namespace {

QHash<QString, DemoRow> byPath(const QList<DemoRow> &rows)
{
    QHash<QString, DemoRow> map;
    for (const DemoRow &row : rows)
        map.insert(row.value(QStringLiteral("path")), row);
    return map;
}

/// Retry-After as a date (RFC 9110 §10.2.3), `seconds` from now.
QByteArray httpDate(int seconds)
{
    const QDateTime when = QDateTime::currentDateTimeUtc().addSecs(seconds);
    return QLocale::c().toString(when, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
}

} // namespace

DemoPages::DemoPages(const DemoRow &hosts)
    : m_hosts(hosts), m_frame(QStringLiteral("frame")), m_list(QStringLiteral("list")), m_home(QStringLiteral("home")),
      m_plain(QStringLiteral("plain")), m_raw(byPath(readDemoTable(QStringLiteral("raw")))),
      m_weir(byPath(readDemoTable(QStringLiteral("weir"))))
{
    for (const char *word : {"tackle", "weeks", "fish", "rivers", "journal", "authors"}) {
        const QString name = QLatin1String(word);
        Section section{DemoTemplate(name), readDemoTable(name), {}};
        const QString key = QLatin1String(name == u"weeks" ? "week" : "slug");
        for (qsizetype i = 0; i < section.rows.size(); ++i) {
            const DemoRow &next = section.rows[(i + 1) % section.rows.size()];
            section.rows[i].insert(QStringLiteral("slug"), section.rows[i].value(key));
            section.rows[i].insert(QStringLiteral("next"), next.value(key));
            section.index.insert(section.rows[i].value(key), i);
        }
        m_sections.insert(name, section);
    }
}

DemoAnswer DemoPages::answer(const DemoRequest &request) const
{
    const QString path = QString::fromLatin1(request.path);
    if (const auto row = m_weir.constFind(path); row != m_weir.cend())
        return weirPage(*row, request);
    if (const auto file = m_raw.constFind(path); file != m_raw.cend())
        return rawPage(*file);
    if (path == u"/")
        return htmlPage(m_home, {}, request);
    const auto section = m_sections.constFind(path.section(u'/', 1, 1));
    if (section != m_sections.cend())
        return sectionPage(*section, request);
    return plainPage(404, QStringLiteral("Not found: no page of that name"), request);
}

QList<DemoLine> DemoPages::paste() const
{
    QList<DemoLine> lines;
    for (const DemoRow &row : readDemoTable(QStringLiteral("paste")))
        lines << DemoLine{address(row.value(QStringLiteral("line"))), row.value(QStringLiteral("state")),
                          row.value(QStringLiteral("status")), row.value(QStringLiteral("title")),
                          row.value(QStringLiteral("error_kind"))};
    return lines;
}

/// Tables name hosts as {weir}, because ports are known only when the site listens.
QString DemoPages::address(QString text) const
{
    for (auto host = m_hosts.begin(); host != m_hosts.end(); ++host)
        text.replace(QStringLiteral("{%1}").arg(host.key()), host.value());
    return text;
}

DemoAnswer DemoPages::htmlPage(const DemoTemplate &page, const DemoRow &row, const DemoRequest &request) const
{
    DemoRow frame = m_hosts;
    frame.insert(QStringLiteral("title"), page.field(QStringLiteral("title"), row).toHtmlEscaped());
    frame.insert(QStringLiteral("description"), page.field(QStringLiteral("description"), row).toHtmlEscaped());
    frame.insert(QStringLiteral("host"), QString::fromLatin1(request.host).toHtmlEscaped());
    frame.insert(QStringLiteral("path"), QString::fromLatin1(request.path).toHtmlEscaped());
    frame.insert(QStringLiteral("content"), page.content(row));
    DemoAnswer answer;
    answer.body = m_frame.fill(frame).toUtf8();
    return answer;
}

DemoAnswer DemoPages::plainPage(int status, const QString &title, const DemoRequest &request) const
{
    DemoAnswer answer = htmlPage(m_plain, {{QStringLiteral("title"), title}}, request);
    answer.status = status;
    return answer;
}

DemoAnswer DemoPages::sectionPage(const Section &section, const DemoRequest &request) const
{
    const QString folder = QString::fromLatin1(request.path).section(u'/', 0, 1);
    const QString slug = QString::fromLatin1(request.path).section(u'/', 2);
    if (!slug.isEmpty()) {
        const qsizetype row = section.index.value(slug, -1);
        return row < 0 ? plainPage(404, QStringLiteral("Not found: no page of that name"), request)
                       : htmlPage(section.page, section.rows[row], request);
    }
    QString items;
    for (const DemoRow &row : section.rows) {
        items += QStringLiteral("<li><a href=\"%1/%2\">%3</a></li>\n")
                     .arg(folder, row.value(QStringLiteral("slug")),
                          section.page.field(QStringLiteral("title"), row).toHtmlEscaped());
    }
    const QString title = section.page.field(QStringLiteral("list"), {});
    DemoAnswer answer = htmlPage(m_list, {{QStringLiteral("title"), title}}, request);
    answer.body.replace("{{items}}", items.toUtf8());
    return answer;
}

DemoAnswer DemoPages::rawPage(const DemoRow &file) const
{
    QFile bytes(QStringLiteral(":/demo/raw/") + file.value(QStringLiteral("file")));
    if (!bytes.open(QIODevice::ReadOnly))
        qFatal("The demo file %s is not compiled in", qPrintable(bytes.fileName()));
    DemoAnswer answer;
    answer.contentType = file.value(QStringLiteral("content_type")).toLatin1();
    answer.body = bytes.readAll();
    const QByteArray coding = file.value(QStringLiteral("content_encoding")).toLatin1();
    if (!coding.isEmpty())
        answer.fields << std::pair(QByteArrayLiteral("Content-Encoding"), coding);
    return answer;
}

DemoAnswer DemoPages::weirPage(const DemoRow &row, const DemoRequest &request) const
{
    const QString does = row.value(QStringLiteral("does"));
    const int status = row.value(QStringLiteral("status")).toInt();
    const QString argument = row.value(QStringLiteral("argument"));
    DemoAnswer answer = plainPage(200, row.value(QStringLiteral("title")), request);

    if (does == u"page") {
        answer.status = status;
    } else if (does == u"redirect") {
        answer = plainPage(status, QStringLiteral("This way"), request);
        if (!argument.isEmpty())
            answer.fields << std::pair(QByteArrayLiteral("Location"), address(argument).toLatin1());
    } else if ((does == u"busy" || does == u"limit") && request.attempt % 2 == 1) {
        answer = plainPage(status, QStringLiteral("Not now"), request);
        const QByteArray delay = does == u"busy" ? argument.toLatin1() : httpDate(argument.toInt());
        answer.fields << std::pair(QByteArrayLiteral("Retry-After"), delay);
    } else if (does == u"login" && request.authorization != "Basic " + argument.toLatin1().toBase64()) {
        answer = plainPage(status, QStringLiteral("Members, please knock"), request);
        answer.fields << std::pair(QByteArrayLiteral("WWW-Authenticate"),
                                   QByteArrayLiteral("Basic realm=\"The weir\""));
    } else if (does == u"slow") {
        answer.delay = std::chrono::milliseconds(argument.toInt());
    } else if (does == u"empty") {
        answer = DemoAnswer();
        answer.status = status;
        answer.contentType.clear();
    } else if (does == u"chunked") {
        answer.delivery = DemoAnswer::Delivery::Chunked;
    } else if (does == u"close") {
        answer.delivery = DemoAnswer::Delivery::UntilClose;
    } else if (does == u"cut") {
        answer.delivery = DemoAnswer::Delivery::Cut;
    } else if (does == u"drop") {
        answer.delivery = DemoAnswer::Delivery::HangUp;
    }
    return answer;
}

} // namespace creel
