#include "actions.h"

#include "icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

namespace creel {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("creel::Actions", text); }

QAction *make(QObject &owner, const char *name, const char *text, const char *hint, QList<QKeySequence> keys)
{
    auto *action = new QAction(tr(text), &owner);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcuts(keys);
    const QString key = keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? tr(hint) : QStringLiteral("%1 (%2)").arg(tr(hint), key));
    action->setStatusTip({});
    return action;
}

} // namespace

Actions::Actions(QObject &owner)
{
    newList = make(owner, "new", QT_TR_NOOP("&New"), QT_TR_NOOP("Begin with an empty list"), {QKeySequence::New});
    newList->setIcon(glyphIcon(Glyph::New));
    open = make(owner, "open", QT_TR_NOOP("&Open …"), QT_TR_NOOP("Open a list of URLs or a run"), {QKeySequence::Open});
    open->setIcon(glyphIcon(Glyph::Open));
    open->setIconText(tr("Open"));
    exportTable = make(owner, "export", QT_TR_NOOP("&Export …"), QT_TR_NOOP("Write the table into a file"),
                       {QKeySequence(Qt::CTRL | Qt::Key_E)});
    exportTable->setIcon(glyphIcon(Glyph::Export));
    exportTable->setIconText(tr("Export"));
    recipe =
        make(owner, "recipe", QT_TR_NOOP("Re&cipe …"),
             QT_TR_NOOP("Say which columns are made of each page, and see them at once"), {QKeySequence(Qt::Key_F9)});
    recipe->setIcon(glyphIcon(Glyph::Recipe));
    recipe->setIconText(tr("Recipe"));
    settings = make(owner, "settings", QT_TR_NOOP("&Settings …"), QT_TR_NOOP("What holds for all runs"),
                    {QKeySequence(Qt::CTRL | Qt::Key_Comma)});
    settings->setIcon(glyphIcon(Glyph::Settings));
    settings->setIconText(tr("Settings"));
    quit =
        make(owner, "quit", QT_TR_NOOP("&Quit"), QT_TR_NOOP("Stop, keep everything, and close"), {QKeySequence::Quit});

    start =
        make(owner, "start", QT_TR_NOOP("&Start"), QT_TR_NOOP("Fetch the pages"),
             {QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_R), QKeySequence(Qt::CTRL | Qt::Key_Return)});
    start->setIcon(glyphIcon(Glyph::Start));
    pause = make(owner, "pause", QT_TR_NOOP("&Pause"), QT_TR_NOOP("Start no new request; those in flight end"),
                 {QKeySequence(Qt::CTRL | Qt::Key_P), QKeySequence(Qt::Key_Pause)});
    pause->setIcon(glyphIcon(Glyph::Pause));
    pause->setCheckable(true);
    stop = make(owner, "stop", QT_TR_NOOP("S&top"),
                QT_TR_NOOP("Stop at once; what is there stays, the rest can be resumed"),
                {QKeySequence(Qt::CTRL | Qt::Key_Period), QKeySequence(Qt::SHIFT | Qt::Key_F5)});
    stop->setIcon(glyphIcon(Glyph::Stop));

    skipRows = make(owner, "skipRows", QT_TR_NOOP("S&kip These Rows Now"),
                    QT_TR_NOOP("The selected rows that are queued or in flight end as skipped"),
                    {QKeySequence(Qt::CTRL | Qt::Key_K)});
    retryRows = make(owner, "retryRows", QT_TR_NOOP("&Retry These Rows"), QT_TR_NOOP("Fetch the selected rows again"),
                     {QKeySequence(Qt::CTRL | Qt::Key_T)});
    retryFailed =
        make(owner, "retryFailed", QT_TR_NOOP("Retry &Failed Rows"), QT_TR_NOOP("Fetch all rows again that failed"),
             {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)});
    decodeRows =
        make(owner, "decodeRows", QT_TR_NOOP("Decode A&gain …"),
             QT_TR_NOOP("Read the stored pages of the selected rows, or of their host, in another encoding"), {});
    retryFiltered = make(owner, "retryFiltered", QT_TR_NOOP("Retry the Filtere&d Rows"),
                         QT_TR_NOOP("Fetch all rows again that pass the filter"), {});

    copy = make(owner, "copy", QT_TR_NOOP("&Copy Rows"), QT_TR_NOOP("Copy the selected rows for a spreadsheet"),
                {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)});
    find = make(owner, "find", QT_TR_NOOP("&Find"), QT_TR_NOOP("Filter the table, or find in the source"),
                {QKeySequence::Find});
    nextProblem = make(owner, "nextProblem", QT_TR_NOOP("&Next Problem"),
                       QT_TR_NOOP("Go to the next invalid or duplicate line"), {QKeySequence(Qt::Key_F8)});
    previousProblem =
        make(owner, "previousProblem", QT_TR_NOOP("&Previous Problem"),
             QT_TR_NOOP("Go to the previous invalid or duplicate line"), {QKeySequence(Qt::SHIFT | Qt::Key_F8)});
    hosts = make(owner, "hosts", QT_TR_NOOP("&Hosts"), QT_TR_NOOP("Show how each host of the run stands"),
                 {QKeySequence(Qt::Key_F7)});
    hosts->setIcon(glyphIcon(Glyph::Hosts));
    hosts->setCheckable(true);
    nextPane = make(owner, "nextPane", QT_TR_NOOP("Next P&ane"), QT_TR_NOOP("From list to table to details"),
                    {QKeySequence(Qt::Key_F6)});
    previousPane = make(owner, "previousPane", QT_TR_NOOP("Pre&vious Pane"),
                        QT_TR_NOOP("From details to table to list"), {QKeySequence(Qt::SHIFT | Qt::Key_F6)});
    about = make(owner, "about", QT_TR_NOOP("&About Creel"), QT_TR_NOOP("Version and licence"), {});
    quit->setMenuRole(QAction::QuitRole);
    settings->setMenuRole(QAction::PreferencesRole);
    about->setMenuRole(QAction::AboutRole);
}

QMenu *Actions::arrange(QMainWindow &window) const
{
    QMenu *file = window.menuBar()->addMenu(tr("&File"));
    file->addActions({newList, open});
    QMenu *recent = file->addMenu(tr("&Recent Runs"));
    file->addSeparator();
    file->addAction(exportTable);
    file->addSeparator();
    file->addActions({settings, quit});
    QMenu *edit = window.menuBar()->addMenu(tr("&Edit"));
    edit->addActions({copy, find});
    edit->addSeparator();
    edit->addActions({nextProblem, previousProblem});
    QMenu *run = window.menuBar()->addMenu(tr("&Run"));
    run->addActions({start, pause, stop});
    run->addSeparator();
    run->addAction(recipe);
    run->addSeparator();
    run->addActions({skipRows, retryRows, retryFailed, retryFiltered, decodeRows});
    QMenu *view = window.menuBar()->addMenu(tr("&View"));
    view->addAction(hosts);
    view->addSeparator();
    view->addActions({nextPane, previousPane});
    QMenu *help = window.menuBar()->addMenu(tr("&Help"));
    help->addAction(about);

    auto *bar = window.addToolBar(tr("Actions"));
    bar->setObjectName(QStringLiteral("toolbar"));
    bar->setAccessibleName(tr("Actions"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(18, 18));
    bar->addActions({newList, open});
    bar->addSeparator();
    bar->addActions({start, pause, stop});
    bar->addSeparator();
    bar->addActions({recipe, exportTable, hosts, settings});
    return recent;
}

} // namespace creel
