#include "optionspanel.h"

#include "crawlpanel.h"
#include "limitspanel.h"
#include "run/whendone.h"
#include "wording.h"

#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace creel {

namespace {

/// A panel with room around it, at the top of its tab.
QWidget *page(QWidget *panel)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(8, 8, 8, 6);
    layout->addWidget(panel);
    layout->addStretch();
    return page;
}

QPushButton *makeButton(const char *name, const QString &text, const QString &hint)
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1StringView(name));
    button->setToolTip(hint);
    return button;
}

} // namespace

OptionsPanel::OptionsPanel(QWidget *parent)
    : QWidget(parent), m_mode(new QComboBox), m_tabs(new QTabWidget), m_limits(new LimitsPanel),
      m_crawl(new CrawlPanel), m_question(new QFrame), m_dropped(new QLabel)
{
    auto *title = new QLabel(tr("M&ode"));
    title->setBuddy(m_mode);
    m_mode->setObjectName(QStringLiteral("crawlMode"));
    m_mode->setAccessibleName(tr("Mode"));
    m_mode->addItem(tr("List: these pages only"));
    m_mode->addItem(tr("Crawl: follow their links"));
    auto *mode = new QHBoxLayout;
    mode->addWidget(title);
    mode->addWidget(m_mode, 1);
    m_tabs->setObjectName(QStringLiteral("options"));
    m_tabs->setAccessibleName(tr("Limits and links"));
    m_tabs->tabBar()->setAccessibleName(tr("Limits and links"));
    m_tabs->addTab(page(m_limits), tr("Limits"));
    m_tabs->addTab(page(m_crawl), tr("Crawl"));

    m_question->setObjectName(QStringLiteral("scopeQuestion"));
    m_dropped->setObjectName(QStringLiteral("wouldDrop"));
    m_dropped->setWordWrap(true);
    auto *applies = makeButton("applyScope", tr("&Apply"), tr("The run goes on with these settings"));
    auto *reverts = makeButton("revertScope", tr("Re&vert"), tr("Back to the settings that the run has"));
    auto *question = new QHBoxLayout(m_question);
    question->setContentsMargins(0, 0, 0, 0);
    question->addWidget(m_dropped, 1);
    question->addWidget(applies);
    question->addWidget(reverts);
    m_question->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(mode);
    layout->addWidget(m_tabs);
    layout->addWidget(m_question);

    m_pause.setSingleShot(true);
    m_pause.setInterval(300); // a change per number, not per key
    connect(m_mode, &QComboBox::currentIndexChanged, m_crawl, [this](int index) { m_crawl->setLinks(index == 1); });
    connect(m_mode, &QComboBox::activated, m_tabs, &QTabWidget::setCurrentIndex); // by hand: show what belongs to it
    connect(m_limits, &LimitsPanel::changed, &m_pause, qOverload<>(&QTimer::start));
    connect(m_crawl, &CrawlPanel::changed, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, &OptionsPanel::obey);
    connect(applies, &QPushButton::clicked, this, &OptionsPanel::apply);
    connect(reverts, &QPushButton::clicked, this, &OptionsPanel::revert);
}

CrawlOptions OptionsPanel::options() const
{
    CrawlOptions options = m_limits->options();
    options.follow = m_crawl->follow();
    return options;
}

void OptionsPanel::setOptions(const CrawlOptions &options)
{
    m_limits->setOptions(options);
    setFollow(options.follow);
    m_pause.start(); // a run that has them already is told nothing
}

void OptionsPanel::writeHabitsTo(CrawlOptions &options) const
{
    m_limits->writeTo(options);
    options.follow = m_crawl->follow();
    options.follow.include.clear();
    options.follow.exclude.clear();
    options.follow.selector.clear();
}

void OptionsPanel::setFollow(const FollowOptions &follow)
{
    m_crawl->setFollow(follow);
    m_mode->setCurrentIndex(follow.links ? 1 : 0);
}

void OptionsPanel::setRun(Run *run)
{
    ++m_generation;
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    m_question->hide();
    if (!run)
        return;
    connect(run, &Run::stateChanged, this, [this] {
        if (!isActive()) {
            ++m_generation;
            m_question->hide(); // goOn() gives it all
        } else {
            m_pause.start();
        }
    });
}

std::optional<QString> OptionsPanel::problem() const { return Run::problem(options()); }

void OptionsPanel::showProblem()
{
    m_tabs->setCurrentIndex(1);
    m_crawl->focusProblem();
}

void OptionsPanel::goOn()
{
    if (const CrawlOptions wanted = options(); m_run && wanted != m_run->options())
        give(wanted);
}

bool OptionsPanel::isActive() const
{
    return m_run && (m_run->state() == Run::State::Running || m_run->state() == Run::State::Paused);
}

void OptionsPanel::obey()
{
    const int generation = ++m_generation;
    if (!isActive() || problem()) { // which is told at its field
        m_question->hide();
        return;
    }
    const CrawlOptions wanted = options();
    CrawlOptions given = wanted;
    given.follow = m_run->options().follow;
    if (given != m_run->options())
        give(given);
    if (wanted.follow == given.follow) {
        m_question->hide();
        return;
    }
    whenDone(m_run->wouldDrop(wanted.follow), this, [this, generation](qint64 dropped) {
        if (generation == m_generation)
            ask(dropped);
    });
}

void OptionsPanel::give(const CrawlOptions &options)
{
    whenDone(m_run->setOptions(options), this, [this](const Expected<bool, FileError> &kept) {
        if (!kept)
            Q_EMIT failed(kept.error().message);
    });
}

void OptionsPanel::ask(qint64 dropped)
{
    m_dropped->setText(
        dropped == 0 ? tr("Would drop no queued row.")
                     : tr("Would drop %1 queued %2.").arg(grouped(dropped), dropped == 1 ? tr("row") : tr("rows")));
    m_question->show();
}

void OptionsPanel::apply()
{
    m_question->hide();
    if (!problem())
        goOn();
}

void OptionsPanel::revert()
{
    m_question->hide();
    setFollow(m_run->options().follow);
}

} // namespace creel
