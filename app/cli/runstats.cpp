#include "runstats.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <sys/resource.h>

namespace creel::cli {

namespace {

double seconds(const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; }

} // namespace

Expected<bool, FileError> writeStats(const QString &path, const RunProgress &progress, const StopReceipt &receipt,
                                     double wallSeconds)
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);

    QJsonObject states;
    for (int i = 0; i < rowStateCount; ++i) {
        const auto state = RowState(i);
        states[rowStateName(state)] = progress.counts[state];
    }
    const qint64 pages = receipt.pages;
    QJsonObject stats;
    stats[QStringLiteral("lines")] = progress.counts.total();
    stats[QStringLiteral("lines_by_state")] = states;
    stats[QStringLiteral("pages")] = pages;
    stats[QStringLiteral("pages_per_second")] = wallSeconds > 0 ? double(pages) / wallSeconds : 0.0;
    stats[QStringLiteral("wall_seconds")] = wallSeconds;
    stats[QStringLiteral("cpu_seconds")] = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    stats[QStringLiteral("peak_rss_bytes")] = qint64(usage.ru_maxrss) * 1024; // Linux counts it in KiB
    stats[QStringLiteral("bytes")] = progress.wireBytes;
    stats[QStringLiteral("stopped")] = receipt.stopped;
    stats[QStringLiteral("aborted")] = receipt.aborted;
    stats[QStringLiteral("lost")] = receipt.lost;
    stats[QStringLiteral("stop_ms")] = receipt.stopped ? QJsonValue(receipt.stopMs) : QJsonValue();

    QSaveFile file(path);
    const QByteArray json = QJsonDocument(stats).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return Unexpected(FileError{
            QStringLiteral("Can't write %1: %2. Choose another place with --stats.").arg(path, file.errorString())});
    return true;
}

} // namespace creel::cli
