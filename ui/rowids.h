#pragma once

#include "rowwalk.h"

namespace creel {

/// Finds out which rows stand at positions of the run's current query; a new search replaces one that is under way.
class RowIds : public QObject
{
    Q_OBJECT
public:
    static constexpr int limit = 100'000; ///< rows; beyond that a filter is the better way
    explicit RowIds(QObject *parent = nullptr);

    void find(Run &run, RowWalk::Ranges ranges);
    void cancel() { m_walk.cancel(); }

Q_SIGNALS:
    void found(const QList<qint64> &ids); ///< in their order; at least one
    void failed(const QString &message);

private:
    RowWalk m_walk;
    QList<qint64> m_ids;
};

} // namespace creel
