#include "orders.h"

#include "progressline.h"
#include "scrapeoptions.h"

#include "base/url.h"

#include <QCoroFuture>
#include <QLocale>

#include <algorithm>
#include <array>
#include <limits>

namespace creel::cli {

namespace {

using RunPointer = std::shared_ptr<Run>;
using Reply = QCoro::Task<Answer>;

constexpr qsizetype hostsShown = 20;

Answer refused(const QString &why) { return Unexpected(why); }

/// "1 row", "4,120 rows"
QString counted(qint64 number, const QString &noun)
{
    return QStringLiteral("%1 %2%3").arg(QLocale::c().toString(number), noun,
                                         number == 1 ? QString() : QStringLiteral("s"));
}

/// Servers have a say in reasons, but none over the terminal.
QString printable(QString text)
{
    std::replace_if(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; }, u' ');
    return text;
}

/// The hosts of the run that a person means by an origin, a URL, a name, or a name and port.
QCoro::Task<QList<QByteArray>> hostsNamed(RunPointer run, QString name)
{
    const Expected<Url, UrlError> asUrl = Url::parse(name);
    const Expected<Url, UrlError> asName = Url::parse(QStringLiteral("http://") + name);
    auto asking = run->lanes(std::numeric_limits<qsizetype>::max());
    const QList<HostLane> lanes = co_await asking;
    QList<QByteArray> hosts;
    for (const HostLane &lane : lanes) {
        const Expected<Url, UrlError> host = Url::parse(QByteArrayView(lane.host));
        if (!host)
            continue;
        const bool meant = asUrl && asUrl->isHttp()
            ? host->origin() == asUrl->origin()
            : asName && asName->host() == host->host() && (!asName->explicitPort() || asName->port() == host->port());
        if (meant)
            hosts.append(lane.host);
    }
    co_return hosts;
}

Answer unknownHost(const QString &name)
{
    return refused(QStringLiteral("The run has met no host \"%1\"; the order \"hosts\" lists them.").arg(name));
}

QString joined(const QList<QByteArray> &hosts) { return QString::fromUtf8(hosts.join(", ")); }

Reply pause(RunPointer run, QString name)
{
    if (name.isEmpty()) {
        run->pause();
        co_return QStringLiteral("Paused: what is in flight ends, and nothing starts.");
    }
    const QList<QByteArray> hosts = co_await hostsNamed(run, name);
    if (hosts.isEmpty())
        co_return unknownHost(name);
    for (const QByteArray &host : hosts)
        run->setHostPaused(host, true);
    co_return QStringLiteral("Paused: %1").arg(joined(hosts));
}

Reply goOn(RunPointer run, QString name)
{
    if (name.isEmpty()) {
        run->unpause();
        co_return QStringLiteral("The run goes on.");
    }
    const QList<QByteArray> hosts = co_await hostsNamed(run, name);
    if (hosts.isEmpty())
        co_return unknownHost(name);
    for (const QByteArray &host : hosts) {
        run->setHostPaused(host, false);
        run->unparkHost(host);
    }
    co_return QStringLiteral("Going on: %1").arg(joined(hosts));
}

/// The rows that one word of skip means: a row's number, or the URL of one or more.
QCoro::Task<Expected<QList<Record>, FileError>> rowsNamed(RunPointer run, QString word)
{
    bool isNumber = false;
    const qint64 id = word.toLongLong(&isNumber);
    const Expected<Url, UrlError> url = Url::parse(word);
    RowQuery query;
    if (!isNumber)
        query.text = url ? QString::fromUtf8(url->display()) : word;
    auto finding = run->setQuery(query); // nobody else looks at the rows of this run
    const Expected<qint64, FileError> total = co_await finding;
    if (!total)
        co_return Unexpected(total.error());
    auto looking = isNumber ? run->window(id - 1, 1) : run->window(0, *total);
    const Expected<RowWindow, FileError> window = co_await looking;
    auto ending = run->setQuery({}); // an order of rows need not be kept up to date any longer
    const Expected<qint64, FileError> ended = co_await ending;
    if (!window || !ended)
        co_return Unexpected((window ? ended.error() : window.error()));
    QList<Record> rows;
    for (const Record &row : window->rows) {
        if (isNumber ? row.id == id : url && row.url == url->display())
            rows.append(row);
    }
    co_return rows;
}

/// The ids of all rows that the words mean, which must be queued (or in flight), or must not.
QCoro::Task<Expected<QList<qint64>, QString>> idsNamed(RunPointer run, QString words, bool queued)
{
    const auto fits = [queued](const Record &row) { return (row.state == RowState::Queued) == queued; };
    QList<qint64> ids;
    for (const QString &word : words.split(u' ', Qt::SkipEmptyParts)) {
        const Expected<QList<Record>, FileError> rows = co_await rowsNamed(run, word);
        if (!rows)
            co_return Unexpected(rows.error().message);
        if (rows->isEmpty())
            co_return Unexpected(QStringLiteral("No row has the number or URL \"%1\".").arg(word));
        if (std::none_of(rows->begin(), rows->end(), fits))
            co_return Unexpected(queued ? QStringLiteral("\"%1\" is not queued or in flight: it is %2.")
                                              .arg(word, rowStateName(rows->first().state))
                                        : QStringLiteral("\"%1\" is still queued or in flight.").arg(word));
        for (const Record &row : *rows) {
            if (fits(row))
                ids.append(row.id);
        }
    }
    co_return ids;
}

Reply skip(RunPointer run, QString words)
{
    const Expected<QList<qint64>, QString> ids = co_await idsNamed(run, words, true);
    if (!ids)
        co_return refused(ids.error());
    if (ids->isEmpty())
        co_return refused(QStringLiteral("skip takes the numbers or URLs of rows."));
    const QSet<qint64> rows(ids->begin(), ids->end());
    run->skip(rows);
    co_return QStringLiteral("Skipping %1.").arg(counted(rows.size(), QStringLiteral("row")));
}

Reply retry(RunPointer run, QString words)
{
    RowQuery query;
    if (words == QLatin1String("failed")) {
        query.state = RowState::Failed;
    } else if (words.startsWith(QLatin1String("matching "))) {
        query.text = words.section(u' ', 1).trimmed();
    } else if (words.isEmpty() || words == QLatin1String("matching")) {
        co_return refused(QStringLiteral("retry takes \"failed\", \"matching\" and a text, or rows."));
    } else {
        const Expected<QList<qint64>, QString> ids = co_await idsNamed(run, words, false);
        if (!ids)
            co_return refused(ids.error());
        query.ids = *ids;
    }
    auto queueing = run->retry(query);
    const Expected<qint64, FileError> rows = co_await queueing;
    if (!rows)
        co_return refused(rows.error().message);
    co_return QStringLiteral("Again: %1").arg(counted(*rows, QStringLiteral("row")));
}

/// The run's options with the one changed that `words` name, as on the command line of scrape.
Expected<CrawlOptions, QString> changed(const Run &run, const QString &words)
{
    const QString name = words.section(u' ', 0, 0), value = words.section(u' ', 1).trimmed();
    if (name.isEmpty())
        return Unexpected(QStringLiteral("It takes an option of scrape without its dashes, and a value: delay 1000."));
    QCommandLineParser parser;
    addCrawlOptions(parser);
    const QString option = QStringLiteral("--") + name;
    if (!parser.parse({QString(), value.isEmpty() ? option : option + u'=' + value}))
        return Unexpected(parser.errorText() + u'.');
    Expected<CrawlOptions, QString> options = withCrawlOptions(run.options(), parser);
    if (options && options->follow.any() && !run.options().follow.any())
        return Unexpected(
            QStringLiteral("A list that is under way can't become a crawl: stop, and resume with --%1.").arg(name));
    return options;
}

/// Sets them while the run goes on; `words` for the answer.
Reply setOptions(RunPointer run, Expected<CrawlOptions, QString> options, QString words)
{
    if (!options)
        co_return refused(options.error());
    auto dropping = run->wouldDrop(options->follow);
    auto keeping = run->setOptions(*options);
    const qint64 dropped = co_await dropping;
    const Expected<bool, FileError> kept = co_await keeping;
    if (!kept)
        co_return refused(kept.error().message);
    const QString skipped = QStringLiteral("; %1 skipped").arg(counted(dropped, QStringLiteral("queued row")));
    co_return QStringLiteral("Done: %1%2").arg(words, dropped > 0 ? skipped : QString());
}

Reply set(RunPointer run, QString words)
{
    Expected<CrawlOptions, QString> options = changed(*run, words);
    co_return co_await setOptions(run, std::move(options), words);
}

Reply unset(RunPointer run, QString words)
{
    Expected<CrawlOptions, QString> options = withDefault(run->options(), words);
    co_return co_await setOptions(run, std::move(options), words);
}

Reply wouldDrop(RunPointer run, QString words)
{
    const Expected<CrawlOptions, QString> options = changed(*run, words);
    if (!options)
        co_return refused(options.error());
    auto counting = run->wouldDrop(options->follow);
    const qint64 rows = co_await counting;
    co_return QStringLiteral("Would drop %1").arg(counted(rows, QStringLiteral("queued row")));
}

/// A line of the hosts table; of columns as wide as what they mostly hold.
QString hostLine(const std::array<QString, 12> &cells)
{
    static constexpr std::array<int, 11> widths = {36, 8, 7, 8, 8, 6, 6, 7, 7, 8, 7};
    QString line = cells[0].leftJustified(widths[0]);
    line += u' ' + cells[1].leftJustified(widths[1]);
    for (std::size_t i = 2; i < widths.size(); ++i)
        line += u' ' + cells[i].rightJustified(widths[i]);
    return cells[11].isEmpty() ? line : line + QStringLiteral("  ") + cells[11];
}

Reply hosts(RunPointer run, QString words)
{
    bool isNumber = true;
    const qsizetype most = words.isEmpty() ? hostsShown : words.toLongLong(&isNumber);
    if (!isNumber || most < 1)
        co_return refused(QStringLiteral("hosts takes how many to show, from 1, not \"%1\".").arg(words));
    auto asking = run->lanes(std::numeric_limits<qsizetype>::max());
    const QList<HostLane> lanes = co_await asking;
    QString table = counted(lanes.size(), QStringLiteral("host"));
    table += QLatin1Char('\n');
    table += hostLine({QStringLiteral("host"), QStringLiteral("state"), QStringLiteral("flight"),
                       QStringLiteral("queued"), QStringLiteral("done"), QStringLiteral("errors"),
                       QStringLiteral("per_s"), QStringLiteral("p50_ms"), QStringLiteral("p95_ms"),
                       QStringLiteral("delay_ms"), QStringLiteral("next_ms"), QStringLiteral("reason")});
    const auto number = [](const auto &value) { return value ? QString::number(*value) : QStringLiteral("-"); };
    for (const HostLane &lane : lanes.first(std::min(most, lanes.size())))
        table += u'\n'
            + hostLine({QString::fromUtf8(lane.host), hostLaneStateName(lane.state), QString::number(lane.inFlight),
                        QString::number(lane.queued), QString::number(lane.done), QString::number(lane.errors),
                        QString::number(lane.perSecond, 'f', 1), number(lane.p50Ms), number(lane.p95Ms),
                        QString::number(lane.delayMs), number(lane.nextStartMs), printable(lane.reason)});
    co_return table;
}

Reply status(RunPointer run, QString) { co_return progressText(run->progress()); }

Reply stop(RunPointer run, QString)
{
    run->stop();
    co_return QStringLiteral("Stopping.");
}

Reply help(RunPointer, QString) { co_return ordersHelp(); }

struct Order {
    const char *verb;
    const char *words;
    const char *help;
    Reply (*obey)(RunPointer run, QString words);
    bool alone; ///< takes no words
};
constexpr std::array orders = {
    Order{"pause", "[HOST]", "start nothing more, of all hosts or of one", &pause, false},
    Order{"resume", "[HOST]", "go on; a host that was parked for its errors is asked again", &goOn, false},
    Order{"skip", "ROW…", "end these rows, numbers or URLs, as skipped", &skip, false},
    Order{"retry", "failed", "fetch the failed rows again", &retry, false},
    Order{"retry", "matching TEXT", "fetch the rows again that have TEXT, as --retry-matching", &retry, false},
    Order{"retry", "ROW…", "fetch these rows again, numbers or URLs", &retry, false},
    Order{"set", "OPTION [VALUE]", "change an option of scrape: set delay 1000", &set, false},
    Order{"unset", "OPTION", "give it its default again: unset no-robots", &unset, false},
    Order{"would-drop", "OPTION [VALUE]", "tell how many queued rows that would skip", &wouldDrop, false},
    Order{"hosts", "[N]", "show the N busiest hosts; 20", &hosts, false},
    Order{"status", "", "show how far the run is", &status, true},
    Order{"stop", "", "stop the run, to be resumed later", &stop, true},
    Order{"help", "", "show the orders", &help, true},
};

} // namespace

QCoro::Task<Answer> obeyOrder(std::shared_ptr<Run> run, QString line)
{
    const QString order = line.simplified();
    if (order.isEmpty())
        co_return QString();
    const QString verb = order.section(u' ', 0, 0), words = order.section(u' ', 1);
    const auto known = [&verb](const Order &candidate) { return verb == QLatin1String(candidate.verb); };
    const auto found = std::find_if(orders.begin(), orders.end(), known);
    if (found == orders.end())
        co_return refused(
            QStringLiteral("There is no order \"%1\"; the order \"help\" lists them.").arg(verb.left(40)));
    if (found->alone && !words.isEmpty())
        co_return refused(QStringLiteral("%1 takes nothing, not \"%2\".").arg(verb, words));
    if (run->state() != Run::State::Running && run->state() != Run::State::Paused)
        co_return refused(QStringLiteral("The run is at its end: too late for \"%1\".").arg(order));
    co_return co_await found->obey(std::move(run), words);
}

QString ordersHelp()
{
    QStringList lines;
    for (const Order &order : orders) {
        const QString words = QStringLiteral("%1 %2").arg(QLatin1String(order.verb), QString::fromUtf8(order.words));
        lines << words.trimmed().leftJustified(26) + QString::fromUtf8(order.help);
    }
    return lines.join(u'\n');
}

} // namespace creel::cli
