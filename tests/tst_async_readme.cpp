// core/async/README.md shows each asyncio program beside ours. Here every one of ours is compiled and run, what the README
// quotes is what is compiled, and Python's, taken from the README and run by Python, says the same as ours.

#include "async/asyncgenerator.h"
#include "async/channel.h"
#include "async/cleanup.h"
#include "async/gather.h"
#include "async/semaphore.h"
#include "async/sleep.h"
#include "async/taskgroup.h"
#include "async/timeout.h"
#include "support/awaited.h"

#include <QCoroFuture>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QPromise>
#include <QRegularExpression>
#include <QTest>

#include <type_traits>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

QString printed;

QString text(const char *words) { return QString::fromUtf8(words); }
QString text(const QString &words) { return words; }
QString text(int number) { return QString::number(number); }

/// As Python's print().
template <class... Part>
void print(const Part &...parts)
{
    const QStringList words{text(parts)...};
    printed += words.join(u' ') + u'\n';
}

// clang-format off
namespace eventLoop {
#include "asyncio/01-event-loop.cpp"
}
namespace task {
#include "asyncio/02-task.cpp"
}
namespace future {
#include "asyncio/03-future.cpp"
}
namespace gathering {
#include "asyncio/04-gather.cpp"
}
namespace firstError {
#include "asyncio/05-gather-first-error.cpp"
}
namespace returnExceptions {
#include "asyncio/06-gather-return-exceptions.cpp"
}
namespace taskGroup {
#include "asyncio/07-task-group.cpp"
}
namespace cancel {
#include "asyncio/08-cancel.cpp"
}
namespace waitForIt {
#include "asyncio/09-wait-for.cpp"
}
namespace asyncWith {
#include "asyncio/10-async-with.cpp"
}
namespace asyncFor {
#include "asyncio/11-async-for.cpp"
}
namespace queue {
#include "asyncio/12-queue.cpp"
}
namespace semaphore {
#include "asyncio/13-semaphore.cpp"
}
// clang-format on

template <auto program>
void run()
{
    if constexpr (std::is_void_v<decltype(program())>)
        program();
    else
        awaited(program());
}

struct Program {
    const char *file;
    void (*run)();
};

constexpr Program programs[] = {
    {"01-event-loop", run<eventLoop::program>},
    {"02-task", run<task::program>},
    {"03-future", run<future::program>},
    {"04-gather", run<gathering::program>},
    {"05-gather-first-error", run<firstError::program>},
    {"06-gather-return-exceptions", run<returnExceptions::program>},
    {"07-task-group", run<taskGroup::program>},
    {"08-cancel", run<cancel::program>},
    {"09-wait-for", run<waitForIt::program>},
    {"10-async-with", run<asyncWith::program>},
    {"11-async-for", run<asyncFor::program>},
    {"12-queue", run<queue::program>},
    {"13-semaphore", run<semaphore::program>},
};

QString contents(const QString &path)
{
    QFile file(QStringLiteral(CREEL_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What the README quotes as `language`, in its order.
QStringList blocks(const QString &language)
{
    const QRegularExpression fenced(u"^```%1\\n(.*?)^```$"_s.arg(language),
                                    QRegularExpression::MultilineOption
                                        | QRegularExpression::DotMatchesEverythingOption);
    QStringList found;
    for (auto matches = fenced.globalMatch(contents(u"core/async/README.md"_s)); matches.hasNext();)
        found << matches.next().captured(1);
    return found;
}

} // namespace

class TestAsyncReadme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyProgramIsShown()
    {
        QStringList files;
        for (const Program &program : programs)
            files << QString::fromLatin1(program.file) + u".cpp"_s;
        QCOMPARE(QDir(QStringLiteral(CREEL_SOURCE_DIR "/tests/asyncio")).entryList(QDir::Files, QDir::Name), files);
        QCOMPARE(blocks(u"cpp"_s).size(), files.size());
        QCOMPARE(blocks(u"python"_s).size(), files.size());
    }

    void theReadmeQuotesWhatIsCompiled_data() { rows(); }
    void theReadmeQuotesWhatIsCompiled()
    {
        QFETCH(int, index);
        QCOMPARE(blocks(u"cpp"_s).value(index), contents(u"tests/asyncio/%1.cpp"_s.arg(text(programs[index].file))));
    }

    void bothProgramsSayTheSame_data() { rows(); }
    void bothProgramsSayTheSame()
    {
        QFETCH(int, index);
        QProcess python;
        python.start(u"python3"_s, {u"-I"_s, u"-c"_s, blocks(u"python"_s).value(index)});
        QVERIFY2(python.waitForFinished(), qPrintable(python.errorString()));
        const QString expected = QString::fromUtf8(python.readAllStandardOutput());
        QVERIFY2(python.exitCode() == 0 && !expected.isEmpty(), python.readAllStandardError().constData());
        printed.clear();
        programs[index].run();
        QCOMPARE(printed, expected);
    }

private:
    static void rows()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < int(std::size(programs)); ++index)
            QTest::addRow("%s", programs[index].file) << index;
    }
};

QTEST_GUILESS_MAIN(TestAsyncReadme)
#include "tst_async_readme.moc"
