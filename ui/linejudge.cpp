#include "linejudge.h"

#include "run/whendone.h"

#include <QtConcurrent>

namespace creel {

LineJudge::LineJudge(QObject *parent) : QObject(parent) { m_pool.setMaxThreadCount(1); }

void LineJudge::judge(QString text)
{
    m_pending = true;
    const int generation = ++m_generation;
    const auto work = [text = std::move(text)]() -> std::shared_ptr<const Ledger> {
        return std::make_shared<const Ledger>(Ledger::fromText(text));
    };
    whenDone(QtConcurrent::run(&m_pool, work), this, [this, generation](std::shared_ptr<const Ledger> ledger) {
        if (generation != m_generation)
            return;
        m_pending = false;
        m_ledger = std::move(ledger);
        Q_EMIT judged();
    });
}

} // namespace creel
