#include "base/jsontext.h"
#include "support/cliprocess.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray shop =
    "<!DOCTYPE html><main><div class=card><h3><a href=/p/1?a=1&amp;b=2>Kettle</a></h3><b>$5.50</b></div>"
    "<div class=card><h3><a href=/p/2>Pan</a></h3><b>$12.00</b></div>"
    "<div class=card><h3><a href=/p/3>Ladle</a></h3></div></main>";

QString write(const CliProcess &cli, const QString &name, const QByteArray &bytes)
{
    QFile made(cli.file(name));
    if (!made.open(QIODevice::WriteOnly) || made.write(bytes) != bytes.size())
        qFatal("%s", qPrintable(made.errorString()));
    return made.fileName();
}

} // namespace

/// creel-cli detect.
class tst_CliDetect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPersonReadsContainerFieldsAndExamples()
    {
        CliProcess cli;
        const Outcome outcome = cli.call({u"detect"_s, write(cli, u"p.html"_s, shop)});
        QCOMPARE(outcome.out,
                 u"3 records: .card\n"
                 "  title             100 %  a (visible-text)\n"
                 "                          Kettle | Pan | Ladle\n"
                 "  url               100 %  a (absolute-url href)\n"
                 "                          /p/1?a=1&b=2 | /p/2 | /p/3\n"
                 "  price              67 %  b (visible-text, number)\n"
                 "                          5.50 | 12.00\n"_s);
        QCOMPARE(outcome.err, QString());
        QCOMPARE(outcome.code, 0);
    }

    void aScriptReadsJsonLines()
    {
        CliProcess cli;
        const QString file = write(cli, u"p.html"_s, shop);
        const Outcome outcome = cli.call({u"detect"_s, u"--json"_s, u"--base"_s, u"https://a.test/b"_s, file});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.out,
                 u"{\"container\":\".card\",\"records\":3,\"fields\":["
                 "{\"name\":\"title\",\"expression\":\"a\",\"take\":\"visible-text\",\"type\":\"text\",\"coverage\":1,"
                 "\"examples\":["
                 "\"Kettle\",\"Pan\",\"Ladle\"]},"
                 "{\"name\":\"url\",\"expression\":\"a\",\"take\":\"absolute-url\",\"attribute\":\"href\",\"type\":"
                 "\"url\",\"coverage\":1,"
                 "\"examples\":[\"https://a.test/p/1?a=1&b=2\",\"https://a.test/p/2\",\"https://a.test/p/3\"]},"
                 "{\"name\":\"price\",\"expression\":\"b\",\"take\":\"visible-text\",\"type\":\"number\",\"coverage\":"
                 "0.667,\"examples\":["
                 "\"5.50\",\"12.00\"]}]}\n"_s);
        QVERIFY(parseJsonText(outcome.out.toUtf8()));
    }

    void theRecipeIsOneThatExtractTakes()
    {
        CliProcess cli;
        const QString file = write(cli, u"p.html"_s, shop);
        const Outcome proposed = cli.call({u"detect"_s, u"--recipe"_s, file});
        QCOMPARE(proposed.code, 0);
        const QString recipe = write(cli, u"r.json"_s, proposed.out.toUtf8());
        QCOMPARE(cli.call({u"recipe"_s, u"check"_s, recipe}).out, recipe + u": good, columns: title, url, price\n"_s);
        const Outcome extracted =
            cli.call({u"extract"_s, u"--recipe"_s, recipe, u"--base"_s, u"https://a.test/"_s, file});
        QCOMPARE(extracted.code, 0);
        QCOMPARE(extracted.out.count(u'\n'), 3);
        QVERIFY2(extracted.out.contains(u"\"price\":{\"value\":12.00,"_s), qPrintable(extracted.out));
    }

    void standardInputIsAFileToo()
    {
        CliProcess cli;
        cli.start({u"detect"_s, u"--content-type"_s, u"text/html; charset=utf-16le"_s, u"-"_s});
        const QString text = QString::fromUtf8(shop);
        cli.process().write(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
        QVERIFY(cli.finish().out.startsWith(u"3 records: .card\n"_s));
    }

    void aPageThatRepeatsNothingIsTold()
    {
        CliProcess cli;
        for (const QByteArray &body :
             {QByteArray("<p>Just words"), QByteArray("{\"a\": [1, 2, 3]}"), QByteArray("\0\1\2\3", 4)}) {
            const QString file = write(cli, u"page"_s, body);
            for (const QStringList &flags : {QStringList(), QStringList{u"--recipe"_s}, QStringList{u"--json"_s}}) {
                const Outcome outcome = cli.call(QStringList{u"detect"_s} + flags + QStringList{file});
                QCOMPARE(outcome.code, 1);
                QCOMPARE(outcome.out, QString());
                QVERIFY2(outcome.err.startsWith(u"creel-cli: %1 repeats nothing"_s.arg(file)), qPrintable(outcome.err));
            }
        }
    }

    void wrongUsageIsTold_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("expected");
        const QString one = u"creel-cli: detect takes one FILE"_s;
        QTest::newRow("nothing") << u"detect"_s << 2 << one;
        QTest::newRow("two files") << u"detect a b"_s << 2 << one;
        QTest::newRow("two forms") << u"detect --json --recipe a"_s << 2 << one;
        QTest::newRow("base") << u"detect --base x a"_s << 2 << u"creel-cli: --base takes a URL, not \"x\": "_s;
        QTest::newRow("unknown flag") << u"detect --nonsense a"_s << 2 << u"creel-cli: Unknown option"_s;
        QTest::newRow("missing file") << u"detect /nowhere/at/all.html"_s << 3
                                      << u"creel-cli: Can't read /nowhere/at/all.html"_s;
    }
    void wrongUsageIsTold()
    {
        QFETCH(QString, words);
        QFETCH(int, code);
        QFETCH(QString, expected);
        CliProcess cli;
        const Outcome outcome = cli.call(words.split(u' '));
        QCOMPARE(outcome.code, code);
        QCOMPARE(outcome.out, QString());
        QVERIFY2(outcome.err.startsWith(expected), qPrintable(outcome.err));
    }

    void theHelpTellsItsExitCodes()
    {
        CliProcess cli;
        const Outcome help = cli.call({u"detect"_s, u"--help"_s});
        QCOMPARE(help.code, 0);
        for (const QString &word :
             {u"Usage: creel-cli detect"_s, u"--recipe"_s, u"--content-type"_s, u"Exit status: 0 found"_s})
            QVERIFY2(help.out.contains(word), qPrintable(help.out));
        QVERIFY(cli.call({u"--help"_s}).out.contains(u"  detect FILE"_s));
    }
};

QTEST_GUILESS_MAIN(tst_CliDetect)
#include "tst_cli_detect.moc"
