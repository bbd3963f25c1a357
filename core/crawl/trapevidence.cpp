#include "crawl/trapevidence.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace creel {

namespace {

using namespace std::string_view_literals;

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool isNumber(QByteArrayView text) { return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit); }

template <size_t N>
bool isOneOf(const QByteArray &word, const std::array<std::string_view, N> &words)
{
    return std::find(words.begin(), words.end(), std::string_view(word.constData(), size_t(word.size())))
        != words.end();
}

QList<QByteArray> segmentsOf(const QByteArray &path) { return path.mid(1).split('/'); }

int repeatsThatTell(const QList<QByteArray> &run)
{
    if (std::all_of(run.begin(), run.end(), [](const QByteArray &segment) { return isNumber(segment); }))
        return 9;                                              // tiles of maps, digits as folders
    return run.size() == 1 && run.first().size() <= 2 ? 5 : 3; // letters as folders
}

constexpr std::array calendarWords = {"calendar"sv, "calendario"sv, "calendrier"sv, "kalender"sv, "event"sv,
                                      "events"sv,   "agenda"sv,     "schedule"sv,   "termine"sv,  "veranstaltungen"sv,
                                      "month"sv,    "week"sv,       "day"sv,        "year"sv};
constexpr std::array yearNames = {"year"sv, "yr"sv, "y"sv, "jahr"sv, "annee"sv, "anno"sv, "cal_year"sv, "calyear"sv};
constexpr std::array dateNames = {"start"sv, "end"sv, "from"sv, "to"sv, "since"sv,
                                  "until"sv, "cal"sv, "ical"sv, "d"sv,  "m"sv};
constexpr std::array partNames = {"month"sv, "day"sv,  "week"sv, "m"sv,        "d"sv,
                                  "monat"sv, "mois"sv, "mes"sv,  "cal_month"sv};
constexpr std::array dateWords = {"date"sv, "month"sv, "day"sv, "week"sv, "calendar"sv, "datum"sv};

bool namesDates(const QByteArray &name)
{
    const std::string_view text(name.constData(), size_t(name.size()));
    return isOneOf(name, dateNames) || std::any_of(dateWords.begin(), dateWords.end(), [text](std::string_view word) {
               return text.find(word) != text.npos;
           });
}

/// The number that begins at `at` with `digits` digits, which a digit does not follow; -1 otherwise.
int numberAt(QByteArrayView text, qsizetype at, int digits)
{
    if (at + digits > text.size() || !isNumber(text.sliced(at, digits))
        || (at + digits < text.size() && isDigit(text[at + digits])))
        return -1;
    return text.sliced(at, digits).toByteArray().toInt();
}

constexpr bool isMonth(int n) { return n >= 1 && n <= 12; }
constexpr bool isDay(int n) { return n >= 1 && n <= 31; }

/// The year of YYYY-MM and YYYY-MM-DD (any of - . / _ between them; a time may follow), YYYYMMDD, and DD.MM.YYYY or MM/DD/YYYY.
std::optional<int> yearOfDate(const QByteArray &text)
{
    const auto isSeparator = [&text](qsizetype i) { return i < text.size() && "-./_"sv.find(text[i]) != ""sv.npos; };
    if (const int year = numberAt(text, 0, 4); year >= 0 && isSeparator(4) && isMonth(numberAt(text, 5, 2))) {
        const bool isWhole = text.size() == 7 || (isSeparator(7) && isDay(numberAt(text, 8, 2)));
        return isWhole && (text.size() <= 10 || "Tt+%"sv.find(text[10]) != ""sv.npos) ? std::optional(year)
                                                                                      : std::nullopt;
    }
    if (text.size() == 8 && isNumber(text) && isMonth(text.mid(4, 2).toInt()) && isDay(text.mid(6, 2).toInt()))
        return text.first(4).toInt();
    if (text.size() == 10 && isSeparator(2) && isSeparator(5) && isDay(numberAt(text, 0, 2))
        && isDay(numberAt(text, 3, 2))) {
        const int year = numberAt(text, 6, 4);
        return year >= 0 ? std::optional(year) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<int> calendarYearOfPath(const QByteArray &path)
{
    QList<QByteArray> segments = segmentsOf(path.toLower());
    if (segments.last().isEmpty())
        segments.removeLast();
    const bool hasWord = std::any_of(segments.begin(), segments.end(),
                                     [](const QByteArray &segment) { return isOneOf(segment, calendarWords); });
    if (segments.isEmpty())
        return std::nullopt;
    if (const std::optional<int> year = yearOfDate(segments.last()); year && segments.last().size() != 8)
        return year;
    // /2061/05/12, /2061/05, and below a word /2061
    qsizetype first = segments.size();
    while (first > 0 && isNumber(segments[first - 1]))
        --first;
    const QList<QByteArray> numbers = segments.mid(first);
    if (numbers.isEmpty() || numbers.size() > 3 || numbers.first().size() != 4)
        return std::nullopt;
    const bool areDates = (numbers.size() < 2 || (numbers[1].size() <= 2 && isMonth(numbers[1].toInt())))
        && (numbers.size() < 3 || (numbers[2].size() <= 2 && isDay(numbers[2].toInt())));
    return areDates && (numbers.size() > 1 || hasWord) ? std::optional(numbers.first().toInt()) : std::nullopt;
}

constexpr std::array sessionNames = {"phpsessid"sv, "jsessionid"sv, "cfid"sv,   "cftoken"sv, "oscsid"sv,      "zenid"sv,
                                     "sessionid"sv, "session_id"sv, "sessid"sv, "sess_id"sv, "aspsessionid"sv};
constexpr std::array perhapsSessionNames = {"sid"sv, "session"sv, "s"sv, "sess"sv, "sesskey"sv};

/// 16 characters or more, letters and digits mixed.
bool looksRandom(const QByteArray &value)
{
    const auto isEither = [](char c) { return isDigit(c) || isAlpha(c); };
    return value.size() >= 16 && std::all_of(value.begin(), value.end(), isEither)
        && std::count_if(value.begin(), value.end(), isDigit) >= 3 && std::any_of(value.begin(), value.end(), isAlpha);
}

bool isSession(const QueryParameter &parameter)
{
    const QByteArray name = parameter.name.toLower();
    return isOneOf(name, sessionNames) || name.startsWith("aspsessionid")
        || (isOneOf(name, perhapsSessionNames) && looksRandom(parameter.value));
}

} // namespace

QList<QueryParameter> queryParameters(const Url &url)
{
    QList<QueryParameter> parameters;
    if (!url.query() || url.query()->isEmpty())
        return parameters;
    for (const QByteArray &text : url.query()->split('&')) {
        const qsizetype equals = text.indexOf('=');
        parameters.append({equals < 0 ? text : text.first(equals), equals < 0 ? QByteArray() : text.mid(equals + 1)});
    }
    return parameters;
}

QString repeatedSegments(const QByteArray &path)
{
    const QList<QByteArray> segments = segmentsOf(path);
    for (qsizetype length = 1; length * 3 <= segments.size(); ++length) {
        qsizetype equal = 0; // segments up to here that are the same as `length` before
        for (qsizetype i = length; i < segments.size(); ++i) {
            equal = segments[i] == segments[i - length] ? equal + 1 : 0;
            if (equal < 2 * length || equal % length != 0)
                continue;
            const QList<QByteArray> run = segments.mid(i + 1 - length, length);
            const qsizetype repeats = equal / length + 1;
            if (repeats >= repeatsThatTell(run))
                return QStringLiteral("the path repeats \"%1\" %2 times")
                    .arg(QString::fromLatin1(run.join('/')), QString::number(repeats));
        }
    }
    return {};
}

std::optional<int> calendarYear(const Url &url)
{
    if (const std::optional<int> year = calendarYearOfPath(url.path()))
        return year;
    const QList<QueryParameter> parameters = queryParameters(url);
    const bool hasPart = std::any_of(parameters.begin(), parameters.end(),
                                     [](const QueryParameter &p) { return isOneOf(p.name.toLower(), partNames); });
    for (const QueryParameter &parameter : parameters) {
        const QByteArray name = parameter.name.toLower();
        if (isOneOf(name, yearNames) && hasPart && parameter.value.size() == 4 && isNumber(parameter.value))
            return parameter.value.toInt();
        if (!namesDates(name))
            continue;
        if (const std::optional<int> year = yearOfDate(QByteArray(parameter.value).replace("%2F", "/")))
            return year;
    }
    return std::nullopt;
}

WithoutSession withoutSession(const Url &url)
{
    WithoutSession rest{{}, url.path(), {}};
    // Java's: a parameter of the last segment. ASP.NET's: a segment of its own.
    const QByteArray lower = rest.path.toLower();
    if (const qsizetype begin = lower.indexOf(";jsessionid="); begin >= 0) {
        const qsizetype end = lower.indexOf('/', begin);
        rest.path.remove(begin, (end < 0 ? rest.path.size() : end) - begin);
        rest.sessionName = QStringLiteral("jsessionid");
    } else if (const qsizetype segment = lower.indexOf("/(s("); segment >= 0) {
        if (const qsizetype end = lower.indexOf("))/", segment); end >= 0) {
            rest.path.remove(segment, end + 2 - segment);
            rest.sessionName = QStringLiteral("(S(\u2026))");
        }
    }
    for (const QueryParameter &parameter : queryParameters(url)) {
        if (isSession(parameter))
            rest.sessionName = QString::fromLatin1(parameter.name);
        else
            rest.parameters.append(parameter);
    }
    return rest;
}

} // namespace creel
