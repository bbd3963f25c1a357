#include "store/recordsql.h"

#include <QStringList>
#include <QVariant>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

template <class T>
std::optional<T> number(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional<T>(T(value.toLongLong()));
}

template <class T>
QVariant numberOrNull(const std::optional<T> &value)
{
    return value ? QVariant(qlonglong(*value)) : QVariant();
}

/// As text, not as a blob, so that it compares and sorts as text.
QString fromBytes(const QByteArray &bytes) { return bytes.isNull() ? QString() : QString::fromUtf8(bytes); }

} // namespace

QString cellColumns(QLatin1StringView prefix)
{
    QStringList columns;
    for (const char *name : columnNames)
        columns << prefix + QLatin1StringView(name);
    return columns.join(", "_L1);
}

QString recordColumns(QLatin1StringView prefix) { return cellColumns(prefix) + ", "_L1 + prefix + "id"_L1; }

Record readRecord(const QSqlQuery &query)
{
    const auto cell = [&query](Column column) { return query.value(int(column)); };
    const auto text = [&cell](Column column) { return cell(column).toString(); };
    Record record;
    record.id = query.value(columnCount).toLongLong();
    record.line = cell(Column::Line).toLongLong();
    record.url = text(Column::Url).toUtf8();
    record.state = rowStateFromName(text(Column::State)).value_or(RowState::Failed);
    record.status = number<int>(cell(Column::Status));
    record.finalUrl = text(Column::FinalUrl).toUtf8();
    record.title = text(Column::Title);
    record.description = text(Column::Description);
    record.h1 = text(Column::H1);
    record.canonical = text(Column::Canonical);
    record.lang = text(Column::Lang);
    record.contentType = text(Column::ContentType);
    record.charset = text(Column::Charset);
    record.bytes = number<qint64>(cell(Column::Bytes));
    record.words = number<int>(cell(Column::Words));
    record.links = number<int>(cell(Column::Links));
    record.redirects = number<int>(cell(Column::Redirects));
    record.elapsedMs = number<qint64>(cell(Column::ElapsedMs));
    record.fetchedAtMs = number<qint64>(cell(Column::FetchedAt));
    record.errorKind = errorKindFromName(text(Column::ErrorKind));
    record.error = text(Column::Error);
    record.depth = number<int>(cell(Column::Depth));
    record.foundOn = text(Column::FoundOn).toUtf8();
    return record;
}

void bindRecord(QSqlQuery &query, const Record &record, int first)
{
    const auto bind = [&query, first](Column column, const QVariant &value) {
        query.bindValue(first + int(column), value);
    };
    bind(Column::Line, record.line);
    bind(Column::Url, fromBytes(record.url.isNull() ? QByteArray("") : record.url));
    bind(Column::State, rowStateName(record.state));
    bind(Column::Status, numberOrNull(record.status));
    bind(Column::FinalUrl, fromBytes(record.finalUrl));
    bind(Column::Title, record.title);
    bind(Column::Description, record.description);
    bind(Column::H1, record.h1);
    bind(Column::Canonical, record.canonical);
    bind(Column::Lang, record.lang);
    bind(Column::ContentType, record.contentType);
    bind(Column::Charset, record.charset);
    bind(Column::Bytes, numberOrNull(record.bytes));
    bind(Column::Words, numberOrNull(record.words));
    bind(Column::Links, numberOrNull(record.links));
    bind(Column::Redirects, numberOrNull(record.redirects));
    bind(Column::ElapsedMs, numberOrNull(record.elapsedMs));
    bind(Column::FetchedAt, numberOrNull(record.fetchedAtMs));
    const QString kind = errorKindName(record.errorKind);
    bind(Column::ErrorKind, kind.isEmpty() ? QString() : kind);
    bind(Column::Error, record.error);
    bind(Column::Depth, numberOrNull(record.depth));
    bind(Column::FoundOn, fromBytes(record.foundOn));
}

} // namespace creel
