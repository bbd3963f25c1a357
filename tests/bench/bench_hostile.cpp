// What hostile pages cost: at most a second for every 10 MB, at most ten times the page on the heap, and at most 2.2 times as
// long for a page of twice the size. CPU time of one thread, the least of several runs; the heap beside the page itself.
//   bench_hostile [--parser creel|gumbo|tokens] [--quick] [NAME…]     those whose name contains a NAME; all without
// No budget helps here. With the default one, each page is to come out whole or as too complex, within a second. --quick takes
// a tenth of each page. A line for each page; exits 1 when one falls short.
#include "heapmeter.h"
#include "hostilepages.h"
#include "pages.h"
#include "parse/builders.h"
#include "parse/html/tokenizer.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace creel;
using namespace creel::bench;
using namespace std::chrono_literals;

namespace {

enum class Subject { Creel, Gumbo, Tokens };

constexpr double secondsPerByte = 1.0 / 10e6;
constexpr double leastSeconds = 0.05; ///< what any small page may take
constexpr double leastHeap = 4 << 20; ///< what any small page may take on the heap
constexpr double mostGrowth = 2.2;
constexpr double mostDefaultSeconds = 1.25; ///< the budget's second, and the way out
constexpr double hopelessSeconds = 8;       ///< nothing that other runs on a quieter machine would mend
constexpr rlim_t cpuLimitSeconds = 30;

struct Outcome {
    qint64 nodes = 0;
    bool tooComplex = false;
};

Outcome parseOnce(Subject subject, const QByteArray &page, const ParseBudget &budget)
{
    if (subject == Subject::Tokens) {
        NameTable names;
        html::Tokenizer tokenizer(page, names);
        Outcome outcome;
        while (tokenizer.next().type != html::Token::Type::EndOfFile)
            ++outcome.nodes;
        return outcome;
    }
    const ParsedDocument parsed =
        buildDocument(subject == Subject::Gumbo ? HtmlParser::Gumbo : HtmlParser::Creel, page, budget);
    return {parsed.document.nodeCount(), parsed.tooComplex};
}

struct Cost {
    Outcome outcome;
    double seconds = 0; ///< the least
    qint64 peak = 0;    ///< bytes
};

Cost measure(Subject subject, const QByteArray &page, const ParseBudget &budget, double patience)
{
    const auto run = [&](Cost &cost) {
        const double start = threadCpuSeconds();
        cost.outcome = parseOnce(subject, page, budget);
        return threadCpuSeconds() - start;
    };
    Cost cost;
    {
        const HeapMeter meter;
        cost.seconds = run(cost);
        cost.peak = meter.peak();
    }
    double spent = 0;
    for (int again = 0; again < 20 && spent < patience; ++again) {
        const double seconds = run(cost);
        cost.seconds = std::min(cost.seconds, seconds);
        spent += seconds;
    }
    return cost;
}

/// What a child process found out about one page.
struct Report {
    qint64 bytes = 0;
    Cost whole; ///< without a budget
    Cost defaultBudget = {};
};

Report examine(Subject subject, const HostilePage &hostile, qsizetype count)
{
    const QByteArray page = hostile.make(count);
    Report report;
    report.bytes = page.size();
    report.defaultBudget = measure(subject, page, {}, 0);
    report.whole = measure(subject, page, {.time = 24h, .memory = std::numeric_limits<qsizetype>::max() / 2}, 0.1);
    return report;
}

/// examine() in a process of its own: it may crash, and it starts with a fresh heap. nullopt: it crashed or had to be killed.
std::optional<Report> examineInChild(Subject subject, const HostilePage &hostile, qsizetype count)
{
    int ends[2];
    if (pipe(ends) != 0)
        qFatal("no pipe");
    const pid_t child = fork();
    if (child < 0)
        qFatal("no process");
    if (child == 0) {
        const rlimit limit{cpuLimitSeconds, cpuLimitSeconds};
        setrlimit(RLIMIT_CPU, &limit);
        const Report report = examine(subject, hostile, count);
        const bool isWritten = write(ends[1], &report, sizeof report) == ssize_t(sizeof report);
        _exit(isWritten ? 0 : 1);
    }
    close(ends[1]);
    Report report;
    const bool isRead = read(ends[0], &report, sizeof report) == ssize_t(sizeof report);
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        std::printf("signal %d (%s)\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
    return isRead && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? std::optional(report) : std::nullopt;
}

QByteArray printable(QByteArray name) { return name.replace('\r', "CR").replace('\n', "LF").replace('\xFF', "0xFF"); }

/// Why a page falls short, whatever else the machine is doing; empty when it doesn't.
QByteArray wrongs(const HostilePage &hostile, const Report &report)
{
    QByteArray found;
    const Outcome &whole = report.whole.outcome, &bounded = report.defaultBudget.outcome;
    if (whole.tooComplex)
        found += " too complex for any budget;";
    if (double(report.whole.peak) > double(report.bytes) * hostile.heapLimit + leastHeap)
        found += " HEAP;";
    if (!bounded.tooComplex && bounded.nodes != whole.nodes)
        found += " not whole with the default budget, and not told;";
    return found;
}

/// The same, by the clock.
QByteArray delays(const Report &report)
{
    QByteArray found;
    if (report.whole.seconds > std::max(leastSeconds, double(report.bytes) * secondsPerByte))
        found += " SLOW;";
    if (report.defaultBudget.seconds > mostDefaultSeconds)
        found += " " + QByteArray::number(report.defaultBudget.seconds, 'f', 1) + " s with the default budget;";
    return found;
}

double growth(const Report &once, const Report &twice)
{
    const double pages = double(twice.bytes) / double(once.bytes); // not quite 2 where numbers grow longer
    return std::max(twice.whole.seconds, 1e-4) / std::max(once.whole.seconds, 1e-4) / pages * 2;
}

/// Prints its line; whether it holds.
bool judge(Subject subject, const HostilePage &hostile, qsizetype count)
{
    std::optional<Report> once, twice;
    QByteArray found;
    double grown = 0;
    for (int attempt = 0; attempt < 4; ++attempt) { // a busy machine makes single runs slow
        const auto keepFaster = [](std::optional<Report> &kept, const std::optional<Report> &fresh) {
            const bool isFaster = kept && fresh && kept->whole.seconds < fresh->whole.seconds;
            const Cost whole = isFaster ? kept->whole : fresh ? fresh->whole : Cost();
            kept = fresh;
            if (kept)
                kept->whole = whole;
        };
        keepFaster(once, examineInChild(subject, hostile, count));
        keepFaster(twice, once ? examineInChild(subject, hostile, 2 * count) : std::nullopt);
        if (!once || !twice) {
            std::printf("DIED   %s\n", printable(hostile.name).constData());
            return false;
        }
        grown = growth(*once, *twice);
        found = delays(*once) + delays(*twice);
        if (grown > mostGrowth && twice->whole.seconds > leastSeconds / 10)
            found += " GROWTH;";
        if (found.isEmpty() || twice->whole.seconds > hopelessSeconds)
            break;
    }
    found += wrongs(hostile, *once) + wrongs(hostile, *twice);
    const Cost &cost = once->whole;
    std::printf("%s%6.1f MB %7.1f ms %6.3f s/10MB  heap %5.1f x  twice: %4.2f x  %s%s%s\n",
                found.isEmpty() ? "holds  " : "SHORT  ", double(once->bytes) / 1e6, cost.seconds * 1e3,
                cost.seconds / double(once->bytes) * 1e7, double(cost.peak) / double(once->bytes), grown,
                printable(hostile.name).constData(), found.isEmpty() ? "" : "  <-", found.constData());
    std::fflush(stdout);
    return found.isEmpty();
}

} // namespace

int main(int argc, char **argv)
{
    Subject subject = Subject::Creel;
    bool isQuick = false;
    std::vector<QByteArray> names;
    for (int i = 1; i < argc; ++i) {
        const QByteArray argument = argv[i];
        if (argument == "--quick") {
            isQuick = true;
        } else if (argument == "--parser" && i + 1 < argc) {
            const QByteArray name = argv[++i];
            subject = name == "gumbo" ? Subject::Gumbo : name == "tokens" ? Subject::Tokens : Subject::Creel;
        } else if (argument.startsWith("--")) {
            std::fputs("usage: bench_hostile [--parser creel|gumbo|tokens] [--quick] [NAME…]\n", stderr);
            return 2;
        } else {
            names.push_back(argument);
        }
    }
    int held = 0, fallen = 0;
    for (const HostilePage &hostile : hostilePages()) {
        const auto isIn = [&hostile](const QByteArray &name) { return hostile.name.contains(name); };
        if (!names.empty() && std::ranges::none_of(names, isIn))
            continue;
        ++(judge(subject, hostile, isQuick ? std::max<qsizetype>(1, hostile.count / 10) : hostile.count) ? held
                                                                                                         : fallen);
    }
    std::printf("%d hostile pages hold, %d fall short%s\n", held, fallen,
                HeapMeter::isAvailable() ? "" : " (the heap is not measured in this build)");
    return fallen == 0 && held > 0 ? 0 : 1;
}
