// What a person does with rows of the table: filter and look at them, skip them, fetch or read them again.
#include "mainwindow.h"

#include "base/url.h"
#include "decodedialog.h"
#include "detailpane.h"
#include "filterbar.h"
#include "messagebar.h"
#include "optionspanel.h"
#include "recordmodel.h"
#include "recordtable.h"
#include "reextractionbar.h"
#include "run/whendone.h"
#include "wording.h"

#include <QAction>

namespace creel {

namespace {

constexpr int rowsLookedAt = 500; // of a larger selection: it may well have one

bool isRetryable(RowState state)
{
    return state == RowState::Ok || state == RowState::Failed || state == RowState::Skipped
        || state == RowState::Stopped;
}

bool hasPage(RowState state) { return state == RowState::Ok || state == RowState::Failed; }

} // namespace

/// Whether the selection has a row in such a state, or one that is not known yet.
bool MainWindow::isAnySelected(bool (*fits)(RowState)) const
{
    int looked = 0;
    for (const auto &[first, last] : m_table->selectedRanges()) {
        for (int row = first; row < last; ++row) {
            const Record *record = m_model->record(row);
            if (!record || fits(record->state) || ++looked > rowsLookedAt)
                return true;
        }
    }
    return false;
}

void MainWindow::refreshRowActions()
{
    const Run *run = m_session.run();
    const Run::State state = m_session.state();
    const bool runs = state == Run::State::Running || state == Run::State::Paused;
    const bool writable = run && run->readOnlyReason().isEmpty();
    const bool retries = writable && !m_session.isOpening() && state != Run::State::Stopping && !run->isReextracting();
    m_actions.skipRows->setEnabled(runs && isAnySelected([](RowState row) { return row == RowState::Queued; }));
    m_actions.retryRows->setEnabled(retries && isAnySelected(&isRetryable));
    m_actions.decodeRows->setEnabled(retries && !m_session.isActive() && isAnySelected(&hasPage));
    m_actions.retryFailed->setEnabled(retries && m_session.progress().counts[RowState::Failed] > 0);
    m_actions.retryFiltered->setEnabled(retries && m_model->query().isFiltered() && m_model->rowCount() > 0);
}

void MainWindow::skipRows()
{
    if (Run *run = m_session.run())
        m_skipped.find(*run, m_table->selectedRanges());
}

void MainWindow::retryRows()
{
    if (Run *run = m_session.run())
        m_retried.find(*run, m_table->selectedRanges());
}

void MainWindow::retryFailed()
{
    RowQuery failed;
    failed.state = RowState::Failed;
    retry(failed);
}

void MainWindow::retryFiltered() { retry(m_model->query()); }

void MainWindow::retry(const RowQuery &query)
{
    Run *run = m_session.run();
    if (!run || (!m_session.isActive() && tellProblem()))
        return;
    whenDone(run->retry(query), this, [this, run](const Expected<qint64, FileError> &rows) {
        if (run != m_session.run())
            return;
        if (!rows) {
            m_message->showError(rows.error().message);
            return;
        }
        if (*rows == 0) {
            m_message->showInfo(tr("None of these rows can be retried: they are queued, or no page belongs to them."));
            return;
        }
        m_message->showInfo(tr("Retrying %1.").arg(rowsText(*rows)));
        if (!m_session.isActive()) {
            m_options->goOn();
            run->start();
        }
    });
}

void MainWindow::applyFilter()
{
    RowQuery query = m_model->query();
    query.text = m_filter->text();
    query.state = m_filter->state();
    query.per = m_filter->per();
    m_model->setQuery(query);
}

void MainWindow::showCurrentRecord()
{
    const std::optional<qint64> id = m_table->currentId();
    const Record *record = id ? m_model->record(m_table->currentIndex().row()) : nullptr;
    if (record && record->id != *id)
        return; // the order changes just now
    if (record || !id)
        m_details->show(m_session.run(), record);
}

void MainWindow::connectReextraction()
{
    connect(m_reextraction, &ReextractionBar::changed, this, &MainWindow::refresh);
    connect(m_reextraction, &ReextractionBar::finished, m_message, &MessageBar::showSuccess);
    connect(m_reextraction, &ReextractionBar::failed, m_message, &MessageBar::showError);
    connect(&m_decoded, &RowIds::failed, m_message, &MessageBar::showWarning);
    connect(m_actions.decodeRows, &QAction::triggered, this, &MainWindow::decodeRows);
    connect(&m_decoded, &RowIds::found, this, &MainWindow::chooseEncoding);
}

void MainWindow::decodeRows()
{
    if (Run *run = m_session.run())
        m_decoded.find(*run, m_table->selectedRanges());
}

void MainWindow::chooseEncoding(const QList<qint64> &ids)
{
    const Record *current = m_model->record(m_table->currentIndex().row());
    const Expected<Url, UrlError> url = Url::parse(QByteArrayView(current ? current->finalUrl : QByteArray()));
    const QString origin = url ? QString::fromUtf8(url->origin()) + u'/' : QString();
    auto *dialog = new DecodeDialog(ids, origin, current ? current->charset : QString(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_reextraction->decode(dialog->query(), dialog->label()); });
    dialog->open();
}

} // namespace creel
