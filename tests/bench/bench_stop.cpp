// How quickly Stop stops: N runs, each with 256 requests in flight to a server that never answers, stopped then; the time
// from stop() to the last committed row, and whether anything is heard from a run after it has said "finished".
#include "support/runharness.h"
#include "support/testserver.h"

#include <QCoreApplication>
#include <QSignalSpy>

#include <algorithm>
#include <cstdio>

using namespace creel;
using namespace creel::test;

namespace {

constexpr int inFlight = 256;
constexpr int lines = 300;
constexpr qint64 limitMs = 200;

QString pasteFor(const TestServer &server)
{
    QString paste;
    for (int i = 0; i < lines; ++i)
        paste += QString::fromUtf8(server.url("/" + QByteArray::number(i))) + QLatin1Char('\n');
    return paste;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const int runs = argc > 1 ? atoi(argv[1]) : 100;
    TestServer server;
    server.onAny([](const Request &) { return Script().hang(); });
    CrawlOptions options = hastyOptions();
    options.concurrency = inFlight;
    options.perHost = inFlight;

    std::vector<qint64> times;
    int late = 0, wrong = 0;
    for (int i = 0; i < runs; ++i) {
        const qsizetype before = server.requestCount();
        RunHarness harness(pasteFor(server), options);
        harness.run().start();
        if (!QTest::qWaitFor([&] { return server.requestCount() - before == inFlight; }, 30'000)) {
            std::printf("stop-at-once: only %d requests in flight after 30 s\n", int(server.requestCount() - before));
            return 1;
        }
        harness.run().stop();
        if (!harness.finish())
            return 1;
        times.push_back(harness.receipt().stopMs);
        const StopReceipt &receipt = harness.receipt();
        wrong += receipt.aborted != inFlight || receipt.lost != 0 || receipt.notStarted != lines - inFlight;

        QSignalSpy rows(&harness.run(), &Run::rowsChanged), progress(&harness.run(), &Run::progressed),
            ends(&harness.run(), &Run::finished);
        QTest::qWait(120); // longer than any tick of the run
        late += int(rows.size() + progress.size() + ends.size());
    }
    std::sort(times.begin(), times.end());
    const qint64 p50 = times[times.size() / 2], p99 = times[(times.size() * 99 - 1) / 100], most = times.back();
    std::printf("stop-at-once: %d stops with %d in flight: p50 %lld ms, p99 %lld ms, max %lld ms (limit p99 %lld); "
                "%d wrong receipts, %d signals after the end\n",
                runs, inFlight, (long long)p50, (long long)p99, (long long)most, (long long)limitMs, wrong, late);
    return p99 < limitMs && late == 0 && wrong == 0 ? 0 : 1;
}
