#pragma once

#include <QByteArray>
#include <QList>

namespace creel {

/// A row that may be looked at.
struct SampleRow {
    qint64 id = 0;
    QByteArray host;
};

/// At most `most` of the rows, in the order of their ids: the same number of each host as far as it goes, and of each host
/// rows that lie evenly over its lines. Of more hosts than that, evenly spread ones. The same rows give the same sample. Pure.
QList<qint64> spreadSample(const QList<SampleRow> &rows, qsizetype most);

} // namespace creel
