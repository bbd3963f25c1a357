#include "recipeeditor.h"

#include "coveragepane.h"
#include "matchview.h"
#include "messagebar.h"
#include "pagechooser.h"
#include "pagetreepane.h"
#include "recipefile.h"
#include "recordlist.h"
#include "rulespanel.h"
#include "run/run.h"
#include "run/whendone.h"
#include "selectorbar.h"
#include "templatemenu.h"
#include "wording.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTabWidget>
#include <QtConcurrent>

#include <algorithm>

namespace creel {

namespace {

constexpr auto folderKey = "recipeEditor/folder";
constexpr auto pageFolderKey = "recipeEditor/pageFolder";

QString documents() { return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation); }

} // namespace

RecipeEditor::RecipeEditor(QSettings &settings, QWidget *parent)
    : QMainWindow(parent, Qt::Window), m_settings(settings), m_model(m_draft)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(200);
    arrange();
    connectParts();
    refresh();
}

RecipeEditor::~RecipeEditor()
{
    m_preview.disconnect(this); // last words reach no half-destroyed window
    m_draft.disconnect(this);
    delete centralWidget(); // before what it shows
}

void RecipeEditor::connectParts()
{
    connect(&m_draft, &RecipeDraft::changed, this, &RecipeEditor::refresh);
    connect(&m_draft, &RecipeDraft::changed, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, [this] { m_preview.setRecipe(m_draft.recipe()); });
    connect(&m_preview, &RecipePreview::pageOpened, this, &RecipeEditor::takePage);
    connect(&m_preview, &RecipePreview::pageFailed, m_message, &MessageBar::showWarning);
    connect(&m_preview, &RecipePreview::failed, m_message, &MessageBar::showError);
    connect(&m_preview, &RecipePreview::previewed, this, &RecipeEditor::takePreview);
    connect(&m_preview, &RecipePreview::covered, this, &RecipeEditor::takeCoverage);
    connect(&m_preview, &RecipePreview::detected, this, &RecipeEditor::takeDetected);
    connect(&m_preview, &RecipePreview::proposed, this, &RecipeEditor::takeProposals);
    connect(&m_preview, &RecipePreview::sampled, this, [this](const QList<qint64> &ids) {
        if (!m_isPageChosen && !ids.isEmpty())
            openRow(ids.first());
    });

    connect(m_rules, &RulesPanel::currentRowChanged, this, [this] {
        showMatches();
        showCoverage();
        refresh();
    });
    connect(m_rules, &RulesPanel::coverageClicked, this, [this] { m_results->setCurrentWidget(m_coverage); });
    connect(m_coverage, &CoveragePane::pageRequested, this, &RecipeEditor::openNextOf);
    connect(m_recordTable->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                const PageValue *value = m_records->value(index);
                if (!value)
                    return;
                m_rules->setCurrentRow(m_model.rowOf(index.column()));
                const PageRange record = m_records->records().records[index.row()].source;
                m_source->reveal(value->source.begin >= 0 ? value->source : record);
            });
    connect(m_source, &MatchView::clicked, this, [this](qint64 byte) {
        m_tree->reveal(m_page->elementAt(byte));
        m_preview.proposeAt(byte, scopeOfCurrentRule());
    });
    connect(m_source, &MatchView::excerptChanged, this, &RecipeEditor::refresh);
    connect(m_tree, &PageTreePane::elementChosen, this, [this](quint32 element) {
        m_source->reveal(m_page->element(element).source);
        m_preview.proposeFor(element, scopeOfCurrentRule());
    });
    connect(m_selectors, &SelectorBar::useRequested, m_rules, &RulesPanel::setExpression);
    connect(m_selectors, &SelectorBar::addRequested, this, &RecipeEditor::addSelector);
    connect(m_chooser, &PageChooser::nothingFound, this, [this](const QString &text) {
        m_message->showInfo(tr("No page of the run has “%1” in its URL or title.").arg(text));
    });
    connect(m_chooser, &PageChooser::fileWanted, this, &RecipeEditor::choosePage);

    connect(m_detect, &QAction::triggered, this, [this] {
        m_detect->setEnabled(false);
        m_preview.detect();
    });
    connect(m_templates, &TemplateMenu::chosen, this, [this](const Recipe &recipe) {
        m_draft.setRecipe(recipe, tr("Template"));
        m_rules->setCurrentRow(0);
    });
    connect(m_import, &QAction::triggered, this, &RecipeEditor::chooseImport);
    connect(m_export, &QAction::triggered, this, &RecipeEditor::chooseExport);
    connect(m_apply, &QAction::triggered, this, &RecipeEditor::apply);
}

// --- what a person does ---

void RecipeEditor::setRun(Run *run)
{
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    if (run) {
        connect(run, &Run::stateChanged, this, &RecipeEditor::refresh);
        connect(run, &Run::finished, this, [this] { m_preview.renewSample(); });
    }
    m_chooser->setHasRun(run != nullptr);
    m_preview.setRun(run ? run->path() : QString());
    refresh();
}

void RecipeEditor::setRecipe(const Recipe &recipe)
{
    m_draft.setRecipe(recipe, {});
    m_draft.history().clear();
}

void RecipeEditor::openRow(qint64 id)
{
    m_isPageChosen = true;
    m_preview.openRow(id);
}

void RecipeEditor::openFile(const QString &path)
{
    m_settings.setValue(QLatin1StringView(pageFolderKey), QFileInfo(path).absolutePath());
    m_isPageChosen = true;
    m_preview.openFile(path);
}

void RecipeEditor::choosePage()
{
    auto *dialog = new QFileDialog(this, tr("Open a saved page"),
                                   m_settings.value(QLatin1StringView(pageFolderKey), documents()).toString(),
                                   tr("Pages (*.html *.htm *.xhtml *.json *.xml *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &RecipeEditor::openFile);
    dialog->open();
}

void RecipeEditor::chooseImport()
{
    auto *dialog = new QFileDialog(this, tr("Import a recipe"),
                                   m_settings.value(QLatin1StringView(folderKey), documents()).toString(),
                                   tr("Recipes (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &RecipeEditor::importFile);
    dialog->open();
}

void RecipeEditor::importFile(const QString &path)
{
    m_settings.setValue(QLatin1StringView(folderKey), QFileInfo(path).absolutePath());
    const auto readFile = [path] { return readRecipeFile(path); };
    whenDone(QtConcurrent::run(readFile), this, [this, path](const Expected<RecipeImport, FileError> &read) {
        if (!read) {
            m_message->showError(read.error().message);
            return;
        }
        const RecipeImport &import = read.value();
        m_draft.setRecipe(import.recipe, tr("Import"));
        m_rules->setCurrentRow(0);
        const QString name = QFileInfo(path).fileName();
        if (import.notes.isEmpty())
            m_message->showInfo(tr("%1 was read. Undo brings back what was here.").arg(name));
        else
            m_message->showWarning(tr("%1 was read, but not all of it:").arg(name) + u'\n' + import.notes.join(u'\n'));
    });
}

void RecipeEditor::chooseExport()
{
    const QString name = m_draft.name().isEmpty() ? tr("recipe") : m_draft.name();
    auto *dialog = new QFileDialog(this, tr("Export the recipe"),
                                   m_settings.value(QLatin1StringView(folderKey), documents()).toString(),
                                   tr("Recipes (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(name + QStringLiteral(".json"));
    connect(dialog, &QFileDialog::fileSelected, this, &RecipeEditor::exportFile);
    dialog->open();
}

void RecipeEditor::exportFile(const QString &path)
{
    m_settings.setValue(QLatin1StringView(folderKey), QFileInfo(path).absolutePath());
    const auto write = [path, recipe = m_draft.recipe()] { return writeRecipeFile(path, recipe); };
    whenDone(QtConcurrent::run(write), this, [this, path](const Expected<bool, FileError> &written) {
        if (written)
            m_message->showSuccess(tr("The recipe was written to %1.").arg(QDir::toNativeSeparators(path)));
        else
            m_message->showError(written.error().message);
    });
}

void RecipeEditor::apply()
{
    const Recipe recipe = m_draft.recipe();
    const QList<RecipeError> problems = problemsOf(recipe); // of what is typed now: the preview may be a moment behind
    if (problems.isEmpty()) {
        Q_EMIT recipeApplied(recipe);
        return;
    }
    m_model.setErrors(problems);
    m_rules->setCurrentRow(problems.first().place.line - 1);
    m_message->showError(tr("The recipe can't be used yet: %1").arg(problems.first().toString()));
}

void RecipeEditor::addSelector(const QString &selector)
{
    Field field;
    field.expression = selector;
    m_rules->addField(field);
}

/// The selector of the container that the current rule is relative to.
QString RecipeEditor::scopeOfCurrentRule() const
{
    const QList<RuleRow> &rules = m_draft.rules();
    for (int row = m_rules->currentRow() - (m_model.columnOf(m_rules->currentRow()) < 0 ? 1 : 0); row >= 0; --row) {
        if (rules[row].isContainer)
            return rules[row].field.kind == RuleKind::Css ? rules[row].field.expression : QString();
    }
    return {};
}

/// The next of them after the page that is open, and round again.
void RecipeEditor::openNextOf(const QList<qint64> &ids)
{
    const auto next = std::upper_bound(ids.begin(), ids.end(), m_chooser->page().row.id);
    if (!ids.isEmpty())
        m_preview.openRow(next == ids.end() ? ids.first() : *next);
}

// --- what comes back ---

void RecipeEditor::takePage(const OpenedPage &page)
{
    m_page = page.page;
    m_isFresh = true;
    m_message->hide();
    m_structures->clear();
    m_selectors->clear();
    m_source->setPage(m_page);
    m_tree->setPage(m_page);
    refresh();
}

void RecipeEditor::takePreview(const PagePreview &preview)
{
    m_model.setErrors(preview.errors);
    // While an expression is not whole yet the records before stay, grey: the window is calm while one types.
    m_recordTable->setEnabled(preview.errors.isEmpty());
    if (preview.errors.isEmpty()) {
        m_records->setPreview(preview);
        const qsizetype count = preview.records.records.size();
        m_results->setTabText(0, m_page ? tr("&Records (%1)").arg(grouped(count)) : tr("&Records"));
        if (!preview.records.error.isEmpty())
            m_message->showWarning(preview.records.error);
        showMatches();
    }
    refresh();
}

void RecipeEditor::takeCoverage(const RecipeCoverage &coverage)
{
    m_model.setCoverage(coverage);
    showCoverage();
}

void RecipeEditor::takeDetected(const QList<DetectedRecords> &found)
{
    refresh();
    m_structures->clear();
    if (found.isEmpty()) {
        m_message->showInfo(tr("This page repeats nothing that looks like records. Open a list of something, or click "
                               "what you want in the source or in the tree."));
        return;
    }
    for (const DetectedRecords &detected : found) {
        const QString fields = detected.recipe.fieldNames().join(QStringLiteral(", "));
        QAction *action = m_structures->addAction(
            tr("%1 records: %2").arg(grouped(detected.records), fontMetrics().elidedText(fields, Qt::ElideRight, 420)));
        if (detected.recipe.container)
            action->setToolTip(detected.recipe.container->expression);
        connect(action, &QAction::triggered, this, [this, detected] { useDetected(detected); });
    }
    useDetected(found.first());
}

void RecipeEditor::useDetected(const DetectedRecords &detected)
{
    Recipe recipe = detected.recipe;
    recipe.name = m_draft.name();
    m_draft.setRecipe(recipe, tr("Detect Records"));
    m_rules->setCurrentRow(0);
    m_message->showInfo(
        tr("Found %1 records with %2 fields. Other structures of the page are in the menu beside “Detect "
           "Records”; Undo brings back the rules before.")
            .arg(grouped(detected.records), grouped(recipe.fieldNames().size())));
}

void RecipeEditor::takeProposals(const ProposedSelectors &proposals) { m_selectors->setProposals(proposals); }

// --- what is shown follows what is so ---

void RecipeEditor::showMatches()
{
    const int row = m_rules->currentRow();
    const int current = m_model.columnOf(row);
    PageMatches matches;
    for (const PageRecord &record : m_records->records().records) {
        matches.records.append(record.source);
        for (int column = 0; column < record.values.size(); ++column)
            (column == current ? matches.current : matches.values).append(record.values[column].source);
    }
    if (m_model.rule(row) && current < 0)
        matches.current = matches.records;
    m_source->setMatches(matches);
    if (m_isFresh)
        m_source->ensureSeen(matches.current);
    m_isFresh = false;
}

void RecipeEditor::showCoverage()
{
    const int row = m_rules->currentRow();
    const FieldCoverage *field = m_model.coverageOf(row);
    m_coverage->setNote(!m_run ? tr("A run gives a sample: up to 100 of its pages, spread over hosts and "
                                    "lines. Here you see how each field does on them.")
                            : m_model.rules().isEmpty() ? tr("Add a field to see how it does on the pages of the run.")
                            : m_model.hasErrors()       ? tr("A rule has an error: mend it to see how the fields do.")
                            : field                     ? tr("The run keeps no pages yet.")
                                    : tr("Choose a field to see how it does on the pages of the run."));
    m_coverage->setField(field, m_model.coverage());
    m_chooser->setPagesWithNone(field ? field->name : QString(), field ? field->pagesWithNone : QList<qint64>());
}

void RecipeEditor::refresh()
{
    const bool hasPage = m_page && m_page->root() != 0;
    const bool fills = m_run && m_run->state() == Run::State::Finished;
    m_detect->setEnabled(hasPage);
    m_selectors->setEnabled(hasPage);
    m_selectors->setMayUse(m_model.rule(m_rules->currentRow()));
    m_export->setEnabled(!m_model.rules().isEmpty());
    m_apply->setEnabled(!m_model.rules().isEmpty());
    m_apply->setText(fills ? tr("&Fill the Columns") : tr("&Use for the Next Run"));
    m_apply->setToolTip(
        fills
            ? tr("Fill the columns of this recipe from the pages that the run keeps; nothing is fetched (Ctrl+Return)")
            : tr("The next run extracts these columns (Ctrl+Return)"));
    const SourceExcerpt &excerpt = m_source->excerpt();
    QString note;
    if (m_page && !excerpt.isWhole())
        note =
            tr("%1 of %2 are shown").arg(byteText(excerpt.end() - excerpt.begin()), byteText(m_page->source().size()));
    else if (excerpt.isFolded())
        note = tr("Long lines are folded here");
    m_sourceNote->setText(note);
}

} // namespace creel
