#include "hostpanel.h"

#include "hostmodel.h"
#include "icons.h"
#include "roomycells.h"
#include "run/whendone.h"
#include "wording.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace creel {

namespace {
constexpr int shownHosts = 1000; // the busiest; nobody reads more
constexpr std::array<int, HostModel::ColumnCount> columnLetters = {32, 18, 11, 9, 9, 9, 12, 10, 10, 10, 12, 30};
} // namespace

HostPanel::HostPanel(QWidget *parent)
    : QWidget(parent), m_model(new HostModel(this)), m_table(new QTableView), m_sum(new QLabel)
{
    m_pause = addAction("pauseHost", tr("Pause this host"),
                        tr("No new request to the selected hosts starts; those in flight end"));
    m_pause->setIcon(glyphIcon(Glyph::Pause));
    m_resume = addAction("resumeHost", tr("Resume"), tr("The selected hosts that are paused go on"));
    m_resume->setIcon(glyphIcon(Glyph::Start));
    m_unpark = addAction("unparkHost", tr("Ask it again"),
                         tr("Resume a parked host: one that answered errors only is asked again"));
    arrangeTable();

    m_sum->setObjectName(QStringLiteral("hostSum"));
    auto *row = new QHBoxLayout;
    for (QAction *action : {m_pause, m_resume, m_unpark}) {
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(action->text());
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    row->addStretch();
    row->addWidget(m_sum);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 4, 10, 6);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);

    m_ticks.setInterval(500);
    connect(&m_ticks, &QTimer::timeout, this, &HostPanel::ask);
    connect(m_pause, &QAction::triggered, this, [this] { pauseSelected(true); });
    connect(m_resume, &QAction::triggered, this, [this] { pauseSelected(false); });
    connect(m_unpark, &QAction::triggered, this, &HostPanel::unparkSelected);
    refresh();
}

QAction *HostPanel::addAction(const char *name, const QString &text, const QString &hint)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setToolTip(hint);
    m_table->addAction(action);
    return action;
}

void HostPanel::arrangeTable()
{
    m_table->setObjectName(QStringLiteral("hosts"));
    m_table->setAccessibleName(tr("Hosts"));
    m_table->setModel(m_model);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false); // Tab leaves the table
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSortIndicatorClearable(true);
    header->setHighlightSections(false);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    auto *style = new RoomyCells;
    style->setParent(m_table);
    m_table->setStyle(style);
    header->setStyle(style);
    const int letter = fontMetrics().averageCharWidth();
    for (int column = 0; column < HostModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, columnLetters[size_t(column)] * letter);
    header->setStretchLastSection(true);
    m_table->viewport()->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HostPanel::refresh);
}

void HostPanel::setRun(Run *run)
{
    ++m_generation;
    m_asking = false;
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    if (run)
        connect(run, &Run::stateChanged, this, &HostPanel::ask);
    ask();
}

QWidget *HostPanel::focusPane() const { return m_table; }

void HostPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_ticks.start();
    ask();
}

void HostPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_ticks.stop();
}

bool HostPanel::isActive() const
{
    return m_run && (m_run->state() == Run::State::Running || m_run->state() == Run::State::Paused);
}

void HostPanel::ask()
{
    if (!isVisible() || m_asking)
        return;
    if (!isActive()) {
        take({});
        return;
    }
    m_asking = true;
    whenDone(m_run->lanes(shownHosts), this, [this, generation = m_generation](const QList<HostLane> &lanes) {
        if (generation != m_generation)
            return;
        m_asking = false;
        take(isActive() ? lanes : QList<HostLane>());
    });
}

void HostPanel::take(const QList<HostLane> &lanes)
{
    m_model->setLanes(lanes);
    const auto parked = std::count_if(lanes.begin(), lanes.end(),
                                      [](const HostLane &lane) { return lane.state == HostLane::State::Parked; });
    QString sum;
    if (!lanes.isEmpty())
        sum = lanes.size() == shownHosts ? tr("the %1 busiest hosts").arg(grouped(shownHosts))
            : lanes.size() == 1          ? tr("1 host")
                                         : tr("%1 hosts").arg(grouped(lanes.size()));
    if (parked > 0)
        sum += tr(", %1 parked").arg(grouped(parked));
    m_sum->setText(sum);
    m_table->viewport()->update(); // it may be empty now
    refresh();
}

QList<HostLane> HostPanel::selected() const
{
    QList<HostLane> lanes;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        lanes.append(m_model->lane(index.row()));
    return lanes;
}

void HostPanel::refresh()
{
    const QList<HostLane> lanes = selected();
    const auto any = [&lanes](HostLane::State state) {
        return std::any_of(lanes.begin(), lanes.end(), [state](const HostLane &lane) { return lane.state == state; });
    };
    const bool paused = any(HostLane::State::Paused), parked = any(HostLane::State::Parked);
    m_pause->setEnabled(std::any_of(lanes.begin(), lanes.end(), [](const HostLane &lane) {
        return lane.state != HostLane::State::Paused && lane.state != HostLane::State::Parked;
    }));
    m_resume->setEnabled(paused);
    m_unpark->setEnabled(parked);
}

void HostPanel::pauseSelected(bool paused)
{
    for (const HostLane &lane : selected())
        m_run->setHostPaused(lane.host, paused);
    ask();
}

void HostPanel::unparkSelected()
{
    for (const HostLane &lane : selected()) {
        if (lane.state == HostLane::State::Parked)
            m_run->unparkHost(lane.host);
    }
    ask();
}

bool HostPanel::eventFilter(QObject *watched, QEvent *event)
{
    const bool handled = QWidget::eventFilter(watched, event);
    if (event->type() != QEvent::Paint || m_model->rowCount() > 0)
        return handled;
    QPainter painter(m_table->viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(m_table->viewport()->rect(), int(Qt::AlignCenter | Qt::TextWordWrap),
                     tr("While a run goes on, its hosts are shown here."));
    return true; // nothing else is to be painted
}

} // namespace creel
