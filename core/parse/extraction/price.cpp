#include "parse/extraction/price.h"

#include "parse/extraction/number.h"

#include <QStringList>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

// ISO 4217, active codes of money that shops use.
constexpr QStringView codes = u" AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD "
                              u"BTN BWP BYN BZD CAD CDF CHF CLP CNY "
                              u"COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF "
                              u"GTQ GYD HKD HNL HTG HUF IDR ILS INR "
                              u"IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD "
                              u"MAD MDL MGA MKD MMK MNT MOP MRU MUR "
                              u"MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON "
                              u"RSD RUB RWF SAR SBD SCR SDG SEK SGD "
                              u"SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD "
                              u"UYU UZS VES VND VUV WST XAF XCD XOF "
                              u"XPF YER ZAR ZMW ";

struct Sign {
    QStringView sign, code;
};
constexpr Sign signs[] = {
    {u"€", u"EUR"},    {u"$", u"USD"},    {u"us$", u"USD"}, {u"£", u"GBP"},   {u"¥", u"JPY"},    {u"￥", u"JPY"},
    {u"円", u"JPY"},   {u"元", u"CNY"},   {u"₹", u"INR"},   {u"₽", u"RUB"},   {u"₩", u"KRW"},    {u"₪", u"ILS"},
    {u"₫", u"VND"},    {u"₴", u"UAH"},    {u"₺", u"TRY"},   {u"฿", u"THB"},   {u"₱", u"PHP"},    {u"₦", u"NGN"},
    {u"₸", u"KZT"},    {u"₾", u"GEL"},    {u"₼", u"AZN"},   {u"zł", u"PLN"},  {u"kč", u"CZK"},   {u"ft", u"HUF"},
    {u"lei", u"RON"},  {u"лв", u"BGN"},   {u"лв.", u"BGN"}, {u"руб", u"RUB"}, {u"руб.", u"RUB"}, {u"fr.", u"CHF"},
    {u"sfr.", u"CHF"}, {u"euro", u"EUR"}, {u"r$", u"BRL"},  {u"a$", u"AUD"},  {u"au$", u"AUD"},  {u"c$", u"CAD"},
    {u"ca$", u"CAD"},  {u"nz$", u"NZD"},  {u"hk$", u"HKD"}, {u"s$", u"SGD"},  {u"mx$", u"MXN"},  {u"nt$", u"TWD"},
};

/// The code of what is written beside an amount; empty where nothing is, nullopt where it is no currency.
Expected<QString, QString> codeOf(QStringView text, const QString &standard)
{
    text = trimmedOfMarks(text);
    if (text.isEmpty())
        return QString();
    const QString lower = text.toString().toLower(), upper = text.toString().toUpper();
    for (const Sign &sign : signs) {
        if (lower == sign.sign)
            return sign.code.toString();
    }
    if (isCurrencyCode(upper))
        return upper;
    if (lower == "kr"_L1 || lower == "kr."_L1) {
        if (!standard.isEmpty())
            return standard;
        return Unexpected(
            u"\"kr\" is money of several countries. Give the step a \"currency\": \"SEK\", \"NOK\", \"DKK\" or \"ISK\"."_s);
    }
    return Unexpected(u"\"%1\" beside an amount is no currency. Cut it off first with a step \"replace\"."_s.arg(
        text.left(40).toString()));
}

bool hasThreeDecimals(const QString &code) { return u" BHD IQD JOD KWD LYD OMR TND "_s.contains(u' ' + code + u' '); }

bool isSignOfNumber(QChar c) { return u"+-\u2212"_s.contains(c); }

} // namespace

bool isCurrencyCode(QStringView code) { return code.size() == 3 && !code.contains(u' ') && codes.contains(code); }

Expected<Price, QString> parsePrice(QStringView text, QChar decimal, const QString &currency)
{
    text = trimmedOfMarks(text);
    qsizetype first = 0;
    while (first < text.size() && text[first].digitValue() < 0)
        ++first;
    qsizetype end = text.size();
    while (end > first && text[end - 1].digitValue() < 0)
        --end;
    if (first == end)
        return Unexpected(u"There is no amount in \"%1\"."_s.arg(text.left(40).toString()));

    QStringView before = trimmedOfMarks(text.first(first)), behind = trimmedOfMarks(text.sliced(end));
    bool isNegative = false;
    // "-5 €", "€ -5" and "-€ 5"; ".5 €" has its point with the amount.
    if (before.endsWith(u'.') && before.size() == 1) {
        before = {};
        --first;
    }
    if (!before.isEmpty() && isSignOfNumber(before.back())) {
        isNegative = before.back() != u'+';
        before = trimmedOfMarks(before.chopped(1));
    } else if (!before.isEmpty() && isSignOfNumber(before.front())) {
        isNegative = before.front() != u'+';
        before = trimmedOfMarks(before.sliced(1));
    }
    for (const QStringView none : {u",-", u".-", u",–", u".–", u",—", u".—"}) {
        if (behind.startsWith(none)) {
            behind = trimmedOfMarks(behind.sliced(2));
            break;
        }
    }

    const Expected<QString, QString> left = codeOf(before, currency), right = codeOf(behind, currency);
    if (!left)
        return Unexpected(left.error());
    if (!right)
        return Unexpected(right.error());
    if (!left->isEmpty() && !right->isEmpty() && *left != *right)
        return Unexpected(u"\"%1\" names two currencies."_s.arg(text.left(40).toString()));
    Price price;
    price.currency = !left->isEmpty() ? *left : !right->isEmpty() ? *right : currency;
    const Expected<QString, QString> amount =
        parseNumber(text.sliced(first, end - first), decimal,
                    hasThreeDecimals(price.currency) ? LoneGroup::IsDecimal : LoneGroup::IsGroup);
    if (!amount)
        return Unexpected(amount.error());
    price.amount = isNegative ? u'-' + *amount : *amount;
    return price;
}

} // namespace creel
