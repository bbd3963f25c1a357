#include "coveragepane.h"
#include "emptynote.h"
#include "icons.h"
#include "matchview.h"
#include "messagebar.h"
#include "pagechooser.h"
#include "pagetreepane.h"
#include "recipeeditor.h"
#include "recordlist.h"
#include "roomycells.h"
#include "rulespanel.h"
#include "selectorbar.h"
#include "templatemenu.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QTabBar>
#include <QTableView>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace creel {

namespace {

constexpr auto geometryKey = "recipeEditor/geometry";
constexpr auto rowsKey = "recipeEditor/rows";
constexpr auto columnsKey = "recipeEditor/columns";

QTabWidget *makeTabs(const char *name, const QString &title)
{
    auto *tabs = new QTabWidget;
    tabs->setObjectName(QLatin1StringView(name));
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(title);
    tabs->tabBar()->setAccessibleName(title);
    return tabs;
}

} // namespace

QAction *RecipeEditor::addAction(const char *name, const QString &text, const QString &hint, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(key);
    action->setToolTip(key.isEmpty() ? hint
                                     : QStringLiteral("%1 (%2)").arg(hint, key.toString(QKeySequence::NativeText)));
    return action;
}

void RecipeEditor::makeActions()
{
    m_undo = m_draft.history().createUndoAction(this);
    m_undo->setObjectName(QStringLiteral("undoRule"));
    m_undo->setShortcuts(QKeySequence::Undo);
    m_undo->setIcon(glyphIcon(Glyph::Undo));
    m_undo->setIconText(tr("Undo"));
    m_redo = m_draft.history().createRedoAction(this);
    m_redo->setObjectName(QStringLiteral("redoRule"));
    m_redo->setShortcuts(QKeySequence::Redo);
    m_redo->setIcon(glyphIcon(Glyph::Redo));
    m_redo->setIconText(tr("Redo"));
    m_detect =
        addAction("detectRecords", tr("&Detect Records"),
                  tr("Find what the page repeats, products or rows, and propose rules for it"), Qt::CTRL | Qt::Key_M);
    m_detect->setIcon(glyphIcon(Glyph::Wand));
    m_import = addAction("importRecipe", tr("&Import …"), tr("Read a recipe from a file"), QKeySequence::Open);
    m_import->setIcon(glyphIcon(Glyph::Open));
    m_export = addAction("exportRecipe", tr("&Export …"), tr("Write this recipe into a file"), QKeySequence::Save);
    m_export->setIcon(glyphIcon(Glyph::Export));
    m_apply = addAction("applyRecipe", tr("&Use for the Next Run"), {}, Qt::CTRL | Qt::Key_Return);
    m_apply->setIcon(glyphIcon(Glyph::Check));
}

void RecipeEditor::arrange()
{
    setObjectName(QStringLiteral("recipeEditor"));
    setWindowTitle(tr("Recipe"));
    makeActions();
    auto *bar = addToolBar(tr("Recipe"));
    bar->setObjectName(QStringLiteral("recipeToolbar"));
    bar->setAccessibleName(tr("Recipe"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(18, 18));
    bar->addActions({m_undo, m_redo});
    bar->addSeparator();
    bar->addAction(m_detect);
    m_structures = new QMenu(this);
    m_structures->setToolTipsVisible(true);
    auto *detectButton = qobject_cast<QToolButton *>(bar->widgetForAction(m_detect));
    detectButton->setPopupMode(QToolButton::MenuButtonPopup);
    detectButton->setMenu(m_structures);
    m_templates = new TemplateMenu(m_preview, this);
    auto *templates = new QToolButton;
    templates->setObjectName(QStringLiteral("templates"));
    templates->setText(tr("&Templates"));
    templates->setIcon(glyphIcon(Glyph::Recipe));
    templates->setAccessibleName(tr("Templates"));
    templates->setToolTip(tr("Recipes to start from, for usual sites and for the data of this page"));
    templates->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    templates->setPopupMode(QToolButton::InstantPopup);
    templates->setFocusPolicy(Qt::TabFocus);
    templates->setMenu(m_templates);
    bar->addWidget(templates);
    bar->addSeparator();
    bar->addActions({m_import, m_export});
    auto *space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addAction(m_apply);
    for (QAction *action : bar->actions()) {
        if (QWidget *button = bar->widgetForAction(action); qobject_cast<QToolButton *>(button))
            button->setFocusPolicy(Qt::TabFocus);
    }

    m_rules = new RulesPanel(m_draft, m_model);
    m_columns = new QSplitter;
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(makePagePart());
    m_columns->addWidget(makeResultPart());
    m_columns->setSizes({700, 540});
    m_rows = new QSplitter(Qt::Vertical);
    m_rows->setChildrenCollapsible(false);
    m_rows->addWidget(m_rules);
    m_rows->addWidget(m_columns);
    m_rows->setStretchFactor(1, 1);
    m_rows->setSizes({270, 420});

    m_message = new MessageBar;
    auto *center = new QWidget;
    auto *layout = new QVBoxLayout(center);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(8);
    layout->addWidget(m_message);
    layout->addWidget(m_rows, 1);
    setCentralWidget(center);
    restoreLayout();
}

QWidget *RecipeEditor::makePagePart()
{
    m_chooser = new PageChooser(m_preview);
    m_source = new MatchView;
    m_tree = new PageTreePane;
    m_selectors = new SelectorBar;
    m_sourceNote = new QLabel;
    m_sourceNote->setObjectName(QStringLiteral("sourceNote"));
    m_sourceNote->setForegroundRole(QPalette::PlaceholderText);
    m_views = makeTabs("recipeViews", tr("The page"));
    m_views->addTab(m_source, tr("Sour&ce"));
    m_views->addTab(m_tree, tr("&Tree"));
    m_views->setCornerWidget(m_sourceNote);
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_chooser);
    layout->addWidget(m_views, 1);
    layout->addWidget(m_selectors);
    return part;
}

QWidget *RecipeEditor::makeResultPart()
{
    m_records = new RecordList(this);
    m_recordTable = new QTableView;
    m_recordTable->setObjectName(QStringLiteral("recipeRecords"));
    m_recordTable->setAccessibleName(tr("Records of this page, as a run would have them"));
    m_recordTable->setModel(m_records);
    m_recordTable->setAlternatingRowColors(true);
    m_recordTable->setShowGrid(false);
    m_recordTable->setWordWrap(false);
    m_recordTable->setTabKeyNavigation(false);
    m_recordTable->setFrameShape(QFrame::NoFrame);
    m_recordTable->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_recordTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_recordTable->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_recordTable->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_recordTable->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_recordTable->horizontalHeader()->setHighlightSections(false);
    m_recordTable->horizontalHeader()->setStretchLastSection(true);
    m_recordTable->horizontalHeader()->setDefaultSectionSize(24 * fontMetrics().averageCharWidth());
    auto *style = new RoomyCells;
    style->setParent(m_recordTable);
    m_recordTable->setStyle(style);
    m_recordTable->horizontalHeader()->setStyle(style);
    m_recordTable->viewport()->installEventFilter(this);
    m_coverage = new CoveragePane;
    m_results = makeTabs("recipeResults", tr("What the rules find"));
    m_results->addTab(m_recordTable, tr("&Records"));
    m_results->addTab(m_coverage, tr("On the sa&mple"));
    return m_results;
}

bool RecipeEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (QMainWindow::eventFilter(watched, event))
        return true;
    const QString note = m_model.rules().isEmpty() ? tr("The records that the rules make of this page.")
        : !m_page                                  ? tr("Open a page, and see here what the rules make of it.")
                  : tr("The rules find no record on this page.\nA container that finds nothing makes none: look at its "
                       "expression.");
    return m_records->rowCount() == 0 && paintsEmptyNote(*watched, *event, note);
}

void RecipeEditor::restoreLayout()
{
    const auto saved = [this](const char *key) { return m_settings.value(QLatin1StringView(key)).toByteArray(); };
    if (!restoreGeometry(saved(geometryKey)))
        resize(1240, 760);
    m_rows->restoreState(saved(rowsKey));
    m_columns->restoreState(saved(columnsKey));
}

void RecipeEditor::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(QLatin1StringView(geometryKey), saveGeometry());
    m_settings.setValue(QLatin1StringView(rowsKey), m_rows->saveState());
    m_settings.setValue(QLatin1StringView(columnsKey), m_columns->saveState());
    QMainWindow::closeEvent(event);
}

} // namespace creel
