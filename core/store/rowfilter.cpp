#include "store/rowfilter.h"

#include <QRegularExpression>
#include <QStringList>
#include <QVariant>

#include <algorithm>
#include <array>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array searched = {"r.url", "r.final_url", "r.title", "r.description", "r.h1", "r.canonical", "r.error"};

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

/// LIKE ignores case for ASCII letters only, but takes a third of the time; REGEXP is Qt's, and knows all letters.
QString textCondition(const QString &text, RowsPer per)
{
    const QString match = isAscii(text) ? u"%1 LIKE :text ESCAPE '\\'"_s : u"%1 REGEXP :text"_s;
    QStringList any;
    for (const char *column : searched)
        any << match.arg(QLatin1StringView(column));
    const QString value = match.arg("v.value"_L1);
    if (per == RowsPer::Record)
        any << u"EXISTS (SELECT 1 FROM json_each(e.cells) v WHERE %1)"_s.arg(value);
    else
        any << u"EXISTS (SELECT 1 FROM extractions xv JOIN extracted ev ON ev.record = xv.record, json_each(ev.cells) "
               u"v "
               "WHERE xv.record = r.id AND xv.recipe = (SELECT max(id) FROM recipes) AND %1)"_s.arg(value);
    return '('_L1 + any.join(" OR "_L1) + ')'_L1;
}

QString textPattern(QString text)
{
    if (!isAscii(text))
        return "(?i)"_L1 + QRegularExpression::escape(text);
    text.replace('\\'_L1, "\\\\"_L1).replace('%'_L1, "\\%"_L1).replace('_'_L1, "\\_"_L1);
    return '%'_L1 + text + '%'_L1;
}

} // namespace

QString filterCondition(const RowQuery &query)
{
    QStringList all;
    if (query.state)
        all << u"r.state = :state"_s;
    if (!query.text.isEmpty())
        all << textCondition(query.text, query.per);
    if (!query.ids.isEmpty()) {
        QStringList ids;
        for (const qint64 id : query.ids)
            ids << QString::number(id);
        all << u"r.id IN (%1)"_s.arg(ids.join(','_L1));
    }
    if (!query.origin.isEmpty())
        all << u"substr(r.final_url, 1, length(:origin)) = :origin"_s;
    return all.join(" AND "_L1);
}

void bindFilter(QSqlQuery &statement, const RowQuery &query)
{
    if (query.state)
        statement.bindValue(u":state"_s, rowStateName(*query.state));
    if (!query.text.isEmpty())
        statement.bindValue(u":text"_s, textPattern(query.text));
    if (!query.origin.isEmpty())
        statement.bindValue(u":origin"_s, query.origin);
}

} // namespace creel
