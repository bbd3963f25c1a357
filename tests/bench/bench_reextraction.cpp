// A run of stored pages, to be read again: bench_reextraction FOLDER PAGES RUN.creel puts the *.html files of the folder into a new run
// file, one after the other and again from the first, until it has so many.
#include "pages.h"
#include "store/runstore.h"

#include <QCoreApplication>

#include <cstdio>

using namespace creel;
using namespace creel::bench;

namespace {

StoredRecord storedRow(qint64 line, const QByteArray &compressed)
{
    StoredRecord row;
    row.record.id = row.record.line = line;
    row.record.url = row.record.finalUrl = "https://site.example/" + QByteArray::number(line);
    row.record.state = RowState::Ok;
    row.record.status = 200;
    row.details.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    row.details.attempts = 1;
    row.details.body = compressed;
    return row;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (argc != 4)
        return 2;
    const qint64 pages = QByteArray(argv[2]).toLongLong();
    std::vector<QByteArray> bodies;
    qint64 bytes = 0;
    for (const QString &path : pagePaths(QString::fromLocal8Bit(argv[1]))) {
        const QByteArray body = readPage(path).body;
        bytes += body.size();
        bodies.push_back(compressBody(body));
    }
    if (bodies.empty() || pages < 1)
        return 2;

    QString paste;
    for (qint64 line = 1; line <= pages; ++line)
        paste += QStringLiteral("https://site.example/%1\n").arg(line);
    auto store = RunStore::create(QString::fromLocal8Bit(argv[3]), Ledger::fromText(paste), {});
    if (!store) {
        std::fprintf(stderr, "%s\n", qPrintable(store.error().message));
        return 1;
    }
    constexpr qint64 batchRows = 500;
    for (qint64 line = 1; line <= pages;) {
        std::vector<StoredRecord> batch;
        for (; line <= pages && qint64(batch.size()) < batchRows; ++line)
            batch.push_back(storedRow(line, bodies[size_t(line) % bodies.size()]));
        if (const auto committed = (*store)->commit(batch); !committed) {
            std::fprintf(stderr, "%s\n", qPrintable(committed.error().message));
            return 1;
        }
    }
    std::printf("%lld pages of %.0f kB, from %zu files\n", static_cast<long long>(pages),
                double(bytes) / 1000 / double(bodies.size()), bodies.size());
    return 0;
}
