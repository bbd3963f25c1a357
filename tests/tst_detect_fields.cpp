#include "parse/builders.h"
#include "parse/detect/fieldnames.h"
#include "parse/detect/recorddetector.h"
#include "parse/detect/valuekinds.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

/// "number", "price, number", "replace ^Age:\s*, date day-first" …: steps, and the type where it isn't text.
QString kindOf(const QStringList &values, const QString &language = u"en"_s)
{
    Field field;
    field.take = Take::VisibleText;
    giveKind(field, values, language);
    QStringList words;
    for (const Step &step : field.steps) {
        QString word = step.kind == StepKind::Price ? u"price"_s
            : step.kind == StepKind::Number         ? u"number"_s
            : step.kind == StepKind::Date           ? u"date"_s
                                                    : u"replace "_s + step.pattern;
        if (step.part == PricePart::Amount)
            word += u" amount"_s;
        if (!step.decimal.isNull())
            word += u' ' + QString(step.decimal);
        if (step.order != DateOrder::Unknown)
            word += step.order == DateOrder::DayFirst ? u" day-first"_s : u" month-first"_s;
        words << word;
    }
    if (field.type != FieldType::Text)
        words << u"as "_s + fieldTypeName(field.type);
    return words.join(u", "_s);
}

/// The names of the best proposal's fields for six records of this kind, with their number for each #.
QString namesOf(const QByteArray &record)
{
    QByteArray html = "<!DOCTYPE html>";
    for (int i = 1; i <= 6; ++i)
        html += QByteArray(record).replace('#', QByteArray::number(i));
    const Document document = buildDocument(HtmlParser::Creel, html).document;
    const std::vector<RecordProposal> proposals = detectRecords(document);
    QStringList names;
    for (const Field &field : proposals.empty() ? QList<Field>() : proposals.front().container.fields)
        names << field.name;
    return names.join(u' ');
}

} // namespace

class tst_DetectFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesOfOneKindGetItsSteps_data()
    {
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char *name, const QStringList &values, const char *language, const char *kind) {
            QTest::newRow(name) << values << QString::fromLatin1(language) << QString::fromUtf8(kind);
        };
        row("prices", {u"$5.00"_s, u"$1,200.50"_s}, "en", "price amount, as number");
        row("prices in two currencies", {u"$5.00"_s, u"5,00 €"_s}, "en", "price");
        row("amounts without a currency are numbers", {u"5.00"_s, u"7.25"_s}, "en", "number, as number");
        row("one price on request", {u"$5.00"_s, u"on request"_s}, "en", "");
        row("counts", {u"12"_s, u"1,204"_s, u"3"_s}, "en", "number ., as number");
        row("German numbers", {u"1.204"_s, u"3,5"_s}, "de", "number ,, as number");
        row("article numbers keep their zeros", {u"0042"_s, u"1001"_s}, "en", "");
        row("telephone numbers keep their plus", {u"+49431555"_s, u"+49431556"_s}, "en", "");
        row("long digits are keys", {u"4006381333931123"_s}, "en", "");
        row("dates with names", {u"5 May 2024"_s, u"Jun 1, 2024"_s}, "en", "date, as date");
        row("American dates", {u"3/4/2024"_s, u"5/6/2024"_s}, "en-us", "date month-first, as date");
        row("British dates", {u"3/4/2024"_s, u"5/6/2024"_s}, "en-gb", "date day-first, as date");
        row("words", {u"red"_s, u"blue"_s}, "en", "");
        row("labels", {u"Age (years): 4"_s, u"Age (years): 11"_s}, "en",
            "replace ^Age \\(years\\):\\s*, number, as number");
        row("labels of words", {u"Größe: M"_s, u"Größe: L"_s}, "de", "replace ^Größe:\\s*");
        row("times are no labels", {u"12: 30"_s, u"12: 45"_s}, "en", "");
        row("one label that differs", {u"Age: 4"_s, u"Alter: 11"_s}, "en", "");
        row("nothing", {}, "en", "");
    }
    void valuesOfOneKindGetItsSteps()
    {
        QFETCH(QStringList, values);
        QFETCH(QString, language);
        QFETCH(QString, kind);
        QCOMPARE(kindOf(values, language), kind);
    }

    void columnNamesAreLowerCaseWithUnderscores()
    {
        QCOMPARE(columnName(u"Net time (h)"_s), u"net_time_h"_s);
        QCOMPARE(columnName(u"  Größe / Maß "_s), u"größe_maß"_s);
        QCOMPARE(columnName(u"—"_s), QString());
        QVERIFY(columnName(QString(500, u'x')).size() <= 40);
    }

    void namesAreUnique()
    {
        QSet<QString> taken;
        QCOMPARE(uniqueName(u"a"_s, taken), u"a"_s);
        QCOMPARE(uniqueName(u"a"_s, taken), u"a_2"_s);
        QCOMPARE(uniqueName(u"a_2"_s, taken), u"a_2_2"_s);
    }

    void namesComeFromThePage_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QString>("names");
        const auto row = [](const char *name, const char *record, const char *names) {
            QTest::newRow(name) << QByteArray(record) << QString::fromUtf8(names);
        };
        row("classes without the record's own words",
            "<div class=shop-item><b class=shop-item__vendorName>V#</b><i class=shop-item__text-stock>S#</i></div>",
            "vendor_name stock");
        row("classes that say nothing", "<div class=c><b class=text>V#</b><i class=css-1x2y3z>S#</i></div>",
            "title text");
        row("itemprop", "<div itemscope><b itemprop=productID>V#</b><i itemprop=description>S#</i></div>",
            "product_id description");
        row("tags", "<article><h3>T#</h3><time datetime=2024-05-0#>x</time><img src=#.png><cite>C#</cite></article>",
            "title date image source");
        row("links", "<article><h3><a href=#>Title number #</a></h3><a class=author href=a#>Author #</a></article>",
            "title url author author_url");
        row("pictures",
            "<div class=c><b>B#</b><img class='user-avatar rounded' src=a#.png><img class=img-responsive src=#.png "
            "alt='A #'></div>",
            "title avatar image image_alt");
        row("labels", "<div class=c><b>B#</b><dl><dt>Unit price:<dd>X#<dt>Room No.<dd>Y#</dl></div>",
            "title unit_price room_no");
        row("kinds", "<div class=c><b>B#</b><i>$#.50</i><u>19#0</u><s>#2</s><q>2024-01-0#</q></div>",
            "title price year number date");
        row("attributes for scripts", "<div class=c data-sku=X#><b>B#</b><i>I#</i></div>", "sku title text");
        row("words for screen readers", "<div class=c><b>B#</b><i class=stars aria-label='# of 5'></i><u>U#</u></div>",
            "title stars text");
    }
    void namesComeFromThePage()
    {
        QFETCH(QByteArray, record);
        QFETCH(QString, names);
        QCOMPARE(namesOf(record), names);
    }
};

QTEST_GUILESS_MAIN(tst_DetectFields)
#include "tst_detect_fields.moc"
