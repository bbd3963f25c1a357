#include "parse/detect/valuekinds.h"

#include "parse/extraction/date.h"
#include "parse/extraction/number.h"
#include "parse/extraction/price.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

template <class Parse>
bool all(const QStringList &values, Parse parse)
{
    return std::all_of(values.begin(), values.end(), [&](const QString &value) { return bool(parse(value)); });
}

/// Keys and phone numbers lose what they mean when they become numbers.
bool isKey(const QString &value)
{
    const QString digits = value.trimmed();
    return digits.startsWith(u'+') || (digits.size() > 1 && digits[0] == u'0' && digits[1].isDigit())
        || digits.size() > 15;
}

QList<QChar> decimals(const QString &language)
{
    const bool isPoint = language.isEmpty() || language.startsWith(u"en"_s) || language.startsWith(u"zh"_s)
        || language.startsWith(u"ja"_s) || language.startsWith(u"ko"_s);
    return isPoint ? QList<QChar>{QChar(), u'.', u','} : QList<QChar>{QChar(), u',', u'.'};
}

bool isPrice(Field &field, const QStringList &values, const QString &language)
{
    for (const QChar decimal : decimals(language)) {
        QString currency;
        bool isOne = true;
        const bool fits = all(values, [&](const QString &value) {
            const Expected<Price, QString> price = parsePrice(value, decimal);
            if (!price || price->currency.isEmpty())
                return false;
            isOne = isOne && (currency.isEmpty() || currency == price->currency);
            currency = price->currency;
            return true;
        });
        if (!fits)
            continue;
        Step step{StepKind::Price};
        step.decimal = decimal;
        step.part = isOne ? PricePart::Amount : PricePart::All;
        field.steps << step;
        field.type = isOne ? FieldType::Number : FieldType::Text;
        return true;
    }
    return false;
}

bool isNumber(Field &field, const QStringList &values, const QString &language)
{
    if (std::any_of(values.begin(), values.end(), isKey))
        return false;
    for (const QChar decimal : decimals(language)) {
        if (!all(values, [decimal](const QString &value) { return parseNumber(value, decimal); }))
            continue;
        Step step{StepKind::Number};
        step.decimal = decimal;
        field.steps << step;
        field.type = FieldType::Number;
        return true;
    }
    return false;
}

bool isDate(Field &field, const QStringList &values, const QString &language)
{
    QList<DateOrder> orders{DateOrder::Unknown, DateOrder::DayFirst, DateOrder::MonthFirst};
    if (language.isEmpty() || language == u"en"_s || language.startsWith(u"en-us"_s))
        orders.swapItemsAt(1, 2);
    for (const DateOrder order : orders) {
        if (!all(values, [order](const QString &value) { return parseDate(value, order); }))
            continue;
        Step step{StepKind::Date};
        step.order = order;
        field.steps << step;
        field.type = FieldType::Date;
        return true;
    }
    return false;
}

/// The text as a pattern that matches it.
QString escaped(const QString &text)
{
    QString pattern;
    for (const QChar c : text) {
        if (QStringView(u"\\^$.|?*+()[]{}").contains(c))
            pattern += u'\\';
        pattern += c;
    }
    return pattern;
}

/// Takes "Price: " off all of the values, where it begins them all.
void cutLabel(Field &field, QStringList &values)
{
    const qsizetype colon = values.first().indexOf(u':');
    if (colon < 2 || colon > 30 || values.size() < 2)
        return;
    const QString label = values.first().left(colon + 1);
    const bool isLabel =
        label.at(0).isLetter() && std::all_of(values.begin(), values.end(), [&](const QString &value) {
            return value.startsWith(label) && value.size() > label.size() && value.at(label.size()).isSpace();
        });
    if (!isLabel)
        return;
    Step step{StepKind::Replace};
    step.pattern = u'^' + escaped(label) + u"\\s*"_s;
    field.steps << step;
    for (QString &value : values)
        value = value.mid(label.size()).trimmed();
}

} // namespace

void giveKind(Field &field, const QStringList &values, const QString &language)
{
    if (values.isEmpty())
        return;
    QStringList left = values;
    if (field.take == Take::VisibleText && field.many == Many::First)
        cutLabel(field, left);
    if (field.many == Many::First)
        isPrice(field, left, language) || isNumber(field, left, language) || isDate(field, left, language);
}

} // namespace creel
