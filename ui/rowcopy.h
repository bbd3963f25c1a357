#pragma once

#include "base/tablecolumns.h"
#include "rowwalk.h"

#include <QString>

namespace creel {

/// Copies rows to the clipboard as tab-separated values with a header line; a new copy replaces one that is under way.
class RowCopy : public QObject
{
    Q_OBJECT
public:
    static constexpr int limit = 100'000; ///< rows; beyond that an export is the better way
    explicit RowCopy(QObject *parent = nullptr);

    void start(Run &run, RowWalk::Ranges ranges);
    void cancel() { m_walk.cancel(); }

Q_SIGNALS:
    void finished(const QString &note); ///< what was copied, a sentence
    void failed(const QString &message);

private:
    void finish();

    RowWalk m_walk;
    QList<TableColumn> m_columns; ///< of the run
    QString m_text;
    qint64 m_copied = 0;
    qint64 m_wanted = 0;
};

} // namespace creel
