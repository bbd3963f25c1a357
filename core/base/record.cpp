#include "base/record.h"

#include <QDateTime>

namespace creel {

namespace {

constexpr std::array<const char *, rowStateCount> stateNames = {
    "queued", "ok", "failed", "invalid", "duplicate", "skipped", "stopped", "blank",
};

template <class Number>
QString numberText(std::optional<Number> number)
{
    return number ? QString::number(*number) : QString();
}

// ISO 8601, UTC: 2024-02-29T23:59:59.007Z
QString timeText(std::optional<qint64> msSinceEpoch)
{
    if (!msSinceEpoch)
        return {};
    return QDateTime::fromMSecsSinceEpoch(*msSinceEpoch).toUTC().toString(Qt::ISODateWithMs);
}

} // namespace

QString rowStateName(RowState state) { return QString::fromLatin1(stateNames[size_t(state)]); }

std::optional<RowState> rowStateFromName(QStringView name)
{
    for (size_t i = 0; i < stateNames.size(); ++i) {
        if (name == QLatin1String(stateNames[i]))
            return RowState(i);
    }
    return std::nullopt;
}

QString cellText(const Record &record, Column column)
{
    switch (column) {
    case Column::Line:
        return QString::number(record.line);
    case Column::Url:
        return QString::fromUtf8(record.url);
    case Column::State:
        return rowStateName(record.state);
    case Column::Status:
        return numberText(record.status);
    case Column::FinalUrl:
        return QString::fromUtf8(record.finalUrl);
    case Column::Title:
        return record.title;
    case Column::Description:
        return record.description;
    case Column::H1:
        return record.h1;
    case Column::Canonical:
        return record.canonical;
    case Column::Lang:
        return record.lang;
    case Column::ContentType:
        return record.contentType;
    case Column::Charset:
        return record.charset;
    case Column::Bytes:
        return numberText(record.bytes);
    case Column::Words:
        return numberText(record.words);
    case Column::Links:
        return numberText(record.links);
    case Column::Redirects:
        return numberText(record.redirects);
    case Column::ElapsedMs:
        return numberText(record.elapsedMs);
    case Column::FetchedAt:
        return timeText(record.fetchedAtMs);
    case Column::ErrorKind:
        return errorKindName(record.errorKind);
    case Column::Error:
        return record.error;
    }
    return {};
}

} // namespace creel
