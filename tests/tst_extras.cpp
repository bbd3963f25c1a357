#include "base/jsontext.h"
#include "base/pageextra.h"
#include "parse/builders.h"
#include "parse/documentbuilder.h"
#include "parse/extraction/extraction.h"
#include "parse/extras/nearduplicates.h"
#include "parse/extras/simhash.h"
#include "parse/extras/words.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/extras/");

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

QString readSource(const char *path)
{
    return QString::fromUtf8(readFile(QStringLiteral(CREEL_SOURCE_DIR "/") + QLatin1String(path)));
}

Field extraField(const QString &name, Many many = Many::Rows, Take take = Take::Text)
{
    Field field;
    field.name = u"extra"_s;
    field.kind = RuleKind::Page;
    field.expression = name;
    field.many = many;
    field.take = take;
    return field;
}

Recipe recipeOf(const Field &field)
{
    Recipe recipe;
    recipe.fields << field;
    return recipe;
}

QString errorOf(const Recipe &recipe)
{
    const auto made = CompiledRecipe::compile(recipe);
    return made ? QString() : made.error().front().toString();
}

ExtractionPage pageOf(const Document &document, const Headers &headers)
{
    return {document, "https://example.com/dir/page.html", headers, {}, u"windows-1252"_s, u"http"_s};
}

Extraction extracted(const Field &field, const ExtractionPage &page, const ExtractionBudget &budget = {})
{
    const auto made = CompiledRecipe::compile(recipeOf(field));
    if (!made)
        qFatal("%s", qPrintable(made.error().front().toString()));
    return extract(*made, page, budget);
}

/// The values of an extra, a line each; an error is "error: …".
QString valuesOf(const QString &name, const QByteArray &html, const Headers &headers = {})
{
    const ParsedDocument parsed = buildDocument(defaultHtmlParser, html);
    QStringList lines;
    for (const ExtractedRecord &record : extracted(extraField(name), pageOf(parsed.document, headers)).records) {
        const ExtractedValue &value = record.values.front();
        if (value.isFound)
            lines << value.text;
        else if (!value.error.isEmpty())
            lines << u"error: "_s + value.error;
    }
    return lines.join(u'\n');
}

} // namespace

class tst_Extras : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyExtraHasAPlaceAName_andADescription()
    {
        const QString schema = readSource("resources/recipe-schema.json"), readme = readSource("README.md");
        int place = 0;
        for (const PageExtraInfo &info : pageExtras()) {
            QCOMPARE(int(info.extra), place++);
            QCOMPARE(&pageExtraInfo(info.extra), &info);
            QCOMPARE(findPageExtra(info.name), &info);
            QVERIFY2(info.description.endsWith(u'.'), qPrintable(info.name));
            QVERIFY2(schema.contains(u"\"%1\""_s.arg(info.name)), qPrintable(u"the schema lacks "_s + info.name));
            const QString topic = info.name.section(u':', 0, 0);
            QVERIFY2(readme.contains(u'`' + topic), qPrintable(u"the README lacks "_s + topic));
            QCOMPARE(errorOf(recipeOf(extraField(info.name))), QString());
        }
    }

    void anUnknownNameIsAnErrorThatListsThem()
    {
        const QString error = errorOf(recipeOf(extraField(u"enconding"_s)));
        QVERIFY2(error.startsWith(u"field \"extra\": \"enconding\" is no extra of a page. There are: encoding, "_s),
                 qPrintable(error));
        QVERIFY2(error.contains(u"headings:6"_s), qPrintable(error));
    }

    void anExtraIsThePagesAndHasNoElement()
    {
        Recipe inside;
        inside.container = Container{RuleKind::Css, u"li"_s, {extraField(u"language"_s)}, {}, {}};
        QVERIFY2(errorOf(inside).contains(u"An extra is the page's: move it out of the container"_s),
                 qPrintable(errorOf(inside)));
        QVERIFY(
            errorOf(recipeOf(extraField(u"headings"_s, Many::Rows, Take::OuterHtml))).contains(u"needs an element"));
        QVERIFY(errorOf(recipeOf(extraField(u"headings"_s, Many::Rows, Take::AbsoluteUrl))).contains(u"text, count"));
        Recipe container;
        container.container = Container{RuleKind::Page, u"headings"_s, {extraField(u"language"_s)}, {}, {}};
        QVERIFY(errorOf(container).startsWith(u"container: "));
    }

    void manySaysWhatBecomesOfSeveralValues()
    {
        const Document document = buildDocument(defaultHtmlParser, "<h1>A</h1><h2>B</h2><h2>C</h2>").document;
        const auto of = [&document](Many many, Take take) {
            return extracted(extraField(u"headings"_s, many, take), pageOf(document, {}))
                .records.front()
                .values.front()
                .text;
        };
        QCOMPARE(of(Many::First, Take::Text), u"h1: A"_s);
        QCOMPARE(of(Many::Last, Take::Text), u"h2: C"_s);
        QCOMPARE(of(Many::Joined, Take::Text), u"h1: A, h2: B, h2: C"_s);
        QCOMPARE(of(Many::First, Take::Count), u"3"_s);
        QCOMPARE(of(Many::First, Take::Exists), u"true"_s);
    }

    void aSpentBudgetIsAnErrorOfTheValue()
    {
        const Document document = buildDocument(defaultHtmlParser, QByteArray("<h2>text</h2>").repeated(1000)).document;
        ExtractionBudget steps, bytes;
        steps.steps = 100;
        bytes.bytes = 1000;
        for (const ExtractionBudget &budget : {steps, bytes}) {
            for (const Take take : {Take::Text, Take::Count}) {
                const Extraction made =
                    extracted(extraField(u"headings"_s, Many::First, take), pageOf(document, {}), budget);
                const ExtractedValue &value = made.records.front().values.front();
                QVERIFY2(value.error.startsWith(u"too complex"_s), qPrintable(value.text));
                QVERIFY(!value.isFound);
            }
        }
    }

    void pagesHaveTheirExtras_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<HtmlParser>("parser");
        const QStringList folders = QDir(fixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY2(folders.size() >= 11, "the fixtures are missing");
        for (const HtmlParser parser : {HtmlParser::Creel, HtmlParser::Gumbo}) {
            for (const QString &folder : folders)
                QTest::newRow(qPrintable(folder + u' ' + htmlParserName(parser))) << fixtures + folder << parser;
        }
    }

    void pagesHaveTheirExtras()
    {
        QFETCH(QString, folder);
        QFETCH(HtmlParser, parser);
        const auto file = parseJsonText(readFile(folder + u"/expected.json"_s));
        QVERIFY2(file, file ? "" : qPrintable(file.error().message));
        QByteArray url = "https://example.com/dir/page.html";
        Headers headers;
        const JsonText *extras = nullptr;
        for (const JsonMember &member : file->members) {
            if (member.name == u"url")
                url = member.value.text.toUtf8();
            else if (member.name == u"headers")
                for (const JsonText &header : member.value.items)
                    headers.append({header.items[0].text.toUtf8(), header.items[1].text.toUtf8()});
            else
                extras = &member.value;
        }
        QVERIFY(extras && !extras->members.empty());
        const ParsedDocument parsed = buildDocument(parser, readFile(folder + u"/page.html"_s));
        for (const JsonMember &extra : extras->members) {
            QStringList expected;
            for (const JsonText &value : extra.value.items)
                expected << value.text;
            QStringList got;
            for (const ExtractedRecord &record :
                 extracted(extraField(extra.name), {parsed.document, url, headers}).records) {
                const ExtractedValue &value = record.values.front();
                if (value.isFound)
                    got << value.text;
                else if (!value.error.isEmpty()) // cut to what the fixture says of it
                    got << (u"error: "_s + value.error).left(expected.value(got.size()).size());
            }
            QVERIFY2(got == expected, qPrintable(extra.name + u":\n"_s + got.join(u'\n')));
        }
    }

    void theEncodingAndItsReasonAreThoseOfThePage()
    {
        QCOMPARE(valuesOf(u"encoding"_s, "x"), u"windows-1252"_s);
        QCOMPARE(valuesOf(u"encoding-reason"_s, "x"), u"http"_s);
    }

    void languagesAreDeclared_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<Headers>("headers");
        QTest::addColumn<QString>("language");
        const Headers german{{"content-language", "de"}};
        QTest::newRow("html lang") << QByteArray("<html lang=' en-us '>") << Headers{} << u"en-US"_s;
        QTest::newRow("script") << QByteArray("<html lang=zh-hant-tw>") << Headers{} << u"zh-Hant-TW"_s;
        QTest::newRow("underscore") << QByteArray("<html lang=pt_BR>") << Headers{} << u"pt-BR"_s;
        QTest::newRow("extension") << QByteArray("<html lang=DE-u-CO-PHONEBK>") << Headers{} << u"de-u-co-phonebk"_s;
        QTest::newRow("html before meta and header")
            << QByteArray("<html lang=fr><meta http-equiv=content-language content=es>") << german << u"fr"_s;
        QTest::newRow("meta before header")
            << QByteArray("<html><meta http-equiv=Content-Language content=es>") << german << u"es"_s;
        QTest::newRow("meta of several") << QByteArray("<meta http-equiv=content-language content='es, pt'>") << german
                                         << u"de"_s;
        QTest::newRow("header") << QByteArray("<p>") << german << u"de"_s;
        QTest::newRow("header of several") << QByteArray("<p>") << Headers{{"Content-Language", "de, en"}} << QString();
        QTest::newRow("headers of several")
            << QByteArray("<p>") << Headers{{"Content-Language", "de"}, {"Content-Language", "en"}} << QString();
        QTest::newRow("said to be unknown") << QByteArray("<html lang=''>") << german << QString();
        QTest::newRow("body's own counts not") << QByteArray("<body lang=it>") << Headers{} << QString();
        QTest::newRow("nothing") << QByteArray("<p>Ich bin ein Text auf Deutsch.") << Headers{} << QString();
    }

    void languagesAreDeclared()
    {
        QFETCH(QByteArray, html);
        QFETCH(Headers, headers);
        QFETCH(QString, language);
        QCOMPARE(valuesOf(u"language"_s, html, headers), language);
    }

    void headingsStandInTheirOrder()
    {
        const QByteArray page = "<h1>The <b>catch</b>\n of the day</h1><div hidden><h2>no</h2></div><article><h2><a "
                                "href=x>Cod</a></h2><h3></h3><svg><h4>is HTML</h4></svg></article><h2>Eel<script>1"
                                "</script><br>fried</h2><template><h2>no</h2></template><h7>none</h7>";
        QCOMPARE(valuesOf(u"headings"_s, page),
                 u"h1: The catch of the day\nh2: Cod\nh3: \nh4: is HTML\nh2: Eel fried"_s);
        QCOMPARE(valuesOf(u"headings:2"_s, page), u"Cod\nEel fried"_s);
        QCOMPARE(valuesOf(u"headings:6"_s, page), QString());
        const Document document = buildDocument(defaultHtmlParser, page).document;
        const ExtractedValue first = extracted(extraField(u"headings"_s), pageOf(document, {})).records[0].values[0];
        QCOMPARE(page.mid(first.source.begin, first.source.size()), QByteArray("The <b>catch</b>\n of the day"));
    }

    void oneParagraphOfSeveralIsNotTheMainText()
    {
        const QByteArray longOne = QByteArray("word ").repeated(100), shortOne = QByteArray("short ").repeated(12);
        QCOMPARE(
            valuesOf(u"main-text"_s, "<nav>Menu</nav><div><p>" + longOne + "</p><p>" + shortOne + "</p></div>Foot"),
            QString::fromLatin1(longOne.trimmed() + '\n' + shortOne.trimmed()));
        QCOMPARE(valuesOf(u"main-text"_s, "<div class=has-sidebar><p>" + longOne + "</p></div>"),
                 QString::fromLatin1(longOne.trimmed()));
        QCOMPARE(valuesOf(u"main-text"_s, "Head<div><p>" + longOne + "</p></div>Foot"),
                 QString::fromLatin1(longOne.trimmed()));
    }

    void robotsRulesAreMergedAsSearchEnginesDo_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<Headers>("headers");
        QTest::addColumn<QString>("rules");
        const auto row = [](const char *name, const QByteArray &html, const Headers &headers, const char *rules) {
            QTest::newRow(name) << html << headers << QString::fromLatin1(rules);
        };
        const auto meta = [](const QByteArray &content) { return "<meta name=robots content='" + content + "'>"; };
        const auto tag = [](const QByteArray &value) { return Headers{{"x-robots-tag", value}}; };
        row("nothing", "<meta name=author content=noindex><meta name=robots>", {}, "");
        row("none", meta("none"), {}, "noindex, nofollow");
        row("all", meta("all"), {}, "all");
        row("all and less", meta("ALL") + meta("nofollow"), {}, "nofollow");
        row("noindex wins", meta("index,follow"), tag("noindex"), "follow, noindex");
        row("nofollow wins", meta("nofollow") + meta("index, follow"), {}, "nofollow, index");
        row("each once", meta("noindex, noindex") + meta("noindex"), tag("noindex"), "noindex");
        row("spaces for commas", meta("noindex nofollow"), {}, "noindex, nofollow");
        row("empty ones", meta(" , ,noindex,"), {}, "noindex");
        row("unknown ones are kept", meta("noydir, x-y:Z"), {}, "noydir, x-y:z");
        row("smaller snippet", meta("max-snippet:50") + meta("max-snippet:20") + meta("max-snippet: -1"), {},
            "max-snippet:20");
        row("no limit at first", meta("max-snippet:-1, max-snippet:20"), {}, "max-snippet:20");
        row("snippet of nothing", meta("max-snippet:20, nosnippet"), {}, "nosnippet");
        row("smaller picture", meta("max-image-preview:large"), tag("max-image-preview:standard"),
            "max-image-preview:standard");
        row("larger picture", meta("max-image-preview:none, max-image-preview:large"), {}, "max-image-preview:none");
        row("smaller video", meta("max-video-preview:0, max-video-preview:9"), {}, "max-video-preview:0");
        row("archive", meta("archive, noarchive"), {}, "noarchive");
        row("earlier date", meta("unavailable_after: 2030-01-02"), tag("unavailable_after: 2029-12-31"),
            "unavailable_after: 2029-12-31");
        row("later date", meta("unavailable_after: 2029-12-31"), tag("unavailable_after: 2030-01-02"),
            "unavailable_after: 2029-12-31");
        row("date with a comma", {}, tag("unavailable_after: Friday, 25-Jun-10 15:00:00 PST, noindex"),
            "unavailable_after: Friday, 25-Jun-10 15:00:00 PST, noindex");
        row("agent of a field", {}, tag("GoogleBot: noindex, nofollow"), "googlebot: noindex, nofollow");
        row("two agents in a field", {}, tag("noarchive, googlebot: noindex, otherbot: none"),
            "noarchive\ngooglebot: noindex, noarchive\notherbot: noindex, nofollow, noarchive");
        row("agent of a meta", "<meta name=Bingbot content=noindex>" + meta("nofollow"), {},
            "nofollow\nbingbot: noindex, nofollow");
        row("agent in a meta's content is none", meta("googlebot: noindex"), {}, "googlebot:noindex");
        row("value of an agent", {}, tag("googlebot: max-snippet:5"), "googlebot: max-snippet:5");
        row("body's count, too", "<body>" + meta("noindex"), {}, "noindex");
    }

    void robotsRulesAreMergedAsSearchEnginesDo()
    {
        QFETCH(QByteArray, html);
        QFETCH(Headers, headers);
        QFETCH(QString, rules);
        QCOMPARE(valuesOf(u"meta-robots"_s, html, headers), rules);
    }

    void linkHeadersAreReadTolerantly_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("links");
        const auto row = [](const char *name, const QByteArray &value, const char *links) {
            QTest::newRow(name) << value << QString::fromLatin1(links);
        };
        row("one", "</de>; rel=alternate; hreflang=de", "de=https://example.com/de");
        row("quotes, case, spaces", " <de/> ;REL = \"x Alternate\" ; HrefLang=\"de\\-at\" ",
            "de-AT=https://example.com/dir/de/");
        row("several", "</a>;rel=alternate;hreflang=en,</b>;rel=alternate;hreflang=fr",
            "en=https://example.com/a\nfr=https://example.com/b");
        row("commas in the target and in quotes", "</a,b>; title=\"c, </d>; e\"; rel=alternate; hreflang=en",
            "en=https://example.com/a,b");
        row("two languages", "</a>;rel=alternate;hreflang=en;hreflang=fr",
            "en=https://example.com/a\nfr=https://example.com/a");
        row("the first rel counts", "</a>;rel=next;rel=alternate;hreflang=en", "");
        row("without a language", "</a>;rel=alternate", "");
        row("empty parameters", "</a>;;rel=alternate; ;hreflang=en;", "en=https://example.com/a");
        row("parameter without a value", "</a>;crossorigin;rel=alternate;hreflang=en", "en=https://example.com/a");
        row("no brackets", "/a;rel=alternate;hreflang=en", "");
        row("bracket never closed", "</a;rel=alternate;hreflang=en", "");
        row("quote never closed", "</a>;rel=alternate;hreflang=\"en", "en=https://example.com/a");
        row("rubbish behind a link", "</a>;rel=alternate;hreflang=en </b>;rel=alternate;hreflang=fr",
            "en </b>=https://example.com/a\nfr=https://example.com/a");
        row("no URL", "<http://[>;rel=alternate;hreflang=en", "error: ");
        row("empty ones", ", ,</a>;rel=alternate;hreflang=en, ,", "en=https://example.com/a");
    }

    void linkHeadersAreReadTolerantly()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, links);
        const QString got = valuesOf(u"hreflang"_s, "<base href=/other/>", {{"link", value}});
        QVERIFY2(got == links || (links == u"error: "_s && got.startsWith(links)), qPrintable(got));
    }

    void onlyTranslationsAreHreflang()
    {
        QCOMPARE(valuesOf(u"hreflang"_s,
                          "<base href='/b/'><link rel='ALTERNATE nofollow' hreflang='de ' href=x>"
                          "<link rel=alternate hreflang='' href=x><link rel=alternate hreflang=de href=''>"
                          "<link rel=stylesheet hreflang=de href=x><a rel=alternate hreflang=de href=x>a</a>"),
                 u"de=https://example.com/b/x"_s);
    }

    void theNeedForJavaScriptIsToldBySigns_data()
    {
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QString>("label");
        const auto row = [](const char *name, const QByteArray &html, const char *label) {
            QTest::newRow(name) << html << QString::fromLatin1(label);
        };
        const QByteArray script = "<script src=a.js></script>", root = "<div id=app> <!-- --> </div>";
        const auto words = [](int count) { return QByteArray("word ").repeated(count); };
        row("empty root", root + script, "yes");
        row("empty root, few words", root + words(29) + script, "yes");
        row("empty root, more words", root + words(30) + script, "likely");
        row("empty root, many words", root + words(150) + script, "no");
        row("empty root without a script", root, "no");
        row("script that is data", root + "<script type='application/ld+json'>{}</script>", "no");
        row("script of a MIME type", root + "<script type='text/javascript; x=y'></script>", "yes");
        row("module", root + "<script type=module></script>", "yes");
        row("full root", "<div id=app>" + words(30) + "</div>" + script, "no");
        row("root of few words", "<div id=app>" + words(3) + "<a href=x>more</a></div>" + script, "no");
        row("custom element in the body", "<my-app></my-app>" + script, "yes");
        row("custom element deeper", "<p>" + words(10) + "<my-icon></my-icon></p>" + script, "no");
        row("Angular", "<div ng-app=shop></div>" + script, "yes");
        row("React", "<div data-reactroot></div>" + script, "yes");
        row("noscript asks", "<body><noscript>Bitte JAVASCRIPT einschalten</noscript>" + script, "yes");
        row("noscript asks on a page with words", "<body><noscript>Use JavaScript</noscript>" + words(100) + script,
            "likely");
        row("noscript asks on a page with many words",
            "<body><noscript>Use JavaScript</noscript>" + words(200) + script, "no");
        row("noscript says something else", "<noscript>We count you</noscript>" + words(100) + script, "no");
        row("noscript is no text", "<body><noscript>" + words(200) + " JavaScript</noscript>" + script, "yes");
        row("nothing at all", script, "likely");
        row("nothing but a picture", "<img src=a.png>" + script, "no");
        row("nothing but a link", "<a href=x></a>" + script, "no");
        row("nothing but a video", "<video src=x></video>" + script, "no");
        row("five words", words(5) + script, "no");
        row("Chinese words", root + QByteArray("\xE6\xB8\xAF").repeated(150) + script, "no");
        row("hidden words", root + "<div hidden>" + words(200) + "</div>" + script, "yes");
    }

    void theNeedForJavaScriptIsToldBySigns()
    {
        QFETCH(QByteArray, html);
        QFETCH(QString, label);
        QCOMPARE(valuesOf(u"needs-javascript"_s, html), label);
    }

    void wordsAreThoseOfUnicode_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("count");
        const auto row = [](const char *name, const QString &text, int count) { QTest::newRow(name) << text << count; };
        row("nothing", QString(), 0);
        row("signs alone", u"… — ! 🙂 ."_s, 0);
        row("plain", u"one two,three"_s, 3);
        row("apostrophes", u"don't l’eau rock'n'roll"_s, 3);
        row("hyphens", u"well-known"_s, 2);
        row("numbers", u"1,234.56 3rd 10%"_s, 3);
        row("points", u"example.com e.g."_s, 2);
        row("underscore", u"a_b _ c"_s, 2);
        row("Arabic decimals", u"٣٫١٤ ٫"_s, 1);
        row("colon", u"S:t 10:30"_s, 3);
        row("quote behind Hebrew", u"צ' a'"_s, 2);
        row("mark behind a full stop", u"a.\u0308b"_s, 1);
        row("umlauts that are combined", u"u\u0308ber"_s, 1);
        row("soft hyphen", u"hy\u00ADphen"_s, 1);
        row("no-break space", u"10\u00A0km"_s, 2);
        row("Han", u"港口开放"_s, 4);
        row("Katakana is a word", u"カタカナ"_s, 1);
        row("Hiragana", u"ひら"_s, 2);
        row("Hangul", u"항구가 열렸다"_s, 2);
        row("Thai is a word each run", u"ภาษาไทย ง่าย"_s, 2);
        row("Thai beside Latin", u"ไทยabcไทย"_s, 3);
        row("Arabic", u"ميناء مفتوح"_s, 2);
        row("Hebrew", u"צה\"ל"_s, 1);
        row("beyond the first plane", u"\U00010400\U00010428 \U0001D538"_s, 2);
    }

    void wordsAreThoseOfUnicode()
    {
        QFETCH(QString, text);
        QFETCH(int, count);
        QCOMPARE(countWords(text), count);
    }

    void theTextHashIsOfTheVisibleTextAlone()
    {
        const QString hash = valuesOf(u"text-hash"_s,
                                      "<p>one <b>two</b></p><p>thr\xC3\xA9"
                                      "e</p>");
        QCOMPARE(hash,
                 valuesOf(u"text-hash"_s,
                          "<title>x</title><div>one\n\ttwo<br>thre\xCC\x81"
                          "e<script>1</script></div>"));
        QCOMPARE(hash,
                 QString::fromLatin1(QCryptographicHash::hash("one two thr\xC3\xA9"
                                                              "e",
                                                              QCryptographicHash::Sha256)
                                         .toHex()));
        QVERIFY(hash != valuesOf(u"text-hash"_s, "<p>one two</p><p>three</p>"));
        QCOMPARE(valuesOf(u"text-hash"_s, "<script>1</script>"), QString());
        QCOMPARE(valuesOf(u"simhash"_s, "<p>—</p>"), QString());
    }

    void similarTextsHaveSimilarHashes()
    {
        QStringList words;
        for (int i = 0; i < 400; ++i)
            words << QString::number(i * 7919 % 1000 + 1, 36);
        const QString text = words.join(u' ');
        QStringList edited = words;
        edited[200] = u"edited"_s;
        QStringList half = words;
        for (int i = 0; i < 200; ++i)
            half[i] = u"other%1"_s.arg(i);
        const quint64 hash = *simHash(text);
        QCOMPARE(*simHash(text.toUpper().replace(u' ', u", "_s)), hash);
        QVERIFY2(hammingDistance(hash, *simHash(edited.join(u' '))) <= 6, "one word of 400");
        const int halfDistance = hammingDistance(hash, *simHash(half.join(u' ')));
        QVERIFY2(halfDistance > 8, qPrintable(QString::number(halfDistance)));
        std::reverse(words.begin(), words.end());
        QVERIFY2(hammingDistance(hash, *simHash(words.join(u' '))) > 12, "the same words in another order");
        QVERIFY(simHash(u"a b"_s) != simHash(u"b a"_s));
        QVERIFY(simHash(u"a"_s) != simHash(u"b"_s));
        QVERIFY(!simHash(u" . "_s));
    }

    void hashesAreTheSameOnEveryMachine()
    {
        QCOMPARE(simHashText(*simHash(u"The quick brown fox jumps over the lazy dog"_s)), u"eebf8361163615b0"_s);
        QCOMPARE(simHashText(*simHash(u"two shingles tie often"_s)), u"2c19e50e45900044"_s);
        QCOMPARE(simHashText(1), u"0000000000000001"_s);
        QCOMPARE(hammingDistance(0, ~quint64(0)), 64);
        QCOMPARE(hammingDistance(0b1011, 0b0110), 3);
    }

    void nearDuplicatesAreThosePairByPair_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("distance");
        QTest::addColumn<int>("sharedBits");
        QTest::newRow("random") << 3000 << 3 << 0;
        QTest::newRow("equal in 16 bits") << 3000 << 3 << 16;
        QTest::newRow("equal in 32 bits") << 3000 << 3 << 32;
        QTest::newRow("equal in 40 bits") << 3000 << 2 << 40;
        QTest::newRow("distance 0") << 3000 << 0 << 52;
        QTest::newRow("distance 1") << 3000 << 1 << 45;
        QTest::newRow("distance 6") << 2000 << 6 << 8;
        QTest::newRow("two") << 2 << 3 << 60;
        QTest::newRow("none") << 0 << 3 << 0;
    }

    void nearDuplicatesAreThosePairByPair()
    {
        QFETCH(int, count);
        QFETCH(int, distance);
        QFETCH(int, sharedBits);
        QRandomGenerator64 random(quint32(count + sharedBits));
        std::vector<quint64> hashes;
        for (int i = 0; i < count; ++i) {
            quint64 hash = sharedBits > 0 ? random.generate() >> sharedBits : random.generate();
            if (i % 3 == 1) // near the last one, or a bit too far
                hash = hashes.back();
            for (int flips = i % 3 == 1 ? int(random.generate() % quint64(distance + 2)) : 0; flips > 0; --flips)
                hash ^= quint64(1) << (random.generate() % 64);
            hashes.push_back(hash);
        }
        std::vector<quint32> expected(hashes.size());
        std::iota(expected.begin(), expected.end(), 0);
        const auto root = [&expected](quint32 i) {
            while (expected[i] != i)
                i = expected[i];
            return i;
        };
        for (quint32 i = 0; i < hashes.size(); ++i) {
            for (quint32 j = 0; j < i; ++j) {
                if (hammingDistance(hashes[i], hashes[j]) <= distance) {
                    const quint32 a = root(i), b = root(j);
                    expected[std::max(a, b)] = std::min(a, b);
                }
            }
        }
        for (quint32 i = 0; i < hashes.size(); ++i)
            expected[i] = root(i);
        QCOMPARE(nearDuplicateGroups(hashes, distance), expected);
    }

    void hashesThatCollideAreGroupedInTime()
    {
        // All of few bits: each is near to thousands of others.
        QRandomGenerator64 random(1);
        std::vector<quint64> hashes;
        for (int i = 0; i < 15'000; ++i)
            hashes.push_back(random.generate() & 0xFFFFF00000);
        QElapsedTimer timer;
        timer.start();
        const std::vector<quint32> groups = nearDuplicateGroups(hashes);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(groups[0], quint32(0));
    }

    void hostilePagesEndInTime_data()
    {
        QTest::addColumn<QByteArray>("page");
        const auto row = [](const char *name, const QByteArray &page) { QTest::newRow(name) << page; };
        row("nested", QByteArray("<div class='a b c'>x").repeated(30'000));
        row("headings in headings", QByteArray("<h1><div>x").repeated(15'000));
        row("one long text", QByteArray("word, ").repeated(150'000));
        row(
            "rules", "<meta name=robots content='" + [] {
                QByteArray rules;
                for (int i = 0; i < 60'000; ++i)
                    rules += QByteArray::number(i) + ",";
                return rules;
            }() + "'>");
        row("many rules", QByteArray("<meta name=robots content='noindex,max-snippet:5'>").repeated(15'000));
        row("long base",
            "<base href='/" + QByteArray(500'000, 'x') + "/'>"
                + QByteArray("<img src=a><link rel=alternate hreflang=de href=b>").repeated(20'000));
        row("classes",
            "<p class='" + QByteArray("comment-s ").repeated(100'000) + "'>" + QByteArray("text ").repeated(100));
        row("roots", QByteArray("<my-app></my-app>").repeated(30'000) + "<script></script>");
        row("blocks",
            QByteArray("<p>A paragraph that is longer than fifty bytes, so that it counts.").repeated(30'000));
        row("boxes of links",
            QByteArray("<ul><li><a href=a>a</a><li><a href=b>b</a><li><a href=c>c</a>").repeated(20'000));
        row("quotes", "<noscript>" + QByteArray("javascrip").repeated(60'000));
        row("one word", QByteArray(1'000'000, 'a'));
        row("combining", "<p>a" + QByteArray("\xCC\x81").repeated(150'000));
    }

    void hostilePagesEndInTime()
    {
        QFETCH(QByteArray, page);
        const Document document = buildDocument(defaultHtmlParser, page).document;
        const Headers headers{{"Link", QByteArray("</a>;rel=alternate;hreflang=de,").repeated(20'000)},
                              {"X-Robots-Tag", QByteArray("a:b,").repeated(20'000)}};
        ExtractionBudget budget; // a part, since sanitizers make all of it slow
        budget.steps /= 50;
        budget.bytes /= 50;
        for (const PageExtraInfo &info : pageExtras()) {
            QElapsedTimer timer;
            timer.start();
            const Extraction made = extracted(extraField(info.name, Many::Joined), pageOf(document, headers), budget);
            QVERIFY2(timer.elapsed() < 10'000, qPrintable(u"%1: %2 ms"_s.arg(info.name).arg(timer.elapsed())));
            QCOMPARE(made.records.size(), size_t(1));
        }
    }

    void everyTruncationOfAPageHasExtras()
    {
        const QByteArray page = readFile(fixtures + u"news/page.html"_s);
        for (qsizetype size = 0; size <= page.size(); size += 7) {
            const Document document = buildDocument(defaultHtmlParser, page.first(size)).document;
            for (const PageExtraInfo &info : pageExtras()) {
                for (const ExtractedRecord &record : extracted(extraField(info.name), pageOf(document, {})).records) {
                    const ExtractedValue &value = record.values.front();
                    QVERIFY2(value.error.isEmpty(), qPrintable(value.error));
                    QVERIFY(value.source.begin <= value.source.end && value.source.end <= quint32(size));
                }
            }
        }
    }

    void aPageThatIsNoHtmlHasNoExtrasOfHtml()
    {
        const Document document = DocumentBuilder(QByteArray("{\"id\": 5}")).take();
        for (const PageExtraInfo &info : pageExtras()) {
            const auto records =
                extracted(extraField(info.name), {document, {}, {}, {}, u"UTF-8"_s, u"utf-8"_s}).records;
            QVERIFY2(records.empty() == !info.name.startsWith(u"encoding"), qPrintable(info.name));
        }
    }

    void countsAreNumbers()
    {
        Recipe recipe = recipeOf(extraField(u"word-count"_s, Many::First));
        QCOMPARE(CompiledRecipe::compile(recipe)->type(0), FieldType::Number);
        recipe.fields.first().expression = u"simhash"_s;
        QCOMPARE(CompiledRecipe::compile(recipe)->type(0), FieldType::Text);
    }
};

QTEST_GUILESS_MAIN(tst_Extras)
#include "tst_extras.moc"
