#include "rowids.h"

#include "wording.h"

namespace creel {

RowIds::RowIds(QObject *parent) : QObject(parent)
{
    connect(&m_walk, &RowWalk::failed, this, &RowIds::failed);
    connect(&m_walk, &RowWalk::read, this, [this](const QList<Record> &rows) {
        for (const Record &record : rows)
            m_ids.append(record.id);
    });
    connect(&m_walk, &RowWalk::ended, this, [this] {
        if (!m_ids.isEmpty())
            Q_EMIT found(m_ids);
    });
}

void RowIds::find(Run &run, RowWalk::Ranges ranges)
{
    m_walk.cancel();
    m_ids.clear();
    const qint64 wanted = RowWalk::rowsOf(ranges);
    if (wanted > limit)
        Q_EMIT failed(tr("%1 are selected. For more than %2 at once, filter the table and take the filtered rows.")
                          .arg(rowsText(wanted), grouped(limit)));
    else
        m_walk.start(run, std::move(ranges), limit);
}

} // namespace creel
