#pragma once

#include "base/record.h"

#include <QList>
#include <QObject>

#include <utility>

namespace creel {

class Run;

/// Reads rows that stand at positions of the run's current query, from the run file in pieces, so that a selection of any size
/// holds up nothing; a new walk replaces one that is under way.
class RowWalk : public QObject
{
    Q_OBJECT
public:
    using Ranges = QList<std::pair<int, int>>; ///< positions [first, last)
    static qint64 rowsOf(const Ranges &ranges);

    using QObject::QObject;

    /// At most the first `most` rows of the ranges.
    void start(Run &run, Ranges ranges, int most);
    void cancel() { ++m_generation; }

Q_SIGNALS:
    void read(const QList<creel::Record> &rows); ///< the next ones, in their order
    void ended();                                ///< all of them were read
    void failed(const QString &message);

private:
    void readNext(Run &run);

    Ranges m_ranges; ///< still to be read
    int m_left = 0;
    int m_generation = 0;
};

} // namespace creel
