#pragma once

#include "statelook.h"

#include <QFrame>

class QLabel;

namespace creel {

/// One message above the content, until it is closed or replaced: it tells, and stands in nobody's way.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showInfo(const QString &text) { show(Tone::Calm, text); }
    void showSuccess(const QString &text) { show(Tone::Good, text); }
    void showWarning(const QString &text) { show(Tone::Warn, text); }
    void showError(const QString &text) { show(Tone::Bad, text); }
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void show(Tone tone, const QString &text);

    Tone m_tone = Tone::Calm;
    QLabel *m_text;
};

} // namespace creel
