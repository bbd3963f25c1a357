#include "detailpane.h"
#include "filterbar.h"
#include "hostpanel.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "optionspanel.h"
#include "recordtable.h"
#include "reextractionbar.h"
#include "statusline.h"
#include "urleditor.h"
#include "urlpanel.h"
#include "welcome.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace creel {

namespace {

constexpr auto geometryKey = "window/geometry";
constexpr auto columnsKey = "window/columns";
constexpr auto rowsKey = "window/rows";
constexpr auto headerKey = "window/header";
constexpr auto docksKey = "window/docks";

QVBoxLayout *padded(QWidget *widget, const QMargins &margins, int spacing)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(margins);
    layout->setSpacing(spacing);
    return layout;
}

} // namespace

void MainWindow::arrange()
{
    setAcceptDrops(true);
    m_recent = m_actions.arrange(*this);
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);

    auto *left = new QWidget;
    QVBoxLayout *leftLayout = padded(left, QMargins(10, 8, 4, 8), 8);
    leftLayout->addWidget(m_urls, 1);
    leftLayout->addWidget(m_options);

    m_table->addActions({m_actions.copy, m_actions.skipRows, m_actions.retryRows, m_actions.retryFailed,
                         m_actions.retryFiltered, m_actions.decodeRows});
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *table = new QWidget;
    QVBoxLayout *tableLayout = padded(table, QMargins(4, 8, 10, 4), 8);
    tableLayout->addWidget(m_filter);
    tableLayout->addWidget(m_reextraction);
    tableLayout->addWidget(m_table, 1);
    auto *details = new QWidget;
    padded(details, QMargins(4, 2, 10, 6), 0)->addWidget(m_details);
    m_rows = new QSplitter(Qt::Vertical);
    m_rows->setChildrenCollapsible(false);
    m_rows->addWidget(table);
    m_rows->addWidget(details);
    m_rows->setStretchFactor(0, 1);
    m_rows->setSizes({440, 220});

    m_pages = new QStackedWidget;
    m_pages->addWidget(m_welcome);
    m_pages->addWidget(m_rows);

    m_columns = new QSplitter;
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(left);
    m_columns->addWidget(m_pages);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({320, 960});

    auto *center = new QWidget;
    QVBoxLayout *centerLayout = padded(center, QMargins(), 0);
    auto *message = new QWidget; // keeps the bar's distance from the edges, and goes with it
    padded(message, QMargins(10, 8, 10, 0), 0)->addWidget(m_message);
    centerLayout->addWidget(message);
    centerLayout->addWidget(m_columns, 1);
    setCentralWidget(center);

    m_hostDock = new QDockWidget(tr("Hosts"));
    m_hostDock->setObjectName(QStringLiteral("hostDock"));
    m_hostDock->setFeatures(QDockWidget::DockWidgetClosable);
    m_hostDock->setAllowedAreas(Qt::BottomDockWidgetArea);
    m_hostDock->setWidget(m_hosts);
    addDockWidget(Qt::BottomDockWidgetArea, m_hostDock);
    resizeDocks({m_hostDock}, {200}, Qt::Vertical);
    m_hostDock->hide();
    connect(m_hostDock, &QDockWidget::visibilityChanged, this,
            [this] { m_actions.hosts->setChecked(!m_hostDock->isHidden()); });

    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
    QWidget *order[] = {&m_urls->editor(), m_options, m_filter, m_table, m_details, m_hosts};
    for (size_t i = 1; i < std::size(order); ++i)
        setTabOrder(order[i - 1], order[i]);
}

void MainWindow::restoreLayout()
{
    const auto saved = [this](const char *key) { return m_settings.value(QLatin1StringView(key)).toByteArray(); };
    if (!restoreGeometry(saved(geometryKey)))
        resize(1200, 700); // with its frame and a panel it fits a screen of 1366 x 768
    m_columns->restoreState(saved(columnsKey));
    m_rows->restoreState(saved(rowsKey));
    restoreState(saved(docksKey));
    if (m_table->horizontalHeader()->restoreState(saved(headerKey)))
        m_table->sortByColumn(-1, Qt::AscendingOrder); // widths and order of columns are kept, a sort is not
}

void MainWindow::saveLayout()
{
    m_settings.setValue(QLatin1StringView(geometryKey), saveGeometry());
    m_settings.setValue(QLatin1StringView(columnsKey), m_columns->saveState());
    m_settings.setValue(QLatin1StringView(rowsKey), m_rows->saveState());
    m_settings.setValue(QLatin1StringView(docksKey), saveState());
    m_settings.setValue(QLatin1StringView(headerKey), m_table->horizontalHeader()->saveState());
}

void MainWindow::find()
{
    if (m_details->isAncestorOf(QApplication::focusWidget()))
        m_details->focusFind();
    else if (m_session.run())
        m_filter->focusText();
}

void MainWindow::movePane(int step)
{
    QList<QWidget *> panes{&m_urls->editor()};
    if (m_session.run())
        panes << m_table << m_details->focusPane();
    else
        panes << m_welcome->focusPane();
    if (!m_hostDock->isHidden())
        panes << m_hosts->focusPane();
    qsizetype here = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes[i] == QApplication::focusWidget() || panes[i]->isAncestorOf(QApplication::focusWidget()))
            here = i;
    }
    const qsizetype count = panes.size();
    panes[(here < 0 ? 0 : here + step + count) % count]->setFocus(Qt::OtherFocusReason);
}

void MainWindow::showHosts(bool shown)
{
    m_hostDock->setVisible(shown);
    if (shown)
        m_hosts->focusPane()->setFocus(Qt::ShortcutFocusReason);
}

} // namespace creel
