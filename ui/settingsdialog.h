#pragma once

#include "preferences.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace creel {

/// What holds for all runs to come: the limits, who we say we are, the finer clocks, who reads the pages, exports.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    SettingsDialog(const Preferences &preferences, const QString &runFolder, QWidget *parent = nullptr);

    Preferences preferences() const;
    void accept() override; ///< stays open while something can't be taken

private:
    void show(const Preferences &preferences);
    QWidget *makeRequestPage();
    QWidget *makeClocksPage();
    QWidget *makePagesPage();
    QWidget *makeFilesPage(const QString &runFolder);
    QSpinBox *makeSpin(const QString &name, const QString &hint, int low, int high, const QString &suffix);

    CrawlOptions m_base; ///< what is set beside the URL list
    QLineEdit *m_userAgent;
    QPlainTextEdit *m_headers;
    QSpinBox *m_redirects, *m_connect, *m_tls, *m_firstByte, *m_idle;
    QComboBox *m_parser;
    QCheckBox *m_bom, *m_guard;
    QLabel *m_error;
};

} // namespace creel
