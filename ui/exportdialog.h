#pragma once

#include "base/exportoptions.h"

#include <QDialog>
#include <QTimer>

#include <atomic>
#include <memory>
#include <stop_token>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace creel {

class Run;

/// Where to and how; then the progress of the export, which can be cancelled. An error keeps the dialog open, so that
/// another file can be chosen.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    /// Borrows the run.
    ExportDialog(Run &run, const QString &path, const ExportOptions &options, QWidget *parent = nullptr);
    ~ExportDialog() override;

    QString path() const;
    ExportOptions options() const;

    void reject() override; ///< cancels an export that is under way; closes otherwise

Q_SIGNALS:
    void exported(const QString &path, qint64 rows);

private:
    void browse();
    void begin();
    void end();
    void showPathState();

    Run &m_run;
    QLineEdit *m_path;
    QPushButton *m_browse;
    QCheckBox *m_bom, *m_guard;
    QComboBox *m_per;
    QLabel *m_note;
    QProgressBar *m_progress;
    QDialogButtonBox *m_buttons;
    QPushButton *m_export;
    QTimer m_ticks;
    std::stop_source m_stop;
    std::shared_ptr<std::atomic<qint64>> m_done; ///< counted by the exporting thread
    bool m_exporting = false;
};

} // namespace creel
