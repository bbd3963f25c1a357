#include "base/jsontext.h"
#include "parse/builders.h"
#include "parse/extraction/extraction.h"
#include "parse/extraction/webscraperimport.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/webscraper/");

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

QStringList textsOf(const JsonText &array)
{
    QStringList texts;
    for (const JsonText &item : array.items)
        texts << item.text;
    return texts;
}

/// The records as the fixtures have them: what has no value is left out.
JsonText recordsOf(const Recipe &recipe, const QByteArray &html)
{
    JsonText records = JsonText::array();
    const auto compiled = CompiledRecipe::compile(recipe);
    if (!compiled)
        return JsonText::string(compiled.error().front().toString());
    const Document document = buildDocument(defaultHtmlParser, html).document;
    const Extraction extraction = extract(*compiled, {document, "https://example.com/dir/page.html", {}});
    for (const ExtractedRecord &record : extraction.records) {
        JsonText object = JsonText::object();
        for (qsizetype i = 0; i < compiled->names().size(); ++i) {
            const ExtractedValue &value = record.values[size_t(i)];
            if (value.isFound || !value.error.isEmpty())
                object.add(compiled->names()[i], JsonText::string(value.isFound ? value.text : value.error));
        }
        records.items.push_back(object);
    }
    return records;
}

} // namespace

class tst_WebScraperImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sitemapsBecomeRecipes_data()
    {
        QTest::addColumn<QString>("folder");
        const QStringList folders = QDir(fixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY2(folders.size() >= 10, "the fixtures are missing");
        for (const QString &folder : folders)
            QTest::newRow(qPrintable(folder)) << fixtures + folder;
    }

    void sitemapsBecomeRecipes()
    {
        QFETCH(QString, folder);
        const auto imported = importWebScraperSitemap(readFile(folder + u"/sitemap.json"_s));
        QVERIFY2(imported, imported ? "" : qPrintable(imported.error()));
        const auto expected = parseJsonText(readFile(folder + u"/expected.json"_s));
        QVERIFY2(expected, expected ? "" : qPrintable(expected.error().message));
        for (const JsonMember &member : expected->members) {
            if (member.name == u"startUrls") {
                QCOMPARE(imported->startUrls, textsOf(member.value));
            } else if (member.name == u"startUrlCount") {
                QCOMPARE(QString::number(imported->startUrls.size()), member.value.text);
            } else if (member.name == u"links") {
                QCOMPARE(imported->linkSelectors, textsOf(member.value));
            } else if (member.name == u"notes") {
                const QStringList notes = textsOf(member.value);
                QVERIFY2(imported->notes.size() == notes.size(), qPrintable(imported->notes.join(u'\n')));
                for (qsizetype i = 0; i < notes.size(); ++i)
                    QVERIFY2(imported->notes[i].startsWith(notes[i]), qPrintable(imported->notes[i]));
            } else {
                const JsonText records = recordsOf(imported->recipe, readFile(folder + u"/page.html"_s));
                QCOMPARE(QString::fromUtf8(records.pretty()), QString::fromUtf8(member.value.pretty()));
            }
        }
        // What is printed is a recipe, too.
        const auto again = recipeFromJson(recipeToJson(imported->recipe));
        QVERIFY2(again, again ? "" : qPrintable(again.error().front().toString()));
        QCOMPARE(again->fieldNames(), imported->recipe.fieldNames());
    }

    void whatIsNoSitemapSaysWhere_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const QByteArray &json, const char *error) {
            QTest::newRow(name) << json << QString::fromUtf8(error);
        };
        row("nothing", "", "1:1: ");
        row("broken", "{\"_id\": \"x\",\n \"selectors\": [}", "2:16: ");
        row("no object", "[]", "1:1: This is no sitemap of webscraper.io");
        row("no selectors", "{\"_id\": \"x\"}", "1:1: This is no sitemap");
        row("selectors are no array", "{\n \"selectors\": {}}", "2:15: This is no sitemap");
        row("a selector is no object", "{\"selectors\": [1]}", "1:16: A selector is an object");
        row("no id", "{\"selectors\": [{\"type\": \"SelectorText\"}]}", "1:16: A selector needs an \"id\".");
        row("no type", "{\"selectors\": [{\"id\": \"a\"}]}", "1:16: The selector \"a\" needs a \"type\".");
        row("id is no text", "{\"selectors\": [{\"id\": 5, \"type\": \"SelectorText\"}]}", "1:23: \"id\" is a text");
        row("multiple is no truth",
            "{\"selectors\": [{\"id\": \"a\", \"type\": \"SelectorText\", \"multiple\": \"yes\"}]}",
            "1:64: \"multiple\" is true or false.");
        row("parents", "{\"selectors\": [{\"id\": \"a\", \"type\": \"SelectorText\", \"parentSelectors\": [1]}]}",
            "1:72: \"parentSelectors\" has texts");
        row("nothing in it", "{\"selectors\": []}", "Nothing of this sitemap can be taken over: it has no selectors.");
        row("nothing that can be read",
            "{\"selectors\": [{\"id\": \"a\", \"type\": \"SelectorText\", \"selector\": \"p:eq(1)\", "
            "\"parentSelectors\": [\"_root\"]}]}",
            "Nothing of this sitemap can be taken over: \"a\": it was left out");
        row("parents that go in a circle",
            "{\"selectors\": [{\"id\": \"a\", \"type\": \"SelectorElement\", \"selector\": \"p\", \"multiple\": true, "
            "\"parentSelectors\": [\"b\"]}, {\"id\": \"b\", \"type\": \"SelectorElement\", \"selector\": \"p\", "
            "\"multiple\": true, "
            "\"parentSelectors\": [\"a\"]}]}",
            "Nothing of this sitemap can be taken over: \"a\": it was left out, since none of its parents");
    }

    void whatIsNoSitemapSaysWhere()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, error);
        const auto imported = importWebScraperSitemap(json);
        QVERIFY(!imported);
        QVERIFY2(imported.error().startsWith(error), qPrintable(imported.error()));
    }

    void everyTruncationEnds()
    {
        for (const QString &folder : QDir(fixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QByteArray json = readFile(fixtures + folder + u"/sitemap.json"_s);
            for (qsizetype size = 0; size < json.trimmed().size(); size += 3)
                QVERIFY(!importWebScraperSitemap(json.first(size)));
        }
    }

    void aLongChainOfElementsEnds()
    {
        QByteArray json = "{\"selectors\": [";
        for (int i = 0; i < 300; ++i)
            json += "{\"id\": \"" + QByteArray::number(i)
                + "\", \"type\": \"SelectorElement\", \"multiple\": true, \"selector\": \"p\", "
                  "\"parentSelectors\": [\""
                + (i == 0 ? QByteArray("_root") : QByteArray::number(i - 1)) + "\"]},";
        json += "{\"id\": \"t\", \"type\": \"SelectorText\", \"selector\": \"b\", \"parentSelectors\": [\"9\"]}]}";
        const QByteArray tooMany = json;
        QVERIFY(!importWebScraperSitemap(tooMany)); // 301
        json.replace("{\"id\": \"299\"", "{\"id\": \"298\"").replace("[\"298\"]", "[\"nowhere\"]");
        QVERIFY(importWebScraperSitemap(QByteArray(json).replace("{\"id\": \"0\",", "{\"id\": \"zero\","))
                    .error()
                    .startsWith(u"1:"_s));
    }
};

QTEST_GUILESS_MAIN(tst_WebScraperImport)
#include "tst_webscraperimport.moc"
