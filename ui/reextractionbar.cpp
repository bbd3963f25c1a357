#include "reextractionbar.h"

#include "run/run.h"
#include "run/whendone.h"
#include "wording.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace creel {

ReextractionBar::ReextractionBar(QWidget *parent)
    : QFrame(parent), m_text(new QLabel), m_bar(new QProgressBar), m_stop(new QPushButton(tr("Stop reading"))),
      m_goOn(new QPushButton(tr("Go on")))
{
    m_text->setObjectName(QStringLiteral("reextraction"));
    m_bar->setAccessibleName(tr("Stored pages read again"));
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 1000);
    m_stop->setObjectName(QStringLiteral("stopReextraction"));
    m_stop->setToolTip(tr("What was read stays; the other pages can be read later"));
    m_goOn->setObjectName(QStringLiteral("goOnReextraction"));
    m_goOn->setToolTip(tr("Read the stored pages that have no values of this recipe yet"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_stop);
    layout->addWidget(m_goOn);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stopped = true;
        if (m_run)
            m_run->stopReextracting();
    });
    connect(m_goOn, &QPushButton::clicked, this, [this] {
        if (m_run)
            extract(Recipe(m_run->recipe()));
    });
    hide();
}

void ReextractionBar::setRun(Run *run)
{
    if (m_run)
        m_run->disconnect(this);
    ++m_generation;
    m_run = run;
    hide();
    if (run)
        connect(run, &Run::reextracting, this, &ReextractionBar::take);
}

void ReextractionBar::extract(const Recipe &recipe)
{
    if (m_run && !m_run->isReextracting())
        follow(m_run->reextract(recipe));
}

void ReextractionBar::decode(const RowQuery &query, const QString &label)
{
    if (m_run && !m_run->isReextracting())
        follow(m_run->decodeAgain(query, label));
}

void ReextractionBar::follow(QFuture<Expected<qint64, FileError>> reading)
{
    m_stopped = false;
    m_done = m_total = 0;
    const int generation = m_generation;
    whenDone(std::move(reading), this, [this, generation](const Expected<qint64, FileError> &pages) {
        if (generation != m_generation)
            return;
        if (pages)
            return end(*pages);
        hide();
        Q_EMIT failed(pages.error().message);
        Q_EMIT changed();
    });
    take(0, 0);
    Q_EMIT changed();
}

void ReextractionBar::take(qint64 done, qint64 total)
{
    m_done = done;
    m_total = total;
    m_text->setText(tr("Reading %1 of %2 stored pages").arg(grouped(done), grouped(total)));
    m_bar->setValue(total > 0 ? int(done * m_bar->maximum() / total) : 0);
    m_stop->show();
    m_goOn->hide();
    show();
}

void ReextractionBar::end(qint64 pages)
{
    if (m_stopped && pages < m_total) {
        m_text->setText(tr("Stopped: %1 of %2 stored pages have been read").arg(grouped(pages), grouped(m_total)));
        m_stop->hide();
        m_goOn->show();
        show();
    } else {
        hide();
        if (pages == 0 && !m_run->options().keepBodies)
            Q_EMIT finished(
                tr("This run keeps no pages, so that there is nothing to read again. Fetch them again (Retry), or "
                   "begin a new run."));
        else
            Q_EMIT finished(pages == 1 ? tr("1 stored page was read again.")
                                       : tr("%1 stored pages were read again.").arg(grouped(pages)));
    }
    Q_EMIT changed();
}

} // namespace creel
