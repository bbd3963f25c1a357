#include "parse/css/valuerange.h"

#include "parse/ascii.h"

#include <QDate>

namespace creel::css {
namespace {

/// Reads the microsyntaxes of HTML §2.3.5 from left to right; each method takes what it reads.
class ValueReader
{
public:
    explicit ValueReader(QByteArrayView text) : m_rest(text) { }

    bool isAtEnd() const { return m_rest.isEmpty(); }
    bool take(char c)
    {
        const bool found = m_rest.startsWith(c);
        m_rest = m_rest.sliced(found);
        return found;
    }
    /// So many digits, or more if `orMore`, but none above nine of them.
    std::optional<int> digits(qsizetype count, bool orMore = false)
    {
        qsizetype size = 0;
        while (size < m_rest.size() && m_rest[size] >= '0' && m_rest[size] <= '9')
            ++size;
        if (size < count || size > 9)
            return std::nullopt;
        size = orMore ? size : count;
        const int number = m_rest.first(size).toInt();
        m_rest = m_rest.sliced(size);
        return number;
    }
    std::optional<int> number(int low, int high)
    {
        const std::optional<int> number = digits(2);
        return number && *number >= low && *number <= high ? number : std::nullopt;
    }

    std::optional<double> month(); ///< since the year 0
    std::optional<double> date();  ///< days
    std::optional<double> week();  ///< days
    std::optional<double> time();  ///< milliseconds
    std::optional<double> dateTime();

private:
    QByteArrayView m_rest;
};

std::optional<double> ValueReader::month()
{
    const auto year = digits(4, true);
    if (!year || *year == 0 || !take('-'))
        return std::nullopt;
    const auto month = number(1, 12);
    return month ? std::optional<double>(*year * 12.0 + *month - 1) : std::nullopt;
}

std::optional<double> ValueReader::date()
{
    const auto months = month();
    if (!months || !take('-'))
        return std::nullopt;
    const auto day = number(1, 31);
    const QDate date(int(*months) / 12, int(*months) % 12 + 1, day.value_or(0));
    return date.isValid() ? std::optional(double(date.toJulianDay())) : std::nullopt;
}

std::optional<double> ValueReader::week()
{
    const auto year = digits(4, true);
    if (!year || *year == 0 || !take('-') || !take('W'))
        return std::nullopt;
    const QDate inFirstWeek(*year, 1, 4); // ISO 8601
    const int weeks = QDate(*year, 12, 28).weekNumber();
    const auto week = number(1, weeks);
    return week ? std::optional(double(inFirstWeek.toJulianDay() + 7 * (*week - 1))) : std::nullopt;
}

std::optional<double> ValueReader::time()
{
    const auto hour = number(0, 23);
    if (!hour || !take(':'))
        return std::nullopt;
    const auto minute = number(0, 59);
    if (!minute)
        return std::nullopt;
    double milliseconds = (*hour * 60 + *minute) * 60'000.0;
    if (!take(':'))
        return milliseconds;
    const auto second = number(0, 59);
    if (!second)
        return std::nullopt;
    milliseconds += *second * 1000.0;
    if (!take('.'))
        return milliseconds;
    for (int unit = 100; unit > 0; unit /= 10) {
        const auto digit = digits(1);
        if (!digit)
            return unit < 100 ? std::optional(milliseconds) : std::nullopt;
        milliseconds += *digit * unit;
    }
    return milliseconds;
}

std::optional<double> ValueReader::dateTime()
{
    const auto days = date();
    if (!days || (!take('T') && !take(' ')))
        return std::nullopt;
    const auto milliseconds = time();
    return milliseconds ? std::optional(*days * 86'400'000.0 + *milliseconds) : std::nullopt;
}

/// A valid floating-point number (§2.3.4.3): no plus, no white space, no "inf".
std::optional<double> floatingPoint(QByteArrayView text)
{
    for (const char c : text)
        if (!(c >= '0' && c <= '9') && c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E')
            return std::nullopt;
    bool good = false;
    const double number = text.startsWith('+') || text.endsWith('.') ? 0 : text.toDouble(&good);
    return good ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<double> valueAsNumber(InputType type, QByteArrayView text)
{
    ValueReader reader(text);
    std::optional<double> number;
    switch (type) {
    case InputType::Number:
    case InputType::Range:
        return floatingPoint(text);
    case InputType::Month:
        number = reader.month();
        break;
    case InputType::Date:
        number = reader.date();
        break;
    case InputType::Week:
        number = reader.week();
        break;
    case InputType::Time:
        number = reader.time();
        break;
    case InputType::DateTimeLocal:
        number = reader.dateTime();
        break;
    default:
        return std::nullopt;
    }
    return reader.isAtEnd() ? number : std::nullopt;
}

ValueRange valueRange(InputType type, QByteArrayView min, QByteArrayView max)
{
    ValueRange range{valueAsNumber(type, min), valueAsNumber(type, max)};
    if (type == InputType::Range) // HTML, the range state: the default minimum and maximum
        return {range.min.value_or(0), range.max.value_or(100)};
    return range;
}

bool ValueRange::contains(InputType type, QByteArrayView value) const
{
    const std::optional<double> number = valueAsNumber(type, value);
    if (!number || type == InputType::Range) // a slider's value is brought into its range
        return true;
    const bool below = min && *number < *min, above = max && *number > *max;
    const bool isReversed = type == InputType::Time && min && max && *max < *min; // over midnight
    return isReversed ? !(below && above) : !below && !above;
}

} // namespace creel::css
