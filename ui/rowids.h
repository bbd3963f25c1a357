#pragma once

#include <QList>
#include <QObject>

#include <utility>

namespace creel {

class Run;

/// Finds out which rows stand at positions of the run's current query, from the run file in pieces, so that a selection of
/// any size holds up nothing; a new search replaces one that is under way.
class RowIds : public QObject
{
    Q_OBJECT
public:
    static constexpr int limit = 100'000; ///< rows; beyond that a filter is the better way
    using QObject::QObject;

    /// Positions [first, last).
    void find(Run &run, QList<std::pair<int, int>> ranges);
    void cancel() { ++m_generation; }

Q_SIGNALS:
    void found(const QList<qint64> &ids); ///< in their order; at least one
    void failed(const QString &message);

private:
    void findNext(Run &run);

    QList<std::pair<int, int>> m_ranges; ///< still to be asked for
    QList<qint64> m_ids;
    int m_generation = 0;
};

} // namespace creel
