// The inputs that fuzzing has taught us to keep, through every fuzzer's function: what was mended stays so, with any compiler.

#include "targets.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace creel;

namespace {

struct Fuzzer {
    const char *program;
    void (*target)(QByteArrayView input);
};

constexpr Fuzzer fuzzers[] = {
    {"fuzz_charset", fuzz::charset},
    {"fuzz_detect", fuzz::detect},
    {"fuzz_extraction", fuzz::extraction},
    {"fuzz_html", fuzz::htmlTree},
    {"fuzz_html_gumbo", fuzz::htmlAgainstGumbo},
    {"fuzz_httpparser", fuzz::httpParser},
    {"fuzz_json", fuzz::json},
    {"fuzz_jsonpath", fuzz::jsonPath},
    {"fuzz_recipe", fuzz::recipe},
    {"fuzz_robots", fuzz::robots},
    {"fuzz_selector", fuzz::selector},
    {"fuzz_sitemap", fuzz::sitemap},
    {"fuzz_structured", fuzz::structured},
    {"fuzz_tokenizer", fuzz::tokenizer},
    {"fuzz_urllist", fuzz::urlList},
    {"fuzz_xpath", fuzz::xpath},
};

QStringList namesIn(const QString &folder)
{
    return QDir(QStringLiteral(CREEL_CORPUS "/") + folder).entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot);
}

} // namespace

class TestFuzzCorpus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFuzzerHasACorpus();
    void keptInputsKeepTheirPromises_data();
    void keptInputsKeepTheirPromises();
};

void TestFuzzCorpus::everyFuzzerHasACorpus()
{
    QStringList programs;
    for (const Fuzzer &fuzzer : fuzzers)
        programs << QLatin1StringView(fuzzer.program);
    QCOMPARE(namesIn({}), programs);
    for (const QString &program : programs)
        QVERIFY2(!namesIn(program).isEmpty(), qPrintable(program));
}

void TestFuzzCorpus::keptInputsKeepTheirPromises_data()
{
    QTest::addColumn<int>("fuzzer");
    QTest::addColumn<QString>("path");
    for (int i = 0; i < int(std::size(fuzzers)); ++i) {
        const QString program = QLatin1StringView(fuzzers[i].program);
        QTest::addRow("%s, nothing", fuzzers[i].program) << i << QString();
        for (const QString &name : namesIn(program))
            QTest::addRow("%s/%s", fuzzers[i].program, qPrintable(name))
                << i << QStringLiteral(CREEL_CORPUS "/%1/%2").arg(program, name);
    }
}

void TestFuzzCorpus::keptInputsKeepTheirPromises()
{
    QFETCH(int, fuzzer);
    QFETCH(QString, path);
    QByteArray input;
    if (!path.isEmpty()) {
        QFile file(path);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        input = file.readAll();
    }
    fuzzers[fuzzer].target(input); // ends the program when a promise is broken, and says in which row
}

QTEST_GUILESS_MAIN(TestFuzzCorpus)
#include "tst_fuzzcorpus.moc"
