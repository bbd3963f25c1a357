#include "base/jsontext.h"
#include "base/record.h"
#include "parse/builders.h"
#include "parse/structured/structuredtemplate.h"
#include "run/recipetemplates.h"
#include "run/typetemplates.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSet>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/templates/");

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

StoredPage pageOf(const QByteArray &html)
{
    StoredPage page;
    page.body = html;
    page.contentType = "text/html";
    page.url = "https://example.com/dir/page.html";
    return page;
}

/// The records as the fixtures have them: what has no value is left out; an error is "error: …".
JsonText recordsOf(const Recipe &recipe, const StoredPage &page)
{
    JsonText records = JsonText::array();
    const auto extractor = PageExtractor::make(recipe);
    if (!extractor)
        return JsonText::string(extractor.error().front().toString());
    const PageRecords found = extractor->extract(page);
    if (!found.error.isEmpty())
        return JsonText::string(found.error);
    for (const PageRecord &record : found.records) {
        JsonText object = JsonText::object();
        for (qsizetype i = 0; i < record.values.size(); ++i) {
            const PageValue &value = record.values[i];
            if (!value.error.isEmpty())
                object.add(extractor->names()[i], JsonText::string(u"error: "_s + value.error));
            else if (value.isFound && extractor->type(i) == FieldType::Number)
                object.add(extractor->names()[i], JsonText::number(value.text));
            else if (value.isFound && extractor->type(i) == FieldType::Boolean)
                object.add(extractor->names()[i], JsonText::truth(value.text == u"true"));
            else if (value.isFound)
                object.add(extractor->names()[i], JsonText::string(value.text));
        }
        records.items.push_back(object);
    }
    return records;
}

/// "name expression many", a line for each field.
QString fieldsOf(const Recipe &recipe)
{
    QStringList lines;
    for (const Field &field : recipe.fields)
        lines << field.name + u' ' + ruleKindName(field.kind) + u' ' + field.expression
                + QString(field.many == Many::Rows         ? u" rows"_s
                              : field.many == Many::Joined ? u" joined"_s
                                                           : QString());
    return lines.join(u'\n');
}

QByteArray jsonLd(const QByteArray &json) { return "<script type='application/ld+json'>" + json + "</script>"; }

} // namespace

class tst_RecipeTemplates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFileIsATemplateAndSaysWhatItIsFor()
    {
        QStringList files = QDir(QStringLiteral(CREEL_SOURCE_DIR "/resources/recipes")).entryList({u"*.json"_s});
        QStringList names;
        for (const RecipeTemplate &one : recipeTemplates()) {
            names << one.name + u".json"_s;
            QCOMPARE(findRecipeTemplate(one.name), &one);
            QVERIFY2(!one.recipe.name.isEmpty() && !one.recipe.fieldNames().isEmpty(), qPrintable(one.name));
            QVERIFY2(one.purpose.endsWith(u'.'), qPrintable(one.name));
        }
        names.sort();
        QCOMPARE(names, files);
        QVERIFY(!findRecipeTemplate(u"nothing"_s));
    }

    void templatesGiveTheirTable_data()
    {
        QTest::addColumn<QString>("name");
        for (const RecipeTemplate &one : recipeTemplates())
            QTest::newRow(qPrintable(one.name)) << one.name;
    }

    void templatesGiveTheirTable()
    {
        QFETCH(QString, name);
        const auto expected = parseJsonText(readFile(fixtures + name + u"/expected.json"_s));
        QVERIFY2(expected, expected ? "" : qPrintable(expected.error().message));
        const Recipe recipe = findRecipeTemplate(name)->recipe;
        const JsonText records = recordsOf(recipe, pageOf(readFile(fixtures + name + u"/page.html"_s)));
        QCOMPARE(QString::fromUtf8(records.pretty()), QString::fromUtf8(expected->pretty()));
        QVERIFY(!records.compact().contains("error: "));

        QSet<QString> found;
        for (const JsonText &record : expected->items)
            for (const JsonMember &member : record.members)
                found.insert(member.name);
        QVERIFY2(found.size() * 3 >= recipe.fieldNames().size() * 2, "the fixture shows too few of the fields");
    }

    void noTemplateNamesAColumnAsTheTableDoes()
    {
        for (const RecipeTemplate &one : recipeTemplates())
            for (const QString &name : one.recipe.fieldNames())
                for (const char *column : columnNames)
                    QVERIFY2(name != QLatin1StringView(column), qPrintable(one.name + u": "_s + name));
    }

    void aTypeOnAPageBecomesARecipe_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("fields");
        const auto row = [](const char *name, const QByteArray &html, const char *type, const char *fields) {
            QTest::newRow(name) << html << QString::fromLatin1(type) << QString::fromLatin1(fields);
        };
        row("values and items",
            jsonLd("{'@type':'Product','name':'Rod','offers':{'@type':'Offer','price':5,'seller':{'@type':'"
                   "Organization','name':'X'}}}"),
            "Product",
            "name json-ld Product.name\noffers_price json-ld Product.offers.price\noffers_seller_name json-ld "
            "Product.offers.seller.name");
        row("several values are joined", jsonLd("{'@type':'Product','image':['a','b'],'name':'c'}"), "Product",
            "image json-ld Product.image joined\nname json-ld Product.name");
        row("several items of which each has one are rows",
            jsonLd("[{'@type':'Event','name':'a','url':'x'},{'@type':'Event','name':'b'}]"), "Event",
            "name json-ld Event.name rows\nurl json-ld Event.url joined");
        row("another type", jsonLd("{'@type':'Event','name':'a'}"), "Product", "");
        row("empty values", jsonLd("{'@type':'Event','name':'','url':null}"), "Event", "");
        row("names with points", jsonLd("{'@type':'T','a.b':'x'}"), "T", "a.b json-ld T.\"a.b\"");
        row("names that no path can have", jsonLd("{'@type':'T','a b':'x','c':'y'}"), "T", "c json-ld T.c");
        row("names that are one", jsonLd("{'@type':'T','a_b':'x','a':{'@type':'U','b':'y'}}"), "T",
            "a_b json-ld T.a_b\na_b_2 json-ld T.a.b");
        row("an item that leads back",
            jsonLd("{'@id':'#1','@type':'T','name':'x','part':{'@id':'#2','@type':'U','whole':{'@id':'#1'},'n':'y'}}"),
            "T", "name json-ld T.name\npart_n json-ld T.part.n");
        row("items that lead to each other",
            "<div id=a itemprop=q itemscope itemtype='https://schema.org/T' itemref=b><i itemprop=n>x</i></div>"
            "<div id=b itemprop=p itemscope itemref=a><i itemprop=m>y</i></div>",
            "microdata:T", "n microdata T.n\np_m microdata T.p.m");
        row("microdata", "<div itemscope itemtype='https://schema.org/Product'><b itemprop=name>x</b></div>",
            "microdata:Product", "name microdata Product.name");
        row("RDFa", "<div vocab='https://schema.org/' typeof=Product><b property=name>x</b></div>", "rdfa:Product",
            "name rdfa Product.name");
        row("of another syntax", jsonLd("{'@type':'Product','name':'x'}"), "microdata:Product", "");
    }

    void aTypeOnAPageBecomesARecipe()
    {
        QFETCH(QByteArray, html);
        QFETCH(QString, type);
        QFETCH(QString, fields);
        const StoredPage page = pageOf(html.startsWith("<script") ? html.replace('\'', '"') : html);
        const RuleKind kind = type.startsWith(u"micro") ? RuleKind::Microdata
            : type.startsWith(u"rdfa")                  ? RuleKind::Rdfa
                                                        : RuleKind::JsonLd;
        const Recipe recipe = recipeForType(page, {kind, type.section(u':', -1)});
        QCOMPARE(fieldsOf(recipe), fields);
        if (fields.isEmpty())
            return;
        // Every field finds something on the page that it was made from.
        const JsonText records = recordsOf(recipe, page);
        QVERIFY2(!records.items.empty(), records.compact().constData());
        QCOMPARE(qsizetype(records.items.front().members.size()), recipe.fields.size());
    }

    void aPagesTypesAreListedBySyntax()
    {
        const StoredPage page = pageOf(jsonLd("{\"@type\":[\"Product\",\"Thing\"],\"offers\":{\"@type\":\"Offer\"}}")
                                       + "<div itemscope itemtype='https://schema.org/Product'></div>");
        const QList<TypeOnPage> types = typesOnPage(page);
        QStringList words;
        for (const TypeOnPage &type : types)
            words << ruleKindName(type.kind) + u':' + type.type;
        QCOMPARE(words.join(u' '), u"json-ld:Offer json-ld:Product json-ld:Thing microdata:Product"_s);
        StoredPage image = page;
        image.contentType = "image/png";
        QVERIFY(typesOnPage(image).isEmpty());
    }

    void itemsThatShareOthersEndInTime()
    {
        // Thirty ways from each item to the next, so that there are millions of them.
        QByteArray names, html = "<div itemscope itemtype='https://schema.org/T'>";
        for (int i = 0; i < 30; ++i)
            names += " w" + QByteArray::number(i);
        for (int depth = 0; depth < 7; ++depth)
            html += "<i itemprop=n>x</i><div itemscope itemprop='" + names + "'>";
        QElapsedTimer timer;
        timer.start();
        const Recipe recipe = recipeForType(pageOf(html), {RuleKind::Microdata, u"T"_s});
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(recipe.fields.size() <= 100 && !recipe.fields.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_RecipeTemplates)
#include "tst_recipetemplates.moc"
