#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Outcome {
    int code = -1;
    QByteArray out, err;
};

Outcome call(const QStringList &words, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(CREEL_CLI), words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QStringList words(const char *text) { return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts); }

} // namespace

/// The commands of creel-cli that fetch nothing: robots, url and charset.
class TestCliTools : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile made(m_folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(made.errorString()));
        return made.fileName();
    }

private Q_SLOTS:
    void robotsPrintsVerdictUrlAndDecidingLine()
    {
        const QString file = write(QStringLiteral("robots.txt"),
                                   "User-agent: *\r\nDisallow: /\r\n\r\nUser-agent: Angler\r\nDisallow: /a # no\r\n");
        const QByteArray name = file.toUtf8();
        Outcome outcome = call(QStringList{QStringLiteral("robots"), QStringLiteral("--agent"),
                                           QStringLiteral("Angler/2"), QStringLiteral("--robots"), file}
                               + words("https://a.test/b HTTP://A.test:80/a?q https://joe:secret@a.test/robots.txt"));
        QCOMPARE(outcome.out,
                 "allowed\thttps://a.test/b\tno rule matches\n"
                 "disallowed\thttp://a.test/a?q\t"
                     + name
                     + ":5: Disallow: /a # no\n"
                       "allowed\thttps://a.test/robots.txt\tno rule matches\n");
        QCOMPARE(outcome.code, 1);
        QCOMPARE(outcome.err, QByteArray());
    }

    void robotsEndsWithZeroWhenAllAreAllowed()
    {
        const Outcome outcome = call(words("robots --agent angler --robots - http://a.test/ http://a.test/a"),
                                     "User-agent: angler\nAllow: /a\n");
        QCOMPARE(outcome.out,
                 QByteArray("allowed\thttp://a.test/\tno rule matches\nallowed\thttp://a.test/a\t-:2: Allow: /a\n"));
        QCOMPARE(outcome.code, 0);
    }

    void robotsAsksForCreelUnlessAnotherIsNamed()
    {
        const Outcome outcome = call(words("robots --robots - http://a.test/"), "User-agent: creel\nDisallow: /\n");
        QCOMPARE(outcome.out, QByteArray("disallowed\thttp://a.test/\t-:2: Disallow: /\n"));
        QCOMPARE(outcome.code, 1);
    }

    void robotsReadsNoFurtherThanTheLimit()
    {
        QByteArray robots = "User-agent: *\n# ";
        robots += QByteArray(500 * 1024 - robots.size() - 13, 'x') + "\nDisallow: /a";
        QCOMPARE(robots.size(), 500 * 1024);
        const QStringList question = words("robots --robots - http://a.test/ab");
        QCOMPARE(call(question, robots).code, 1);
        QCOMPARE(call(question, robots + "\nDisallow: /").code, 1);
        QCOMPARE(call(question, robots + "b\n").code, 0); // the limit cuts this line
        QCOMPARE(call(question, robots + "b\n" + QByteArray(3 << 20, '\n')).code, 0);
    }

    void robotsLetsNoControlCharacterOut()
    {
        const Outcome outcome =
            call(words("robots --robots - http://a.test/"), "User-agent: *\nDisallow: /\t#\x1B[31m\x7F\n");
        QCOMPARE(outcome.out, QByteArray("disallowed\thttp://a.test/\t-:2: Disallow: / # [31m \n"));
    }

    void robotsNamesTheFileThatCantBeRead()
    {
        for (const QString &path : {m_folder.filePath(QStringLiteral("missing.txt")), m_folder.path()}) {
            const Outcome outcome =
                call({QStringLiteral("robots"), QStringLiteral("--robots"), path, QStringLiteral("http://a.test/")});
            QCOMPARE(outcome.code, 3);
            QVERIFY2(outcome.err.contains(path.toUtf8()), outcome.err);
            QCOMPARE(outcome.out, QByteArray());
        }
    }

    void urlPrintsALineForEachReference()
    {
        const Outcome outcome = call(words("url https://A.test:443/b/../c http://a.test:99999/ mailto:a@b"));
        const QList<QByteArray> lines = outcome.out.split('\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], QByteArray("https://a.test/c"));
        QCOMPARE(lines[1], QByteArray("error: The port is greater than 65535."));
        QCOMPARE(lines[2], QByteArray("mailto:a@b"));
        QCOMPARE(outcome.code, 1);
        QCOMPARE(outcome.err, QByteArray());
    }

    void urlResolvesAgainstTheBase()
    {
        QStringList question = words("url --base https://a.test/b/c?d#e f ?g #h //i.test/ ../.. ftp:j");
        question.append(QString()); // the empty reference is the base without its fragment
        const Outcome outcome = call(question);
        QCOMPARE(outcome.out,
                 QByteArray("https://a.test/b/f\nhttps://a.test/b/c?g\nhttps://a.test/b/c?d#h\nhttps://i.test/\n"
                            "https://a.test/\nftp://j/\nhttps://a.test/b/c?d\n"));
        QCOMPARE(outcome.code, 0);
    }

    void urlTakesReferencesThatBeginWithADash()
    {
        const Outcome outcome = call(words("url --base https://a.test/ -- -b --base - --"));
        QCOMPARE(outcome.out,
                 QByteArray("https://a.test/-b\nhttps://a.test/--base\nhttps://a.test/-\nhttps://a.test/--\n"));
        QCOMPARE(outcome.code, 0);
    }

    void urlWithoutABaseNeedsAScheme()
    {
        const Outcome outcome = call({QStringLiteral("url"), QStringLiteral("a"), QString()});
        const QByteArray error = "error: The address has no scheme such as https:.\n";
        QCOMPARE(outcome.out, error + error);
        QCOMPARE(outcome.code, 1);
    }

    void charsetPrintsEncodingAndReason_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("contentType");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char *name, const QByteArray &body, const char *type, const char *answer) {
            QTest::newRow(name) << body << QString::fromUtf8(type) << QByteArray(answer);
        };
        row("bom", "\xEF\xBB\xBF<p>", "text/html; charset=big5", "UTF-8\tbom\n");
        row("http", "<meta charset=koi8-r>", "text/html; charset=latin1", "windows-1252\thttp\n");
        row("meta", "<meta charset=koi8-r>", "text/html", "KOI8-R\tmeta\n");
        row("meta, sniffed", "<html><meta charset=koi8-r>", "", "KOI8-R\tmeta\n");
        row("no page has a meta that is none", "<meta charset=koi8-r>", "text/plain", "UTF-8\tutf-8\n");
        row("utf-8", "<p>caf\xC3\xA9", "text/html", "UTF-8\tutf-8\n");
        row("default", "<p>caf\xE9", "text/html", "windows-1252\tdefault\n");
        row("unknown label", "<p>caf\xE9", "text/html; charset=klingon", "windows-1252\tdefault\n");
        row("nothing", "", "text/html", "UTF-8\tutf-8\n");
    }
    void charsetPrintsEncodingAndReason()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, contentType);
        QStringList question{QStringLiteral("charset"), QStringLiteral("-")};
        if (!contentType.isEmpty())
            question << QStringLiteral("--content-type") << contentType;
        const Outcome outcome = call(question, body);
        QTEST(outcome.out, "answer");
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.err, QByteArray());
    }

    void charsetReadsAFileAndSaysWhatIsNone()
    {
        const QString page = write(QStringLiteral("page.html"), "<html>caf\xE9");
        QCOMPARE(call({QStringLiteral("charset"), page}).out, QByteArray("windows-1252\tdefault\n"));
        Outcome outcome = call({QStringLiteral("charset"), QStringLiteral("-")}, QByteArray("\x89PNG\r\n\x1A\n\0", 9));
        QCOMPARE(outcome.code, 1);
        QCOMPARE(outcome.err, QByteArray("creel-cli: - is no text.\n"));
        outcome = call({QStringLiteral("charset"), m_folder.filePath(QStringLiteral("nowhere"))});
        QCOMPARE(outcome.code, 3);
        QVERIFY2(outcome.err.contains("nowhere"), outcome.err);
    }

    void wrongUsageEndsWithTwoAndNamesTheWord_data()
    {
        QTest::addColumn<QStringList>("question");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char *question, const char *named) {
            QTest::newRow(question) << words(question) << QByteArray(named);
        };
        row("robots", "--robots");
        row("robots http://a.test/", "--robots");
        row("robots --robots -", "URL");
        row("robots --robots - --robots - http://a.test/", "one --robots");
        row("robots --robots - --agent", "agent");
        row("robots --robots - --agent * http://a.test/", "\"*\"");
        row("robots --robots - --no-such-option http://a.test/", "no-such-option");
        row("robots --robots - http://a.test/ a.test", "\"a.test\"");
        row("robots --robots - ftp://a.test/", "\"ftp://a.test/\"");
        row("robots --robots - http://a.test:99999/", "65535");
        row("url", "one reference");
        row("url --base https://a.test/", "one reference");
        row("url --base a.test b", "\"a.test\"");
        row("url --base http://a.test/ --base http://b.test/ c", "one --base");
        row("url -b", "'b'");
        row("charset", "one FILE");
        row("charset a b", "one FILE");
        row("charset a --content-type x --content-type y", "one --content-type");
        row("charset - --charset x", "charset");
    }
    void wrongUsageEndsWithTwoAndNamesTheWord()
    {
        QFETCH(QStringList, question);
        QFETCH(QByteArray, named);
        const Outcome outcome = call(question);
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.err.contains(named), outcome.err);
        QCOMPARE(outcome.out, QByteArray());
    }

    void helpTellsEveryOptionWithItsDefault()
    {
        const QByteArray robots = call(words("robots --help")).out, url = call(words("url --help")).out;
        QVERIFY2(robots.startsWith("Usage: creel-cli robots [OPTIONS] URL…\n"), robots);
        QVERIFY(robots.contains("--agent") && robots.contains("--robots"));
        QCOMPARE(robots.count("Default:"), 2);
        QVERIFY2(url.startsWith("Usage: creel-cli url [OPTIONS] REF…\n"), url);
        QCOMPARE(url.count("Default:"), 1);
        const QByteArray commands = call(words("--help")).out;
        QVERIFY(commands.contains("\n  robots ") && commands.contains("\n  url ") && commands.contains("\n  charset "));
    }
};

QTEST_GUILESS_MAIN(TestCliTools)
#include "tst_cli_tools.moc"
