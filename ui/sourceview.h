#pragma once

#include <QByteArray>
#include <QThreadPool>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace creel {

/// The source of a page, with a search.
class SourceView : public QWidget
{
    Q_OBJECT
public:
    explicit SourceView(QWidget *parent = nullptr);

    /// Decodes on another thread and shows; `absence` stands there when the body is empty.
    void show(const QByteArray &body, const QString &charset, const QString &absence);
    void focusFind();

private:
    void find(bool forward);

    QPlainTextEdit *m_text;
    QLineEdit *m_find;
    QLabel *m_note;
    int m_generation = 0;
    QThreadPool m_pool;
};

} // namespace creel
