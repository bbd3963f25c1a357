#include "base/htmlparser.h"
#include "support/testserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/types.h>

using namespace creel;
using namespace creel::test;

namespace {

struct Outcome {
    int code = -1;
    QString out, err;
};

const char *page = "<!DOCTYPE html><title>A page</title><p>Text.";

} // namespace

/// creel-cli as a script meets it: a process with words, files and an exit status.
class TestCli : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile made(file(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(made.errorString()));
        return made.fileName();
    }
    static QByteArray read(const QString &path)
    {
        QFile made(path);
        return made.open(QIODevice::ReadOnly) ? made.readAll() : QByteArray();
    }
    void prepare(QProcess &process, const QStringList &words)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), file(QStringLiteral("data")));
        environment.remove(QStringLiteral("DISPLAY"));
        process.setProcessEnvironment(environment);
        process.setProgram(QStringLiteral(CREEL_CLI));
        process.setArguments(words);
    }
    Outcome call(const QStringList &words, const QByteArray &input = {})
    {
        QProcess process;
        prepare(process, words);
        process.start();
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }

private Q_SLOTS:
    void anOkListEndsWithZeroAndItsTable()
    {
        TestServer server;
        server.on("/a", Script::html(page));
        const QString csv = file(QStringLiteral("ok.csv")), stats = file(QStringLiteral("ok.json"));
        const Outcome outcome =
            call({QStringLiteral("scrape"), QString::fromUtf8(server.url("/a")), QStringLiteral("--run"),
                  file(QStringLiteral("ok.creel")), QStringLiteral("--output"), csv, QStringLiteral("--stats"), stats});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.out.startsWith(QStringLiteral("1 line = 1 ok")), qPrintable(outcome.out));
        QCOMPARE(read(csv).count("\r\n"), 2);
        QVERIFY(read(csv).startsWith("line,url,state,status,final_url,title,"));
        const QJsonObject figures = QJsonDocument::fromJson(read(stats)).object();
        QCOMPARE(figures[QStringLiteral("lines_by_state")].toObject()[QStringLiteral("ok")].toInt(), 1);
        QCOMPARE(figures[QStringLiteral("pages")].toInt(), 1);
        QVERIFY(figures[QStringLiteral("bytes")].toInt() > int(strlen(page)));
        QVERIFY(figures[QStringLiteral("peak_rss_bytes")].toDouble() > 1e6);
        QVERIFY(figures[QStringLiteral("stop_ms")].isNull());
        QVERIFY2(!QFile::exists(file(QStringLiteral("ok.creel-wal"))), "a run is one file when nobody has it open");
    }

    void aFailedOrInvalidLineEndsWithOne()
    {
        TestServer server; // answers 404
        QCOMPARE(call({QStringLiteral("scrape"), QString::fromUtf8(server.url("/missing"))}).code, 1);
        QCOMPARE(call({QStringLiteral("scrape"), QStringLiteral("mailto:a@b")}).code, 1);
    }

    void urlsComeFromAFileAndFromStandardInput()
    {
        TestServer server;
        server.on("/a", Script::html(page));
        server.on("/b", Script::html(page));
        const QString list = write(QStringLiteral("list.txt"), "\xEF\xBB\xBF" + server.url("/a") + "\r\n\r\n");
        const QString csv = file(QStringLiteral("both.csv"));
        const Outcome outcome =
            call({QStringLiteral("scrape"), QStringLiteral("--urls"), list, QStringLiteral("--urls"),
                  QStringLiteral("-"), QStringLiteral("-o"), csv, QStringLiteral("--quiet")},
                 server.url("/b"));
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.out + outcome.err, QString());
        const QList<QByteArray> rows = read(csv).split('\n');
        QVERIFY(rows[1].startsWith("1," + server.url("/a") + ",ok,"));
        QVERIFY(rows[2].startsWith("2,,blank,"));
        QVERIFY(rows[3].startsWith("3," + server.url("/b") + ",ok,"));
    }

    void ofATableTheColumnWithUrlsIsTaken()
    {
        TestServer server;
        server.on("/a", Script::html(page));
        const QString list = write(QStringLiteral("table.csv"), "name;address\r\nAnna;" + server.url("/a") + "\r\n");
        const QString csv = file(QStringLiteral("of-table.csv"));
        const Outcome outcome =
            call({QStringLiteral("scrape"), QStringLiteral("--urls"), list, QStringLiteral("-o"), csv});
        QCOMPARE(outcome.code, 0);
        QVERIFY(read(csv).contains("1," + server.url("/a") + ",ok,"));
        const QString none = write(QStringLiteral("none.csv"), "name;age\nAnna;7\n");
        const Outcome refused = call({QStringLiteral("scrape"), QStringLiteral("--urls"), none});
        QCOMPARE(refused.code, 3);
        QVERIFY2(refused.err.contains(none), qPrintable(refused.err));
    }

    void wrongUsageEndsWithTwoAndNamesTheWord_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *words, const char *named) {
            QTest::newRow(words) << QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                                 << QString::fromLatin1(named);
        };
        row("", "No command");
        row("scrap", "\"scrap\"");
        row("scrape", "No URLs");
        row("scrape --concurrency many a.test", "--concurrency");
        row("scrape --concurrency 0 a.test", "--concurrency");
        row("scrape --per-host -1 a.test", "--per-host");
        row("scrape --delay 0.5 a.test", "--delay");
        row("scrape --timeout 0 a.test", "--timeout");
        row("scrape --max-body 1k a.test", "--max-body");
        row("scrape --header NoColon a.test", "--header");
        row("scrape --parser lxml a.test", "--parser takes creel or gumbo, not \"lxml\"");
        row("scrape --parser= a.test", "--parser takes creel or gumbo, not \"\"");
        row("scrape --parser Gumbo a.test", "not \"Gumbo\"");
        row("scrape --no-such-option a.test", "no-such-option");
        row("scrape --output table.ods a.test", "table.ods");
        row("resume", "one run file");
        row("resume a.creel b.creel", "one run file");
        row("export a.creel", "--output");
    }
    void wrongUsageEndsWithTwoAndNamesTheWord()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, named);
        const Outcome outcome = call(words);
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.err.contains(named), qPrintable(outcome.err));
        QCOMPARE(outcome.out, QString());
    }

    void aFileThatCantBeReadOrWrittenEndsWithThreeAndIsNamed_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("named");
        write(QStringLiteral("text.creel"), "not a run file");
        const QString text = file(QStringLiteral("text.creel")), none = file(QStringLiteral("none/x.csv"));
        const QString missing = file(QStringLiteral("missing.txt"));
        QTest::newRow("urls") << QStringList{QStringLiteral("scrape"), QStringLiteral("--urls"), missing} << missing;
        QTest::newRow("output") << QStringList{QStringLiteral("scrape"), QStringLiteral("a.test"), QStringLiteral("-o"),
                                               none}
                                << none;
        QTest::newRow("run exists") << QStringList{QStringLiteral("scrape"), QStringLiteral("a.test"),
                                                   QStringLiteral("--run"), text}
                                    << text;
        QTest::newRow("resume") << QStringList{QStringLiteral("resume"), text} << text;
        QTest::newRow("export") << QStringList{QStringLiteral("export"), text, QStringLiteral("-o"),
                                               file(QStringLiteral("x.csv"))}
                                << text;
    }
    void aFileThatCantBeReadOrWrittenEndsWithThreeAndIsNamed()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, named);
        const Outcome outcome = call(words);
        QVERIFY2(outcome.code == 3, qPrintable(outcome.err));
        QVERIFY2(outcome.err.contains(named), qPrintable(outcome.err));
        QCOMPARE(read(file(QStringLiteral("text.creel"))), QByteArray("not a run file"));
    }

    void helpTellsEveryOptionWithItsDefault()
    {
        for (const char *command : {"scrape", "resume", "export", "re-extract", "demo"}) {
            const Outcome outcome = call({QString::fromLatin1(command), QStringLiteral("--help")});
            QCOMPARE(outcome.code, 0);
            QVERIFY(outcome.out.startsWith(QStringLiteral("Usage: creel-cli ") + QLatin1String(command)));
        }
        const QString scrape = call({QStringLiteral("scrape"), QStringLiteral("--help")}).out;
        for (const char *option : {"--urls",          "--output",
                                   "--run",           "--concurrency",
                                   "--per-host",      "--delay",
                                   "--timeout",       "--retries",
                                   "--max-body",      "--no-bodies",
                                   "--user-agent",    "--header",
                                   "--stats",         "--quiet",
                                   "--crawl",         "--depth",
                                   "--scope",         "--include",
                                   "--exclude",       "--select",
                                   "--max-pages",     "--max-pages-per-host",
                                   "--sitemaps",      "--nofollow",
                                   "--drop-tracking", "--no-trap-guard",
                                   "--no-robots",     "--no-throttle",
                                   "--allow-private", "--parser",
                                   "--recipe",        "--rows",
                                   "--extra",         "--control"})
            QVERIFY2(scrape.contains(QLatin1String(option)), option);
        QCOMPARE(scrape.count(QStringLiteral("Default:")), 36);
    }

    void recipesAndExtrasAreColumnsOfTheRun()
    {
        TestServer server;
        server.on("/a",
                  Script::html("<!DOCTYPE html><title>A</title><h1>Head</h1><p>Some words here</p><a href='/b'>b</a>"));
        server.on("/b", Script::html("<!DOCTYPE html><title>B</title>"));
        const QString run = file(QStringLiteral("r.creel")), csv = file(QStringLiteral("r.csv"));
        write(QStringLiteral("r.json"), R"({"version":1,"fields":[{"name":"head","kind":"css","expression":"h1"}]})");
        const QStringList scrape{QStringLiteral("scrape"),
                                 QString::fromUtf8(server.url("/a")),
                                 QString::fromUtf8(server.url("/b")),
                                 QStringLiteral("--run"),
                                 run,
                                 QStringLiteral("-o"),
                                 csv,
                                 QStringLiteral("--no-robots")};
        Outcome outcome =
            call(scrape
                 + QStringList{QStringLiteral("--recipe"), file(QStringLiteral("r.json")), QStringLiteral("--extra"),
                               QStringLiteral("word-count"), QStringLiteral("--extra"), QStringLiteral("inlinks")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
        QByteArrayList lines = read(csv).split('\n');
        QVERIFY(lines[0].endsWith(",error,head,word_count,inlinks\r"));
        QVERIFY2(lines[1].endsWith(",Head,5,0\r"), lines[1].constData());
        QVERIFY2(lines[2].endsWith(",,0,1\r"), lines[2].constData());

        const QStringList again{QStringLiteral("re-extract"), run, QStringLiteral("-o"), csv};
        outcome = call(again + QStringList{QStringLiteral("--extra"), QStringLiteral("headings")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
        QVERIFY(outcome.out.contains(QStringLiteral("2 pages")));
        lines = read(csv).split('\n');
        QVERIFY2(lines[1].endsWith(",h1: Head\r"), lines[1].constData());

        outcome = call(again + QStringList{QStringLiteral("--extra"), QStringLiteral("wordcount")});
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.err.contains(QStringLiteral("\"wordcount\""))
                && outcome.err.contains(QStringLiteral("word-count")));
        outcome = call(again + QStringList{QStringLiteral("--recipe"), file(QStringLiteral("none.json"))});
        QCOMPARE(outcome.code, 3);
        outcome = call(again + QStringList{QStringLiteral("--rows"), QStringLiteral("many")});
        QCOMPARE(outcome.code, 2);
    }

    void storedPagesAreDecodedAgain()
    {
        TestServer server;
        for (const char *target : {"/1", "/2"})
            server.on(target, Script::html("<title>\xCC\xE8\xF0</title>")); // windows-1251, and the server says UTF-8
        const QString run = file(QStringLiteral("d.creel")), csv = file(QStringLiteral("d.csv"));
        Outcome outcome =
            call({QStringLiteral("scrape"), QString::fromUtf8(server.url("/1")), QString::fromUtf8(server.url("/2")),
                  QStringLiteral("--run"), run, QStringLiteral("--no-robots")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
        const QStringList decode{QStringLiteral("re-extract"), run,
                                 QStringLiteral("-o"),         csv,
                                 QStringLiteral("--charset"),  QStringLiteral("cp1251")};
        outcome = call(decode + QStringList{QStringLiteral("--row"), QStringLiteral("2")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
        QVERIFY(outcome.out.contains(QStringLiteral("1 pages")));
        QByteArrayList lines = read(csv).split('\n');
        QVERIFY(!lines[1].contains("Мир") && lines[2].contains(",Мир,"));
        outcome = call(decode + QStringList{QStringLiteral("--host"), QString::fromUtf8(server.url("/"))});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
        lines = read(csv).split('\n');
        QVERIFY(lines[1].contains(",Мир,"));
        QCOMPARE(call(decode + QStringList{QStringLiteral("--row"), QStringLiteral("one")}).code, 2);
        QCOMPARE(call({QStringLiteral("re-extract"), run, QStringLiteral("--row"), QStringLiteral("1")}).code, 2);
        outcome = call({QStringLiteral("re-extract"), run, QStringLiteral("--charset"), QStringLiteral("klingon")});
        QCOMPARE(outcome.code, 3);
        QVERIFY(outcome.err.contains(QStringLiteral("\"klingon\"")));
    }

    void theOptionsReachTheWire()
    {
        TestServer server;
        server.on("/a", {Script::status(503), Script::html(page)});
        const Outcome outcome =
            call({QStringLiteral("scrape"), QString::fromUtf8(server.url("/a")), QStringLiteral("--retries"),
                  QStringLiteral("0"), QStringLiteral("--user-agent"), QStringLiteral("Angler/1"),
                  QStringLiteral("--header"), QStringLiteral("X-Club: Reed & Rill"), QStringLiteral("--no-robots")});
        QCOMPARE(outcome.code, 1); // nobody asked again
        QCOMPARE(server.requestCount(), 1);
        QCOMPARE(server.requests().first().header("User-Agent"), QByteArray("Angler/1"));
        QCOMPARE(server.requests().first().header("X-Club"), QByteArray("Reed & Rill"));
    }

    void theParserIsTheOneThatWasAskedFor()
    {
        TestServer server; // today's <select> holds a heading; gumbo's, of 2016, drops its tags
        server.onAny([](const Request &) { return Script::html("<title>T</title><select><h1>Pike</h1></select>"); });
        const QString run = file(QStringLiteral("parser.creel")), csv = file(QStringLiteral("parser.csv"));
        const QString url = QString::fromUtf8(server.url("/"));
        const auto headings = [&](const QString &command, const QStringList &more) {
            const Outcome outcome = call(QStringList{command} + more + QStringList{QStringLiteral("-o"), csv});
            return outcome.code == 0 ? int(read(csv).count(",Pike,")) : -1;
        };
        const QStringList begun{url, QStringLiteral("--no-robots"), QStringLiteral("--run"), run};
        const QString scrape = QStringLiteral("scrape"), resume = QStringLiteral("resume");
        QCOMPARE(headings(scrape, begun + QStringList{QStringLiteral("--parser"), QStringLiteral("creel")}), 1);
        const QStringList again{run, QStringLiteral("--retry-matching"), url};
        QCOMPARE(headings(resume, again), 1); // the run file has kept it
        QCOMPARE(headings(resume, again + QStringList{QStringLiteral("--parser=gumbo")}), 0);
        QCOMPARE(headings(resume, again), 0);
        const QStringList unset = again + QStringList{QStringLiteral("--unset"), QStringLiteral("parser")};
        const int standard = defaultHtmlParser == HtmlParser::Creel ? 1 : 0;
        QCOMPARE(headings(resume, unset), standard);
        QCOMPARE(headings(resume, again + QStringList{QStringLiteral("--parser=creel")}), 1);
        QCOMPARE(headings(resume, unset), standard);
        QCOMPARE(headings(resume, again + QStringList{QStringLiteral("--parser=both")}), -1);
        QCOMPARE(server.requestCount(), 7);
    }

    void anInterruptStopsCommitsAndExportsAndResumeGoesOn()
    {
        TestServer server;
        std::atomic<bool> answers = false;
        server.onAny([&](const Request &request) {
            return answers || request.target == "/0" ? Script::html(page) : Script().hang();
        });
        QByteArray list;
        for (int i = 0; i < 8; ++i)
            list += server.url("/" + QByteArray::number(i)) + '\n';
        const QString run = file(QStringLiteral("stopped.creel")), csv = file(QStringLiteral("stopped.csv"));
        QProcess process;
        prepare(process,
                {QStringLiteral("scrape"), QStringLiteral("--urls"), write(QStringLiteral("eight.txt"), list),
                 QStringLiteral("--run"), run, QStringLiteral("-o"), csv, QStringLiteral("--delay"),
                 QStringLiteral("0"), QStringLiteral("--per-host"), QStringLiteral("4"),
                 QStringLiteral("--no-robots")});
        process.start();
        QTRY_COMPARE_WITH_TIMEOUT(server.requestCount(), 5, 30'000); // one done, four in flight
        QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(process.readAllStandardError().contains("4 in flight aborted"));
        QCOMPARE(read(csv).count(",ok,"), 1);
        QCOMPARE(read(csv).count(",stopped,"), 4);
        QCOMPARE(read(csv).count(",queued,"), 3);

        answers = true;
        const Outcome resumed = call({QStringLiteral("resume"), run, QStringLiteral("-o"), csv});
        QCOMPARE(resumed.code, 0);
        QCOMPARE(read(csv).count(",ok,"), 8);
        const QString again = file(QStringLiteral("again.csv"));
        QCOMPARE(call({QStringLiteral("export"), run, QStringLiteral("-o"), again}).code, 0);
        QCOMPARE(read(again), read(csv));
    }

    void formatOptionsReachTheFile()
    {
        TestServer server;
        server.on("/a", Script::html("<title>=1+1</title>"));
        const QString run = file(QStringLiteral("formula.creel")), csv = file(QStringLiteral("formula.csv"));
        QCOMPARE(call({QStringLiteral("scrape"), QString::fromUtf8(server.url("/a")), QStringLiteral("--run"), run,
                       QStringLiteral("-o"), csv})
                     .code,
                 0);
        QVERIFY(read(csv).contains(",'=1+1,"));
        QCOMPARE(call({QStringLiteral("export"), run, QStringLiteral("-o"), csv, QStringLiteral("--no-formula-guard"),
                       QStringLiteral("--bom")})
                     .code,
                 0);
        QVERIFY(read(csv).contains(",=1+1,"));
        QVERIFY(read(csv).startsWith("\xEF\xBB\xBFline,"));
    }

    void withoutARunFileOneIsMadeInTheUsersDataFolder()
    {
        TestServer server;
        server.on("/a", Script::html(page));
        const Outcome outcome = call({QStringLiteral("scrape"), QString::fromUtf8(server.url("/a"))});
        QCOMPARE(outcome.code, 0);
        const QString path = outcome.out.section(QStringLiteral("Run file: "), 1).trimmed();
        QVERIFY2(path.startsWith(file(QStringLiteral("data"))), qPrintable(outcome.out));
        QVERIFY(QFile::exists(path));
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
