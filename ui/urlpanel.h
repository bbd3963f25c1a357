#pragma once

#include "linejudge.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace creel {

class UrlEditor;

/// The editor and what is known of its lines: a live count, and the reason why the current one is no good.
class UrlPanel : public QWidget
{
    Q_OBJECT
public:
    explicit UrlPanel(QWidget *parent = nullptr);

    UrlEditor &editor() { return *m_editor; }
    void setText(const QString &text);
    /// Instead of a text: why there is none to be edited.
    void showNote(const QString &note);
    QString text();
    bool isModified() const;
    void setModified(bool modified);
    qint64 validLines() const; ///< as of the last judgement

    void nextProblem() { goToProblem(true); }
    void previousProblem() { goToProblem(false); }

Q_SIGNALS:
    void judged(); ///< counts are fresh
    void modificationChanged();

private:
    void goToProblem(bool forward);
    void judgeSoon();
    void showCounts();
    void showReason();

    UrlEditor *m_editor;
    QLabel *m_counts;
    QLabel *m_reason;
    QToolButton *m_next;
    LineJudge m_judge;
    QTimer m_pause;
};

} // namespace creel
