#include "base/recipe.h"

#include <QFile>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

QByteArray withField(const QByteArray &members)
{
    return "{\"version\": 1, \"fields\": [{\"name\": \"price\", \"kind\": \"css\", \"expression\": \"b\"" + members
        + "}]}";
}

/// The errors as a person reads them, a line each.
QString told(const QByteArray &json)
{
    const auto recipe = recipeFromJson(json);
    QStringList lines;
    if (!recipe) {
        for (const RecipeError &error : recipe.error())
            lines << error.toString();
    }
    return lines.join(u'\n');
}

Recipe wholeRecipe()
{
    Recipe recipe;
    recipe.name = u"Fish \"fresh\" — now"_s;
    Field title{u"title"_s, RuleKind::Css, u"h1"_s};
    title.take = Take::VisibleText;
    Step replace;
    replace.kind = StepKind::Replace;
    replace.pattern = u"(\\d+)"_s;
    replace.with = u"<\\1>"_s;
    Step number;
    number.kind = StepKind::Number;
    number.decimal = u',';
    Step price;
    price.kind = StepKind::Price;
    price.currency = u"EUR"_s;
    price.part = PricePart::Amount;
    Step date;
    date.kind = StepKind::Date;
    date.order = DateOrder::DayFirst;
    Step split;
    split.kind = StepKind::Split;
    split.separator = u";"_s;
    Step standard;
    standard.kind = StepKind::Default;
    Step collapse;
    collapse.kind = StepKind::Collapse;
    title.steps = {Step(), collapse, replace, number, price, date, split, standard};
    recipe.fields << title;
    Field link{u"link"_s, RuleKind::Css, u":scope"_s};
    link.take = Take::Attribute;
    link.attribute = u"href"_s;
    link.many = Many::Joined;
    link.separator = u"\n"_s;
    link.type = FieldType::Url;
    Field sku{u"sku"_s, RuleKind::Regex, u"(?P<n>\\d)"_s};
    sku.group = u"n"_s;
    sku.many = Many::Rows;
    recipe.container =
        Container{RuleKind::Css, u".card"_s, {link}, {Container{RuleKind::Css, u"li"_s, {sku}, {}, {}}}, {}};
    return recipe;
}

} // namespace

class tst_Recipe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRecipeComesBackFromItsJson()
    {
        const Recipe recipe = wholeRecipe();
        const auto again = recipeFromJson(recipeToJson(recipe));
        QVERIFY2(again, qPrintable(told(recipeToJson(recipe))));
        QCOMPARE(recipeToJson(*again), recipeToJson(recipe));
        QVERIFY(*again == recipe);
        QCOMPARE(again->fieldNames(), QStringList({u"title"_s, u"link"_s, u"sku"_s}));
        Container other = recipe.container.value();
        other.nested.first().fields.first().group.clear();
        QVERIFY(!(other == recipe.container.value()));
    }

    void whatIsLeftOutHasItsDefault()
    {
        const auto recipe = recipeFromJson(withField(""));
        QVERIFY(recipe);
        QVERIFY(recipe->fields.first() == (Field{u"price"_s, RuleKind::Css, u"b"_s}));
        QCOMPARE(recipe->fields.first().take, Take::Text);
        QCOMPARE(recipe->fields.first().many, Many::First);
        QCOMPARE(recipe->fields.first().writtenAt.place, (TextPlace{1, 74}));
    }

    void aStepWithoutMembersMayBeItsName()
    {
        const auto recipe =
            recipeFromJson(withField(", \"steps\": [\"trim\", {\"step\": \"date\", \"order\": \"month-first\"}]"));
        QVERIFY(recipe);
        QCOMPARE(recipe->fields.first().steps.size(), 2);
        QCOMPARE(recipe->fields.first().steps.last().order, DateOrder::MonthFirst);
    }

    void everyErrorSaysWhereAndWhy_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &json, const char *expected) {
            QTest::newRow(name) << json << QString::fromUtf8(expected);
        };
        row("empty", "", "1:1: The file ends where a value is expected.");
        row("no JSON", "{\n  version: 1}", "2:3: A name in \"double quotes\" is expected here.");
        row("columns are characters", "{\"\xF0\x9F\x90\x9F\": x}",
            "1:7: This is no JSON value. Texts stand in \"double quotes\".");
        row("comma at the end", "{\"version\": 1,}", "1:15: A name in \"double quotes\" is expected here.");
        row("more behind", withField("") + "\n x", "2:2: The file goes on behind its end: remove what stands here.");
        row("twice", "{\"version\": 1,\n\"version\": 1}", "2:1: \"version\" stands here for the second time.");
        row("bad number", "{\"version\": 01}", "1:13: \"01\" is no number as JSON has it.");
        row("line break in a text", "[\"a\nb\"]",
            "1:4: A text can't have a line break or another control character in it: write \\n.");
        row("text without an end", "[\"a", "1:2: This text has no end: a \" is missing.");
        row("bad escape", "[\"\\d\"]", "1:3: This is no escape that JSON knows. Write \\\\ for a backslash itself.");
        row("half a character", "[\"\\ud83d\"]", "1:3: This is half a character: surrogates stand in pairs.");
        row("not UTF-8", "[\"\xFF\"]", "1:1: The file is no UTF-8 text: save it as UTF-8.");
        row("too deep", QByteArray(100'000, '['), "1:33: This is nested too deeply: 32 levels are the most.");
        row("no object", "[]", "1:1: a recipe is written as an object, {…}.");
        row("no version", "{\"fields\": []}", "1:1: a recipe needs a member \"version\".");
        row("newer", "{\"version\": 2}",
            "1:13: This Creel reads recipes of version 1 only: write \"version\": 1, or use a newer Creel.");
        row("no field", "{\"version\": 1, \"fields\": []}", "1:1: A recipe needs a field: add one to \"fields\".");
        row("unknown member", withField(",\n\"sep\": 1"),
            "2:1: field \"price\": \"sep\" is no member of a field, which may have: name, kind, expression, take, "
            "attribute, group, "
            "many, separator, steps, type.");
        row("no expression", "{\"version\": 1, \"fields\": [{\"name\": \"a\", \"kind\": \"css\"}]}",
            "1:27: field \"a\": a field needs a member \"expression\".");
        row("unknown kind",
            "{\"version\": 1, \"fields\": [{\"name\": \"a\", \"kind\": \"sql\", \"expression\": \"b\"}]}",
            "1:49: field \"a\": \"kind\" is one of: css, xpath, regex, jsonpath, json-ld, microdata, rdfa, opengraph, "
            "twitter-card, "
            "header, url, constant, page.");
        row("two of a name",
            "{\"version\": 1, \"fields\": [{\"name\": \"a\", \"kind\": \"css\", \"expression\": "
            "\"b\"}],\n\"container\": {\"kind\": "
            "\"css\", \"expression\": \"b\", \"fields\": [{\"name\": \"a\", \"kind\": \"css\", \"expression\": "
            "\"b\"}]}}",
            "2:69: field \"a\": Two fields are called so: a column needs a name of its own.");
        row("separator alone", withField(", \"separator\": \";\""),
            "1:92: field \"price\": \"separator\" is for \"many\": \"joined\" only. To cut a value, add a step "
            "\"split\".");
        row("unknown step", withField(", \"steps\": [\"tirm\"]"),
            "1:89: field \"price\": \"step\" is one of: trim, collapse, replace, number, price, date, absolute-url, "
            "split, default.");
        row("step without what it needs", withField(", \"steps\": [\"replace\"]"),
            "1:89: field \"price\": a step \"replace\" needs a member \"pattern\".\n"
            "1:89: field \"price\": a step \"replace\" needs a member \"with\".");
        row("step with what it does not know",
            withField(", \"steps\": [{\"step\": \"trim\", \"order\": \"day-first\"}]"),
            "1:106: field \"price\": \"order\" is no member of a step \"trim\", which may have: step.");
        row("decimal", withField(", \"steps\": [{\"step\": \"number\", \"decimal\": \";\"}]"),
            "1:119: field \"price\": \"decimal\" is \".\" or \",\".");
        row("empty separator", withField(", \"steps\": [{\"step\": \"split\", \"separator\": \"\"}]"),
            "1:120: field \"price\": \"separator\" is a text of one character or more.");
        row("nested twice",
            "{\"version\": 1, \"container\": {\"kind\": \"css\", \"expression\": \"a\", \"fields\": "
            "[],\n\"container\": {\"kind\": "
            "\"css\", \"expression\": \"a\", \"fields\": [],\n\"container\": 3}}}",
            "3:14: container: Containers are nested one level deep: this is the third.");
        row("all at once", withField(", \"take\": 1, \"type\": \"money\""),
            "1:87: field \"price\": \"take\" is one of: text, visible-text, inner-html, outer-html, attribute, "
            "absolute-url, count, "
            "exists.\n"
            "1:98: field \"price\": \"type\" is one of: text, number, boolean, date, url.");
    }

    void everyErrorSaysWhereAndWhy()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, expected);
        QCOMPARE(told(json), expected);
    }

    void textsOfAnyKindComeBackFromJson()
    {
        const QString text = u"\"\\/\b\f\n\r\t\u007f€🐟\u0001"_s;
        const auto json = parseJsonText(JsonText::string(text).compact());
        QVERIFY(json);
        QCOMPARE(json->text, text);
        const auto escaped = parseJsonText("\"\\ud83d\\uDC1f\\u20AC\\/\"");
        QVERIFY(escaped);
        QCOMPARE(escaped->text, u"🐟€/"_s);
        for (const char *broken : {"\"\\udc1f\"", "\"\\ud83d\\u0041\"", "\"\\u00\"", "\"\\u+123\"", "\"\\"})
            QVERIFY2(!parseJsonText(broken), broken);
    }

    void numbersStayAsTheyAreWritten()
    {
        const QByteArray json = "[0,-0,12345678901234567890.1230,1e5,-1E-7]";
        const auto read = parseJsonText(json);
        QVERIFY(read);
        QCOMPARE(read->compact(), json);
        for (const char *broken : {"", "-", ".5", "5.", "+1", "01", "1e", "0x1", "1 "})
            QVERIFY2(!isJsonNumber(QString::fromLatin1(broken)), broken);
    }

    void theSchemaIsJsonAndNamesEveryWord()
    {
        QFile file(QStringLiteral(CREEL_SOURCE_DIR "/resources/recipe-schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray schema = file.readAll();
        QVERIFY(parseJsonText(schema));
        for (const QString &names : {told(withField(", \"take\": 1, \"type\": 1, \"many\": 1, \"steps\": [\"x\"]"))}) {
            for (const QString &list : names.split(u'\n')) {
                for (QString word : list.section(u": "_s, -1).split(u", "_s))
                    QVERIFY2(schema.contains('"' + word.remove(u'.').toUtf8() + '"'), qPrintable(word));
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_Recipe)
#include "tst_recipe.moc"
