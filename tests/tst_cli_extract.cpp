#include "base/jsontext.h"
#include "support/cliprocess.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// creel-cli extract and recipe: pages from files.
class tst_CliExtract : public QObject
{
    Q_OBJECT

    QString write(const CliProcess &cli, const QString &name, const QByteArray &bytes)
    {
        QFile made(cli.file(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(made.errorString()));
        return made.fileName();
    }

    /// What extract prints of a page, without the file's name.
    QString extracted(const QByteArray &page, const QStringList &flags, int code = 0)
    {
        CliProcess cli;
        const QString file = write(cli, u"page.html"_s, page);
        const Outcome outcome = cli.call(QStringList{u"extract"_s} + flags + QStringList{file});
        if (outcome.code != code || !outcome.err.isEmpty())
            return u"exit %1: %2"_s.arg(outcome.code).arg(outcome.err);
        return QString(outcome.out).replace(u"\"file\":\"%1\","_s.arg(file), QString());
    }

    /// What is said to wrong usage.
    QString complaint(const QStringList &words, int code)
    {
        CliProcess cli;
        const Outcome outcome = cli.call(words);
        return outcome.code == code && outcome.out.isEmpty() ? outcome.err
                                                             : u"exit %1: %2"_s.arg(outcome.code).arg(outcome.out);
    }

private Q_SLOTS:
    void everyMatchIsALineWithItsBytes()
    {
        const QByteArray page = "<!DOCTYPE html><p title=a>one<p>tw\xC3\xB6";
        QCOMPARE(extracted(page, {u"--css"_s, u"p"_s}),
                 u"{\"value\":\"one\",\"begin\":26,\"end\":29}\n{\"value\":\"twö\",\"begin\":32,\"end\":36}\n"_s);
        QCOMPARE(
            extracted(page, {u"--css"_s, u"p"_s, u"--html"_s, u"--parser"_s, u"gumbo"_s}),
            u"{\"value\":\"<p title=\\\"a\\\">one</p>\",\"begin\":15,\"end\":29}\n{\"value\":\"<p>twö</p>\",\"begin\":29,\"end\":36}\n"_s);
        QCOMPARE(extracted(page, {u"--css"_s, u"p"_s, u"--attr"_s, u"title"_s}),
                 u"{\"value\":\"a\",\"begin\":24,\"end\":25}\n"_s);
        QCOMPARE(extracted(page, {u"--regex"_s, u"p>(t)"_s}), u"{\"value\":\"t\",\"begin\":32,\"end\":33}\n"_s);
        QCOMPARE(extracted(page, {u"--css"_s, u"h1"_s}), QString());
    }

    void xpathGivesNodesOrOneValue()
    {
        const QByteArray page = "<!DOCTYPE html><p title=a>one<p>tw\xC3\xB6";
        QCOMPARE(extracted(page, {u"--xpath"_s, u"//p"_s}),
                 u"{\"value\":\"one\",\"begin\":26,\"end\":29}\n{\"value\":\"twö\",\"begin\":32,\"end\":36}\n"_s);
        QCOMPARE(extracted(page, {u"--xpath"_s, u"//p"_s, u"--attr"_s, u"title"_s}),
                 u"{\"value\":\"a\",\"begin\":24,\"end\":25}\n"_s);
        QCOMPARE(extracted(page, {u"--xpath"_s, u"//p/@title"_s}), u"{\"value\":\"a\",\"begin\":24,\"end\":25}\n"_s);
        QCOMPARE(extracted(page, {u"--xpath"_s, u"//p[2]"_s, u"--html"_s}),
                 u"{\"value\":\"<p>twö</p>\",\"begin\":29,\"end\":36}\n"_s);
        QCOMPARE(extracted(page, {u"--xpath"_s, u"count(//p)"_s}), u"{\"value\":\"2\"}\n"_s);
        QCOMPARE(extracted(page, {u"--xpath"_s, u"//p = 'one'"_s}), u"{\"value\":\"true\"}\n"_s);
        QCOMPARE(extracted(page, {u"--xpath"_s, u"string(//p[2])"_s}), u"{\"value\":\"twö\"}\n"_s);
        QCOMPARE(extracted(page, {u"--xpath"_s, u"//h1"_s}), QString());
    }

    void jsonPathReadsAnswersAndScripts()
    {
        const QStringList all{u"--jsonpath"_s, u"$.a[*]"_s};
        const QStringList json = all + QStringList{u"--content-type"_s, u"application/json"_s};
        QCOMPARE(extracted("\xEF\xBB\xBF{\"a\": [1, \"\\u0041\"]}", json),
                 u"{\"value\":\"1\",\"begin\":10,\"end\":11}\n{\"value\":\"A\",\"begin\":13,\"end\":21}\n"_s);
        QCOMPARE(extracted("<p><script type=application/json>{\"a\": [7]}</script>", all),
                 u"{\"value\":\"7\",\"begin\":40,\"end\":41}\n"_s);
        const QString broken = extracted("{\"a\": [7}", json, 1);
        QVERIFY2(broken.startsWith(
                     u"{\"value\":null,\"error\":\"Nothing was found, and what stands at byte 0 of the page is no "
                     u"JSON: line 1, column 9: "_s),
                 qPrintable(broken));
        QCOMPARE(
            extracted("{\"a\": [7]}", {u"--xpath"_s, u"//p"_s, u"--content-type"_s, u"application/json"_s}, 1).left(25),
            u"{\"error\":\"this is no HTML"_s);
    }

    void anExtraOfThePageIsAMatchEach()
    {
        QCOMPARE(extracted("<h1>A</h1><h2>B</h2>", {u"--page"_s, u"headings"_s}),
                 u"{\"value\":\"h1: A\",\"begin\":4,\"end\":5}\n{\"value\":\"h2: B\",\"begin\":14,\"end\":15}\n"_s);
        QCOMPARE(extracted("<meta charset=koi8-r>", {u"--page"_s, u"encoding-reason"_s}), u"{\"value\":\"meta\"}\n"_s);
        CliProcess cli;
        const Outcome list = cli.call({u"recipe"_s, u"extras"_s});
        QVERIFY2(list.code == 0 && list.out.startsWith(u"encoding "_s), qPrintable(list.out));
    }

    void recipesComeFromTemplatesTypesAndOtherPrograms()
    {
        CliProcess cli;
        const Outcome list = cli.call({u"recipe"_s, u"templates"_s});
        QVERIFY2(list.code == 0 && list.out.contains(u"\nproduct "_s), qPrintable(list.out));
        const QString recipe =
            write(cli, u"r.json"_s, cli.call({u"recipe"_s, u"template"_s, u"product"_s}).out.toUtf8());
        QCOMPARE(cli.call({u"recipe"_s, u"check"_s, recipe}).code, 0);
        const Outcome none = cli.call({u"recipe"_s, u"template"_s, u"nothing"_s});
        QVERIFY(none.code == 2 && none.err.contains(u"recipe templates lists them"_s));

        const QString page = write(
            cli, u"p.html"_s, "<script type=application/ld+json>{\"@type\":\"Product\",\"name\":\"Rod\"}</script>");
        QCOMPARE(cli.call({u"recipe"_s, u"types"_s, page}).out, u"json-ld:Product\n"_s);
        for (const QString &type : {u"Product"_s, u"json-ld:Product"_s}) {
            const Outcome made = cli.call({u"recipe"_s, u"type"_s, type, page});
            QVERIFY2(made.code == 0 && made.out.contains(u"Product.name"_s), qPrintable(made.err));
        }
        const Outcome unknown = cli.call({u"recipe"_s, u"type"_s, u"microdata:Product"_s, page});
        QVERIFY(unknown.code == 1 && unknown.out.isEmpty() && unknown.err.contains(u"recipe types"_s));

        const QString sitemap = write(cli, u"s.json"_s,
                                      "{\"selectors\": [{\"id\": \"a\", \"type\": \"SelectorPopupLink\", \"selector\": "
                                      "\"a\", \"parentSelectors\": [\"_root\"]}]}");
        const Outcome imported = cli.call({u"recipe"_s, u"import"_s, sitemap});
        QVERIFY2(imported.code == 0 && imported.out.contains(u"\"a-href\""_s), qPrintable(imported.err));
        QVERIFY2(imported.err.startsWith(u"creel-cli: \"a\": nothing is clicked"_s), qPrintable(imported.err));
        const Outcome broken = cli.call({u"recipe"_s, u"import"_s, write(cli, u"b.json"_s, "{\n \"selectors\": 5}")});
        QVERIFY2(broken.code == 1 && broken.err.contains(u"b.json: 2:15: "_s), qPrintable(broken.err));
        QCOMPARE(cli.call({u"recipe"_s, u"import"_s, cli.file(u"none.json"_s)}).code, 3);
    }

    void offsetsAreThoseOfAFileWithAByteOrderMark()
    {
        QCOMPARE(extracted("\xEF\xBB\xBF<p>x", {u"--css"_s, u"p"_s}), u"{\"value\":\"x\",\"begin\":6,\"end\":7}\n"_s);
    }

    void theContentTypeSaysCharsetAndKind()
    {
        QCOMPARE(extracted("<p>\xE4", {u"--css"_s, u"p"_s, u"--content-type"_s, u"text/html; charset=iso-8859-1"_s}),
                 u"{\"value\":\"ä\",\"begin\":3,\"end\":5}\n"_s);
        QCOMPARE(extracted("{\"id\": 7, \"b\": \"<p>x\"}",
                           {u"--regex"_s, u"\"id\": (\\d+)"_s, u"--content-type"_s, u"application/json"_s}),
                 u"{\"value\":\"7\",\"begin\":7,\"end\":8}\n"_s);
        const QString json = extracted("<p>x", {u"--css"_s, u"p"_s, u"--content-type"_s, u"application/json"_s}, 1);
        QVERIFY2(json.startsWith(u"{\"error\":\"this is no HTML"_s), qPrintable(json));
        const QString image = extracted("<p>x", {u"--css"_s, u"p"_s, u"--content-type"_s, u"image/png"_s}, 1);
        QVERIFY2(image.startsWith(u"{\"error\":\"this is no text"_s), qPrintable(image));
    }

    void aRecipeGivesRecords()
    {
        CliProcess cli;
        const QString page = write(cli, u"p.html"_s, "<ul><li><a href=a>A</a> 5<li><a href=b>B</a> x</ul>");
        const QString recipe =
            write(cli, u"r.json"_s,
                  "{\"version\": 1, \"container\": {\"kind\": \"css\", \"expression\": \"li\", \"fields\": [\n"
                  "{\"name\": \"url\", \"kind\": \"css\", \"expression\": \"a\", \"take\": \"absolute-url\"},\n"
                  "{\"name\": \"n\", \"kind\": \"regex\", \"expression\": \"</a> (.)\", \"steps\": [\"number\"]},\n"
                  "{\"name\": \"has_b\", \"kind\": \"css\", \"expression\": \"b\", \"take\": \"exists\"},\n"
                  "{\"name\": \"none\", \"kind\": \"css\", \"expression\": \"i\"}]}}");
        const Outcome outcome =
            cli.call({u"extract"_s, u"--recipe"_s, recipe, u"--base"_s, u"http://a.test/x/"_s, page});
        QCOMPARE(outcome.out,
                 u"{\"file\":\"%1\",\"begin\":4,\"end\":25,\"fields\":{\"url\":{\"value\":\"http://a.test/x/"
                 u"a\",\"begin\":16,\"end\":17},"
                 "\"n\":{\"value\":5,\"begin\":24,\"end\":25},\"has_b\":{\"value\":false},\"none\":{\"value\":null}}}\n"
                 "{\"file\":\"%1\",\"begin\":25,\"end\":46,\"fields\":{\"url\":{\"value\":\"http://a.test/x/"
                 "b\",\"begin\":37,\"end\":38},"
                 "\"n\":{\"value\":null,\"begin\":45,\"end\":46,\"error\":\"\\\"x\\\" is no number. Cut the number out "
                 "first with a step "
                 "\\\"replace\\\".\"},\"has_b\":{\"value\":false},\"none\":{\"value\":null}}}\n"_s.arg(page));
        QCOMPARE(outcome.code, 1);
        QCOMPARE(outcome.err, QString());
        for (const QString &line : outcome.out.trimmed().split(u'\n'))
            QVERIFY(parseJsonText(line.toUtf8()));
    }

    void standardInputIsAFileToo()
    {
        CliProcess cli;
        cli.start({u"extract"_s, u"--css"_s, u"p"_s, u"-"_s});
        cli.process().write("<p>x");
        QCOMPARE(cli.finish().out, u"{\"file\":\"-\",\"value\":\"x\",\"begin\":3,\"end\":4}\n"_s);
    }

    void aFileThatCannotBeReadStopsNoOther()
    {
        CliProcess cli;
        const QString page = write(cli, u"p.html"_s, "<p>x");
        const Outcome outcome = cli.call({u"extract"_s, u"--css"_s, u"p"_s, cli.file(u"missing"_s), page});
        QCOMPARE(outcome.code, 3);
        QVERIFY2(outcome.err.startsWith(u"creel-cli: Can't read "_s), qPrintable(outcome.err));
        QVERIFY(outcome.out.contains(u"\"value\":\"x\""_s));
    }

    void wrongUsageIsTold_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("expected");
        const QString one = u"creel-cli: extract takes one of --recipe, --css, --xpath, --jsonpath and --regex"_s;
        QTest::newRow("nothing") << u"extract"_s << one;
        QTest::newRow("no file") << u"extract --css p"_s << one;
        QTest::newRow("no expression") << u"extract f"_s << one;
        QTest::newRow("two expressions") << u"extract --css p --regex q f"_s << one;
        QTest::newRow("one twice") << u"extract --css p --css q f"_s << one;
        QTest::newRow("two takes") << u"extract --css p --text --html f"_s
                                   << u"creel-cli: Of --attr, --text and --html only one"_s;
        QTest::newRow("a take of a recipe")
            << u"extract --recipe r --html f"_s << u"creel-cli: --attr, --text and --html are for one"_s;
        QTest::newRow("parser") << u"extract --css p --parser x f"_s
                                << u"creel-cli: --parser takes creel or gumbo, not \"x\"."_s;
        QTest::newRow("base") << u"extract --css p --base x f"_s << u"creel-cli: --base takes a URL, not \"x\": "_s;
        QTest::newRow("selector") << u"extract --css p[ f"_s << u"creel-cli: --css: "_s;
        QTest::newRow("regex")
            << u"extract --regex a( f"_s
            << u"creel-cli: --regex: A bracket ( has no ), or the other way round. (character 2 of the expression)"_s;
        QTest::newRow("XPath") << u"extract --xpath //p[ f"_s << u"creel-cli: --xpath: "_s;
        QTest::newRow("JSONPath") << u"extract --jsonpath $.[ f"_s << u"creel-cli: --jsonpath: "_s;
        QTest::newRow("HTML of JSON") << u"extract --jsonpath $ --html f"_s
                                      << u"creel-cli: --jsonpath: \"take\": \"outer-html\" needs an element"_s;
        QTest::newRow("XPath and CSS") << u"extract --xpath //p --css p f"_s << one;
        QTest::newRow("attribute of a regex")
            << u"extract --regex a --attr b f"_s << u"creel-cli: --regex: \"take\": \"attribute\" needs an element"_s;
        QTest::newRow("recipe without check")
            << u"recipe r.json"_s << u"creel-cli: recipe takes check, type or import with a file"_s;
        QTest::newRow("unknown flag") << u"extract --nonsense f"_s << u"creel-cli: Unknown option"_s;
    }
    void wrongUsageIsTold()
    {
        QFETCH(QString, words);
        QFETCH(QString, expected);
        const QString err = complaint(words.split(u' '), 2);
        QVERIFY2(err.startsWith(expected), qPrintable(err));
    }

    void aRecipeIsChecked()
    {
        CliProcess cli;
        const QString good = write(cli, u"good.json"_s,
                                   "{\"version\": 1, \"fields\": [{\"name\": \"a\", \"kind\": \"css\", \"expression\": "
                                   "\"b\"},{\"name\": \"c\", \"kind\": \"url\", \"expression\": \"host\"}]}");
        const Outcome fine = cli.call({u"recipe"_s, u"check"_s, good});
        QCOMPARE(fine.out, good + u": good, columns: a, c\n"_s);
        QCOMPARE(fine.code, 0);

        const QString bad =
            write(cli, u"bad.json"_s,
                  "{\"version\": 1, \"fields\": [\n{\"name\": \"a\", \"kind\": \"css\", \"expression\": \"b >\"},\n"
                  "{\"name\": \"c\", \"kind\": \"regex\", \"expression\": \"x(\"}]}");
        const Outcome wrong = cli.call({u"recipe"_s, u"check"_s, bad});
        QCOMPARE(wrong.code, 1);
        const QStringList lines = wrong.out.trimmed().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].startsWith(bad + u":2:44: field \"a\": "_s), qPrintable(wrong.out));
        QVERIFY2(lines[1].startsWith(bad + u":3:46: field \"c\": A bracket ("_s), qPrintable(wrong.out));

        const Outcome used = cli.call({u"extract"_s, u"--recipe"_s, bad, good});
        QCOMPARE(used.code, 2);
        QCOMPARE(used.err.count(u"creel-cli: "_s), 2);
        QCOMPARE(cli.call({u"recipe"_s, u"check"_s, cli.file(u"missing"_s)}).code, 3);
        QCOMPARE(cli.call({u"extract"_s, u"--recipe"_s, cli.file(u"missing"_s), good}).code, 3);
    }

    void theHelpShowsTheFormat()
    {
        CliProcess cli;
        const Outcome help = cli.call({u"recipe"_s, u"--help"_s});
        QCOMPARE(help.code, 0);
        for (const QString &word : {u"visible-text"_s, u"day-first"_s, u"container"_s, u"Usage: creel-cli recipe"_s})
            QVERIFY2(help.out.contains(word), qPrintable(word));
    }
};

QTEST_GUILESS_MAIN(tst_CliExtract)
#include "tst_cli_extract.moc"
