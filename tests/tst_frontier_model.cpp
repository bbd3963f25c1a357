// Random schedules of everything that can happen to a crawl, against a model of the frontier that is too simple to be wrong: plain
// lists, looked through from end to end. Time is virtual, nothing waits. A failure names its seed;
// CREEL_SEED=n tst_frontier_model runs that schedule alone.
#include "crawl/frontier.h"

#include <QScopeGuard>
#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <vector>

using namespace creel;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Random = std::mt19937;

/// A visit as the model knows it: a page's row, or the host that a robots.txt is for.
struct Entry {
    qint64 id = 0;
    QByteArray robotsFor;
    TimePoint notBefore{};
    bool operator==(const Entry &other) const { return id == other.id && robotsFor == other.robotsFor; }
};

/// What Frontier promises, said once more: lists in the order of the pushes, and a question for each rule.
class Model
{
public:
    explicit Model(FrontierLimits limits) : m_limits(limits) { }

    struct Host {
        std::vector<Entry> pages, robots;
        Lane::Gate gate = Lane::Gate::Closed;
        TimePoint expires{}, held{};
        std::optional<TimePoint> lastStart;
        milliseconds crawlDelay{0};
        bool paused = false, parked = false;
        int inFlight = 0;
        Throttle throttle;
        ErrorStreak streak;
        std::optional<quint64> eligibleSince; ///< as a number of an event
        quint64 lastTurn = 0;                 ///< the event of its last start
    };
    std::map<QByteArray, Host> hosts;

    const FrontierLimits &limits() const { return m_limits; }
    void setLimits(FrontierLimits limits) { m_limits = limits; }

    /// What a host would start at `now` if there were a slot.
    std::optional<Entry> mayStart(const QByteArray &key, TimePoint now) const
    {
        const Host &host = hosts.at(key);
        if (host.paused || host.parked || host.inFlight >= m_limits.perHost || now < freeFrom(host))
            return std::nullopt;
        if (const auto robots = firstDue(host.robots, now))
            return robots;
        std::optional<Entry> page = firstDue(host.pages, now);
        if (!page || !m_limits.robots)
            return page;
        const bool isOpen = host.gate == Lane::Gate::Open && now < host.expires;
        if (isOpen)
            return page;
        if (host.gate == Lane::Gate::Asking)
            return std::nullopt;
        return Entry{0, key, {}};
    }
    int inFlight() const
    {
        int sum = 0;
        for (const auto &[key, host] : hosts)
            sum += host.inFlight;
        return sum;
    }
    qint64 queued() const
    {
        qint64 sum = 0;
        for (const auto &[key, host] : hosts)
            sum += qint64(host.pages.size());
        return sum;
    }
    bool idle() const
    {
        return inFlight() == 0 && std::ranges::all_of(hosts, [](const auto &entry) {
                   return entry.second.robots.empty() && (entry.second.parked || entry.second.pages.empty());
               });
    }
    /// The first time from `now` on at which a host may start something: one of the times at which anything changes.
    std::optional<TimePoint> nextStart(TimePoint now) const
    {
        if (inFlight() >= m_limits.concurrency)
            return std::nullopt;
        std::set<TimePoint> times{now};
        for (const auto &[key, host] : hosts) {
            times.insert(freeFrom(host));
            for (const auto *list : {&host.pages, &host.robots})
                for (const Entry &entry : *list)
                    times.insert(entry.notBefore);
        }
        for (auto time = times.lower_bound(now); time != times.end(); ++time)
            for (const auto &[key, host] : hosts)
                if (mayStart(key, *time))
                    return *time;
        return std::nullopt;
    }
    TimePoint freeFrom(const Host &host) const
    {
        milliseconds delay = m_limits.delay;
        if (m_limits.robots)
            delay = std::max(delay, host.crawlDelay);
        if (m_limits.adaptive)
            delay = std::max(delay, host.throttle.delay());
        return std::max(host.held, host.lastStart ? *host.lastStart + delay : TimePoint{});
    }
    /// To be called whenever something may have changed: who waits from now on.
    void noteTurns(TimePoint now)
    {
        ++m_event;
        for (auto &[key, host] : hosts) {
            if (!mayStart(key, now))
                host.eligibleSince.reset();
            else if (!host.eligibleSince)
                host.eligibleSince = m_event;
        }
    }
    /// Nobody has two turns while another host waits for one.
    bool isFair(const QByteArray &taken) const
    {
        const quint64 last = hosts.at(taken).lastTurn;
        return std::ranges::all_of(hosts, [&](const auto &other) {
            return other.first == taken || !other.second.eligibleSince || *other.second.eligibleSince >= last;
        });
    }
    void start(const QByteArray &key, const Entry &entry, TimePoint now)
    {
        Host &host = hosts[key];
        if (host.gate == Lane::Gate::Open && host.expires <= now)
            host.gate = Lane::Gate::Closed;
        if (entry.robotsFor == key && std::ranges::find(host.robots, entry) == host.robots.end())
            host.gate = Lane::Gate::Asking;
        std::erase(entry.robotsFor.isEmpty() ? host.pages : host.robots, entry);
        ++host.inFlight;
        host.lastStart = now;
        host.lastTurn = ++m_event;
        host.eligibleSince.reset();
    }

private:
    /// Of those whose time has come the earliest; pages without a time of their own after all that have one.
    static std::optional<Entry> firstDue(const std::vector<Entry> &entries, TimePoint now)
    {
        const auto rank = [](const Entry &entry) {
            const bool timeless = entry.notBefore == TimePoint{} && entry.robotsFor.isEmpty();
            return timeless ? TimePoint::max() : entry.notBefore;
        };
        const Entry *first = nullptr;
        for (const Entry &entry : entries) {
            if (entry.notBefore <= now && (!first || rank(entry) < rank(*first)))
                first = &entry;
        }
        return first ? std::optional(*first) : std::nullopt;
    }

    FrontierLimits m_limits;
    quint64 m_event = 0;
};

struct Tally {
    qint64 rows = 0, starts = 0, robots = 0, retries = 0, waits = 0, redirects = 0, parked = 0, refused = 0,
           skipped = 0, stops = 0, expired = 0;
};

/// A crawl without sockets: what Crawler does with the frontier, in virtual time, with people who give orders.
class World
{
public:
    World(unsigned seed, Tally &tally)
        : m_random(seed), m_tally(tally), m_now(1h), m_limits(anyLimits()), m_frontier(m_limits), m_model(m_limits)
    {
        const int hosts = between(1, 9);
        for (int i = 0; i < hosts; ++i) {
            const QByteArray key = "http://h" + QByteArray::number(i);
            m_hosts.push_back(key);
            m_temper[key] = {chance(4)       ? between(20, 90)
                                 : chance(3) ? between(0, 15)
                                             : 0,
                             between(1, chance(5) ? 20'000 : 400), chance(6) ? between(1, 3'000) : 0,
                             milliseconds(chance(4) ? between(1, 4'000) : 0)};
        }
        m_mostRows = between(1, 60);
        const int pasted = between(1, std::min(40, m_mostRows));
        for (int i = 0; i < pasted; ++i)
            addRow();
    }

    /// What went wrong, and when; empty when nothing did.
    QString run()
    {
        constexpr int mostSteps = 6'000;
        int step = 0;
        for (; m_wrong.isEmpty() && !isOver() && step < mostSteps; ++step) {
            if (chance(12) && step < mostSteps / 4)
                order();
            check();
            serve();
            check();
            advance();
        }
        if (m_wrong.isEmpty() && step == mostSteps)
            fail(u"it never ends"_s);
        for (auto &[visit, reason] : m_frontier.removeParked()) {
            eraseFromModel(visit.id);
            end(visit.id);
            ++m_tally.parked;
        }
        for (const auto &[id, row] : m_rows)
            if (row.ended != 1)
                fail(u"row %1 ended %2 times"_s.arg(id).arg(row.ended));
        check();
        m_tally.rows += qint64(m_rows.size());
        return m_wrong;
    }

private:
    struct Row {
        int ended = 0;
        int attempt = 1, waits = 0, hops = 0;
        bool out = false;
        QByteArray host; ///< of the URL to fetch next
    };
    struct Temper {
        int errors = 0; ///< of a hundred
        int latency = 1;
        int overload = 0; ///< Retry-After in ms, of the one answer in four that has it; 0: none ever
        milliseconds crawlDelay{0};
    };
    struct Rules {
        bool all = false; ///< refused
        int eachNth = 0;  ///< of the rows is refused
        TimePoint expires{};
    };
    struct Out {
        Frontier::Taken taken;
        TimePoint started;
    };

    // --- chances ---
    int between(int low, int high) { return int(m_random() % unsigned(high - low + 1)) + low; }
    bool chance(int oneIn) { return m_random() % unsigned(oneIn) == 0; }
    const QByteArray &anyHost() { return m_hosts[m_random() % m_hosts.size()]; }
    FrontierLimits anyLimits()
    {
        FrontierLimits limits;
        limits.concurrency = between(1, 12);
        limits.perHost = between(1, 5);
        limits.delay = milliseconds(chance(2) ? 0 : between(1, 800));
        limits.robots = !chance(3);
        limits.adaptive = chance(3);
        return limits;
    }

    void fail(const QString &what)
    {
        if (m_wrong.isEmpty())
            m_wrong = u"at %1 ms: %2"_s.arg((m_now - TimePoint(1h)) / 1ms).arg(what);
    }
    void require(bool holds, const char *what)
    {
        if (!holds)
            fail(QString::fromLatin1(what));
    }

    // --- both sides of each call ---
    Model::Host &modelOf(const QByteArray &host) { return m_model.hosts[host]; }
    void push(Visit visit, const QByteArray &host, TimePoint notBefore = {})
    {
        auto &lists = modelOf(host);
        (visit.isRobots() ? lists.robots : lists.pages).push_back({visit.id, visit.robotsFor, notBefore});
        if (!visit.isRobots()) {
            m_rows.at(visit.id).out = false;
            m_rows.at(visit.id).host = host;
        }
        m_frontier.push(std::move(visit), host, notBefore);
        m_model.noteTurns(m_now);
    }
    void eraseFromModel(qint64 id)
    {
        int erased = 0;
        for (auto &[key, host] : m_model.hosts)
            erased += int(std::erase(host.pages, Entry{id, {}, {}}));
        require(erased == 1, "a visit came out that wasn't there once");
    }
    void removeIf(const QByteArray &host, const std::function<bool(qint64)> &condition)
    {
        for (const Visit &visit : m_frontier.removeOf(host, [&](const Visit &v) { return condition(v.id); })) {
            eraseFromModel(visit.id);
            end(visit.id);
        }
        require(std::ranges::none_of(modelOf(host).pages, [&](const Entry &e) { return condition(e.id); }),
                "removeOf() left some of them");
        m_model.noteTurns(m_now);
    }
    void park(const QByteArray &host)
    {
        Model::Host &lane = modelOf(host);
        lane.parked = true;
        const std::vector<Visit> robots = m_frontier.parkHost(host, u"Errors only"_s);
        require(robots.size() == lane.robots.size(), "parkHost() gives back the robots.txt visits");
        lane.robots.clear();
        m_model.noteTurns(m_now);
        for (const Visit &visit : robots)
            learn(visit.robotsFor, true);
    }

    // --- rows ---
    void addRow()
    {
        const qint64 id = qint64(m_rows.size()) + 1;
        if (id > m_mostRows)
            return;
        m_rows[id] = {};
        admit(id, anyHost());
    }
    /// The way of every page into the frontier, retries too: the rules may be others by now.
    void admit(qint64 id, const QByteArray &host, TimePoint notBefore = {})
    {
        m_rows.at(id).host = host;
        const Model::Host &lane = modelOf(host);
        const bool isOpen = m_frontier.isOpen(host, m_now);
        require(isOpen == (lane.gate == Lane::Gate::Open && m_now < lane.expires),
                "a host is open until its rules expire");
        if (m_limits.robots && isOpen && isRefused(id, host)) {
            ++m_tally.refused;
            end(id);
            return;
        }
        Visit visit;
        visit.id = id;
        push(std::move(visit), host, notBefore);
    }
    void end(qint64 id)
    {
        Row &row = m_rows.at(id);
        ++row.ended;
        row.out = false;
    }
    bool isRefused(qint64 id, const QByteArray &host) const
    {
        const auto rules = m_rules.find(host);
        return rules != m_rules.end()
            && (rules->second.all || (rules->second.eachNth > 0 && id % rules->second.eachNth == 0));
    }
    void learn(const QByteArray &host, bool refuseAll)
    {
        Rules &rules = m_rules[host] = {refuseAll, chance(2) ? between(2, 6) : 0,
                                        m_now + (chance(4) ? milliseconds(between(1, 5'000)) : milliseconds(24h))};
        const qint64 before = m_frontier.queued();
        if (m_limits.robots)
            removeIf(host, [&](qint64 id) { return isRefused(id, host); });
        m_tally.refused += before - m_frontier.queued();
        Model::Host &lane = modelOf(host);
        lane.gate = Lane::Gate::Open;
        lane.expires = rules.expires;
        lane.crawlDelay = m_temper.at(host).crawlDelay;
        m_frontier.openHost(host, rules.expires, lane.crawlDelay);
        m_model.noteTurns(m_now);
    }

    // --- the crawl ---
    bool isOver() const { return m_frontier.idle(); }
    void serve()
    {
        m_model.noteTurns(m_now);
        if (m_paused)
            return;
        while (m_wrong.isEmpty() && !chance(50)) { // at times all workers are busy reading
            std::optional<Frontier::Taken> taken = m_frontier.take(m_now);
            if (!taken) {
                const bool full = m_model.inFlight() >= m_limits.concurrency;
                for (const QByteArray &host : m_hosts)
                    require(full || !m_model.hosts.contains(host) || !m_model.mayStart(host, m_now),
                            "something may start, and nothing does");
                return;
            }
            begin(std::move(*taken));
        }
    }
    void begin(Frontier::Taken taken)
    {
        const QByteArray host = taken.host;
        const Entry entry{taken.visit.id, taken.visit.robotsFor, {}};
        const std::optional<Entry> expected = m_model.mayStart(host, m_now);
        require(m_model.inFlight() < m_limits.concurrency, "too many in flight");
        require(expected.has_value(), "this host may start nothing");
        if (!expected)
            return;
        require(*expected == entry, "another visit of this host was to go first");
        require(m_model.isFair(host), "a second turn while another host waits for its first");
        if (entry.robotsFor.isEmpty()) {
            Row &row = m_rows.at(entry.id);
            require(!row.out && row.ended == 0 && row.host == host, "a page that isn't queued here");
            row.out = true;
            if (m_limits.robots) {
                require(m_rules.contains(host) && m_now < m_rules.at(host).expires, "a page before robots.txt");
                require(!isRefused(entry.id, host), "a page that robots.txt refuses");
            }
        } else {
            ++m_tally.robots;
            if (const auto old = m_rules.find(entry.robotsFor); old != m_rules.end() && entry.robotsFor == host)
                m_tally.expired += old->second.expires <= m_now;
        }
        ++m_tally.starts;
        m_model.start(host, entry, m_now);
        m_model.noteTurns(m_now);
        const int latency = between(1, 2 * m_temper.at(host).latency);
        m_out.emplace(m_now + milliseconds(latency), Out{std::move(taken), m_now});
    }
    void release(const QByteArray &host)
    {
        m_frontier.release(host);
        --modelOf(host).inFlight;
        m_model.noteTurns(m_now);
    }

    /// To the next moment at which something happens, and now and then to one in between.
    void advance()
    {
        std::optional<TimePoint> next;
        if (!m_out.empty())
            next = m_out.begin()->first;
        if (const auto start = m_frontier.nextStart(); start && !m_paused)
            next = std::min(next.value_or(TimePoint::max()), *start);
        if (!next) { // only a person can help
            if (!isOver())
                goOn();
            return;
        }
        if (*next > m_now)
            m_now = chance(4) ? m_now + milliseconds(between(0, int((*next - m_now) / 1ms))) : *next;
        m_model.noteTurns(m_now);
        while (!m_out.empty() && m_out.begin()->first <= m_now && m_wrong.isEmpty()) {
            Out out = std::move(m_out.extract(m_out.begin()).mapped());
            finish(std::move(out));
            check();
        }
    }

    void finish(Out out)
    {
        const QByteArray host = out.taken.host;
        const Temper &temper = m_temper.at(host);
        const auto give = qScopeGuard([&] { release(host); }); // whatever happened
        LaneReport report;
        report.latency = std::chrono::floor<milliseconds>(m_now - out.started);
        if (between(1, 100) <= temper.errors)
            report.kind = chance(2) ? LaneReport::Kind::Failed : LaneReport::Kind::Overloaded;
        else if (temper.overload > 0 && chance(4))
            report.kind = LaneReport::Kind::Overloaded;
        report.throttled = report.kind == LaneReport::Kind::Overloaded && temper.overload > 0;
        tell(host, report);
        if (report.throttled) {
            const TimePoint until = m_now + milliseconds(between(0, temper.overload));
            modelOf(host).held = std::max(modelOf(host).held, until);
            m_frontier.holdHost(host, until, u"Retry-After"_s);
            m_model.noteTurns(m_now);
        }
        if (out.taken.visit.isRobots())
            robotsAnswered(std::move(out.taken.visit), host, report);
        else
            pageAnswered(out.taken.visit.id, host, report);
    }
    void tell(const QByteArray &host, const LaneReport &report)
    {
        Model::Host &lane = modelOf(host);
        if (report.kind == LaneReport::Kind::Answered)
            lane.throttle.answered(m_now, report.latency);
        else if (report.kind == LaneReport::Kind::Overloaded)
            lane.throttle.overloaded(m_now, report.latency);
        else
            lane.throttle.failed(m_now, report.latency, lane.inFlight);
        const bool bad = lane.streak.ended(m_now, report).has_value() && !lane.parked;
        const bool toPark = m_frontier.report(host, report, m_now).has_value();
        require(bad == toPark, "a host is to be parked by its streak of errors, once");
        m_model.noteTurns(m_now);
        if (toPark)
            park(host);
    }
    void pageAnswered(qint64 id, const QByteArray &host, const LaneReport &report)
    {
        Row &row = m_rows.at(id);
        if (report.kind != LaneReport::Kind::Answered) {
            const bool free = report.throttled && row.waits < 3;
            if (!free && row.attempt > 2) {
                end(id);
                return;
            }
            row.waits += free;
            row.attempt += !free;
            ++(free ? m_tally.waits : m_tally.retries);
            row.out = false;
            admit(id, host, m_now + milliseconds(between(1, 2'000)));
            return;
        }
        if (chance(8) && row.hops < 3) {
            ++row.hops;
            ++m_tally.redirects;
            row.attempt = 1;
            row.out = false;
            admit(id, anyHost());
            return;
        }
        end(id);
        for (int links = between(0, 3); links > 0; --links)
            addRow();
    }
    void robotsAnswered(Visit visit, const QByteArray &host, const LaneReport &report)
    {
        const QByteArray robotsFor = visit.robotsFor;
        if (report.kind != LaneReport::Kind::Answered) {
            if (chance(2)) {
                learn(robotsFor, true);
            } else if (modelOf(host).parked) {
                learn(robotsFor, true);
            } else {
                push(std::move(visit), host, m_now + milliseconds(between(1, 2'000)));
            }
        } else if (chance(3)) {
            const QByteArray next = anyHost();
            if (m_frontier.isParked(next))
                learn(robotsFor, true);
            else
                push(std::move(visit), next);
        } else {
            learn(robotsFor, chance(10));
        }
    }

    // --- people ---
    void order()
    {
        const QByteArray host = anyHost();
        switch (between(0, 8)) {
        case 0:
            m_paused = !m_paused;
            break;
        case 1:
        case 2:
            modelOf(host).paused = !modelOf(host).paused;
            m_frontier.setHostPaused(host, modelOf(host).paused);
            break;
        case 3:
            park(host);
            break;
        case 4:
            goOn();
            break;
        case 5:
            changeLimits();
            break;
        case 6:
            skip(between(2, 9));
            break;
        case 7:
            addRow();
            break;
        default:
            if (chance(4))
                stopAndResume();
        }
        m_model.noteTurns(m_now);
    }
    void goOn()
    {
        m_paused = false;
        for (const QByteArray &host : m_hosts) {
            Model::Host &lane = modelOf(host);
            if (lane.parked) {
                lane.parked = false;
                lane.streak = {};
                lane.throttle = {};
            }
            lane.paused = false;
            m_frontier.unparkHost(host);
            m_frontier.setHostPaused(host, false);
        }
        m_model.noteTurns(m_now);
    }
    void changeLimits()
    {
        const bool robots = m_limits.robots;
        m_limits = anyLimits();
        m_frontier.setLimits(m_limits);
        m_model.setLimits(m_limits);
        m_model.noteTurns(m_now);
        if (m_limits.robots && !robots) // what was let in without asking is judged now
            for (const QByteArray &host : m_hosts)
                removeIf(host, [&](qint64 id) { return isRefused(id, host); });
    }
    void skip(int eachNth)
    {
        const auto named = [&](const Visit &visit, const QByteArray &) { return visit.id % eachNth == 0; };
        const qint64 promised = m_frontier.count(named);
        const std::vector<Visit> removed = m_frontier.remove(named);
        require(qint64(removed.size()) == promised, "count() says what remove() would remove");
        for (const Visit &visit : removed) {
            eraseFromModel(visit.id);
            end(visit.id);
            ++m_tally.skipped;
        }
        require(m_frontier.count(named) == 0, "remove() left some of them");
    }
    /// All that is out is cut off and queued again in the file; a new frontier begins with that.
    void stopAndResume()
    {
        m_out.clear();
        m_rules.clear();
        m_paused = false;
        m_frontier = Frontier(m_limits);
        m_model = Model(m_limits);
        ++m_tally.stops;
        for (auto &[id, row] : m_rows) {
            if (row.ended > 0)
                continue;
            row = {0, 1, 0, 0, false, row.host};
            admit(id, row.host);
        }
    }

    /// What both sides say of the whole, at any time.
    void check()
    {
        require(m_frontier.inFlight() == m_model.inFlight(), "inFlight() adds up");
        require(m_frontier.inFlight() == int(m_out.size()), "what is in flight is out");
        require(m_frontier.queued() == m_model.queued(), "queued() adds up");
        require(m_frontier.idle() == m_model.idle(), "idle() when the model is");
        std::optional<TimePoint> next = m_frontier.nextStart();
        if (next)
            next = std::max(*next, m_now);
        require(next == m_model.nextStart(m_now), "nextStart() is the model's");
        qint64 ended = 0, out = 0;
        for (const auto &[id, row] : m_rows) {
            ended += row.ended > 0;
            out += row.out;
            require(row.ended <= 1, "a row ended twice");
        }
        require(ended + out + m_frontier.queued() == qint64(m_rows.size()), "the sum adds up");
        if (++m_checks % 8 == 0) // it costs more than all the rest
            checkLanes();
    }
    void checkLanes()
    {
        for (const HostLane &lane : m_frontier.lanes(m_now, 100)) {
            const Model::Host &host = modelOf(lane.host);
            require(lane.queued == qint64(host.pages.size()) && lane.inFlight == host.inFlight, "a lane adds up");
            require((lane.state == HostLane::State::Parked) == host.parked
                        && m_frontier.isParked(lane.host) == host.parked,
                    "a lane says whether it is parked");
            require(!lane.nextStartMs || !host.paused, "no start is planned for a paused lane");
        }
    }

    Random m_random;
    Tally &m_tally;
    TimePoint m_now;
    FrontierLimits m_limits;
    Frontier m_frontier;
    Model m_model;
    std::vector<QByteArray> m_hosts;
    std::map<QByteArray, Temper> m_temper;
    std::map<QByteArray, Rules> m_rules;
    std::map<qint64, Row> m_rows;
    std::multimap<TimePoint, Out> m_out;
    int m_mostRows = 0;
    int m_checks = 0;
    bool m_paused = false;
    QString m_wrong;
};

} // namespace

class TestFrontierModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aThousandSchedulesGoAsTheModelSays()
    {
        bool one = false;
        const unsigned only = qEnvironmentVariable("CREEL_SEED").toUInt(&one);
        Tally tally;
        for (unsigned seed = one ? only : 1; seed <= (one ? only : 1'000); ++seed) {
            const QString wrong = World(seed, tally).run();
            QVERIFY2(wrong.isEmpty(), qPrintable(u"CREEL_SEED=%1 %2"_s.arg(seed).arg(wrong)));
        }
        qInfo("%lld rows, %lld starts (%lld of robots.txt, %lld of these again as it had expired), %lld retries, %lld "
              "waits, "
              "%lld redirects, %lld refused, %lld skipped, %lld ended parked, %lld stops",
              tally.rows, tally.starts, tally.robots, tally.expired, tally.retries, tally.waits, tally.redirects,
              tally.refused, tally.skipped, tally.parked, tally.stops);
        if (!one) // the schedules are worth something
            for (const qint64 count : {tally.expired, tally.retries, tally.waits, tally.redirects, tally.refused,
                                       tally.skipped, tally.parked, tally.stops})
                QVERIFY(count >= 100);
    }
};

QTEST_GUILESS_MAIN(TestFrontierModel)
#include "tst_frontier_model.moc"
