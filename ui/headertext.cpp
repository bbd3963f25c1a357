#include "headertext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace creel {

namespace {
/// RFC 9110 §5.6.2
bool isTokenChar(QChar c)
{
    return c.unicode() < 128 && (c.isLetterOrNumber() || QStringLiteral("!#$%&'*+-.^_`|~").contains(c));
}

QString tr(const char *text) { return QCoreApplication::translate("creel::HeaderFields", text); }
} // namespace

Expected<HeaderFields, QString> headersFromText(const QString &text)
{
    HeaderFields fields;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty())
            continue;
        const qsizetype colon = line.indexOf(u':');
        const QString name = line.left(std::max<qsizetype>(colon, 0));
        if (name.isEmpty() || !std::all_of(name.cbegin(), name.cend(), isTokenChar))
            return Unexpected(tr("Line %1: “%2” is no header field. Write it as “Name: value”.").arg(i + 1).arg(line));
        fields.emplaceBack(name.toLatin1(), line.sliced(colon + 1).trimmed().toUtf8());
    }
    return fields;
}

QString headersToText(const HeaderFields &fields)
{
    QStringList lines;
    for (const auto &[name, value] : fields)
        lines.append(QString::fromLatin1(name) + QStringLiteral(": ") + QString::fromUtf8(value));
    return lines.join(u'\n');
}

} // namespace creel
