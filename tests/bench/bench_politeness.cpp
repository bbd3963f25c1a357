// What a crawl asks of 50 hosts, measured at the hosts: requests in flight, the time between two starts, patience after
// Retry-After, the rate while errors go on, robots.txt, hosts that are left alone, and that nobody starves. Every request counts,
// that for robots.txt too. Arrivals are the kernel's, so a busy machine does not blur them on the hosts' side.
#include "support/hostserver.h"
#include "support/runharness.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <atomic>
#include <cstdarg>
#include <cstdio>
#include <map>
#include <queue>

using namespace creel;
using namespace creel::test;

namespace {

using Asked = HostServer::Asked;
using Answer = HostServer::Answer;
using Entry = HostServer::Entry;
using Log = std::vector<Entry>;

constexpr int hosts = 50;
constexpr milliseconds slack{5}; ///< how much sooner than its delay a start may come
constexpr milliseconds onItsWay{
    50}; ///< how long an answer may take to be noticed, on a machine that is busy with both ends
bool everythingHolds = true;

/// One line a figure, and whether it holds.
[[gnu::format(printf, 2, 3)]] void tell(bool holds, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    std::printf("politeness: %s", holds ? "" : "FALLS SHORT: ");
    std::vprintf(format, values);
    std::printf("\n");
    std::fflush(stdout);
    va_end(values);
    everythingHolds = everythingHolds && holds;
}

double ms(HostServer::Time time) { return std::chrono::duration<double, std::milli>(time).count(); }

Answer page(milliseconds after)
{
    return {200, HostServer::message(200, "<title>A page</title>", "Content-Type: text/html\r\n"), after};
}
Answer error(int status, const QByteArray &headers = {}, milliseconds after = 0ms)
{
    return {status, HostServer::message(status, "No", headers), after};
}
Answer redirect(const QByteArray &to) { return {302, HostServer::message(302, {}, "Location: " + to + "\r\n"), 5ms}; }
Answer rules(const QByteArray &text)
{
    return {200, HostServer::message(200, text, "Content-Type: text/plain\r\n"), 20ms};
}
Answer noRules() { return error(404); }
bool isRobots(const QByteArray &target) { return target == "/robots.txt"; }

/// The same number for the same target, in every run: 0 … below - 1.
int dice(const Asked &asked, int below) { return int(qHash(asked.target, size_t(asked.host) * 31) % uint(below)); }

std::map<int, Log> byHost(const Log &log)
{
    std::map<int, Log> parts;
    for (const Entry &entry : log)
        parts[entry.host].push_back(entry);
    return parts;
}

/// The most requests that had arrived and were not answered, at any time.
int mostInFlight(const Log &log)
{
    std::priority_queue<HostServer::Time, std::vector<HostServer::Time>, std::greater<>> ends;
    std::size_t most = 0;
    for (const Entry &entry : log) {
        while (!ends.empty() && ends.top() <= entry.arrived)
            ends.pop();
        ends.push(entry.answered == HostServer::Time() ? HostServer::Time::max() : entry.answered);
        most = std::max(most, ends.size());
    }
    return int(most);
}

double leastGapMs(const Log &log)
{
    double least = 1e9;
    for (std::size_t i = 1; i < log.size(); ++i)
        least = std::min(least, ms(log[i].arrived - log[i - 1].arrived));
    return least;
}

CrawlOptions politeOptions(int concurrency, int perHost, milliseconds delay)
{
    CrawlOptions options = hastyOptions();
    options.concurrency = concurrency;
    options.perHost = perHost;
    options.delay = delay;
    options.retries = 2;
    options.obeyRobots = true;
    return options;
}

std::map<RowState, int> states(RunHarness &harness)
{
    std::map<RowState, int> counts;
    for (const Record &row : harness.rows())
        ++counts[row.state];
    return counts;
}

// --- the limits ---

constexpr int floorHost = 11, closedHost = 12, wanderingRules = 13, rulesElsewhere = 14;
constexpr milliseconds crawlDelay{300};

/// Jitter, redirects to other hosts, errors that a retry mends, and each kind of robots.txt.
Answer motley(const HostServer &server, std::map<std::pair<int, QByteArray>, int> &visits, const Asked &asked)
{
    const int visit = visits[{asked.host, asked.target}]++;
    if (isRobots(asked.target)) {
        if (asked.host == floorHost)
            return rules("User-agent: *\nCrawl-delay: 0.3\nDisallow: /private/\n");
        if (asked.host == closedHost)
            return error(503);
        if (asked.host == wanderingRules)
            return redirect(server.url(rulesElsewhere, "/rules-of-a-neighbour.txt"));
        return rules("User-agent: *\nDisallow: /private/\n");
    }
    if (asked.target == "/rules-of-a-neighbour.txt")
        return rules("User-agent: *\nDisallow: /private/\n");
    if (asked.target.endsWith("/moved") && !asked.target.startsWith("/landed")) {
        int next = asked.host % hosts + 1;
        return redirect(server.url(next == closedHost ? next + 1 : next, "/landed" + asked.target));
    }
    if (asked.target.endsWith("/shaky") && visit == 0)
        return error(500, {}, 3ms);
    return page(milliseconds(dice(asked, 80)));
}

void limits(int concurrency, int perHost, milliseconds delay, int pages)
{
    std::map<std::pair<int, QByteArray>, int> visits;
    HostServer *self = nullptr;
    HostServer server([&](const Asked &asked) { return motley(*self, visits, asked); });
    self = &server;
    QByteArray paste;
    int allowed = 0, disallowed = 0, closed = 0;
    for (int i = 0; i < pages; ++i) {
        for (int host = 1; host <= hosts; ++host) {
            const bool isPrivate = i % 10 == 3;
            const char *kind = isPrivate ? "" : i % 10 == 5 ? "/moved" : i % 10 == 7 ? "/shaky" : "";
            paste += server.url(host, (isPrivate ? "/private/" : "/") + QByteArray::number(i) + kind) + '\n';
            ++(host == closedHost ? closed : isPrivate ? disallowed : allowed);
        }
    }
    RunHarness harness(QString::fromLatin1(paste), politeOptions(concurrency, perHost, delay));
    const bool finished = harness.finish(120'000);
    std::map<RowState, int> ends = states(harness);

    const Log log = server.log();
    int mostAtOne = 0, robotsTwice = 0, pageFirst = 0, privates = 0, closedPages = 0;
    double least = 1e9, leastFloored = 1e9;
    for (const auto &[host, requests] : byHost(log)) {
        mostAtOne = std::max(mostAtOne, mostInFlight(requests));
        (host == floorHost ? leastFloored : least) =
            std::min(host == floorHost ? leastFloored : least, leastGapMs(requests));
        int robots = 0;
        for (const Entry &entry : requests) {
            robots += isRobots(entry.target);
            const bool isPage = !isRobots(entry.target) && !entry.target.startsWith("/rules");
            pageFirst += isPage && robots == 0;
            privates += entry.target.contains("/private/");
            closedPages += isPage && host == closedHost;
        }
        robotsTwice += host == closedHost ? robots > 3 : robots != 1;
    }
    const int most = mostInFlight(log);
    const bool gaps = least >= double((delay - slack).count())
        && leastFloored >= double((std::max(delay, crawlDelay) - slack).count());
    tell(finished && most <= concurrency && mostAtOne <= perHost && gaps,
         "at most %d in flight and %d at one host, %lld ms apart: %zu requests at %zu hosts, at most %d in flight and "
         "%d at one "
         "host, starts at least %.1f ms apart (%.1f at a host that asks for %lld)",
         concurrency, perHost, (long long)delay.count(), log.size(), byHost(log).size(), most, mostAtOne, least,
         leastFloored, (long long)crawlDelay.count());
    tell(robotsTwice + pageFirst + privates + closedPages == 0 && ends[RowState::Ok] == allowed
             && ends[RowState::Skipped] == disallowed + closed,
         "the same: robots.txt not once at %d hosts, %d pages before it, %d disallowed pages asked, %d pages where it "
         "answers 503; "
         "%d of %d pages came, %d of %d were skipped",
         robotsTwice, pageFirst, privates, closedPages, ends[RowState::Ok], allowed, ends[RowState::Skipped],
         disallowed + closed);
}

// --- patience ---

/// Each host asks for 3 seconds now and then, as a number or as a date, with four requests in flight.
void patience()
{
    std::map<int, int> asked;
    const HostServer server([&asked](const Asked &request) {
        const int number = ++asked[request.host];
        if (number != 6 && number != 13)
            return page(milliseconds(dice(request, 40)));
        const QByteArray after = "Retry-After: 3\r\n";
        return error(request.host % 2 ? 429 : 503, after, milliseconds(dice(request, 40)));
    });
    QByteArray paste;
    for (int i = 0; i < 30; ++i) {
        for (int host = 1; host <= hosts; ++host)
            paste += server.url(host, "/" + QByteArray::number(i)) + '\n';
    }
    CrawlOptions options = politeOptions(256, 4, 0ms);
    options.obeyRobots = false;
    options.adaptive = false;
    RunHarness harness(QString::fromLatin1(paste), options);
    const bool finished = harness.finish(120'000);
    int asks = 0, early = 0;
    double soonest = 1e9, late = 0;
    for (const auto &[host, requests] : byHost(server.log())) {
        for (const Entry &entry : requests) {
            if (entry.status == 200)
                continue;
            ++asks;
            // What was on its way when the answer left can't be called back: `onItsWay` for that.
            for (const Entry &other : requests) {
                const double after = ms(other.arrived - entry.answered);
                if (after > 0 && after < double(onItsWay.count()))
                    late = std::max(late, after);
                else if (after >= double(onItsWay.count())) {
                    soonest = std::min(soonest, after);
                    early += after < 3000;
                }
            }
        }
    }
    tell(finished && early == 0 && asks == 2 * hosts && states(harness)[RowState::Ok] == 30 * hosts,
         "%d answers 429 or 503 with Retry-After: 3, four in flight: %d requests in the 3 s after one, the first %.0f "
         "ms after it "
         "(on its way meanwhile: %.2f ms at most)",
         asks, early, soonest, late);
}

// --- errors ---

/// Hosts that answer 100 ms after the question for three seconds, and then errors at once: the rate is counted per second.
void rateWhileErrorsGoOn(int status, milliseconds delay)
{
    constexpr int number = 5, seconds = 12;
    std::map<int, HostServer::Time> began;
    const HostServer server([&](const Asked &asked) {
        HostServer::Time &first = began.try_emplace(asked.host, asked.arrived).first->second;
        if (asked.arrived - first < 3s)
            return page(milliseconds(60 + dice(asked, 80)));
        return error(status, {}, 1ms);
    });
    QByteArray paste;
    for (int i = 0; i < 4000; ++i) {
        for (int host = 1; host <= number; ++host)
            paste += server.url(host, "/" + QByteArray::number(i)) + '\n';
    }
    CrawlOptions options = politeOptions(64, 4, delay);
    options.obeyRobots = false;
    RunHarness harness(QString::fromLatin1(paste), options);
    harness.run().start();
    QTest::qWait(seconds * 1000);
    harness.run().stop();
    const bool finished = harness.finish();
    int rises = 0;
    QByteArray rates;
    for (const auto &[host, requests] : byHost(server.log())) {
        std::array<int, seconds> rate{};
        for (const Entry &entry : requests)
            ++rate[std::size_t(std::clamp<qint64>((entry.arrived - requests.front().arrived) / 1s, 0, seconds - 1))];
        // Seconds 1 and 2 are whole and healthy; how many fall into one is a matter of chance by one or two.
        int most = std::max(rate[1], rate[2]);
        for (std::size_t second = 3; second < seconds - 1; ++second) {
            rises += rate[second] > most + std::max(2, most / 10);
            most = std::min(most, std::max(rate[second], 1));
        }
        if (host == 1) {
            for (const int count : rate)
                rates += ' ' + QByteArray::number(count);
        }
    }
    tell(finished && rises == 0,
         "%d hosts that answer %d at once after 3 s, delay %lld ms: requests in each second at one of them:%s; the "
         "rate rose %d times",
         number, status, (long long)delay.count(), rates.constData(), rises);
}

/// One host out of breath for good, among healthy ones: 20 such answers in a row and no more.
void park()
{
    constexpr int sick = 7, pages = 60;
    const HostServer server([](const Asked &asked) {
        if (isRobots(asked.target))
            return noRules();
        return asked.host == sick ? error(503, {}, 10ms) : page(milliseconds(dice(asked, 40)));
    });
    QByteArray paste;
    for (int i = 0; i < pages; ++i) {
        for (int host = 1; host <= hosts; ++host)
            paste += server.url(host, "/" + QByteArray::number(i)) + '\n';
    }
    CrawlOptions options = politeOptions(256, 4, 0ms);
    options.adaptive = false; // with it the 20 take two minutes
    options.retries = 0;
    RunHarness harness(QString::fromLatin1(paste), options);
    const bool finished = harness.finish(120'000);
    int sickFailed = 0, sickParked = 0, others = 0;
    for (const Record &row : harness.rows()) {
        const bool ofSick = row.url.startsWith(server.url(sick, "/"));
        sickFailed += ofSick && row.state == RowState::Failed;
        sickParked += ofSick && row.state == RowState::Skipped && row.errorKind == FetchError::Kind::HostParked;
        others += !ofSick && row.state == RowState::Ok;
    }
    const int asked = int(byHost(server.log())[sick].size()) - 1;
    tell(finished && asked <= 20 + 3 && sickFailed + sickParked == pages && others == (hosts - 1) * pages,
         "a host that answers 503 was asked %d times (20, and those in flight), %d rows failed and %d ended as "
         "host_parked; %d of %d "
         "pages of others came",
         asked, sickFailed, sickParked, others, (hosts - 1) * pages);
}

/// 10,000 URLs of one host first, and then 10 each of 49 others, with 16 in flight.
void fairness()
{
    const HostServer server([](const Asked &asked) { return isRobots(asked.target) ? noRules() : page(10ms); });
    QByteArray paste;
    for (int i = 0; i < 10'000; ++i)
        paste += server.url(1, "/" + QByteArray::number(i)) + '\n';
    for (int i = 0; i < 10; ++i) {
        for (int host = 2; host <= hosts; ++host)
            paste += server.url(host, "/" + QByteArray::number(i)) + '\n';
    }
    RunHarness harness(QString::fromLatin1(paste), politeOptions(16, 16, 0ms));
    const bool finished = harness.finish(120'000);
    const Log log = server.log();
    std::size_t lastOfOthers = 0, ofOthers = 0, first = 0, between = 0;
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (log[i].host == 1)
            continue;
        first = ofOthers++ == 0 ? i : first;
        lastOfOthers = i;
    }
    for (std::size_t i = first; i < lastOfOthers; ++i)
        between += log[i].host == 1;
    // Served in turn, the large one has one of 50 starts while others wait.
    tell(finished && ofOthers == 49 * 11 && between <= 200,
         "beside a host with 10,000 URLs, 49 hosts with 10 were done within %zu requests, %zu of them to the large one "
         "(first at %zu)",
         lastOfOthers - first + 1, between, first);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QByteArray only = argc > 1 ? argv[1] : "";
    const auto wanted = [&only](const char *name) { return only.isEmpty() || only == name; };
    if (wanted("limits")) {
        limits(64, 1, 100ms, 30);
        limits(256, 4, 0ms, 60);
        limits(256, 4, 50ms, 40);
        limits(20, 2, 30ms, 40);
    }
    if (wanted("patience"))
        patience();
    if (wanted("errors")) {
        rateWhileErrorsGoOn(500, 0ms);
        rateWhileErrorsGoOn(503, 0ms);
        rateWhileErrorsGoOn(500, 50ms);
    }
    if (wanted("park"))
        park();
    if (wanted("fairness"))
        fairness();
    return everythingHolds ? 0 : 1;
}
