#include "sourceview.h"

#include "icons.h"
#include "run/whendone.h"
#include "sourcetext.h"

#include <QAction>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QtConcurrent>
#include <QVBoxLayout>

namespace creel {

SourceView::SourceView(QWidget *parent)
    : QWidget(parent), m_text(new QPlainTextEdit), m_find(new QLineEdit), m_note(new QLabel)
{
    m_pool.setMaxThreadCount(1);
    setFocusProxy(m_text);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTabChangesFocus(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Source of the page"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setObjectName(QStringLiteral("sourceText"));
    m_find->setPlaceholderText(tr("Find in the source"));
    m_find->setAccessibleName(tr("Find in the source"));
    m_find->setClearButtonEnabled(true);
    m_find->addAction(glyphIcon(Glyph::Find), QLineEdit::LeadingPosition);
    m_find->setMaximumWidth(300);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setAccessibleName(tr("About the source"));

    auto *top = new QHBoxLayout;
    top->addWidget(m_find, 1);
    top->addWidget(m_note);
    top->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 0);
    layout->addLayout(top);
    layout->addWidget(m_text, 1);

    connect(m_find, &QLineEdit::returnPressed, this, [this] { find(true); });
    connect(m_find, &QLineEdit::textEdited, this, [this] {
        QTextCursor cursor = m_text->textCursor(); // a longer word is looked for from where the shorter one was found
        cursor.setPosition(cursor.selectionStart());
        m_text->setTextCursor(cursor);
        find(true);
    });
    const auto shortcut = [this](QKeySequence::StandardKey key, bool forward) {
        auto *action = new QShortcut(key, this);
        action->setContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QShortcut::activated, this, [this, forward] { find(forward); });
    };
    shortcut(QKeySequence::FindNext, true);
    shortcut(QKeySequence::FindPrevious, false);
}

void SourceView::show(const QByteArray &body, const QString &charset, const QString &absence)
{
    const int generation = ++m_generation;
    if (body.isEmpty()) {
        m_text->clear();
        m_text->setPlaceholderText(absence);
        m_note->clear();
        return;
    }
    const auto work = [body, charset] { return sourceText(body, charset); };
    whenDone(QtConcurrent::run(&m_pool, work), this, [this, generation](const SourceText &source) {
        if (generation != m_generation)
            return;
        m_text->setPlainText(source.text);
        m_note->setText(source.note);
    });
}

void SourceView::focusFind()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void SourceView::find(bool forward)
{
    const QString wanted = m_find->text();
    const auto flags = forward ? QTextDocument::FindFlags() : QTextDocument::FindBackward;
    bool found = wanted.isEmpty() || m_text->find(wanted, flags);
    if (!found) { // once more, around the end
        const QTextCursor before = m_text->textCursor();
        m_text->moveCursor(forward ? QTextCursor::Start : QTextCursor::End);
        found = m_text->find(wanted, flags);
        if (!found)
            m_text->setTextCursor(before);
    }
    m_note->setText(found ? QString() : tr("“%1” is not in the source.").arg(wanted));
}

} // namespace creel
