#include "base/record.h"

#include <chrono>

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

// ISO 8601, UTC: 2024-02-29T23:59:59.007Z. By hand, because QDateTime asks for the local time zone (a system call or
// two) and goes through printf, a million times in an export.
QString timeText(std::optional<qint64> msSinceEpoch)
{
    using namespace std::chrono;
    constexpr qint64 year10000 = 253'402'300'800'000;
    if (!msSinceEpoch || *msSinceEpoch < 0 || *msSinceEpoch >= year10000) // no time of ours: a damaged run file
        return {};
    const sys_time<milliseconds> moment{milliseconds(*msSinceEpoch)};
    const auto day = floor<days>(moment);
    const year_month_day date(day);
    const hh_mm_ss time(moment - day);
    QString text = QStringLiteral("0000-00-00T00:00:00.000Z");
    const auto put = [&text](qsizetype lastDigit, qint64 number) {
        for (; number > 0; number /= 10)
            text[lastDigit--] = QChar(char16_t(u'0' + number % 10));
    };
    put(3, int(date.year()));
    put(6, unsigned(date.month()));
    put(9, unsigned(date.day()));
    put(12, time.hours().count());
    put(15, time.minutes().count());
    put(18, time.seconds().count());
    put(22, time.subseconds().count());
    return text;
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
    case Column::Depth:
        return numberText(record.depth);
    case Column::FoundOn:
        return QString::fromUtf8(record.foundOn);
    }
    return column == recordsColumn ? numberText(record.records)
                                   : record.values.value(qsizetype(column) - qsizetype(fieldColumn(0)));
}

} // namespace creel
