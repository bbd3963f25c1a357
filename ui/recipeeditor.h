#pragma once

#include "recipedraft.h"
#include "rulemodel.h"
#include "run/recipepreview.h"

#include <QMainWindow>
#include <QTimer>

class QAction;
class QLabel;
class QMenu;
class QSettings;
class QSplitter;
class QTableView;
class QTabWidget;
class QToolButton;

namespace creel {

class CoveragePane;
class MatchView;
class MessageBar;
class PageChooser;
class PageTreePane;
class RecordList;
class RulesPanel;
class Run;
class SelectorBar;
class TemplateMenu;

/// The window where a recipe is written: its rules, a page with what they find on it, and how they do on a sample of the run.
/// What takes time is done on other threads (RecipePreview); what is typed is looked at after a short pause.
class RecipeEditor : public QMainWindow
{
    Q_OBJECT
public:
    /// `settings` is borrowed and outlives the window.
    explicit RecipeEditor(QSettings &settings, QWidget *parent = nullptr);
    ~RecipeEditor() override;

    /// The run whose pages are looked at; null: none. Borrowed until the next call.
    void setRun(Run *run);
    void setRecipe(const Recipe &recipe); ///< as it is from the start: there is nothing to undo
    Recipe recipe() const { return m_draft.recipe(); }
    void openRow(qint64 id); ///< that row's page
    void openFile(const QString &path);
    void importFile(const QString &path);
    void exportFile(const QString &path);
    /// How long after the last key a recipe is looked at.
    void setPause(std::chrono::milliseconds pause) { m_pause.setInterval(pause); }

Q_SIGNALS:
    /// To be used: for the next run, or to fill the columns of a run that is over from the pages that it keeps.
    void recipeApplied(const creel::Recipe &recipe);

protected:
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    // recipeeditorlayout.cpp
    void arrange();
    void makeActions();
    QWidget *makePagePart();
    QWidget *makeResultPart();
    void restoreLayout();
    QAction *addAction(const char *name, const QString &text, const QString &hint, const QKeySequence &key = {});
    // what a person does
    void connectParts();
    void chooseImport();
    void chooseExport();
    void choosePage();
    void apply();
    void addSelector(const QString &selector);
    QString scopeOfCurrentRule() const;
    void openNextOf(const QList<qint64> &ids);
    // what comes back
    void takePage(const OpenedPage &page);
    void takePreview(const PagePreview &preview);
    void takeCoverage(const RecipeCoverage &coverage);
    void takeDetected(const QList<DetectedRecords> &found);
    void useDetected(const DetectedRecords &detected);
    void takeProposals(const ProposedSelectors &proposals);
    // what is shown follows what is so
    void showMatches();
    void showCoverage();
    void refresh();

    QSettings &m_settings;
    RecipeDraft m_draft;
    RuleModel m_model;
    RecipePreview m_preview;
    Run *m_run = nullptr;
    std::shared_ptr<const PreviewPage> m_page;
    QTimer m_pause;
    bool m_isPageChosen = false; ///< else the sample's first page is opened
    bool m_isFresh = false;      ///< the page was opened just now: what is found on it is to be seen

    QAction *m_undo, *m_redo, *m_detect, *m_import, *m_export, *m_apply;
    QMenu *m_structures;
    TemplateMenu *m_templates;
    MessageBar *m_message;
    RulesPanel *m_rules;
    PageChooser *m_chooser;
    MatchView *m_source;
    PageTreePane *m_tree;
    SelectorBar *m_selectors;
    QLabel *m_sourceNote;
    RecordList *m_records;
    QTableView *m_recordTable;
    CoveragePane *m_coverage;
    QTabWidget *m_results, *m_views;
    QSplitter *m_rows, *m_columns;
};

} // namespace creel
