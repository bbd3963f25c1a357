// A run over 10,000 hosts, each a loopback address of its own on one listener: every page comes, and at no time are there
// more descriptors than the requests in flight, the idle connections that the pool may keep, and a few files; nor does
// memory grow with the hosts; and where descriptors run out, that is an error like others. The server is a process of its own, so that what is counted here is Creel's alone.
#include "support/fetchclient.h"
#include "support/runharness.h"

#include "net/connectionpool.h"
#include "net/filelimit.h"

#include <QCoreApplication>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <cstdio>
#include <filesystem>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace creel;
using namespace creel::test;

namespace {

constexpr int fewFiles = 64;          // run file, readers, pipes of the event loops
constexpr qint64 memoryLimitMb = 150; // growth, with 4,096 in flight

/// Answers every request after `delay`, at all of 127.0.0.0/8; tells its port through `pipe`. Runs until it is killed.
[[noreturn]] void serve(int pipe, milliseconds delay)
{
    int argc = 0;
    QCoreApplication app(argc, nullptr);
    raiseFileLimit();
    QTcpServer server;
    server.setListenBacklogSize(4096);
    server.listen(QHostAddress::AnyIPv4);
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&server, delay] {
        while (QTcpSocket *socket = server.nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, delay] {
                if (!socket->readAll().endsWith("\r\n\r\n"))
                    return;
                QTimer::singleShot(delay, socket, [socket] {
                    socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 24\r\n\r\n"
                                  "<title>A page</title><p>");
                });
            });
        }
    });
    const quint16 port = server.serverPort();
    if (::write(pipe, &port, sizeof port) != sizeof port)
        _exit(1);
    QCoreApplication::exec();
    _exit(0);
}

/// The process that serves; ends with this object.
class Server
{
public:
    explicit Server(milliseconds delay)
    {
        int ends[2];
        if (::pipe(ends) != 0)
            qFatal("No pipe");
        m_process = ::fork();
        if (m_process == 0)
            serve(ends[1], delay);
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
    quint16 port() const { return m_port; }

private:
    pid_t m_process = -1;
    quint16 m_port = 0;
};

int openFiles() { return int(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {})) - 1; }

qint64 megabytes(const char *field)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("There is no /proc");
    const QByteArray status = file.readAll();
    const qsizetype at = status.indexOf(field) + qsizetype(strlen(field)) + 1;
    return status.mid(at, status.indexOf("kB", at) - at).trimmed().toLongLong() >> 10;
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

QString urls(int hosts, quint16 port)
{
    QString text;
    for (int i = 0; i < hosts; ++i)
        text += QStringLiteral("http://127.%1.%2.%3:%4/\n")
                    .arg(1 + i / 62'500)
                    .arg(i / 250 % 250)
                    .arg(i % 250 + 1)
                    .arg(port);
    return text;
}

bool measure(int hosts, int inFlight, const Server &server)
{
    CrawlOptions options = hastyOptions();
    options.concurrency = inFlight;
    options.obeyRobots = false;
    const int filesBefore = openFiles();
    const qint64 memoryBefore = megabytes("VmRSS");
    const double cpuBefore = cpuSeconds();
    int mostFiles = 0, mostInFlight = 0, right = 0;
    double seconds = 0;
    {
        RunHarness harness(urls(hosts, server.port()), options);
        QTimer sampling;
        sampling.callOnTimeout([&] {
            mostFiles = std::max(mostFiles, openFiles());
            mostInFlight = std::max(mostInFlight, harness.run().progress().inFlight);
        });
        sampling.start(20);
        QElapsedTimer clock;
        clock.start();
        if (!harness.finish(300'000)) {
            std::printf("ten-thousand-hosts: not done after 300 s\n");
            return false;
        }
        seconds = double(clock.elapsed()) / 1000;
        mostFiles = std::max(mostFiles, openFiles());
        for (const Record &row : harness.rows())
            right += row.state == RowState::Ok && row.title == QStringLiteral("A page");
    }
    const qint64 growth = megabytes("VmHWM") - memoryBefore;
    const int mayBeOpen = filesBefore + inFlight + int(IdleLimits().most) + fewFiles;
    const int left = openFiles() - filesBefore;
    std::printf("ten-thousand-hosts: %d of %d hosts, %d in flight (at most %d seen), %.1f s: at most %d descriptors "
                "(limit %d), %d left afterwards, %lld MB more memory (limit %lld), %.3f ms CPU a page\n",
                right, hosts, inFlight, mostInFlight, seconds, mostFiles, mayBeOpen, left, (long long)growth,
                (long long)memoryLimitMb, (cpuSeconds() - cpuBefore) * 1000 / hosts);
    return right == hosts && mostInFlight >= inFlight * 9 / 10 && mostFiles <= mayBeOpen && left <= 4
        && growth <= memoryLimitMb;
}

/// 64 fetches where there are descriptors for 20: each ends in an error that says so, soon, and later ones are well.
/// (Not under a sanitizer, which needs descriptors of its own to look at memory.)
bool runOutOfFiles(const Server &server)
{
    FetchClient client;
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(server.port()) + "/";
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    const int next = ::dup(0); // the lowest free one
    ::close(next);
    const rlimit few{rlim_t(next) + 20, before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
    Fleet fleet;
    for (int i = 0; i < 64; ++i)
        fleet.launch(client, url);
    const bool landed = fleet.land(5000);
    setrlimit(RLIMIT_NOFILE, &before);
    int fetched = 0, unreachable = 0;
    QString message;
    for (const auto &flight : fleet.flights) {
        fetched += flight->result.ok();
        if (flight->result.error.kind == FetchError::Kind::Unreachable) {
            ++unreachable;
            message = flight->result.error.message;
        }
    }
    const bool well = client.fetch(url).ok();
    std::printf(
        "ten-thousand-hosts: with 20 descriptors for 64 fetches, %d came and %d failed (\"%s\"); the next one %s\n",
        fetched, unreachable, qPrintable(message), well ? "came" : "failed");
    return landed && fetched > 0 && fetched + unreachable == 64 && well;
}

} // namespace

int main(int argc, char **argv)
{
    const int hosts = argc > 1 ? atoi(argv[1]) : 10'000;
    const Server quick(milliseconds(200)), slow(milliseconds(2000)); // forked before there is any thread
    QCoreApplication app(argc, argv);
    const qint64 fileLimit = raiseFileLimit();
    const bool usual = measure(hosts, affordableConnections(256, fileLimit), quick);
    const bool wide = measure(hosts, affordableConnections(4096, fileLimit), slow);
    const bool tight = runOutOfFiles(quick);
    return usual && wide && tight ? 0 : 1;
}
