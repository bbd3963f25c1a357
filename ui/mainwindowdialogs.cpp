#include "exportdialog.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "optionspanel.h"
#include "preferences.h"
#include "recipeeditor.h"
#include "recordtable.h"
#include "reextractionbar.h"
#include "settingsdialog.h"
#include "wording.h"

#include <QDir>
#include <QFileInfo>
#include <QMessageBox>
#include <QSettings>
#include <QStandardPaths>

namespace creel {

namespace {
constexpr auto exportFolderKey = "window/exportFolder";
}

void MainWindow::exportTable()
{
    Run *run = m_session.run();
    if (!run)
        return;
    const QString folder = m_settings
                               .value(QLatin1StringView(exportFolderKey),
                                      QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
                               .toString();
    const QString path = QDir(folder).filePath(QFileInfo(run->path()).completeBaseName() + QStringLiteral(".csv"));
    auto *dialog = new ExportDialog(*run, path, Preferences::load(m_settings).exporting, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_session, &Session::runChanged, dialog, &QObject::deleteLater); // it borrows the run
    connect(dialog, &ExportDialog::exported, this, [this, dialog](const QString &file, qint64 rows) {
        m_settings.setValue(QLatin1StringView(exportFolderKey), QFileInfo(file).absolutePath());
        Preferences preferences = Preferences::load(m_settings);
        preferences.exporting = dialog->options();
        preferences.save(m_settings);
        m_message->showSuccess(tr("Exported %1 to %2.").arg(rowsText(rows), QDir::toNativeSeparators(file)));
    });
    dialog->open();
}

void MainWindow::editSettings()
{
    Preferences preferences = Preferences::load(m_settings);
    auto *dialog = new SettingsDialog(preferences, m_runFolder, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const Preferences chosen = dialog->preferences();
        chosen.save(m_settings);
        if (!m_session.run())
            m_options->setOptions(chosen.crawl);
    });
    dialog->open();
}

void MainWindow::editRecipe()
{
    if (!m_recipe) {
        m_recipe = new RecipeEditor(m_settings, this);
        m_recipe->setRecipe(m_session.recipe());
        m_recipe->setRun(m_session.run());
        connect(&m_session, &Session::runChanged, m_recipe, &RecipeEditor::setRun);
        connect(m_recipe, &RecipeEditor::recipeApplied, this, &MainWindow::useRecipe);
    }
    if (const std::optional<qint64> id = m_table->currentId(); id && m_session.run())
        m_recipe->openRow(*id);
    m_recipe->show();
    m_recipe->raise();
    m_recipe->activateWindow();
}

/// A run that is over has its columns filled from the pages that it keeps; else the recipe is for the next one.
void MainWindow::useRecipe(const Recipe &recipe)
{
    m_session.setRecipe(recipe);
    const Run *run = m_session.run();
    if (run && !m_session.isActive() && !run->isReextracting() && run->readOnlyReason().isEmpty())
        m_reextraction->extract(recipe);
    else if (m_session.isActive())
        m_message->showInfo(
            tr("This run goes on as it was begun. Use the recipe again when it is over, to fill the columns "
               "from its stored pages; the next run has it from the start."));
    else
        m_message->showSuccess(
            tr("The next run extracts %1 columns by the recipe.").arg(grouped(recipe.fieldNames().size())));
}

void MainWindow::copyRows()
{
    if (Run *run = m_session.run())
        m_copy.start(*run, m_table->selectedRanges());
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Creel"),
                                tr("<h3>Creel %1</h3><p>From a list of URLs to a table.</p>"
                                   "<p>Free software under the MIT licence.</p>")
                                    .arg(QLatin1StringView(CREEL_VERSION)),
                                QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace creel
