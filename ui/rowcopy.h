#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <utility>

namespace creel {

class Run;

/// Copies rows to the clipboard as tab-separated values with a header line. Rows come from the run file in pieces, so
/// that a selection of any size holds up nothing; a new copy replaces one that is under way.
class RowCopy : public QObject
{
    Q_OBJECT
public:
    static constexpr int limit = 100'000; ///< rows; beyond that an export is the better way
    using QObject::QObject;

    /// Positions [first, last) in the run's current query.
    void start(Run &run, QList<std::pair<int, int>> ranges);
    void cancel() { ++m_generation; }

Q_SIGNALS:
    void finished(const QString &note); ///< what was copied, a sentence
    void failed(const QString &message);

private:
    void copyNext(Run &run);
    void finish();

    QList<std::pair<int, int>> m_ranges; ///< still to be copied
    QString m_text;
    int m_copied = 0;
    qint64 m_wanted = 0;
    int m_generation = 0;
};

} // namespace creel
