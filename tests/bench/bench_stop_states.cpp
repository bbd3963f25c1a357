// How quickly Stop stops, whatever a run is about: connecting, in a TLS handshake, waiting for robots.txt, backing off, paused, reading
// large pages, writing. The time is from stop() to the last committed row; the receipt must agree with the run file, nothing may be
// lost, and nothing is heard from a run after it has said "finished".
#include "support/blackhole.h"
#include "support/hostserver.h"
#include "support/runharness.h"

#include <QCoreApplication>
#include <QSignalSpy>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace creel;
using namespace creel::test;

namespace {

constexpr qint64 limitMs = 200;
constexpr int wide = 256, lines = 300;

/// A situation: what is pasted, and how to tell that the run is in it. `server` is of this stop alone.
struct Situation {
    const char *name;
    std::function<HostServer::Answer(const HostServer::Asked &)> answer;
    std::function<QByteArray(const HostServer &server, int line)> url;
    std::function<bool(const HostServer &server, Run &run)> reached;
    CrawlOptions options;
    int count = lines;
};

HostServer::Answer silence(const HostServer::Asked &) { return {}; }

QByteArray pageOfHost(const HostServer &server, int line)
{
    return server.url(line + 1, "/" + QByteArray::number(line));
}

CrawlOptions wideOptions()
{
    CrawlOptions options = hastyOptions();
    options.concurrency = options.perHost = wide;
    return options;
}

bool allInFlight(const HostServer &, Run &run) { return run.progress().inFlight == wide; }

std::vector<Situation> situations(const BlackHole &hole)
{
    std::vector<Situation> all;
    const QByteArray nowhere = "http://127.0.0.1:" + QByteArray::number(hole.port()) + '/';
    all.push_back({"connecting", silence,
                   [nowhere](const HostServer &, int line) { return nowhere + QByteArray::number(line); }, allInFlight,
                   wideOptions()});

    all.push_back(
        {"in TLS", silence,
         [](const HostServer &server, int line) { return pageOfHost(server, line).replace("http:", "https:"); },
         [](const HostServer &server, Run &) { return server.connections() == wide; }, wideOptions()});

    Situation robots{"waiting for robots.txt", silence, pageOfHost,
                     [](const HostServer &server, Run &) { return server.count() == wide; }, wideOptions()};
    robots.options.obeyRobots = true;
    all.push_back(std::move(robots));

    const QByteArray breathless = HostServer::message(503, "No", {});
    Situation backingOff{"backing off",
                         [breathless](const HostServer::Asked &) { return HostServer::Answer{503, breathless, 0ms}; },
                         pageOfHost,
                         [](const HostServer &server, Run &run) {
                             return server.count() == std::size_t(lines) && run.progress().inFlight == 0;
                         },
                         wideOptions()};
    backingOff.options.retries = 9; // their waits are longer than this takes: the first is half a second at least
    all.push_back(std::move(backingOff));

    Situation paused{"paused", silence, pageOfHost,
                     [](const HostServer &server, Run &run) {
                         if (server.count() == wide)
                             run.pause();
                         return run.state() == Run::State::Paused;
                     },
                     wideOptions()};
    all.push_back(std::move(paused));

    QByteArray text = "<!doctype html><title>Large</title>";
    while (text.size() < 2 << 20)
        text += "<div class=item><p>Some words about <a href='/page?n=" + QByteArray::number(text.size())
            + "'>a page</a> and <b>more</b> of them.</p></div>\n";
    const QByteArray large = HostServer::message(200, text, "Content-Type: text/html\r\n");
    const QByteArray small = HostServer::message(200, "<title>Small</title>", "Content-Type: text/html\r\n");
    Situation reading{"reading large pages",
                      [large](const HostServer::Asked &) { return HostServer::Answer{200, large, 0ms}; }, pageOfHost,
                      [](const HostServer &server, Run &) { return server.count() >= 24; }, hastyOptions()};
    reading.options.concurrency = 16;
    all.push_back(std::move(reading));

    Situation writing{
        "writing",
        [small](const HostServer::Asked &) { return HostServer::Answer{200, small, 0ms}; },
        [](const HostServer &server, int line) { return server.url(line % 250 + 1, "/" + QByteArray::number(line)); },
        [](const HostServer &server, Run &) { return server.count() >= 3000; },
        wideOptions(),
        20'000};
    all.push_back(std::move(writing));
    return all;
}

bool measure(const Situation &situation, int stops)
{
    std::vector<qint64> times;
    int late = 0, wrong = 0;
    qint64 aborted = 0;
    for (int i = 0; i < stops; ++i) {
        const HostServer server(situation.answer);
        QByteArray paste;
        for (int line = 0; line < situation.count; ++line)
            paste += situation.url(server, line) + '\n';
        RunHarness harness(QString::fromLatin1(paste), situation.options);
        Run &run = harness.run();
        run.start();
        if (!QTest::qWaitFor([&] { return situation.reached(server, run); }, 30'000)) {
            std::printf("stop-in-every-state: never %s: %zu requests, %d in flight\n", situation.name, server.count(),
                        run.progress().inFlight);
            return false;
        }
        run.stop();
        if (!harness.finish())
            return false;
        const StopReceipt &receipt = harness.receipt();
        times.push_back(receipt.stopMs);
        aborted += receipt.aborted;

        QSignalSpy rows(&run, &Run::rowsChanged), progress(&run, &Run::progressed), ends(&run, &Run::finished),
            states(&run, &Run::stateChanged);
        QTest::qWait(120); // longer than any tick of the run
        late += int(rows.size() + progress.size() + ends.size() + states.size());
        qint64 stopped = 0, queued = 0, ended = 0;
        for (const Record &row : harness.rows()) {
            stopped += row.state == RowState::Stopped;
            queued += row.state == RowState::Queued;
            ended += row.state == RowState::Ok || row.state == RowState::Failed;
        }
        wrong += receipt.lost != 0 || receipt.aborted != stopped || receipt.notStarted != queued
            || receipt.pages != ended || stopped + queued + ended != situation.count;
    }
    std::sort(times.begin(), times.end());
    const qint64 p50 = times[times.size() / 2], p99 = times[(times.size() * 99 - 1) / 100], most = times.back();
    const bool holds = p99 < limitMs && late == 0 && wrong == 0;
    std::printf("stop-in-every-state: %s%s: %d stops: p50 %lld ms, p99 %lld ms, max %lld ms (limit p99 %lld); %.0f "
                "rows aborted each; "
                "%d wrong receipts, %d signals after the end\n",
                holds ? "" : "FALLS SHORT: ", situation.name, stops, (long long)p50, (long long)p99, (long long)most,
                (long long)limitMs, double(aborted) / stops, wrong, late);
    std::fflush(stdout);
    return holds;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const int stops = argc > 1 ? std::max(1, atoi(argv[1])) : 40;
    const QByteArray only = argc > 2 ? argv[2] : "";
    const BlackHole hole;
    bool holds = true;
    for (const Situation &situation : situations(hole)) {
        if (only.isEmpty() || only == situation.name)
            holds = measure(situation, stops) && holds;
    }
    return holds ? 0 : 1;
}
