#include "urlpanel.h"

#include "icons.h"
#include "urleditor.h"
#include "wording.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

namespace creel {

UrlPanel::UrlPanel(QWidget *parent)
    : QWidget(parent), m_editor(new UrlEditor), m_counts(new QLabel), m_reason(new QLabel), m_next(new QToolButton)
{
    auto *title = new QLabel(tr("&URLs, one a line"));
    title->setBuddy(m_editor);
    m_editor->setObjectName(QStringLiteral("urls"));
    m_counts->setObjectName(QStringLiteral("urlCounts"));
    m_counts->setAccessibleName(tr("Lines of the list"));
    m_reason->setObjectName(QStringLiteral("lineReason"));
    m_reason->setAccessibleName(tr("About the current line"));
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reason->hide();
    m_next->setText(tr("Next problem"));
    m_next->setAccessibleName(tr("Next problem"));
    m_next->setToolTip(tr("Go to the next invalid or duplicate line (F8)"));
    m_next->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_next->setAutoRaise(true);
    m_next->setFocusPolicy(Qt::TabFocus);
    m_next->hide();

    auto *countRow = new QHBoxLayout;
    countRow->addWidget(m_counts, 1);
    countRow->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(title);
    layout->addWidget(m_editor, 1);
    layout->addLayout(countRow);
    layout->addWidget(m_reason);

    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (!m_editor->isInserting()) // else judged when the paste is in
            m_judge.judge(m_editor->text());
    });
    connect(m_editor, &QPlainTextEdit::textChanged, this, &UrlPanel::judgeSoon);
    connect(m_editor, &UrlEditor::insertionFinished, this, [this] { m_pause.start(0); });
    connect(m_editor->document(), &QTextDocument::modificationChanged, this, &UrlPanel::modificationChanged);
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, &UrlPanel::showReason);
    connect(m_next, &QToolButton::clicked, this, &UrlPanel::nextProblem);
    connect(&m_judge, &LineJudge::judged, this, [this] {
        m_editor->setLedger(m_judge.ledger());
        showCounts();
        showReason();
        Q_EMIT judged();
    });
    showCounts();
}

void UrlPanel::setText(const QString &text)
{
    m_editor->setEnabled(true);
    m_editor->replaceText(text);
}

void UrlPanel::showNote(const QString &note)
{
    m_editor->replaceText({});
    m_editor->setEnabled(false);
    m_reason->setText(note);
    m_reason->show();
}

QString UrlPanel::text() { return m_editor->text(); }
bool UrlPanel::isModified() const { return m_editor->document()->isModified(); }
void UrlPanel::setModified(bool modified) { m_editor->document()->setModified(modified); }

qint64 UrlPanel::validLines() const { return m_judge.ledger() ? m_judge.ledger()->count(RowState::Queued) : 0; }

void UrlPanel::judgeSoon()
{
    // A short list at once, a long one when the typing rests: its text has to be gathered on this thread.
    m_pause.start(m_editor->blockCount() < 2000 ? 60 : 350);
}

void UrlPanel::showCounts()
{
    const auto &ledger = m_judge.ledger();
    const auto count = [&](RowState state) { return ledger ? ledger->count(state) : 0; };
    const qint64 valid = count(RowState::Queued), twins = count(RowState::Duplicate),
                 invalid = count(RowState::Invalid);
    QStringList parts{tr("%1 valid").arg(grouped(valid))};
    if (twins > 0)
        parts << tr("%1 duplicate").arg(grouped(twins));
    if (invalid > 0)
        parts << tr("%1 invalid").arg(grouped(invalid));
    m_counts->setText(parts.join(QStringLiteral(" · ")));
    m_next->setVisible(twins + invalid > 0);
}

void UrlPanel::showReason()
{
    if (!m_editor->isEnabled())
        return; // a note stands there
    const QTextBlock block = m_editor->textCursor().block();
    const LedgerLine *line = m_editor->judgement(block);
    const bool shown = line && (line->state == RowState::Invalid || line->state == RowState::Duplicate);
    m_reason->setVisible(shown);
    if (shown)
        m_reason->setText(tr("Line %1: %2").arg(grouped(block.blockNumber() + 1), line->reason));
}

void UrlPanel::goToProblem(bool forward)
{
    if (!m_editor->goToProblem(forward))
        m_counts->setText(tr("Every line is fine."));
}

} // namespace creel
