#pragma once

#include "base/record.h"

#include <QWidget>

#include <optional>

class QPlainTextEdit;
class QTabWidget;
class QTextBrowser;

namespace creel {

class Run;
class SourceView;

/// Everything about one row: summary, header fields, redirects, source.
class DetailPane : public QWidget
{
    Q_OBJECT
public:
    explicit DetailPane(QWidget *parent = nullptr);

    /// Shows a row of the run; its details are read from the run file. null: nothing to show.
    void show(Run *run, const Record *record);
    QWidget *focusPane() const; ///< what takes the focus
    void focusFind();

Q_SIGNALS:
    void failed(const QString &message);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showAll();
    void showSource();

    std::optional<Record> m_record;
    QStringList m_fields; ///< of the run's recipe
    RecordDetails m_details;
    int m_generation = 0;
    bool m_sourceShown = false; ///< of this row; it is decoded when its tab is looked at
    QTabWidget *m_tabs;
    QTextBrowser *m_summary, *m_hops;
    QPlainTextEdit *m_head;
    SourceView *m_source;
};

} // namespace creel
