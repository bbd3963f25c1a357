#include "parse/extraction/date.h"
#include "parse/extraction/number.h"
#include "parse/extraction/price.h"
#include "parse/extraction/valuesteps.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

/// The value, or "! error".
QString told(const Expected<QString, QString> &result) { return result ? *result : u"! "_s + result.error(); }

QString told(const Expected<Price, QString> &result)
{
    return result ? result->amount + u' ' + result->currency : u"! "_s + result.error();
}

void addCase(const char *text, const char *expected, const char *option = "")
{
    QTest::newRow(text[0] ? qPrintable(QString::fromUtf8(text) + u' ' + QString::fromUtf8(option)) : "empty")
        << QString::fromUtf8(text) << QString::fromUtf8(expected) << QString::fromUtf8(option);
}

void addColumns()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("option");
}

/// Errors are compared by how they begin.
void compare(const QString &got, const QString &expected)
{
    if (expected.startsWith(u'!'))
        QVERIFY2(got.startsWith(expected), qPrintable(got));
    else
        QCOMPARE(got, expected);
}

std::vector<ExtractedValue> values(const QStringList &texts)
{
    std::vector<ExtractedValue> made;
    for (const QString &text : texts)
        made.push_back({true, text, {}, {}});
    return made;
}

/// The texts after a step; "-" for none, "! error" for an error.
QStringList after(const Step &step, const QStringList &texts, qsizetype bytes = 1'000'000)
{
    CompiledStep compiled{step, std::nullopt};
    if (step.kind == StepKind::Replace)
        compiled.pattern = *Regex::parse(step.pattern);
    std::vector<ExtractedValue> all = values(texts);
    ExtractionBudget budget;
    budget.bytes = bytes;
    ExtractionLeft left(budget);
    applyStep(compiled, all, *Url::parse(u"http://a.test/b/c?d"), left);
    QStringList results;
    for (const ExtractedValue &value : all)
        results << (value.isFound ? value.text : value.error.isEmpty() ? u"-"_s : u"! "_s + value.error);
    return results;
}

Step made(StepKind kind)
{
    Step step;
    step.kind = kind;
    return step;
}

Step replacing(const QString &pattern, const QString &with)
{
    Step step = made(StepKind::Replace);
    step.pattern = pattern;
    step.with = with;
    return step;
}

} // namespace

class tst_ValueSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAreReadAsPeopleWriteThem_data()
    {
        addColumns();
        addCase("0", "0");
        addCase("007", "7");
        addCase(" +12 ", "12");
        addCase("-12", "-12");
        addCase("−12,5", "-12.5");
        addCase("3.14", "3.14");
        addCase("3,14", "3.14");
        addCase("12.50", "12.50");
        addCase(".5", "0.5");
        addCase("0.125", "0.125");
        addCase("1.234,56", "1234.56");
        addCase("1,234.56", "1234.56");
        addCase("1.234.567", "1234567");
        addCase("1,234,567.8", "1234567.8");
        addCase("12,34,567", "1234567");
        addCase("1 234", "1234");
        addCase("1\xC2\xA0"
                "234\xE2\x80\xAF"
                "567,8",
                "1234567.8");
        addCase("1'234.50", "1234.50");
        addCase("1’234’567", "1234567");
        addCase("12 %", "12");
        addCase("12,5\xC2\xA0%", "12.5");
        addCase("1234567890123456789012345", "1234567890123456789012345");
        addCase("\xD9\xA1\xD9\xA2\xD9\xA3", "123");
        addCase("1.234", "! \"1.234\" can mean 1234 and 1.234.");
        addCase("1.234", "1.234", ".");
        addCase("1.234", "1234", ",");
        addCase("1,234", "1234", ".");
        addCase("1.234,5", "1234.5", ",");
        addCase("1234.567", "1234.567");
        addCase("", "! \"\" is no number");
        addCase("-", "! \"-\" is no number");
        addCase("twelve", "! \"twelve\" is no number");
        addCase("12 kg", "! \"12 kg\" is no number");
        addCase("1.23.4567", "! \"1.23.4567\" is no number");
        addCase("1,2,3", "! \"1,2,3\" is no number");
        addCase("1 23", "! \"1 23\" is no number");
        addCase("1.234,56,7", "! \"1.234,56,7\" is no number");
        addCase("1 234.567,8", "! \"1 234.567,8\" is no number");
        addCase("12..5", "! \"12..5\" is no number");
        addCase("5.", "! \"5.\" is no number");
        addCase("1e5", "! \"1e5\" is no number");
    }
    void numbersAreReadAsPeopleWriteThem()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QFETCH(QString, option);
        const QString got = told(parseNumber(text, option.isEmpty() ? QChar() : option.front()));
        compare(got, expected);
        if (!got.startsWith(u'!'))
            QVERIFY(isJsonNumber(got));
    }

    void pricesAreAmountAndCurrency_data()
    {
        addColumns();
        addCase("12,50 €", "12.50 EUR");
        addCase("€12.50", "12.50 EUR");
        addCase("EUR 1.299,00", "1299.00 EUR");
        addCase("1.299 €", "1299 EUR");
        addCase("$1,299", "1299 USD");
        addCase("US$ 5", "5 USD");
        addCase("CA$5", "5 CAD");
        addCase("usd 5.5", "5.5 USD");
        addCase("£0.99", "0.99 GBP");
        addCase("¥1,200", "1200 JPY");
        addCase("-5 €", "-5 EUR");
        addCase("€ -5", "-5 EUR");
        addCase("-$5", "-5 USD");
        addCase("12,- €", "12 EUR");
        addCase("CHF 12.–", "12 CHF");
        addCase("49 zł", "49 PLN");
        addCase("1 290 Kč", "1290 CZK");
        addCase("1.234 KWD", "1.234 KWD");
        addCase("99 kr", "99 SEK", "SEK");
        addCase("99 kr", "! \"kr\" is money of several countries");
        addCase("12", "12 ");
        addCase("12", "12 EUR", "EUR");
        addCase("12 USD", "12 USD", "EUR");
        addCase("free", "! There is no amount in \"free\"");
        addCase("", "! There is no amount in \"\"");
        addCase("€ 12 USD", "! \"€ 12 USD\" names two currencies");
        addCase("from 12 €", "! \"from\" beside an amount is no currency");
        addCase("12 € - 15 €", "! ");
    }
    void pricesAreAmountAndCurrency()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QFETCH(QString, option);
        compare(told(parsePrice(text, {}, option)), expected);
    }

    void datesBecomeIso8601_data()
    {
        addColumns();
        addCase("2024-05-01", "2024-05-01");
        addCase("20240501", "2024-05-01");
        addCase("2024/5/1", "2024-05-01");
        addCase("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z");
        addCase("2024-05-01T10:00:00.250+02:00", "2024-05-01T10:00:00.250+02:00");
        addCase("2024-05-01 10:00 -0530", "2024-05-01T10:00:00-05:30");
        addCase("2024-05-01T10:00", "2024-05-01T10:00:00");
        addCase("2024-05-01T24:00:00", "2024-05-02T00:00:00");
        addCase("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"); // RFC 1123
        addCase("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37");       // asctime
        addCase("Sun, 06 Nov 1994 08:49:37 -0800", "1994-11-06T08:49:37-08:00");
        addCase("6 November 1994", "1994-11-06");
        addCase("November 6th, 1994", "1994-11-06");
        addCase("Nov. 6, 1994 at 8:49 pm", "1994-11-06T20:49:00");
        addCase("Nov 6, 1994, 12:05 a.m. EST", "1994-11-06T00:05:00-05:00");
        addCase("the 1st of May, 2024", "2024-05-01");
        addCase("6. November 1994", "1994-11-06");
        addCase("Sonntag, den 6. November 1994 um 8:49 Uhr", "1994-11-06T08:49:00");
        addCase("3. März 2024", "2024-03-03");
        addCase("31. Jänner 2024", "2024-01-31");
        addCase("1er août 2024", "2024-08-01");
        addCase("jeudi 15 février 2024 à 18:30", "2024-02-15T18:30:00");
        addCase("6 de noviembre de 1994", "1994-11-06");
        addCase("miércoles, 1 de mayo de 2024", "2024-05-01");
        addCase("31.12.2024", "2024-12-31");
        addCase("12/31/2024", "2024-12-31");
        addCase("4.4.2024", "2024-04-04");
        addCase("3/4/2024", "! \"3/4/2024\" can be two days");
        addCase("3/4/2024", "2024-04-03", "day");
        addCase("3/4/2024", "2024-03-04", "month");
        addCase("31.12.2024", "! \"31.12.2024\" is no day", "month");
        addCase("2024-02-29", "2024-02-29");
        addCase("2023-02-29", "! \"2023-02-29\" is no day of the calendar");
        addCase("31 June 2024", "! \"31 June 2024\" is no day of the calendar");
        addCase("Monday, 6 November 1994", "! \"Monday, 6 November 1994\" is another day of the week");
        addCase("6 Nov 94", "! \"6 Nov 94\" has no year of four digits");
        addCase("May 2024", "! \"May 2024\" has no day, month and year");
        addCase("yesterday", "! \"yesterday\" has a word in it that is no part of a date, \"yesterday\"");
        addCase("Posted 6 Nov 1994", "! \"Posted 6 Nov 1994\" has a word in it");
        addCase("2024-05-01 25:00", "! \"2024-05-01 25:00\" has no time of day");
        addCase("2024-05-01 10:61", "! ");
        addCase("2024-05-01T10:00 13:00", "! ");
        addCase("2024-05-01T10:00+99:00", "! ");
        addCase("2024-05-01 14:00 pm", "! ");
        addCase("", "! ");
        addCase("99999999999", "! ");
    }
    void datesBecomeIso8601()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QFETCH(QString, option);
        const DateOrder order = option.isEmpty() ? DateOrder::Unknown
            : option == "day"_L1                 ? DateOrder::DayFirst
                                                 : DateOrder::MonthFirst;
        const Expected<QString, QString> date = parseDate(text, order);
        compare(told(date), expected);
        if (date)
            QCOMPARE(told(parseDate(*date)), *date); // ISO 8601 stays as it is
    }

    void longAndStrangeDatesAreErrors()
    {
        QVERIFY(!parseDate(QString(1'000'000, u'1')));
        QVERIFY(!parseDate(u"10:"_s.repeated(30)));
        QVERIFY(!parseDate(u"2024-05-01 10:00 +"));
        QVERIFY(!parseDate(u"p.m."));
    }

    void trimTakesWhiteSpaceOffTheEnds()
    {
        QCOMPARE(after(made(StepKind::Trim), {u" \u00A0 a  b\t\n"_s}), QStringList{u"a  b"_s});
    }

    void collapseMakesOneSpaceOfAll()
    {
        QCOMPARE(after(made(StepKind::Collapse), {u" a \u00A0\n b "_s, u" "_s}), QStringList({u"a b"_s, QString()}));
    }

    void replaceReplacesEveryMatch()
    {
        QCOMPARE(after(replacing(u"(\\w+)@(\\w+)"_s, u"\\2 at \\1 \\\\ \\0"_s), {u"ä a@b, c@d"_s}),
                 QStringList{u"ä b at a \\ a@b, d at c \\ c@d"_s});
        QCOMPARE(after(replacing(u"x*"_s, u"-"_s), {u"aäxb"_s}), QStringList{u"-a-ä-b-"_s});
        QCOMPARE(after(replacing(u"a"_s, QString()), {u"aaa"_s, u"b"_s}), QStringList({QString(), u"b"_s}));
    }

    void aReplacementThatGrowsTooLargeIsAnError()
    {
        const QStringList got = after(replacing(u"a"_s, u"\\0\\0\\0"_s), {QString(1000, u'a')}, 2000);
        QVERIFY2(got.front().startsWith(u"! too complex"_s), qPrintable(got.front()));
    }

    void splitMakesSeveralValuesAndLeavesEmptyOnesOut()
    {
        Step step = made(StepKind::Split);
        step.separator = u";"_s;
        QCOMPARE(after(step, {u"a;;b;"_s, u"c"_s, u""_s}), QStringList({u"a"_s, u"b"_s, u"c"_s}));
        const QStringList many = after(step, {u"a;"_s.repeated(1000)}, 5000);
        QVERIFY2(many.back().startsWith(u"! too complex"_s), qPrintable(many.back()));
    }

    void aDefaultStandsWhereThereIsNone()
    {
        Step step = made(StepKind::Default);
        step.value = u"none"_s;
        QCOMPARE(after(step, {}), QStringList{u"none"_s});
        QCOMPARE(after(step, {QString(), u"a"_s}), QStringList({u"none"_s, u"a"_s}));
    }

    void referencesBecomeAbsoluteUrls()
    {
        QCOMPARE(after(made(StepKind::AbsoluteUrl), {u"../x y"_s, u"//joe:secret@b.test"_s}),
                 QStringList({u"http://a.test/x%20y"_s, u"http://b.test/"_s}));
        const QStringList broken = after(made(StepKind::AbsoluteUrl), {u"http://[/"_s});
        QVERIFY2(broken.front().startsWith(u"! \"http://[/\" is no URL: "_s), qPrintable(broken.front()));
    }

    void theNumberPriceAndDateStepsTellTheirErrors()
    {
        QCOMPARE(after(made(StepKind::Number), {u"1 234"_s}), QStringList{u"1234"_s});
        QCOMPARE(after(made(StepKind::Price), {u"5 €"_s}), QStringList{u"5 EUR"_s});
        QVERIFY(after(made(StepKind::Price), {u"5"_s}).front().startsWith(u"! \"5\" names no currency"_s));
        Step amount = made(StepKind::Price);
        amount.part = PricePart::Amount;
        QCOMPARE(after(amount, {u"5"_s}), QStringList{u"5"_s});
        Step currency = made(StepKind::Price);
        currency.part = PricePart::Currency;
        QCOMPARE(after(currency, {u"5 €"_s}), QStringList{u"EUR"_s});
        QCOMPARE(after(made(StepKind::Date), {u"1 May 2024"_s}), QStringList{u"2024-05-01"_s});
        QVERIFY(after(made(StepKind::Date), {u"soon"_s}).front().startsWith(u"! \"soon\" has a word"_s));
    }

    void aValueThatIsNotOfItsTypeIsAnError_data()
    {
        QTest::addColumn<FieldType>("type");
        QTest::addColumn<QString>("good");
        QTest::addColumn<QString>("bad");
        QTest::newRow("number") << FieldType::Number << u"-1.5"_s << u"1,5"_s;
        QTest::newRow("boolean") << FieldType::Boolean << u"false"_s << u"no"_s;
        QTest::newRow("date") << FieldType::Date << u"2024-05-01"_s << u"1 May 2024"_s;
        QTest::newRow("url") << FieldType::Url << u"http://a.test/"_s << u"/a"_s;
    }
    void aValueThatIsNotOfItsTypeIsAnError()
    {
        QFETCH(FieldType, type);
        QFETCH(QString, good);
        QFETCH(QString, bad);
        ExtractedValue value{true, good, {}, {}};
        checkType(value, type);
        QVERIFY(value.isFound && value.error.isEmpty());
        value.text = bad;
        checkType(value, type);
        QVERIFY(!value.isFound && !value.error.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_ValueSteps)
#include "tst_valuesteps.moc"
