// How near a run comes to what the latency of its servers allows: 50 hosts that answer each tiny page after 200 ms, with 256 and
// then 1,024 requests in flight. The ideal is requests in flight ÷ latency; a run is measured whole, from start() to finished().
#include "support/hostserver.h"
#include "support/runharness.h"

#include "net/filelimit.h"

#include <QCoreApplication>

#include <cstdio>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace creel;
using namespace creel::test;

namespace {

constexpr int hosts = 50;
constexpr milliseconds latency{200};

/// The process that serves; ends with this object. A process of its own, so that the figures of CPU are Creel's alone.
class Server
{
public:
    Server()
    {
        int ends[2];
        if (::pipe(ends) != 0)
            qFatal("No pipe");
        m_process = ::fork();
        if (m_process == 0)
            serve(ends[1]);
        if (::read(ends[0], &m_port, sizeof m_port) != sizeof m_port)
            qFatal("The server does not start");
        ::close(ends[0]);
        ::close(ends[1]);
    }
    ~Server()
    {
        ::kill(m_process, SIGTERM);
        ::waitpid(m_process, nullptr, 0);
    }
    Q_DISABLE_COPY_MOVE(Server)
    QByteArray url(int page) const
    {
        return "http://127.0.0." + QByteArray::number(page % hosts + 1) + ':' + QByteArray::number(m_port) + '/'
            + QByteArray::number(page);
    }

private:
    [[noreturn]] static void serve(int pipe)
    {
        raiseFileLimit();
        QByteArray page = "<!doctype html><title>A page</title><h1>A page</h1>";
        while (page.size() < 1000)
            page += "<p>Some words and <a href='/next'>a link</a>.\n";
        const QByteArray whole = HostServer::message(200, page, "Content-Type: text/html\r\n");
        const HostServer server([&whole](const HostServer::Asked &asked) {
            const bool robots = asked.target == "/robots.txt";
            return HostServer::Answer{robots ? 404 : 200, robots ? HostServer::message(404, {}) : whole, latency};
        });
        const quint16 port = server.port();
        if (::write(pipe, &port, sizeof port) != sizeof port)
            _exit(1);
        for (;;)
            ::pause();
    }

    pid_t m_process = -1;
    quint16 m_port = 0;
};

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

bool measure(const Server &server, int inFlight, int seconds, bool robots, double least)
{
    const double ideal = inFlight / std::chrono::duration<double>(latency).count();
    const int pages = int(ideal) * seconds;
    CrawlOptions options = hastyOptions();
    options.concurrency = inFlight;
    options.perHost = 2 * inFlight / hosts;
    options.obeyRobots = robots;
    QByteArray paste;
    for (int page = 0; page < pages; ++page)
        paste += server.url(page) + '\n';
    RunHarness harness(QString::fromLatin1(paste), options);
    qint64 from = 0, to = 0, doneFrom = 0, doneTo = 0; // of the middle half, by committed rows
    QElapsedTimer clock;
    QObject::connect(&harness.run(), &Run::progressed, &harness.run(), [&](const RunProgress &progress) {
        const qint64 done = progress.counts.total() - progress.counts[RowState::Queued];
        if (done < pages / 4)
            from = clock.elapsed(), doneFrom = done;
        if (done < pages * 3 / 4)
            to = clock.elapsed(), doneTo = done;
    });
    double load = 0; // it takes one core and a bit at 5,000 pages/s: a busy machine falls short by itself
    getloadavg(&load, 1);
    const double cpuBefore = cpuSeconds();
    clock.start();
    if (!harness.finish(seconds * 10'000))
        return false;
    const double wall = double(clock.elapsed()) / 1000;
    const double cpu = cpuSeconds() - cpuBefore;
    const auto ok = harness.run().progress().counts[RowState::Ok];
    const double rate = pages / wall;
    std::printf("latency: %d in flight, %s: %lld of %d pages in %.2f s: %.0f pages/s, %.1f %% of the ideal %.0f "
                "(least %.0f %%; %.0f in the middle half), %.3f ms CPU a page; load before %.1f\n",
                inFlight, robots ? "robots.txt first" : "no robots.txt", (long long)ok, pages, wall, rate,
                rate / ideal * 100, ideal, least * 100,
                to > from ? double(doneTo - doneFrom) * 1000 / double(to - from) : 0.0, cpu * 1000 / pages, load);
    std::fflush(stdout);
    return ok == pages && rate >= least * ideal;
}

} // namespace

int main(int argc, char **argv)
{
    const int seconds = argc > 1 ? atoi(argv[1]) : 10;
    const Server server; // forked before there is any thread
    QCoreApplication app(argc, argv);
    bool holds = true;
    for (const bool robots : {false, true}) {
        holds = measure(server, 256, seconds, robots, 0.95) && holds;
        holds = measure(server, 1024, seconds, robots, 0.85) && holds;
    }
    return holds ? 0 : 1;
}
