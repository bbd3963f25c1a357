#include "statusline.h"

#include "elidedlabel.h"
#include "wording.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

namespace creel {

namespace {
constexpr int barSteps = 1000; // a progress bar counts in int
}

StatusLine::StatusLine(QWidget *parent) : QWidget(parent), m_bar(new QProgressBar), m_sum(new ElidedLabel)
{
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setRange(0, barSteps);
    m_bar->setFixedWidth(150);
    m_sum->setObjectName(QStringLiteral("ledgerSum"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(14);
    layout->addWidget(m_bar);
    layout->addWidget(m_sum, 1);
    for (QLabel **label : {&m_speed, &m_inFlight, &m_errors, &m_elapsed, &m_eta}) {
        *label = new QLabel;
        layout->addWidget(*label);
    }
    m_speed->setObjectName(QStringLiteral("speed"));
    m_elapsed->setToolTip(tr("Time since the start, pauses left out"));
    showText({});
}

void StatusLine::showText(const QString &text)
{
    m_sum->setFullText(text);
    m_bar->hide();
    for (QLabel *label : {m_speed, m_inFlight, m_errors, m_elapsed, m_eta})
        label->hide();
}

void StatusLine::showProgress(const RunProgress &progress, Run::State state)
{
    const StateCounts &counts = progress.counts;
    const qint64 total = counts.total();
    const qint64 open = counts[RowState::Queued] + counts[RowState::Stopped];
    const bool active = state == Run::State::Running || state == Run::State::Paused || state == Run::State::Stopping;
    m_bar->setValue(total > 0 ? int((total - open) * barSteps / total) : 0);
    m_bar->show();
    m_sum->setFullText(counts.sum());

    m_speed->setVisible(active);
    m_inFlight->setVisible(active);
    m_eta->setVisible(active);
    m_speed->setText(tr("%1 pages/s").arg(progress.pagesPerSecond, 0, 'f', progress.pagesPerSecond < 100 ? 1 : 0));
    m_inFlight->setText(tr("%1 in flight").arg(grouped(progress.inFlight)));
    const qint64 errors = counts[RowState::Failed];
    m_errors->setText(errors == 1 ? tr("1 error") : tr("%1 errors").arg(grouped(errors)));
    m_errors->show();
    m_elapsed->setText(clockText(progress.elapsedMs));
    m_elapsed->setVisible(progress.elapsedMs > 0);
    switch (state) {
    case Run::State::Paused:
        m_eta->setText(tr("Paused"));
        break;
    case Run::State::Stopping:
        m_eta->setText(tr("Stopping …"));
        break;
    default:
        m_eta->setText(progress.etaMs ? etaText(*progress.etaMs) : tr("Working …"));
    }
}

} // namespace creel
