#include "exportdialog.h"

#include "elidedlabel.h"
#include "run/run.h"
#include "run/whendone.h"
#include "statelook.h"
#include "wording.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace creel {

ExportDialog::ExportDialog(Run &run, const QString &path, const ExportOptions &options, QWidget *parent)
    : QDialog(parent), m_run(run), m_path(new QLineEdit(QDir::toNativeSeparators(path))),
      m_browse(new QPushButton(tr("&Browse …"))), m_bom(new QCheckBox(tr("Begin with a byte order &mark"))),
      m_guard(new QCheckBox(tr("&Guard against spreadsheet formulas"))), m_per(new QComboBox), m_note(new QLabel),
      m_progress(new QProgressBar), m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel)),
      m_export(m_buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole))
{
    setWindowTitle(tr("Export the table"));
    m_path->setObjectName(QStringLiteral("exportPath"));
    m_path->setAccessibleName(tr("File"));
    m_path->setMinimumWidth(fontMetrics().averageCharWidth() * 62);
    m_browse->setAccessibleName(tr("Browse for a file"));
    m_browse->setAutoDefault(false);
    m_bom->setAccessibleName(tr("Begin with a byte order mark"));
    m_bom->setToolTip(tr("Some spreadsheet programs need it to see that the file is UTF-8"));
    m_bom->setChecked(options.utf8Bom);
    m_guard->setAccessibleName(tr("Guard against spreadsheet formulas"));
    m_guard->setToolTip(tr("Cells that begin with = + - @, a tab or a carriage return get a leading apostrophe"));
    m_guard->setChecked(options.formulaGuard);
    m_per->setObjectName(QStringLiteral("exportPer"));
    m_per->setAccessibleName(tr("Rows"));
    m_per->addItem(tr("One for each record that was found"), int(RowsPer::Record));
    m_per->addItem(tr("One for each page, with its first record"), int(RowsPer::Page));
    m_note->setObjectName(QStringLiteral("exportNote"));
    m_note->setAccessibleName(tr("About the file"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_progress->hide();
    m_export->setObjectName(QStringLiteral("exportNow"));
    m_export->setAccessibleName(tr("Export"));

    auto *file = new QHBoxLayout;
    file->addWidget(m_path, 1);
    file->addWidget(m_browse);
    auto *form = new QFormLayout;
    form->addRow(tr("&File"), file);
    if (run.recipe().givesManyRecords())
        form->addRow(tr("&Rows"), m_per);
    else
        delete std::exchange(m_per, nullptr);
    form->addRow({}, m_guard);
    form->addRow({}, m_bom);
    qobject_cast<QLabel *>(form->labelForField(file))->setBuddy(m_path);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(
        new QLabel(tr("Every row goes into the file, in the order of the list, whatever the table shows now.")));
    layout->addLayout(form);
    layout->addWidget(m_note);
    layout->addWidget(m_progress);
    layout->addWidget(m_buttons);

    m_ticks.setInterval(100);
    connect(&m_ticks, &QTimer::timeout, this, [this] {
        const qint64 total = std::max<qint64>(1, m_run.progress().counts.total());
        m_progress->setValue(int(m_done->load() * m_progress->maximum() / total));
    });
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::showPathState);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ExportDialog::begin);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    m_progress->setRange(0, 1000);
    m_export->setDefault(true);
    showPathState();
    m_path->setFocus();
    m_path->setSelection(int(path.size()) - int(QFileInfo(path).fileName().size()),
                         int(QFileInfo(path).completeBaseName().size()));
}

ExportDialog::~ExportDialog() { m_stop.request_stop(); }

QString ExportDialog::path() const { return QDir::fromNativeSeparators(m_path->text().trimmed()); }

ExportOptions ExportDialog::options() const
{
    ExportOptions options;
    options.utf8Bom = m_bom->isChecked();
    options.formulaGuard = m_guard->isChecked();
    if (m_per)
        options.per = RowsPer(m_per->currentData().toInt());
    return options;
}

void ExportDialog::browse()
{
    auto *dialog =
        new QFileDialog(this, tr("Export to"), QFileInfo(path()).absolutePath(), tr("CSV (*.csv);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // it says so in this dialog
    dialog->selectFile(QFileInfo(path()).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) { m_path->setText(chosen); });
    dialog->open();
}

void ExportDialog::showPathState()
{
    const bool exists = QFileInfo(path()).isFile();
    m_export->setText(exists ? tr("R&eplace") : tr("&Export"));
    m_export->setEnabled(!path().isEmpty());
    m_note->setText(exists ? tr("The file exists and will be replaced.") : QString());
    m_note->setPalette(palette());
}

void ExportDialog::begin()
{
    if (m_exporting)
        return;
    m_exporting = true;
    m_stop = std::stop_source();
    m_done = std::make_shared<std::atomic<qint64>>(0);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_path, m_browse, m_bom, m_guard, m_export})
        widget->setEnabled(false);
    m_note->clear();
    m_progress->setValue(0);
    m_progress->show();
    m_ticks.start();
    const auto count = [done = m_done](qint64 rows) { done->store(rows); };
    whenDone(m_run.exportTo(path(), options(), m_stop.get_token(), count), this,
             [this](const Expected<qint64, FileError> &rows) {
                 const bool cancelled = m_stop.stop_requested();
                 end();
                 if (rows) {
                     Q_EMIT exported(path(), *rows);
                     accept();
                 } else if (cancelled) {
                     m_note->setText(tr("Cancelled. No file was written."));
                 } else {
                     QPalette colors = palette();
                     colors.setColor(QPalette::WindowText, toneColor(Tone::Bad, colors));
                     m_note->setPalette(colors);
                     m_note->setText(rows.error().message);
                     m_path->setFocus();
                 }
             });
}

void ExportDialog::end()
{
    m_exporting = false;
    m_ticks.stop();
    m_progress->hide();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_path, m_browse, m_bom, m_guard, m_export})
        widget->setEnabled(true);
    showPathState();
}

void ExportDialog::reject()
{
    if (m_exporting)
        m_stop.request_stop(); // its end comes through the future
    else
        QDialog::reject();
}

} // namespace creel
