#include "recordsummary.h"

#include "columntitles.h"
#include "statelook.h"
#include "wording.h"

#include <QCoreApplication>
#include <QStringList>

namespace creel {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("creel::summary", text); }

QString colored(const QString &html, const QColor &color)
{
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(color.name(), html);
}

QString link(const QByteArray &url)
{
    const QString text = QString::fromUtf8(url).toHtmlEscaped();
    const bool isWeb = url.startsWith("http://") || url.startsWith("https://");
    return isWeb ? QStringLiteral("<a href='%1'>%1</a>").arg(QString(text).replace(u'\'', QStringLiteral("&#39;")))
                 : text;
}

QString row(const QString &label, const QString &html, const QPalette &palette)
{
    return QStringLiteral("<tr><td style='padding:1px 14px 1px 0'>%1</td><td style='padding:1px 0'>%2</td></tr>")
        .arg(colored(label, toneColor(Tone::Quiet, palette)), html);
}

QString timingsText(const Timings &timings)
{
    QStringList parts;
    const auto add = [&](const QString &phase, int ms) {
        if (ms >= 0)
            parts << QStringLiteral("%1 %2 ms").arg(phase).arg(ms);
    };
    add(tr("name"), timings.dns);
    add(tr("connect"), timings.connect);
    add(tr("TLS"), timings.tls);
    add(tr("first byte"), timings.firstByte);
    add(tr("total"), timings.total);
    return parts.join(QStringLiteral(" · "));
}

QString errorHtml(const Record &record, const QPalette &palette)
{
    const QString kind = errorKindName(record.errorKind);
    const QString advice = errorAdvice(record.errorKind);
    QString html =
        colored(QStringLiteral("<b>%1</b>").arg((kind.isEmpty() ? stateTitle(record.state) : kind).toHtmlEscaped()),
                toneColor(stateTone(record.state), palette));
    if (!record.error.isEmpty())
        html += QStringLiteral("<br>") + record.error.toHtmlEscaped();
    if (!advice.isEmpty() && !record.error.contains(advice)) // most errors bring theirs along
        html += QStringLiteral("<br>") + advice.toHtmlEscaped();
    return html;
}

/// What the recipe found: the values of this record, and what is missing and why.
QString valuesHtml(const Record &record, const RecordDetails &details, const QStringList &fields,
                   const QPalette &palette)
{
    QString html;
    const PageRecords page = details.extracted.value_or(PageRecords());
    if (record.records.value_or(0) > 1)
        html += row(tr("Record"), tr("%1 of %2").arg(grouped(record.position), grouped(*record.records)), palette);
    const PageRecord found = page.records.value(record.position - 1);
    for (qsizetype i = 0; i < fields.size() && record.records; ++i) {
        const QString error = found.values.value(i).error;
        const QString text = record.values.value(i);
        const bool isUrl = text.startsWith(QLatin1String("http://")) || text.startsWith(QLatin1String("https://"));
        html += row(fields[i].toHtmlEscaped(),
                    !error.isEmpty() ? colored(error.toHtmlEscaped(), toneColor(Tone::Bad, palette))
                        : isUrl      ? link(text.toUtf8())
                                     : text.toHtmlEscaped().replace(u'\n', QLatin1String("<br>")),
                    palette);
    }
    return html;
}

} // namespace

QString summaryHtml(const Record &record, const RecordDetails &details, const QStringList &fields,
                    const QPalette &palette)
{
    QString html = QStringLiteral("<table cellspacing='0'>");
    const QString state =
        colored(QStringLiteral("<b>%1</b>").arg(stateTitle(record.state)), toneColor(stateTone(record.state), palette));
    html += row(tr("Line %1").arg(grouped(record.line)), state, palette);
    if (record.errorKind != FetchError::Kind::None || !record.error.isEmpty())
        html += row(tr("Error"), errorHtml(record, palette), palette);
    html += valuesHtml(record, details, fields, palette);
    for (int i = int(Column::Url); i < columnCount; ++i) {
        const auto column = Column(i);
        if (column == Column::State || column == Column::ErrorKind || column == Column::Error)
            continue;
        const QString text = cellText(record, column);
        if (text.isEmpty() || (column == Column::FinalUrl && record.finalUrl == record.url))
            continue;
        const bool isUrl = column == Column::Url || column == Column::FinalUrl || column == Column::Canonical
            || column == Column::FoundOn;
        html += row(columnTitle(column), isUrl ? link(text.toUtf8()) : text.toHtmlEscaped(), palette);
    }
    if (details.attempts > 1)
        html += row(tr("Attempts"), QString::number(details.attempts), palette);
    if (!details.peer.isEmpty())
        html += row(tr("Answered by"), details.peer.toHtmlEscaped(), palette);
    if (const QString timings = timingsText(details.timings); !timings.isEmpty())
        html += row(tr("Phases"), timings, palette);
    return html + QStringLiteral("</table>");
}

QString hopsHtml(const Record &record, const RecordDetails &details, const QPalette &palette)
{
    if (details.hops.isEmpty())
        return colored(tr("No redirect was followed."), toneColor(Tone::Quiet, palette));
    QString html = QStringLiteral("<table cellspacing='0'>");
    for (const Hop &hop : details.hops)
        html +=
            row(QString::number(hop.status), link(hop.url) + QStringLiteral("<br>→ ") + link(hop.location), palette);
    if (record.status)
        html += row(QString::number(*record.status), link(record.finalUrl), palette);
    return html + QStringLiteral("</table>");
}

} // namespace creel
