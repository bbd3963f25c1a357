// A run file with a million rows: how fast it is made, opened, sorted, filtered and exported, and in how much memory.
//   bench_million make RUN.creel [ROWS]       makes it, with plausible data
//   bench_million read RUN.creel              opens, sorts, filters
//   bench_million export RUN.creel OUT.csv    exports
// Each is a process of its own, so that its memory is its own. Exit 1: a figure falls short.

#include "run/export.h"
#include "store/rowsource.h"
#include "store/runstore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTextStream>

#include <cstdlib>
#include <ctime>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

bool allHold = true;

void report(const QString &what, double figure, QLatin1StringView unit, double limit, bool atLeast = false)
{
    QTextStream out(stdout);
    out << qSetFieldWidth(44) << Qt::left << what << qSetFieldWidth(10) << Qt::right << Qt::fixed
        << qSetRealNumberPrecision(figure < 100 ? 2 : 0) << figure << qSetFieldWidth(0) << ' ' << unit;
    if (limit > 0) {
        const bool holds = atLeast ? figure >= limit : figure <= limit;
        allHold = allHold && holds;
        out << (atLeast ? "  (at least " : "  (at most ") << limit << ')' << (holds ? "" : "  FALLS SHORT");
    }
    out << '\n';
}

[[noreturn]] void fail(const FileError &error)
{
    QTextStream(stderr) << error.message << '\n';
    std::exit(3);
}

template <class T>
T valueOf(Expected<T, FileError> result)
{
    if (!result)
        fail(result.error());
    return std::move(*result);
}

/// What this thread has spent: says the same on a busy machine as on an idle one.
double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

double seconds(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e9; }

/// "VmRSS": resident now; "VmHWM": the most ever.
double residentMegabytes(QByteArrayView key)
{
    QFile status(u"/proc/self/status"_s);
    if (status.open(QIODevice::ReadOnly)) {
        while (true) {
            const QByteArray line = status.readLine();
            if (line.isEmpty())
                break;
            if (line.startsWith(key))
                return line.mid(key.size() + 1).trimmed().chopped(3).toDouble() / 1024; // "kB"
        }
    }
    fail({u"/proc/self/status has no %1"_s.arg(QLatin1StringView(key))});
}

QString urlOf(qint64 line)
{
    return u"https://shop-%1.example/catalogue/section-%2/item-%3.html?ref=list"_s.arg(line % 1777)
        .arg(line % 313)
        .arg(line);
}

StoredRecord fetched(qint64 line)
{
    const quint64 noise = quint64(line) * 0x9E3779B97F4A7C15ULL; // spread over all values, the same in every run
    StoredRecord row;
    row.details.attempts = 1;
    row.details.peer = u"192.0.2.7:443"_s;
    row.details.head = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nserver: example\r\n\r\n";
    row.details.timings = {1, 12, 25, 80, int(noise >> 54)};
    Record &record = row.record;
    record.id = line;
    record.line = line;
    record.url = urlOf(line).toUtf8();
    record.elapsedMs = qint64(noise >> 53);
    record.fetchedAtMs = 1'700'000'000'000 + line * 7;
    if (line % 50 == 0) {
        record.state = RowState::Failed;
        record.errorKind = FetchError::Kind::Dns;
        record.error =
            u"The name shop-%1.example has no address. Check the spelling of the host name."_s.arg(line % 1777);
        return row;
    }
    record.state = RowState::Ok;
    record.status = 200;
    record.finalUrl = record.url;
    record.title = u"Item %1, the %2th of its kind | Example Shop"_s.arg(noise >> 40).arg(line % 977);
    record.description =
        u"Everything about item %1: dimensions, materials, \"care\", delivery times, and what %2 buyers "
        "think of it after a year of daily use."_s.arg(line)
            .arg(noise >> 55);
    record.h1 = u"Item %1 – größer, schöner"_s.arg(noise >> 40);
    record.canonical = QString::fromUtf8(record.url);
    record.lang = u"en"_s;
    record.contentType = u"text/html"_s;
    record.charset = u"utf-8"_s;
    record.bytes = qint64(noise >> 45);
    record.words = int(noise >> 53);
    record.links = int(noise >> 57);
    record.redirects = 0;
    return row;
}

void make(const QString &path, qint64 rows)
{
    QString text;
    for (qint64 line = 1; line <= rows; ++line)
        text += urlOf(line) + u'\n';
    QElapsedTimer timer;
    timer.start();
    const Ledger ledger = Ledger::fromText(text);
    report(u"judge the lines"_s, seconds(timer), "s"_L1, 0);
    timer.start();
    auto store = valueOf(RunStore::create(path, ledger, {}));
    report(u"make the run file with all lines"_s, seconds(timer), "s"_L1, 0);

    constexpr qint64 batchSize = 2'000;
    double committing = 0, spent = 0;
    for (qint64 line = 1; line <= rows;) {
        std::vector<StoredRecord> batch;
        for (; line <= rows && qint64(batch.size()) < batchSize; ++line)
            batch.push_back(fetched(line));
        timer.start();
        const double before = cpuSeconds();
        valueOf(store->commit(batch));
        committing += seconds(timer);
        spent += cpuSeconds() - before;
    }
    timer.start();
    store.reset();
    report(u"close it"_s, seconds(timer), "s"_L1, 0);
    report(u"rows committed per second"_s, double(rows) / committing, "rows/s"_L1, 0);
    report(u"rows committed per second of CPU"_s, double(rows) / spent, "rows/s"_L1, 50'000, true);
    report(u"the run file"_s, double(QFileInfo(path).size()) / 1e6, "MB"_L1, 0);
}

void read(const QString &path)
{
    constexpr qint64 windowRows = 200;
    QElapsedTimer timer;
    timer.start();
    auto rows = valueOf(RowSource::open(path));
    const qint64 total = valueOf(rows->window(0, windowRows)).total;
    const StateCounts counts = valueOf(rows->counts());
    report(u"open, first window, the ledger's sum"_s, seconds(timer), "s"_L1, 1);
    if (counts.total() != total)
        fail({u"The sum does not add up."_s});

    const auto measure = [&](const QString &what, const RowQuery &query) {
        timer.start();
        const qint64 found = valueOf(rows->setQuery(query));
        const double queried = seconds(timer);
        timer.start();
        const RowWindow middle = valueOf(rows->window(found / 2, windowRows));
        report(u"%1: %2 rows"_s.arg(what).arg(found), queried, "s"_L1, 0);
        report(u"  a window out of its middle"_s, seconds(timer) * 1000, "ms"_L1, 16);
        if (!middle.rows.isEmpty() && rows->positionOf(middle.rows.front().line) != found / 2)
            fail({u"A row is not where it is."_s});
    };
    const auto sorted = [](Column column, bool descending = false) {
        RowQuery query;
        query.sortBy = column;
        query.descending = descending;
        return query;
    };
    measure(u"by line, descending"_s, sorted(Column::Line, true));
    measure(u"by title"_s, sorted(Column::Title));
    measure(u"by url, descending"_s, sorted(Column::Url, true));
    measure(u"by bytes"_s, sorted(Column::Bytes));
    measure(u"by elapsed_ms, descending"_s, sorted(Column::ElapsedMs, true));
    measure(u"by state"_s, sorted(Column::State));
    RowQuery query;
    query.state = RowState::Failed;
    measure(u"failed only"_s, query);
    query = {};
    query.text = u"item-99"_s;
    measure(u"with \"item-99\""_s, query);
    query.text = u"GRÖSSER"_s.replace("SS"_L1, u"ß"_s);
    query.sortBy = Column::Bytes;
    measure(u"with \"GRÖßER\", by bytes"_s, query);
    rows.reset();
    report(u"most memory"_s, residentMegabytes("VmHWM"), "MB"_L1, 300);
}

void exportCsv(const QString &path, const QString &output)
{
    const double before = residentMegabytes("VmRSS");
    QElapsedTimer timer;
    timer.start();
    const qint64 rows = valueOf(exportRun(path, output, {}));
    report(u"CSV of %1 rows"_s.arg(rows), seconds(timer), "s"_L1, 10);
    report(u"growth of memory"_s, residentMegabytes("VmHWM") - before, "MB"_L1, 20);
    report(u"the CSV"_s, double(QFileInfo(output).size()) / 1e6, "MB"_L1, 0);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "make"_L1 && arguments.size() >= 3)
        make(arguments[2], arguments.value(3, u"1000000"_s).toLongLong());
    else if (arguments.value(1) == "read"_L1 && arguments.size() == 3)
        read(arguments[2]);
    else if (arguments.value(1) == "export"_L1 && arguments.size() == 4)
        exportCsv(arguments[2], arguments[3]);
    else {
        QTextStream(stderr) << "usage: bench_million make RUN [ROWS] | read RUN | export RUN CSV\n";
        return 2;
    }
    return allHold ? 0 : 1;
}
