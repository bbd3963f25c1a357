#include "run/spreadsample.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace creel {

namespace {

using Ids = std::vector<qint64>;

/// `count` of the ids, each from the middle of its stretch.
void addEvenly(QList<qint64> &sample, const Ids &ids, qsizetype count)
{
    const auto size = qsizetype(ids.size());
    for (qsizetype i = 0; i < count; ++i)
        sample.append(ids[size_t((2 * i + 1) * size / (2 * count))]);
}

} // namespace

QList<qint64> spreadSample(const QList<SampleRow> &rows, qsizetype most)
{
    QHash<QByteArray, size_t> places;
    std::vector<Ids> hosts; // in the order of their coming
    for (const SampleRow &row : rows) {
        const auto place = places.constFind(row.host);
        if (place != places.constEnd()) {
            hosts[*place].push_back(row.id);
            continue;
        }
        places.insert(row.host, hosts.size());
        hosts.push_back({row.id});
    }
    QList<qint64> sample;
    const auto count = qsizetype(hosts.size());
    if (count > most) {
        for (qsizetype i = 0; i < most; ++i)
            addEvenly(sample, hosts[size_t((2 * i + 1) * count / (2 * most))], 1);
    } else {
        // The small hosts first: what they have not is the others'.
        std::sort(hosts.begin(), hosts.end(), [](const Ids &a, const Ids &b) {
            return a.size() != b.size() ? a.size() < b.size() : a.front() < b.front();
        });
        qsizetype hostsLeft = count, rowsLeft = most;
        for (const Ids &ids : hosts) {
            const qsizetype taken = std::min(qsizetype(ids.size()), rowsLeft / hostsLeft);
            addEvenly(sample, ids, taken);
            rowsLeft -= taken;
            --hostsLeft;
        }
    }
    std::sort(sample.begin(), sample.end());
    return sample;
}

} // namespace creel
