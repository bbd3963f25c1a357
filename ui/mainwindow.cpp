#include "mainwindow.h"

#include "detailpane.h"
#include "filterbar.h"
#include "hostpanel.h"
#include "messagebar.h"
#include "optionspanel.h"
#include "preferences.h"
#include "recentruns.h"
#include "recipeeditor.h"
#include "recordmodel.h"
#include "recordtable.h"
#include "reextractionbar.h"
#include "run/whendone.h"
#include "statusline.h"
#include "urleditor.h"
#include "urlfile.h"
#include "urlpanel.h"
#include "welcome.h"
#include "wording.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QtConcurrent>

namespace creel {

namespace {
constexpr qint64 editableLines = 200'000; // more are no matter of an editor
constexpr auto lastFolderKey = "window/lastFolder";

bool isRunFile(const QString &path) { return path.endsWith(QLatin1StringView(".creel"), Qt::CaseInsensitive); }
} // namespace

MainWindow::MainWindow(QSettings &settings, QString runFolder, QWidget *parent)
    : QMainWindow(parent), m_settings(settings), m_runFolder(std::move(runFolder)), m_session(m_runFolder),
      m_actions(*this), m_model(new RecordModel(this)), m_urls(new UrlPanel), m_options(new OptionsPanel),
      m_filter(new FilterBar), m_reextraction(new ReextractionBar), m_table(new RecordTable(*m_model)),
      m_details(new DetailPane), m_hosts(new HostPanel), m_welcome(new Welcome), m_message(new MessageBar),
      m_status(new StatusLine)
{
    arrange();
    connectParts();
    connectActions();
    m_options->setOptions(Preferences::load(m_settings).crawl);
    restoreLayout();
    m_welcome->setRecentRuns(recentRuns(m_runFolder, 5));
    refresh();
    m_urls->editor().setFocus();
}

MainWindow::~MainWindow()
{
    m_session.disconnect(this); // last words reach no half-destroyed window
    m_hostDock->disconnect(this);
    m_options->setRun(nullptr);
    m_hosts->setRun(nullptr);
    m_model->setRun(nullptr);
    m_reextraction->setRun(nullptr);
}

void MainWindow::connectParts()
{
    connect(&m_session, &Session::runChanged, this, &MainWindow::takeRun);
    connect(&m_session, &Session::changed, this, &MainWindow::refresh);
    connect(&m_session, &Session::stopped, this, &MainWindow::takeStop);
    const auto closeAtLast = [this] {
        if (m_closing && m_session.state() != Run::State::Stopping)
            close();
    };
    connect(&m_session, &Session::changed, this, closeAtLast, Qt::QueuedConnection);
    connect(&m_session, &Session::failed, this, [this](const QString &message) {
        m_closing = false; // it is worth a look
        m_message->showError(message);
    });
    connect(m_urls, &UrlPanel::judged, this, [this] {
        m_welcome->setReadyLines(m_urls->validLines());
        refresh();
    });
    connect(m_urls, &UrlPanel::modificationChanged, this, &MainWindow::refresh);
    connect(&m_urls->editor(), &UrlEditor::filesDropped, this, &MainWindow::openFiles);
    connect(m_filter, &FilterBar::changed, this, &MainWindow::applyFilter);
    connect(m_model, &RecordModel::columnsChanged, this,
            [this] { m_filter->offerRecords(m_model->recipe().givesManyRecords()); });
    connect(m_model, &RecordModel::busyChanged, this, &MainWindow::refresh);
    connect(m_model, &RecordModel::reordered, this, &MainWindow::refresh);
    connect(m_model, &RecordModel::failed, this,
            [this](const FileError &error) { m_message->showError(error.message); });
    connect(m_table, &RecordTable::currentIdChanged, this, &MainWindow::showCurrentRecord);
    connect(m_table, &RecordTable::currentRecordChanged, this, &MainWindow::showCurrentRecord);
    connect(m_table, &RecordTable::copyRequested, this, &MainWindow::copyRows);
    connect(m_options, &OptionsPanel::failed, m_message, &MessageBar::showError);
    connect(m_details, &DetailPane::failed, m_message, &MessageBar::showError);
    connect(&m_copy, &RowCopy::finished, m_message, &MessageBar::showInfo);
    connect(&m_copy, &RowCopy::failed, m_message, &MessageBar::showError);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MainWindow::refreshRowActions);
    connect(m_model, &RecordModel::rowsLoaded, this, &MainWindow::refreshRowActions);
    connect(&m_skipped, &RowIds::failed, m_message, &MessageBar::showWarning);
    connect(&m_skipped, &RowIds::found, this,
            [this](const QList<qint64> &ids) { m_session.run()->skip(QSet<qint64>(ids.begin(), ids.end())); });
    connect(&m_retried, &RowIds::failed, m_message, &MessageBar::showWarning);
    connect(&m_retried, &RowIds::found, this, [this](const QList<qint64> &ids) {
        RowQuery these;
        these.ids = ids;
        retry(these);
    });
    connectReextraction();
    connect(m_welcome, &Welcome::openRequested, this, &MainWindow::chooseFile);
    connect(m_welcome, &Welcome::startRequested, this, &MainWindow::start);
    connect(m_welcome, &Welcome::runRequested, this, &MainWindow::openPath);
}

void MainWindow::connectActions()
{
    connect(m_actions.newList, &QAction::triggered, this, &MainWindow::newList);
    connect(m_actions.open, &QAction::triggered, this, &MainWindow::chooseFile);
    connect(m_actions.exportTable, &QAction::triggered, this, &MainWindow::exportTable);
    connect(m_actions.settings, &QAction::triggered, this, &MainWindow::editSettings);
    connect(m_actions.recipe, &QAction::triggered, this, &MainWindow::editRecipe);
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions.start, &QAction::triggered, this, &MainWindow::start);
    connect(m_actions.pause, &QAction::triggered, this, [this](bool paused) {
        if (Run *run = m_session.run())
            paused ? run->pause() : run->unpause();
    });
    connect(m_actions.stop, &QAction::triggered, this, [this] {
        if (Run *run = m_session.run())
            run->stop();
    });
    connect(m_actions.copy, &QAction::triggered, this, &MainWindow::copyRows);
    connect(m_actions.skipRows, &QAction::triggered, this, &MainWindow::skipRows);
    connect(m_actions.retryRows, &QAction::triggered, this, &MainWindow::retryRows);
    connect(m_actions.retryFailed, &QAction::triggered, this, &MainWindow::retryFailed);
    connect(m_actions.retryFiltered, &QAction::triggered, this, &MainWindow::retryFiltered);
    connect(m_actions.find, &QAction::triggered, this, &MainWindow::find);
    connect(m_actions.nextProblem, &QAction::triggered, m_urls, &UrlPanel::nextProblem);
    connect(m_actions.previousProblem, &QAction::triggered, m_urls, &UrlPanel::previousProblem);
    connect(m_actions.hosts, &QAction::toggled, this, &MainWindow::showHosts);
    connect(m_actions.nextPane, &QAction::triggered, this, [this] { movePane(1); });
    connect(m_actions.previousPane, &QAction::triggered, this, [this] { movePane(-1); });
    connect(m_actions.about, &QAction::triggered, this, &MainWindow::showAbout);
}

// --- lists and runs come and go ---

bool MainWindow::mayLeaveRun(const QString &toDoWhat)
{
    if (!m_session.isActive() && !m_session.isOpening())
        return true;
    m_message->showWarning(
        tr("A run is going on. Stop it first (%1), then %2: nothing is lost, it can be resumed later.")
            .arg(m_actions.stop->shortcut().toString(QKeySequence::NativeText), toDoWhat));
    return false;
}

void MainWindow::newList()
{
    if (!mayLeaveRun(tr("begin a new list")))
        return;
    m_session.close();
    m_urls->setText({});
    m_options->setOptions(Preferences::load(m_settings).crawl);
    m_message->hide();
    m_urls->editor().setFocus();
}

void MainWindow::setUrls(const QString &text)
{
    m_session.close();
    m_urls->setText(text);
}

void MainWindow::setLimits(const CrawlOptions &options) { m_options->setOptions(options); }

void MainWindow::chooseFile()
{
    if (!mayLeaveRun(tr("open a file")))
        return;
    auto *dialog = new QFileDialog(this, tr("Open a list of URLs or a run"),
                                   m_settings.value(QLatin1StringView(lastFolderKey), m_runFolder).toString(),
                                   tr("Lists and runs (*.txt *.csv *.tsv *.creel);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openPath);
    dialog->open();
}

void MainWindow::openFiles(const QList<QUrl> &urls)
{
    if (!urls.isEmpty())
        openPath(urls.first().toLocalFile());
}

void MainWindow::openPath(const QString &path)
{
    if (!mayLeaveRun(tr("open the file")))
        return;
    m_settings.setValue(QLatin1StringView(lastFolderKey), QFileInfo(path).absolutePath());
    if (isRunFile(path))
        m_session.open(path);
    else
        openList(path);
}

void MainWindow::openList(const QString &path)
{
    const int generation = ++m_listGeneration;
    const auto read = [path] { return readUrlFile(path); };
    whenDone(QtConcurrent::run(read), this, [this, generation](const Expected<UrlList, FileError> &list) {
        if (generation != m_listGeneration || m_session.isActive())
            return;
        if (!list) {
            m_message->showError(list.error().message);
            return;
        }
        setUrls(list->text);
        m_message->showInfo(list->note);
    });
}

bool MainWindow::tellProblem()
{
    const std::optional<QString> problem = m_options->problem();
    if (problem) {
        m_message->showError(tr("Nothing was started. %1").arg(*problem));
        m_options->showProblem();
    }
    return problem.has_value();
}

void MainWindow::start()
{
    if (m_session.isActive() || m_session.isOpening())
        return;
    m_message->hide();
    if (tellProblem())
        return;
    if (m_session.isResumable() && !m_urls->isModified()) {
        m_options->goOn();
        m_session.run()->start();
        return;
    }
    const QString text = m_urls->text();
    if (text.trimmed().isEmpty()) {
        m_message->showWarning(
            tr("There are no URLs yet. Paste some into the list on the left, or open a text or CSV file "
               "(Ctrl+O)."));
        m_urls->editor().setFocus();
        return;
    }
    Preferences preferences = Preferences::load(m_settings);
    m_options->writeHabitsTo(preferences.crawl);
    preferences.save(m_settings);
    m_session.begin(text, m_options->options());
}

void MainWindow::takeRun(Run *run)
{
    m_copy.cancel();
    m_skipped.cancel();
    m_retried.cancel();
    m_details->show(nullptr, nullptr);
    m_filter->clear();
    m_decoded.cancel();
    m_reextraction->setRun(run);
    m_model->setRun(run);
    m_urls->setModified(false);
    m_hosts->setRun(run);
    if (!run) {
        m_options->setRun(nullptr);
        setWindowFilePath({});
        m_welcome->setRecentRuns(recentRuns(m_runFolder, 5));
        return;
    }
    setWindowFilePath(run->path());
    if (m_recipe && m_recipe->recipe().isEmpty())
        m_recipe->setRecipe(m_session.recipe());
    if (m_session.isFromFile()) // else it was begun with what the panel has
        m_options->setOptions(run->options());
    m_options->setRun(run);
    if (!run->readOnlyReason().isEmpty())
        m_message->showWarning(run->readOnlyReason());
    if (m_session.isFromFile()) // else it is what the editor has
        showRunText(run);
}

void MainWindow::showRunText(Run *run)
{
    const qint64 lines = run->progress().counts.total();
    if (lines > editableLines) {
        m_urls->showNote(
            tr("This run has %1 lines, too many to be edited here. The table shows them all.").arg(grouped(lines)));
        return;
    }
    whenDone(run->inputText(), this, [this, run](const Expected<QString, FileError> &text) {
        if (run != m_session.run() || m_urls->isModified())
            return;
        if (!text)
            m_message->showError(text.error().message);
        else if (m_urls->text() != *text)
            m_urls->setText(*text);
    });
}

void MainWindow::takeStop(const StopReceipt &receipt)
{
    if (!receipt.error.isEmpty() || receipt.lost > 0) {
        m_message->showError(receipt.text());
    } else if (receipt.stopped) {
        m_message->showInfo(receipt.text());
    } else {
        const RunProgress progress = m_session.progress();
        m_message->showSuccess(tr("All done in %1: %2 ok, %3 failed. Export (Ctrl+E) takes the table home.")
                                   .arg(clockText(progress.elapsedMs), grouped(progress.counts[RowState::Ok]),
                                        grouped(progress.counts[RowState::Failed])));
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    m_closing = m_session.isActive() || m_session.isOpening();
    if (m_recipe)
        m_recipe->close();
    event->setAccepted(!m_closing); // else once the run has stopped, and what is under way is committed
    if (m_session.isActive())
        m_session.run()->stop();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event) { openFiles(event->mimeData()->urls()); }

void MainWindow::fillRecentMenu()
{
    m_recent->clear();
    for (const QString &path : recentRuns(m_runFolder, 15))
        m_recent->addAction(QFileInfo(path).completeBaseName(), this, [this, path] { openPath(path); });
    if (m_recent->isEmpty())
        m_recent->addAction(tr("There are none yet"))->setEnabled(false);
}

// --- what is shown follows what is so ---

void MainWindow::refresh()
{
    const Run *run = m_session.run();
    const Run::State state = m_session.state();
    const bool active = m_session.isActive();
    const bool busy = active || m_session.isOpening();
    const bool resumes = m_session.isResumable() && !m_urls->isModified();
    m_pages->setCurrentIndex(run ? 1 : 0);

    m_actions.start->setEnabled(!busy && !(run && run->isReextracting()));
    m_actions.start->setText(resumes ? tr("Re&sume") : tr("&Start"));
    m_actions.pause->setEnabled(state == Run::State::Running || state == Run::State::Paused);
    m_actions.pause->setChecked(state == Run::State::Paused);
    m_actions.stop->setEnabled(state == Run::State::Running || state == Run::State::Paused);
    m_actions.exportTable->setEnabled(run != nullptr);
    m_actions.copy->setEnabled(run != nullptr);
    refreshRowActions();
    m_urls->editor().setReadOnly(busy || m_urls->editor().isInserting());

    if (!run) {
        m_status->showText(m_session.isOpening() ? tr("Opening …") : tr("Ready"));
        return;
    }
    const RunProgress progress = run->progress();
    m_status->showProgress(progress, state);
    m_filter->setCounts(progress.counts);
    m_filter->setResult(m_model->rowCount(), progress.counts.total(), m_model->isBusy());
}

} // namespace creel
