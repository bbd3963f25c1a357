#pragma once

#include "base/ledger.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace creel {

/// Judges a list of URLs on a thread of its own; of several texts the latest wins.
class LineJudge : public QObject
{
    Q_OBJECT
public:
    explicit LineJudge(QObject *parent = nullptr);

    void judge(QString text);
    /// The last judgement; null before the first one.
    const std::shared_ptr<const Ledger> &ledger() const { return m_ledger; }
    bool isPending() const { return m_pending; }

Q_SIGNALS:
    void judged();

private:
    std::shared_ptr<const Ledger> m_ledger;
    int m_generation = 0;
    bool m_pending = false;
    QThreadPool m_pool; ///< waits for its thread when it goes
};

} // namespace creel
