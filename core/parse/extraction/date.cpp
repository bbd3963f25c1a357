#include "parse/extraction/date.h"

#include "parse/extraction/number.h"

#include <QDate>
#include <QStringList>

#include <optional>
#include <vector>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLength = 200;

// In lower case; English, German, French, Spanish.
constexpr QStringView monthNames[] = {
    u" january jan januar jänner jän janvier janv enero ene ",
    u" february feb februar feber février févr fév fevrier febrero ",
    u" march mar märz mär mrz mars marzo ",
    u" april apr avril avr abril abr ",
    u" may mai mayo ",
    u" june jun juni juin junio ",
    u" july jul juli juillet juil julio ",
    u" august aug août aout agosto ago ",
    u" september sep sept septembre septiembre setiembre ",
    u" october oct oktober okt octobre octubre ",
    u" november nov novembre noviembre ",
    u" december dec dezember dez décembre déc decembre diciembre dic ",
};
constexpr QStringView weekdayNames[] = {
    u" monday mon montag mo lundi lun lunes ",
    u" tuesday tue tues dienstag di mardi martes ",
    u" wednesday wed mittwoch mi mercredi mer miércoles mié miercoles ",
    u" thursday thu thur thurs donnerstag do jeudi jeu jueves jue ",
    u" friday fri freitag fr vendredi ven viernes vie ",
    u" saturday sat samstag sa sonnabend samedi sam sábado sáb sabado ",
    u" sunday sun sonntag so dimanche dim domingo dom ",
};
// "mar", French and Spanish for Tuesday too, is March alone: Tuesday is left out of their short names.
constexpr QStringView fillers = u" of the at on de del le la el um uhr à a las am den der ab to ";
constexpr QStringView ordinals = u" st nd rd th er º ª o ";

struct Zone {
    QStringView name;
    int minutes;
};
// RFC 5322 §4.3, and those that are their namesakes.
constexpr Zone zones[] = {{u"z", 0},      {u"ut", 0},     {u"utc", 0},    {u"gmt", 0},
                          {u"est", -300}, {u"edt", -240}, {u"cst", -360}, {u"cdt", -300},
                          {u"mst", -420}, {u"mdt", -360}, {u"pst", -480}, {u"pdt", -420},
                          {u"cet", 60},   {u"cest", 120}, {u"mez", 60},   {u"mesz", 120}};

int placeOf(QStringView word, const QStringView *lists, int count)
{
    const QString spaced = u' ' + word.toString() + u' ';
    for (int i = 0; i < count; ++i) {
        if (lists[i].contains(spaced))
            return i + 1;
    }
    return 0;
}

struct Part {
    enum class Kind : quint8 { Number, Word, Sign };
    Kind kind;
    QString text; ///< digits in ASCII, words in lower case
    int number() const { return text.size() <= 9 ? text.toInt() : -1; }
    bool is(QChar sign) const { return kind == Kind::Sign && text == sign; }
};

std::vector<Part> partsOf(QStringView text)
{
    using enum Part::Kind;
    std::vector<Part> parts;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype begin = i;
        const auto more = [&](auto &&belongs) {
            while (i < text.size() && belongs(text[i]))
                ++i;
            return i > begin;
        };
        if (more([](QChar c) { return c.digitValue() >= 0; })) {
            QString digits;
            for (const QChar c : text.sliced(begin, i - begin))
                digits += QChar(u'0' + c.digitValue());
            parts.push_back({Number, digits});
        } else if (more([](QChar c) { return c.isLetter() || c.isMark(); })) {
            parts.push_back(
                {Word, text.sliced(begin, i - begin).toString().toLower().normalized(QString::NormalizationForm_C)});
        } else {
            const QChar c = text[i++];
            parts.push_back({Sign, isSpaceOrMark(c) ? u" "_s : c == u'\u2212' || c == u'–' ? u"-"_s : QString(c)});
        }
    }
    return parts;
}

QString twoDigits(int number) { return QString::number(number).rightJustified(2, u'0'); }

/// Reads the parts one after another: the time and the zone where they stand, the rest of the date by what it is.
class DateReader
{
public:
    DateReader(QStringView text, DateOrder order) : m_text(text.toString()), m_order(order), m_parts(partsOf(text)) { }

    Expected<QString, QString> run();

private:
    const Part *at(size_t ahead) const { return m_at + ahead < m_parts.size() ? &m_parts[m_at + ahead] : nullptr; }
    bool isNumber(size_t ahead) const { return at(ahead) && at(ahead)->kind == Part::Kind::Number; }
    bool isSign(size_t ahead, QChar sign) const { return at(ahead) && at(ahead)->is(sign); }

    bool readTime();
    bool readOffset();
    bool readWord();
    bool readPart();
    std::optional<QDate> date();
    bool fail(const QString &message)
    {
        if (m_error.isEmpty())
            m_error = message;
        return false;
    }

    const QString m_text;
    const DateOrder m_order;
    const std::vector<Part> m_parts;
    size_t m_at = 0;
    QStringList m_numbers; ///< of the date, as written
    int m_month = 0;
    int m_weekday = 0;
    QString m_time, m_zone;
    int m_hour = 0;
    QString m_error;
};

/// 8:49, 08:49:37, 08:49:37.123
bool DateReader::readTime()
{
    const int hour = at(0)->number(), minute = at(2)->number();
    int second = 0;
    QString fraction;
    m_at += 3;
    const bool hasSeconds = isSign(0, u':') && isNumber(1);
    if (hasSeconds) {
        second = at(1)->number();
        m_at += 2;
        if ((isSign(0, u'.') || isSign(0, u',')) && isNumber(1)) {
            fraction = u'.' + at(1)->text;
            m_at += 2;
        }
    }
    if (!m_time.isEmpty() || hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0))
        return fail(u"has no time of day"_s);
    m_hour = hour;
    m_time = u":%1"_s.arg(twoDigits(minute)) + (hasSeconds ? u":%1"_s.arg(twoDigits(second)) : u":00"_s) + fraction;
    return true;
}

/// +02:00, +0200, +2 behind a time.
bool DateReader::readOffset()
{
    const QString sign = at(0)->text;
    int hours = at(1)->number(), minutes = 0;
    const qsizetype digits = at(1)->text.size();
    m_at += 2;
    if (digits == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (isSign(0, u':') && isNumber(1)) {
        minutes = at(1)->number();
        m_at += 2;
    }
    if (digits > 4 || digits == 3 || hours > 14 || minutes > 59 || !(m_zone.isEmpty() || m_zone == u"Z"_s))
        return fail(u"has a time zone that is none"_s);
    m_zone = sign + u"%1:%2"_s.arg(twoDigits(hours)).arg(twoDigits(minutes));
    return true;
}

bool DateReader::readWord()
{
    const QString word = at(0)->text, spaced = u' ' + word + u' ';
    ++m_at;
    const bool isAfterNumber = m_at >= 2 && m_parts[m_at - 2].kind == Part::Kind::Number;
    if (!m_time.isEmpty()) {
        if (word == u"pm"_s || word == u"am"_s || ((word == u"p"_s || word == u"a"_s) && isSign(0, u'.'))) {
            if (m_hour == 0 || m_hour > 12)
                return fail(u"has no hour for am and pm"_s);
            m_hour = m_hour % 12 + (word.startsWith(u'p') ? 12 : 0);
            if (isSign(0, u'.')) // p.m.
                m_at += isSign(2, u'.') ? 3 : 1;
            return true;
        }
        for (const Zone &zone : zones) {
            if (word == zone.name && m_zone.isEmpty()) {
                const int minutes = std::abs(zone.minutes);
                m_zone = zone.minutes == 0 ? u"Z"_s
                                           : (zone.minutes < 0 ? u"-"_s : u"+"_s)
                        + u"%1:%2"_s.arg(twoDigits(minutes / 60)).arg(twoDigits(minutes % 60));
                return true;
            }
        }
    }
    if (word == u"t"_s && isAfterNumber && m_time.isEmpty())
        return true;
    if (isAfterNumber && ordinals.contains(spaced))
        return true;
    const int month = placeOf(word, monthNames, 12);
    const int weekday = placeOf(word, weekdayNames, 7);
    if (month && !m_month) {
        m_month = month;
        return true;
    }
    if (weekday && !m_weekday) {
        m_weekday = weekday;
        return true;
    }
    return fillers.contains(spaced) || fail(u"has a word in it that is no part of a date, \"%1\""_s.arg(word.left(20)));
}

bool DateReader::readPart()
{
    if (at(0)->kind == Part::Kind::Word)
        return readWord();
    if (isNumber(0) && isSign(1, u':') && isNumber(2))
        return readTime();
    const bool mayBeOffset =
        isSign(0, u'+') || (isSign(0, u'-') && !m_time.isEmpty() && m_numbers.size() + (m_month ? 1 : 0) >= 3);
    if (mayBeOffset && isNumber(1))
        return !m_time.isEmpty() ? readOffset() : fail(u"has a time zone without a time"_s);
    if (isNumber(0)) {
        m_numbers << at(0)->text;
        ++m_at;
        return true;
    }
    const QString sign = at(0)->text;
    ++m_at;
    return u" ,.-/()º°"_s.contains(sign) || fail(u"has a sign in it that is no part of a date, \"%1\""_s.arg(sign));
}

std::optional<QDate> DateReader::date()
{
    const auto isYear = [](const QString &digits) { return digits.size() == 4; };
    if (!m_month && m_numbers.size() == 1 && m_numbers[0].size() == 8) { // 20240501
        const QString all = m_numbers[0];
        return QDate(all.left(4).toInt(), all.mid(4, 2).toInt(), all.mid(6).toInt());
    }
    for (const QString &digits : m_numbers) {
        if (digits.size() > 2 && !isYear(digits)) {
            fail(u"has a number in it that is no part of a date"_s);
            return std::nullopt;
        }
    }
    const qsizetype needed = m_month ? 2 : 3;
    if (m_numbers.size() != needed) {
        fail(u"has no day, month and year"_s);
        return std::nullopt;
    }
    const bool yearFirst = isYear(m_numbers.first());
    if (yearFirst == isYear(m_numbers.last())) {
        fail(u"has no year of four digits"_s);
        return std::nullopt;
    }
    const int year = (yearFirst ? m_numbers.first() : m_numbers.last()).toInt();
    if (m_month)
        return QDate(year, m_month, (yearFirst ? m_numbers.last() : m_numbers.first()).toInt());
    const int second = m_numbers[1].toInt();
    if (yearFirst) // ISO 8601's order; nobody writes year, day, month
        return QDate(year, second, m_numbers[2].toInt());
    const int first = m_numbers[0].toInt();
    if (m_order == DateOrder::Unknown && first <= 12 && second <= 12 && first != second) {
        fail(u"can be two days. Give the step an \"order\": \"day-first\" or \"month-first\""_s);
        return std::nullopt;
    }
    const bool dayFirst = m_order == DateOrder::DayFirst || (m_order == DateOrder::Unknown && first > 12);
    return dayFirst ? QDate(year, second, first) : QDate(year, first, second);
}

Expected<QString, QString> DateReader::run()
{
    const auto failed = [this] { return Unexpected(u"\"%1\" %2."_s.arg(m_text.left(60), m_error)); };
    if (m_text.size() > maxLength) {
        fail(u"… is too long for a date. Cut it out first with a step \"replace\""_s);
        return failed();
    }
    while (m_at < m_parts.size()) {
        if (!readPart())
            return failed();
    }
    const std::optional<QDate> day = date();
    if (!day)
        return failed();
    if (!day->isValid() || day->year() < 1) {
        fail(u"is no day of the calendar"_s);
        return failed();
    }
    if (m_weekday && day->dayOfWeek() != m_weekday) {
        fail(u"is another day of the week"_s);
        return failed();
    }
    QString iso = day->toString(Qt::ISODate);
    if (!m_time.isEmpty())
        iso = (m_hour == 24 ? day->addDays(1).toString(Qt::ISODate) : iso)
            + u"T%1"_s.arg(twoDigits(m_hour == 24 ? 0 : m_hour)) + m_time + m_zone;
    return iso;
}

} // namespace

Expected<QString, QString> parseDate(QStringView text, DateOrder order)
{
    return DateReader(trimmedOfMarks(text), order).run();
}

} // namespace creel
